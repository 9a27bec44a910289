"""What is under embargo: documents, and whatever hangs on them."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from ledger.draft import Draft
from ledger.events import Prose
from ledger.events.action import ActionAdded
from ledger.events.document import DocumentAdded, DocumentEmbargoed, DocumentReleased
from ledger.events.forum import ForumAdded
from ledger.events.grade import GradeRecorded
from ledger.events.improvement import ImprovementNoted, ImprovementRaised
from ledger.events.inspection import InspectionFoundNone, InspectionOpened, InspectionPublished, InspectionStageReached
from ledger.events.meeting import MeetingConsidered, MeetingHeld
from ledger.events.record import RecordLinked, RecordVoided
from ledger.recording import Plan
from projections.queries.documents import documents
from projections.queries.withheld import withheld
from projections.views import Views
from tests.making import say

Tell = Callable[[Plan], Views]
DAY = say("2018-03-22")
LIFTS = datetime(2026, 1, 31, 23, 1, tzinfo=UTC)
BEFORE, AFTER = LIFTS.replace(minute=0), LIFTS
UNTIL = DocumentEmbargoed(until="2026-01-31T23:01:00.000000Z")
OPEN_ENDED = DocumentEmbargoed()
GOOD: dict[str, Any] = {"outcome": "good", "scale": "four_tier", "year": 2018, "basis": "inspected"}


def _raise(draft: Draft, text: str, *src: str) -> str:
    raised = ImprovementRaised(kind="area_for_improvement", inspection="INS-1", force="ORG-2", text=Prose(text))
    return draft.add(raised, say("2018-03-22", src=src))


def _embargo(embargo: DocumentEmbargoed) -> Plan:
    """A letter (E-12, E-13), AFI-1 from it with an action (E-14, E-15), AFI-2 from elsewhere (E-16) with a note from it
    (E-17) and a link to AFI-1 (E-18), and a meeting that considered both (E-19 to E-21).
    """

    def plan(draft: Draft) -> None:
        draft.add(DocumentAdded(kind="letter", title=Prose("A letter")), DAY)
        draft.add(embargo, DAY, "DOC-1")
        _raise(draft, "From the letter.", "DOC-1:p2")
        draft.add(ActionAdded(text=Prose("See to it."), under="AFI-1"), DAY)
        _raise(draft, "From elsewhere.")
        draft.add(ImprovementNoted(text=Prose("So the letter says.")), say("2018-04-01", src=("DOC-1",)), "AFI-2")
        draft.add(RecordLinked(relation="related_to", to="AFI-1"), DAY, "AFI-2")
        draft.add(ForumAdded(name=Prose("Board")), DAY)
        draft.add(MeetingHeld(forum="FOR-1"), DAY)
        draft.add(MeetingConsidered(records=("AFI-1", "AFI-2")), DAY, "MTG-1")

    return plan


HELD = {"DOC-1", "AFI-1", "ACT-1", "E-12", "E-13", "E-14", "E-15", "E-17", "E-18", "E-21"}


@pytest.mark.parametrize(
    ("embargo", "now", "held"), [(UNTIL, BEFORE, HELD), (UNTIL, AFTER, set()), (OPEN_ENDED, AFTER, HELD)]
)
def test_what_hangs_on_an_embargoed_document(
    tell: Tell, embargo: DocumentEmbargoed, now: datetime, held: set[str]
) -> None:
    """What is sourced to it, what belongs to that, and what names that; until its moment, which may not be known."""
    assert withheld(tell(_embargo(embargo)), now) == held


def test_what_belongs_to_a_withheld_inspection(tell: Tell) -> None:
    """Though it cites nothing: what a report says that nobody may know of."""
    opened = InspectionOpened(
        title=Prose("A revisit"), programme="revisit", framework="other", cycle=2026, scale="ungraded",
        inspectorate="ORG-1", forces=("ORG-2",),
    )  # fmt: skip
    raised = ImprovementRaised(kind="cause_of_concern", inspection="INS-2", force="ORG-2", text=Prose("Act."))

    def plan(draft: Draft) -> None:
        draft.add(DocumentAdded(kind="report", title=Prose("A draft")), DAY)
        draft.add(UNTIL, DAY, "DOC-1")
        draft.add(opened, say("2018-03-22", src=("DOC-1",)))
        draft.add(InspectionPublished(), DAY, "INS-2")
        draft.add(raised, DAY)
        _raise(draft, "From the published one.")

    held = {"DOC-1", "INS-2", "COC-1", *(f"E-{number}" for number in range(12, 17))}
    assert withheld(tell(plan), BEFORE) == held


def _reported(kind: str, *src: str, inspection: str | None = "INS-1") -> Plan:
    """A document of an inspection under embargo (E-12, E-13), an area (E-14), a grade (E-15), and a nil (E-16)."""
    graded = GradeRecorded(inspection="INS-1", force="ORG-2", overall="effectiveness", **GOOD)

    def plan(draft: Draft) -> None:
        draft.add(DocumentAdded(kind=kind, title=Prose("Of it"), inspection=inspection), DAY)
        draft.add(UNTIL, DAY, "DOC-1")
        _raise(draft, "From the report.", *src)
        draft.add(graded, say("2018-03-22", src=src))
        draft.add(InspectionFoundNone(kind="cause_of_concern", force="ORG-2"), say("2018-03-22", src=src), "INS-1")

    return plan


def test_what_an_embargoed_report_found(tell: Tell) -> None:
    """Of the inspection that it names, what cites nothing is the report's: a grade, an area, that it found none."""
    held = {"DOC-1", "E-12", "E-13", "AFI-1", "E-14", "GRD-1", "E-15", "E-16"}
    assert withheld(tell(_reported("report")), BEFORE) == held
    assert withheld(tell(lambda draft: draft.add(DocumentReleased(), DAY, "DOC-1")), BEFORE) == frozenset()


