"""The examples of format 1's first types and versions. They never change: vectors and fossils were made of them."""

from collections.abc import Iterator
from hashlib import sha256

from ledger.codec import Happened
from ledger.days import Span
from ledger.events import Prose
from ledger.events.base import Period
from ledger.events.document import DocumentAddedV1
from ledger.events.finding import FindingPartAdded, FindingRecordedV1
from ledger.events.grade import GradeRecorded
from ledger.events.improvement import (
    DueImmediately,
    DueNoneSet,
    DueOn,
    DueWithin,
    ImprovementAssigned,
    ImprovementClaimed,
    ImprovementClosed,
    ImprovementDueSetV1,
    ImprovementNoted,
    ImprovementRaisedV1,
)
from ledger.events.inspection import (
    InspectionAliased,
    InspectionAsked,
    InspectionFoundNone,
    InspectionNoted,
    InspectionOpened,
    InspectionPublished,
)
from ledger.events.key import KeyEnrolled, KeyRetired, KeyRevoked
from ledger.events.ledger import ClockAccepted, FirstKey, Follows, LedgerOpened
from ledger.events.organisation import OrganisationAdded, OrganisationRenamed
from ledger.events.person import PersonAdded
from ledger.events.post import PostCreated, PostHeld, PostVacated
from ledger.events.question import QuestionAdded, QuestionAliased
from ledger.proofs.note import Checkpoint, vkey
from tests.examples.base import ALL_RIGHTS, DAY, WORDS, Example, key
from tests.making import ORIGIN

BEFORE = "fenshire-lost.ffeeddccbbaa9988"


def _vkey(name: str) -> str:
    return vkey(ORIGIN, key(name).public)


def _about_the_ledger() -> Iterator[Example]:
    ann = FirstKey(vkey=_vkey("ann"), person="PER-1", rights=ALL_RIGHTS)
    recovery = FirstKey(vkey=_vkey("recovery"), person="PER-1", rights=("enrol", "keep"))
    lost, root = key("ann", BEFORE), sha256(b"lost").digest()
    follows = Follows(
        origin=BEFORE,
        size=4711,
        root=root.hex(),
        key=vkey(BEFORE, lost.public),
        signature=lost.sign(Checkpoint(BEFORE, 4711, root).body()).hex(),
    )
    opened = LedgerOpened(hash="sha256", origin=ORIGIN, keys=(ann,))
    successor = LedgerOpened(hash="sha256", origin=ORIGIN, keys=(ann, recovery), fictitious=1, follows=follows)
    yield Example(opened, "LEDGER")
    yield Example(successor, "LEDGER", "fictitious, with two keys, after a ledger that was lost", batch=(1, 11))
    yield Example(ClockAccepted(), "LEDGER", "which says nothing more")
    enrolled = KeyEnrolled(vkey=_vkey("ben"), person="PER-2", rights=("record",))
    yield Example(enrolled, "LEDGER")
    enrolled = KeyEnrolled(vkey=_vkey("cat"), person="PER-3", rights=ALL_RIGHTS)
    yield Example(enrolled, "LEDGER", "with every right", why="Joins the improvement team")
    yield Example(KeyRetired(key=key("ben").fingerprint), "LEDGER")
    yield Example(KeyRevoked(key=key("cat").fingerprint, after=17), "LEDGER", "from E-18 on")


def _about_people() -> Iterator[Example]:
    for number, kind in enumerate(("inspectorate", "force", "policing_body", "department", "partner"), 1):
        name = Prose(f"The {kind.replace('_', ' ')}")
        yield Example(OrganisationAdded(kind=kind, name=name), f"ORG-{number}", f"of the kind {kind}")
    renamed = OrganisationRenamed(name=Prose("HMICFRS"))
    yield Example(renamed, "ORG-1", "in a month", on=Happened(Span.on("2017-07"), Prose("July 2017")))
    yield Example(PersonAdded(name=Prose("Ann Keeper")), "PER-1")
    yield Example(PersonAdded(name=Prose("Zoë O’Brien-Łukasz"), organisation="ORG-2"), "PER-2", "of an organisation")
    yield Example(PostCreated(title=Prose("Deputy Chief Constable")), "POST-1")
    yield Example(PostCreated(title=Prose("Head of Crime"), organisation="ORG-2"), "POST-2", "of an organisation")
    yield Example(PostHeld(holder="PER-1"), "POST-1", "since a year", on=Happened(Span.on("2016")))
    yield Example(PostVacated(), "POST-1", "on a leap day", on=Happened(Span.on("2020-02-29")))


def _about_inspections() -> Iterator[Example]:
    opened = InspectionOpened(
        title=Prose("PEEL: Effectiveness 2017"), programme="peel", framework="peel_2015_2017", cycle=2017,
        scale="four_tier", inspectorate="ORG-1", forces=("ORG-2",),
    )  # fmt: skip
    yield Example(opened, "INS-1")
    joint = InspectionOpened(
        title=Prose("Custody, two forces"), programme="joint", framework="other", cycle=2014, scale="ungraded",
        inspectorate="ORG-1", forces=("ORG-2", "ORG-6"), fieldwork=Period.of("2014-01", "2014-04-30"),
    )  # fmt: skip
    yield Example(joint, "INS-2", "of two forces, with its fieldwork", src=("DOC-1:p6.b2", "DOC-1:0003.08"))
    yield Example(InspectionAliased(alias=Prose("Effectiveness (vulnerability)")), "INS-1")
    yield Example(InspectionAsked(questions=("QUE-1", "QUE-2")), "INS-1", "two questions")
    yield Example(InspectionPublished(), "INS-1", "by the inspectorate", said_by="ORG-1", src=("DOC-2",))
    yield Example(InspectionNoted(text=Prose(WORDS)), "INS-1", "in words outside ASCII")
    for kind in ("area_for_improvement", "cause_of_concern", "recommendation"):
        yield Example(InspectionFoundNone(kind=kind, force="ORG-2"), "INS-1", f"of the kind {kind}", said_by="ORG-1")
    question = QuestionAdded(
        key=Prose("investigating"), name=Prose("Investigating crime"), pillar="effectiveness",
        framework="peel_2015_2017",
    )  # fmt: skip
    yield Example(question, "QUE-1")
    worded = QuestionAdded(
        key=Prose("crime"), name=Prose("Crime"), wording=Prose("How well does the force prevent crime?"),
        pillar="none", framework="core_business_2014",
    )  # fmt: skip
    yield Example(worded, "QUE-2", "with its wording")
    yield Example(QuestionAliased(alias=Prose("investigating crime and reducing re-offending")), "QUE-1")


