"""What the paper draws on, and whom to ask: the documents as they are printed, and the contacts of the paper."""

import json
from collections.abc import Iterable

from ledger.vocabulary import Role, kind_of, say
from projections.papers.model import Bullets, Cell, Row, Section
from projections.papers.parts.laying import cell, row, section, table
from projections.papers.parts.telling import PARTLY, Said, Telling, lines, stated
from projections.queries import words
from projections.queries.common import open_flags
from projections.queries.records import Record, records

_COLUMNS = (
    ("ref", "Ref"), ("title", "Document"), ("kind", "Kind"), ("by", "By"), ("dated", "Dated"),
    ("address", "Address, as printed"), ("marking", "Marking"),
)  # fmt: skip
_CITED = (
    "SELECT DISTINCT c.document, h.stream FROM citation c JOIN happening h USING (position) "
    "WHERE c.position IN (SELECT value FROM json_each(?))"
)
#: What is only called by something: a source of a name is none of what the paper says.
_NAMES = frozenset({"ORG", "PER", "POST", "QUE"})


def drawn_on(telling: Telling, cells: Iterable[Cell]) -> list[Record]:
    """The documents of the inspections, and those that the entries cite on which these cells rest."""
    positions = {at for cell in cells for at in cell.at}
    cited = telling.views.query(_CITED, (json.dumps(sorted(positions)),))
    wanted = {each["document"] for each in cited if kind_of(each["stream"]) not in _NAMES}
    told = {each.ref for each in telling.inspections}
    found = records(telling.views, "document")
    return telling.free(each for each in found if each.ref in wanted or each.body.get("inspection") in told)


def sources(telling: Telling, documents: list[Record]) -> Section:
    """The documents, each with its address as printed and what was flagged in it."""
    rows = [_document(telling, each) for each in documents]
    caption = Said("Documents that this paper draws on")
    blocks = [table(telling.brief, "sources/table", caption, _COLUMNS, rows)] if rows else []
    return section(telling.brief, "sources", "Sources", blocks)


def _document(telling: Telling, found: Record) -> Row:
    ref, body, at = found.ref, found.body, telling.brief.at
    told = {
        "ref": Said(ref, at(ref, "title")),
        "title": Said(body["title"], at(ref, "title")),
        "kind": Said(say(body["kind"]), at(ref, "kind")),
    }
    if not telling.whole(found):
        rest = {key: Said(PARTLY if key == "by" else "") for key, _ in _COLUMNS[3:]}
        return row(telling.brief, f"sources/{ref}", ref, told | rest)
    marking = words.marking(body["marking"]) if "marking" in body else "not recorded"
    told |= {
        "by": telling.by(body["author"], body["dated"]).also(*at(ref, "author")),
        "dated": Said(stated(body["dated"], body.get("dated_words")), at(ref, "dated")),
        "address": _address(telling, found),
        "marking": Said(marking, at(ref, "marking")),
    }
    return row(telling.brief, f"sources/{ref}", ref, told)


def _address(telling: Telling, found: Record) -> Said:
    """As printed, with what somebody questioned in the document and nobody settled."""
    printed = Said(found.body["address"]) if "address" in found.body else Said("none recorded")
    flagged = [Said(f"Flagged: {words.ERASED if each['text'] is None else each['text']}") for each in open_flags(found)]
    at = (*telling.brief.at(found.ref, "address"), *telling.every(found.ref, "flags"))
    return lines(printed, *flagged).also(*at)


def contacts(telling: Telling) -> Section:
    """Whom the paper names as its contacts, each with the holder of the post on its date."""
    involved = telling.brief.own.body.get("involved", ())
    refs = dict.fromkeys(each["who"] for each in involved if each["role"] == Role.CONTACT)
    at = telling.brief.own.changed.get("involved", ())
    told = tuple(cell(telling.brief, f"contacts/{ref}", telling.who(ref).also(*at)) for ref in refs)
    blocks = [Bullets(told)] if told else []
    return section(telling.brief, "contacts", "Contacts", blocks)
