"""What changed between two moments: net, by field, with all the steps and who took them."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.events import File, Prose
from ledger.events.improvement import DueOn, ImprovementAssigned, ImprovementDueSet, ImprovementNoted, ImprovementRaised
from ledger.events.pack import PackMade
from ledger.events.policy import PolicyStated
from ledger.events.record import RecordVoided
from ledger.events.setting import SettingChosen
from ledger.events.text import ErasedText, TextErased
from ledger.recording import Plan
from ledger.stores.log import Log
from projections.lens import Lens, looking
from projections.queries import lives
from projections.queries.changes import changes
from projections.queries.show import show
from projections.views import Views
from tests.making import say
from tests.projections.histories import History, histories, whole

Row = dict[str, Any]
#: What follows from other records, or is told of the correction of a beginning.
_NOT_ITS_OWN = frozenset("meetings last_meeting last_held_on next_due recorded_by recorded_at recurs_from".split())


def size(views: Views) -> int:
    """How many entries there are."""
    return int(views.query("SELECT max(position) FROM happening")[0][0])


def asked(log: Any, views: Views, after: int, until: int | None = None, **more: Any) -> list[Row]:
    """What changed from one entry to another, or to the last."""
    lens = Lens(as_of=until)
    with looking(log, views, lens):
        return changes(log, views, lens, after, **more)


def moved(draft: Any, day: str, by: str = "POST-1") -> None:
    """AFI-5, which had no date, is given one."""
    draft.add(ImprovementDueSet(due=DueOn(day=day), set_by="force"), say("2019-03-01", by=by, why="So."), "AFI-5")


# Any history.


def shown(log: Any, views: Views, position: int) -> dict[tuple[str, str], Any]:
    """What `afi show` said of each record after an entry, but for what follows from others."""
    with looking(log, views, Lens(as_of=position)):
        refs = [row["ref"] for row in views.query("SELECT ref FROM record WHERE ref <> 'LEDGER'")]
        told = {ref: show(views, ref) for ref in refs}
    fields = {
        (ref, field["field"]): _bare(field["value"])
        for ref, found in told.items()
        for field in found["fields"]
        if field["field"] not in _NOT_ITS_OWN
    }
    return fields | {(ref, "void"): _bare(found["void"]) for ref, found in told.items() if found["void"]}


def _bare(value: Any) -> Any:
    """A value without what others are called, which may change by itself."""
    match value:
        case dict():
            return {key: _bare(inner) for key, inner in value.items() if not key.endswith(("_name", "_names", "words"))}
        case list():
            return [_bare(inner) for inner in value]
    return value


def _of_others(views: Views) -> set[str]:
    """The improvements whose day hangs on when a report is published, which is another record's to say."""
    return {row["ref"] for row in views.query("SELECT ref FROM change WHERE field = 'due' AND value LIKE '%within%'")}


@settings(max_examples=40, deadline=None)
@given(histories(), st.integers(0, 55), st.integers(1, 55))
def test_what_changed_makes_the_one_state_of_the_other(history: History, one: int, other: int) -> None:
    """Whatever happened in between, and however often it changed."""
    views = whole(history)
    after, until = sorted(min(each, history.size()) for each in (one, max(one + 1, other)))
    made, now = (shown(history, views, position) if position else {} for position in (after, until))
    for row in asked(history, views, after, until):
        made.pop((row["ref"], row["field"]), None)
        if row["to_words"] is not None and row["ref"] != "LEDGER" and row["field"] not in _NOT_ITS_OWN:
            made[row["ref"], row["field"]] = _bare(row["to"])
    others = _of_others(views)
    assert {key: to for key, to in made.items() if key[0] not in others} == {
        key: to for key, to in now.items() if key[0] not in others
    }
    views.close()


@settings(max_examples=40, deadline=None)
@given(histories(), st.integers(0, 55))
def test_every_step_was_taken_in_between(history: History, after: int) -> None:
    """By an entry of that record, in order; told is the last that stands, and nothing that is as it was."""
    views = whole(history)
    for row in asked(history, views, after):
        steps = [int(step["entry"].removeprefix("E-")) for step in row["steps"]]
        assert steps == sorted(set(steps)) and after < steps[0]
        assert row["entry"] == lives.standing(row["steps"])[-1]["entry"]
        streams = {views.query("SELECT stream FROM happening WHERE position = ?", (step,))[0][0] for step in steps}
        assert streams == {row["ref"]}
        assert (row["from"], row["from_words"]) != (row["to"], row["to_words"])
    views.close()