def _about_documents_and_grades() -> Iterator[Example]:
    yield Example(DocumentAddedV1(kind="letter", title=Prose("Letter"), marking="none_stated"), "DOC-1")
    paper = DocumentAddedV1(
        kind="board_paper", title=Prose("Agenda item 5"), marking="official_sensitive", to=("ORG-3", "POST-1"),
        copied=("PER-2",), address=Prose("https://fenshire.example/papers/5.pdf"),
    )  # fmt: skip
    yield Example(paper, "DOC-2", "to some, copied to others, published", said_by="POST-2")
    graded = GradeRecorded(
        inspection="INS-1", force="ORG-2", question="QUE-1", outcome="requires_improvement", scale="four_tier",
        year=2017, basis="inspected",
    )  # fmt: skip
    yield Example(graded, "GRD-1", "for a question", said_by="ORG-1", src=("DOC-2:5.1",))
    overall = GradeRecorded(
        inspection="INS-1", force="ORG-2", overall="effectiveness", outcome="good", scale="four_tier",
        year=2016, basis="carried_forward", carried_from="GRD-1",
    )  # fmt: skip
    yield Example(overall, "GRD-2", "overall, carried forward", said_by="ORG-1")
    nothing = GradeRecorded(
        inspection="INS-1", force="ORG-2", question="QUE-2", outcome="not_inspected", scale="four_tier", year=2017
    )
    yield Example(nothing, "GRD-3", "of what was not inspected", said_by="ORG-1")
    found = FindingRecordedV1(
        inspection="INS-1", force="ORG-2", text=Prose("Officers know the victims."), sense="strength",
        voice="inspectorate",
    )  # fmt: skip
    yield Example(found, "FND-1", said_by="ORG-1")
    hedged = FindingRecordedV1(
        inspection="INS-1", force="ORG-2", question="QUE-1", text=Prose("Supervision is inconsistent."),
        sense="mixed", voice="inspectorate_reporting_force", hedge=Prose("in general"),
    )  # fmt: skip
    yield Example(hedged, "FND-2", "on a question, hedged", said_by="ORG-1", src=("DOC-2:3.8", "DOC-2:P30"))
    part = FindingPartAdded(text=Prose("Delays have fallen."), sense="strength", voice="force")
    yield Example(part, "FND-2")
    part = FindingPartAdded(text=Prose("Some remain."), sense="weakness", voice="inspectorate", hedge=Prose("some"))
    yield Example(part, "FND-2", "hedged")


def _about_improvements() -> Iterator[Example]:
    raised = ImprovementRaisedV1(
        kind="area_for_improvement", inspection="INS-1", force="ORG-2", text=Prose("Supervise investigations.")
    )
    yield Example(raised, "AFI-1", said_by="ORG-1")
    numbered = raised.model_copy(update={"question": "QUE-1", "number": Prose("2"), "text": Prose("See to it.")})
    yield Example(numbered, "AFI-2", "on a question, with its number", said_by="ORG-1", src=("DOC-2:4",))
    yield Example(ImprovementAssigned(owner="POST-1"), "AFI-1", "to an owner")
    yield Example(ImprovementAssigned(owner="POST-1", lead="POST-2"), "AFI-1", "to an owner and a lead")
    for due in (DueOn(day="2018-09"), DueWithin(months=6), DueImmediately(), DueNoneSet()):
        yield Example(ImprovementDueSetV1(due=due, set_by="force"), "AFI-1", f"of the kind {due.kind}")
    revised = ImprovementDueSetV1(due=DueOn(day="2018-12-31"), set_by="policing_body", approver="POST-1")
    why = "Recruits start in November"
    yield Example(revised, "AFI-1", "revised, approved, for a reason", why=why, authority="The board, 24 September")
    assumed = Happened(DAY.span, None, True)
    yield Example(ImprovementNoted(text=Prose("Under way.")), "AFI-1", "on an assumed day", on=assumed)
    yield Example(
        ImprovementNoted(text=Prose(WORDS)), "AFI-1", "with everything that an entry may have",
        on=Happened(Span("2017-06", "2017-08-31"), Prose("summer 2017"), True), said_by="POST-3",
        src=("DOC-2:3.8", "DOC-2:P30", "DOC-1"), why=why, authority="The board", fixes=12, batch=(3, 7),
    )  # fmt: skip
    yield Example(ImprovementClaimed(evidence=Prose("19 of 20 cases sampled")), "AFI-1", said_by="POST-1")
    yield Example(ImprovementClosed(closed_by="inspectorate", means="letter"), "AFI-1", said_by="ORG-1")
    closed = ImprovementClosed(closed_by="force", means="meeting", level=Prose("fully met"))
    yield Example(closed, "AFI-2", "with its level")


FIRST = [
    *_about_the_ledger(),
    *_about_people(),
    *_about_inspections(),
    *_about_documents_and_grades(),
    *_about_improvements(),
]
