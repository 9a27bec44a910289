"""Undoing in the read models: the record as if it had not been recorded, and before that as it was."""

import json
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.draft import Draft
from ledger.errors import Refusal, RuleBroken, Unreadable
from ledger.events import Event, File, Prose
from ledger.events.context import ContextStated
from ledger.events.grade import GradeRecorded
from ledger.events.improvement import (
    DueOn,
    ImprovementAnswered,
    ImprovementAssigned,
    ImprovementClaimed,
    ImprovementDueSet,
    ImprovementNoted,
    ImprovementPartAdded,
    ImprovementRaised,
    ImprovementWithdrawn,
)
from ledger.events.inspection import InspectionAsked
from ledger.events.policy import PolicyStated
from ledger.events.question import QuestionAdded
from ledger.events.record import RecordFlagged, RecordLinked, RecordNumbered, RecordVoided
from ledger.events.text import ErasedText, TextErased
from ledger.recording import Ledger
from ledger.stores.log import Log
from projections import follow
from projections.follow import check, level
from projections.lens import Lens, looking
from projections.queries.entries import VOID
from projections.queries.log import log as read_log
from projections.queries.records import body
from projections.queries.timeline import timeline
from projections.views import Views
from tests.making import say

TEXT = Prose("Said by mistake.")
#: What can be said of an improvement that stands open.
EVENTS: list[Event] = [
    ImprovementNoted(text=TEXT),
    ImprovementAssigned(owner="POST-1", lead="POST-2"),
    ImprovementDueSet(due=DueOn(day="2018-09-30"), set_by="force"),
    ImprovementPartAdded(text=TEXT),
    ImprovementAnswered(answer="action_taken", text=TEXT),
    ImprovementClaimed(evidence=TEXT),
    ImprovementWithdrawn(text=TEXT),
    RecordNumbered(number=TEXT),
    RecordFlagged(text=TEXT),
    RecordLinked(relation="related_to", to="FND-1"),
    RecordVoided(reason="in_error"),
]
RAISED = ImprovementRaised(kind="area_for_improvement", inspection="INS-1", force="ORG-2", text=Prose("Supervise."))
Add = Callable[..., int]


@pytest.fixture
def add(full: Ledger) -> Add:
    """Records one fact of a record, or of a new one; returns where it stands."""
    return lambda event, to=None, day="2018-06-01": full.record(lambda draft: draft.add(event, say(day), to)).size


@pytest.fixture
def undo(full: Ledger) -> Callable[..., int]:
    """Undoes entries in one command; returns where the last entry then stands."""

    def plan(draft: Draft, positions: tuple[int, ...]) -> None:
        for position in positions:
            draft.undo(position, say("2026-01-01"))

    return lambda *positions: full.record(lambda draft: plan(draft, positions)).size


def stated(log: Log, views: Views, ref: str) -> str:
    """A record's body as it now stands."""
    level(log, views)
    return json.dumps(body(views, ref), sort_keys=True)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=st.lists(st.sampled_from(EVENTS), max_size=3), slip=st.sampled_from(EVENTS))
def test_done_and_undone_is_as_it_was(
    before: list[Event], slip: Event, add: Add, undo: Add, full: Ledger, log: Log, views: Views
) -> None:
    """Whatever was said of it before; and as of the slip it is still what the slip made of it."""
    ref = full.record(lambda draft: draft.add(RAISED, say("2018-03-22"))).references[0]
    for event in before:
        try:
            add(event, ref)
        except Refusal:
            return  # no story that can be told
    was = stated(log, views, ref)
    try:
        position = add(slip, ref)
    except Refusal:
        return
    meanwhile = stated(log, views, ref)
    undone = undo(position)
    assert stated(log, views, ref) == was
    with looking(log, views, Lens(as_of=position)):
        assert json.dumps(body(views, ref), sort_keys=True) == meanwhile
    with looking(log, views, Lens(as_of=undone)):
        assert json.dumps(body(views, ref), sort_keys=True) == was
    assert check(log, views) == []


