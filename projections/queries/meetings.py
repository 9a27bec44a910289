"""Meetings: what was put before each, what it considered and what it decided."""

from typing import Any

from projections.queries import words
from projections.queries.names import Names
from projections.queries.records import Record, records
from projections.views import Views

Row = dict[str, Any]


def meetings(views: Views, forum: str | None = None) -> list[Row]:
    """One row a meeting, in the order they were recorded; those of one forum, if it is given."""
    names = Names(views)
    return [meeting(found, names) for found in records(views, "meeting") if forum in (None, found.body["forum"])]


def meeting(found: Record, names: Names) -> Row:
    """A meeting as a row."""
    body = found.body
    return {
        "ref": found.ref,
        "forum": body["forum"],
        "forum_name": names.of(body["forum"], words.span_of(body["held_on"]).last),
        "held_on": body["held_on"],
        "attended": body.get("attended", []),
        "attended_names": [names.of(ref) for ref in body.get("attended", ())],
        "expected": body.get("expected"),
        "tabled": body.get("tabled", []),
        "considered": [{"records": each["records"], "text": each.get("text")} for each in body.get("considered", ())],
        "decisions": [{"text": each["text"], "about": each.get("about", [])} for each in body.get("decisions", ())],
        **found.began,
        "entry": found.entry,
    }
