"""A page of the log taken into the read models: what each entry changes, and what a correction changes after it.

An entry with ``fixes`` is folded in the place of the one it corrects: the record is folded anew from all its entries,
and what then differs changes at the correction's position, so that what the ledger held before stays as it was.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ledger.codec import Entry, stands
from ledger.errors import IntegrityBroken
from ledger.events import Prose
from ledger.vocabulary import KINDS, REFERENCE, kind_of
from projections.folds import Fields, fold
from projections.folds.base import GONE
from projections.readable import Around, days, read
from projections.searched import row
from projections.unproven import doubt, short
from projections.views import Views

if TYPE_CHECKING:
    from ledger.stores.log import Row

#: A value as a column of JSON holds it: keys in order, so that equal values are equal; an erased text is null.
_stored = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=lambda text: text.text
).encode
#: The entries whose naming of other records is worth finding from there: of nouns, and types, that there are few of.
_MENTIONING = frozenset({"record", "meeting", "action", "expectation", "paper", "pack", "document", "context"})
_ALSO_MENTIONING = frozenset(
    {"improvement.due_set", "improvement.superseded", "improvement.returned", "improvement.passed_on"}
)
#: Kinds of record that nearly every other entry names; what is under an embargo never hangs on that alone.
_EVERYWHERE = frozenset({"INS", "ORG", "PER", "POST", "QUE", "FOR", "LEDGER"})


class _Record:
    """A record while a page is taken up: its newest fields, and the entries that it began and was last changed with."""

    __slots__ = ("body", "first", "last", "moved", "noun", "number")

    def __init__(self, ref: str, first: int, body: dict[str, Any], moved: int | None = None) -> None:
        kind, _, number = ref.partition("-")
        self.noun, self.number = KINDS.get(kind, "ledger"), int(number or 0)
        self.first = self.last = first
        self.moved = moved
        self.body = body

    def apply(self, changes: Fields) -> None:
        """Sets the fields that changed, and drops those that are gone."""
        self.body |= changes
        for field in [field for field, value in changes.items() if value is GONE]:
            del self.body[field]

    def differences(self, body: dict[str, Any]) -> Fields:
        """What changes a body into this record's."""
        gone = dict.fromkeys(body.keys() - self.body.keys(), GONE)
        return gone | {
            field: value
            for field, value in self.body.items()
            if field not in body or _stored(body[field]) != _stored(value)
        }

    def row(self, ref: str) -> tuple[object, ...]:
        """As the table holds it; ``inspection`` and ``status`` stand beside the body too, to be looked up by."""
        inspection, status = self.body.get("inspection"), self.body.get("status")
        return ref, self.noun, self.number, self.first, self.last, inspection, self.moved, status, _stored(self.body)


class Outdated(Exception):
    """The read models show a text that has been erased since: they are to be made again."""


class Page:
    """Gathers what a page of entries changes, then writes each table once."""

    def __init__(self, log: Around, views: Views) -> None:
        self._log = log
        self._views = views
        self._records: dict[str, _Record] = {}
        self._happenings: list[tuple[object, ...]] = []
        self._changes: list[tuple[object, ...]] = []
        self._replaced: list[tuple[int, int | None]] = []
        self._citations: set[tuple[object, ...]] = set()
        self._mentions: set[tuple[object, ...]] = set()
        self._searched: list[Sequence[object]] = []

    def take(self, rows: "list[Row]") -> None:
        """Folds the entries in order, and writes what came of them."""
        self._load({row.stream for row in rows})
        for position, entry in read(self._log, rows):
            self._take_entry(position, entry)
        write = self._views.many
        write(f"INSERT INTO happening VALUES ({','.join('?' * 21)},NULL,NULL)", self._happenings)
        write("UPDATE happening SET replaced_by = ? WHERE position = ?", self._replaced)
        write("INSERT INTO change VALUES (?,?,?,?)", self._changes)
        write("INSERT INTO citation VALUES (?,?,?)", sorted(self._citations))
        write("INSERT INTO mention VALUES (?,?)", sorted(self._mentions))
        write("INSERT INTO search(rowid, about, recorded_by, said_by, text) VALUES (?,?,?,?,?)", self._searched)
        write(
            "INSERT INTO record VALUES (?,?,?,?,?,?,?,?,?) "
            "ON CONFLICT (ref) DO UPDATE SET first = excluded.first, last = excluded.last, "
            "inspection = excluded.inspection, moved = excluded.moved, status = excluded.status, body = excluded.body",
            [record.row(ref) for ref, record in self._records.items() if record.body],
        )
        if rows:
            doubt(self._views, rows[0].position)

    def _take_entry(self, position: int, entry: Entry) -> None:
        record = self._record(entry.stream, position)
        changes = self._corrected(position, entry, record) if entry.fixes else _meaning(entry, record)
        self._happenings.append((*_happening(position, entry), changes is None, short(entry.key)))
        if entry.type == "text.erased":
            self._check_gone(entry)
        for source in entry.src:
            document, _, place = source.partition(":")
            self._citations.add((document, position, place))
        record.last = position
        if changes is not None:
            if not record.body:
                record.first = position  # what came before means nothing
            elif "inspection" in changes:
                record.moved = position
            record.apply(changes)
            self._mentions.update((ref, position) for ref in _mentioned(entry))
            if texts := list(_prose(entry.data, entry.on, entry.why, entry.authority)):
                self._searched.append(row(position, entry.stream, entry.recorded_by, entry.said_by, texts))
            self._changes += (
                (entry.stream, field, position, "" if value is GONE else _stored(value))
                for field, value in changes.items()
            )

    def _check_gone(self, entry: Entry) -> None:
        """Nothing that was taken before may show what this entry erased; in a trial the texts are still there."""
        sql = "SELECT stream, words, why, authority, data FROM happening WHERE position = ?"
        named = {each.get("entry") for each in entry.data.get("texts", ()) if isinstance(each, dict)}
        for position in named:
            for stream, *shown in self._views.query(sql, (position,)):
                rows = [row for row in self._log.of_stream(stream) if row.position == position]
                [(_, told)] = read(self._log, rows)
                if shown != list(_texts_of(told)):
                    raise Outdated

    def _corrected(self, position: int, entry: Entry, record: _Record) -> Fields | None:
        """What a correction changes: all in which the record, folded with it in its place, differs from what it is."""
        before = [row for row in self._log.of_stream(entry.stream) if row.position < position]
        told = _settled(read(self._log, before))
        if entry.fixes not in told or not _corrects(entry, told[entry.fixes]):
            return None
        told[entry.fixes] = entry
        fresh = _Record(entry.stream, 0, {})
        for first_told, each in told.items():
            changes = _meaning(each, fresh)
            if changes is not None:
                fresh.first = fresh.first or first_told
                fresh.apply(changes)
            elif first_told == entry.fixes:
                return None
        if entry.fixes == fresh.first:
            record.first = position  # what the record began with is now said here
        self._replaced.append((position, entry.fixes))
        return fresh.differences(record.body)

    def _load(self, refs: set[str]) -> None:
        """What the records were before this page: all at once, for one by one takes as long as folding them."""
        sql = "SELECT ref, first, moved, body FROM record WHERE ref IN (SELECT value FROM json_each(?))"
        for ref, first, moved, body in self._views.query(sql, (json.dumps(sorted(refs)),)):
            self._records[ref] = _Record(ref, first, json.loads(body), moved)

    def _record(self, ref: str, position: int) -> _Record:
        if ref not in self._records:
            self._records[ref] = _Record(ref, position, {})
        return self._records[ref]


