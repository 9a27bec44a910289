"""What tables of several kinds of papers hold: people, what is asked, dates, and entries with their sentences."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from ledger.days import last_day
from projections.papers.brief import Brief
from projections.papers.model import Cell, Column, Table
from projections.papers.model import Row as TableRow
from projections.queries import due, words
from projections.queries.entries import entry_rows
from projections.queries.erasures import erased_by
from projections.queries.records import Record

Row = dict[str, Any]
_CALLED = ("name", "title", "names")


class Said(NamedTuple):
    """A text, and the entries that it rests on."""

    text: object
    at: tuple[int, ...] = ()


class Line(NamedTuple):
    """A row to be: what its cells' ids go by, the record that it is of, and what its cells say."""

    id: str
    ref: str
    cells: tuple[Said, ...]


#: Of a column: its key, its head, and how wide it is among the others.
Head = tuple[str, str]


def grid(
    brief: Brief, name: str, caption: str, heads: Sequence[Head], lines: Iterable[Line], empty: str
) -> Table:  # fmt: skip
    """A table, whose cells are called by its name, their row and their column."""
    return Table(
        name,
        brief.cell(f"{name}/caption", caption),
        tuple(Column(key, brief.cell(f"{name}/head/{key}", head)) for key, head in heads),
        tuple(TableRow(line.ref, _cells(brief, f"{name}/{line.id}", heads, line)) for line in lines),
        brief.cell(f"{name}/empty", empty),
    )


def _cells(brief: Brief, prefix: str, heads: Sequence[Head], line: Line) -> tuple[Cell, ...]:
    pairs = zip(heads, line.cells, strict=True)
    return tuple(brief.cell(f"{prefix}/{key}", said.text, *said.at) for (key, _), said in pairs)


def position_of(entry: str) -> int:
    """Where the entry ``E-57`` stands."""
    return int(entry.removeprefix("E-"))


# People and dates.


def who(brief: Brief, ref: str | None, field_at: tuple[int, ...] = (), none: str = "not recorded") -> Said:
    """A person, post or organisation by its name on the day of the paper, with who held the post then."""
    if ref is None:
        return Said(none, field_at)
    holder, name = brief.names.holder(ref, brief.today), brief.names.of(ref, brief.today)
    at = (*field_at, *brief.at(ref, *_CALLED, "holders"))
    if holder is None:
        return Said(name, at)
    return Said(f"{name} ({brief.names.of(holder, brief.today)})", (*at, *brief.at(holder, *_CALLED)))


def owner(brief: Brief, found: Record) -> Said:
    """Whose an improvement or action is."""
    return who(brief, found.body.get("owner"), brief.at(found.ref, "owner"), "none recorded")


def due_of(brief: Brief, found: Record, inspection: Row, key: str = "due") -> Said:
    """By when it is due, as it was set and as it follows; or by when it was, at first."""
    set_ = found.body.get("due") if key == "due" else (found.body.get("due") or {}).get("first")
    said = due.in_words(set_, due.due_on(set_, brief.names.published_on(inspection)))
    within = (set_ or {}).get("kind") == "within"
    published = brief.at(inspection.get("inspection"), "published_on") if within else ()
    return Said(said, (*brief.at(found.ref, "due"), *published))


# What is asked for.


def asked(brief: Brief, found: Record) -> Said:
    """What the inspectorate asks for, word for word, with its parts and what it depends on."""
    body = found.body
    pieces = [_text(body["text"])]
    pieces += [_part(each) for each in body.get("parts", ())]
    pieces += [f"Condition: {_text(body['condition'])}"] if "condition" in body else []
    return Said("\n".join(pieces), brief.at(found.ref, "text", "parts", "condition"))


def _part(part: Row) -> str:
    return f"{part['number']}. {_text(part['text'])}" if part.get("number") else _text(part["text"])


def _text(text: str | None) -> str:
    return words.ERASED if text is None else text


def note(brief: Brief, found: Record) -> Said:
    """The progress note of the latest day, word for word, with whose it is."""
    newest = found.body.get("note")
    if newest is None:
        return Said("No progress note is recorded.")
    by = brief.names.of(newest["by"], last_day(newest["on"].rpartition("/")[2]))
    said = f"{_text(newest.get('text'))}\n{by}, {words.span(newest['on'])}"
    return Said(said, (*brief.at(found.ref, "note"), *brief.at(newest["by"], *_CALLED)))


# Entries.


def told(brief: Brief, found: Iterable[sqlite3.Row]) -> list[Row]:
    """Rows of entries that may be told, each with its sentence; what was erased is said to be."""
    free = brief.free(entry_rows(brief.views, found, brief.names))
    return [row | {"sentence": _plain(brief, row)} if row["erased"] or "[" in row["sentence"] else row for row in free]


def count_left_out(brief: Brief, refs: Iterable[str]) -> None:
    """Of records that are partly under embargo the entries that are, so that the paper counts them."""
    partly = [ref for ref in refs if not brief.is_whole(ref)]
    if partly:
        sql = "SELECT * FROM happening WHERE stream IN (SELECT value FROM json_each(?))"
        told(brief, brief.views.query(sql, (json.dumps(partly),)))


def _plain(brief: Brief, row: Row) -> str:
    """Its sentence without by whom a text was erased, which is told of what erased it."""
    by = erased_by(brief.views, row["position"])
    return str(row["sentence"]).replace(f"[{by}]", words.ERASED) if by else str(row["sentence"])


def in_a_line(row: Row) -> str:
    """An entry: the day, and what happened."""
    return f"{row['when']}: {row['sentence']} ({row['entry']})"
