"""Status colours: each condition alone and in its order, what no rule decides, and that there is always one colour."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ledger.aggregates import Fact, Known, decide, evolve
from ledger.aggregates.person import Person
from ledger.codec import Entry
from ledger.days import Span
from ledger.errors import RuleBroken
from ledger.events import Event, Prose
from ledger.events.improvement import (
    DueImmediately,
    DueNoneSet,
    DueOn,
    DueWithin,
    ImprovementAssigned,
    ImprovementAssured,
    ImprovementClaimed,
    ImprovementClosed,
    ImprovementDeclined,
    ImprovementDueSet,
    ImprovementNoted,
    ImprovementPassedOn,
    ImprovementRaised,
    ImprovementReopened,
    ImprovementReturned,
    ImprovementSubmitted,
    ImprovementSuperseded,
    ImprovementWithdrawn,
)
from ledger.events.setting import ColoursSet
from ledger.vocabulary import LEDGER, ColourCondition, StatusColour
from ledger.vocabulary.colour import COUNTED, VERIFIED
from projections.folds import fold
from projections.folds.base import GONE
from projections.queries.colour import COLOURS, MEANS, Colour, colour, lines, ruled, totals
from projections.queries.conditions import APPLIES, Rule, days_left
from projections.queries.settings import OWN_COLOURS

Life = tuple[tuple[Event, str], ...]
Line = tuple[str, int | None, str]
TODAY = date(2018, 6, 12)
SAID = Prose("It is said.", "0" * 64)
RAISED = (ImprovementRaised(kind="area_for_improvement", inspection="INS-1", force="ORG-2", text=SAID), "2018-05-01")
CLAIMED = (ImprovementClaimed(evidence=SAID), "2018-05-10")
ASSURED = (ImprovementAssured(), "2018-05-20")
SUBMITTED = (ImprovementSubmitted(), "2018-05-30")
RETURNED = (ImprovementReturned(returned_by="forum", text=SAID), "2018-05-25")
CLOSED = (ImprovementClosed(closed_by="force", means="meeting"), "2018-06-01")
CLOSED_BY_LETTER = (ImprovementClosed(closed_by="inspectorate", means="letter"), "2018-06")
REOPENED = (ImprovementReopened(text=SAID), "2018-06-02")
NOTED = (ImprovementNoted(text=SAID), "2018-05-03")
OWNED = (ImprovementAssigned(owner="POST-1"), "2018-05-02")


def due(day: str | None = None, **more: Any) -> tuple[Event, str]:
    """That a due date was set: a day, or another kind of date."""
    return ImprovementDueSet(due=more.get("due") or DueOn(day=day), set_by="force"), "2018-05-02"


IMMEDIATE, NONE_SET = due(due=DueImmediately()), due(due=DueNoneSet())


class Called:
    """Names of a ledger in which one report was published."""

    def __init__(self, published: str | None = None) -> None:
        self._published = published

    def published_on(self, fields: dict[str, Any]) -> str | None:
        """When its report was published."""
        return self._published

    def of(self, ref: str) -> str:
        """What it is called."""
        return {"ORG-3": "the Home Office"}[ref]


def lived(*happened: tuple[Event, str]) -> dict[str, Any]:
    """The fields of an improvement that was raised, and to which this happened."""
    body: dict[str, Any] = {}
    for event, day in (RAISED, *happened):
        data = {name: value for name, value in event if value not in (None, ())}
        on = {"from": day, "to": day}
        told = Entry("AFI-1", 1, event.type, event.v, data, "", on, "PER-1", "PER-1", "", "", (1, 1))
        body = {name: value for name, value in (body | fold(told, body)).items() if value is not GONE}
    return body


def rule(*typed: Line, otherwise: str = "amber") -> Rule:
    """The rule of these lines, where due soon is 30 days and 20 without an update are many."""
    made = [{"when": when, "colour": given} | ({"over": over} if over else {}) for when, over, given in typed]
    return ruled({"lines": made, "otherwise": otherwise}, 30, 20)


def shown(life: Life, by: Rule, today: date = TODAY, published: str | None = None) -> Colour:
    """The colour of an improvement with this life."""
    return colour(lived(*life), Called(published), today, by)  # type: ignore[arg-type]


OWN = ruled(None, 30, 42)

#: By condition: lives to which it applies, each with the reason, and lives to which it does not.
CONDITIONS: dict[str, tuple[list[tuple[Life, str]], list[Life]]] = {
    "closed": (
        [
            ((CLOSED_BY_LETTER,), "closed by the inspectorate, June 2018"),
            ((CLAIMED, CLOSED), "closed by the force, 1 June 2018"),
        ],
        [(), (CLAIMED, ASSURED, SUBMITTED), (CLOSED_BY_LETTER, REOPENED)],
    ),
    "closed_by_inspectorate": (
        [((CLOSED_BY_LETTER,), "closed by the inspectorate, June 2018")],
        [(CLAIMED, CLOSED), (CLOSED_BY_LETTER, REOPENED)],
    ),
    "assured": (
        [
            ((CLAIMED, ASSURED), "checked by another voice in the force, 20 May 2018"),
            ((CLAIMED, ASSURED, SUBMITTED), "checked by another voice in the force, 20 May 2018"),
            ((CLAIMED, ASSURED, CLOSED), "checked by another voice in the force, 20 May 2018"),
        ],
        [(CLAIMED,), (CLAIMED, ASSURED, RETURNED), (CLAIMED, SUBMITTED), (CLAIMED, ASSURED, CLOSED, REOPENED)],
    ),
    "submitted": (
        [((CLAIMED, SUBMITTED), "put to the inspectorate, 30 May 2018")],
        [(CLAIMED,), (CLAIMED, SUBMITTED, CLOSED_BY_LETTER), (CLAIMED, SUBMITTED, RETURNED)],
    ),
    "reported_complete": (
        [
            ((CLAIMED,), "reported complete by the force, 10 May 2018, and not checked by another voice"),
            ((CLAIMED, ASSURED), "reported complete by the force, 10 May 2018"),
        ],
        [(NOTED,), (CLAIMED, RETURNED), (CLAIMED, CLOSED)],
    ),
    "returned": (
        [
            ((CLAIMED, RETURNED), "sent back by a forum, 25 May 2018"),
            ((CLAIMED, RETURNED, CLAIMED, RETURNED), "sent back by a forum, 25 May 2018, 2 times so far"),
        ],
        [(), (CLAIMED, RETURNED, CLAIMED), (CLAIMED, RETURNED, CLOSED_BY_LETTER)],
    ),
    "reopened": (
        [((CLOSED_BY_LETTER, REOPENED), "reopened, 2 June 2018")],
        [(CLOSED_BY_LETTER,), (CLOSED_BY_LETTER, REOPENED, CLOSED_BY_LETTER)],
    ),
    "overdue": (
        [
            ((due("2018-06-11"),), "due on 11 June 2018, overdue by 1 day"),
            ((due("2018-05"),), "due by the end of May 2018, overdue by 12 days"),
            ((IMMEDIATE,), "due immediately, overdue by 42 days"),
        ],
        [(due("2018-06-12"),), (due("2018-06-11"), CLAIMED), (due("2018-06-11"), CLOSED_BY_LETTER), (NONE_SET,)],
    ),
    "due_soon": (
        [
            ((due("2018-06-12"),), "due on 12 June 2018, today"),
            ((due("2018-06-21"),), "due on 21 June 2018, in 9 days"),
            ((due("2018-07-12"),), "due on 12 July 2018, in 30 days"),
        ],
        [(), (due("2018-06-11"),), (due("2018-07-13"),), (due("2018-06-21"), CLAIMED)],
    ),
    "due_immediately": ([((IMMEDIATE,), "due immediately, with no date set")], [(), (NONE_SET,), (due("2019"),)]),
    "no_due_date": (
        [
            ((), "no due date is recorded"),
            ((NONE_SET,), "no due date is set"),
            ((IMMEDIATE,), "due immediately, with no date set"),
            (
                (due(due=DueWithin(months=6)),),
                "due within 6 months of publication, whose day does not follow from what is recorded",
            ),
        ],
        [(due("2019"),)],
    ),
    "slipped": (
        [((due("2018-07-01"), due("2018-07-02")), "its due date has slipped 1 day")],
        [(due("2018-07-01"),), (due("2018-07-02"), due("2018-07-01")), (due("2018-07-01"), NONE_SET)],
    ),
    "revised": (
        [
            ((due("2018-07-02"), due("2018-07-01")), "its due date was revised 1 time"),
            ((due("2018-07-02"), due("2018-07-01"), NONE_SET), "its due date was revised 2 times"),
        ],
        [(), (due("2018-07-01"),), (due("2018-07-02"), due("2018-07-01"), CLOSED_BY_LETTER)],
    ),
    "no_recent_update": (
        [
            ((), "no update since 1 May 2018, 42 days ago"),
            ((NOTED,), "no update since 3 May 2018, 40 days ago"),
            ((OWNED,), "no update since 1 May 2018, 42 days ago"),
        ],
        [(CLAIMED, RETURNED), (CLAIMED, ASSURED, SUBMITTED), (CLOSED_BY_LETTER,)],
    ),
    "no_owner": ([((), "no post owns it"), ((NOTED,), "no post owns it")], [(OWNED,), (CLOSED_BY_LETTER,)]),
    "not_started": (
        [((), "no work on it is recorded"), ((OWNED,), "no work on it is recorded")],
        [(NOTED,), (CLAIMED,)],
    ),
    "in_progress": (
        [((NOTED, due("2018-12-31")), "in progress, due on 31 December 2018, in 202 days")],
        [(), (OWNED,), (CLAIMED,), (CLOSED_BY_LETTER,)],
    ),
}


def test_every_condition_is_tried_here() -> None:
    """And has its words, and nothing else has."""
    assert set(CONDITIONS) == set(APPLIES) == set(ColourCondition) == set(MEANS) - {"otherwise"}


@pytest.mark.parametrize("when", CONDITIONS)
def test_a_condition_alone(when: str) -> None:
    """It gives its colour with its reason where it applies; elsewhere what is left over has the other."""
    applies, others = CONDITIONS[when]
    by = rule((when, None, "red"), otherwise="green")
    for life, reason in applies:
        assert shown(life, by) == Colour("red", reason)
    for life in others:
        found = shown(life, by)
        assert found.word == "green" and found.reason


@pytest.mark.parametrize(
    ("when", "life", "number"),
    [
        ("overdue", (due("2018-05-31"),), 12),
        ("slipped", (due("2018-06-01"), due("2018-07-01")), 30),
        ("revised", (due("2018-06-01"), due("2018-07-01"), NONE_SET), 2),
        ("returned", (CLAIMED, RETURNED, CLAIMED, RETURNED, CLAIMED, RETURNED), 3),
    ],
)
def test_more_than_so_many(when: str, life: Life, number: int) -> None:
    """It applies to one more, and not to so many."""
    assert when in COUNTED
    assert shown(life, rule((when, number - 1, "red"))).word == "red"
    assert shown(life, rule((when, number, "red"))).word == "amber"


def test_the_first_line_that_applies_wins() -> None:
    """Whatever a later one says."""
    late, silent = ("overdue", None, "red"), ("no_recent_update", None, "amber")
    life = (due("2018-06-01"),)
    assert shown(life, rule(late, silent)).word == "red"
    assert shown(life, rule(silent, late)).word == "amber"
    by = rule(("overdue", 30, "red"), ("overdue", None, "amber"))
    assert [shown(life, by, day).word for day in (TODAY, date(2018, 7, 1), date(2018, 7, 2))] == [
        "amber",
        "amber",
        "red",
    ]


def test_a_period_after_publication_counts_from_it() -> None:
    """So the due date follows, and its slips."""
    life = (due(due=DueWithin(months=1)), due(due=DueWithin(months=3)))
    assert shown(life, rule(("no_due_date", None, "red"))).word == "red"
    by = rule(("no_due_date", None, "red"), ("slipped", 60, "amber"), otherwise="green")
    assert shown(life, by, published="2018-05-01") == Colour("amber", "its due date has slipped 61 days")


@pytest.mark.parametrize("by", [OWN, rule(*((when, None, "amber") for when in ColourCondition))])
@pytest.mark.parametrize(
    ("end", "word", "reason"),
    [
        (ImprovementDeclined(text=SAID), "red", "declined by the force, 5 June 2018: “It is said.”"),
        (ImprovementDeclined(text=Prose(None, "0" * 64)), "red", "declined by the force, 5 June 2018: [erased]"),
        (ImprovementPassedOn(text=SAID), "white", "not ours to deliver, 5 June 2018: “It is said.”"),
        (
            ImprovementPassedOn(text=SAID, to="ORG-3"),
            "white",
            "not ours to deliver, passed to the Home Office, 5 June 2018: “It is said.”",
        ),
        (ImprovementSuperseded(by="INS-2"), "none", "superseded by INS-2, 5 June 2018"),
        (ImprovementWithdrawn(text=SAID), "none", "withdrawn by the inspectorate, 5 June 2018: “It is said.”"),
    ],
)
def test_what_no_rule_decides(by: Rule, end: Event, word: str, reason: str) -> None:
    """How it ended does, whatever the rule says; a reopening ends that."""
    ended = (due("2018-05-31"), (end, "2018-06-05"))
    assert shown(ended, by) == Colour(word, reason)
    assert shown((*ended, REOPENED), by).word in [*StatusColour]


@pytest.mark.parametrize(
    ("life", "word"),
    [
        ((), "amber"),
        ((NOTED,), "amber"),
        ((due("2018-06-01"),), "red"),
        ((due("2018-06-30"),), "amber"),
        ((NOTED, due("2018-12-31")), "green"),
        ((due("2018-06-01"), CLAIMED), "amber"),
        ((due("2018-06-01"), CLAIMED, SUBMITTED), "amber"),
        ((due("2018-06-01"), CLAIMED, RETURNED), "red"),
        ((due("2018-06-01"), CLAIMED, ASSURED), "blue"),
        ((due("2018-06-01"), CLAIMED, ASSURED, SUBMITTED), "blue"),
        ((CLOSED_BY_LETTER,), "blue"),
        ((CLOSED_BY_LETTER, REOPENED), "amber"),
    ],
)
def test_the_programs_own_rule(life: Life, word: str) -> None:
    """It is in force where the organisation set none."""
    assert shown(life, OWN).word == word and OWN.default


def test_a_rule_in_words() -> None:
    """What none decides comes first; numbers and settings stand in the words."""
    rows = lines(
        rule(("overdue", 1, "red"), ("slipped", 90, "red"), ("due_soon", None, "amber"), ("revised", None, "red"))
    )
    assert [(row["colour"], row["fixed"]) for row in rows[:4]] == [
        ("red", True), ("white", True), ("none", True), ("none", True),
    ]  # fmt: skip
    assert rows[4] == {
        "when": "overdue",
        "over": 1,
        "colour": "red",
        "words": "its due date has passed by more than 1 day, and it is not reported complete",
        "fixed": False,
    }
    assert [row["words"] for row in rows[5:]] == [
        "its due date is more than 90 days later than the first one",
        "it is due within 30 days, and not reported complete",
        "its due date was revised",
        "none of these",
    ]


def test_totals_are_of_the_rows() -> None:
    """In the order of the colours and of an improvement's life; what none has is not there."""
    of = (("amber", "owned"), ("red", "declined"), ("red", "raised"))
    rows = [{"colour": word, "status": status} for word, status in of]
    assert totals(rows) == {
        "improvements": 3, "colour": {"red": 2, "amber": 1}, "status": {"raised": 1, "owned": 1, "declined": 1},
    }  # fmt: skip
    assert list(totals(rows)["status"]) == ["raised", "owned", "declined"]
    assert totals([]) == {"improvements": 0, "colour": {}, "status": {}}


