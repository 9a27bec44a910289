"""The rest of the story: a report's life, forums and meetings, work, other ends, and what is said of any record."""

from ledger.draft import Draft
from ledger.events import File, Prose
from ledger.events.action import ActionAdded, ActionAssigned, ActionDone, ActionDropped, ActionDueSet
from ledger.events.context import ContextStated
from ledger.events.definition import DefinitionStated
from ledger.events.document import DocumentAsked, DocumentEmbargoed, DocumentKept, DocumentReleased
from ledger.events.expectation import ExpectationAdded, ExpectationLapsed, ExpectationMet, ExpectationMoved, Expected
from ledger.events.finding import FindingDisputed, FindingSettled
from ledger.events.forum import Cadence, ForumAdded, ForumCadenceSet, ForumChaired, ForumEnded
from ledger.events.improvement import (
    DueOn,
    ImprovementAnswered,
    ImprovementAssured,
    ImprovementClaimed,
    ImprovementClosed,
    ImprovementDeclined,
    ImprovementPartAdded,
    ImprovementPassedOn,
    ImprovementRaised,
    ImprovementReopened,
    ImprovementReturned,
    ImprovementSubmitted,
    ImprovementSuperseded,
    ImprovementWithdrawn,
)
from ledger.events.inspection import (
    InspectionFoundNone,
    InspectionNilVoided,
    InspectionResponded,
    InspectionStageReached,
)
from ledger.events.meeting import MeetingConsidered, MeetingDecided, MeetingHeld, MeetingTabled
from ledger.events.paper import Composed, PaperBegun, PaperIssued, PaperWritten
from ledger.events.record import (
    RecordAccepted,
    RecordAliased,
    RecordDisclosed,
    RecordFlagged,
    RecordInvolved,
    RecordLinked,
    RecordNoted,
    RecordNumbered,
    RecordRenamed,
    RecordUnflagged,
    RecordVoided,
)
from ledger.events.setting import ColourLine, ColourRule, ColoursSet, SettingChosen
from tests.making import say
from tests.projections.believed import believed

DAY = say("2018-03-22")
MET = say("2018-11-08")
COPY = b"An update, as it was printed."


def later(draft: Draft) -> None:
    """Every type of event that the story has not had yet."""
    _report(draft)
    _forum(draft)
    _meeting(draft)
    _work(draft)
    _concern(draft)
    _other_ends(draft)
    _any_record(draft)
    _own(draft)
    believed(draft)
    _papers(draft)
    _last(draft)


def _report(draft: Draft) -> None:
    """A document's copy and embargo; the life of a report; a finding in dispute."""
    draft.add(DocumentKept(content=File(COPY), name=Prose("update.pdf"), size=len(COPY)), DAY, "DOC-1")
    draft.add(DocumentEmbargoed(until="2018-03-20T00:01:00.000000Z"), say("2018-03-01"), "DOC-1")
    draft.add(DocumentEmbargoed(until="2018-04-03T23:01:00.000000Z"), say("2018-03-02"), "DOC-1")
    draft.add(DocumentReleased(), say("2018-03-21"), "DOC-1")
    challenged = InspectionStageReached(stage="challenge_sent", document="DOC-1", text=Prose("Two figures."))
    draft.add(challenged, say("2018-02"), "INS-1")
    sent = InspectionResponded(step="sent", force="ORG-2", to=("ORG-1", "ORG-3"), document="DOC-1")
    draft.add(sent, say("2018-05-16"), "INS-1")
    draft.add(FindingDisputed(text=Prose("It was looked into.")), say("2018-03-23"), "FND-1")
    draft.add(FindingSettled(settlement="stands", text=Prose("It was not.")), say("2018-04"), "FND-1")


def _forum(draft: Draft) -> None:
    board = ForumAdded(
        name=Prose("Organisational Improvement Group"), organisation="ORG-2", chair="POST-1",
        cadence=Cadence(every=6, unit="weeks"), purpose=Prose("To see it done."),
    )  # fmt: skip
    draft.add(board, DAY)
    draft.add(DocumentAsked(text=Prose("To note the report."), of="FOR-1"), say("2018-03-29"), "DOC-1")
    draft.add(ForumChaired(chair="POST-2"), say("2018-06"), "FOR-1")
    draft.add(ForumCadenceSet(cadence=Cadence(every=1, unit="months")), say("2018-07"), "FOR-1")
    draft.add(ForumAdded(name=Prose("Gold Group")), DAY)
    draft.add(ForumEnded(text=Prose("Its work is done.")), say("2019"), "FOR-2")


