"""Inspections: what each covered, when it was published, and how much is recorded of it."""

from typing import Any

from projections.queries import words
from projections.queries.improvements import note
from projections.queries.names import Names
from projections.queries.records import COUNTS, Record, records
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
        "inspectorate": body["inspectorate"],
        "inspectorate_name": names.of(body["inspectorate"], words.span_of(found.began["happened_on"]).last),
        "forces": body["forces"],
        "force_names": [names.of(ref) for ref in body["forces"]],
        "questions": questions,
        "question_names": [names.of(ref) for ref in questions],
        "fieldwork": body.get("fieldwork"),
        "published_on": body.get("published_on"),
        "published_on_words": body.get("published_on_words"),
        **_report(body, names),
        "found_none": body.get("found_none", []),
        **note(body, names),
        "entry": found.entry,
    }


def _report(body: Row, names: Names) -> Row:
    """How far the report came before it was published, and what was answered to it since."""
    stages = [_reached(stage, names) for stage in body.get("stages", ())]
    return {
        "stage": stages[-1]["stage"] if stages else None,
        "stage_words": words.STAGE[stages[-1]["stage"]] if stages else None,
        "stages": stages,
        "responses": [_responded(step, names) for step in body.get("responses", ())],
    }


def _reached(stage: Row, names: Names) -> Row:
    return {
        "stage": stage["stage"],
        "on": stage["on"],
        **names.named("document", stage.get("document")),
        "text": stage.get("text"),
    }


def _responded(response: Row, names: Names) -> Row:
    return {
        "step": response["step"],
        **names.named("force", response["force"]),
        "on": response["on"],
        "to": response.get("to", []),
        "to_names": [names.of(ref) for ref in response.get("to", ())],
        **names.named("document", response.get("document")),
        "address": response.get("address"),
    }


def _counts(views: Views, ref: str) -> Row:
    sql = f"SELECT noun, count(*) AS number FROM record WHERE inspection = ? AND {COUNTS} GROUP BY noun"
    found = {row["noun"]: row["number"] for row in views.query(sql, (ref,))}
    return {f"{noun}s": found.get(noun, 0) for noun in ("improvement", "finding", "grade")}
