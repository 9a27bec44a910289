"""What the inspectorate said, by question and sense, in the voice and with the hedges that it has."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from ledger.vocabulary import Sense, say
from projections.papers.model import Block, Section
from projections.papers.model import Row as Line
from projections.papers.parts.laying import caption_of, heading, row, section, table
from projections.papers.parts.telling import PARTLY, Said, Telling, by_inspection, lines
from projections.queries import words
from projections.queries.records import Record

Row = dict[str, Any]
_COLUMNS = (("ref", "Ref"), ("sense", "Sense"), ("text", "What was found"), ("voice", "Whose view"))
#: What calls for something first, as a report leads with its judgement.
_ORDER = tuple(map(str, (Sense.WEAKNESS, Sense.MIXED, Sense.STRENGTH, Sense.NEUTRAL)))
_WHOLE = "The inspection as a whole"


def summary(telling: Telling) -> Section:
    """The findings of each inspection, question by question."""
    blocks: list[Block] = []
    for inspection, found in by_inspection(telling, telling.of("finding")):
        blocks += [*heading(telling, "summary", inspection), *_by_question(telling, inspection, found)]
    return section(telling.brief, "summary", "What the inspectorate found", blocks)


def _by_question(telling: Telling, inspection: Record, found: list[Record]) -> Iterator[Block]:
    """A table for each question and force; last, what was found of no question in particular."""
    asked = [*inspection.body.get("questions", ()), *(each.body.get("question") for each in found), None]
    forces = inspection.body["forces"]
    for force in dict.fromkeys([*forces, *(each.body["force"] for each in found)]):
        for question in dict.fromkeys([*(each for each in asked if each), None]):
            told = [each for each in found if (each.body["force"], each.body.get("question")) == (force, question)]
            if told:
                name = f"summary/{inspection.ref}/{force}/{question or 'whole'}"
                caption = caption_of(telling, told, question, force if len(forces) > 1 else None, _WHOLE)
                rows = [line for each in sorted(told, key=partial(_sense, telling)) for line in _rows(telling, each)]
                yield table(telling.brief, name, caption, _COLUMNS, rows)


def _sense(telling: Telling, found: Record) -> int:
    return _ORDER.index(found.body["sense"]) if telling.whole(found) else len(_ORDER)


def _rows(telling: Telling, found: Record) -> Iterator[Line]:
    """The finding, and each of its parts, which has a sense and a voice of its own."""
    prefix, at = f"summary/{found.ref}", telling.brief.at
    if not telling.whole(found):
        told = {"sense": Said(PARTLY), "text": Said(found.body["text"], at(found.ref, "text")), "voice": Said("")}
        yield row(telling.brief, prefix, found.ref, {"ref": Said(found.ref, at(found.ref, "text"))} | told)
        return
    said = at(found.ref, "text", "sense", "voice", "hedge", "practice")
    text = lines(Said(found.body["text"], said), *_disputed(telling, found))
    practice = f", {words.practice(found.body['practice'])}" if "practice" in found.body else ""
    sense = Said(say(found.body["sense"]) + practice, said)
    told = {"ref": Said(found.ref, said), "sense": sense, "text": text, "voice": _voice(found.body, said)}
    yield row(telling.brief, prefix, found.ref, told)
    since = telling.every(found.ref, "parts")
    for number, part in enumerate(found.body.get("parts", ()), 1):
        told = {"ref": Said(f"{found.ref}, part {number}", since), "sense": Said(say(part["sense"]), since)}
        told |= {"text": Said(part["text"], since), "voice": _voice(part, since)}
        yield row(telling.brief, f"{prefix}/{number}", found.ref, told)


def _voice(part: Row, at: tuple[int, ...]) -> Said:
    """Whose view it states, and its hedge in the source's words."""
    hedge = f"; hedged: {words.quoted(part['hedge'])}" if "hedge" in part else ""
    return Said(words.voice(part["voice"]) + hedge, at)


def _disputed(telling: Telling, found: Record) -> Iterator[Said]:
    """That the force disputes it, and what the inspectorate said of that."""
    for fact in ("dispute", "settlement"):
        told = found.body.get(fact)
        if told:
            said = f"It {words.SETTLEMENT[told['settlement']]}" if fact == "settlement" else "Disputed by the force"
            text = f": {words.quoted(told['text'])}" if "text" in told else ""
            yield Said(f"{said}, {words.span(told['on'])}{text}", telling.brief.at(found.ref, fact))
