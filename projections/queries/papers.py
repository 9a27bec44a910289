"""Board papers: what was issued to whom, by whose answer, and which paper took the place of which."""

from typing import Any

from projections.queries import words
from projections.queries.names import Names
from projections.queries.records import Record, records
from projections.views import Views

Row = dict[str, Any]


def papers(views: Views, *, void: bool = False) -> list[Row]:
    """One row a paper, in the order they were begun, or issued where they were made elsewhere; ``void`` ones too."""
    names, found = Names(views), list(records(views, "paper", void=void))
    later = {each.body["replaces"]: each.ref for each in found if "replaces" in each.body}
    return [paper(each, names) | {"replaced_by": later.get(each.ref)} for each in found]


def paper(found: Record, names: Names) -> Row:
    """A paper as a row; what only an issued one has is null before."""
    body = found.body
    return {
        "ref": found.ref,
        "kind": body.get("kind"),
        "kind_words": words.PAPER[body["kind"]] if "kind" in body else None,
        "dated": body.get("dated"),
        "title": body["title"] if "title" in body else f"{words.PAPER[body['kind']]} of {words.day(body['dated'])}",
        **names.named("inspection", body.get("inspection")),
        "records": body.get("records", []),
        **names.named("forum", body.get("forum")),
        "meeting": body.get("meeting"),
        "meeting_name": names.label(body["meeting"]) if "meeting" in body else None,
        **names.named("sender", body.get("sender")),
        "to": body.get("to", []),
        "to_names": [names.of(ref) for ref in body.get("to", ())],
        "marking": body.get("marking"),
        "marking_words": words.marking(body["marking"]) if body.get("marking") else None,
        **{section: body.get(section, {}).get("text") for section in words.SECTION},
        "replaces": body.get("replaces"),
        "issued_on": body.get("issued_on"),
        "of_entry": f"E-{body['as_of']}" if "as_of" in body else None,
        "file": body.get("name"),
        "size": body.get("size"),
        "digest": body.get("digest"),
        "kept": "file" in body,
        "void": "void" in body,
        **found.began,
        "entry": found.entry,
    }
