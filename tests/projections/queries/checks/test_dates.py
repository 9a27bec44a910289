"""Days that cannot be, or came too late; and those that only seem so."""

from datetime import date

import pytest

from ledger.events import Event, Prose
from ledger.events.action import ActionAdded, ActionDueSet
from ledger.events.base import Period
from ledger.events.document import DocumentAdded
from ledger.events.expectation import ExpectationAdded, ExpectationMoved, Expected
from ledger.events.finding import FindingDisputed, FindingRecorded
from ledger.events.forum import ForumAdded
from ledger.events.improvement import (
    DueNoneSet,
    DueOn,
    ImprovementClaimed,
    ImprovementDueSet,
    ImprovementNoted,
    ImprovementReturned,
)
from ledger.events.inspection import InspectionNoted, InspectionOpened, InspectionPublished, InspectionStageReached
from ledger.events.meeting import MeetingHeld
from ledger.events.post import PostCreated
from ledger.events.record import RecordFlagged, RecordVoided
from tests.making import say
from tests.projections.queries.checks.desk import RAISED, TEXT, Desk, Step

NOTED, INSPECTION = ImprovementNoted(text=TEXT), InspectionNoted(text=TEXT)
MARCH, SEPTEMBER = "2018-03-29", "2018-09"


def document(on: str, kind: str = "board_paper", **more: object) -> Step:
    """A document that bears a date."""
    return DocumentAdded.model_validate({"kind": kind, "title": TEXT} | more), say(on)


# After the document.


def test_what_happened_after_its_document_is_asked_about(desk: Desk) -> None:
    """A paper of March cannot state what happened in September."""
    *_, noted = desk.told(document(MARCH), (INSPECTION, say(SEPTEMBER, src=("DOC-1:3.8",)), "INS-1"))
    [row] = desk.rows("date_after_document")
    assert (row["ref"], row["entry"], row["sure"]) == ("INS-1", f"E-{noted}", "certain")
    assert row["reason"] == f"E-{noted} is of September 2018. It cites DOC-1, which is of 29 March 2018."
    assert row["settle"] == f"afi correct E-{noted} --on DATE --authority TEXT --reason TEXT"


@pytest.mark.parametrize("on", ["2018-03-29", "2018-03", "2018", "2017-06/2018-08"])
def test_what_may_have_happened_by_then_is_not(desk: Desk, on: str) -> None:
    """On the day itself, and where only some of the days that are stated came after."""
    desk.told(document(MARCH), (INSPECTION, say(on, src=("DOC-1",)), "INS-1"))
    assert desk.rows("date_after_document") == []


def test_the_newest_document_counts(desk: Desk) -> None:
    """What also cites a later one is stated there."""
    desk.told(document(MARCH), document("2018-09-30"), (INSPECTION, say(SEPTEMBER, src=("DOC-1", "DOC-2")), "INS-1"))
    assert desk.rows("date_after_document") == []


@pytest.mark.parametrize(
    ("event", "to"),
    [
        (ExpectationAdded(text=TEXT), None),
        (ImprovementDueSet(due=DueNoneSet(), set_by="force"), "AFI-1"),
        (ActionAdded(text=TEXT), None),
        (RecordFlagged(text=TEXT), "AFI-1"),
        (FindingDisputed(text=TEXT), "FND-1"),
        (PostCreated(title=TEXT), None),
    ],
    ids=lambda each: getattr(each, "type", ""),
)
def test_plans_and_answers_come_later(desk: Desk, event: Event, to: str | None) -> None:
    """An expectation may postdate its document, and so may a date to meet, an action, a flag and a dispute."""
    found = FindingRecorded(inspection="INS-1", force="ORG-2", text=TEXT, sense="weakness", voice="inspectorate")
    desk.told(document(MARCH), RAISED, (found, say("2018-03-22")))
    saying = say(SEPTEMBER, src=("DOC-1",))
    desk.told((event, saying, to) if to else (event, saying))
    assert desk.rows("date_after_document") == []


def test_evidence_states_nothing(desk: Desk) -> None:
    """A sample of March shows what was reported in September."""
    desk.told(document(MARCH, "evidence"), RAISED, (NOTED, say(SEPTEMBER, src=("DOC-1",)), "AFI-1"))
    assert desk.rows("date_after_document") == []


