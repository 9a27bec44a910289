"""The progress report: one table for each improvement, what changed since, and numbers that are counted."""

from collections.abc import Callable
from datetime import date

import pytest

from ledger.draft import Draft
from ledger.events import Prose
from ledger.events.action import ActionAdded, ActionDone, ActionDueSet
from ledger.events.finding import FindingRecorded
from ledger.events.forum import ForumAdded
from ledger.events.improvement import (
    DueImmediately,
    DueNoneSet,
    DueOn,
    DueWithin,
    ImprovementAssigned,
    ImprovementDueSet,
    ImprovementNoted,
    ImprovementPartAdded,
)
from ledger.events.inspection import InspectionOpened
from ledger.events.meeting import MeetingConsidered, MeetingHeld
from ledger.events.record import RecordLinked
from ledger.recording import Ledger
from projections.papers.model import Paper
from tests.making import say
from tests.projections.papers.composed import (
    Compose,
    Tell,
    figures,
    refs,
    table,
    texts,
)
from tests.projections.papers.composed import make as make
from tests.projections.papers.composed import tell as tell
from tests.projections.papers.progressing import (
    ASSURE,
    CLAIM,
    CLOSE,
    DAY,
    DECLINE,
    FIRST,
    LATER,
    NOTE,
    REOPEN,
    RETURN,
    Do,
    agree,
    due,
    group,
    raised,
)
from tests.projections.papers.progressing import stands as stands


@pytest.mark.parametrize(
    ("before", "since", "expected"),
    [
        ([FIRST], [CLOSE], "done"),
        ([FIRST], [CLAIM, CLOSE], "done"),
        ([FIRST], [], "on_course"),
        ([FIRST], [NOTE], "on_course"),
        ([due("2026-01-01")], [], "on_course"),
        ([due("2025-12-31")], [], "overdue"),
        ([due("2025-12-31")], [due("2026-02-01")], "slipped"),
        ([FIRST], [LATER], "slipped"),
        ([FIRST, LATER], [], "slipped"),
        ([FIRST, LATER], [FIRST], "on_course"),
        ([LATER, due("2026-02-01")], [FIRST], "slipped"),
        ([LATER], [FIRST], "on_course"),
        ([due(DueWithin(months=100))], [], "on_course"),
        ([due(DueWithin(months=6))], [], "overdue"),
        ([due(DueImmediately())], [], "overdue"),
        ([], [], "undated"),
        ([due(DueNoneSet())], [], "undated"),
        ([FIRST], [due(DueNoneSet())], "undated"),
        ([due("2025-12-31")], [CLAIM], "awaiting"),
        ([due("2025-12-31"), CLAIM], [ASSURE], "awaiting"),
        ([due("2025-12-31"), CLAIM], [RETURN], "overdue"),
        ([FIRST], [DECLINE], "otherwise"),
        ([CLOSE], [REOPEN, FIRST], "on_course"),
        ([FIRST, CLOSE], [], None),
        ([FIRST, CLOSE], [REOPEN, CLOSE], None),
        ([DECLINE], [REOPEN, CLOSE], None),
    ],
)
def test_where_one_stands(
    stands: Callable[..., Paper], before: list[Do], since: list[Do], expected: str | None
) -> None:
    """Each in one table, by the first rule that fits; in none where it had ended then and still has."""
    paper = stands(before, since)
    assert group(paper) == ([expected] if expected else [])
    assert figures(paper)["improvements"] == (1 if expected else 0)
    agree(paper)


def test_what_came_after_counts_as_new(tell: Tell, make: Compose) -> None:
    """One that was raised since stands in the report though it has ended already, with all that was recorded of it."""
    after = tell(lambda draft: raised(draft, "The first."))

    def new(draft: Draft) -> None:
        CLOSE(draft, raised(draft, "The second."))

    tell(new)
    paper = make("progress", since=after)
    assert (refs(paper, "done"), refs(paper, "undated")) == (["AFI-2"], ["AFI-1"])
    said = texts(paper)
    assert said["done/AFI-2/since"].splitlines() == [
        "22 March 2018: Area for improvement raised: “The second.” (E-13)",
        "2 April 2018: Closed by the inspectorate, by letter; level of completion: “in full” (E-14)",
    ]
    assert said["done/AFI-2/closed"] == (
        "closed by the inspectorate, 2 April 2018, by letter; level of completion: “in full”"
    )
    assert said["undated/AFI-1/since"] == "nothing" and said["undated/AFI-1/due"] == "none recorded"
    assert said["summary/changed"] == "Changed since 1 January 2026 (E-12): AFI-2."
    agree(paper)


