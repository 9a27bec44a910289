"""The progress report: what changed for a forum since an entry, and how what it looks after stands now.

Each improvement that was open then, came after it, or is open now stands in one table, by the rules of ``GROUPS`` in
projections/papers/parts/of_since.py: done, on course, slipped and overdue, for which boards ask, and besides these what
awaits somebody's confirmation, has no due day, or ended without a verdict. What changed is what was recorded since,
whenever it happened. Each number of the summary is the number of rows of the table that bears its name.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from projections.papers.brief import Brief, pairs
from projections.papers.model import Block, Cell, Figure, Paragraph, Section, Table
from projections.papers.parts.numbers import SLIPPED, has_slipped, is_open
from projections.papers.parts.of_cells import Line, Said, grid, who
from projections.papers.parts.of_improvements import TABLES, revisions
from projections.papers.parts.of_scope import scope
from projections.papers.parts.of_since import GROUPS, Since
from projections.papers.parts.of_work import approvals, earlier_actions, late, new_actions, recurrences
from projections.queries import words
from projections.queries.meetings import held

Composed = tuple[Cell, tuple[tuple[Cell, Cell], ...], tuple[Section, ...], tuple[Figure, ...]]


class Counted(NamedTuple):
    """A table whose rows are counted: what its number is called, and the rule that decides which rows there are."""

    table: Table
    label: str
    rule: str


def compose(brief: Brief) -> Composed:
    """Title, head, sections and figures."""
    since = Since.of_brief(brief)
    groups, others = list(_groups(brief, since)), list(_others(brief, since))
    summary, figures = _summary(brief, since, groups, others)
    sections = (
        *_typed(brief, "purpose", "Purpose"),
        summary,
        *_typed(brief, "commentary", "Commentary"),
        _section(brief, "improvements", "Where each improvement stands", _filled(groups)),
        _section(brief, "dates", "Due dates that were moved", _with(revisions(brief, since), others, "approval")),
        _section(brief, "recurrences", "Found before", _with(None, others, "recurrences")),
        _section(brief, "actions", "Actions", _with(None, others, "new_actions", "earlier_actions")),
        _section(brief, "late", "Recorded late", _with(None, others, "late")),
        *_typed(brief, "recommendation", "Recommendation"),
    )
    return _title(brief), tuple(pairs(brief, "head", list(_head(brief, since)))), sections, figures


def _section(brief: Brief, name: str, title: str, blocks: Iterable[Block]) -> Section:
    return Section(name, "", brief.cell(f"{name}/title", title), tuple(blocks))


def _typed(brief: Brief, name: str, title: str) -> Iterator[Section]:
    """What was written for it; nothing where nothing was."""
    if blocks := brief.typed(name):
        yield _section(brief, name, title, blocks)


def _filled(groups: list[Counted]) -> Iterator[Table]:
    """The four tables that boards ask for, and of the others those that have rows."""
    asked = {group.name for group in GROUPS[:4]}
    return (each.table for each in groups if each.table.rows or each.table.name in asked)


def _with(first: Table | None, counted: list[Counted], *names: str) -> Iterator[Table]:
    if first:
        yield first
    yield from (each.table for each in counted if each.table.name in names)


# The head.


def _title(brief: Brief) -> Cell:
    if "title" in brief.own.body:
        return brief.cell("title", brief.own.body["title"], *brief.own.at("title"))
    forum = brief.recipe.forum
    if forum is None:
        return brief.cell("title", "Progress report")
    said = who(brief, forum)._replace(text=f"{brief.names.of(forum, brief.today)}: progress report")
    return brief.cell("title", said.text, *said.at)


def _head(brief: Brief, since: Since) -> Iterator[tuple[str, str, Cell]]:
    own, forum = brief.own, brief.recipe.forum
    if forum:
        to = Said(brief.names.of(forum, brief.today), brief.at(forum, "name", "names"))
        yield "to", "To", brief.cell("head/to", to.text, *to.at)
    if "sender" in own.body:
        sender = who(brief, own.body["sender"], own.at("sender"))
        yield "from", "From", brief.cell("head/from", sender.text, *sender.at)
    yield "date", "Date", brief.cell("head/date", words.day(f"{brief.today}"))
    if of := brief.recipe.inspection:
        told = brief.names.of(of, brief.today) if brief.is_free(of) else of
        yield "inspection", "About", brief.field("head/inspection", told, of, "title")
    yield "since", "Compared with", brief.cell("head/since", _then(brief, since), *_entry(since))
    if forum and (met := _last_met(brief, forum)):
        yield "met", "Last meeting before it", brief.cell("head/met", met.text, *met.at)


def _entry(since: Since) -> tuple[int, ...]:
    return (since.after,) if since.after else ()


def _then(brief: Brief, since: Since) -> str:
    """What it is compared with, in words; that entry may be of another day than what it tells of."""
    if not since.after:
        return "nothing: all that is recorded counts as new"
    [[recorded]] = brief.views.query("SELECT at FROM main.happening WHERE position = ?", (since.after,))
    return f"what was recorded by E-{since.after} ({words.uk_moment(recorded)})"


def _last_met(brief: Brief, forum: str) -> Said | None:
    """The newest meeting of the forum before the paper's date, other than the one that it is put before."""
    met = [each for each in held(brief.views, forum) if each.ref != brief.recipe.meeting and brief.is_free(each.ref)]
    before = [each for each in met if words.span_of(each.body["held_on"]).last < brief.today]
    if not before:
        return None
    last = before[-1]
    return Said(f"{words.span(last.body['held_on'])} ({last.ref})", brief.at(last.ref, "held_on"))


