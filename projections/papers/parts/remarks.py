"""What is said around it: notes on an inspection as a whole, the national picture, what is asked, and open flags."""

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

from ledger.vocabulary import LEDGER
from projections.papers.model import Block, Section
from projections.papers.model import Row as Line
from projections.papers.parts.laying import heading, quote, row, section, table
from projections.papers.parts.telling import Said, Telling, capital, stated
from projections.queries import words
from projections.queries.common import open_flags
from projections.queries.entries import entry_rows
from projections.queries.records import Record, standing, these

Row = dict[str, Any]
_ASKS = (("text", "What is asked"), ("document", "By which document"))
_FLAGS = (
    ("ref", "Ref"), ("stated", "As it is recorded"), ("when", "When, as stated"),
    ("flag", "What looks wrong"),
)  # fmt: skip
_NOTED = "h.type = 'inspection.noted'"
_CONTEXT = "h.stream = 'LEDGER' AND h.type = 'context.stated'"
_STATED = "SELECT * FROM main.happening WHERE position = ? AND position <= ?"
#: The records that ever looked wrong to somebody, whatever is looked back at: few, where a lens has to look at each.
_EVER_FLAGGED = "SELECT DISTINCT ref FROM main.change WHERE field = 'flags'"


def notes(telling: Telling) -> Section:
    """What was said of each inspection as a whole: it belongs to no improvement, and closes none."""
    found, blocks = _entries(telling, _NOTED), list[Block]()
    for inspection in telling.inspections:
        told = [each for each in found if each["stream"] == inspection.ref]
        blocks += heading(telling, "notes", inspection) if told else ()
        blocks += (_quoted(telling, each, "notes") for each in told)
    return section(telling.brief, "notes", "Notes on the inspections", blocks)


def _entries(telling: Telling, where: str) -> list[sqlite3.Row]:
    """The entries that stand and may be told of."""
    found = standing(telling.views, where)
    kept = {each["position"] for each in telling.brief.free(entry_rows(telling.views, found, telling.names))}
    return [each for each in found if each["position"] in kept]


def _quoted(telling: Telling, entry: sqlite3.Row, name: str) -> Block:
    """The text of an entry, with who said it and when."""
    at, days = entry["position"], words.iso(entry["on_from"], entry["on_to"])
    by = telling.by(entry["said_by"], days)
    said = Said(f"{by.text}, {stated(days, json.loads(entry['words']) if entry['words'] else None)}", by.at)
    return quote(
        telling.brief, f"{name}/E-{entry['fixes'] or at}", Said(json.loads(entry["data"])["text"], (at,)), said
    )


def national(telling: Telling) -> Section:
    """What was written, and what is recorded of policing beyond the force."""
    told = {each.ref for each in telling.inspections} | {None}
    found = (each for each in _entries(telling, _CONTEXT) if json.loads(each["data"]).get("inspection") in told)
    quotes = (_quoted(telling, each, "national") for each in found)
    blocks = [*telling.brief.typed("national_picture"), *quotes]
    return section(telling.brief, "national", "The national picture", blocks)


# What is asked of the board.


def asks(telling: Telling, documents: list[Record]) -> Section:
    """What was written, and what the documents ask of this very forum; it is no recommendation of the inspectorate."""
    forum, brief = telling.brief.recipe.forum, telling.brief
    blocks: list[Block] = list(brief.typed("recommendation"))
    rows = [
        _ask(telling, each, number, ask)
        for each in documents
        if telling.whole(each)
        for number, ask in enumerate(each.body.get("asks", ()), 1)
        if forum and ask.get("of") == forum
    ]
    if rows and forum:
        of = telling.called(forum)
        blocks.append(table(brief, "recommendation/asks", Said(f"Asked of {of.text}", of.at), _ASKS, rows))
    return section(brief, "recommendation", "What the board is asked", blocks)


def _ask(telling: Telling, document: Record, number: int, ask: Row) -> Line:
    at, named = telling.every(document.ref, "asks"), telling.called(document.ref)
    dated = f"{document.ref} {named.text}, {words.span(document.body['dated'])}"
    by = Said(dated, (*named.at, *telling.brief.at(document.ref, "dated")))
    prefix = f"recommendation/{document.ref}/{number}"
    return row(telling.brief, prefix, document.ref, {"text": Said(ask["text"], at), "document": by})


# What looks wrong.


def flags(telling: Telling, documents: list[Record]) -> Section:
    """What is recorded, looks wrong to somebody and was not settled: as it is stated, with what was said of it.

    An entry of a later day than the paper's is told here too, for its very day may be what is wrong.
    """
    rows = [line for each in _flagged(telling, documents) for line in _of_record(telling, each)]
    caption = Said("Recorded as stated, questioned, and not settled")
    blocks = [table(telling.brief, "flags/table", caption, _FLAGS, rows)] if rows else []
    return section(telling.brief, "flags", "Questions on the record", blocks)


def _flagged(telling: Telling, documents: list[Record]) -> list[Record]:
    """The records with flags: those that are told of; in a paper about all inspections, whatever may be told."""
    told = {*telling.refs, *(each.ref for each in (*documents, *telling.work, *telling.expectations))}
    every = telling.brief.recipe.inspection is None
    ever = (row["ref"] for row in telling.views.query(_EVER_FLAGGED))
    found = these(telling.views, [ref for ref in ever if ref != LEDGER and (every or ref in told)])
    flagged = (each for each in found if "flags" in each.body and "void" not in each.body)
    free = telling.free(sorted(flagged, key=lambda each: each.noun))
    return [each for each in free if telling.whole(each)]


def _of_record(telling: Telling, found: Record) -> Iterator[Line]:
    for flag in open_flags(found):
        at = telling.every(found.ref, "flags")
        shown = _stated(telling, flag["entry"])
        if flag["entry"] and shown is None:
            continue  # under embargo
        what, when = shown or (telling.called(found.ref), Said(""))
        told = {"ref": Said(found.ref, at), "stated": what, "when": when, "flag": Said(flag["text"], at)}
        yield row(telling.brief, f"flags/{found.ref}/{flag['flag']}", found.ref, told)


def _stated(telling: Telling, entry: str | None) -> tuple[Said, Said] | None:
    """What an entry says and when it says that it happened; none where it names none, or may not be told."""
    if entry is None:
        return None
    position = int(entry.removeprefix("E-"))
    found = telling.views.query(_STATED, (position, telling.brief.recipe.as_of))
    for each in telling.brief.free(entry_rows(telling.views, found, telling.names)):
        by = telling.by(each["said_by"], each["happened_on"])
        said = f"{capital(each['sentence'])}\n({by.text}; {each['entry']})"
        return Said(said, (position, *by.at)), Said(stated(each["happened_on"], each["happened_on_words"]), (position,))
    return None