# The story with every type of event.


@pytest.fixture
def later(told: Views, tell: Callable[[Plan], Views]) -> int:
    """The last entry of the story, before anything else happens."""
    return size(told)


def test_a_field_says_from_what_to_what_and_who(later: int, tell: Callable[[Plan], Views], log: Log) -> None:
    """In the words of `afi show`, with the newest entry and every step."""
    tell(lambda draft: moved(draft, "2019-06-30"))
    middle = size(tell(lambda draft: moved(draft, "2019-09-30", by="POST-2")))
    views = tell(lambda draft: moved(draft, "2019-12-31"))
    rows = {row["field"]: row for row in asked(log, views, middle)}
    due = rows["due"]
    assert (due["ref"], due["change"], due["label"]) == ("AFI-5", "changed", "Due date")
    assert (due["from_words"], due["to_words"], due["days"]) == ("30 September 2019", "31 December 2019", 92)
    assert (due["entry"], due["said_by"], due["recorded_by"], due["why"]) == (
        f"E-{middle + 1}",
        "POST-1",
        "PER-1",
        "So.",
    )
    first = {row["field"]: row for row in asked(log, views, later)}["due"]
    assert (first["from"], first["to"]) == (None, "2019-12-31")
    assert [step["said_by"] for step in first["steps"]] == ["POST-1", "POST-2", "POST-1"]
    assert first["steps"][1]["sentence"].startswith("Due date moved from 30 June 2019")


def test_changed_and_changed_back_is_as_it_was(later: int, tell: Callable[[Plan], Views], log: Log) -> None:
    """Of a date that was moved there and back only the revisions are left."""
    since = size(tell(lambda draft: moved(draft, "2019-06-30")))
    tell(lambda draft: moved(draft, "2019-09-30"))
    views = tell(lambda draft: moved(draft, "2019-06-30"))
    assert [row["field"] for row in asked(log, views, since)] == ["due_revisions"]
    assert asked(log, views, size(views)) == []


def test_what_appeared_and_what_ended(told: Views, log: Log) -> None:
    """A record that was not there before; one that was closed, or does not count any more."""
    became = {row["ref"]: row["change"] for row in asked(log, told, 0)}
    assert set(became.values()) == {"appeared"} and {"AFI-1", "LEDGER", "PAP-1"} <= set(became)
    closed = next(row["position"] for row in told.query("SELECT * FROM happening WHERE type = 'improvement.closed'"))
    [status] = [row for row in asked(log, told, closed - 1, closed) if row["field"] == "status"]
    assert (status["change"], status["from_words"], status["to_words"]) == (
        "ended", "reported complete by the force", "closed",
    )  # fmt: skip
    void = next(row["position"] for row in told.query("SELECT * FROM happening WHERE type = 'record.voided'"))
    [row] = asked(log, told, void - 1, void)
    assert (row["ref"], row["change"], row["label"]) == ("ACT-2", "ended", "Does not count")
    assert row["to_words"] == "duplicate of ACT-1, 2019"


def test_a_correction_is_told_as_one(later: int, tell: Callable[[Plan], Views], log: Log) -> None:
    """With what it corrects; what it did not change is not told."""
    since = size(tell(lambda draft: moved(draft, "2019-06-30")))
    views = tell(
        lambda draft: draft.correct(since, ImprovementDueSet(due=DueOn(day="2019-07-31"), set_by="force"), say("2019"))
    )
    rows = asked(log, views, since)
    assert {row["field"] for row in rows} == {"due", "due_first"}
    assert {row["fixes"] for row in rows} == {f"E-{since}"} and {row["entry"] for row in rows} == {f"E-{since + 1}"}


def test_a_correction_of_who_said_it_is_told(later: int, tell: Callable[[Plan], Views], log: Log) -> None:
    """Though it changes no more of the record than that."""
    raised = ImprovementRaised(
        kind="area_for_improvement", inspection="INS-1", force="ORG-2", question="QUE-1", text=Prose("Supervise.")
    )
    views = tell(lambda draft: draft.add(raised, say("2018-03-22", by="POST-1")))
    since = size(views)
    views = tell(lambda draft: draft.correct(since, raised, say("2018-03-22", by="ORG-1")))
    [row] = asked(log, views, since)
    assert (row["label"], row["from"], row["to"], row["fixes"]) == ("Said by", "POST-1", "ORG-1", f"E-{since}")


