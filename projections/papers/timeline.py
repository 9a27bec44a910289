"""The timeline as an appendix: the story of one or many records, who changed what, each in a table of its own.

To a record belong its own entries, those of the actions under it, and every other that names it, like a meeting's that
considered it; papers and packs about it do not. They stand in the order in which they happened. Marked are what was
corrected or undone, dates that moved, and what was recorded late. What stood before an embargo is told; of a record of
which an entry is under one, nothing that came after that entry is, for it could give the rest away.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from projections.papers.brief import Brief, pairs
from projections.papers.model import Block, Cell, Figure, Heading, Paragraph, Section, Table
from projections.papers.parts.of_cells import Line, Row, Said, grid, position_of, told, who
from projections.queries import words
from projections.queries.entries import later
from projections.queries.late import FIRST_RECORDED, began, late_by
from projections.queries.records import body, records
from projections.queries.slippage import all_slips

Composed = tuple[Cell, tuple[tuple[Cell, Cell], ...], tuple[Section, ...], tuple[Figure, ...]]
_LISTED = "(SELECT value FROM json_each(:refs))"
#: The entries of records, and those elsewhere that name them: of each, whose story it belongs to.
_STORY = (
    f"SELECT h.*, {FIRST_RECORDED} AS first_recorded, m.ref AS of FROM happening h JOIN ("
    f"SELECT position, stream AS ref FROM happening WHERE stream IN {_LISTED} UNION "
    f"SELECT position, ref FROM mention WHERE ref IN {_LISTED}) m ON m.position = h.position "
    "WHERE h.stream NOT LIKE 'PAP-%' AND h.stream NOT LIKE 'PCK-%' AND NOT h.void "
    "ORDER BY h.last_day, h.first_day, h.position"
)


class Entry(NamedTuple):
    """An entry of a story, how far a date moved by it, and how late it was recorded."""

    row: Row
    moved: str
    later: bool
    late_by: int | None


class Told(NamedTuple):
    """The story of a record; ``partly`` where some of it is under embargo."""

    ref: str
    entries: list[Entry]
    partly: bool


def compose(brief: Brief) -> Composed:
    """Title, head, sections and figures."""
    refs = _refs(brief)
    stories = list(_stories(brief, refs))
    summary, figures = _summary(brief, stories)
    story = _section(brief, "story", "What happened", _tables(brief, stories))
    typed = brief.typed("commentary")
    commentary = (_section(brief, "commentary", "Commentary", typed),) if typed else ()
    return _title(brief), tuple(pairs(brief, "head", list(_head(brief)))), (summary, *commentary, story), figures


def _section(brief: Brief, name: str, title: str, blocks: Iterable[Block]) -> Section:
    return Section(name, "", brief.cell(f"{name}/title", title), tuple(blocks))


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


def _title(brief: Brief) -> Cell:
    if "title" in brief.own.body:
        return brief.cell("title", brief.own.body["title"], *brief.own.at("title"))
    of = brief.recipe.inspection
    if of and brief.is_free(of):
        return brief.field("title", f"Timeline: {brief.names.of(of, brief.today)}", of, "title")
    return brief.cell("title", "Timeline")


def _head(brief: Brief) -> Iterator[tuple[str, str, Cell]]:
    own = brief.own
    if "sender" in own.body:
        sender = who(brief, own.body["sender"], own.at("sender"))
        yield "from", "From", brief.cell("head/from", sender.text, *sender.at)
    yield "date", "Date", brief.cell("head/date", words.day(f"{brief.today}"))


# The stories.


def _stories(brief: Brief, refs: list[str]) -> Iterator[Told]:
    """The story of each record, in the order that was asked for."""
    whose = {ref: ref for ref in refs} | _under(brief, refs)
    found = brief.views.query(_STORY, {"refs": json.dumps(list(whose))})
    free = {row["position"]: row for row in told(brief, {row["position"]: row for row in found}.values())}
    moved, first = _moves(brief, set(refs)), began(brief.views)
    by: dict[str, dict[int, Entry]] = {ref: {} for ref in refs}
    for row in found:
        position, of = row["position"], whose[row["of"]]
        if position in free:
            far, is_later = moved.get(free[position]["entry"], ("", False))
            late = late_by(row["last_day"], row["first_recorded"], first)
            by[of][position] = Entry(free[position], far, is_later, late)
    for ref, entries in by.items():
        until = _withheld_from(found, free, ref, whose)
        kept = [_until(each, until) for position, each in entries.items() if position < until]
        yield Told(ref, kept, not brief.is_whole(ref))


def _under(brief: Brief, refs: list[str]) -> dict[str, str]:
    """The actions under these records that may be told of, each with which."""
    asked = set(refs)
    found = [each for each in records(brief.views, "action") if each.body.get("under") in asked - {each.ref}]
    rows = [{"ref": each.ref, "entry": None, "under": each.body["under"]} for each in found if each.ref not in asked]
    return {row["ref"]: row["under"] for row in brief.free(rows)}


def _withheld_from(found: list[sqlite3.Row], free: dict[int, Row], ref: str, whose: dict[str, str]) -> float:
    """The first entry of a story's own records that may not be told."""
    kept = (row["position"] for row in found if row["position"] not in free and whose.get(row["stream"]) == ref)
    return min(kept, default=float("inf"))


def _until(each: Entry, until: float) -> Entry:
    """It as it stood before an entry: that one, or a later, may have taken its place."""
    later_ones = {key: each.row[key] for key in ("corrected_by", "undone_by") if each.row[key]}
    hidden = {key: None for key, entry in later_ones.items() if position_of(entry) >= until}
    return each._replace(row=each.row | hidden)