@pytest.mark.parametrize(("on", "asked"), [("2018-03-22", 0), ("2018-03-23", 1)])
def test_a_report_speaks_on_the_day_of_its_publication(desk: Desk, on: str, asked: int) -> None:
    """An embargoed copy bears an earlier date than the day on which what it says is said."""
    copy = document("2018-03-05", "report", inspection="INS-1")
    desk.told(copy, (INSPECTION, say(on, src=("DOC-1",)), "INS-1"))
    assert len(desk.rows("date_after_document")) == asked


def test_what_was_corrected_is_asked_no_more(desk: Desk) -> None:
    """Neither of the entry nor of what stands in its place; but if that is wrong too, of that."""
    *_, noted = desk.told(document(MARCH), (INSPECTION, say(SEPTEMBER, src=("DOC-1",)), "INS-1"))
    desk.corrected(noted, INSPECTION, say("2017-09", src=("DOC-1",)))
    assert desk.rows("date_after_document") == []
    again = desk.corrected(noted, INSPECTION, say("2018-10", src=("DOC-1",)))
    [row] = desk.rows("date_after_document")
    assert row["entry"] == f"E-{again}" and f"correct E-{noted} " in row["settle"]


def test_nothing_is_asked_of_what_does_not_count(desk: Desk) -> None:
    """A void record says nothing."""
    desk.told(document(MARCH), RAISED, (NOTED, say(SEPTEMBER, src=("DOC-1",)), "AFI-1"))
    assert desk.asked("date_after_document") != []
    desk.told((RecordVoided(reason="in_error"), say("2026-01-01"), "AFI-1"))
    assert desk.asked("date_after_document") == []


# Fieldwork, and the report.


def inspection(fieldwork: str | None = None) -> Step:
    """An inspection with a time of fieldwork."""
    start, _, end = (fieldwork or "").partition("/")
    opened = InspectionOpened(
        title=TEXT, programme="peel", framework="peel_2015_2017", cycle=2018, scale="four_tier", inspectorate="ORG-1",
        forces=("ORG-2",), fieldwork=Period.of(start, end) if fieldwork else None,
    )  # fmt: skip
    return opened, say("2018-05-01")


@pytest.mark.parametrize(
    ("fieldwork", "asked"),
    [("2018-05/2018-07", 1), ("2018-05/2018-06-21", 1), ("2018-05/2018-06", 0), ("2018-05/2018-06-20", 0), (None, 0)],
)
def test_fieldwork_ends_before_the_report(desk: Desk, fieldwork: str | None, asked: int) -> None:
    """A month in which the report came out may have begun before it."""
    *_, published = desk.told(inspection(fieldwork), (InspectionPublished(), say("2018-06-20"), "INS-2"))
    rows = desk.rows("fieldwork_after_report")
    assert [(row["ref"], row["entry"]) for row in rows] == [("INS-2", f"E-{published}")] * asked
    if asked:
        assert rows[0]["reason"].endswith("after its report was published on 20 June 2018.")


@pytest.mark.parametrize(("stage", "asked"), [("draft_received", 1), ("challenge_sent", 0)])
def test_a_draft_is_a_report(desk: Desk, stage: str, asked: int) -> None:
    """What was inspected after the draft came cannot be in it; nobody challenges before."""
    reached = InspectionStageReached.model_validate({"stage": stage})
    desk.told(inspection("2018-05/2018-07"), (reached, say("2018-06-01"), "INS-2"))
    assert len(desk.rows("fieldwork_after_report")) == asked


# A date that was moved.


def due(on: str) -> ImprovementDueSet:
    """Due by a day."""
    return ImprovementDueSet(due=DueOn(day=on), set_by="force")


@pytest.mark.parametrize(("on", "days"), [("2018-10-01", "1 day"), ("2018-12", "62 days")])
def test_a_date_that_was_moved_when_it_had_passed(desk: Desk, on: str, days: str) -> None:
    """Even a day is worth a question."""
    *_, moved = desk.told(RAISED, (due("2018-09-30"), say("2018-04-01"), "AFI-1"), (due("2019-01"), say(on), "AFI-1"))
    [row] = desk.rows("moved_after_due")
    assert (row["ref"], row["entry"], row["sure"]) == ("AFI-1", f"E-{moved}", "certain")
    assert row["reason"].startswith("The date of 30 September 2018 was moved to January 2019 ")
    assert row["reason"].endswith(f", {days} after it had passed.")


@pytest.mark.parametrize("on", ["2018-09-30", "2018-09", "2018"])
def test_a_date_that_was_moved_in_time(desk: Desk, on: str) -> None:
    """On the day itself; or where it may have been."""
    desk.told(RAISED, (due("2018-09-30"), say("2018-04-01"), "AFI-1"), (due("2019-01"), say(on), "AFI-1"))
    assert desk.rows("moved_after_due") == []