@pytest.mark.parametrize(("kind", "inspection"), [("letter", "INS-1"), ("report", None)])
def test_what_an_embargoed_document_did_not_find(tell: Tell, kind: str, inspection: str | None) -> None:
    """A letter about an inspection finds nothing, and a report that names none is of none."""
    assert withheld(tell(_reported(kind, inspection=inspection)), BEFORE) == {"DOC-1", "E-12", "E-13"}


def _of_another(draft: Draft) -> None:
    """INS-2 (E-12) of which a draft is under embargo (E-13, E-14), and a grade (E-15)."""
    opened = InspectionOpened(
        title=Prose("A revisit"), programme="revisit", framework="other", cycle=2018, scale="four_tier",
        inspectorate="ORG-1", forces=("ORG-2",),
    )  # fmt: skip
    draft.add(opened, DAY)
    draft.add(DocumentAdded(kind="report", title=Prose("A draft"), inspection="INS-2"), DAY)
    draft.add(OPEN_ENDED, DAY, "DOC-1")
    draft.add(GradeRecorded(inspection="INS-2", force="ORG-2", overall="none", **GOOD), DAY)


def test_what_was_published_is_free(tell: Tell) -> None:
    """Though its draft was never released: until then it is the draft's, and earlier reports' is always free."""
    assert withheld(tell(_of_another), AFTER) == {"DOC-1", "GRD-1", "E-13", "E-14", "E-15"}
    views = tell(lambda draft: draft.add(InspectionPublished(), DAY, "INS-2"))
    assert withheld(views, AFTER) == {"DOC-1", "E-13", "E-14"}


def test_what_was_known_before_the_report_came_is_free(tell: Tell) -> None:
    """It is of one that was published before."""
    tell(lambda draft: _raise(draft, "From the published one."))

    def plan(draft: Draft) -> None:
        draft.add(DocumentAdded(kind="report", title=Prose("Of it"), inspection="INS-1"), DAY)
        draft.add(UNTIL, DAY, "DOC-1")

    assert withheld(tell(plan), BEFORE) == {"DOC-1", "E-13", "E-14"}


def test_what_is_known_from_elsewhere_is_free(tell: Tell) -> None:
    """It cites a document that may be known."""
    tell(lambda draft: draft.add(DocumentAdded(kind="letter", title=Prose("Out already")), DAY))

    def plan(draft: Draft) -> None:
        draft.add(DocumentAdded(kind="report", title=Prose("Of it"), inspection="INS-1"), DAY)
        draft.add(UNTIL, DAY, "DOC-2")
        _raise(draft, "From the letter.", "DOC-1")

    views = tell(plan)
    assert withheld(views, BEFORE) == {"DOC-2", "E-13", "E-14"}


def test_a_released_document_is_free(tell: Tell) -> None:
    """Before its moment too."""
    tell(_embargo(UNTIL))
    views = tell(lambda draft: draft.add(DocumentReleased(), say("2018-04-01"), "DOC-1"))
    assert withheld(views, BEFORE) == frozenset()


def test_a_document_that_does_not_count_is_withheld_all_the_same(tell: Tell) -> None:
    """It was recorded in error, and lies there."""
    tell(_embargo(UNTIL))
    views = tell(lambda draft: draft.add(RecordVoided(reason="in_error"), say("2018-04-01"), "DOC-1"))
    assert "DOC-1" in withheld(views, BEFORE)


def test_a_source_that_a_correction_took_away_still_holds(tell: Tell) -> None:
    """What was first told from an embargoed letter shows what is in it."""
    tell(_embargo(UNTIL))
    other = ImprovementRaised(kind="area_for_improvement", inspection="INS-1", force="ORG-2", text=Prose("Other."))
    views = tell(lambda draft: draft.correct(14, other, DAY))
    assert withheld(views, BEFORE) == HELD | {"E-22"}


@pytest.mark.parametrize(
    ("embargo", "now", "words", "embargoed"),
    [
        (UNTIL, BEFORE, "until 31 January 2026 at 23:01 UK time", True),
        (UNTIL, AFTER, "until 31 January 2026 at 23:01 UK time", False),
        (UNTIL, None, "until 31 January 2026 at 23:01 UK time", None),
        (OPEN_ENDED, AFTER, "until the inspectorate says otherwise", True),
    ],
)
def test_a_document_says_whether_it_is_embargoed(
    tell: Tell, embargo: DocumentEmbargoed, now: datetime | None, words: str, embargoed: bool | None
) -> None:
    """In the time of the United Kingdom; not known where nobody says what the time is."""
    [row] = documents(tell(_embargo(embargo)), now=now)
    assert (row["embargo_words"], row["embargoed"]) == (words, embargoed)


def test_what_names_it_in_a_field_is_under_it_too(tell: Tell) -> None:
    """Such as the stage that a report has reached, where the draft itself is named."""

    def plan(draft: Draft) -> None:
        _embargo(UNTIL)(draft)
        reached = InspectionStageReached(stage="draft_received", document="DOC-1")
        draft.add(reached, say("2018-02"), "INS-1")

    views = tell(plan)
    [row] = views.query("SELECT position FROM happening WHERE type = 'inspection.stage_reached'")
    assert f"E-{row['position']}" in withheld(views, BEFORE) and withheld(views, AFTER) == frozenset()
