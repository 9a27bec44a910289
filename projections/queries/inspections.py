"""Inspections: what each covered, when it was published, and how much is recorded of it."""

from typing import Any

from projections.queries import words
from projections.queries.names import Names
from projections.queries.records import Record, records
from projections.queries.register import note
from projections.views import Views

Row = dict[str, Any]


def inspections(views: Views) -> list[Row]:
    """Each inspection, in the order they were recorded."""
    names = Names(views)
    return [inspection(found, names) | _counts(views, found.ref) for found in records(views, "inspection")]


def inspection(found: Record, names: Names) -> Row:
    """An inspection as a row."""
    body = found.body
    questions = body.get("questions", [])
    return {
        "ref": found.ref,
        "title": body["title"],
        "aliases": body.get("aliases", []),
        "programme": body["programme"],
        "programme_words": words.programme(body["programme"]),
        "framework": body["framework"],
        "framework_words": words.framework(body["framework"]),
        "cycle": body["cycle"],
        "scale": body["scale"],
        **names.named("inspectorate", body["inspectorate"]),
        "forces": body["forces"],
        "force_names": [names.of(ref) for ref in body["forces"]],
        "questions": questions,
        "question_names": [names.of(ref) for ref in questions],
        "fieldwork": body.get("fieldwork"),
        "published_on": body.get("published_on"),
        "published_on_words": body.get("published_on_words"),
        "found_none": body.get("found_none", []),
        **note(body, names),
        "entry": found.entry,
    }


def _counts(views: Views, ref: str) -> Row:
    sql = "SELECT noun, count(*) AS number FROM record WHERE inspection = ? GROUP BY noun"
    found = {row["noun"]: row["number"] for row in views.query(sql, (ref,))}
    return {f"{noun}s": found.get(noun, 0) for noun in ("improvement", "finding", "grade")}
