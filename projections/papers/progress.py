"""The progress report: what changed for a forum since an entry, and how what it looks after stands now.

Each improvement that was open then, came after it, or is open now stands in one table, by the rules of ``GROUPS`` in
projections/papers/parts/groups.py. What changed is what was recorded since, whenever it happened. Each number of the
summary is the number of rows of the table that bears its name.
"""

from collections.abc import Iterator

from projections.papers.brief import Brief
from projections.papers.model import Figure, Section, Table
from projections.papers.parts.changes import approvals, earlier_actions, late, new_actions, recurrences, revisions
from projections.papers.parts.counts import Count, Counted, counts
from projections.papers.parts.groups import GROUPS, of_group
from projections.papers.parts.head import sender, title
from projections.papers.parts.laying import Composed, Labelled, facts, paragraph, put, section, typed
from projections.papers.parts.numbers import SLIPPED, has_slipped
from projections.papers.parts.scope import changed, scope
from projections.papers.parts.since import Since
from projections.papers.parts.telling import Said, Telling
from projections.queries import words
from projections.queries.meetings import held


def compose(brief: Brief) -> Composed:
    """Title, head, sections and figures."""
    since = Since.of(Telling(brief))
    groups = [of_group(since, each) for each in GROUPS]
    others = [make(since) for make in (approvals, recurrences, new_actions, earlier_actions, late)]
    approved, recurring, new, earlier, recorded_late = (each.table for each in others)
    summary, figures = _summary(since, groups, others)
    sections = (
        typed(brief, "purpose"),
        summary,
        typed(brief, "commentary"),
        section(brief, "improvements", "Where each improvement stands", _filled(groups)),
        section(brief, "dates", "Due dates that were moved", [revisions(since), approved]),
        section(brief, "recurrences", "Found before", [recurring]),
        section(brief, "actions", "Actions", [new, earlier]),
        section(brief, "late", "Recorded late", [recorded_late]),
        typed(brief, "recommendation"),
    )
    called = title(since.telling, brief.recipe.forum, "{}: progress report", "Progress report")
    return called, facts(brief, "head", _head(since)).pairs, put(sections), figures


def _filled(groups: list[Counted]) -> Iterator[Table]:
    """The four tables that boards ask for, and of the others those that have rows."""
    return (each.table for place, each in enumerate(groups) if place < 4 or each.table.rows)


# The head.


def _head(since: Since) -> Labelled:
    telling, recipe = since.telling, since.telling.brief.recipe
    if recipe.forum:
        yield "to", "To", telling.called(recipe.forum)
    yield from sender(telling)
    yield "date", "Date", Said(words.day(f"{recipe.dated}"))
    if recipe.inspection:
        yield "inspection", "About", telling.called(recipe.inspection)
    yield "since", "Compared with", Said(_then(since), since.at)
    if recipe.forum and (met := _last_met(telling, recipe.forum)):
        yield "met", "Last meeting", met


def _then(since: Since) -> str:
    """What it is compared with, in words; that entry may be of another day than what it tells of."""
    if not since.after:
        return "nothing: all that is recorded counts as new"
    return f"what was recorded by {since.entry} ({words.uk_moment(since.moment)})"


def _last_met(telling: Telling, forum: str) -> Said | None:
    """The newest meeting of the forum before the paper's date, other than the one that it is put before."""
    brief = telling.brief
    met = (each for each in held(telling.views, forum) if each.ref != brief.recipe.meeting and brief.is_free(each.ref))
    before = [each for each in met if words.span_of(each.body["held_on"]).last < brief.today]
    if not before:
        return None
    last = before[-1]
    return Said(f"{words.span(last.body['held_on'])} ({last.ref})", brief.at(last.ref, "held_on"))


# What is counted.


def _summary(since: Since, groups: list[Counted], others: list[Counted]) -> tuple[Section, tuple[Figure, ...]]:
    """The page at the start: what changed in a sentence, and each number with what it counts."""
    brief = since.telling.brief
    table, figures = counts(brief, "summary", "The numbers of this report", list(_counted(since, groups, others)))
    said = [paragraph(brief, "summary/scope", scope(since)), paragraph(brief, "summary/changed", changed(since))]
    return section(brief, "summary", "Summary", [*said, table]), figures


def _counted(since: Since, groups: list[Counted], others: list[Counted]) -> Iterator[Count]:
    brief, fields = since.telling.brief, ("status", "due", "links")
    rule = (
        f"Each improvement that the forum looks after ({since.looks_after}) that was open then, came after that, "
        "or is open now."
    )
    refs = [row.ref for each in groups for row in each.table.rows]
    yield Count.of(brief, "improvements", "Improvements in this report", rule, refs, *fields)
    yield from (each.number(brief, *fields) for each in groups)
    # As in a board paper; where these stand is told by the other numbers.
    rule = "Each improvement in this report that is open, and due later than by its first date."
    slipped = [each.ref for each in since.improvements if each.is_open and has_slipped(brief, each.found)]
    yield Count.of(brief, "moved_later", SLIPPED, rule, slipped, *fields)
    yield from (each.number(brief, *fields) for each in others)