def test_what_came_after_it_stays(add: Add, undo: Add, log: Log, views: Views) -> None:
    """The record is what the other entries make of it."""
    first = add(RecordNumbered(number=Prose("R 1")), "AFI-1")
    add(RecordNumbered(number=Prose("R 2")), "AFI-1")
    undo(first)
    level(log, views)
    assert {"number": "R 2"} in (body(views, "AFI-1") or {})["numbers"]
    assert {"number": "R 1"} not in (body(views, "AFI-1") or {})["numbers"]


def test_both_stay_in_the_record(add: Add, undo: Add, log: Log, views: Views) -> None:
    """The history says of the one that it was undone, and by the other what."""
    slip = add(EVENTS[0], "AFI-2")
    undone = undo(slip)
    level(log, views)
    rows = {row["position"]: row for row in timeline(views, ["AFI-2"])}
    assert (rows[slip]["undone_by"], rows[slip]["corrected_by"]) == (f"E-{undone}", None)
    assert rows[undone]["fixes"] == f"E-{slip}"
    assert rows[undone]["sentence"] == f"Undone: Progress note: “Said by mistake.” (E-{slip})"


def test_what_the_ledger_itself_states_is_undone_too(add: Add, undo: Add, log: Log, views: Views) -> None:
    """The national picture belongs to no record."""
    was = stated(log, views, "LEDGER")
    slip = add(ContextStated(text=TEXT))
    assert stated(log, views, "LEDGER") != was
    undo(slip)
    assert stated(log, views, "LEDGER") == was and check(log, views) == []


@pytest.mark.parametrize(
    "event", [TextErased(texts=(ErasedText(text="5d" * 32, entry=9),)), PolicyStated(policy=File(b"x"))]
)
def test_what_lasts_is_neither_undone_nor_corrected(event: Event, add: Add, undo: Add, full: Ledger, log: Log) -> None:
    """What is gone does not come back, and others go by the newest policy as it stands; nothing is written."""
    position = add(event)
    with pytest.raises(RuleBroken, match="of the ledger itself, cannot be undone"):
        undo(position)
    with pytest.raises(Unreadable):
        full.record(lambda draft: draft.correct(position, event, say("2018-06-02")))
    assert log.size() == position


@pytest.mark.parametrize("lens", [Lens(at=date(2018, 12, 31)), Lens(at=date(2026, 6, 1)), Lens(at=date(2018, 3, 1))])
def test_looked_back_at_by_day_it_is_as_it_was_too(lens: Lens, add: Add, undo: Add, log: Log, views: Views) -> None:
    """Whether the day lies before the slip, between it and its undoing, or after both."""
    level(log, views)
    with looking(log, views, lens):
        was = json.dumps(body(views, "AFI-2"), sort_keys=True)
    slip = add(EVENTS[1], "AFI-2")
    undo(slip)
    level(log, views)
    with looking(log, views, lens):
        assert json.dumps(body(views, "AFI-2"), sort_keys=True) == was
    with looking(log, views, lens._replace(as_of=slip)):
        seen = (body(views, "AFI-2") or {}).get("lead")
    before = (json.loads(was) or {}).get("lead")
    assert seen == ("POST-2" if lens.at and lens.at >= date(2018, 6, 1) else before)


def test_several_are_undone_the_newest_first(add: Add, undo: Add, log: Log, views: Views) -> None:
    """What could not be without the other goes before it."""
    was = stated(log, views, "AFI-2")
    slips = [add(event, "AFI-2") for event in (EVENTS[5], EVENTS[6])]
    undo(*reversed(slips))
    assert stated(log, views, "AFI-2") == was


