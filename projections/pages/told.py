"""How the program reads a pack: status, fields and sentences, from nothing but what the pack holds.

The pack's entries and texts are folded into read models of their own, in memory, and asked as the ledger's are. So a
text or an entry that was left out shows nowhere, in no sentence about what was before and in no total.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from ledger.errors import UnknownReference
from projections.page import Page
from projections.pages.pack import Pack
from projections.queries.entries import entry_rows
from projections.queries.show import show
from projections.queries.timeline import timeline
from projections.views import SCHEMA, Level, Views

if TYPE_CHECKING:
    from ledger.stores.log import Row

Json = dict[str, Any]
#: What stands in the program's words for a text that the pack does not hold.
WITHHELD = "[withheld]"
#: Likewise, where it is of an entry that is there to prove or to name.
BESIDE = "[no part of this pack]"


class _Folded:
    """As much of the log as the pack holds."""

    def __init__(self, rows: "Sequence[Row]", texts: Mapping[str, bytes], erased: Mapping[str, str | None]) -> None:
        self._rows, self._texts, self._erased = rows, texts, erased

    def of_stream(self, stream: str) -> "list[Row]":
        """The entries of one record, in order."""
        return [row for row in self._rows if row.stream == stream]

    def texts(self, commitments: Sequence[str]) -> dict[str, bytes]:
        """The content for each commitment, or that it was withheld; nothing for what was erased."""
        return {each: self._texts[each] for each in commitments if each in self._texts}

    def instead(self, commitments: Sequence[str]) -> dict[str, bytes]:
        """What stands in the place of those that were erased; of what was erased in turn, the last."""
        last = {each: each for each in commitments}
        for gone, instead in self._erased.items():  # in the order in which they went
            last |= {each: instead or now for each, now in last.items() if now == gone}
        return {each: self._texts[now] for each, now in last.items() if now in self._texts}


def readings(pack: Pack) -> dict[str, Json]:
    """For each record, and for the entries that they share, fields as name, label and words, and each entry's sentence.

    How a record stands is not told where an entry of it is under embargo: it would be wrong, or give that away.
    """
    with _folded(pack) as views:
        read = {ref: _reading(views, ref, partly=ref in pack.chosen.partly) for ref in pack.chosen.records}
        return read | {"pack": {"fields": [], "sentences": _sentences(views, [each.position for each in pack.shared])}}


@contextmanager
def _folded(pack: Pack) -> Iterator[Views]:
    """Read models of the pack alone."""
    rows = [pack.entries[each].row for each in sorted(pack.entries)]
    absent = {each: BESIDE.encode() for entry in pack.shared for each in entry.texts}
    absent |= {each: WITHHELD.encode() for at in pack.chosen.entries for each in pack.entries[at].texts}
    there = {key: text.content for key, text in pack.texts.items()}
    texts = {key: content for key, content in (absent | there).items() if key not in pack.erased}
    views = Views.at(":memory:")
    try:
        with views.writing():
            views.wipe(Level(pack.origin, 0, b"", SCHEMA))
            Page(_Folded(rows, texts, pack.erased), views).take(rows)
        yield views
    finally:
        views.close()


def _reading(views: Views, ref: str, *, partly: bool) -> Json:
    try:
        shown = [] if partly else show(views, ref)["fields"]
    except UnknownReference:  # its beginning is not here
        shown = []
    rows = timeline(views, [ref])
    return {
        "fields": [[row["field"], row["label"], row["words"]] for row in shown],
        "sentences": {row["entry"]: row["sentence"] for row in rows},
    }


def _sentences(views: Views, positions: Sequence[int]) -> Json:
    sql = "SELECT * FROM happening WHERE position IN (SELECT value FROM json_each(?))"
    rows = entry_rows(views, views.query(sql, (json.dumps(positions),)))
    return {row["entry"]: row["sentence"] for row in rows}
