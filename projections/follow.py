"""Keeps the read models level with the log, exactly once, and makes them again.

Entries are taken in pages, each in one transaction that also moves the level: what was read, and the
root of the tree as far as that. Two processes that level at once take turns, and the second finds the
level moved. A process killed anywhere leaves the level and the rows of some whole page. Where the log
is not the one that the level names (another origin, cut, rolled back, forked), all is made again.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import chain, islice, zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from projections.page import Outdated, Page
from projections.views import SCHEMA, Level, Views, belongs, is_level

if TYPE_CHECKING:
    from ledger.stores.log import Log

#: Entries a transaction: memory stays bounded, and a kill loses less than a second's work.
PAGE = 1000


def level(log: "Log", views: Views) -> None:
    """Brings the read models level with the log."""
    if is_level(log, views):
        return
    try:
        _take_up(log, views)
    except sqlite3.IntegrityError:  # the level was set back by hand: the rows beyond it are there
        rebuild(log, views)
    except Outdated:
        with views.writing():
            views.wipe(_beginning(log))
        level(log, views)  # outdated again only if something else was erased meanwhile
        scrub(views)


def scrub(views: Views) -> bool:
    """Takes from the file whatever its tables no longer hold; whether nobody who reads it keeps that there."""
    views.query("VACUUM")
    [[busy, *_]] = views.query("PRAGMA wal_checkpoint(TRUNCATE)")
    return not busy


def empty(log: "Log", views: Views) -> bool:
    """Takes everything from read models that nobody here goes by; as ``scrub``."""
    with views.writing():
        views.wipe(_beginning(log))
    return scrub(views)


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
            Page(log, views).take(rows)
            views.set_level(rows[-1].position, log.root(rows[-1].position))
        return len(rows) == PAGE


def _beginning(log: "Log") -> Level:
    return Level(log.opening()["origin"], 0, log.root(0), SCHEMA)


# Against the log.

#: Each table with the columns that name a row.
_KEYS = {
    "level": (),
    "happening": ("position",),
    "change": ("ref", "field", "position"),
    "record": ("ref",),
    "mention": ("ref", "position"),
    "citation": ("document", "position", "place"),
    "search": ("term", "doc", "col", "offset"),
    "search_docsize": ("id",),
    "search_config": ("k",),
    "sqlite_schema": ("name",),
}
#: What gives the rows of those that are no common table. The words of the index come in the order of their keys; in
#: which blocks they lie hangs on how it grew.
_ROWS = {
    "search": "SELECT term, doc, col, offset FROM temp.search_word",
    "sqlite_schema": "SELECT type, name, sql FROM sqlite_schema ORDER BY name",
}
_WORDS = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_word USING fts5vocab(main, search, instance)"


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
    import tempfile  # no recording needs it, and each levels the read models

    with tempfile.TemporaryDirectory() as folder:
        fresh = Views.at(str(Path(folder, "fresh")))
        try:
            _take_up(log, fresh, until=max(1, now.position))
            for each in (views, fresh):
                each.query(_WORDS)
            return [found for table in _KEYS for found in _compare(table, views, fresh)]
        finally:
            fresh.close()


def _compare(table: str, views: Views, fresh: Views) -> Iterator[Difference]:
    """What differs in a table: page after page is the same, until one is not."""
    order = f" ORDER BY {', '.join(_KEYS[table])}" if _KEYS[table] else ""
    ours, made = (each.each(_ROWS.get(table, f"SELECT * FROM {table}{order}")) for each in (views, fresh))
    for mine, right in iter(lambda: (list(islice(ours, PAGE)), list(islice(made, PAGE))), ([], [])):
        if mine != right:
            yield from _merge(table, chain(mine, ours), chain(right, made))


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
