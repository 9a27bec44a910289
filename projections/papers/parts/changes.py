"""The other tables of a progress report: dates that moved, recurrences, actions, and what was recorded late."""

from projections.papers.model import Row as Line
from projections.papers.model import Table
from projections.papers.parts.columns import table_of
from projections.papers.parts.counts import Counted
from projections.papers.parts.entries import position_of
from projections.papers.parts.lasting import Origin, origins
from projections.papers.parts.laying import row, table
from projections.papers.parts.since import Row, Since
from projections.papers.parts.telling import Said
from projections.queries import words
from projections.queries.records import Record
from projections.queries.recurrence import recurrence

_REVISIONS = (
    ("ref", "Ref"), ("from", "From"), ("to", "To"), ("days", "Moved"), ("by", "Set by"),
    ("reason", "Reason given"), ("when", "When"), ("recorded", "Recorded"),
)  # fmt: skip
_LATE = (
    ("entry", "Entry"), ("ref", "Of"), ("what", "What happened"), ("when", "When"), ("recorded", "Recorded"),
    ("late", "After"),
)  # fmt: skip


# Due dates that moved.


def revisions(since: Since) -> Table:
    """Each revision of the due dates of these improvements, the earlier ones too, with its reason."""
    found = origins(since.telling.views, (slip["entry"] for slip in since.slips))
    rows = [_revision(since, slip, found[slip["entry"]]) for slip in since.slips]
    caption = Said("Each revision of a due date, the earlier ones too")
    empty = "No due date of these improvements was ever revised."
    return table(since.telling.brief, "revisions", caption, _REVISIONS, rows, empty)


def _revision(since: Since, slip: Row, origin: Origin) -> Line:
    """A revision; how far it moved the date rests on the entry before it, too."""
    telling, at = since.telling, position_of(slip["entry"])
    before = [position for position in telling.every(slip["ref"], "due") if position < at]
    moved = (*before[-1:], at)
    told = {
        "ref": Said(slip["ref"], (at,)),
        "from": Said(slip["from_words"], moved),
        "to": Said(slip["to_words"], (at,)),
        "days": Said(slip["days_words"] + ("; the former date had passed" if slip["after_passed"] else ""), moved),
        "by": Said(_set_by(slip), (at,)),
        "reason": Said(origin.reason or "not recorded", (origin.position, at)),
        "when": Said(f"{words.span(slip['happened_on'])}, said by {slip['said_by_name']}", (at,)),
        "recorded": Said(f"{slip['entry']}, {'since' if at > since.after else 'before'}", (at,)),
    }
    return row(telling.brief, f"revisions/{origin.entry}", slip["ref"], told)


def _set_by(slip: Row) -> str:
    approved = f", approved by {slip['due_approver_name']}" if slip["due_approver"] else ", no approval recorded"
    return (words.party(slip["due_set_by"]) if slip["due_set_by"] else "not recorded") + approved


def approvals(since: Since) -> Counted:
    """Open improvements and actions whose date the force moved last, with nobody's recorded approval."""
    every = (*since.improvements, *since.actions)
    found = [each for each in every if each.is_open and _wants_approval(each.found)]
    caption, empty = "Date changes that nobody is recorded to have approved", "No date change waits for approval."
    return Counted(
        table_of(since, "approval", caption, "ref text owner first due", found, empty), caption,
        "Each open improvement or action in this report whose date the force moved, where the last move has no "
        "approver.",
    )  # fmt: skip


def _wants_approval(found: Record) -> bool:
    """As on an agenda: nobody but the force sets the date of an action."""
    set_ = found.body.get("due") or {}
    by_force = found.noun == "action" or set_.get("set_by") == "force"
    revisions = found.body.get("due_revisions", set_.get("revisions", 0))
    return by_force and revisions > 0 and "approver" not in set_


# Recurrences and actions.


def recurrences(since: Since) -> Counted:
    """Improvements that an earlier inspection found too, by the links that were recorded."""
    found = [each for each in since.improvements if each.whole and recurrence(since.telling.names, each.found)]
    caption, empty = "Found by an earlier inspection too", "None of these improvements is linked to an earlier one."
    return Counted(
        table_of(since, "recurrences", caption, "ref text times earlier", found, empty),
        "Found before, by an earlier inspection",
        "Each improvement in this report that is linked as a recurrence to what an earlier inspection found.",
    )  # fmt: skip


_ACTIONS = "ref text under owner due stands since"


def new_actions(since: Since) -> Counted:
    """The actions that came since."""
    found = [each for each in since.actions if each.new]
    made = table_of(since, "new_actions", "New actions", _ACTIONS, found, "No action was added since.")
    rule = "Each action under these improvements, or set at meetings of the forum, that was first recorded after {}."
    return Counted(made, "New actions", rule.format(since.entry))


def earlier_actions(since: Since) -> Counted:
    """The actions that were set before, and what became of each."""
    found = [each for each in since.actions if not each.new]
    caption = "What became of actions that were set before"
    empty = "No action was open then, or is open now, that is older."
    made = table_of(since, "earlier_actions", caption, _ACTIONS, found, empty)
    rule = f"Each such action that was recorded by {since.entry}, and was open then or is open now."
    return Counted(made, "Actions that were open already", rule)


# What was recorded late.


def late(since: Since) -> Counted:
    """Each entry since that was recorded long after it happened."""
    brief = since.telling.brief
    caption = "What was recorded more than 30 days after it happened"
    empty = "Nothing was recorded late of what this forum looks after, nor of its meetings"
    if not brief.recipe.forum:
        empty = "Nothing was recorded late of these improvements"
    empty += "; what happened before this ledger began is not counted."
    rows = [_late(since, each) for each in since.late]
    return Counted(
        table(brief, "late", Said(caption), _LATE, rows, empty), "Recorded late",
        f"Each entry after {since.entry} of an improvement that is looked after, of its actions, of a meeting that "
        "spoke of any of these, or of a meeting of the forum, that was recorded more than 30 days after it happened; "
        "what happened before this ledger began is not counted.",
    )  # fmt: skip


def _late(since: Since, entry: Row) -> Line:
    recorded = f"{words.uk_moment(entry['recorded_at'])} by {entry['recorded_by_name'] or entry['recorded_by']}"
    said = {
        "entry": entry["entry"], "ref": entry["ref"], "what": entry["sentence"], "when": entry["when"],
        "recorded": recorded, "late": words.counted(entry["late_by"], "day"),
    }  # fmt: skip
    told = {key: Said(text, (entry["position"],)) for key, text in said.items()}
    return row(since.telling.brief, f"late/{entry['fixes'] or entry['entry']}", entry["entry"], told)
