"""Reading records: their fields, and the entry that began each."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from ledger.errors import UnknownReference
from ledger.vocabulary import KINDS, kind_of
from projections.queries.words import iso
from projections.views import GIVEN, Views

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
#: Fields of which one value is that of few records; and then, of what is not found by one of them, the status.
_FEW_HAVE, _MANY_HAVE = ("owner", "lead", "question", "force"), ("status",)
#: The records of which the newest change of a field gave it a value.
_HAVING = (
    f"SELECT c.ref FROM change c WHERE {GIVEN} AND c.field = '{{0}}' AND c.value = ? AND NOT EXISTS ("
    "SELECT 1 FROM change l WHERE l.ref = c.ref AND l.field = '{0}' AND l.position > c.position)"
)
_ANY: Mapping[str, str] = {}
_AT_ONCE = 100
_REF = "SELECT r.ref FROM record r"
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


def records(
    views: Views, noun: str, inspection: str | None = None, *, void: bool = False, having: Mapping[str, str] = _ANY
) -> Iterator[Record]:
    """The records of a noun by kind and number; of one inspection's alone, or with these values of fields, if given.

    Those that do not count are left out, but with ``void``.
    """
    standing = not (inspection or having.keys() & _FEW_HAVE or views.shadows("record"))  # an index has the status
    refs = None if inspection or standing else _found(views, having)
    if refs is None:
        asked = {"r.noun": noun, "r.inspection": inspection, "r.status": having.get("status") if standing else None}
        given = {column: value for column, value in asked.items() if value}
        rows = _rows(views, _SELECT, " AND ".join(f"{column} = ?" for column in given), list(given.values()), having)
    else:
        rows = _these(views, _SELECT, [ref for ref in refs if KINDS.get(kind_of(ref)) == noun], having)
    return (each for each in map(_record, rows) if void or "void" not in each.body)


def these(views: Views, refs: Iterable[str]) -> Iterator[Record]:
    """Some records by kind and number, without those that there are not; those that do not count too."""
    return map(_record, _these(views, _SELECT, list(refs), _ANY))


def bodies(views: Views, refs: Iterable[str]) -> dict[str, Row]:
    """The fields of some records, without those that there are not."""
    found = _these(views, "SELECT r.ref, r.body FROM record r", list(refs), _ANY)
    return {row["ref"]: json.loads(row["body"]) for row in found}


def refs_having(views: Views, having: Mapping[str, str], inspection: str | None = None) -> Iterator[str] | None:
    """The records of any noun that have these values; None where only a record at hand can be asked."""
    if inspection:
        hidden = views.shadows("looked")
        rows = None if hidden else _rows(views, _REF, "r.inspection = ?", [inspection], having)
    else:
        found = _found(views, having)
        rows = None if found is None else _these(views, _REF, found, having)
    return None if rows is None else (row["ref"] for row in rows)


def also_having(having: Mapping[str, str]) -> tuple[str, list[str]]:
    """What a condition on records ``r`` goes on with, and its parameters."""
    return "".join(f" AND json_extract(r.body, '$.{field}') = ?" for field in having), list(having.values())


def _rows(
    views: Views, select: str, where: str, values: Sequence[str], having: Mapping[str, str]
) -> Iterator[sqlite3.Row]:
    also, more = also_having(having)
    return views.each(f"{select} WHERE {where}{also} ORDER BY substr(r.ref, 1, 3), r.number", [*values, *more])


def _these(views: Views, select: str, refs: list[str], having: Mapping[str, str]) -> Iterator[sqlite3.Row]:
    """Of these records those that have the values, by kind and number; so many at once as a lens lets through."""
    refs.sort(key=lambda ref: (ref[:3], int(ref.partition("-")[2] or 0)))
    for start in range(0, len(refs), _AT_ONCE):
        part = refs[start : start + _AT_ONCE]
        yield from _rows(views, select, f"r.ref IN ({','.join('?' * len(part))})", part, having)


def _found(views: Views, having: Mapping[str, str]) -> list[str] | None:
    """The records that have the values that few have, of other fields any; None where changes cannot tell.

    They cannot where records are seen by a day, and folded anew. SQLite does not choose by what to find them, for it
    cannot know how many share a value.
    """
    fields = [field for field in _FEW_HAVE if field in having] or [field for field in _MANY_HAVE if field in having]
    if not fields or views.shadows("looked"):
        return None
    sql = " INTERSECT ".join(_HAVING.format(field) for field in fields)
    return [row["ref"] for row in views.each(sql, [json.dumps(having[field]) for field in fields])]


def record(views: Views, ref: str) -> Record:
    """One record; ``UnknownReference`` where there is none."""
    for row in views.query(f"{_SELECT} WHERE r.ref = ?", (ref,)):
        return _record(row)
    raise UnknownReference(f"There is no {ref} in this ledger.", "Look for it with `afi register` or `afi log`.")


def begun_naming(views: Views, type_name: str, ref: str) -> list[Record]:
    """The records that count and began with an entry of a type that names another record, in the order of recording."""
    sql = (
        "SELECT h.stream FROM mention m JOIN happening h ON h.position = m.position "
        "WHERE m.ref = ? AND h.type = ? ORDER BY m.position"
    )
    begun = dict.fromkeys(row["stream"] for row in views.query(sql, (ref, type_name)))
    return [found for found in (record(views, stream) for stream in begun) if "void" not in found.body]


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
