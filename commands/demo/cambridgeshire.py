"""Two inspections of Cambridgeshire Constabulary: Core business 2014 and PEEL effectiveness 2017.

What is recorded are the facts of an inspector's letter of 3 September 2014 and of a board paper of
29 March 2018, in our words. Each entry cites the document and the place in it, and as a second source
the number of the fact in the list that the example was made from (L for the letter, P for the paper).
"""

import secrets
from collections.abc import Iterable, Sequence
from pathlib import Path

from commands.demo import findings, paper
from commands.init import add_questions, new_origin
from ledger import days, keyring
from ledger.beginning import begin
from ledger.codec import Happened
from ledger.draft import Draft, Saying
from ledger.events import Prose
from ledger.events.action import ActionAdded
from ledger.events.base import Period
from ledger.events.context import ContextStated
from ledger.events.definition import DefinitionStated
from ledger.events.document import DocumentAdded, DocumentAsked, DocumentEmbargoed
from ledger.events.expectation import ExpectationAdded, Expected
from ledger.events.finding import FindingPartAdded, FindingRecorded
from ledger.events.forum import Cadence, ForumAdded
from ledger.events.grade import GradeRecorded
from ledger.events.improvement import ImprovementNoted, ImprovementRaised
from ledger.events.inspection import (
    InspectionAliased,
    InspectionAsked,
    InspectionFoundNone,
    InspectionNoted,
    InspectionOpened,
    InspectionPublished,
    InspectionStageReached,
)
from ledger.events.ledger import FirstKey, LedgerOpened
from ledger.events.organisation import OrganisationAdded, OrganisationRenamed
from ledger.events.paper import PaperBegun, PaperWritten
from ledger.events.person import PersonAdded
from ledger.events.post import PostCreated, PostHeld, PostVacated
from ledger.events.record import RecordFlagged, RecordInvolved, RecordLinked
from ledger.proofs.note import vkey
from ledger.receipt import Recorded
from ledger.recording import Ledger
from ledger.vocabulary import (
    Basis,
    CadenceUnit,
    DocumentKind,
    Framework,
    ImprovementKind,
    Marking,
    OrganisationKind,
    Outcome,
    PaperKind,
    PaperSection,
    Pillar,
    Programme,
    Relation,
    ReportStage,
    Right,
    Role,
    Scale,
    Sense,
    Voice,
)

LETTER, PUBLISHED, PAPER = "2014-09-03", "2018-03-22", "2018-03-29"
FORCE, INSPECTORATE = "ORG-1", "ORG-2"
CORE, PEEL = "INS-1", "INS-2"


def record(path: Path, name: str) -> None:
    """Records the example into a new ledger at ``path``, by a key of ``name``'s, one command a step."""
    key = keyring.create(new_origin("cambridgeshire"))
    begin(path, key, lambda draft: _open(draft, key, name))
    with Ledger(path, key) as ledger:
        done = [ledger.record(step, command=secrets.token_hex(16)) for step in _STEPS]
        stated = [entry for receipt in done for entry in receipt.entries]
        ledger.record(lambda draft: _flag(draft, stated), command=secrets.token_hex(16))
        ledger.record(_prepare, command=secrets.token_hex(16))


def says(
    on: str, document: int, place: str, *facts: str,
    by: str | None = None, why: str | None = None, words: str | None = None,
) -> Saying:  # fmt: skip
    """A fact of a document, at a place in it, with its numbers in the list of facts."""
    sources = (f"DOC-{document}{':' if place else ''}{place}", *(f"DOC-{document}:{fact}" for fact in facts))
    start, _, end = on.partition("/")
    happened = Happened(days.Span(start, end or start), Prose(words) if words else None)
    return Saying(happened, by, sources, Prose(why) if why else None)


def _open(draft: Draft, key: keyring.Key, name: str) -> None:
    today = Saying(Happened(days.Span.on(days.uk_today().isoformat()), assumed=True))
    first = FirstKey(vkey=vkey(key.origin, key.public), person="PER-1", rights=tuple(sorted(Right)))
    draft.add(LedgerOpened(hash="sha256", origin=key.origin, keys=(first,)), today)
    draft.add(OrganisationAdded(kind=OrganisationKind.FORCE, name=Prose("Cambridgeshire Constabulary")), today)
    draft.add(OrganisationAdded(kind=OrganisationKind.INSPECTORATE, name=Prose("HMIC")), today)
    july = Saying(Happened(days.Span.on("2017-07")))
    draft.add(OrganisationRenamed(name=Prose("HMICFRS")), july, INSPECTORATE)
    draft.add(PersonAdded(name=Prose(name)), today)
    for chosen in ("core-2014", "peel-2017"):
        add_questions(draft, chosen, today)


