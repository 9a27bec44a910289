"""The examples of the types and versions that the whole field added. They never change either."""

from collections.abc import Iterator
from typing import Any

from ledger.events import File, Prose
from ledger.events.action import ActionAdded, ActionAssigned, ActionDone, ActionDropped, ActionDueSet
from ledger.events.context import ContextStated
from ledger.events.countersignature import CountersignatureAdded, CountersignatureAsked
from ledger.events.definition import DefinitionStated
from ledger.events.document import DocumentAdded, DocumentAsked, DocumentEmbargoed, DocumentKept, DocumentReleased
from ledger.events.expectation import (
    ExpectationAdded,
    ExpectationLapsed,
    ExpectationMet,
    ExpectationMoved,
    Expected,
)
from ledger.events.finding import FindingDisputed, FindingRecorded, FindingSettled
from ledger.events.forum import Cadence, ForumAdded, ForumCadenceSet, ForumChaired, ForumEnded
from ledger.events.improvement import (
    DueImmediately,
    DueNoneSet,
    DueOn,
    DueWithin,
    ImprovementAnswered,
    ImprovementAssured,
    ImprovementDeclined,
    ImprovementDueSet,
    ImprovementPartAdded,
    ImprovementPassedOn,
    ImprovementRaised,
    ImprovementReopened,
    ImprovementReturned,
    ImprovementSubmitted,
    ImprovementSuperseded,
    ImprovementWithdrawn,
)
from ledger.events.inspection import InspectionNilVoided, InspectionResponded, InspectionStageReached
from ledger.events.meeting import MeetingConsidered, MeetingDecided, MeetingHeld, MeetingTabled
from ledger.events.pack import PackMade
from ledger.events.paper import Composed, PaperBegun, PaperIssued, PaperIssuedV1, PaperWritten
from ledger.events.policy import PolicyStated
from ledger.events.predecessor import PredecessorCarried
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
    RecordUndone,
    RecordUnflagged,
    RecordVoided,
)
from ledger.events.setting import ColourLine, ColourRule, ColoursSet, SettingChosen
from ledger.events.text import ErasedText, TextErased
from ledger.vocabulary import ColourCondition, PaperSection, StatusColour
from ledger.vocabulary.colour import COUNTED, VERIFIED, WITHIN
from tests.examples.base import Example
from tests.making import ORIGIN


def _about_reports() -> Iterator[Example]:
    for stage in ("draft_received", "challenge_answered"):
        yield Example(InspectionStageReached(stage=stage), "INS-1", f"of the stage {stage}")
    challenged = InspectionStageReached(stage="challenge_sent", document="DOC-3", text=Prose("Table 2 is of 2016."))
    yield Example(challenged, "INS-1", "with the challenge", said_by="POST-1")
    copied = InspectionStageReached(stage="embargoed_copy_received", document="DOC-4")
    yield Example(copied, "INS-1", "with the copy", said_by="ORG-1")
    for step in ("commented", "published"):
        yield Example(InspectionResponded(step=step, force="ORG-2"), "INS-1", f"of the step {step}", said_by="ORG-3")
    address = Prose("https://fenshire.example/response")
    sent = InspectionResponded(step="sent", force="ORG-2", to=("ORG-1", "ORG-4"), document="DOC-5", address=address)
    yield Example(sent, "INS-1", "sent to two", said_by="ORG-3")
    nil = InspectionNilVoided(kind="cause_of_concern", force="ORG-2")
    yield Example(nil, "INS-1", "of the kind cause_of_concern")
    found = {"inspection": "INS-1", "force": "ORG-2", "sense": "strength", "voice": "inspectorate"}
    yield Example(FindingRecorded(**found, text=Prose("Well run.")), "FND-3", said_by="ORG-1")
    for practice in ("innovative", "promising"):
        held = FindingRecorded(
            **found, question="QUE-1", text=Prose("A model."), hedge=Prose("early"), practice=practice
        )
        yield Example(held, "FND-4", f"{practice} practice", said_by="ORG-1")
    yield Example(FindingDisputed(text=Prose("The sample was of one week.")), "FND-2", said_by="POST-1")
    for settlement in ("stands", "amended", "removed"):
        yield Example(FindingSettled(settlement=settlement), "FND-2", f"which is {settlement}", said_by="ORG-1")
    amended = FindingSettled(settlement="amended", text=Prose("The figure is now 12."))
    yield Example(amended, "FND-2", "with what was said", said_by="ORG-1")


