"""One command with every type of event in it, told as a small story on top of ``tests.making.open_plan``."""

from hashlib import sha256

from ledger import keyring
from ledger.codec import Happened
from ledger.days import Span
from ledger.draft import Draft, Saying
from ledger.events import Prose
from ledger.events.base import Period
from ledger.events.document import DocumentAdded
from ledger.events.finding import FindingPartAdded, FindingRecorded
from ledger.events.grade import GradeRecorded
from ledger.events.improvement import (
    DueImmediately,
    DueNoneSet,
    DueOn,
    DueWithin,
    ImprovementAssigned,
    ImprovementClaimed,
    ImprovementClosed,
    ImprovementDueSet,
    ImprovementNoted,
    ImprovementRaised,
)
from ledger.events.inspection import (
    InspectionAliased,
    InspectionAsked,
    InspectionFoundNone,
    InspectionNoted,
    InspectionOpened,
)
from ledger.events.key import KeyEnrolled, KeyRetired, KeyRevoked
from ledger.events.ledger import ClockAccepted
from ledger.events.organisation import OrganisationAdded, OrganisationRenamed
from ledger.events.person import PersonAdded
from ledger.events.post import PostCreated, PostHeld, PostVacated
from ledger.events.question import QuestionAdded, QuestionAliased
from ledger.proofs.note import vkey
from tests.making import ORIGIN, say
from tests.projections.later import later

DAY = say("2018-03-22")
#: So many entries the ledger has with all of it.
SIZE = 135


def everything(draft: Draft) -> None:
    """Every type of event, at least once."""
    _keys(draft)
    _people(draft)
    _inspections(draft)
    _life(draft)
    _open_ends(draft)
    later(draft)


def undone(draft: Draft) -> None:
    """The last of them was a slip."""
    draft.undo(SIZE - 1, say("2026-01-01"))


def _keys(draft: Draft) -> None:
    draft.add(ClockAccepted(), DAY)
    for number in (1, 2):
        key = keyring.create(ORIGIN, seed=sha256(str(number).encode()).digest())
        enrolled = KeyEnrolled(vkey=vkey(ORIGIN, key.public), person="PER-1", rights=("publish", "record"))
        draft.add(enrolled, DAY)
        gone = KeyRetired(key=key.fingerprint) if number == 1 else KeyRevoked(key=key.fingerprint, after=12)
        draft.add(gone, say("2018-04-01"))


def _people(draft: Draft) -> None:
    draft.add(OrganisationRenamed(name=Prose("HMICFRS today")), say("2017-07"), "ORG-1")
    draft.add(OrganisationAdded(kind="policing_body", name=Prose("Commissioner")), DAY)
    draft.add(PersonAdded(name=Prose("Bob Chief")), DAY)
    draft.add(PostCreated(title=Prose("Head of Investigations")), DAY)
    draft.add(PostHeld(holder="PER-2"), say("2018-06-01"), "POST-1")
    draft.add(PostHeld(holder="PER-2"), say("2017-02"), "POST-2")
    draft.add(PostVacated(), say("2018-06-01"), "POST-2")
    paper = DocumentAdded(
        kind="board_paper", title=Prose("An update"), marking="none_stated", to=("ORG-3",), copied=("PER-1",),
        address=Prose("https://example.org/paper"),
    )  # fmt: skip
    draft.add(paper, say("2018-03-29", by="POST-1"))


