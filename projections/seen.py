"""What a record is by those of its entries that a lens shows: from its changes where they will do, else folded anew."""

from functools import lru_cache
from typing import TYPE_CHECKING

from projections.views import Views

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from ledger.stores.log import Log

#: The fields of a record as some entry left them, as the table ``record`` holds a body.
_AS_IT_WAS = (
    "SELECT json_group_object(field, json(value)) FROM (SELECT field, value, max(position) FROM main.change "
    "WHERE ref = ? AND position <= ? GROUP BY field) WHERE value <> ''"
)


class Seen:
    """The function that the view ``record`` asks for each record that a query touches."""

    def __init__(self, log: "Log", views: Views) -> None:
        self._log, self._views = log, views
        self.body = lru_cache(maxsize=1024)(self._body)

    def _body(self, ref: str, last: int, body: str) -> str | None:
        """The record's body; ``None`` where its beginning is hidden."""
        sql = "SELECT position, seen FROM temp.looked WHERE stream = ? AND NOT void ORDER BY version"
        rows = self._views.query(sql, (ref,))
        if not rows or not rows[0]["seen"]:
            return None
        hidden = [row["position"] for row in rows if not row["seen"]]
        if not hidden:
            return body
        if any(row["seen"] and row["position"] > hidden[0] for row in rows):
            return self._folded(ref, rows)
        return str(self._views.query(_AS_IT_WAS, (ref, hidden[0] - 1))[0][0])

    def _folded(self, ref: str, rows: "Sequence[sqlite3.Row]") -> str:
        """A later entry of an earlier day is seen without those before it, so each is folded again."""
        from projections.page import state  # reads the events, which no other look does

        return state(self._log, ref, {row["position"]: bool(row["seen"]) for row in rows})
