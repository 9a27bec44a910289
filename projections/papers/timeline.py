"""The timeline as an appendix: the story of one or many records, who changed what, each in a table of its own.

Marked are what was corrected or undone, dates that moved, and what was recorded late.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from ledger.vocabulary import IMPROVEMENTS, kind_of
from projections.papers.brief import Brief
from projections.papers.model import Block, Cell, Figure, Heading, Row, Section, Table
from projections.papers.parts.counts import WITHOUT_WHICH, Count, counts
from projections.papers.parts.head import sender, title
from projections.papers.parts.laying import (
    Composed,
    Labelled,
    cell,
    facts,
    paragraph,
    put,
    row,
    section,
    table,
    typed,
    without_silent,
)
from projections.papers.parts.stories import Entry, Story, stories
from projections.papers.parts.telling import Said, Telling
from projections.queries import words
from projections.queries.entries import later
from projections.queries.records import body, records

_COLUMNS = (
    ("when", "Happened"), ("what", "What"), ("marks", "Marked"), ("said", "Said by"),
    ("recorded", "Recorded"), ("entry", "Entry"),
)  # fmt: skip
#: As many references are a title; of more, it says how many they are.
_NAMED = 6


def compose(brief: Brief) -> Composed:
    """Title, head, sections and figures."""
    telling = Telling(brief)
    told = list(stories(telling, _refs(brief)))
    summary, figures = _summary(brief, told)
    story = section(brief, "story", "What happened", _tables(telling, told))
    head = facts(brief, "head", _head(telling)).pairs
    return _title(telling, told), head, put((summary, typed(brief, "commentary"), story)), figures


def _title(telling: Telling, told: list[Story]) -> Cell:
    """Of what it tells: an inspection; some records by their references, or how many."""
    inspection, refs = telling.brief.recipe.inspection, [each.ref for each in told]
    if inspection or not refs or "title" in telling.brief.own.body:
        return title(telling, inspection, "Timeline: {}", "Timeline")
    one = "improvement" if all(kind_of(ref) in IMPROVEMENTS for ref in refs) else "record"
    of = words.listed(refs) if len(refs) <= _NAMED else words.counted(len(refs), one)
    return cell(telling.brief, "title", Said(f"Timeline of {of}", _called_by(telling.brief, refs)))


def _called_by(brief: Brief, refs: Iterable[str]) -> tuple[int, ...]:
    """The entries by which there are these records."""
    return tuple(position for ref in refs for position in brief.at(ref, "text", "title"))


def _refs(brief: Brief) -> list[str]:
    """The records that were asked for; else the improvements of an inspection, or all of them."""
    of = brief.recipe.inspection
    found = [
        ref for ref in brief.recipe.records if of is None or (body(brief.views, ref) or {}).get("inspection") == of
    ]
    if not brief.recipe.records:
        found = [each.ref for each in records(brief.views, "improvement", of)]
    rows = ({"ref": ref, "entry": None, "inspection": (brief.names.body(ref) or {}).get("inspection")} for ref in found)
    return [row["ref"] for row in brief.free(rows)]


def _head(telling: Telling) -> Labelled:
    yield from sender(telling)
    yield "date", "Date", Said(words.day(f"{telling.brief.today}"))


# How the stories are told.


def _tables(telling: Telling, told: list[Story]) -> Iterator[Block]:
    """A heading and a table for each record, and the chart."""
    brief = telling.brief
    if not told:
        yield paragraph(brief, "story/none", Said("No improvement is recorded here that may be told of."))
    for each in told:
        called = Said(_called(telling, each.ref), brief.at(each.ref, "text", "title", "name"))
        yield Heading(cell(brief, f"{each.ref}/title", called))
        yield _table(brief, each)
        if each.partly:
            said = Said("Some of this is under embargo. What came after that is not told either.")
            yield paragraph(brief, f"{each.ref}/partly", said)
    yield from _chart(telling, told)


def _called(telling: Telling, ref: str) -> str:
    """Its reference with its whole text, or its name."""
    said = (telling.names.body(ref) or {}).get("text", telling.names.label(ref))
    name = words.ERASED if said is None else str(said)
    return name if name.startswith(ref) else f"{ref}: {name}"


def _table(brief: Brief, story: Story) -> Table:
    empty = f"Nothing of {story.ref} may be told." if story.partly else f"Nothing is recorded of {story.ref} by then."
    rows = [_row(brief, story.ref, each) for each in story.entries]
    columns, told = without_silent("marks", _COLUMNS, rows)
    return table(brief, story.ref, Said(f"What happened to {story.ref}"), columns, told, empty)


def _row(brief: Brief, of: str, each: Entry) -> Row:
    told = each.row
    elsewhere = "" if told["ref"] == of else f"{told['ref']}: "
    holder = f" ({told['said_by_holder_name']})" if told["said_by_holder_name"] else ""
    recorded = f"{words.uk_moment(told['recorded_at'])} by {told['recorded_by_name'] or told['recorded_by']}"
    said = {
        "when": told["when"], "what": f"{elsewhere}{told['sentence']}", "marks": "; ".join(_marks(each)),
        "said": f"{told['said_by_name'] or told['said_by']}{holder}", "recorded": recorded, "entry": told["entry"],
    }  # fmt: skip
    cells = {key: Said(text, (told["position"],)) for key, text in said.items()}
    return row(brief, f"{of}/{told['entry']}", told["entry"], cells)


def _marks(each: Entry) -> Iterator[str]:
    """What is to be noticed of an entry: a date that moved and why, a correction, that it was recorded late."""
    told = each.row
    if each.moved:
        yield f"due date moved, {each.moved}; {_why(told)}"
    if later(told):
        yield later(told).strip(" ()")
    if told["fixes"]:
        yield f"stands in the place of {told['fixes']}"
    if each.late_by:
        yield f"recorded late, after {words.counted(each.late_by, 'day')}"


def _why(told: dict[str, Any]) -> str:
    if "why" in told["erased"]:
        return f"reason {words.ERASED}"
    return f"reason: {words.quoted(told['why'])}" if told["why"] else "no reason recorded"


def _chart(telling: Telling, told: list[Story]) -> Iterator[Block]:
    """The picture of what happened, of the improvements of which everything may be told."""
    from projections.papers.charts.timeline import timeline
    from projections.queries.picture import picture

    brief, whole = telling.brief, [each for each in told if not each.partly]
    at = sorted({entry.row["position"] for each in whole for entry in each.entries})
    drawn = picture(telling.views, [each.ref for each in whole], brief.today)
    across = [each for each in drawn.across if brief.is_free(each.ref) and brief.is_whole(each.ref)]
    yield from timeline(drawn._replace(across=across), "timeline", at)


# What is counted.


#: By name: what the number is called, the rule, and which entries it counts.
_COUNTED: dict[str, tuple[str, str, Callable[[Entry], object]]] = {
    "entries": ("Entries told of here", "Each entry that stands in a table of this paper.", lambda _: True),
    "moved_later": (
        "Due dates moved to a later day", "Each entry here that moved a due date to a later day.",
        lambda each: each.later,
    ),
    "corrected": (
        "Entries that were corrected or undone", "Each entry here in whose place a later one stands.",
        lambda each: each.row["corrected_by"] or each.row["undone_by"],
    ),
    "late": (
        "Entries recorded late, of what happened since this ledger began",
        "Each entry here that was recorded more than 30 days after it happened; what happened before this ledger "
        "began is not counted.",
        lambda each: each.late_by,
    ),
}  # fmt: skip


def _summary(brief: Brief, told: list[Story]) -> tuple[Section, tuple[Figure, ...]]:
    """How many entries tell of how many records, and how many of them are marked."""
    entries = [each for story in told for each in story.entries]
    refs = tuple(each.ref for each in told)
    rule = "Each record with a table in this paper."
    found = [Count("records", "Records told of here", rule, refs, _called_by(brief, refs))]
    found += [
        Count.of(brief, name, what, rule, _refs_of(filter(counts_it, entries)))
        for name, (what, rule, counts_it) in _COUNTED.items()
    ]
    made, figures = counts(brief, "summary", "The numbers of this timeline", found, WITHOUT_WHICH)
    return section(brief, "summary", "In numbers", [made]), figures


def _refs_of(entries: Iterable[Entry]) -> Iterator[str]:
    """Each entry once: that of a meeting may stand in several tables."""
    yield from dict.fromkeys(each.row["entry"] for each in entries)