def test_what_began_a_record_does_not_count(full: Ledger, undo: Add, log: Log, views: Views) -> None:
    """What the same command went on with falls with it, and numbers are not given again."""

    def plan(draft: Draft) -> None:
        draft.add(EVENTS[0], say("2018-06-01"), draft.add(RAISED, say("2018-03-22")))

    receipt = full.record(plan)
    undo(receipt.entries[0].position)
    level(log, views)
    assert (body(views, receipt.references[0]) or {})["void"] == {"reason": "in_error", "on": "2026-01-01"}


def test_unless_something_hangs_on_it(full: Ledger, add: Add, undo: Add, log: Log, views: Views) -> None:
    """What another command said of it, or what names it from elsewhere."""
    ref = full.record(lambda draft: draft.add(RAISED, say("2018-03-22"))).references[0]
    began = log.size()
    later = add(EVENTS[0], ref)
    linked = add(RecordLinked(relation="related_to", to=ref), "FND-1")
    for leaning in (later, linked):
        with pytest.raises(RuleBroken, match=f"E-{leaning} hangs on what E-{began} began"):
            undo(began)
        undo(leaning)
    undo(began)
    level(log, views)
    assert "void" in (body(views, ref) or {})


def test_a_later_entry_of_another_record_may_lean_on_it(full: Ledger, add: Add, undo: Add, log: Log) -> None:
    """A grade for a question that the inspection is then no longer known to have asked."""
    question = QuestionAdded(
        key=Prose("custody"), name=Prose("Custody"), pillar="effectiveness", framework="peel_2015_2017"
    )
    ref = full.record(lambda draft: draft.add(question, say("2018-03-22"))).references[0]
    asked = add(InspectionAsked(questions=(ref,)), "INS-1", "2018-03-22")
    grade = GradeRecorded(
        inspection="INS-1", force="ORG-2", question=ref, outcome="good", scale="four_tier", year=2017,
        basis="inspected",
    )  # fmt: skip
    graded = add(grade, None, "2018-03-22")
    size = log.size()
    with pytest.raises(RuleBroken, match=f"E-{graded} could then not be: ") as refusal:
        undo(asked)
    assert refusal.value.remedy == f"Undo E-{graded} first, or both at once: `afi undo E-{asked} E-{graded}`."
    assert log.size() == size
    undo(graded, asked)


@pytest.mark.parametrize("size", [1, 2, 1000])
def test_any_size_of_page_makes_the_same(
    add: Add, undo: Add, log: Log, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may come in the page of what it undoes, or in a later one."""
    undo(add(EVENTS[0], "AFI-1"))
    monkeypatch.setattr(follow, "PAGE", size)
    made = Views.at(":memory:")
    level(log, made)
    monkeypatch.setattr(follow, "PAGE", 7)
    assert check(log, made) == []
    made.close()


@pytest.mark.parametrize("wrong", ["a beginning", "no entry at all", "an undoing"])
def test_an_undoing_that_means_nothing_changes_nothing(
    wrong: str, add: Add, undo: Add, log: Log, views: Views, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Written past the rules, it stands in the log, says so, and stops nobody."""
    note = add(EVENTS[0], "AFI-1")
    last = undo(note)
    level(log, views)
    [began] = views.query("SELECT first FROM record WHERE ref = 'AFI-1'")
    [row] = log.rows(after=last - 1, limit=1)
    fixes = {"a beginning": began["first"], "no entry at all": None, "an undoing": last}[wrong]
    fields = {key: value for key, value in json.loads(row.stored).items() if key != "fixes"}
    fields |= {"version": row.version + 1} | ({"fixes": fixes} if fixes else {})
    forged = row._replace(position=last + 1, version=row.version + 1, stored=json.dumps(fields).encode())
    was, root = body(views, "AFI-1"), log.root(last)
    monkeypatch.setattr(Log, "rows", lambda *_: [forged])
    monkeypatch.setattr(Log, "size", lambda _: forged.position)
    monkeypatch.setattr(Log, "root", lambda *_: root)
    level(log, views)
    assert body(views, "AFI-1") == was
    assert [row["sentence"] for row in read_log(views, after=last)] == [VOID]