# What is counted.


def _groups(brief: Brief, since: Since) -> Iterator[Counted]:
    """A table for each group."""
    for group in GROUPS:
        lines = [TABLES[group.name].line(brief, each) for each in since.of(group.name)]
        empty = f"{group.caption}: none."
        table = grid(brief, group.name, group.caption, TABLES[group.name].heads, lines, empty)
        rule = f"Each improvement in this report of which holds on {words.day(f'{brief.today}')}: {group.rule}."
        yield Counted(table, group.caption, rule)


#: The other tables whose rows are counted: what makes each, what its number is called, and the rule.
_OTHERS = (
    (
        approvals, "Date changes that nobody is recorded to have approved",
        "Each open improvement or action in this report whose date the force moved, where the last move has no "
        "approver.",
    ),
    (
        recurrences, "Found before, by an earlier inspection",
        "Each improvement in this report that is linked as a recurrence to what an earlier inspection found.",
    ),
    (
        new_actions, "New actions",
        "Each action under these improvements, or set at meetings of the forum, that was first recorded after {entry}.",
    ),
    (
        earlier_actions, "Actions that were open already",
        "Each such action that was recorded by {entry}, and was open then or is open now.",
    ),
    (
        late, "Recorded late",
        "Each entry after {entry} of an improvement that is looked after, of its actions, of a meeting that spoke of "
        "any of these, or of a meeting of the forum, that was recorded more than 30 days after it happened.",
    ),
)  # fmt: skip


def _others(brief: Brief, since: Since) -> Iterator[Counted]:
    """The other tables whose rows are counted."""
    entry = f"E-{since.after}" if since.after else "the ledger began"
    for make, label, rule in _OTHERS:
        yield Counted(make(brief, since), label, rule.format(entry=entry))


def _summary(
    brief: Brief, since: Since, groups: list[Counted], others: list[Counted]
) -> tuple[Section, tuple[Figure, ...]]:
    """The page at the start: what changed in a sentence, and each number with what it counts."""
    refs = tuple(row.ref for each in groups for row in each.table.rows)
    rule = (
        f"Each improvement that the forum looks after ({since.looks_after}) that was open then, came after that, "
        "or is open now."
    )
    told = [("improvements", "Improvements in this report", rule, refs)]
    told += [(each.table.name, each.label, each.rule, tuple(row.ref for row in each.table.rows)) for each in groups]
    told += [("moved_later", SLIPPED, _SLIPPED, tuple(_slipped(brief, since)))]
    told += [(each.table.name, each.label, each.rule, tuple(row.ref for row in each.table.rows)) for each in others]
    lines = [_number(brief, name, label, counted) for name, label, _, counted in told]
    heads = (("what", "What"), ("number", "Number"), ("which", "Which"))
    table = grid(brief, "summary", "The numbers of this report", heads, lines, "Nothing is counted.")
    cells = {line.id: row.cells[1] for line, row in zip(lines, table.rows, strict=True)}
    figures = tuple(Figure(name, cells[name], rule, counted) for name, _, rule, counted in told)
    changed = Paragraph(brief.cell("summary/changed", _changed(since), *_entry(since)))
    return _section(brief, "summary", "Summary", (Paragraph(scope(brief, since)), changed, table)), figures


#: As in a board paper; where these stand is told by the other numbers.
_SLIPPED = "Each improvement in this report that is open, and due later than by its first date."


def _slipped(brief: Brief, since: Since) -> Iterator[str]:
    """The open improvements that slipped, in whichever table they stand."""
    open_ = (each.found for each in since.improvements if each.group != "partly" and is_open(each.found))
    return (each.ref for each in open_ if has_slipped(brief, each))


def _number(brief: Brief, name: str, label: str, refs: tuple[str, ...]) -> Line:
    at = tuple(position for ref in refs for position in _rests(brief, ref))
    which = words.listed(list(dict.fromkeys(refs))) if refs else "none"
    return Line(name, "", (Said(label), Said(len(refs), at), Said(which, at)))


def _rests(brief: Brief, ref: str) -> tuple[int, ...]:
    """What a record is counted for, as far as that may be told; an entry for itself."""
    if ref.startswith("E-"):
        return (int(ref[2:]),)
    return brief.at(ref, *(("status", "due", "links") if brief.is_whole(ref) else ()), "text")


def _changed(since: Since) -> str:
    told = [each for each in (*since.improvements, *since.actions) if each.entries and each.group != "partly"]
    if not (since.improvements or since.actions):
        return "No improvement or action is recorded that was open then, came after that, or is open now."
    if not told:
        return f"Nothing was recorded after E-{since.after} about these improvements and actions: nothing changed."
    refs = words.listed([each.found.ref for each in told])
    after = f"After E-{since.after}" if since.after else "Since this ledger began"
    rest = " Of the others nothing was." if len(told) < len(since.improvements) + len(since.actions) else ""
    return f"{after} something was recorded of {refs}.{rest}"
