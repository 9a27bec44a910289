"""The auditor's view: all that is asked, by entry; who recorded how much and how; and each late recording in full."""

import sqlite3
from datetime import date
from typing import Any

from projections.queries.checks.base import Look
from projections.queries.checks.dates import late
from projections.queries.entries import entry_rows
from projections.queries.late import late_by
from projections.views import Views

Row = dict[str, Any]

#: How much, of what kinds, of the rows of the table ``happening``; ``began`` is the day on which the ledger began.
_COUNTS = (
    "count(*) AS entries, coalesce(sum(said_by <> recorded_by), 0) AS for_others, "
    "coalesce(sum(last_day < :began), 0) AS before_began, "
    "coalesce(sum(fixes IS NOT NULL AND type <> 'record.undone'), 0) AS corrections, "
    "coalesce(sum(type = 'record.undone'), 0) AS undone, coalesce(sum(type = 'record.voided'), 0) AS voided, "
    "coalesce(sum(type = 'record.accepted'), 0) AS accepted, min(at) AS first, max(at) AS last"
)


def history(views: Views, today: date) -> Row:
    """The day on which the ledger began, and how many entries tell what happened before: none of those is late."""
    began = Look.at(views, today).began
    [counted] = views.query("SELECT count(*) AS entries FROM happening WHERE last_day < ? AND NOT void", (str(began),))
    return {"began": str(began), "entries": counted["entries"]}


def audit(views: Views, today: date) -> Row:
    """Who recorded how many entries and of what kinds, in all and each; and every entry that was recorded late."""
    look = Look.at(views, today)
    tardy = list(late(look))
    by, grouped = {"began": str(look.began)}, "GROUP BY recorded_by ORDER BY entries DESC"
    [whole] = views.query(f"SELECT {_COUNTS} FROM happening", by)
    each = views.query(f"SELECT recorded_by, {_COUNTS} FROM happening {grouped}", by)
    return {
        **_counted(whole, tardy),
        "recorders": [
            {
                **look.names.named("person", row["recorded_by"]),
                **_counted(row, [one for one in tardy if one["recorded_by"] == row["recorded_by"]]),
            }
            for row in each
        ],
        "late_entries": [
            row | {"late_by": late_by(found["last_day"], found["first_recorded"], look.began)}
            for row, found in zip(entry_rows(views, tardy, look.names), tardy, strict=True)
        ],
    }


def _counted(row: sqlite3.Row, tardy: list[sqlite3.Row]) -> Row:
    numbers = {name: row[name] for name in row.keys() if name != "recorded_by"}  # noqa: SIM118
    return {**numbers, "late": len(tardy)}