def _about_kept_documents() -> Iterator[Example]:
    yield Example(DocumentAdded(kind="evidence", title=Prose("sample.csv")), "DOC-3")
    response = DocumentAdded(
        kind="response", title=Prose("Response"), marking="official", to=("FOR-1", "ORG-1"), copied=("FOR-2",),
        address=Prose("https://fenshire.example/r"), inspection="INS-1",
    )  # fmt: skip
    yield Example(response, "DOC-4", "to a forum, about an inspection", said_by="ORG-3")
    kept = DocumentKept(content=File(b"case,met\n1,yes\n"), name=Prose("sample.csv"), size=16)
    yield Example(kept, "DOC-3", "with its bytes")
    yield Example(DocumentEmbargoed(until="2014-09-03T23:01:00.000000Z"), "DOC-4", "until a moment", said_by="ORG-1")
    yield Example(DocumentEmbargoed(), "DOC-4", "until somebody says otherwise", said_by="ORG-1")
    yield Example(DocumentReleased(), "DOC-4", "which says nothing more", said_by="ORG-1")
    yield Example(DocumentAsked(text=Prose("To note.")), "DOC-4")
    yield Example(DocumentAsked(text=Prose("To approve."), of="FOR-1"), "DOC-4", "of a forum")
    issued = {"title": Prose("Progress"), "digest": "ab" * 32, "name": Prose("progress.docx"), "size": 4096}
    yield Example(PaperIssuedV1(**issued), "PAP-1", said_by="POST-1")
    again = PaperIssuedV1(
        **issued, content=File(b"PK\x03\x04"), forum="FOR-1", meeting="MTG-1", to=("FOR-1", "ORG-3"),
        marking="official_sensitive", replaces="PAP-1",
    )  # fmt: skip
    yield Example(again, "PAP-2", "in the place of another, kept", said_by="POST-1")
    yield from _about_papers(issued)


def _about_papers(issued: dict[str, Any]) -> Iterator[Example]:
    yield Example(PaperBegun(kind="timeline", dated="2018-11-08"), "PAP-3")
    for kind, sender in (("board", "POST-2"), ("progress", "PER-3"), ("response", "ORG-3")):
        begun = PaperBegun(
            kind=kind, dated="2018-11-08", forum="FOR-1", inspection="INS-1", records=("AFI-1", "COC-1"),
            title=Prose("Progress"), sender=sender, marking="official_sensitive",
        )  # fmt: skip
        yield Example(begun, "PAP-4", f"of the kind {kind}", said_by="POST-1")
    for section in PaperSection:
        yield Example(PaperWritten(section=section, text=Prose("To note.")), "PAP-4", section, said_by="POST-2")
    yield Example(PaperWritten(section="purpose"), "PAP-4", "taken out", said_by="POST-2")
    yield Example(PaperIssued(**issued), "PAP-5", "as known since version 2", said_by="POST-1")
    made = {"as_of": 4711, "root": "cd" * 32, "moment": "2018-11-07T00:01:00.000000Z", "cells": "ef" * 32}
    composed = PaperIssued(**issued, composed=Composed(**made))
    yield Example(composed, "PAP-3", "composed of the record", said_by="POST-1")
    composed = PaperIssued(
        **issued, content=File(b"PK\x03\x04"), forum="FOR-1", meeting="MTG-1", to=("FOR-1", "ORG-3"),
        marking="official_sensitive", replaces="PAP-1",
        composed=Composed(**made, embargoed=1, since=4600),
    )  # fmt: skip
    yield Example(composed, "PAP-4", "for who may know, of what changed since", said_by="POST-1")


