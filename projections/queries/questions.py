"""Questions: what grades answer, by key, name and wording."""

from typing import Any

from projections.queries import words
from projections.queries.records import Record, records
from projections.views import Views

Row = dict[str, Any]


def questions(views: Views, framework: str | None = None) -> list[Row]:
    """Each question of each framework, or of one."""
    found = records(views, "question")
    return [question(each) for each in found if framework in (None, each.body["framework"])]


def question(found: Record) -> Row:
    """A question as a row."""
    body = found.body
    return {
        "ref": found.ref,
        "key": body["key"],
        "name": body["name"],
        "wording": body.get("wording"),
        "pillar": body["pillar"],
        "framework": body["framework"],
        "framework_words": words.framework(body["framework"]),
        "aliases": body.get("aliases", []),
        "entry": found.entry,
    }