def _named(draft: Draft) -> None:
    """The documents, whom they name and what they are about, in one command, for each cites the others."""
    _people(draft)
    _forums(draft)
    _inspections(draft)
    _documents(draft)


def _people(draft: Draft) -> None:
    """Who the two documents name, with the posts that they are named by."""
    named = "The document names the holder so on that day; since when is not stated."
    for title, organisation, holder, on, source, fact in paper.POSTS:
        document = 1 if on == LETTER else 2
        post = draft.add(PostCreated(title=Prose(title), organisation=organisation), says(on, document, source, fact))
        if holder:
            said = says(on, document, source, fact, why=named)
            draft.add(PostHeld(holder=draft.add(PersonAdded(name=Prose(holder)), said)), said, post)
    gone = "The paper of 2018 comes from another Chief Constable, not named; when the post changed hands is not stated."
    draft.add(PostVacated(), says(f"{LETTER}/{PAPER}", 2, "", "P1", why=gone), "POST-2")


def _forums(draft: Draft) -> None:
    for name, chair, weeks, place, fact in paper.FORUMS:
        cadence = Cadence(every=weeks, unit=CadenceUnit.WEEKS) if weeks else None
        added = ForumAdded(name=Prose(name), organisation=FORCE if place else None, chair=chair, cadence=cadence)
        draft.add(added, says(PAPER, 2, place, fact))
    draft.add(RecordInvolved(who="POST-6", role=Role.OVERSIGHT), says(PAPER, 2, "3.7", "P39"), "FOR-3")


def _documents(draft: Draft) -> None:
    marked = {"marking": Marking.NONE_STATED}
    letter = DocumentAdded(
        kind=DocumentKind.LETTER, title=Prose("Core business: findings for Cambridgeshire Constabulary"),
        to=("POST-2",), copied=("POST-3",), inspection=CORE, **marked,
    )  # fmt: skip
    draft.add(letter, says(LETTER, 1, "", "L1", "L2", "L3", "L4", "L36", by="POST-1"))
    update = DocumentAdded(
        kind=DocumentKind.BOARD_PAPER, title=Prose("Business Coordination Board: effectiveness update"), to=("FOR-1",),
        inspection=PEEL, **marked,
    )  # fmt: skip
    draft.add(update, says(PAPER, 2, "", "P1", "P2", by="POST-2"))
    for contact, fact in (("POST-4", "P51"), ("POST-5", "P52")):
        draft.add(RecordInvolved(who=contact, role=Role.CONTACT), says(PAPER, 2, "", fact), "DOC-2")
    ask = DocumentAsked(text=Prose("To note what the report says."), of="FOR-1")
    draft.add(ask, says(PAPER, 2, "5.1", "P49", by="POST-2"), "DOC-2")
    report = DocumentAdded(
        kind=DocumentKind.REPORT, title=Prose("PEEL: Police effectiveness 2017, Cambridgeshire Constabulary"),
        address=Prose(paper.ADDRESS), inspection=PEEL,
    )  # fmt: skip
    draft.add(report, says(PUBLISHED, 2, "", "P3", "P50", by=INSPECTORATE))
    _national_report(draft)


def _national_report(draft: Draft) -> None:
    """It came with the letter, under an embargo: 00:01 in British Summer Time is 23:01 of the day before in UTC."""
    national = DocumentAdded(kind=DocumentKind.REPORT, title=Prose("Core business: national report"), inspection=CORE)
    draft.add(national, says(LETTER, 1, "p2", "L11", by=INSPECTORATE))
    draft.add(RecordLinked(relation=Relation.ATTACHED_TO, to="DOC-1"), says(LETTER, 1, "p2", "L11"), "DOC-4")
    embargo = DocumentEmbargoed(until="2014-09-03T23:01:00.000000Z")
    draft.add(embargo, says(LETTER, 1, "p2", "L11", "L12", by=INSPECTORATE), "DOC-4")