def _about_the_whole_life() -> Iterator[Example]:
    asked = {"inspection": "INS-1", "force": "ORG-2"}
    yield Example(
        ImprovementRaised(kind="area_for_improvement", **asked, text=Prose("Supervise.")), "AFI-1", said_by="ORG-1"
    )
    concern = ImprovementRaised(
        kind="cause_of_concern", **asked, question="QUE-1", text=Prose("Calls go unanswered."), number=Prose("1"),
        accelerated=1,
    )  # fmt: skip
    yield Example(concern, "COC-1", "accelerated", said_by="ORG-1")
    for scope in ("force", "national"):
        made = ImprovementRaised(
            kind="recommendation", **asked, text=Prose("Answer them."), scope=scope, under="COC-1",
            condition=Prose("if the pilot is funded"),
        )  # fmt: skip
        yield Example(made, "REC-1", f"to {scope}, conditional, under a cause of concern", said_by="ORG-1")
    yield Example(ImprovementPartAdded(text=Prose("at night")), "AFI-1", said_by="ORG-1")
    yield Example(ImprovementPartAdded(text=Prose("by day"), number=Prose("b")), "AFI-1", "numbered", said_by="ORG-1")
    for number, approver in enumerate(("PER-1", "POST-1", "ORG-3", "FOR-1", "MTG-1")):
        due = (DueOn(day="2018-09"), DueWithin(months=6), DueImmediately(), DueNoneSet())[number % 4]
        event = ImprovementDueSet(due=due, set_by="force", approver=approver)
        yield Example(event, "AFI-1", f"approved by {approver}")
    yield Example(ImprovementDueSet(due=DueOn(day="2018"), set_by="inspectorate"), "REC-1", "by nobody")
    yield Example(ImprovementAssured(), "AFI-1", said_by="POST-2")
    yield Example(ImprovementAssured(text=Prose("20 cases")), "AFI-1", "with what was checked", said_by="POST-2")
    returned = ImprovementReturned(returned_by="forum", text=Prose("One month"), forum="FOR-1", meeting="MTG-1")
    yield Example(returned, "AFI-1", "by a forum at a meeting")
    for by in ("assurer", "inspectorate"):
        yield Example(ImprovementReturned(returned_by=by, text=Prose("Too few")), "AFI-1", f"by the {by}")
    yield Example(ImprovementSubmitted(), "AFI-1")
    yield Example(ImprovementSubmitted(text=Prose("By letter")), "AFI-1", "with what was sent")
    yield Example(ImprovementReopened(text=Prose("It came back")), "AFI-1", "for a reason")
    for by in ("AFI-9", "COC-2", "REC-3", "INS-4"):
        yield Example(ImprovementSuperseded(by=by), "AFI-1", f"by {by}", said_by="ORG-1")
    yield Example(ImprovementSuperseded(by="AFI-9", text=Prose("Wider")), "AFI-1", "and why", said_by="ORG-1")
    yield Example(ImprovementWithdrawn(), "AFI-1", said_by="ORG-1")
    yield Example(ImprovementWithdrawn(text=Prose("In error")), "AFI-1", "and why", said_by="ORG-1")
    yield Example(ImprovementDeclined(text=Prose("Costs outweigh it")), "REC-1", "for a reason", said_by="POST-1")
    yield Example(ImprovementPassedOn(text=Prose("A national system")), "AFI-1")
    yield Example(ImprovementPassedOn(to="ORG-5", text=Prose("Theirs")), "AFI-1", "to another")
    for answer in ("action_taken", "action_proposed", "no_action"):
        answered = ImprovementAnswered(answer=answer, text=Prose("A new rota"))
        yield Example(answered, "REC-1", f"with {answer}", said_by="ORG-3")


def _about_work() -> Iterator[Example]:
    yield Example(ActionAdded(text=Prose("Write to partners")), "ACT-1")
    agreed = ActionAdded(
        text=Prose("Sample again"), under="AFI-1", meeting="MTG-1", owner="POST-1", due=DueOn(day="2018-09-30")
    )
    yield Example(agreed, "ACT-2", "under an improvement, from a meeting")
    yield Example(ActionAssigned(owner="PER-2"), "ACT-1", "to a person")
    yield Example(ActionDueSet(due=DueOn(day="2018-10")), "ACT-1", "in a month")
    yield Example(ActionDueSet(due=DueImmediately(), approver="MTG-1"), "ACT-1", "approved by a meeting")
    yield Example(ActionDone(), "ACT-1")
    yield Example(ActionDone(text=Prose("Sent")), "ACT-1", "with what came of it")
    yield Example(ActionDropped(text=Prose("Overtaken")), "ACT-1", "for a reason")
    yield Example(ExpectationAdded(text=Prose("A visit")), "EXP-1")
    november = Expected.model_validate({"from": "2014-11", "to": "2014-11-30", "words": Prose("the end of November")})
    visit = ExpectationAdded(text=Prose("The interim assessment"), about="INS-1", expected=november)
    yield Example(visit, "EXP-2", "about an inspection, in the source's words", said_by="ORG-1")
    yield Example(ExpectationMoved(), "EXP-2", "to no day")
    yield Example(ExpectationMoved(expected=Expected.of("2015", "2015-03")), "EXP-2", "to a range")
    yield Example(ExpectationMet(), "EXP-1")
    yield Example(ExpectationMet(text=Prose("On the day")), "EXP-1", "with what was said")
    yield Example(ExpectationLapsed(), "EXP-1")
    yield Example(ExpectationLapsed(text=Prose("Called off")), "EXP-1", "with what was said")


