"""Two inspections of Cambridgeshire Constabulary: Core business 2014 and PEEL effectiveness 2017.

What is recorded are the facts of an inspector's letter of 3 September 2014 and of a board paper of
29 March 2018, in our words. Each entry cites the document and the place in it, and as a second source
the number of the fact in the list that the example was made from (L for the letter, P for the paper).
"""

import secrets
from collections.abc import Iterable
from pathlib import Path

from commands.demo import findings, paper
from commands.init import add_questions, new_origin
from ledger import days, keyring
from ledger.beginning import begin
from ledger.codec import Happened
from ledger.draft import Draft, Saying
from ledger.events import Prose
from ledger.events.document import DocumentAdded
from ledger.events.finding import FindingPartAdded, FindingRecorded
from ledger.events.grade import GradeRecorded
from ledger.events.improvement import ImprovementNoted, ImprovementRaised
from ledger.events.inspection import (
    Fieldwork,
    InspectionAliased,
    InspectionAsked,
    InspectionFoundNone,
    InspectionNoted,
    InspectionOpened,
    InspectionPublished,
)
from ledger.events.ledger import FirstKey, LedgerOpened
from ledger.events.organisation import OrganisationAdded, OrganisationRenamed
from ledger.events.person import PersonAdded
from ledger.events.post import PostCreated, PostHeld, PostVacated
from ledger.proofs.note import vkey
from ledger.recording import Ledger
from ledger.vocabulary import (
    Basis,
    DocumentKind,
    Framework,
    ImprovementKind,
    Marking,
    OrganisationKind,
    Outcome,
    Pillar,
    Programme,
    Right,
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
        for step in (_named, _core_business, _core_findings, _peel, _peel_findings, _grades, _raise, _notes):
            ledger.record(step, command=secrets.token_hex(16))


def says(on: str, document: int, place: str, *facts: str, by: str | None = None, why: str | None = None) -> Saying:
    """A fact of a document, at a place in it, with its numbers in the list of facts."""
    sources = (f"DOC-{document}{':' if place else ''}{place}", *(f"DOC-{document}:{fact}" for fact in facts))
    start, _, end = on.partition("/")
    return Saying(Happened(days.Span(start, end or start)), by, sources, Prose(why) if why else None)


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
    """The documents and whom they name, in one command, for each cites the other."""
    _people(draft)
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


def _documents(draft: Draft) -> None:
    marked = {"marking": Marking.NONE_STATED}
    draft.add(
        DocumentAdded(
            kind=DocumentKind.LETTER, title=Prose("Core business: findings for Cambridgeshire Constabulary"),
            to=("POST-2",), copied=("POST-3",), **marked,
        ),
        says(LETTER, 1, "", "L1", "L2", "L3", "L4", "L36", by="POST-1"),
    )  # fmt: skip
    draft.add(
        DocumentAdded(
            kind=DocumentKind.BOARD_PAPER, title=Prose("Business Coordination Board: effectiveness update"), **marked
        ),
        says(PAPER, 2, "", "P1", "P2", by="POST-2"),
    )  # fmt: skip
    draft.add(
        DocumentAdded(
            kind=DocumentKind.REPORT, title=Prose("PEEL: Police effectiveness 2017, Cambridgeshire Constabulary"),
            address=Prose(paper.ADDRESS),
        ),
        says(PUBLISHED, 2, "", "P3", "P50", by=INSPECTORATE),
    )  # fmt: skip


def _core_business(draft: Draft) -> None:
    opened = InspectionOpened(
        title=Prose("Core business: crime prevention, police attendance and use of police time"),
        programme=Programme.THEMATIC, framework=Framework.CORE_BUSINESS_2014, cycle=2014, scale=Scale.UNGRADED,
        inspectorate=INSPECTORATE, forces=(FORCE,), fieldwork=Fieldwork.of("2014-01", "2014-04"),
    )  # fmt: skip
    draft.add(opened, says("2014-01", 1, "p1", "L4", "L5"))
    alias = InspectionAliased(alias=Prose("Making best use of police time"))
    draft.add(alias, says(LETTER, 1, "p1", "L7"), CORE)
    asked = InspectionAsked(questions=("QUE-1", "QUE-2", "QUE-3"))
    draft.add(asked, says("2014-01", 1, "p1", "L8", "L9", "L10"), CORE)
    for text, place, fact in findings.CORE_NOTES:
        draft.add(InspectionNoted(text=Prose(text)), says(LETTER, 1, place, fact, by=INSPECTORATE), CORE)


def _core_findings(draft: Draft) -> None:
    _find(draft, CORE, LETTER, 1, findings.CORE)


def _peel(draft: Draft) -> None:
    opened = InspectionOpened(
        title=Prose("PEEL Effectiveness 2017"), programme=Programme.PEEL, framework=Framework.PEEL_2015_2017,
        cycle=2017, scale=Scale.FOUR_TIER, inspectorate=INSPECTORATE, forces=(FORCE,),
    )  # fmt: skip
    draft.add(opened, says("2017", 2, "2.2", "P5"))
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
    why = "Announced in 3.3 of the paper and never listed there; only the report's summary, quoted in 3.4, implies it."
    draft.add(overall, says(PUBLISHED, 2, "3.4", "P18", by=INSPECTORATE, why=why))


def _raise(draft: Draft) -> None:
    for question, text, fact in paper.IMPROVEMENTS:
        event = ImprovementRaised(
            kind=ImprovementKind.AREA_FOR_IMPROVEMENT, inspection=PEEL, force=FORCE, question=question, text=Prose(text)
        )
        draft.add(event, says(PUBLISHED, 2, "3.5", fact, by=INSPECTORATE))
    nil = InspectionFoundNone(kind=ImprovementKind.CAUSE_OF_CONCERN, force=FORCE)
    draft.add(nil, says(PUBLISHED, 2, "3.6", "P37", by=INSPECTORATE), PEEL)


def _notes(draft: Draft) -> None:
    """What the force says. Only one AFI is named; what is said of "most" of them belongs to the inspection."""
    for text, on, place, fact, by in paper.INSPECTION_NOTES:
        draft.add(InspectionNoted(text=Prose(text)), says(on, 2, place, fact, by=by), PEEL)
    for text, fact in paper.PROMPT_CALLS:
        draft.add(ImprovementNoted(text=Prose(text)), says(PAPER, 2, "3.9", fact, by="POST-2"), "AFI-7")
