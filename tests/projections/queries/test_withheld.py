"""What is under embargo: documents, and whatever hangs on them."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from ledger.draft import Draft
from ledger.events import Prose
from ledger.events.action import ActionAdded
from ledger.events.document import DocumentAdded, DocumentEmbargoed, DocumentReleased
from ledger.events.forum import ForumAdded
from ledger.events.improvement import ImprovementNoted, ImprovementRaised
from ledger.events.inspection import InspectionOpened
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
        draft.add(raised, DAY)
        _raise(draft, "From the published one.")

    held = {"DOC-1", "INS-2", "COC-1", "E-12", "E-13", "E-14", "E-15"}
    assert withheld(tell(plan), BEFORE) == held


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