# Whatever happened, whatever the rule.

_DUES = st.one_of(
    st.dates(date(2018, 1, 1), date(2019, 12, 31)).map(lambda day: DueOn(day=str(day))),
    st.sampled_from([DueOn(day="2018"), DueWithin(months=2), DueImmediately(), DueNoneSet()]),
)
_HAPPENED = st.one_of(
    st.sampled_from([each[0] for each in (CLAIMED, ASSURED, SUBMITTED, RETURNED, CLOSED, CLOSED_BY_LETTER, REOPENED)]),
    st.sampled_from([NOTED[0], OWNED[0], ImprovementDeclined(text=SAID), ImprovementPassedOn(text=SAID)]),
    st.sampled_from([ImprovementSuperseded(by="INS-2"), ImprovementWithdrawn()]),
    _DUES.map(lambda found: ImprovementDueSet(due=found, set_by="force")),
)
_LINES = st.builds(
    lambda when, over, word: (str(when), over if when in COUNTED else None, str(word)),
    st.sampled_from(ColourCondition), st.none() | st.integers(1, 90), st.sampled_from(StatusColour),
)  # fmt: skip


class _Anybody:
    """A world in which there is whoever is named, of no organisation."""

    def get(self, reference: str) -> Person:
        """Somebody."""
        return Person()


