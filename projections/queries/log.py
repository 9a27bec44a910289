"""The log as it grew: one row an entry, in the order of recording."""

from typing import Any

from projections.queries.entries import entry_rows
from projections.views import Views


def log(views: Views, after: int = 0, limit: int = 100, newest: bool = False) -> list[dict[str, Any]]:
    """Entries from the position after ``after`` on; with ``newest``, backwards from before it (0: from the end)."""
    if newest:
        sql, parameters = "WHERE position < ? ORDER BY position DESC", (after or 2**53,)
    else:
        sql, parameters = "WHERE position > ? ORDER BY position", (after,)
    return list(entry_rows(views, views.query(f"SELECT * FROM happening {sql} LIMIT ?", (*parameters, limit))))
