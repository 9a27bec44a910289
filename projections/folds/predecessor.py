"""What was carried over from an earlier ledger changes in the ledger's own record."""

from collections.abc import Mapping
from typing import Any

from ledger.codec import Entry
from ledger.events.predecessor import PredecessorCarried
from projections.folds.base import Fields, given


def fold(entry: Entry, now: Mapping[str, Any]) -> Fields:
    """The field ``carried``: how many of the earlier ledger's entries, their root, and the day."""
    match entry.event:
        case PredecessorCarried(entries=entries, root=root):
            return {"carried": given(entries=entries, root=root, on=str(entry.span))}
    return {}
