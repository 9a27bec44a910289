"""Reading records: their fields, and the entry that began each."""

import json
import sqlite3
from collections.abc import Iterator
from typing import Any, NamedTuple

from ledger.errors import UnknownReference
from projections.queries.words import iso
from projections.views import Views

Row = dict[str, Any]

#: Of a row ``h`` of the table ``happening``: it means something, and no later entry stands in its place.
STANDS = (
    "NOT h.void AND h.replaced_by IS NULL AND (h.fixes IS NULL OR "
    "h.position = (SELECT told.replaced_by FROM happening told WHERE told.position = h.fixes))"
)
#: Of a row of the table ``record``: it counts.
COUNTS = "json_type(body, '$.void') IS NULL"
_SELECT = (
    "SELECT r.ref, r.noun, r.last, r.body, h.on_from, h.on_to, h.at, h.said_by, h.recorded_by, h.src "
    "FROM record r JOIN happening h ON h.position = r.first"
)
#: How a record began, where there is none.
NOT_BEGUN = ("happened_on", "said_by", "recorded_by", "recorded_at")


class Record(NamedTuple):
    """One record: ``body`` holds its fields, ``began`` who said and recorded its first entry, when and from what."""

    ref: str
    noun: str
    last: int
    body: Row
    began: Row

    @property
    def entry(self) -> str:
        """Its newest entry."""
        return f"E-{self.last}"


def records(views: Views, noun: str, inspection: str | None = None, *, void: bool = False) -> Iterator[Record]:
    """The records of a noun by kind and number; of one inspection's alone, if it is given.

    Those that do not count are left out, but with ``void``.
    """
    where, parameters = " WHERE r.noun = ?", [noun]
    if inspection:
        where, parameters = " WHERE r.inspection = ? AND r.noun = ?", [inspection, noun]
    found = map(_record, views.each(f"{_SELECT}{where} ORDER BY substr(r.ref, 1, 3), r.number", parameters))
    return (each for each in found if void or "void" not in each.body)


def record(views: Views, ref: str) -> Record:
    """One record; ``UnknownReference`` where there is none."""
    for row in views.query(f"{_SELECT} WHERE r.ref = ?", (ref,)):
        return _record(row)
    raise UnknownReference(f"There is no {ref} in this ledger.", "Look for it with `afi register` or `afi log`.")


def body(views: Views, ref: str) -> Row | None:
    """The fields of a record, ``None`` where there is no such record."""
    for row in views.query("SELECT body FROM record WHERE ref = ?", (ref,)):
        return json.loads(row["body"])  # type: ignore[no-any-return]
    return None


def before(views: Views, ref: str, field: str, position: int) -> Any:
    """What a field of a record was before an entry; ``None`` where it was not set."""
    sql = "SELECT value FROM change WHERE ref = ? AND field = ? AND position < ? ORDER BY position DESC LIMIT 1"
    return _value(views.query(sql, (ref, field, position)))


def at(views: Views, ref: str, field: str, position: int) -> Any:
    """What an entry made of a field of a record; ``None`` where it left it as it was, or took it away."""
    sql = "SELECT value FROM change WHERE ref = ? AND field = ? AND position = ?"
    return _value(views.query(sql, (ref, field, position)))


def _value(rows: list[sqlite3.Row]) -> Any:
    """What a change says; ``None`` where there is none, or it took the field away."""
    return json.loads(rows[0]["value"]) if rows and rows[0]["value"] else None


def standing(views: Views, where: str, *parameters: object) -> list[sqlite3.Row]:
    """The rows ``h`` of the table ``happening`` that stand, in the order of recording: none void, none corrected."""
    return views.query(f"SELECT h.* FROM happening h WHERE {STANDS} AND {where} ORDER BY h.position", parameters)


def _record(row: sqlite3.Row) -> Record:
    began = {
        "happened_on": iso(row["on_from"], row["on_to"]),
        "said_by": row["said_by"],
        "recorded_by": row["recorded_by"],
        "recorded_at": row["at"],
        "source": json.loads(row["src"]),
    }
    return Record(row["ref"], row["noun"], row["last"], json.loads(row["body"]), began)
