"""Keeps the read models level with the log, exactly once, and makes them again.

Entries are taken in pages, each in one transaction that also moves the level: what was read, and the
root of the tree as far as that. Two processes that level at once take turns, and the second finds the
level moved. A process killed anywhere leaves the level and the rows of some whole page. Where the log
is not the one that the level names (another origin, cut, rolled back, forked), all is made again.
"""

import json
import re
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ledger.codec import Entry, applicable, entry_of
from ledger.days import first_day, last_day
from ledger.errors import IntegrityBroken
from ledger.events import Prose
from ledger.vocabulary import KINDS, kind_of
from projections.folds import Fields, fold
from projections.views import SCHEMA, Level, Views, belongs, is_level

if TYPE_CHECKING:
    from ledger.stores.log import Log, Row

#: Entries a transaction: memory stays bounded, and a kill loses less than a second's work.
PAGE = 1000
#: A commitment as canonical JSON writes it.
_COMMITMENT = re.compile(rb'"prose":"([0-9a-f]{64})"')
#: A value as a column of JSON holds it: keys in order, so that equal values are equal; an erased text is null.
_stored = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=lambda text: text.text
).encode


def level(log: "Log", views: Views) -> None:
    """Brings the read models level with the log."""
    if is_level(log, views):
        return
    try:
        _take_up(log, views)
    except sqlite3.IntegrityError:  # the level was set back by hand: the rows beyond it are there
        rebuild(log, views)


def rebuild(log: "Log", views: Views) -> None:
    """Makes the read models again from the first entry on."""
    with views.writing():
        views.wipe(_beginning(log))
    _take_up(log, views)


def _take_up(log: "Log", views: Views, until: int | None = None) -> None:
    while _take_page(log, views, until):
        pass


def _take_page(log: "Log", views: Views, until: int | None) -> bool:
    """One page in one transaction; whether there may be another. What is level is asked under the lock."""
    with views.writing():
        now = views.level()
        if now is None or not belongs(log, now):
            views.wipe(now := _beginning(log))
        rows = log.rows(now.position, PAGE if until is None else min(PAGE, until - now.position))
        if rows:
            _Page(views).take(rows, _texts(log, rows))
            views.set_level(rows[-1].position, log.root(rows[-1].position))
        return len(rows) == PAGE


def _beginning(log: "Log") -> Level:
    return Level(log.opening()["origin"], 0, log.root(0), SCHEMA)


# A page.


class _Record:
    """A record while a page is taken up: its newest fields, and the entries that it began and was last changed with."""

    __slots__ = ("body", "first", "last", "noun", "number")

    def __init__(self, ref: str, first: int, body: dict[str, Any]) -> None:
        kind, _, number = ref.partition("-")
        self.noun, self.number = KINDS.get(kind, "ledger"), int(number or 0)
        self.first = self.last = first
        self.body = body

    def row(self, ref: str) -> tuple[object, ...]:
        """As the table holds it; ``inspection`` stands beside the body so that it can be looked up by."""
        return ref, self.noun, self.number, self.first, self.last, self.body.get("inspection"), _stored(self.body)


class _Page:
    """Gathers what a page of entries changes, then writes each table once."""

    def __init__(self, views: Views) -> None:
        self._views = views
        self._records: dict[str, _Record] = {}
        self._happenings: list[tuple[object, ...]] = []
        self._changes: list[tuple[object, ...]] = []
        self._citations: set[tuple[object, ...]] = set()

    def take(self, rows: "list[Row]", texts: dict[str, str]) -> None:
        """Folds the entries in order, and writes what came of them."""
        read = _reader(texts)
        for row in rows:
            self._take_entry(row.position, read(row))
        write = self._views.many
        write(f"INSERT INTO happening VALUES ({','.join('?' * 20)})", self._happenings)
        write("INSERT INTO change VALUES (?,?,?,?)", self._changes)
        write("INSERT INTO citation VALUES (?,?,?)", sorted(self._citations))
        write(
            "INSERT INTO record VALUES (?,?,?,?,?,?,?) "
            "ON CONFLICT (ref) DO UPDATE SET last = excluded.last, body = excluded.body",
            [record.row(ref) for ref, record in self._records.items() if record.body],
        )

    def _take_entry(self, position: int, entry: Entry) -> None:
        record = self._record(entry.stream, position)
        changes = _meaning(entry, record)
        self._happenings.append((*_happening(position, entry), changes is None))
        for source in entry.src:
            document, _, place = source.partition(":")
            self._citations.add((document, position, place))
        record.last = position
        if changes is not None:
            record.body |= changes
            self._changes += ((entry.stream, field, position, _stored(value)) for field, value in changes.items())

    def _record(self, ref: str, position: int) -> _Record:
        if ref not in self._records:
            found = self._views.query("SELECT first, body FROM record WHERE ref = ?", (ref,))
            first, body = (found[0]["first"], json.loads(found[0]["body"])) if found else (position, {})
            self._records[ref] = _Record(ref, first, body)
        return self._records[ref]


def _texts(log: "Log", rows: "list[Row]") -> dict[str, str]:
    """The texts that these entries commit to, so far as the vault has them; an erased one is not there."""
    commitments = [key.decode() for row in rows for key in _COMMITMENT.findall(row.stored)]
    return {key: content.decode(errors="replace") for key, content in log.texts(commitments).items()}


