"""Everything about one record: its fields, what happened to it, and what belongs to it."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from ledger.vocabulary import say
from projections.queries import common, words
from projections.queries.actions import action
from projections.queries.colour import Colour, Colours
from projections.queries.documents import document
from projections.queries.erasures import told_of_fields
from projections.queries.expectations import expectation
from projections.queries.fields import fields
from projections.queries.findings import finding
from projections.queries.forums import forums
from projections.queries.grades import grade
from projections.queries.improvements import improvement, note
from projections.queries.inspections import inspection
from projections.queries.meetings import meeting
from projections.queries.names import Names
from projections.queries.packs import pack
from projections.queries.papers import paper
from projections.queries.people import organisation, person, post
from projections.queries.questions import question
from projections.queries.records import Record, record
from projections.queries.related import related
from projections.queries.stats import heading
from projections.queries.timeline import timeline
from projections.views import Views

Row = dict[str, Any]


def show(views: Views, ref: str, now: datetime | None = None, today: date | None = None) -> Row:
    """A record of any noun; ``UnknownReference`` where there is none.

    ``void`` says why it does not count, null where it does; ``fields`` are those that were given, each with its label,
    value and words; ``history`` its entries in the order of the world; ``related`` the rows of what belongs to it, by
    title. What is embargoed is known where the moment is, and the status colour where the day is.
    """
    found, names = record(views, ref), Names(views)
    row = row_of(views, found, names, now)
    if found.noun == "improvement" and today and "void" not in found.body:
        row = _coloured(row, Colours(views, today).of(found.body, names))
    row |= voices(row, names)
    return {
        "ref": ref,
        "noun": found.noun,
        "name": names.label(ref) if found.noun in ("meeting", "pack") else names.of(ref),
        "entry": found.entry,
        "void": not_counting(found),
        "fields": told_of_fields(views, ref, fields(row, found.body, names)),
        "history": timeline(views, [ref]),
        "related": related(views, found, names),
    }


def _coloured(row: Row, colour: Colour) -> Row:
    """The row with the status colour and its reason, after how it stands."""
    place = list(row).index("status_words") + 1
    keys = list(row.items())
    return dict([*keys[:place], ("colour", colour.word), ("colour_words", colour.said), *keys[place:]])


def voices(row: Row, names: Names) -> Row:
    """Who said and recorded it, by what they were called on the day it happened."""
    on = words.span_of(row["happened_on"]).last if row.get("happened_on") else None
    return {f"{field}_name": names.of(row[field], on) for field in ("said_by", "recorded_by") if field in row}


def not_counting(found: Record) -> Row | None:
    """Why it does not count."""
    void = found.body.get("void")
    if void is None:
        return None
    of = f" of {void['of']}" if "of" in void else ""
    said = f"Does not count: {say(void['reason'])}{of}, {words.span(void['on'])}"
    return {"reason": void["reason"], "of": void.get("of"), "on": void["on"], "words": said}


def row_of(views: Views, found: Record, names: Names, now: datetime | None) -> Row:
    """What its list shows of it, what any record can have, and its notes."""
    if found.noun == "ledger":
        return heading(views)
    notes = {} if found.noun in ("improvement", "inspection") else note(found.body, names)
    return _listed(views, found, names, now) | common.everything(found, names) | notes


def _listed(views: Views, found: Record, names: Names, now: datetime | None) -> Row:
    match found.noun:
        case "organisation":
            return organisation(found)
        case "question":
            return question(found)
        case "document":
            return document(found, names, now)
        case "forum":
            return next(row for row in forums(views, void=True) if row["ref"] == found.ref)
    rows: dict[str, Callable[[Record, Names], Row]] = {
        "improvement": improvement, "finding": finding, "grade": grade, "inspection": inspection, "person": person,
        "post": post, "action": action, "expectation": expectation, "meeting": meeting, "paper": paper,
        "pack": pack,
    }  # fmt: skip
    return rows[found.noun](found, names)