def _moves(brief: Brief, refs: set[str]) -> dict[str, tuple[str, bool]]:
    """By entry: how far it moved a due date, and whether to a later day."""
    return {
        slip["entry"]: (slip["days_words"], bool(slip["days"] and slip["days"] > 0))
        for ref, _, slips in all_slips(brief.views, brief.names, brief.recipe.inspection)
        if ref in refs
        for slip in slips
    }


# How they are told.

_HEADS = (
    ("when", "Happened"), ("what", "What"), ("marks", "Marked"), ("said", "Said by"),
    ("recorded", "Recorded"), ("entry", "Entry"),
)  # fmt: skip


def _tables(brief: Brief, stories: list[Told]) -> Iterator[Block]:
    """A heading and a table for each record."""
    if not stories:
        yield Paragraph(brief.cell("story/none", "No improvement is recorded here that may be told of."))
    for each in stories:
        yield Heading(brief.field(f"{each.ref}/title", _called(brief, each.ref), each.ref, "text", "title", "name"))
        yield _table(brief, each)
        if each.partly:
            said = "Some of this is under embargo. What came after that is not told either."
            yield Paragraph(brief.cell(f"{each.ref}/partly", said))
    yield from _chart(brief, stories)


def _called(brief: Brief, ref: str) -> str:
    """Its reference with its whole text, or its name."""
    fields = brief.names.body(ref) or {}
    name = fields.get("text", brief.names.label(ref))
    said = words.ERASED if name is None else str(name)
    return said if said.startswith(ref) else f"{ref}: {said}"


def _table(brief: Brief, story: Told) -> Table:
    lines = (_line(story.ref, each) for each in story.entries)
    empty = f"Nothing of {story.ref} may be told." if story.partly else f"Nothing is recorded of {story.ref} by then."
    return grid(brief, story.ref, f"What happened to {story.ref}", _HEADS, lines, empty)


def _line(ref: str, each: Entry) -> Line:
    row, at = each.row, (each.row["position"],)
    elsewhere = "" if row["ref"] == ref else f"{row['ref']}: "
    holder = f" ({row['said_by_holder_name']})" if row["said_by_holder_name"] else ""
    said_by = f"{row['said_by_name'] or row['said_by']}{holder}"
    cells = (
        row["when"], f"{elsewhere}{row['sentence']}", _marks(each), said_by,
        f"{words.uk_moment(row['recorded_at'])} by {row['recorded_by_name'] or row['recorded_by']}", row["entry"],
    )  # fmt: skip
    return Line(row["entry"], row["ref"], tuple(Said(said, at) for said in cells))


def _marks(each: Entry) -> str:
    """What is to be noticed of an entry: a date that moved and why, a correction, that it was recorded late."""
    row = each.row
    reason = "reason " + words.ERASED if "why" in row["erased"] else f"reason: {words.quoted(row['why'])}"
    why = reason if row["why"] or "why" in row["erased"] else "no reason recorded"
    marks = [f"due date moved, {each.moved}; {why}"] if each.moved else []
    marks += [later(row).strip(" ()")] if later(row) else []
    marks += [f"stands in the place of {row['fixes']}"] if row["fixes"] else []
    marks += [f"recorded late, after {words.counted(each.late_by, 'day')}"] if each.late_by else []
    return "; ".join(marks)


def _chart(brief: Brief, stories: list[Told]) -> Iterator[Block]:
    """The picture of what happened, of the improvements of which everything may be told."""
    from projections.papers.charts.timeline import timeline
    from projections.queries.picture import picture

    refs = [each.ref for each in stories if not each.partly]
    at = sorted({entry.row["position"] for each in stories if not each.partly for entry in each.entries})
    drawn = picture(brief.views, refs, brief.today)
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
        "Entries recorded late", "Each entry here that was recorded more than 30 days after it happened.",
        lambda each: each.late_by,
    ),
}  # fmt: skip


def _summary(brief: Brief, stories: list[Told]) -> tuple[Section, tuple[Figure, ...]]:
    """How many entries tell of how many records, and how many of them are marked."""
    entries = [each for story in stories for each in story.entries]
    told_of = ("Records told of here", "Each record with a table in this paper.", tuple(each.ref for each in stories))
    counted = {"records": told_of} | {
        name: (label, rule, _refs_of(filter(counts, entries))) for name, (label, rule, counts) in _COUNTED.items()
    }
    lines = [_number(brief, name, label, found) for name, (label, _, found) in counted.items()]
    heads = (("what", "What"), ("number", "Number"))
    table = grid(brief, "summary", "The numbers of this timeline", heads, lines, "Nothing is counted.")
    numbers = {line.id: row.cells[1] for line, row in zip(lines, table.rows, strict=True)}
    figures = tuple(Figure(name, numbers[name], rule, found) for name, (_, rule, found) in counted.items())
    return _section(brief, "summary", "In numbers", (table,)), figures


def _refs_of(entries: Iterable[Entry]) -> tuple[str, ...]:
    """Each entry once: that of a meeting may stand in several tables."""
    return tuple(dict.fromkeys(each.row["entry"] for each in entries))


def _number(brief: Brief, name: str, label: str, refs: tuple[str, ...]) -> Line:
    at = tuple(int(ref[2:]) for ref in refs if ref.startswith("E-"))
    at += tuple(position for ref in refs if not ref.startswith("E-") for position in brief.at(ref, "text", "title"))
    return Line(name, "", (Said(label), Said(len(refs), at)))
