"""Forums: the bodies that review progress, who chairs each, when it last met and when it should meet next."""

from datetime import date, timedelta
from typing import Any

from projections.queries import due, words
from projections.queries.meetings import held
from projections.queries.names import Names
from projections.queries.records import Record, record, records
from projections.views import Views

Row = dict[str, Any]


def forums(views: Views, *, void: bool = False) -> list[Row]:
    """One row a forum, in the order they were added; those that do not count too, with ``void``."""
    names, met = Names(views), _meetings(views)
    return [forum_row(found, names, met.get(found.ref, [])) for found in records(views, "forum", void=void)]


def forum(views: Views, ref: str) -> Row:
    """One forum as a row; ``UnknownReference`` where there is none."""
    return forum_row(record(views, ref), Names(views), held(views, ref))


def _meetings(views: Views) -> dict[str, list[Record]]:
    """The meetings of each forum in the order in which they were held."""
    met: dict[str, list[Record]] = {}
    for found in records(views, "meeting"):
        met.setdefault(found.body["forum"], []).append(found)
    return {ref: sorted(held, key=lambda each: words.span_of(each.body["held_on"]).last) for ref, held in met.items()}


def forum_row(found: Record, names: Names, met: list[Record]) -> Row:
    """A forum as a row, with what follows from its meetings."""
    body = found.body
    cadence, last = body.get("cadence"), met[-1] if met else None
    next_due = due_next(body, last.body["held_on"] if last else None)
    return {
        "ref": found.ref,
        "name": body["name"],
        **names.named("organisation", body.get("organisation")),
        **names.voice("chair", body.get("chair")),
        "chairs": [names.named("chair", each["chair"]) | {"from": each.get("from")} for each in body.get("chairs", ())],
        "purpose": body.get("purpose"),
        "cadence": cadence,
        "cadence_words": words.cadence(cadence),
        "status": body["status"],
        "ended_on": body.get("ended_on"),
        "meetings": len(met),
        "last_meeting": last.ref if last else None,
        "last_held_on": last.body["held_on"] if last else None,
        "next_due": next_due,
        "next_words": _next_words(body, last, next_due),
        "entry": found.entry,
    }


def due_next(body: Row, held: str | None) -> str | None:
    """The last meeting and so many weeks or months; nothing where one of the two is not known well enough."""
    if "ended_on" in body or "every" not in body.get("cadence", ()) or held is None:
        return None
    cadence = body["cadence"]
    if cadence["unit"] == "months":
        return due.later(held.rpartition("/")[2], cadence["every"])
    if len(held) < len("2018-06-12") or "/" in held:
        return None
    return str(date.fromisoformat(held) + timedelta(weeks=cadence["every"]))


def _next_words(body: Row, last: Record | None, next_due: str | None) -> str:
    """When it should meet next, or why that cannot be said."""
    if next_due and last:
        every, unit = body["cadence"]["every"], body["cadence"]["unit"].removesuffix("s")
        return f"{words.day(next_due)}, {words.counted(every, unit)} after {last.ref}"
    if "ended_on" in body:
        return "none: it has ended"
    if "cadence" not in body:
        return "none: no cadence is recorded"
    if "every" not in body["cadence"]:
        return "none: it meets as it is needed"
    return "none: no meeting is recorded" if last is None else f"none: the day of {last.ref} is not known"
