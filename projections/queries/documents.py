"""Documents: what facts come from, and how many entries cite each."""

from typing import Any

from projections.queries import words
from projections.queries.names import Names
from projections.queries.records import Record, records
from projections.views import Views

Row = dict[str, Any]


def documents(views: Views, kind: str | None = None) -> list[Row]:
    """Each document, as it was added."""
    names = Names(views)
    sql = "SELECT document, count(DISTINCT position) AS cited FROM citation GROUP BY document"
    cited = {row["document"]: row["cited"] for row in views.query(sql)}
    found = records(views, "document")
    kept = (each for each in found if kind in (None, each.body["kind"]))
    return [document(each, names) | {"cited": cited.get(each.ref, 0)} for each in kept]


def document(found: Record, names: Names) -> Row:
    """A document as a row."""
    body = found.body
    return {
        "ref": found.ref,
        "kind": body["kind"],
        "title": body["title"],
        "marking": body.get("marking"),
        "marking_words": words.marking(body["marking"]) if body.get("marking") else None,
        **names.named("author", body["author"]),
        "to": body.get("to", []),
        "to_names": [names.of(ref) for ref in body.get("to", ())],
        "copied": body.get("copied", []),
        "copied_names": [names.of(ref) for ref in body.get("copied", ())],
        "address": body.get("address"),
        "dated": body["dated"],
        "dated_words": body.get("dated_words"),
        "entry": found.entry,
    }