def _inspections(draft: Draft) -> None:
    core = InspectionOpened(
        title=Prose("Core business: crime prevention, police attendance and use of police time"),
        programme=Programme.THEMATIC, framework=Framework.CORE_BUSINESS_2014, cycle=2014, scale=Scale.UNGRADED,
        inspectorate=INSPECTORATE, forces=(FORCE,), fieldwork=Period.of("2014-01", "2014-04"),
    )  # fmt: skip
    draft.add(core, says("2014-01", 1, "p1", "L4", "L5"))
    peel = InspectionOpened(
        title=Prose("PEEL Effectiveness 2017"), programme=Programme.PEEL, framework=Framework.PEEL_2015_2017,
        cycle=2017, scale=Scale.FOUR_TIER, inspectorate=INSPECTORATE, forces=(FORCE,),
    )  # fmt: skip
    draft.add(peel, says("2017", 2, "2.2", "P5"))


def _core_business(draft: Draft) -> None:
    alias = InspectionAliased(alias=Prose("Making best use of police time"))
    draft.add(alias, says(LETTER, 1, "p1", "L7"), CORE)
    asked = InspectionAsked(questions=("QUE-1", "QUE-2", "QUE-3"))
    draft.add(asked, says("2014-01", 1, "p1", "L8", "L9", "L10"), CORE)
    for text, place, fact in findings.CORE_NOTES:
        draft.add(InspectionNoted(text=Prose(text)), says(LETTER, 1, place, fact, by=INSPECTORATE), CORE)
    for stage, text, words in findings.CORE_STAGES:
        reached = InspectionStageReached(stage=ReportStage(stage), text=Prose(text))
        before = says(f"2014-01/{LETTER}", 1, "p3", "L13", by=INSPECTORATE, words=words)
        draft.add(reached, before, CORE)
    for text, within, words, place, fact in findings.CORE_EXPECTED:
        _expect(draft, text, CORE, within, words, says(LETTER, 1, place, fact, by=INSPECTORATE))


def _expect(draft: Draft, text: str, about: str, within: str | None, words: str | None, saying: Saying) -> None:
    expected = None
    if within:
        start, _, end = within.partition("/")
        expected = Expected.model_validate(
            {"from": start, "to": end or start, "words": Prose(words) if words else None}
        )
    draft.add(ExpectationAdded(text=Prose(text), about=about, expected=expected), saying)


def _core_findings(draft: Draft) -> None:
    _find(draft, CORE, LETTER, 1, findings.CORE)


def _peel(draft: Draft) -> None:
    asked = InspectionAsked(questions=("QUE-5", "QUE-6", "QUE-8"))
    draft.add(asked, says("2017", 2, "3.1", "P8", "P9", "P10"), PEEL)
    draft.add(InspectionPublished(), says(PUBLISHED, 2, "1.1", "P3", by=INSPECTORATE), PEEL)


def _peel_findings(draft: Draft) -> None:
    _find(draft, PEEL, PUBLISHED, 2, findings.PEEL)


def _find(draft: Draft, inspection: str, on: str, document: int, found: Iterable[findings.Found]) -> None:
    for each in found:
        said = {
            "text": Prose(each.text),
            "sense": Sense(each.sense),
            "voice": Voice(each.voice),
            "hedge": Prose(each.hedge) if each.hedge else None,
        }
        saying = says(on, document, each.place, each.fact, by=INSPECTORATE)
        if each.part_of:
            draft.add(FindingPartAdded(**said), saying, f"FND-{draft.minted['FND']}")
        else:
            about = {"inspection": inspection, "force": FORCE, "question": each.question}
            draft.add(FindingRecorded(**about, **said), saying)


def _grades(draft: Draft) -> None:
    """Five questions and an overall grade. Two stand from 2016 and keep that year; one was inspected and not graded."""
    for question, outcome, year, fact in paper.GRADES:
        carried = year < 2017
        event = GradeRecorded(
            inspection=PEEL, force=FORCE, question=question, outcome=Outcome(outcome), scale=Scale.FOUR_TIER, year=year,
            basis=Basis.CARRIED_FORWARD if carried else Basis.INSPECTED,
        )  # fmt: skip
        facts = (fact, "P11") if carried else (fact,)
        draft.add(event, says(PUBLISHED, 2, "3.3", *facts, by=INSPECTORATE))
    overall = GradeRecorded(
        inspection=PEEL, force=FORCE, overall=Pillar.EFFECTIVENESS, outcome=Outcome.REQUIRES_IMPROVEMENT,
        scale=Scale.FOUR_TIER, year=2017, basis=Basis.INSPECTED,
    )  # fmt: skip
    why = "Announced in 3.3 of DOC-2 and never listed there; only the report's summary, quoted in its 3.4, implies it."
    draft.add(overall, says(PUBLISHED, 2, "3.4", "P18", by=INSPECTORATE, why=why))


