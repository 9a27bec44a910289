"""The stories of records: the entries of each, in the order in which they happened, and what is to be noticed of them.

To a record belong its own entries, those of the actions under it, and every other that names it, like a meeting's that
considered it; papers and packs about it do not. What stood before an embargo is told; of a record of which an entry is
under one, nothing that came after that entry is, for it could give the rest away.
"""

import json
import sqlite3
from collections.abc import Iterator
from typing import Any, NamedTuple

from projections.papers.parts.entries import position_of, told
from projections.papers.parts.telling import Telling
from projections.queries.late import FIRST_RECORDED, began, late_by
from projections.queries.records import records
from projections.queries.slippage import all_slips

Row = dict[str, Any]
_LISTED = "(SELECT value FROM json_each(:refs))"
#: The entries of records, and those elsewhere that name them: of each, whose story it belongs to.
_STORY = (
    f"SELECT h.*, {FIRST_RECORDED} AS first_recorded, m.ref AS of FROM happening h JOIN ("
    f"SELECT position, stream AS ref FROM happening WHERE stream IN {_LISTED} UNION "
    f"SELECT position, ref FROM mention WHERE ref IN {_LISTED}) m ON m.position = h.position "
    "WHERE h.stream NOT LIKE 'PAP-%' AND h.stream NOT LIKE 'PCK-%' AND NOT h.void "
    "ORDER BY h.last_day, h.first_day, h.position"
)


class Entry(NamedTuple):
    """An entry of a story, how far a date moved by it, and how late it was recorded."""

    row: Row
    moved: str
    later: bool
    late_by: int | None


class Story(NamedTuple):
    """The story of a record; ``partly`` where some of it is under embargo."""

    ref: str
    entries: list[Entry]
    partly: bool


def stories(telling: Telling, refs: list[str]) -> Iterator[Story]:
    """The story of each record, in the order that was asked for."""
    whose = {ref: ref for ref in refs} | _under(telling, refs)
    found = telling.views.query(_STORY, {"refs": json.dumps(list(whose))})
    free = {row["position"]: row for row in told(telling, {row["position"]: row for row in found}.values())}
    moved, first = _moves(telling, set(refs)), began(telling.views)
    by: dict[str, dict[int, Entry]] = {ref: {} for ref in refs}
    for row in found:
        if each := free.get(row["position"]):
            late = late_by(row["last_day"], row["first_recorded"], first)
            by[whose[row["of"]]][each["position"]] = Entry(each, *moved.get(each["entry"], ("", False)), late)
    for ref, entries in by.items():
        until = _withheld_from(found, free, ref, whose)
        kept = [_until(telling, each, until) for position, each in entries.items() if position < until]
        yield Story(ref, kept, not telling.brief.is_whole(ref))


def _under(telling: Telling, refs: list[str]) -> dict[str, str]:
    """The actions under these records that may be told of, each with which."""
    asked, every = set(refs), records(telling.views, "action")
    found = telling.free(each for each in every if each.body.get("under") in asked and each.ref not in asked)
    return {each.ref: each.body["under"] for each in found}


def _withheld_from(found: list[sqlite3.Row], free: dict[int, Row], ref: str, whose: dict[str, str]) -> float:
    """The first entry of a story's own records that may not be told."""
    kept = (row["position"] for row in found if row["position"] not in free and whose.get(row["stream"]) == ref)
    return min(kept, default=float("inf"))


def _until(telling: Telling, each: Entry, until: float) -> Entry:
    """It as it stood before an entry, and before any that may not be told: such a one may have taken its place."""
    later = {key: each.row[key] for key in ("corrected_by", "undone_by") if each.row[key]}
    told_of = telling.brief.is_free
    hidden = {key: None for key, entry in later.items() if position_of(entry) >= until or not told_of(entry)}
    return each._replace(row=each.row | hidden)


def _moves(telling: Telling, refs: set[str]) -> dict[str, tuple[str, bool]]:
    """By entry: how far it moved a due date, and whether to a later day."""
    return {
        slip["entry"]: (slip["days_words"], bool(slip["days"] and slip["days"] > 0))
        for ref, _, slips in all_slips(telling.views, telling.names, telling.brief.recipe.inspection)
        if ref in refs
        for slip in slips
    }
