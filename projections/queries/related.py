"""What belongs to a record, what is linked to it, and what names it elsewhere."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from typing import Any

from ledger.vocabulary import kind_of
from projections.queries.actions import action
from projections.queries.definitions import context, definitions
from projections.queries.documents import document
from projections.queries.entries import entry_rows
from projections.queries.expectations import expectation
from projections.queries.findings import finding
from projections.queries.forums import forums
from projections.queries.grades import grade
from projections.queries.improvements import improvement
from projections.queries.inspections import inspection
from projections.queries.keys import keys
from projections.queries.meetings import meeting
from projections.queries.names import Names
from projections.queries.packs import pack
from projections.queries.papers import paper
from projections.queries.people import person, post
from projections.queries.records import Record, record, records, standing
from projections.queries.register import nils
from projections.queries.remit import remit
from projections.queries.settings import settings
from projections.views import Views

Row = dict[str, Any]
#: By the type of the entry with which a record began: under which title those stand which then named another.
_BEGUN: dict[str, tuple[str, Callable[[Record, Names], Row]]] = {
    "improvement.raised": ("Raised under it", improvement),
    "action.added": ("Actions", action),
    "meeting.held": ("Meetings", meeting),
    "expectation.added": ("Expectations", expectation),
    "document.added": ("Documents", document),
    "paper.begun": ("Papers", paper),
    "paper.issued": ("Papers", paper),
    "pack.made": ("Packs", pack),
}
_LINKED, _DECIDED, _MET, _NAMED = "Linked to it", "Decided about it", "At meetings", "Named in"


def related(views: Views, found: Record, names: Names) -> dict[str, list[Row]]:
    """The rows of what belongs to a record, by title; titles without any are left out."""
    named = {} if found.noun == "ledger" else _naming(views, found.ref, names)
    return {title: rows for title, rows in (_belonging(views, found, names) | named).items() if rows}


# What belongs to it by how things stand.


def _belonging(views: Views, found: Record, names: Names) -> dict[str, list[Row]]:
    match found.noun:
        case "inspection" | "question":
            return _about(views, found, names)
        case "post":
            return _of_post(views, found.ref, names)
        case "person":
            held = _holding(views, names, found.ref)
            return {"Posts held": held, "Actions": _owned(views, found.ref, names)}
        case "organisation":
            return _of_organisation(views, found.ref, names)
        case "document":
            return {"Entries that cite it": _citing(views, found.ref)}
        case "forum":
            taken_up = remit(views, found.ref)
            return {"Looks after": [improvement(each, names) for each in taken_up.improvements if taken_up.own]}
        case "ledger":
            return _of_the_ledger(views)
    return {}


def _about(views: Views, found: Record, names: Names) -> dict[str, list[Row]]:
    inspected = found.ref if found.noun == "inspection" else None
    asked = {} if inspected else {"question": found.ref}

    def of(noun: str) -> Iterator[Record]:
        return records(views, noun, inspected, having=asked)

    return {
        "Improvements": [improvement(each, names) for each in of("improvement")],
        "Found none": nils(views, inspection=inspected) if inspected else [],
        "Grades": [grade(each, names) for each in of("grade")],
        "Findings": [finding(each, names) for each in of("finding")],
    }


def _of_post(views: Views, ref: str, names: Names) -> dict[str, list[Row]]:
    return {
        "Owner of": [improvement(each, names) for each in records(views, "improvement", having={"owner": ref})],
        "Lead of": [improvement(each, names) for each in records(views, "improvement", having={"lead": ref})],
        "Chair of": [row for row in forums(views) if row["chair"] == ref],
        "Actions": _owned(views, ref, names),
    }


def _owned(views: Views, ref: str, names: Names) -> list[Row]:
    return [action(each, names) for each in records(views, "action", having={"owner": ref})]


def _holding(views: Views, names: Names, holder: str) -> list[Row]:
    held = ((each, each.body.get("holders", ())) for each in records(views, "post"))
    return [post(each, names) for each, holders in held if any(one["holder"] == holder for one in holders)]


def _of_organisation(views: Views, ref: str, names: Names) -> dict[str, list[Row]]:
    inspected = (
        each for each in records(views, "inspection") if ref in (each.body["inspectorate"], *each.body["forces"])
    )
    return {
        "Inspections": [inspection(each, names) for each in inspected],
        "Posts": [post(each, names) for each in records(views, "post") if each.body.get("organisation") == ref],
        "People": [person(each, names) for each in records(views, "person") if each.body.get("organisation") == ref],
        "Actions": _owned(views, ref, names),
    }


def _citing(views: Views, ref: str) -> list[Row]:
    cited = "SELECT position FROM citation WHERE document = ?"
    sql = f"SELECT * FROM happening WHERE position IN ({cited}) ORDER BY position"
    return list(entry_rows(views, views.query(sql, (ref,))))


def _of_the_ledger(views: Views) -> dict[str, list[Row]]:
    return {
        "Settings": settings(views),
        "Definitions": definitions(views),
        "National context": context(views),
        "Keys": keys(views),
    }


# What names it elsewhere.


def _naming(views: Views, ref: str, names: Names) -> dict[str, list[Row]]:
    """The records that began by naming it, those linked to it, meetings that spoke of it, and every other entry."""
    rows: dict[str, list[sqlite3.Row]] = {}
    for row in standing(views, "h.position IN (SELECT position FROM mention WHERE ref = ?)", ref):
        if row["type"] == "record.voided" or "void" not in (names.body(row["stream"]) or {}):
            rows.setdefault(_title(row), []).append(row)
    titles = [*(title for title, _ in _BEGUN.values()), _LINKED, _DECIDED, _MET, _NAMED]
    found = {title: _as_rows(views, title, rows.get(title, []), names) for title in titles}
    if kind_of(ref) in ("PER", "POST", "ORG"):
        del found["Actions"]  # whose each is now is among what belongs to them; whose it first was says nothing
    return found


def _title(row: sqlite3.Row) -> str:
    if row["type"] in _BEGUN:
        return _BEGUN[row["type"]][0]
    if row["type"] == "record.linked":
        return _LINKED
    if row["type"] == "meeting.decided":
        return _DECIDED
    return _MET if kind_of(row["stream"]) == "MTG" else _NAMED


def _as_rows(views: Views, title: str, rows: list[sqlite3.Row], names: Names) -> list[Row]:
    if title in (_DECIDED, _MET, _NAMED):
        return list(entry_rows(views, rows, names))
    if title == _LINKED:
        return [_link(row, names) for row in rows]
    return [_BEGUN[row["type"]][1](record(views, row["stream"]), names) for row in rows]


def _link(row: sqlite3.Row, names: Names) -> Row:
    return {
        "ref": row["stream"],
        "text": names.label(row["stream"]),
        "relation": json.loads(row["data"])["relation"],
        "entry": f"E-{row['position']}",
    }
