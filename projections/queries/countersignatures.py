"""Countersignatures: which were asked for, which came back, and which are still awaited."""

import json
from typing import Any

from projections.queries.names import Names
from projections.queries.records import STANDS
from projections.queries.words import iso
from projections.views import Views

Row = dict[str, Any]
_SAID = (
    "SELECT h.position, h.type, h.data, h.on_from, h.on_to FROM happening h "
    f"WHERE h.type IN ('countersignature.asked', 'countersignature.added') AND {STANDS} ORDER BY h.position"
)


def asked(views: Views) -> list[Row]:
    """One row for each that was asked for: of whom, for everything up to which entry, and whether it is awaited.

    It came back where a checkpoint of exactly that size did. Who was asked again since, and answered, is done with.
    """
    names, said = Names(views), _said(views)
    received = {row["data"]["size"] for row in said if row["type"] == "countersignature.added"}
    asks = [row for row in said if row["type"] == "countersignature.asked"]
    answered = {row["data"].get("to"): row["position"] for row in asks if row["position"] in received}
    return [
        {
            "entry": f"E-{row['position']}",
            "to": (to := row["data"].get("to")),
            "to_name": names.maybe(to),
            "up_to": f"E-{row['position']}",
            "asked_on": iso(row["on_from"], row["on_to"]),
            "outstanding": answered.get(to, 0) < row["position"],
        }
        for row in asks
    ]


def received(views: Views) -> list[Row]:
    """One row for each that came back: of how many entries, when, and where its note is kept."""
    return [
        {
            "entry": f"E-{row['position']}",
            "up_to": f"E-{row['data']['size']}",
            "size": row["data"]["size"],
            "received_on": iso(row["on_from"], row["on_to"]),
            "note": row["data"]["note"]["file"],
        }
        for row in _said(views)
        if row["type"] == "countersignature.added"
    ]


def _said(views: Views) -> list[Row]:
    return [{**row, "data": json.loads(row["data"])} for row in map(dict, views.query(_SAID))]