def test_the_ledgers_own_settings_are_told_one_by_one(later: int, tell: Callable[[Plan], Views], log: Log) -> None:
    """Not as one lump that changed."""
    views = tell(lambda draft: draft.add(SettingChosen(setting="stale_days", days=60), say("2019")))
    [row] = asked(log, views, later)
    assert (row["ref"], row["label"], row["from"], row["to"]) == ("LEDGER", "No recent update", None, 60)
    assert row["to_words"] == "60 days"


def test_what_the_ledger_is_believed_by_is_told(later: int, tell: Callable[[Plan], Views], log: Log) -> None:
    """Beside the records that changed; another policy is told, though both were stated on one day."""
    stated = PolicyStated(policy=File(b"quorum OPCC"))
    gone = TextErased(texts=(ErasedText(text="5d" * 32, entry=9),))
    views = tell(lambda draft: [draft.add(event, say("2018-03-22")) for event in (stated, gone)])
    policy, erased = asked(log, views, later)
    assert (policy["ref"], policy["label"], policy["to_words"]) == (
        "LEDGER", "Policy of countersignatures", "stated 22 March 2018",
    )  # fmt: skip
    assert (erased["label"], erased["from"], erased["to"]) == ("Texts erased", 3, 4)


def test_a_pack_appears_and_is_corrected(later: int, tell: Callable[[Plan], Views], log: Log) -> None:
    """Told after the papers, in the words of `afi show`."""
    made = PackMade(to="ORG-1", records=("AFI-1",), as_of=9)
    views = tell(lambda draft: draft.add(made, say("2019-07")))
    since, rows = size(views), {row["field"]: row for row in asked(log, views, later)}
    assert {row["change"] for row in rows.values()} == {"appeared"}
    assert (rows["recipient"]["ref"], rows["recipient"]["name"]) == ("PCK-3", "Pack for HMICFRS today, July 2019")
    right = made.model_copy(update={"records": ("AFI-1", "AFI-2")})
    [row] = asked(log, tell(lambda draft: draft.correct(since, right, say("2019-07"))), since)
    assert (row["label"], row["from_words"], row["to_words"]) == ("Records", "AFI-1", "AFI-1 and AFI-2")


@pytest.mark.parametrize(
    ("filters", "refs"),
    [
        ({}, {"AFI-5", "AFI-4", "ACT-1"}),
        ({"refs": ["AFI-4", "AFI-1"]}, {"AFI-4"}),
        ({"inspection": "INS-1"}, {"AFI-4", "AFI-5"}),
        ({"inspection": "INS-1", "refs": ["AFI-4", "ACT-1"]}, {"AFI-4"}),
        ({"kinds": ["ACT", "COC"]}, {"ACT-1"}),
        ({"said_by": "POST-2"}, {"AFI-4"}),
        ({"recorded_by": "PER-2"}, set()),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else "",
)
def test_only_what_is_asked_for(
    later: int, tell: Callable[[Plan], Views], log: Log, filters: Row, refs: set[str]
) -> None:
    """Records, an inspection and what belongs to it, kinds, who said and who recorded it."""

    def plan(draft: Any) -> None:
        draft.add(ImprovementAssigned(owner="POST-1"), say("2019"), "AFI-5")
        draft.add(ImprovementNoted(text=Prose("Under way.")), say("2019", by="POST-2"), "AFI-4")
        draft.add(RecordVoided(reason="in_error"), say("2019"), "ACT-1")

    assert {row["ref"] for row in asked(log, tell(plan), later, **filters)} == refs


def test_improvements_are_told_first_and_the_ledger_last(told: Views, log: Log) -> None:
    """In the order in which a board asks, by number."""
    refs = list(dict.fromkeys(row["ref"] for row in asked(log, told, 0)))
    assert refs[:5] == ["AFI-1", "AFI-2", "AFI-3", "AFI-4", "AFI-5"] and refs[-1] == "LEDGER"
