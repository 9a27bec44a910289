"""Documents: what facts come from, how many entries cite each, and which must not be published yet."""

from datetime import datetime
from typing import Any

from projections.queries import words
from projections.queries.names import Names
from projections.queries.records import Record, records
from projections.views import Views

Row = dict[str, Any]


def documents(views: Views, kind: str | None = None, *, now: datetime | None = None) -> list[Row]:
    """Each document; what is embargoed at a moment is known where that moment is given."""
    names = Names(views)
    sql = "SELECT document, count(DISTINCT position) AS cited FROM citation GROUP BY document"
    cited = {row["document"]: row["cited"] for row in views.query(sql)}
    found = records(views, "document")
    kept = (each for each in found if kind in (None, each.body["kind"]))
    return [document(each, names, now) | {"cited": cited.get(each.ref, 0)} for each in kept]


def document(found: Record, names: Names, now: datetime | None = None) -> Row:
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
        "inspection": body.get("inspection"),
        "inspection_title": names.maybe(body.get("inspection")),
        **_embargo(body, now),
        "files": [{"name": file["name"], "size": file["size"], "kept": file["file"]} for file in body.get("files", ())],
        "asks": [{"text": ask["text"], **names.named("of", ask.get("of"))} for ask in body.get("asks", ())],
        "entry": found.entry,
    }


def embargoed(body: Row, now: datetime) -> bool:
    """Whether a document must not be published at a moment: its own has not come, or it has none."""
    embargo = body.get("embargo")
    return embargo is not None and ("until" not in embargo or datetime.fromisoformat(embargo["until"]) > now)


def _embargo(body: Row, now: datetime | None) -> Row:
    embargo = body.get("embargo")
    until = (embargo or {}).get("until")
    return {
        "embargo": until,
        "embargo_words": None if embargo is None else words.until(until),
        "embargoed": None if embargo is not None and now is None else now is not None and embargoed(body, now),
        "embargoes": [{"until": each.get("until"), "on": each["on"]} for each in body.get("embargoes", ())],
        "released_on": body.get("released_on"),
    }
