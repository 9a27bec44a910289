"""The log as it grew: one row an entry, in the order of recording; and a sample of it that anybody can draw again."""

from hashlib import sha256
from heapq import nsmallest
from typing import Any

from ledger.errors import UnknownReference
from projections.queries.entries import entry_rows
from projections.views import Views


def entry(views: Views, position: int) -> dict[str, Any]:
    """One entry; ``UnknownReference`` where there is none yet."""
    for row in entry_rows(views, views.query("SELECT * FROM happening WHERE position = ?", (position,))):
        return row
    raise UnknownReference(f"There is no E-{position} in this ledger.", "`afi log` shows the newest entries.")


def log(views: Views, after: int = 0, limit: int = 100, newest: bool = False) -> list[dict[str, Any]]:
    """Entries from the position after ``after`` on; with ``newest``, backwards from before it (0: from the end)."""
    if newest:
        sql, parameters = "WHERE position < ? ORDER BY position DESC", (after or 2**53,)
    else:
        sql, parameters = "WHERE position > ? ORDER BY position", (after,)
    return list(entry_rows(views, views.query(f"SELECT * FROM happening {sql} LIMIT ?", (*parameters, limit))))


def sample(views: Views, size: int, seed: int, after: int = 0, recorded_by: str | None = None) -> list[dict[str, Any]]:
    """So many entries, in the order of recording: those whose rank by ``digest`` is the lowest of all there are.

    Each says as which it was ``drawn``, with what ``seed`` and from how many. A larger sample of the same seed holds
    the smaller one, and a sample of the ledger as it was is the same as it was then.
    """
    where, parameters = "position > ?", [after, *filter(None, (recorded_by,))]
    where += " AND recorded_by = ?" if recorded_by else ""
    of = views.query(f"SELECT count(*) AS number FROM happening WHERE {where}", parameters)[0]["number"]
    found = (row["position"] for row in views.each(f"SELECT position FROM happening WHERE {where}", parameters))
    drawn = nsmallest(size, ((digest(seed, position), position) for position in found))
    rank = {position: place for place, (_, position) in enumerate(drawn, 1)}
    rows = (entry(views, position) for position in sorted(rank))
    return [{**row, "drawn": rank[row["position"]], "seed": seed, "drawn_from": of} for row in rows]


def digest(seed: int, position: int) -> str:
    """What ranks an entry in a sample: SHA-256, in hex, of the seed, a colon and its number ("7:120" for E-120)."""
    return sha256(f"{seed}:{position}".encode()).hexdigest()
