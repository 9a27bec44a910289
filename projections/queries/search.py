"""Search: the entries whose texts hold all that is asked for, and where none of a record does, those that do together.

The table ``search`` gives positions, the newest or the best first, and each is asked of the table ``happening``: what a
lens hides drops out there. No more of them are looked at than are shown, and so many that it can be said how many more
there are.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any, NamedTuple

from ledger.vocabulary import kind_of
from projections.queries.entries import entry_rows
from projections.queries.names import Names
from projections.queries.phrases import Phrase, phrases, shown
from projections.queries.records import also_having, refs_having
from projections.searched import squeezed
from projections.views import Views

Row = dict[str, Any]
#: The fields of events that hold somebody's words; every other value is a reference, a date or a word of a vocabulary.
TEXTS = frozenset(
    "address alias condition evidence hedge instead key level name number purpose recipient term text title words "
    "wording".split()
)
#: Fields of those names that hold something else, by the noun of the event: keys, and which text was erased.
_NO_TEXT = {"key": TEXTS, "text": frozenset({"text"})}
#: The texts that an entry has beside its event.
_BESIDE = ("words", "why", "authority")
#: How many rows are given, unless all are asked for; and how many more are counted.
LIMIT, COUNTED = 50, 1000
#: Of so few records the entries are looked for among theirs; of more, each entry is asked whose it is.
_FEW = 2000
#: So many entries with a word are looked at for records that hold the other words elsewhere.
_LOOKED_AT = 250
_ROW = (
    *("ref", "entry", "sentence", "happened_on", "when", "said_by", "said_by_name", "recorded_at", "corrected_by"),
    "undone_by",
)


class Asked(NamedTuple):
    """What narrows a search; ``after`` and ``until`` are entries."""

    kinds: Sequence[str] = ()
    inspection: str | None = None
    fields: Mapping[str, str] = {}
    said_by: str | None = None
    recorded_by: str | None = None
    after: int = 0
    until: int = 2**53


_ANYTHING = Asked()


class Found(NamedTuple):
    """The rows, and how many more there are; ``or_more`` where nobody counted further."""

    rows: list[Row]
    more: int = 0
    or_more: bool = False


class _Hit(NamedTuple):
    position: int
    stream: str


def search(
    views: Views, typed: Sequence[str], asked: Asked = _ANYTHING, *, best: bool = False, limit: int | None = LIMIT
) -> Found:
    """One row an entry, the newest first; or the ``best`` first, which say it most often and least beside it.

    Before them, where a reference is all that is typed, the entry that began that record. After them, the entries of
    records that hold all the phrases, but in no one entry. What was erased is not found.
    """
    wanted = phrases(typed)
    began = _begun(views, typed, asked.kinds)
    hits = (hit for hit in _hits(_Index(views, asked), wanted, best) if hit not in began)
    rows = list(islice(chain(began, hits), limit))
    more = sum(1 for _ in islice(hits, COUNTED))
    return Found(_rows(views, rows, wanted), more, or_more=next(hits, None) is not None)


def _begun(views: Views, typed: Sequence[str], kinds: Sequence[str]) -> list[_Hit]:
    """The entry that began the record whose reference was typed, and nothing beside it."""
    ref = typed[0].strip().upper()
    if len(typed) > 1 or (kinds and kind_of(ref) not in kinds):
        return []
    return [_Hit(row["first"], ref) for row in views.query("SELECT first FROM record WHERE ref = ?", (ref,))]


def _hits(index: "_Index", wanted: Sequence[Phrase], best: bool) -> Iterator[_Hit]:
    """The entries that hold all the phrases; then those that do together, of records in which none does."""
    streams = set()
    for hit in index.hits(" AND ".join(phrase.match for phrase in wanted), best=best):
        streams.add(hit.stream)
        yield hit
    together = _together(index, wanted) - streams if len(wanted) > 1 else ()
    if together:
        yield from index.hits(" OR ".join(phrase.match for phrase in wanted), of=together, best=best)


def _together(index: "_Index", wanted: Sequence[Phrase]) -> set[str]:
    """The records that hold every phrase somewhere, among the newest that hold the rarest."""
    holding = {phrase: list(islice(index.hits(phrase.match), _LOOKED_AT)) for phrase in wanted}
    rarest, *others = sorted(wanted, key=lambda phrase: len(holding[phrase]))
    streams = {hit.stream for hit in holding[rarest]}
    for phrase in others:
        streams &= {hit.stream for hit in index.hits(phrase.match, of=streams)} if streams else set()
    return streams


class _Index:
    """The table ``search``, as it is narrowed."""

    def __init__(self, views: Views, asked: Asked) -> None:
        self._views = views
        level = views.level()
        self._between = asked.after, min(asked.until, level.position if level else 0)
        self._match = [_one_of("about", asked.kinds)] if asked.kinds else []
        self._match += [_one_of("said_by", [asked.said_by])] if asked.said_by else []
        self._match += [_one_of("recorded_by", [asked.recorded_by])] if asked.recorded_by else []
        self._where, self._values = "", list[object]()
        if asked.fields or asked.inspection:
            self._where, self._values = self._of_records(asked.fields, asked.inspection)

    def _of_records(self, fields: Mapping[str, str], inspection: str | None) -> tuple[str, list[object]]:
        """A condition on entries: that they are of these records. Where they are few, the index knows them by name."""
        refs = refs_having(self._views, fields, inspection)
        if refs is not None and len(few := list(islice(refs, _FEW + 1))) <= _FEW:
            itself = [inspection] if inspection and not fields else []
            self._match.append(_one_of("about", [*itself, *few]))
            return "", []
        where, values = also_having(fields)
        of = " AND (r.inspection = ? OR r.ref = ?)" if inspection else ""
        sql = f" AND EXISTS (SELECT 1 FROM record r WHERE r.ref = h.stream{where}{of})"
        return sql, [*values, *[inspection] * 2 * bool(inspection)]

    def hits(self, match: str, *, of: Iterable[str] = (), best: bool = False) -> Iterator[_Hit]:
        """The entries that match, of these records where any are given; the newest first, or the best."""
        told = " AND ".join(f"({each})" for each in (match, *self._match, *([_one_of("about", of)] if of else [])))
        order = "bm25(search, 0, 0, 0, 1), rowid DESC" if best else "rowid DESC"
        sql = f"SELECT rowid FROM search WHERE search MATCH ? AND rowid > ? AND rowid <= ? ORDER BY {order}"
        found = (row[0] for row in self._views.each(sql, (told, *self._between)))
        size = LIMIT
        while positions := list(islice(found, size)):
            yield from self._seen(positions)
            size = COUNTED

    def _seen(self, positions: list[int]) -> Iterator[_Hit]:
        """Those that no lens hides, and of the records that are asked for."""
        told = "SELECT h.position, h.stream FROM happening h WHERE h.position IN (SELECT value FROM json_each(?))"
        rows = self._views.query(told + self._where, (json.dumps(positions), *self._values))
        seen = {row["position"]: row["stream"] for row in rows}
        return (_Hit(position, seen[position]) for position in positions if position in seen)


def _one_of(column: str, references: Iterable[str]) -> str:
    """A condition that SQLite's full-text search takes; of no reference at all, one that nothing meets."""
    return f"{column} : ({' OR '.join(squeezed(ref) for ref in references) or 'NONE'})"