def _meeting(draft: Draft) -> None:
    november = Expected(**{"from": "2018-11-01", "to": "2018-11-30"}, words=Prose("early November"))
    draft.add(ExpectationAdded(text=Prose("The group meets."), about="FOR-1", expected=november), MET)
    held = MeetingHeld(forum="FOR-1", attended=("POST-1", "PER-1"), expected="EXP-1")
    draft.add(held, MET)
    paper = PaperIssued(
        title=Prose("Progress"), digest="0f" * 32, name=Prose("progress.pdf"), size=12345, content=File(COPY),
        forum="FOR-1", meeting="MTG-1", to=("POST-1",), marking="official_sensitive",
    )  # fmt: skip
    draft.add(paper, say("2018-11-01", by="POST-1"))
    draft.add(MeetingTabled(papers=("DOC-1", "PAP-1")), MET, "MTG-1")
    draft.add(MeetingConsidered(records=("AFI-1", "AFI-3"), text=Prose("Slow.")), MET, "MTG-1")
    draft.add(MeetingDecided(text=Prose("Go on."), about=("AFI-2",)), MET, "MTG-1")
    draft.add(ExpectationMet(text=Prose("It met.")), MET, "EXP-1")


def _papers(draft: Draft) -> None:
    begun = PaperBegun(
        kind="board", dated="2018-12-06", forum="FOR-1", inspection="INS-1", records=("AFI-1",),
        title=Prose("Progress to December"), sender="POST-1", marking="official",
    )  # fmt: skip
    draft.add(begun, say("2018-11-09", by="POST-1"))
    draft.add(PaperWritten(section="purpose", text=Prose("To tell of December.")), say("2018-11-09"), "PAP-2")
    draft.add(PaperWritten(section="recommendation", text=Prose("To note.")), say("2018-11-09"), "PAP-2")
    draft.add(PaperWritten(section="recommendation"), say("2018-11-10"), "PAP-2")
    composed = Composed(
        as_of=40, root="ab" * 32, moment="2018-04-03T23:01:00.000000Z", embargoed=1, since=30, cells="cd" * 32
    )  # fmt: skip
    issued = PaperIssued(
        title=Prose("Progress to December"), digest="1f" * 32, name=Prose("update.docx"), size=2, replaces="PAP-1",
        composed=composed,
    )  # fmt: skip
    draft.add(issued, say("2018-11-30"), "PAP-2")


def _work(draft: Draft) -> None:
    audit = ActionAdded(
        text=Prose("Audit it."), under="AFI-2", meeting="MTG-1", owner="PER-1", due=DueOn(day="2018-12")
    )  # fmt: skip
    draft.add(audit, MET)
    draft.add(ActionAssigned(owner="POST-2"), say("2018-11-20"), "ACT-1")
    draft.add(ActionDueSet(due=DueOn(day="2019-01"), approver="FOR-1"), say("2018-12"), "ACT-1")
    draft.add(ActionDone(text=Prose("Audited.")), say("2019-01-15"), "ACT-1")
    draft.add(ActionAdded(text=Prose("Ask others.")), MET)
    draft.add(ActionDropped(text=Prose("They asked us.")), say("2018-12"), "ACT-2")
    draft.add(ExpectationAdded(text=Prose("New shifts."), about="AFI-2", expected=None), DAY)
    spring = Expected(**{"from": "2019-03", "to": "2019-05"})
    draft.add(ExpectationMoved(expected=spring), say("2018-12"), "EXP-2")
    draft.add(ExpectationLapsed(text=Prose("Not now.")), say("2019-06"), "EXP-2")


def _asked(draft: Draft, kind: str, text: str, **more: object) -> str:
    asked = {"kind": kind, "inspection": "INS-2", "force": "ORG-2", "text": Prose(text)}
    return draft.add(ImprovementRaised.model_validate(asked | more), say("2018-09-01", by="ORG-1"))