def test_nothing_changed(stands: Callable[..., Paper]) -> None:
    """That is said, and where things stand is said all the same."""
    paper = stands([FIRST], [])
    said = texts(paper)
    assert said["summary/changed"].endswith("about these improvements and actions: nothing changed.")
    assert (said["on_course/AFI-1/due"], said["slipped/empty"]) == ("31 March 2026", "None.")
    assert said["revisions/empty"] == "No due date of these improvements was ever revised."
    late = "Nothing was recorded late of these improvements; what happened before this ledger began is not counted."
    assert said["late/empty"] == late
    assert said["summary/scope"] == "This report is of all there are: 1 improvement recorded."


def test_every_revision_with_its_reason(stands: Callable[..., Paper]) -> None:
    """The earlier ones too; each with its reason, approval, days, and on which entries that rests."""
    paper = stands([FIRST, LATER], [due("2026-12", why="Nor rooms.", approver="POST-1")])
    said = texts(paper)
    assert said["slipped/AFI-1/first"] == "31 March 2026" and said["slipped/AFI-1/later"] == "275 days"
    rows = table(paper, "revisions").rows
    assert [[cell.text for cell in row.cells] for row in rows] == [
        ["AFI-1", "31 March 2026", "30 June 2026", "91 days later", "the force, no approval recorded", "No trainers.",
         "2 April 2018, said by Ann Keeper", "E-14, before"],
        ["AFI-1", "30 June 2026", "December 2026", "184 days later",
         "the force, approved by Deputy Chief Constable", "Nor rooms.", "2 April 2018, said by Ann Keeper",
         "E-15, since"],
    ]  # fmt: skip
    assert [cell.at for cell in rows[1].cells][:4] == [(15,), (14, 15), (15,), (14, 15)]
    assert refs(paper, "approval") == []


def test_moved_later_but_no_later_than_the_first(stands: Callable[..., Paper]) -> None:
    """A board was told an earlier day: that slipped, though it is in time for the first."""
    said = texts(stands([LATER, due("2026-02-01")], [FIRST]))
    assert said["slipped/AFI-1/later"] == "moved since, to no later than the first"


def test_what_waits(stands: Callable[..., Paper]) -> None:
    """Whom it waits for is said by how it stands; a date that the force moved alone waits for approval."""
    paper = stands([FIRST], [LATER])
    assert refs(paper, "approval") == ["AFI-1"] and texts(paper)["approval/AFI-1/first"] == "31 March 2026"
    said = texts(stands([], []))
    assert "awaiting/caption" not in said


def test_word_for_word(tell: Tell, make: Compose) -> None:
    """Texts with their parts and lines stand as they were recorded, however they look."""
    text = "First line\n\n{{ 7 }} <b>|</b> Łukasz & Siân  two  spaces"

    def asked(draft: Draft) -> None:
        ref = raised(draft, text)
        draft.add(ImprovementPartAdded(text=Prose("A part."), number=Prose("a")), DAY, ref)
        draft.add(ImprovementAssigned(owner="POST-1"), DAY, ref)
        draft.add(ImprovementDueSet(due=DueOn(day="2018-05"), set_by="force"), DAY, ref)
        draft.add(ImprovementNoted(text=Prose("word " * 5000)), say("2018-04-02", by="POST-1"), ref)

    tell(asked)
    paper = make("progress")
    said = texts(paper)
    assert said["overdue/AFI-1/asked"] == f"{text}\na. A part."
    assert said["overdue/AFI-1/owner"] == "Deputy Chief Constable (Ann Keeper)"
    assert said["overdue/AFI-1/note"].endswith("word \n(Deputy Chief Constable, 2 April 2018)")
    cells = {cell.id: cell.at for cell in paper.cells()}
    assert cells["overdue/AFI-1/asked"] == (12, 13) and cells["overdue/AFI-1/due"] == (15,)
    assert cells["overdue/AFI-1/owner"] == (4, 5, 6, 14)
    assert said["head/since"] == "nothing: all that is recorded counts as new"