def _rows(views: Views, hits: Sequence[_Hit], wanted: Sequence[Phrase]) -> list[Row]:
    names = Names(views)
    found = [views.query("SELECT * FROM happening WHERE position = ?", (hit.position,))[0] for hit in hits]
    told = entry_rows(views, found, names)
    return [_row(entry, row, wanted, names) for entry, row in zip(found, told, strict=True)]


def _row(entry: sqlite3.Row, row: Row, wanted: Sequence[Phrase], names: Names) -> Row:
    """The text that holds most of what is asked for, with what stands around it."""
    texts = [(shown(text, wanted), field) for field, text in texts_of(entry)]
    best, field = max(texts, key=lambda text: text[0].held, default=(shown(row["sentence"], ()), "ref"))
    found = {key: row[key] for key in _ROW}
    return {
        "ref": found.pop("ref"),
        "name": names.label(row["ref"]),
        "entry": found.pop("entry"),
        "field": field,
        "snippet": best.text,
        "matches": [list(span) for span in best.matches],
        **found,
    }


def texts_of(row: sqlite3.Row) -> Iterator[tuple[str, str]]:
    """The texts of an entry that have not been erased, by field."""
    other = _NO_TEXT.get(row["type"].partition(".")[0], frozenset())
    yield from (found for found in _inside(json.loads(row["data"]), "") if found[0] not in other)
    for field in _BESIDE:
        text = json.loads(row[field]) if row[field] else None
        if text:
            yield field, text


def _inside(value: Any, field: str) -> Iterator[tuple[str, str]]:
    match value:
        case dict():
            for name, inner in value.items():
                yield from _inside(inner, name)
        case list():
            for inner in value:
                yield from _inside(inner, field)
        case str() if field in TEXTS:
            yield field, value
