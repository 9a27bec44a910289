"""A small story for packs: three areas for improvement, a letter, evidence with files, a meeting, work, and slips."""

from ledger.codec import Happened
from ledger.days import Span
from ledger.draft import Draft, Saying
from ledger.events import File, Prose
from ledger.events.action import ActionAdded
from ledger.events.document import DocumentAdded, DocumentEmbargoed, DocumentKept
from ledger.events.forum import ForumAdded
from ledger.events.grade import GradeRecorded
from ledger.events.improvement import (
    DueOn,
    ImprovementAssigned,
    ImprovementClaimed,
    ImprovementClosed,
    ImprovementDueSet,
    ImprovementNoted,
    ImprovementRaised,
)
from ledger.events.meeting import MeetingConsidered, MeetingHeld
from ledger.events.organisation import OrganisationRenamed
from ledger.events.record import RecordVoided
from ledger.recording import Ledger
from tests.making import say

DAY = say("2018-03-22")
#: Evidence (DOC-2) and a letter (DOC-1), as files.
SAMPLE, LETTER = b"month,attended\n2018-05,92\n", b"%PDF-1.7 a letter"
RECORDS = ("AFI-1", "AFI-2", "INS-1", "GRD-1")


def raised(text: str) -> ImprovementRaised:
    """An area for improvement of the inspection that is there."""
    return ImprovementRaised(
        kind="area_for_improvement", inspection="INS-1", force="ORG-2", question="QUE-2", text=Prose(text)
    )


def tell(ledger: Ledger) -> None:
    """Records it, in four commands."""
    ledger.record(_report)
    ledger.record(_life)
    ledger.record(_meeting)
    ledger.record(_slips)


def _report(draft: Draft) -> None:
    """E-12 to E-18: the letter DOC-1, three areas of which the last does not count, and a grade."""
    draft.add(OrganisationRenamed(name=Prose("HMICFRS today")), say("2017-07"), "ORG-1")
    letter = draft.add(DocumentAdded(kind="letter", title=Prose("A letter of March")), say("2018-03-22", by="ORG-1"))
    draft.add(DocumentKept(content=File(LETTER), name=Prose("letter.pdf"), size=len(LETTER)), DAY, letter)
    for text in ("Attend prompt calls.", "Tell victims what comes next.", "Said twice."):
        draft.add(raised(text), say("2018-03-22", by="ORG-1", src=("DOC-1:3.5",)))
    grade = GradeRecorded(
        inspection="INS-1", force="ORG-2", question="QUE-2", outcome="good", scale="four_tier", year=2017,
        basis="inspected",
    )  # fmt: skip
    draft.add(grade, say("2018-03-22", by="ORG-1"))


def _life(draft: Draft) -> None:
    """E-19 to E-28: AFI-1 from owner to closure, with evidence DOC-2."""
    draft.add(ImprovementAssigned(owner="POST-1"), say("2018-04-02"), "AFI-1")
    due = ImprovementDueSet(due=DueOn(day="2018-09-30"), set_by="force", approver="POST-1")
    draft.add(due, say("2018-05-01", by="POST-1", why="New shifts begin later."), "AFI-1")
    summer = Saying(Happened(Span.on("2018-06"), Prose("early summer"), assumed=True), "POST-1")
    draft.add(ImprovementNoted(text=Prose("Dip sample at 92%")), summer, "AFI-1")
    sample = draft.add(DocumentAdded(kind="evidence", title=Prose("The sample")), say("2018-09-30"))
    draft.add(DocumentKept(content=File(SAMPLE), name=Prose("sample.csv"), size=len(SAMPLE)), DAY, sample)
    claim = ImprovementClaimed(evidence=Prose("Nineteen of twenty"))
    draft.add(claim, say("2018-10-01", by="POST-1", src=(f"{sample}:1",)), "AFI-1")
    closed = ImprovementClosed(closed_by="inspectorate", means="letter", level=Prose("fully met"))
    draft.add(closed, say("2019-02", by="ORG-1"), "AFI-1")
    draft.add(ImprovementNoted(text=Prose("They are told by text.")), say("2018-07-01"), "AFI-2")
    action = ActionAdded(text=Prose("Write the text."), under="AFI-2", owner="POST-1")
    draft.add(action, say("2018-07-02"))
    draft.add(ImprovementNoted(text=Prose("Half are told.")), say("2018-08-01"), "AFI-2")


def _meeting(draft: Draft) -> None:
    """E-29 to E-31: the forum FOR-1 met (MTG-1) and considered AFI-1."""
    draft.add(ForumAdded(name=Prose("Gold Group"), organisation="ORG-2"), DAY)
    met = draft.add(MeetingHeld(forum="FOR-1", attended=("PER-1",)), say("2018-09-01"))
    draft.add(MeetingConsidered(records=("AFI-1",), text=Prose("Slow.")), say("2018-09-01"), met)


def _slips(draft: Draft) -> None:
    """E-32 to E-33: the note of E-28 is corrected, and AFI-3 does not count."""
    draft.correct(28, ImprovementNoted(text=Prose("A third are told.")), say("2018-08-01", why="Misread"))
    draft.add(RecordVoided(reason="in_error"), DAY, "AFI-3")


def embargo(ledger: Ledger) -> None:
    """E-34 to E-37: a draft under embargo (DOC-3), on which AFI-4 hangs, and one more note of AFI-2."""

    def plan(draft: Draft) -> None:
        report = draft.add(DocumentAdded(kind="report", title=Prose("Unheard of")), DAY)
        draft.add(DocumentEmbargoed(until="2098-12-31T23:01:00.000000Z"), DAY, report)
        draft.add(raised("Secret so far."), say("2018-03-22", src=(report,)))
        draft.add(ImprovementNoted(text=Prose("Not to be known")), say("2018-08-02", src=(report,)), "AFI-2")

    ledger.record(plan)
