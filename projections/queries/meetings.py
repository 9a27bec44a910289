"""Meetings: what was put before each, what it considered and what it decided."""

import sqlite3
from typing import Any

from projections.queries import words
from projections.queries.names import Names
from projections.queries.records import Record, begun_naming, body, records, standing
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


def held(views: Views, forum: str) -> list[Record]:
    """The meetings of one forum, in the order in which they were held."""
    found = (each for each in begun_naming(views, "meeting.held", forum) if each.body["forum"] == forum)
    return sorted(found, key=lambda each: words.span_of(each.body["held_on"]).last)


def spoken_of(meeting: Record) -> list[str]:
    """The records that a meeting considered, and those that it decided about, each once."""
    told = [ref for each in meeting.body.get("considered", ()) for ref in each["records"]]
    told += [ref for each in meeting.body.get("decisions", ()) for ref in each.get("about", ())]
    return list(dict.fromkeys(told))


def decided_about(views: Views, ref: str) -> list[sqlite3.Row]:
    """The entries with which meetings decided about a record."""
    named = "h.type = 'meeting.decided' AND h.position IN (SELECT position FROM mention WHERE ref = ?)"
    return [row for row in standing(views, named, ref) if "void" not in (body(views, row["stream"]) or {})]
