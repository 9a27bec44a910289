"""Improvements: raise, note, assign, due, claim, close."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands.base import Command, group
from commands.context import Writing
from commands.options import records, text_of
from commands.parameters import argument, option
from ledger.errors import Unreadable
from ledger.vocabulary import Authority, ClosingMeans, ImprovementKind, kind_of, references, word

if TYPE_CHECKING:
    from ledger.events.improvement import DueImmediately, DueNoneSet, DueOn, DueWithin

KINDS = ("AFI",)

app = group("Raise what the inspectorate asks the force to put right.")

References = Annotated[list[str], argument("REF...", help="Which: 7, AFI-7, AFI-1..3, several.")]
AndText = Annotated[list[str], argument("REF... TEXT", help="Which, then the text; - is standard input.")]
Text = Annotated[str, argument("TEXT", help="The text; - reads it from standard input.", show_default=False)]
File = Annotated[Path | None, option("--file", metavar="FILE", help="Read the text from a file.")]


@app.command("afi", cls=Command)
@records
def raise_afi(
    writing: Writing,
    inspection: Annotated[str, argument("INSPECTION", help="The inspection that asks for it.")],
    text: Text = "",
    question: Annotated[str, option("--question", "-q", metavar="QUESTION", help="The question it stands under.")] = "",
    number: Annotated[str, option("--number", metavar="TEXT", help="The number that others give it.")] = "",
    force: Annotated[
        str, option("--force", metavar="FORCE", help="Which force, where the inspection had several.")
    ] = "",
    file: File = None,
    list_: Annotated[
        Path | None, option("--list", metavar="FILE", help="Raise one for each paragraph of a file.")
    ] = None,
) -> None:
    """Raise an area for improvement. It happened when the report was published, unless --on says otherwise."""
    from commands.inspection import force_of, published_on
    from ledger.events import Prose
    from ledger.events.improvement import ImprovementRaised

    of = writing.named(inspection, "INS")
    texts = _paragraphs(list_, text, file) if list_ else [text_of(text, file)]
    saying = writing.saying(published_on(writing, of))
    about: dict[str, Any] = {
        "kind": ImprovementKind.AREA_FOR_IMPROVEMENT,
        "inspection": of,
        "force": force_of(writing, of, force),
        "question": writing.named(question, "QUE") if question else None,
        "number": Prose(number) if number else None,
    }
    raised = [ImprovementRaised(text=Prose(part), **about) for part in texts]
    writing.record(lambda draft: [draft.add(event, saying) for event in raised])


def _paragraphs(list_: Path, text: str, file: Path | None) -> list[str]:
    """The paragraphs of a file, which are parted by empty lines."""
    import re

    if text or file:
        raise Unreadable("There is a text and a --list.", "Give one of the two.")
    return [part for part in re.split(r"(?:\r?\n[ \t]*){2,}", text_of("", list_).strip()) if part]


@app.command("coc", cls=Command)
@records
def raise_coc(
    writing: Writing,
    inspection: Annotated[str, argument("INSPECTION", help="The inspection whose report it is.")],
    none: Annotated[bool, typer.Option("--none", help="The report identified none: a recorded nil.")] = False,
    force: Annotated[
        str, option("--force", metavar="FORCE", help="Which force, where the inspection had several.")
    ] = "",
) -> None:
    """Record that a report identified no cause of concern (--none): a nil is a fact, not missing data."""
    from commands.inspection import force_of, published_on
    from ledger.events.inspection import InspectionFoundNone

    if not none:
        raise Unreadable("Only the recorded nil can be said of causes of concern.", "Add --none.")
    of = writing.named(inspection, "INS")
    saying = writing.saying(published_on(writing, of))
    nil = InspectionFoundNone(kind=ImprovementKind.CAUSE_OF_CONCERN, force=force_of(writing, of, force))
    writing.record(lambda draft: draft.add(nil, saying, of))


@records
def note(writing: Writing, refs: AndText, file: File = None) -> None:
    """Record what somebody said has happened, about improvements or an inspection as a whole."""
    from ledger.events import Prose
    from ledger.events.improvement import ImprovementNoted
    from ledger.events.inspection import InspectionNoted

    targets, text = _targets_and_text(refs, file)
    prose = Prose(text)
    events = {"AFI": ImprovementNoted(text=prose), "INS": InspectionNoted(text=prose)}
    saying = writing.saying("today")
    about = references(targets, "AFI", "INS")
    writing.record(lambda draft: [draft.add(events[kind_of(target)], saying, target) for target in about])


@records
def assign(
    writing: Writing,
    refs: References,
    owner: Annotated[str, option("--owner", metavar="POST", help="The post that owns it.")] = "",
    lead: Annotated[str, option("--lead", metavar="POST", help="The chief officer's post that leads it.")] = "",
) -> None:
    """Say which post owns improvements, and which chief officer's post leads them."""
    from ledger.events.improvement import ImprovementAssigned

    event = ImprovementAssigned(
        owner=writing.named(owner, "POST") if owner else None, lead=writing.named(lead, "POST") if lead else None
    )
    saying = writing.saying("today")
    writing.record(lambda draft: [draft.add(event, saying, ref) for ref in references(refs, *KINDS)])


