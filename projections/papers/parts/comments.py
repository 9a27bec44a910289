"""The comments in a response, and what was done with it: what was written for the paper, and what is recorded."""

import json
from typing import Any

from projections.papers.model import Block, Section, Table
from projections.papers.model import Row as Line
from projections.papers.parts.entries import told
from projections.papers.parts.laying import paragraph, row, section, table
from projections.papers.parts.telling import Said, Telling
from projections.queries import words
from projections.queries.records import Record, standing

Row = dict[str, Any]
#: What is said of a document in which a response was made: it is the body's, and the chief officer's may be in it.
_HELD = {
    "comments": " They are recorded as made in {}.",
    "chief_officer_comments": " Whether the response holds any is not recorded here: see {}.",
}
_STEPS = (
    ("step", "What"), ("when", "When"), ("force", "Force"), ("to", "To"), ("document", "Document"),
    ("address", "Where"), ("by", "Said by"), ("entry", "Entry"),
)  # fmt: skip


def comments(telling: Telling, found: Record, name: str) -> Section:
    """What was written for this paper; where nothing was, that is said, and which document to look into."""
    blocks: list[Block] = [*telling.brief.typed(name)]
    if not blocks:
        refs, at = _documents(telling, found), telling.brief.at
        held = _HELD[name].format(words.listed([_document(telling, ref) for ref in refs])) if refs else ""
        rests = [*at(found.ref, "responses"), *(each for ref in refs for each in at(ref, "title"))] if refs else []
        said = Said(f"None were written for this paper.{held}", tuple(rests))
        blocks = [paragraph(telling.brief, f"{name}/none", said)]
    return section(telling.brief, name, words.SECTION[name], blocks)


def _documents(telling: Telling, found: Record) -> list[str]:
    """The documents in which the response is recorded as made, each once."""
    if not telling.brief.is_whole(found.ref):
        return []
    made = (each for each in found.body.get("responses", ()) if each["step"] == "commented" and "document" in each)
    return [ref for ref in dict.fromkeys(each["document"] for each in made) if telling.brief.is_free(ref)]


def _document(telling: Telling, ref: str | None) -> str:
    """A document by its title, where that may be told."""
    return f"{telling.called(ref).text} ({ref})" if ref else "none recorded"


# What was done.


def steps(telling: Telling, found: Record) -> Table:
    """Each step that was recorded: the comments, their publication, and the copies."""
    entries = standing(telling.views, "h.stream = ? AND h.type = 'inspection.responded'", found.ref)
    free = told(telling, entries) if telling.brief.is_whole(found.ref) else []
    data = {each["position"]: json.loads(each["data"]) for each in entries}
    rows = [_step(telling, each, data[each["position"]]) for each in free]
    caption, empty = Said("What was done, as recorded"), "No step of a response is recorded."
    return table(telling.brief, "steps", caption, _STEPS, rows, empty)


def _step(telling: Telling, entry: Row, data: Row) -> Line:
    on = words.span_of(entry["happened_on"]).last
    to = words.listed([f"{telling.called(each, on).text}" for each in data.get("to", ())]) or "nobody is named"
    said = {
        "step": words.STEP[data["step"]].capitalize(), "when": entry["when"],
        "force": telling.called(data["force"], on).text, "to": to if data["step"] == "sent" else "",
        "document": _document(telling, data.get("document")), "address": data.get("address", ""),
        "by": entry["said_by_name"], "entry": entry["entry"],
    }  # fmt: skip
    told_ = {key: Said(text, (entry["position"],)) for key, text in said.items()}
    return row(telling.brief, f"steps/{entry['fixes'] or entry['entry']}", entry["entry"], told_)