def _raise(draft: Draft) -> None:
    for question, text, fact in paper.IMPROVEMENTS:
        event = ImprovementRaised(
            kind=ImprovementKind.AREA_FOR_IMPROVEMENT, inspection=PEEL, force=FORCE, question=question, text=Prose(text)
        )
        draft.add(event, says(PUBLISHED, 2, "3.5", fact, by=INSPECTORATE))
    nil = InspectionFoundNone(kind=ImprovementKind.CAUSE_OF_CONCERN, force=FORCE)
    draft.add(nil, says(PUBLISHED, 2, "3.6", "P37", by=INSPECTORATE), PEEL)


def _ahead(draft: Draft) -> None:
    """What is said to happen, and what is being done: none of it has happened by being said."""
    for text, about, within, place, fact, by in paper.EXPECTED:
        on = PUBLISHED if by == INSPECTORATE else PAPER
        _expect(draft, text, about, within, None, says(on, 2, place, fact, by=by))
    for text, under, place, fact in paper.ACTIONS:
        draft.add(ActionAdded(text=Prose(text), under=under), says(PAPER, 2, place, fact, by="POST-2"))


def _around(draft: Draft) -> None:
    """What the terms mean, and what is true of policing beyond the force."""
    for term, text, place, fact in paper.DEFINITIONS:
        defined = DefinitionStated(term=Prose(term), text=Prose(text), of=INSPECTORATE)
        draft.add(defined, says(PAPER, 2, place, fact, by="POST-2"))
    for text, inspection, on, words, place, fact in paper.CONTEXT:
        stated = ContextStated(text=Prose(text), inspection=inspection)
        draft.add(stated, says(on, 2, place, fact, by="POST-2", words=words))


def _notes(draft: Draft) -> None:
    """What the force says. Only one AFI is named; what is said of "most" of them belongs to the inspection."""
    for text, on, words, place, fact, by in paper.INSPECTION_NOTES:
        draft.add(InspectionNoted(text=Prose(text)), says(on, 2, place, fact, by=by, words=words), PEEL)
    for text, fact in paper.PROMPT_CALLS:
        draft.add(ImprovementNoted(text=Prose(text)), says(PAPER, 2, "3.9", fact, by="POST-2"), "AFI-7")


_STEPS = (_named, _core_business, _core_findings, _peel, _peel_findings, _grades, _raise, _ahead, _around, _notes)


def _flag(draft: Draft, stated: Sequence[Recorded]) -> None:
    """What the paper states and cannot be right: kept as it is, and asked about. Nothing here says what is right."""
    conclusion = [entry for entry in stated if entry.type == "inspection.noted" and entry.stream == PEEL][paper.LATE]
    date = RecordFlagged(text=Prose("September 2018 is later than the paper itself."), entry=conclusion.position)
    draft.add(date, says(PAPER, 2, "3.8", "P40"), PEEL)
    [added] = [entry for entry in stated if entry.type == "document.added" and entry.stream == "DOC-3"]
    site = RecordFlagged(text=Prose("The address misspells the name of the inspectorate's site."), entry=added.position)
    draft.add(site, says(PAPER, 2, "", "P50"), "DOC-3")


def _prepare(draft: Draft) -> None:
    """The same paper once more, as this program composes it: what of it was written, and whom to ask."""
    begun = PaperBegun(
        kind=PaperKind.BOARD, dated=PAPER, forum="FOR-1", inspection=PEEL, title=Prose(paper.TITLE), sender="POST-2",
    )  # fmt: skip
    ref = draft.add(begun, says(PAPER, 2, "", "P1", "P2", by="POST-2"))
    for section, text, place, fact in paper.WRITTEN:
        written = PaperWritten(section=PaperSection(section), text=Prose(text))
        draft.add(written, says(PAPER, 2, place, fact, by="POST-2"), ref)
    for contact, fact in (("POST-4", "P51"), ("POST-5", "P52")):
        draft.add(RecordInvolved(who=contact, role=Role.CONTACT), says(PAPER, 2, "", fact), ref)
