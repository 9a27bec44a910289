"""What the events of actions change."""

from collections.abc import Mapping
from typing import Any

from ledger.codec import Entry
from ledger.events.action import ActionAdded, ActionAssigned, ActionDone, ActionDropped, ActionDueSet
from ledger.events.improvement import Due
from projections.folds.base import Fields, given


def fold(entry: Entry, now: Mapping[str, Any]) -> Fields:
    """The fields of an action: what was agreed, its owner, due date with the first and revisions, status, outcome."""
    match entry.event:
        case ActionAdded() as added:
            what = given(text=added.text, under=added.under, meeting=added.meeting, owner=added.owner)
            due = _due(added.due, None, now) if added.due else {}
            return what | due | {"added_on": str(entry.span), "status": "open"}
        case ActionAssigned(owner=owner):
            return {"owner": owner}
        case ActionDueSet(due=due, approver=approver):
            return _due(due, approver, now)
        case ActionDone(text=text):
            return {"status": "done", "done_on": str(entry.span)} | given(outcome=text)
        case ActionDropped(text=text):
            return {"status": "dropped"} | given(outcome=text)
    return {}


def _due(due: Due, approver: str | None, now: Mapping[str, Any]) -> Fields:
    """The date with who approved it; the first ever set, and the number of revisions since, beside it."""
    set_ = due.model_dump()
    history = {"due_revisions": now["due_revisions"] + 1} if "due" in now else {"due_first": set_, "due_revisions": 0}
    return {"due": given(**set_, approver=approver)} | history