def test_what_was_sent_back_has_another_date(desk: Desk) -> None:
    """The old one had passed while it was reported complete."""
    returned = ImprovementReturned(returned_by="assurer", text=TEXT)
    desk.told(
        RAISED, (due("2018-09-30"), say("2018-04-01"), "AFI-1"),
        (ImprovementClaimed(evidence=TEXT), say("2018-09-01", by="POST-1"), "AFI-1"),
        (returned, say("2018-11-01"), "AFI-1"), (due("2019-01"), say("2018-11-02"), "AFI-1"),
    )  # fmt: skip
    assert desk.rows("moved_after_due") == []


@pytest.mark.parametrize(("recorded", "asked"), [(date(2026, 3, 1), 1), (date(2026, 2, 28), 0)])
def test_a_move_that_was_recorded_when_it_had_passed(desk: Desk, recorded: date, asked: int) -> None:
    """It is said to have been moved in time, and nobody had recorded that: possible, but to be asked."""
    desk.told(RAISED, (due("2026-02-28"), say("2026-01-01"), "AFI-1"))
    [moved] = desk.told((due("2026-06"), say("2026-02-20"), "AFI-1"), on=recorded)
    rows = desk.rows("moved_after_due")
    assert [(row["entry"], row["sure"]) for row in rows] == [(f"E-{moved}", "possible")] * asked
    if asked:
        assert rows[0]["reason"] == (
            "The date of 28 February 2026 was moved to June 2026 on 20 February 2026, "
            "but that was recorded on 1 March 2026, when it had passed."
        )


@pytest.mark.parametrize(("on", "asked"), [("2018-07-01", 1), ("2018-06-30", 0)])
def test_an_actions_date_and_an_expected_one(desk: Desk, on: str, asked: int) -> None:
    """They are held to the same."""
    june = Expected.model_validate({"from": "2018-06-01", "to": "2018-06-30"})
    desk.told(
        (ActionAdded(text=TEXT, due=DueOn(day="2018-06-30")), say("2018-04-01")),
        (ActionDueSet(due=DueOn(day="2018-09")), say(on), "ACT-1"),
        (ExpectationAdded(text=TEXT, expected=june), say("2018-04-01")),
        (ExpectationMoved(), say(on), "EXP-1"),
    )
    assert [row["ref"] for row in desk.rows("moved_after_due")] == ["ACT-1", "EXP-1"] * asked


# What was recorded late.


@pytest.mark.parametrize(("recorded", "asked"), [(date(2026, 3, 13), 1), (date(2026, 3, 12), 0)])
def test_what_was_recorded_late(desk: Desk, recorded: date, asked: int) -> None:
    """More than thirty days after; once for what one command recorded of one record, with the reason that it gave."""
    desk.told(RAISED)
    why = say("2026-02-10", why="Found in a drawer.")
    first, *_ = desk.told((NOTED, why, "AFI-1"), (NOTED, why, "AFI-1"), (INSPECTION, why, "INS-1"), on=recorded)
    rows = desk.rows("recorded_late")
    assert [(row["ref"], row["entry"]) for row in rows] == [
        ("AFI-1", f"E-{first}"),
        ("INS-1", f"E-{first + 2}"),
    ] * asked
    if asked:
        assert rows[0]["reason"] == (
            "What happened on 10 February 2026 was recorded on 13 March 2026, 31 days later "
            "(2 entries of one command). Reason given: “Found in a drawer.”"
        )
        assert rows[0]["settle"] == rows[0]["accept"] == f"afi check accept E-{first} --check recorded_late TEXT"


def test_what_happened_before_the_ledger_began_is_never_late(desk: Desk) -> None:
    """Nor is a correction of what was recorded in time, and nothing is asked of the ledger itself."""
    desk.told(RAISED, (NOTED, say("2025-12-31"), "AFI-1"))
    [noted] = desk.told((NOTED, say("2026-01-01"), "AFI-1"))
    desk.corrected(noted, ImprovementNoted(text=Prose("So it was.")), say("2026-01-01"))
    assert desk.rows("recorded_late") == []


def test_a_meeting_from_before_is_not_late(desk: Desk) -> None:
    """However long ago."""
    desk.told((ForumAdded(name=TEXT), say("2017")), (MeetingHeld(forum="FOR-1"), say("2017-05-01")))
    assert desk.rows("recorded_late") == []
