"""What becomes of a record by several events, folded without a ledger, and that the rules agree."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.aggregates import Fact, Known, decide, evolve
from ledger.aggregates.person import Person
from ledger.codec import Entry
from ledger.days import Span
from ledger.errors import RuleBroken
from ledger.events import Event, Prose
from ledger.events.action import ActionAdded, ActionDueSet
from ledger.events.document import DocumentAdded, DocumentEmbargoed, DocumentReleased
from ledger.events.expectation import ExpectationAdded, ExpectationMoved, Expected
from ledger.events.finding import FindingDisputed, FindingRecorded, FindingSettled
from ledger.events.forum import Cadence, ForumAdded, ForumCadenceSet, ForumChaired
from ledger.events.improvement import (
    DueImmediately,
    DueNoneSet,
    DueOn,
    ImprovementAnswered,
    ImprovementAssigned,
    ImprovementAssured,
    ImprovementClaimed,
    ImprovementClosed,
    ImprovementDeclined,
    ImprovementDueSet,
    ImprovementNoted,
    ImprovementPartAdded,
    ImprovementPassedOn,
    ImprovementRaised,
    ImprovementReopened,
    ImprovementReturned,
    ImprovementSubmitted,
    ImprovementSuperseded,
    ImprovementWithdrawn,
)
from ledger.events.person import PersonAdded
from ledger.events.post import PostHeld
from ledger.events.record import RecordFlagged, RecordRenamed, RecordUnflagged, RecordVoided
from ledger.events.setting import SettingChosen
from projections.folds import fold
from projections.folds.base import GONE
from tests.projections.changes import DAY, SPRING

TEXT = Prose(None, "0" * 64)
RAISED = ImprovementRaised(kind="area_for_improvement", inspection="INS-1", force="ORG-2", text=TEXT)


def _entry(event: Event, day: str, stream: str = "AFI-1", said_by: str = "PER-1") -> Entry:
    """An entry as a fold is given it: its texts are still texts."""
    data = {name: value for name, value in event if value not in (None, ())}
    return Entry(stream, 1, event.type, event.v, data, "", {"from": day, "to": day}, "PER-1", said_by, "", "", (1, 1))


def _told(text: str) -> Prose:
    """A text as a fold is given it."""
    return Prose(text, "0" * 64)


def _body(*happened: tuple[Event, str], stream: str = "AFI-1") -> dict[str, Any]:
    """The fields of a record to which these events happened on these days."""
    body: dict[str, Any] = {}
    for event, day in happened:
        body |= fold(_entry(event, day, stream), body)
        body = {field: value for field, value in body.items() if value is not GONE}
    return body


@pytest.mark.parametrize(("first", "then"), [("2018-01", "2019"), ("2019", "2018-01")])
def test_holders_are_kept_by_the_day_they_began(first: str, then: str) -> None:
    """Whichever was recorded first."""
    held = {"2018-01": PostHeld(holder="PER-2"), "2019": PostHeld(holder="PER-1")}
    body = _body(*((held[day], day) for day in (first, then)), stream="POST-1")
    assert body["holders"] == [{"holder": "PER-2", "from": "2018-01"}, {"holder": "PER-1", "from": "2019"}]


ENDS = (
    ImprovementClosed(closed_by="inspectorate", means="letter"),
    ImprovementSuperseded(by="INS-2"),
    ImprovementWithdrawn(),
    ImprovementDeclined(text=TEXT),
    ImprovementPassedOn(text=TEXT),
)


@pytest.mark.parametrize("end", ENDS, ids=lambda end: end.type)
def test_whatever_the_end_only_a_note_of_its_day_or_later_is_after_it(end: Event) -> None:
    """One of a day before it, only recorded late, is not; and neither begins the work again."""
    ended = _body((RAISED, "2018-01-01"), (end, "2018-06-15"))
    note = ImprovementNoted(text=TEXT)
    for day, after in (("2018-06-14", None), ("2018-06-15", 1), ("2018-06", 1), ("2019", 1)):
        changes = fold(_entry(note, day), ended)
        assert changes.get("notes_after_closure") == changes["note"].get("after_closure") == after
        assert "status" not in changes


def test_what_was_sent_back_is_no_longer_reported_complete() -> None:
    """Claim, assurance and submission leave the record; that they were there stays in its history."""
    claim, returned = ImprovementClaimed(evidence=TEXT), ImprovementReturned(returned_by="inspectorate", text=TEXT)
    steps = (RAISED, claim, ImprovementAssured(), ImprovementSubmitted(), returned, claim, returned)
    body = _body(*((step, "2018") for step in steps))
    assert body["status"] == "in_progress" and body["returns"] == 2
    assert body.keys() & {"claim", "assurance", "submission"} == set()


@pytest.mark.parametrize("end", ENDS, ids=lambda end: end.type)
def test_what_was_reopened_has_not_ended(end: Event) -> None:
    """Whatever the end was, it leaves the record with the report of completion."""
    claim, reopened = ImprovementClaimed(evidence=TEXT), ImprovementReopened(text=TEXT)
    body = _body(*((step, "2018") for step in (RAISED, claim, end, reopened)))
    assert body["status"] == "in_progress" and body["reopening"] == {"on": "2018", "text": None}
    assert body.keys() & {"claim", "closure", "end"} == set()


def test_what_was_passed_on_and_closed_keeps_both_facts() -> None:
    """It was not ours, and somebody closed it."""
    body = _body((RAISED, "2018"), (ENDS[-1], "2019-01"), (ENDS[0], "2019-02"))
    assert (body["status"], body["end"]["on"], body["closure"]["on"]) == ("closed", "2019-01", "2019-02")


def test_an_embargo_may_have_no_moment_and_come_back() -> None:
    """With none it is still an embargo; while there is one, nothing was released."""
    added = DocumentAdded(kind="report", title=TEXT)
    steps = [(added, "2018"), (DocumentEmbargoed(), "2018-02-01"), (DocumentReleased(), "2018-02-02")]
    lifted = _body(*steps, stream="DOC-1")
    assert "embargo" not in lifted and lifted["released_on"] == "2018-02-02"
    again = _body(*steps, (DocumentEmbargoed(), "2018-02-03"), stream="DOC-1")
    assert again["embargo"] == {} and "released_on" not in again
    assert again["embargoes"] == [{"on": "2018-02-01"}, {"on": "2018-02-03"}]


def test_a_finding_disputed_again_is_not_settled() -> None:
    """Until that dispute is settled too."""
    found = FindingRecorded(
        inspection="INS-1", force="ORG-2", text=TEXT, sense="strength", voice="inspectorate", practice="promising"
    )  # fmt: skip
    disputed = FindingDisputed(text=TEXT)
    body = _body(*((step, "2018") for step in (found, disputed, FindingSettled(settlement="amended"), disputed)))
    assert "settlement" not in body and body["dispute"] == {"on": "2018", "text": None}
    assert body["practice"] == "promising"


def test_the_first_date_of_an_action_may_come_after_it() -> None:
    """Setting the first is no revision."""
    added, none_set = ActionAdded(text=TEXT), ActionDueSet(due=DueNoneSet())
    steps = (added, ActionDueSet(due=DueImmediately()), none_set, ActionDueSet(due=DueOn(day="2018-06-30")))
    body = _body(*((step, "2018") for step in steps))
    assert "due" not in _body((added, "2018"))
    assert (body["due"], body["due_first"], body["due_revisions"]) == (DAY, {"kind": "immediate"}, 2)


def test_an_expectation_may_move_to_no_known_day() -> None:
    """When it was first expected is kept."""
    added = ExpectationAdded(text=TEXT, expected=Expected.model_validate(SPRING))
    body = _body((added, "2018"), (ExpectationMoved(), "2018-06"))
    assert "expected" not in body and body["first"] == SPRING and body["moves"] == 1


def test_a_forum_may_meet_as_it_is_needed_and_have_had_another_chair() -> None:
    """The chair is whoever's day is the latest, whichever was recorded first."""
    added = ForumAdded(name=TEXT, cadence=Cadence(every=6, unit="weeks"))
    chaired = [(ForumChaired(chair="POST-2"), "2019"), (ForumChaired(chair="POST-1"), "2018")]
    body = _body((added, "2017"), *chaired, (ForumCadenceSet(), "2019"), stream="FOR-1")
    assert body["chair"] == "POST-2" and body["cadence"] == {"unit": "as_needed"}
    assert body["chairs"] == [{"chair": "POST-1", "from": "2018"}, {"chair": "POST-2", "from": "2019"}]