def state(log: Around, ref: str, seen: Mapping[int, bool]) -> str:
    """The body of a record, folded from those of its entries that are seen; of ``seen`` are all that mean anything."""
    rows = [row for row in log.of_stream(ref) if row.position in seen]
    record = _Record(ref, 0, {})
    for first_told, entry in _settled(read(log, rows)).items():
        if seen[first_told]:
            record.apply(_meaning(entry, record) or {})
    return _stored(record.body)


def _settled(entries: Iterator[tuple[int, Entry]]) -> dict[int, Entry]:
    """The entries of a record by the position at which each was first told, as they were last corrected."""
    told: dict[int, Entry] = {}
    for position, entry in entries:
        if entry.fixes is None:
            told[position] = entry
        elif entry.fixes in told and _corrects(entry, told[entry.fixes]):
            told[entry.fixes] = entry
    return told


def _corrects(entry: Entry, before: Entry) -> bool:
    try:
        return entry.event.corrects(before.event)
    except IntegrityBroken:
        return False


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
    begins = entry.event.begins == kind_of(entry.stream) or entry.type == "ledger.opened"
    alone = entry.event.fixing and entry.fixes is None
    return begins == (not record.body) and stands(entry.event, entry.stream) and not alone


def _happening(position: int, entry: Entry) -> tuple[object, ...]:
    on = entry.on
    words, why, authority, data = _texts_of(entry)
    return (
        position, entry.stream, entry.version, entry.type, entry.at, on["from"], on["to"], words,
        on.get("assumed", 0), entry.said_by, entry.recorded_by, _stored(entry.src), why, authority, entry.fixes,
        entry.cmd, data, *days(on["from"], on["to"]),
    )  # fmt: skip


def _texts_of(entry: Entry) -> Iterator[str | None]:
    """The columns that can hold texts: words, why, authority and data."""
    for text in (entry.on.get("words"), entry.why, entry.authority):
        yield _stored(text) if text else None
    yield _stored(entry.data)


def _mentioned(entry: Entry) -> set[str]:
    """The other records that an entry names, where whoever looks at one of those will want to know."""
    named = {ref for ref in _references(entry.data) if ref != entry.stream}
    if entry.type.partition(".")[0] not in _MENTIONING and entry.type not in _ALSO_MENTIONING:
        return {ref for ref in named if kind_of(ref) not in _EVERYWHERE}
    return named


def _prose(*values: Any) -> Iterator[str]:
    """The texts in what an entry holds, without those that were erased."""
    for value in values:
        if isinstance(value, Prose):
            yield from (value.text,) if value.text else ()
        elif isinstance(value, dict | list):
            yield from _prose(*(value.values() if isinstance(value, dict) else value))


def _references(value: Any) -> Iterator[str]:
    match value:
        case str() if REFERENCE.fullmatch(value):
            yield value
        case dict() | list():
            for inner in value.values() if isinstance(value, dict) else value:
                yield from _references(inner)
