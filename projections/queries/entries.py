"""Entries as rows: what each says happened, who said it, who recorded it, and when."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from projections.queries.erasures import told
from projections.queries.names import Names
from projections.queries.sentences import Happening, sentence
from projections.queries.words import iso, when
from projections.views import Views

Row = dict[str, Any]
#: What an entry holds beside its event that may be erased.
_TEXTS = ("words", "why", "authority")
UNDONE = "record.undone"
#: Of an entry that was written past this program's rules.
VOID = "Means nothing: this is not an entry that its record can hold"


def entry_rows(views: Views, found: Iterable[sqlite3.Row], names: Names | None = None) -> Iterator[Row]:
    """A row for each row of the table ``happening``."""
    known = names or Names(views)
    return (_row(views, known, row) for row in found)


def _row(views: Views, names: Names, row: sqlite3.Row) -> Row:
    data = json.loads(row["data"])
    texts = {name: json.loads(row[name]) if row[name] else None for name in _TEXTS}
    happened_on = iso(row["on_from"], row["on_to"])
    said = VOID if row["void"] else _sentence(row, Happening(views, names, row, data))
    return {
        "position": row["position"],
        "entry": f"E-{row['position']}",
        "ref": row["stream"],
        "type": row["type"],
        "sentence": told(views, said, row["position"]) if "null" in row["data"] else said,
        "fixes": _entry(row["fixes"]),
        **_later(views, row["replaced_by"]),
        "unproven": _entry(row["unproven"]),
        "happened_on": happened_on,
        "happened_on_words": texts["words"],
        "assumed": bool(row["assumed"]),
        "when": when(happened_on, texts["words"]) + (" (assumed)" if row["assumed"] and not texts["words"] else ""),
        **names.voice("said_by", row["said_by"], date.fromisoformat(row["last_day"])),
        **names.named("recorded_by", row["recorded_by"]),
        "recorded_at": row["at"],
        "source": json.loads(row["src"]),
        "why": texts["why"],
        "authority": texts["authority"],
        "erased": [name for name in _TEXTS if row[name] == "null"] + list(_erased(data)),
        "command": row["command"],
    }


def _sentence(row: sqlite3.Row, happening: Happening) -> str:
    """What it says happened, and what it puts that in the place of."""
    said = sentence(row["type"], happening)
    return f"Correction of E-{row['fixes']}: {said}" if row["fixes"] and row["type"] != UNDONE else said


def _later(views: Views, position: int | None) -> Row:
    """The entry that stands in the place of one, by whether it corrects it or undoes it."""
    found = views.query("SELECT type FROM happening WHERE position = ?", (position,)) if position else []
    undone = bool(found) and found[0]["type"] == UNDONE
    return {"corrected_by": None if undone else _entry(position), "undone_by": _entry(position) if undone else None}


def later(row: Row) -> str:
    """That an entry was corrected or undone, or that its author is unproven, after its sentence."""
    ways = {"corrected by": row["corrected_by"], "undone by": row["undone_by"], "author unproven:": row.get("unproven")}
    return "".join(f" ({way} {entry})" for way, entry in ways.items() if entry)


def _entry(position: int | None) -> str | None:
    return f"E-{position}" if position else None


def _erased(data: Row) -> Iterator[str]:
    return (name for name, value in data.items() if value is None)
