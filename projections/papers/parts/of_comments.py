"""The comments in a response: what was written for the paper, else in which document they are recorded to stand."""

from collections.abc import Iterator
from typing import Any

from projections.papers.brief import Brief
from projections.papers.model import Block, Paragraph
from projections.queries import words
from projections.queries.records import Record

PARTS = (
    ("comments", "Comments of the local policing body"),
    ("chief_officer_comments", "Comments of the chief officer"),
)
#: What is said of a document in which a response was made: it is the body's, and the chief officer's may be in it.
_HELD = {
    "comments": "They are recorded as made in {}.",
    "chief_officer_comments": "Whether the response holds any is not recorded here: see {}.",
}


def comments(brief: Brief, found: Record, name: str, title: str) -> Iterator[Block]:
    """What was written for this paper; where nothing was, that is said, and which document to look into."""
    written = brief.typed(name)
    yield from written
    if not written:
        refs = _documents(brief, found)
        held = words.listed([document(brief, {"document": ref}) for ref in refs])
        said = f"{title}: none were written into this paper. {_HELD[name].format(held) if refs else ''}".strip()
        at = [*brief.at(found.ref, "responses"), *(position for ref in refs for position in brief.at(ref, "title"))]
        yield Paragraph(brief.cell(f"{name}/none", said, *(at if refs else ())))


def _documents(brief: Brief, found: Record) -> list[str]:
    """The documents in which the response is recorded as made, each once."""
    made = (each for each in found.body.get("responses", ()) if each["step"] == "commented" and "document" in each)
    refs = dict.fromkeys(each["document"] for each in made) if brief.is_whole(found.ref) else {}
    return [ref for ref in refs if brief.is_free(ref)]


def document(brief: Brief, fields: dict[str, Any]) -> str:
    """The document that some fields name, by its title, where that may be told."""
    ref = fields.get("document")
    if ref is None:
        return "none recorded"
    return f"{brief.names.of(ref)} ({ref})" if brief.is_free(ref) else str(ref)