@records
def due(
    writing: Writing,
    refs: References,
    when: Annotated[str, argument("DUE", help='A date, "none set", "immediate" or "within 6 months".')],
    set_by: Annotated[
        str, option("--set-by", metavar="AUTHORITY", help="force, inspectorate or policing body.")
    ] = "force",
    approver: Annotated[str, option("--approver", metavar="WHO", help="Who approved it.")] = "",
) -> None:
    """Set or revise the date by which improvements are to be done."""
    from ledger.events.improvement import ImprovementDueSet

    event = ImprovementDueSet(
        due=due_of(when),
        set_by=word(Authority, set_by),
        approver=writing.named(approver, "POST", "PER", "ORG") if approver else None,
    )
    saying = writing.saying("today")
    writing.record(lambda draft: [draft.add(event, saying, ref) for ref in references(refs, *KINDS)])


_NUMBERS = {"three": "3", "six": "6", "nine": "9", "twelve": "12"}


def due_of(typed: str) -> "DueOn | DueWithin | DueImmediately | DueNoneSet":
    """The due date that a person typed."""
    from ledger import days
    from ledger.events.improvement import DueImmediately, DueNoneSet, DueOn, DueWithin

    words = " ".join(typed.casefold().split())
    if words in {"none", "none set"}:
        return DueNoneSet()
    if words in {"immediate", "immediately", "now"}:
        return DueImmediately()
    words = re.sub(r"\b(three|six|nine|twelve)\b", lambda said: _NUMBERS[said[0]], words)
    if match := re.fullmatch(r"(?:within )?(\d{1,3}) months?(?: of publication)?", words):
        if not 1 <= int(match[1]) <= 120:
            raise Unreadable(f"{match[1]} months is not a term.", "Give between 1 and 120 months.")
        return DueWithin(months=int(match[1]))
    span = days.parse(typed, days.uk_today(), ahead=True)
    if span.start != span.end:
        raise Unreadable("A due date is one day, month or year.", "Give the last day of the range.")
    return DueOn(day=span.end)


@records
def claim(writing: Writing, refs: AndText, file: File = None) -> None:
    """Record that the force reports improvements complete, and what shows it."""
    from ledger.events import Prose
    from ledger.events.improvement import ImprovementClaimed

    targets, text = _targets_and_text(refs, file)
    event = ImprovementClaimed(evidence=Prose(text))
    saying = writing.saying("today")
    writing.record(lambda draft: [draft.add(event, saying, ref) for ref in references(targets, *KINDS)])


@records
def close(
    writing: Writing,
    refs: References,
    authority: Annotated[str, option("--authority", metavar="AUTHORITY", help="inspectorate, force or policing body.")],
    how: Annotated[str, option("--how", metavar="HOW", help="letter, fieldwork, meeting or other.")],
    level: Annotated[str, option("--level", metavar="TEXT", help="How complete, in the authority's own words.")] = "",
) -> None:
    """Record that an authority closed improvements. It has no default date: say --on."""
    from ledger.events import Prose
    from ledger.events.improvement import ImprovementClosed

    event = ImprovementClosed(
        closed_by=word(Authority, authority), means=word(ClosingMeans, how), level=Prose(level) if level else None
    )
    saying = writing.saying()
    writing.record(lambda draft: [draft.add(event, saying, ref) for ref in references(refs, *KINDS)])


_REFERENCES = re.compile(r"(?:(?:afi|ins)-?)?[1-9][0-9]*(?:\.\.[a-z0-9-]+)?", re.IGNORECASE)


def _targets_and_text(words: list[str], file: Path | None) -> tuple[list[str], str]:
    """The references, and the text: the last word, unless a file has it."""
    if file:
        return words, text_of("", file)
    if len(words) < 2 or _REFERENCES.fullmatch(words[-1]):
        raise Unreadable("There is no text.", 'Add it, after the references: AFI-7 "What has happened".')
    return words[:-1], text_of(words[-1])
