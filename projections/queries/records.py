"""Reading records: their fields, and the entry that began each."""

import json
import sqlite3
from collections.abc import Iterator
from typing import Any, NamedTuple

from ledger.errors import UnknownReference
from projections.queries.words import iso
from projections.views import Views

Row = dict[str, Any]

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


def records(views: Views, noun: str, inspection: str | None = None) -> Iterator[Record]:
    """The records of a noun in the order of their numbers; of one inspection's alone, if it is given."""
    where, parameters = " WHERE r.noun = ?", [noun]
    if inspection:
        where, parameters = " WHERE r.inspection = ? AND r.noun = ?", [inspection, noun]
    return map(_record, views.each(f"{_SELECT}{where} ORDER BY r.number", parameters))


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
    for row in views.query(sql, (ref, field, position)):
        return json.loads(row["value"])
    return None


def at(views: Views, ref: str, field: str, position: int) -> Any:
    """What an entry made of a field of a record; ``None`` where it left it."""
    sql = "SELECT value FROM change WHERE ref = ? AND field = ? AND position = ?"
    for row in views.query(sql, (ref, field, position)):
        return json.loads(row["value"])
    return None


def _record(row: sqlite3.Row) -> Record:
    began = {
        "happened_on": iso(row["on_from"], row["on_to"]),
        "said_by": row["said_by"],
        "recorded_by": row["recorded_by"],
        "recorded_at": row["at"],
        "source": json.loads(row["src"]),
    }
    return Record(row["ref"], row["noun"], row["last"], json.loads(row["body"]), began)
