"""Findings: what the inspectorate said, whole, each with its parts."""

from typing import Any

from projections.queries import words
from projections.queries.names import Names
from projections.queries.records import Record, records
from projections.views import Views

Row = dict[str, Any]


def findings(
    views: Views,
    inspection: str | None = None,
    sense: str | None = None,
    force: str | None = None,
    question: str | None = None,
) -> list[Row]:
    """One row a finding, in the order they were recorded; with ``sense``, those that have it in any part."""
    names = Names(views)
    rows = [finding(found, names) for found in records(views, "finding", inspection)]
    return [
        row
        for row in rows
        if sense in (None, row["sense"], *(part["sense"] for part in row["parts"]))
        and force in (None, row["force"])
        and question in (None, row["question"])
    ]


def finding(found: Record, names: Names) -> Row:
    """A finding as a row."""
    return {
        "ref": found.ref,
        **names.belonging(found.body),
        **_said(found.body),
        "parts": [_said(part) for part in found.body.get("parts", ())],
        "practice": found.body.get("practice"),
        **_disputed(found.body),
        **found.began,
        "entry": found.entry,
    }


def _disputed(body: Row) -> Row:
    """What the force disputes of it, and what the inspectorate said of that."""
    dispute, settlement = body.get("dispute") or {}, body.get("settlement") or {}
    return {
        "disputed_on": dispute.get("on"),
        "dispute": dispute.get("text"),
        "settled_on": settlement.get("on"),
        "settlement": settlement.get("settlement"),
        "settlement_text": settlement.get("text"),
    }


def _said(part: Row) -> Row:
    return {
        "text": part["text"],
        "sense": part["sense"],
        "voice": part["voice"],
        "voice_words": words.voice(part["voice"]),
        "hedge": part.get("hedge"),
    }