def _allowed(typed: list[Line], otherwise: str) -> Rule:
    """The rule, where it may be set at all."""
    made = {
        "lines": [{"when": when, "over": over, "colour": word} for when, over, word in typed],
        "otherwise": otherwise,
    }
    try:
        list(
            decide(
                Fact(ColoursSet.model_validate({"rule": made}), "PER-1", Span.on("2018"), LEDGER), Known(), _Anybody()
            )
        )
    except RuleBroken:
        assume(False)
    return rule(*typed, otherwise=otherwise)


def _possible(wishes: list[tuple[Event, str, int]]) -> Life:
    """Of what was wished the life that the rules of the field allow."""
    known, life, day = evolve(Known(), Fact(RAISED[0], "ORG-1", Span.on("2018-05-01"), "AFI-1")), [], date(2018, 5, 1)
    for wish, voice, later in wishes:
        day += timedelta(days=later)
        fact = Fact(wish, voice, Span.on(str(day)), "AFI-1")
        try:
            decide(fact, known, _Anybody())
        except RuleBroken:
            continue
        known = evolve(known, fact)
        life.append((wish, str(day)))
    return tuple(life)


@given(
    st.lists(_LINES, min_size=1, max_size=6),
    st.sampled_from(StatusColour),
    st.lists(st.tuples(_HAPPENED, st.sampled_from(["PER-1", "PER-2"]), st.integers(0, 60)), max_size=12),
    st.dates(date(2018, 5, 1), date(2019, 12, 31)),
    st.sampled_from([None, "2018-04"]),
)
def test_each_improvement_has_one_colour_and_a_reason(
    typed: list[Line],
    otherwise: str,
    wishes: list[tuple[Event, str, int]],
    today: date,
    published: str | None,
) -> None:
    """By any rule that may be set: green has a due date, blue is verified, white is not ours, declined says why."""
    life, by = _possible(wishes), _allowed(typed, otherwise)
    found, body = shown(life, by, today, published), lived(*life)
    assert found.word in COLOURS and found.reason and found.said.startswith(COLOURS[found.word])
    status = body["status"]
    if found.word == "green":
        assert body["due"]["kind"] == "day" or (body["due"]["kind"] == "within" and published)
    if found.word == "blue":
        assert status == "closed" or "assurance" in body
    assert (found.word == "white") == (status == "not_ours")
    assert (found.word == "none") == (status in ("superseded", "withdrawn"))
    if status == "declined":
        assert found.word == "red" and "“It is said.”" in found.reason
    left = days_left(body, published, today)
    assert left is None or ("claim" not in body and "end" not in body and status != "closed")


def test_the_conditions_for_blue_are_verified() -> None:
    """Each is a closure or an assurance that stands."""
    for when in VERIFIED:
        for life, _ in CONDITIONS[when][0]:
            assert lived(*life)["status"] == "closed" or "assurance" in lived(*life)
    assert OWN_COLOURS["otherwise"] == "green"