def test_names_are_kept_by_the_day_they_held_from() -> None:
    """A name of an earlier day, recorded late, is not the newest."""
    names = [(RecordRenamed(name=_told("Ann Two")), "2019"), (RecordRenamed(name=_told("Ann One")), "2018")]
    body = _body((PersonAdded(name=_told("Ann")), "2017"), *names, stream="PER-1")
    assert body["name"] == "Ann Two"
    assert body["names"] == [{"name": "Ann"}, {"name": "Ann One", "from": "2018"}, {"name": "Ann Two", "from": "2019"}]


def test_what_has_no_name_of_its_own_cannot_be_renamed() -> None:
    """Such an entry, written past the rules, means nothing (``page`` passes over what raises this)."""
    for stream in ("AFI-1", "LEDGER"):
        with pytest.raises(KeyError):
            fold(_entry(RecordRenamed(name=TEXT), "2018", stream), {})


def test_a_flag_is_settled_even_if_the_text_that_settled_it_is_erased() -> None:
    """The others stay open."""
    flag = (RecordFlagged(text=TEXT), "2018")
    body = _body(flag, flag, (RecordUnflagged(flag=2, text=TEXT), "2019"))
    assert body["flags"] == [{"text": None, "on": "2018"}, {"text": None, "on": "2018", "settled": True}]


