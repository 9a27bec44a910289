"""Search: the entries whose texts hold every word, and where no one entry of a record does, those that do together."""

import json
import re
import sqlite3
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from ledger.vocabulary import kind_of
from projections.queries.entries import entry_rows
from projections.queries.names import Names, folded
from projections.views import Views

Row = dict[str, Any]
#: The fields of events that hold somebody's words; every other value is a reference, a date or a word of a vocabulary.
TEXTS = frozenset(
    "address alias condition evidence hedge key level name number purpose recipient term text title words "
    "wording".split()
)
#: Fields of those names that hold something else.
_NO_TEXT = ("key.",)
#: The texts that an entry has beside its event.
_BESIDE = ("words", "why", "authority")
#: How much of a text is shown on either side of a word.
_AROUND = 40
_ROW = ("ref", "entry", "sentence", "happened_on", "when", "said_by", "said_by_name", "recorded_at", "corrected_by")


class _Entry(NamedTuple):
    row: sqlite3.Row
    texts: list[tuple[str, str]]

    def holds(self, word: str) -> bool:
        return any(word in _compared(text) for _, text in self.texts)


def search(views: Views, words: Sequence[str], kinds: Sequence[str] = ()) -> list[Row]:
    """One row an entry, the newest first; a word is found inside longer ones, whatever its capitals and accents.

    Before them, where a reference is all that is asked for, the entry that began that record. With ``kinds``, only in
    records of these kinds (``AFI``). Nothing is found in texts that were erased.
    """
    wanted = [_compared(word.strip().strip("*")) for word in words]  # a word may always go on
    names = Names(views)
    hits = sorted(_hits(views, wanted, kinds), key=lambda entry: entry.row["position"], reverse=True)
    if (began := _begun(views, words, kinds)) is not None:
        hits = [began, *(hit for hit in hits if hit.row["position"] != began.row["position"])]
    told = entry_rows(views, (hit.row for hit in hits), names)
    return [_row(hit, row, wanted, names) for hit, row in zip(hits, told, strict=True)]


def _begun(views: Views, words: Sequence[str], kinds: Sequence[str]) -> _Entry | None:
    """The entry that began the record whose reference was typed, and nothing beside it."""
    ref = words[0].strip().upper()
    if len(words) > 1 or (kinds and kind_of(ref) not in kinds):
        return None
    sql = "SELECT h.* FROM happening h JOIN record r ON r.first = h.position WHERE r.ref = ?"
    return next((_Entry(row, list(_texts(row))) for row in views.query(sql, (ref,))), None)


def _hits(views: Views, wanted: Sequence[str], kinds: Sequence[str]) -> Iterator[_Entry]:
    streams: dict[str, list[_Entry]] = {}
    for row in _likely(views, wanted):
        if not kinds or kind_of(row["stream"]) in kinds:
            entry = _Entry(row, list(_texts(row)))
            if any(entry.holds(word) for word in wanted):
                streams.setdefault(row["stream"], []).append(entry)
    for entries in streams.values():
        whole = [entry for entry in entries if all(entry.holds(word) for word in wanted)]
        together = all(any(entry.holds(word) for entry in entries) for word in wanted)
        yield from whole or (entries if together else ())


def _likely(views: Views, wanted: Sequence[str]) -> Iterator[sqlite3.Row]:
    """The entries in whose JSON all pieces of one of the words stand: parsing every entry would take far longer."""
    pieces = [[json.dumps(piece, ensure_ascii=False)[1:-1] for piece in word.split()] for word in wanted]
    for row in views.each("SELECT * FROM happening WHERE NOT void ORDER BY position"):
        stored = _compared("".join(row[column] or "" for column in ("data", *_BESIDE)))
        if any(all(piece in stored for piece in word) for word in pieces):
            yield row


def _texts(row: sqlite3.Row) -> Iterator[tuple[str, str]]:
    """The texts of an entry that have not been erased, by field."""
    if not row["type"].startswith(_NO_TEXT):
        yield from _inside(json.loads(row["data"]), "")
    for field in _BESIDE:
        text = json.loads(row[field]) if row[field] else None
        if text:
            yield field, text


def _inside(value: Any, field: str) -> Iterator[tuple[str, str]]:
    match value:
        case dict():
            for name, inner in value.items():
                yield from _inside(inner, name)
        case str() if field in TEXTS:
            yield field, value


def _row(hit: _Entry, row: Row, wanted: Sequence[str], names: Names) -> Row:
    holding = (one for one in hit.texts if any(word in _compared(one[1]) for word in wanted))
    field, text = next(holding, hit.texts[0] if hit.texts else ("ref", row["sentence"]))
    found = {key: row[key] for key in _ROW}
    return {
        "ref": found.pop("ref"),
        "name": names.label(row["ref"]),
        "entry": found.pop("entry"),
        "field": field,
        "snippet": snippet(text, wanted),
        **found,
    }


def snippet(text: str, wanted: Sequence[str]) -> str:
    """So much of a text as shows the first of the words in it with what stands around."""
    line = unicodedata.normalize("NFC", " ".join(text.split()))
    bare = "".join(unicodedata.normalize("NFD", letter)[0] for letter in line)  # as long as the line
    found = next(filter(None, (re.search(re.escape(word), bare, re.IGNORECASE) for word in wanted)), None)
    start, end = found.span() if found else (0, 0)
    left, right = line[:start], line[end:]
    if len(left) > _AROUND:
        left = "…" + left[-_AROUND:].partition(" ")[2]
    if len(right) > _AROUND:
        right = right[:_AROUND].rpartition(" ")[0] + "…"
    return left + line[start:end] + right


def _compared(text: str) -> str:
    """A text as words are looked for in it: as names are compared, and without accents."""
    if text.isascii():
        return folded(text)
    return folded("".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)))