def test_of_a_forum(tell: Tell, make: Compose) -> None:
    """What it took up, and the actions under that and from its meetings; the last meeting before the paper."""

    def began(draft: Draft) -> None:
        forum = draft.add(ForumAdded(name=Prose("The Group")), say("2018-01-01"))
        one, _ = raised(draft, "Ours."), raised(draft, "Not ours.")
        met = draft.add(MeetingHeld(forum=forum), say("2018-04-10"))
        draft.add(MeetingConsidered(records=(one,)), say("2018-04-10"), met)
        draft.add(ActionAdded(text=Prose("Old."), under=one, due=DueOn(day="2018-05-01")), DAY)
        draft.add(ActionAdded(text=Prose("Another's."), under="AFI-2"), DAY)

    after = tell(began)

    def since(draft: Draft) -> None:
        draft.add(ActionAdded(text=Prose("New."), meeting="MTG-1"), DAY)
        draft.add(ActionDone(text=Prose("As asked.")), DAY, "ACT-1")
        draft.add(ActionAdded(text=Prose("Open."), under="AFI-1", due=DueOn(day="2018-05-01")), DAY)
        draft.add(ActionDueSet(due=DueOn(day="2018-06-01")), DAY, "ACT-4")

    tell(since)
    paper = make("progress", forum="FOR-1", since=after)
    said = texts(paper)
    assert refs(paper, "undated") == ["AFI-1"] and "AFI-2" not in " ".join(said.values())
    assert (refs(paper, "earlier_actions"), refs(paper, "new_actions")) == (["ACT-1"], ["ACT-3", "ACT-4"])
    assert said["earlier_actions/ACT-1/stands"] == "done, 2 April 2018\nAs asked."
    assert said["new_actions/ACT-4/stands"] == "open, overdue by 2,771 days"
    assert said["new_actions/ACT-3/under"] == "MTG-1" and said["new_actions/ACT-3/due"] == "none recorded"
    assert (refs(paper, "approval"), said["approval/ACT-4/first"]) == (["ACT-4"], "1 May 2018")
    assert said["title"] == "The Group: progress report" and said["head/met"] == "10 April 2018 (MTG-1)"
    assert refs(make("progress", forum="FOR-1", meeting="MTG-1"), "undated") == ["AFI-1"]
    agree(paper)
    agree(make("progress", forum="FOR-1", inspection="INS-1"))


def test_recurrences(tell: Tell, make: Compose) -> None:
    """Found by an earlier inspection too: how often, and as what, word for word."""

    def linked(draft: Draft) -> None:
        earlier = InspectionOpened.model_validate(
            {"title": Prose("Core business"), "programme": "other", "framework": "other", "cycle": 2014,
             "scale": "ungraded", "inspectorate": "ORG-1", "forces": ("ORG-2",)}
        )  # fmt: skip
        draft.add(earlier, say("2014-01-01"))
        finding = FindingRecorded.model_validate(
            {"inspection": "INS-2", "force": "ORG-2", "text": Prose("Nobody looks."), "sense": "weakness",
             "voice": "inspectorate"}
        )  # fmt: skip
        found = draft.add(finding, say("2014-02-01"))
        draft.add(RecordLinked(relation="recurrence_of", to=found), DAY, raised(draft))

    tell(linked)
    paper = make("progress")
    said = texts(paper)
    assert said["recurrences/AFI-1/times"] == "second time since 2014"
    assert said["recurrences/AFI-1/earlier"] == "FND-1: Nobody looks."
    assert figures(paper)["recurrences"] == 1


def test_recorded_late(tell: Tell, make: Compose, ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was recorded long after it happened, though the ledger was there; what came before it began is not late."""
    tell(raised)
    monkeypatch.setattr("projections.papers.parts.since.began", lambda _: date(2018, 1, 1))
    paper = make("progress", since=11)
    assert refs(paper, "late") == ["E-12"] and figures(paper)["late"] == 1
    assert texts(paper)["late/E-12/late"] == "2,842 days"
    assert refs(make("progress", since=12), "late") == []
