"""Expectations: what is to happen, when, and whether it did."""

from typing import Any

from projections.queries import words
from projections.queries.names import Names
from projections.queries.records import Record, records
from projections.views import Views

Row = dict[str, Any]


def expectations(views: Views) -> list[Row]:
    """One row an expectation, in the order they were recorded."""
    names = Names(views)
    return [expectation(found, names) for found in records(views, "expectation")]


def expectation(found: Record, names: Names) -> Row:
    """An expectation as a row."""
    body = found.body
    return {
        "ref": found.ref,
        "text": body["text"],
        "about": body.get("about"),
        "about_name": names.label(body["about"]) if "about" in body else None,
        "status": body["status"],
        "expected": _days(body.get("expected")),
        "expected_words": words.expected(body.get("expected")),
        "first_expected": _days(body.get("first")),
        "first_expected_words": words.expected(body.get("first")),
        "moves": body.get("moves", 0),
        "ended_on": body.get("ended_on"),
        "outcome": body.get("outcome"),
        **found.began,
        "entry": found.entry,
    }


def _days(expected: Row | None) -> str | None:
    return words.iso(expected["from"], expected["to"]) if expected else None
