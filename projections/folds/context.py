"""What is said of the national picture changes in the ledger's own record."""

from collections.abc import Mapping
from typing import Any

from ledger.codec import Entry
from ledger.events.context import ContextStated
from projections.folds.base import Fields, given, one_more


def fold(entry: Entry, now: Mapping[str, Any]) -> Fields:
    """The field ``context``: each with its text, inspection and day."""
    match entry.event:
        case ContextStated(text=text, inspection=inspection):
            return one_more(now, "context", given(text=text, inspection=inspection, on=str(entry.span)))
    return {}
