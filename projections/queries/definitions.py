"""What terms were defined to mean, and what was said of the national picture: each with its day and source."""

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

from projections.queries.entries import entry_rows
from projections.queries.names import Names
from projections.queries.records import standing
from projections.views import Views

Row = dict[str, Any]
_TOLD = ("happened_on", "said_by", "said_by_name", "recorded_by", "recorded_at", "source", "entry")


def definitions(views: Views) -> list[Row]:
    """One row a definition, by term and then by the day from which it was meant so."""
    names, told = Names(views), _told(views, "definition.stated")
    rows = [
        {"term": data["term"], "text": data["text"], **names.named("of", data.get("of")), **rest}
        for data, rest in told
    ]  # fmt: skip
    return sorted(rows, key=lambda row: ((row["term"] or "").casefold(), row["happened_on"].rpartition("/")[2]))


def context(views: Views) -> list[Row]:
    """One row a statement of the national picture, in the order of recording."""
    names = Names(views)
    return [
        {
            "text": data["text"],
            "inspection": data.get("inspection"),
            "inspection_title": names.maybe(data.get("inspection")),
            **rest,
        }
        for data, rest in _told(views, "context.stated")
    ]


def _told(views: Views, type_name: str) -> Iterator[tuple[Row, Row]]:
    """What the entries of a type say, each with who said it, when and where."""
    found: list[sqlite3.Row] = standing(views, "h.stream = 'LEDGER' AND h.type = ?", type_name)
    for row, entry in zip(found, entry_rows(views, found, Names(views)), strict=True):
        yield json.loads(row["data"]), {key: entry[key] for key in _TOLD}