def _about_forums() -> Iterator[Example]:
    yield Example(ForumAdded(name=Prose("Gold Group")), "FOR-1")
    for unit in ("weeks", "months"):
        every = ForumAdded(
            name=Prose("Improvement Group"), organisation="ORG-2", chair="POST-1",
            cadence=Cadence(every=6, unit=unit), purpose=Prose("Reviews progress"),
        )  # fmt: skip
        yield Example(every, "FOR-2", f"every six {unit}")
    yield Example(ForumChaired(chair="POST-2"), "FOR-1", "by another post")
    yield Example(ForumCadenceSet(), "FOR-1", "as it is needed")
    yield Example(ForumCadenceSet(cadence=Cadence(every=1, unit="months")), "FOR-1", "every month")
    yield Example(ForumEnded(), "FOR-1")
    yield Example(ForumEnded(text=Prose("Merged")), "FOR-1", "and why")
    yield Example(MeetingHeld(forum="FOR-1"), "MTG-1")
    yield Example(MeetingHeld(forum="FOR-1", attended=("POST-1", "PER-2"), expected="EXP-1"), "MTG-2", "as expected")
    yield Example(MeetingTabled(papers=("DOC-2", "PAP-1")), "MTG-1", "a document and a paper")
    yield Example(MeetingConsidered(records=("AFI-1", "COC-1")), "MTG-1", "two records")
    considered = MeetingConsidered(records=("INS-1",), text=Prose("Noted with thanks"))
    yield Example(considered, "MTG-1", "with what was said")
    yield Example(MeetingDecided(text=Prose("To meet monthly")), "MTG-1")
    yield Example(MeetingDecided(text=Prose("To extend"), about=("AFI-1",)), "MTG-1", "about a record")


def _about_the_field() -> Iterator[Example]:
    term = {"term": Prose("area for improvement"), "text": Prose("Falls short of the standard")}
    yield Example(DefinitionStated(**term), "LEDGER")
    yield Example(DefinitionStated(**term, of="ORG-1"), "LEDGER", "the inspectorate's")
    yield Example(ContextStated(text=Prose("Most forces were good")), "LEDGER")
    yield Example(ContextStated(text=Prose("One was outstanding"), inspection="INS-1"), "LEDGER", "of an inspection")
    for setting in ("force", "inspectorate", "policing_body"):
        yield Example(SettingChosen(setting=setting, organisation="ORG-2"), "LEDGER", f"the {setting}")
    for setting in ("due_soon_days", "stale_days"):
        yield Example(SettingChosen(setting=setting, days=42), "LEDGER", f"the {setting}")
    yield Example(SettingChosen(setting="stale_days"), "LEDGER", "back to the program's own")
    yield from _about_colours()


def _about_colours() -> Iterator[Example]:
    yield Example(ColoursSet(), "LEDGER", "the program's own rule again")
    given = dict.fromkeys(VERIFIED, StatusColour.BLUE) | {ColourCondition.DUE_SOON: StatusColour.GREEN}
    narrow_first = sorted(ColourCondition, key=lambda each: each in WITHIN.values())
    lines = [ColourLine(when=each, colour=given.get(each, StatusColour.AMBER)) for each in narrow_first]
    for over in (1, 3650):
        counted = [ColourLine(when=each, over=over, colour=StatusColour.RED) for each in COUNTED]
        rule = ColourRule(lines=(*counted, *lines), otherwise=StatusColour.AMBER)
        yield Example(ColoursSet(rule=rule), "LEDGER", f"all that a rule can look for, more than {over}")