def _reader(texts: dict[str, str]) -> Callable[["Row"], Entry]:
    """Reads stored entries with their texts. Whether each keeps to the format in every byte is the audit's to say."""

    def reveal(value: dict[str, Any]) -> dict[str, Any] | Prose:
        commitment = value.get("prose")
        return Prose(texts.get(commitment), commitment) if commitment else value

    decode = json.JSONDecoder(object_hook=reveal).decode

    def read(row: "Row") -> Entry:
        try:
            entry = entry_of(decode(row.stored.decode()))
            _days(entry.on["from"], entry.on["to"])
        except (ValueError, TypeError, KeyError, AttributeError):
            what = f"Entry E-{row.position} cannot be read."
            raise IntegrityBroken(what, "Run `afi verify` to see what is wrong.") from None
        return entry

    return read


def _meaning(entry: Entry, record: _Record) -> Fields | None:
    """What an entry changes; ``None`` where it means nothing (docs/proof-format.md, section 10).

    Somebody with a key who writes the file past this program can store an event that its type cannot hold, or
    that its record cannot begin or go on with. That must not keep others from reading.
    """
    try:
        return fold(entry, record.body) if _fits(entry, record) else None
    except (IntegrityBroken, KeyError, ValueError):
        return None


def _fits(entry: Entry, record: _Record) -> bool:
    """By what the record holds; ``codec.fits``, which sees one entry only, goes by the version that it claims."""
    noun = entry.type.partition(".")[0]
    begins = applicable(entry).mints == kind_of(entry.stream) or entry.type == "ledger.opened"
    return begins == (not record.body) and (noun == record.noun or (noun, record.noun) == ("key", "ledger"))


def _happening(position: int, entry: Entry) -> tuple[object, ...]:
    on = entry.on
    words, why, authority = (text and _stored(text) for text in (on.get("words"), entry.why, entry.authority))
    return (
        position, entry.stream, entry.version, entry.type, entry.at, on["from"], on["to"], words,
        on.get("assumed", 0), entry.said_by, entry.recorded_by, _stored(entry.src), why, authority, entry.fixes,
        entry.cmd, _stored(entry.data), *_days(on["from"], on["to"]),
    )  # fmt: skip


@lru_cache(maxsize=1000)
def _days(start: str, end: str) -> tuple[str, str]:
    """The first and the last day that a period covers."""
    return first_day(start).isoformat(), last_day(end).isoformat()


# Against the log.

#: Each table with the columns that name a row.
_KEYS = {
    "level": (),
    "happening": ("position",),
    "change": ("ref", "field", "position"),
    "record": ("ref",),
    "citation": ("document", "position", "place"),
    "sqlite_schema": ("name",),
}


class Difference(NamedTuple):
    """A cell, or with no column a whole row, that is not what the log makes of it."""

    table: str
    key: str
    column: str
    what: str

    def __str__(self) -> str:
        place = " ".join(filter(None, (self.table, self.key, self.column)))
        return f"{place} {self.what}"


def check(log: "Log", views: Views) -> list[Difference]:
    """What in the read models differs from a fresh making of as much of the log as they claim to show."""
    now = views.level()
    if now is None:
        return [Difference("level", "", "", "is missing")]
    with tempfile.TemporaryDirectory() as folder:
        fresh = Views.at(str(Path(folder, "fresh")))
        try:
            _take_up(log, fresh, until=max(1, now.position))
            return [found for table in _KEYS for found in _compare(table, views, fresh)]
        finally:
            fresh.close()


def _compare(table: str, views: Views, fresh: Views) -> Iterator[Difference]:
    columns = "type, name, sql" if table == "sqlite_schema" else "*"
    order = f" ORDER BY {', '.join(_KEYS[table])}" if _KEYS[table] else ""
    sql = f"SELECT {columns} FROM {table}{order}"
    yield from _merge(table, views.each(sql), fresh.each(sql))


def _merge(table: str, ours: Iterator[sqlite3.Row], fresh: Iterator[sqlite3.Row]) -> Iterator[Difference]:
    """Two runs of rows in the order of their keys, side by side."""
    names = _KEYS[table]
    mine, right = next(ours, None), next(fresh, None)
    while mine is not None or right is not None:
        left_key = tuple(mine[name] for name in names) if mine is not None else None
        right_key = tuple(right[name] for name in names) if right is not None else None
        if right_key is None or (left_key is not None and left_key < right_key):
            yield Difference(table, _key(left_key), "", "does not belong there")
            mine = next(ours, None)
        elif left_key is None or right_key < left_key:
            yield Difference(table, _key(right_key), "", "is missing")
            right = next(fresh, None)
        else:
            yield from _cells(table, _key(left_key), mine, right)
            mine, right = next(ours, None), next(fresh, None)


def _cells(table: str, key: str, mine: Any, right: Any) -> Iterable[Difference]:
    columns = mine.keys()
    cells = zip_longest(columns, mine, right)
    return [Difference(table, key, name, "differs from the log") for name, a, b in cells if a != b]


def _key(values: tuple[object, ...] | None) -> str:
    return "/".join(map(str, values or ()))
