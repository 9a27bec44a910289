"""The other tables of a progress report: approvals, recurrences, actions, and what was recorded late."""

from collections.abc import Iterable

from projections.papers.brief import Brief
from projections.papers.model import Table
from projections.papers.parts.of_cells import Head, Line, Said, due_of, grid, in_a_line, owner
from projections.papers.parts.of_since import Row, Since, Stands
from projections.papers.parts.work import open_until
from projections.queries import words

_OPEN = frozenset({"open", "on_course", "slipped", "overdue", "awaiting", "undated"})
_TEXT: Head = ("text", "What")
_REF: Head = ("ref", "Ref")


# Approvals and recurrences.


def approvals(brief: Brief, since: Since) -> Table:
    """Open improvements and actions whose date the force moved last, with nobody's recorded approval."""
    heads = (_REF, _TEXT, ("owner", "Owner"), ("first", "First due"), ("due", "Due"))
    found = [each for each in (*since.improvements, *since.actions) if _wants_approval(each)]
    lines = (_line(brief, each, owner(brief, each.found), _first(brief, each), _due(brief, each)) for each in found)
    caption = "Date changes that nobody is recorded to have approved"
    return grid(brief, "approval", caption, heads, lines, "No date change waits for approval.")


def _wants_approval(each: Stands) -> bool:
    """As on an agenda: nobody but the force sets the date of an action."""
    row = each.row
    by_force = row.get("due_set_by", "force") == "force"
    return each.group in _OPEN and by_force and row["due_revisions"] > 0 and row["due_approver"] is None


def recurrences(brief: Brief, since: Since) -> Table:
    """Improvements that an earlier inspection found too, by the links that were recorded."""
    heads = (_REF, _TEXT, ("times", "How often"), ("earlier", "Earlier"))
    found = [each for each in since.improvements if each.row["recurrence"] and each.group != "partly"]
    lines = (_line(brief, each, *_recurs(brief, each)) for each in found)
    caption = "Found by an earlier inspection too"
    return grid(brief, "recurrences", caption, heads, lines, "None of these improvements is linked to an earlier one.")


def _recurs(brief: Brief, each: Stands) -> tuple[Said, Said]:
    earlier = [ref for ref in each.row["recurrence"]["of"] if brief.is_free(ref)]
    at = brief.at(each.found.ref, "links")
    of = tuple(position for ref in earlier for position in brief.at(ref, "text", "links"))
    told = [f"{ref}: {(brief.names.body(ref) or {}).get('text') or words.ERASED}" for ref in earlier]
    return Said(each.row["recurrence_words"], (*at, *of)), Said("\n".join(told), of)


# Actions.


def new_actions(brief: Brief, since: Since) -> Table:
    """The actions that came since."""
    found = [each for each in since.actions if each.new]
    return _actions(brief, "new_actions", "New actions", found, "No action was added since.")


def earlier_actions(brief: Brief, since: Since) -> Table:
    """The actions that were set before, and what became of each."""
    found = [each for each in since.actions if not each.new]
    caption = "What became of actions that were set before"
    return _actions(brief, "earlier_actions", caption, found, "No action was open then, or is open now, that is older.")


def _actions(brief: Brief, name: str, caption: str, found: Iterable[Stands], empty: str) -> Table:
    heads = (
        _REF, _TEXT, ("under", "Under"), ("owner", "Owner"), ("due", "Due"), ("stands", "Where it stands"),
        ("since", "Recorded since"),
    )  # fmt: skip
    return grid(brief, name, caption, heads, (_action(brief, each) for each in found), empty)


def _action(brief: Brief, each: Stands) -> Line:
    if each.group == "partly":
        rest = tuple(Said("partly under embargo") for _ in range(5))
        return _line(brief, each, *rest)
    body, ref = each.found.body, each.found.ref
    under = Said(body.get("under") or body.get("meeting") or "neither", brief.at(ref, "under", "meeting"))
    told = "\n".join(in_a_line(row) for row in each.entries) or "nothing"
    since = Said(told, tuple(row["position"] for row in each.entries))
    return _line(brief, each, under, owner(brief, each.found), _due(brief, each), _stands(brief, each), since)


def _stands(brief: Brief, each: Stands) -> Said:
    """Where an action stands, with its outcome, or by how much it is overdue."""
    body, at = each.found.body, brief.at(each.found.ref, "status", "done_on", "outcome", "due")
    outcome = f": {words.quoted(body['outcome'])}" if "outcome" in body else ""
    if body["status"] != "open":
        on = f", {words.span(body['done_on'])}" if "done_on" in body else ""
        return Said(f"{body['status']}{on}{outcome}", at)
    return Said(open_until(each.day, brief.today), at)


def _due(brief: Brief, each: Stands) -> Said:
    under = each.found.body if "inspection" in each.found.body else brief.names.body(each.found.body.get("under", ""))
    return due_of(brief, each.found, under or {})


def _first(brief: Brief, each: Stands) -> Said:
    """The first date that was ever set; an action keeps it beside the one that holds."""
    found = each.found
    if "due_first" not in found.body:
        return due_of(brief, found, found.body, "first")
    under = brief.names.body(found.body.get("under", "")) or {}
    first = found._replace(body=found.body | {"due": found.body["due_first"]})
    return due_of(brief, first, under)


def _line(brief: Brief, each: Stands, *more: Said) -> Line:
    ref = each.found.ref
    at = brief.at(ref, "text")
    return Line(ref, ref, (Said(ref, at), Said(each.found.body["text"], at), *more))


# What was recorded late.


def late(brief: Brief, since: Since) -> Table:
    """Each entry since that was recorded long after it happened."""
    heads = (
        ("entry", "Entry"), ("ref", "Of"), ("what", "What happened"), ("when", "When"),
        ("recorded", "Recorded"), ("late", "After"),
    )  # fmt: skip
    lines = (_late(row) for row in since.late)
    empty = "Nothing was recorded late of what this forum looks after, nor of its meetings."
    if not brief.recipe.forum:
        empty = "Nothing was recorded late of these improvements."
    return grid(brief, "late", "What was recorded more than 30 days after it happened", heads, lines, empty)


def _late(row: Row) -> Line:
    at = (row["position"],)
    recorded = f"{words.uk_moment(row['recorded_at'])} by {row['recorded_by_name'] or row['recorded_by']}"
    cells = (
        row["entry"], row["ref"], row["sentence"], row["when"], recorded, words.counted(row["late_by"], "day"),
    )  # fmt: skip
    return Line(row["fixes"] or row["entry"], row["entry"], tuple(Said(each, at) for each in cells))
