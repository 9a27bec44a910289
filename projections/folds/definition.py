"""What the definitions of terms change in the ledger's own record."""

from collections.abc import Mapping
from typing import Any

from ledger.codec import Entry
from ledger.events.definition import DefinitionStated
from projections.folds.base import Fields, given, one_more


def fold(entry: Entry, now: Mapping[str, Any]) -> Fields:
    """The field ``definitions``: each with its term, text, whose it is, and its day."""
    match entry.event:
        case DefinitionStated(term=term, text=text, of=of):
            return one_more(now, "definitions", given(term=term, text=text, of=of, on=str(entry.span)))
    return {}