def _concern(draft: Draft) -> None:
    """A cause of concern that was reported complete twice, and reopened when it had been closed."""
    coc = _asked(draft, "cause_of_concern", "Victims are let down.", accelerated=1)
    draft.add(ImprovementPartAdded(text=Prose("Most of all at night."), number=Prose("a")), say("2018-09-01"), coc)
    answered = ImprovementAnswered(answer="action_proposed", text=Prose("More officers."))
    draft.add(answered, say("2018-10-01", by="ORG-3"), coc)
    draft.add(ImprovementClaimed(evidence=Prose("Rotas")), say("2018-11-01", by="POST-1"), coc)
    returned = ImprovementReturned(returned_by="forum", text=Prose("Rotas show nothing."), meeting="MTG-1")
    draft.add(returned, MET, coc)
    draft.add(ImprovementClaimed(evidence=Prose("A survey")), say("2018-12-01", by="POST-1"), coc)
    draft.add(ImprovementAssured(text=Prose("Seen.")), say("2018-12-10"), coc)
    draft.add(ImprovementSubmitted(text=Prose("By letter.")), say("2018-12-20"), coc)
    draft.add(ImprovementClosed(closed_by="inspectorate", means="desk_review"), say("2019-01-20", by="ORG-1"), coc)
    draft.add(ImprovementReopened(text=Prose("It came back.")), say("2019-03"), coc)


def _other_ends(draft: Draft) -> None:
    """Four recommendations, each with another end than closure."""
    ends = (
        ImprovementSuperseded(by="COC-1", text=Prose("The same again.")),
        ImprovementWithdrawn(text=Prose("No longer asked.")),
        ImprovementDeclined(text=Prose("It costs too much.")),
        ImprovementPassedOn(to="ORG-3", text=Prose("It commissions them.")),
    )
    whole = {"scope": "national", "condition": Prose("If money is found.")}
    for number, end in enumerate(ends, 1):
        more = whole if number == 1 else {}
        rec = _asked(draft, "recommendation", f"Try this: {number}.", under="COC-1", **more)
        draft.add(end, say("2018-12", by="ORG-1" if number < 3 else "POST-1"), rec)


def _any_record(draft: Draft) -> None:
    draft.add(RecordNoted(text=Prose("Minutes are late.")), say("2018-08"), "FOR-1")
    draft.add(RecordRenamed(name=Prose("Improvement Board")), say("2019"), "FOR-1")
    draft.add(RecordAliased(alias=Prose("OIG")), DAY, "FOR-1")
    draft.add(RecordInvolved(who="ORG-3", role="oversight"), DAY, "FOR-1")
    draft.add(RecordNumbered(number=Prose("R 12"), by="ORG-1"), DAY, "REC-1")
    draft.add(RecordLinked(relation="recurrence_of", to="AFI-2"), say("2018-10"), "COC-1")
    draft.add(RecordFlagged(text=Prose("Which month?"), entry=40), say("2018-10"), "COC-1")
    draft.add(RecordUnflagged(flag=1, text=Prose("September.")), say("2018-11"), "COC-1")
    draft.add(RecordVoided(reason="duplicate", of="ACT-1"), say("2019"), "ACT-2")
    draft.add(RecordDisclosed(recipient=Prose("A journalist"), text=Prose("On request")), say("2019"), "PAP-1")


def _own(draft: Draft) -> None:
    meant = DefinitionStated(term=Prose("area for improvement"), text=Prose("What fell short."), of="ORG-1")
    draft.add(meant, DAY)
    draft.add(ContextStated(text=Prose("Most forces fell short."), inspection="INS-1"), DAY)
    draft.add(SettingChosen(setting="due_soon_days", days=30), DAY)
    draft.add(SettingChosen(setting="force", organisation="ORG-2"), DAY)
    draft.add(SettingChosen(setting="due_soon_days"), say("2019"))
    draft.add(InspectionFoundNone(kind="area_for_improvement", force="ORG-2"), say("2018-09-01"), "INS-2")
    draft.add(InspectionNilVoided(kind="area_for_improvement", force="ORG-2"), say("2019"), "INS-2")
    late = ColourLine(when="overdue", over=30, colour="red")
    undated = ColourLine(when="no_due_date", colour="amber")
    draft.add(ColoursSet(rule=ColourRule(lines=(late, undated), otherwise="green")), DAY)


def _last(draft: Draft) -> None:
    accepted = RecordAccepted(check="carried_without_origin", text=Prose("Nobody has the old report."), entry=40)
    draft.add(accepted, say("2019-06", by="POST-1"), "GRD-1")
    draft.add(RecordNumbered(number=Prose("R 13")), say("2019-06"), "REC-1")
