"""The register: every improvement as it stands, and the nils that were recorded."""

import json
import sqlite3
from collections.abc import Iterator
from datetime import date
from typing import Any

from projections.queries.colour import Colours
from projections.queries.entries import entry_rows
from projections.queries.improvements import improvement
from projections.queries.names import Names
from projections.queries.records import COUNTS, record, records, standing
from projections.views import Views

Row = dict[str, Any]
_NIL, _VOIDED = "inspection.found_none", "inspection.nil_voided"
_TOLD = ("sentence", "happened_on", "said_by", "recorded_by", "recorded_at", "source", "entry")


def register(views: Views, **asked: Any) -> list[Row]:
    """The rows of ``each_row``."""
    return list(each_row(views, **asked))


def each_row(
    views: Views,
    *,
    inspection: str | None = None,
    question: str | None = None,
    status: str | None = None,
    owner: str | None = None,
    lead: str | None = None,
    force: str | None = None,
    kind: str | None = None,
    today: date | None = None,
) -> Iterator[Row]:
    """One row an improvement that counts, by kind and number; a filter is a reference or a word of its vocabulary.

    Each has its colour of a day, if one is given. A nation's are not to be held at once.
    """
    wanted = {"question": question, "status": status, "owner": owner, "lead": lead, "force": force, "kind": kind}
    asked = {field: value for field, value in wanted.items() if value}
    names, colours = Names(views), Colours(views, today) if today else None
    for found in records(views, "improvement", inspection, having=asked):
        yield improvement(found, names, colours)


def recorded(views: Views) -> int:
    """How many improvements there are."""
    [[number]] = views.query(f"SELECT count(*) FROM record WHERE noun = 'improvement' AND {COUNTS}")
    return int(number)


def nils(
    views: Views, *, inspection: str | None = None, force: str | None = None, kind: str | None = None
) -> list[Row]:
    """What reports were recorded to have found none of: known to be nil, which is not the same as not recorded."""
    names = Names(views)
    rows: list[Row] = []
    for found in [record(views, inspection)] if inspection else records(views, "inspection"):
        if found.body.get("found_none") and "void" not in found.body:
            rows += _nils(views, found.ref, names)
    return [row for row in rows if force in (None, row["force"]) and kind in (None, row["kind"])]


def _nils(views: Views, inspection: str, names: Names) -> list[Row]:
    found = _left(standing(views, f"h.stream = ? AND h.type IN ('{_NIL}', '{_VOIDED}')", inspection))
    told = zip(map(json.loads, (row["data"] for row in found)), entry_rows(views, found, names), strict=True)
    return [
        {
            **names.inspection(inspection),
            **names.named("force", data["force"]),
            "kind": data["kind"],
            **{key: row[key] for key in _TOLD},
        }
        for data, row in told
    ]


def _left(told: list[sqlite3.Row]) -> list[sqlite3.Row]:
    """The nils that were not recorded in error since."""
    left: dict[tuple[str, str], sqlite3.Row] = {}
    for row in sorted(told, key=lambda row: row["fixes"] or row["position"]):  # a correction in its place
        data = json.loads(row["data"])
        nil = data["kind"], data["force"]
        if row["type"] == _NIL:
            left[nil] = row
        else:
            left.pop(nil, None)
    return list(left.values())
