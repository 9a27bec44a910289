"""Board papers: what was issued to whom, by whose answer, and which paper took the place of which."""

from typing import Any

from projections.queries import words
from projections.queries.names import Names
from projections.queries.records import Record, records
from projections.views import Views

Row = dict[str, Any]


def papers(views: Views) -> list[Row]:
    """One row a paper, in the order they were issued."""
    names, found = Names(views), list(records(views, "paper"))
    later = {each.body["replaces"]: each.ref for each in found if "replaces" in each.body}
    return [paper(each, names) | {"replaced_by": later.get(each.ref)} for each in found]


def paper(found: Record, names: Names) -> Row:
    """A paper as a row."""
    body = found.body
    return {
        "ref": found.ref,
        "title": body["title"],
        **names.named("forum", body.get("forum")),
        "meeting": body.get("meeting"),
        "meeting_name": names.label(body["meeting"]) if "meeting" in body else None,
        "to": body.get("to", []),
        "to_names": [names.of(ref) for ref in body.get("to", ())],
        "marking": body.get("marking"),
        "marking_words": words.marking(body["marking"]) if body.get("marking") else None,
        "replaces": body.get("replaces"),
        "issued_on": body["issued_on"],
        "file": body["name"],
        "size": body["size"],
        "digest": body["digest"],
        "kept": "file" in body,
        **found.began,
        "entry": found.entry,
    }