def _inspections(draft: Draft) -> None:
    old = InspectionOpened(
        title=Prose("Core business"), programme="thematic", framework="core_business_2014", cycle=2014,
        scale="ungraded", inspectorate="ORG-1", forces=("ORG-2",), fieldwork=Period.of("2014-01", "2014-04"),
    )  # fmt: skip
    draft.add(old, say("2014-09-03"))
    draft.add(InspectionAliased(alias=Prose("Making best use of police time")), DAY, "INS-2")
    about_time = QuestionAdded(
        key=Prose("time"), name=Prose("Use of time"), wording=Prose("Is time freed?"), pillar="none",
        framework="core_business_2014",
    )  # fmt: skip
    draft.add(about_time, DAY)
    draft.add(QuestionAliased(alias=Prose("freeing time")), DAY, "QUE-3")
    draft.add(InspectionAsked(questions=("QUE-3",)), DAY, "INS-2")
    draft.add(InspectionNoted(text=Prose("Most have been addressed.")), say("2018-03-29", src=("DOC-1:3.8",)), "INS-1")
    draft.add(
        InspectionFoundNone(kind="cause_of_concern", force="ORG-2"), say("2018-03-22", src=("DOC-1:3.6",)), "INS-1"
    )
    carried = GradeRecorded(
        inspection="INS-1", force="ORG-2", question="QUE-1", outcome="good", scale="four_tier", year=2016,
        basis="carried_forward",
    )  # fmt: skip
    draft.add(carried, say("2018-03-22", src=("DOC-1:3.3",)))
    overall = GradeRecorded(
        inspection="INS-1", force="ORG-2", overall="effectiveness", outcome="requires_improvement",
        scale="four_tier", year=2017, basis="inspected",
    )  # fmt: skip
    draft.add(overall, say("2018-03-22", by="ORG-1", src=("DOC-1:3.4",)))
    finding = FindingRecorded(
        inspection="INS-1", force="ORG-2", text=Prose("Crimes are\nnot always investigated."), sense="mixed",
        voice="inspectorate",
    )  # fmt: skip
    draft.add(finding, DAY)
    part = FindingPartAdded(
        text=Prose("It had seen this."), sense="weakness", voice="force", hedge=Prose("in general")
    )  # fmt: skip
    draft.add(part, DAY, "FND-1")


def _raise(draft: Draft, text: str) -> str:
    raised = ImprovementRaised(
        kind="area_for_improvement", inspection="INS-1", force="ORG-2", question="QUE-2", text=Prose(text),
        number=Prose("No. 3"),
    )  # fmt: skip
    return draft.add(raised, say("2018-03-22", by="ORG-1", src=("DOC-1:3.5", "DOC-1:P36")))


def _life(draft: Draft) -> None:
    afi = _raise(draft, "The force should attend prompt calls.")
    draft.add(ImprovementAssigned(owner="POST-1"), say("2018-04-02"), afi)
    draft.add(ImprovementAssigned(owner="POST-2", lead="POST-1"), say("2018-04-03"), afi)
    due = ImprovementDueSet(due=DueOn(day="2018-06-30"), set_by="inspectorate")
    draft.add(due, say("2018-04-03"), afi)
    moved = ImprovementDueSet(due=DueOn(day="2018-09-30"), set_by="force", approver="POST-1")
    draft.add(moved, say("2018-05-01", by="POST-1", why="New shifts begin later."), afi)
    summer = Saying(Happened(Span.on("2018-06"), Prose("early summer"), assumed=True), "POST-1")
    draft.add(ImprovementNoted(text=Prose("Dip sample at 92%")), summer, afi)
    draft.add(ImprovementClaimed(evidence=Prose("An audit")), say("2018-10-01", by="POST-1"), afi)
    closed = ImprovementClosed(closed_by="inspectorate", means="letter", level=Prose("fully"))
    draft.add(closed, say("2019-02", by="ORG-1"), afi)
    draft.add(ImprovementNoted(text=Prose("Still so.")), say("2019-05-05"), afi)
    draft.add(ImprovementNoted(text=Prose("Found later.")), say("2018-11"), afi)


def _open_ends(draft: Draft) -> None:
    """Four more improvements: one for each way that a due date can be no day, and one with none."""
    for number, due in enumerate((DueWithin(months=6), DueImmediately(), DueNoneSet()), 1):
        afi = _raise(draft, f"Do the other thing: {number}.")
        draft.add(ImprovementDueSet(due=due, set_by="force"), DAY, afi)
    _raise(draft, "No word of a date.")
