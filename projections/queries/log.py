"""The log as it grew: one row an entry, in the order of recording."""

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
