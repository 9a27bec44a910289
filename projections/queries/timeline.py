"""What happened, in the order in which it happened in the world: last day, first day, then as recorded."""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from projections.queries.entries import entry_rows
from projections.views import Views

#: SQLite takes at least 999 parameters in a statement.
_AT_ONCE = 900


def timeline(
    views: Views, refs: Sequence[str] | None = None, inspection: str | None = None, limit: int | None = None
) -> list[dict[str, Any]]:
    """The entries of some records, of an inspection and all that belongs to it, or of all; the last ``limit``."""
    if refs is None and inspection is None:
        return list(entry_rows(views, _everything(views, limit)))
    chosen = dict.fromkeys([*(refs or ()), *(_belonging(views, inspection) if inspection else ())])
    rows = sorted(_of(views, list(chosen)), key=_in_the_world)
    return list(entry_rows(views, rows[-limit:] if limit else rows))


def _everything(views: Views, limit: int | None) -> Iterable[sqlite3.Row]:
    sql = "SELECT * FROM happening ORDER BY last_day DESC, first_day DESC, position DESC LIMIT ?"
    return reversed(views.query(sql, (limit or -1,)))


def _belonging(views: Views, inspection: str) -> list[str]:
    found = views.query("SELECT ref FROM record WHERE inspection = ?", (inspection,))
    return [inspection, *(row["ref"] for row in found)]


def _of(views: Views, refs: list[str]) -> list[sqlite3.Row]:
    rows: list[sqlite3.Row] = []
    for start in range(0, len(refs), _AT_ONCE):
        part = refs[start : start + _AT_ONCE]
        rows += views.query(f"SELECT * FROM happening WHERE stream IN ({','.join('?' * len(part))})", part)
    return rows


def _in_the_world(row: sqlite3.Row) -> tuple[str, str, int]:
    return row["last_day"], row["first_day"], row["position"]