def test_a_record_in_error_says_so() -> None:
    """It names no other."""
    assert _body((RecordVoided(reason="in_error"), "2018")) == {"void": {"reason": "in_error", "on": "2018"}}


def test_a_setting_that_is_given_nothing_is_the_programs_own_again() -> None:
    """And leaves the others as they are."""
    chosen = [SettingChosen(setting="force", organisation="ORG-2"), SettingChosen(setting="stale_days", days=60)]
    steps = [*chosen, SettingChosen(setting="stale_days")]
    assert _body(*((step, "2018") for step in steps)) == {"settings": {"force": {"organisation": "ORG-2"}}}


# The rules and the folds of an improvement, side by side.

LATER = st.sampled_from(
    [
        *ENDS,
        ImprovementPartAdded(text=TEXT),
        ImprovementAssigned(owner="POST-1"),
        ImprovementAssigned(owner="POST-2"),
        ImprovementAssigned(lead="POST-2"),
        ImprovementDueSet(due=DueNoneSet(), set_by="force"),
        ImprovementNoted(text=TEXT),
        ImprovementClaimed(evidence=TEXT),
        ImprovementAssured(),
        ImprovementReturned(returned_by="inspectorate", text=TEXT),
        ImprovementSubmitted(),
        ImprovementClosed(closed_by="force", means="meeting"),
        ImprovementReopened(text=TEXT),
        ImprovementAnswered(answer="no_action", text=TEXT),
    ]
)


class _AnyWorld:
    """A world in which there is whoever is named."""

    def get(self, reference: str) -> Person:
        """Somebody of no other organisation."""
        return Person()


@given(st.lists(st.tuples(LATER, st.sampled_from(["PER-1", "PER-2"])), max_size=20))
def test_an_improvement_stands_where_the_rules_say(wishes: list[tuple[Event, str]]) -> None:
    """After any life that the rules allow, the folds say of it what the rules go by."""
    known = evolve(Known(), Fact(RAISED, "PER-1", Span.on("2018"), "AFI-1"))
    body = _body((RAISED, "2018"))
    for wish, voice in wishes:
        fact = Fact(wish, voice, Span.on("2018"), "AFI-1")
        try:
            decide(fact, known, _AnyWorld())
        except RuleBroken:
            continue
        known = evolve(known, fact)
        body |= fold(_entry(wish, "2018", said_by=voice), body)
        body = {field: value for field, value in body.items() if value is not GONE}
        state = known.own
        assert (body["status"], body.get("owner"), body.get("lead")) == (state.status, state.owner, state.lead)
        assert body.get("claim", {}).get("by") == (state.claim and state.claim.said_by)
        ended = body.get("closure" if state.status == "closed" else "end") if state.ended else None
        assert (ended is None) == (state.ended is None)