def _about_any_record() -> Iterator[Example]:
    yield Example(RecordNoted(text=Prose("Half done")), "ACT-1", "what was said")
    yield Example(RecordRenamed(name=Prose("Dr Ann Keeper")), "PER-1", "from a day on")
    yield Example(RecordAliased(alias=Prose("OIG")), "FOR-2", "by its initials")
    yield Example(RecordNumbered(number=Prose("CAM/17/3")), "AFI-1")
    yield Example(RecordNumbered(number=Prose("4711"), by="ORG-1"), "AFI-1", "the inspectorate's")
    for role in ("author", "contact", "inspector", "assurer", "sponsor", "oversight"):
        yield Example(RecordInvolved(who="POST-2", role=role), "DOC-2", f"as {role}")
    for relation in ("recurrence_of", "related_to"):
        yield Example(RecordLinked(relation=relation, to="FND-2"), "AFI-1", f"as {relation}")
    for relation in ("attached_to", "replaces"):
        yield Example(RecordLinked(relation=relation, to="DOC-1"), "DOC-4", f"as {relation}")
    yield Example(RecordFlagged(text=Prose("After the paper's own date")), "INS-1")
    yield Example(RecordFlagged(text=Prose("Misspelt"), entry=44), "DOC-3", "what an entry states")
    yield Example(RecordUnflagged(flag=1, text=Prose("2017 was meant")), "INS-1", "and how")
    yield Example(RecordAccepted(check="carried_without_origin", text=Prose("Before our time")), "GRD-1")
    asked = RecordAccepted(check="recorded_late", text=Prose("The minutes were mislaid"), entry=44)
    yield Example(asked, "MTG-2", "what an entry states")
    yield Example(RecordUndone(), "AFI-7", "what an entry recorded by mistake", fixes=131)
    yield Example(RecordVoided(reason="in_error"), "AFI-8", "in error")
    yield Example(RecordVoided(reason="duplicate", of="AFI-1"), "AFI-9", "twice")
    yield Example(RecordDisclosed(to="ORG-1"), "AFI-1", "to somebody known")
    outside = RecordDisclosed(recipient=Prose("The auditor"), text=Prose("The whole history"))
    yield Example(outside, "PAP-1", "to somebody outside")


def _about_proof() -> Iterator[Example]:
    yield Example(CountersignatureAsked(), "LEDGER")
    for to in ("PER-3", "POST-4", "ORG-3"):
        yield Example(CountersignatureAsked(to=to), "LEDGER", f"of {to}")
    note = f"{ORIGIN}\n4711\n{'A' * 43}=\n\n— {ORIGIN} {'B' * 92}\n— audit.fenshire.example {'C' * 3328}\n"
    yield Example(CountersignatureAdded(size=4711, note=File(note.encode())), "LEDGER", "by one", said_by="ORG-3")
    policy = File(f"log {ORIGIN}+0123abcd+{'A' * 44}\nquorum none\n".encode())
    yield Example(PolicyStated(policy=policy), "LEDGER", "which asks for nobody yet")
    yield Example(PredecessorCarried(entries=4700, root="ef" * 32), "LEDGER", "most of it")
    gone = ErasedText(text="5a" * 32, entry=57)
    why, authority = "Names a victim", "The data protection officer"
    yield Example(TextErased(texts=(gone,)), "LEDGER", "one", why=why, authority=authority)
    replaced = ErasedText(text="5b" * 32, entry=58, instead=Prose("[an officer]"))
    both = TextErased(texts=(gone, replaced))
    yield Example(both, "LEDGER", "two, one replaced", why=why, authority=authority)
    outside = PackMade(recipient=Prose("The auditor"), records=("AFI-1",), as_of=4711)
    yield Example(outside, "PCK-1", "for somebody outside", said_by="POST-1")
    for to in ("PER-3", "POST-4", "ORG-1", "FOR-1"):
        again = PackMade(to=to, records=("AFI-1", "COC-1", "REC-1"), as_of=4712, withheld=2, replaces="PCK-1")
        yield Example(again, "PCK-2", f"for {to}, in the place of another", said_by="POST-1")


FIELD = [
    *_about_reports(),
    *_about_kept_documents(),
    *_about_the_whole_life(),
    *_about_work(),
    *_about_forums(),
    *_about_the_field(),
    *_about_any_record(),
    *_about_proof(),
]
