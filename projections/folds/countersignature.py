"""What is said of countersignatures changes in the ledger's own record."""

from collections.abc import Mapping
from typing import Any

from ledger.codec import Entry
from ledger.events.countersignature import CountersignatureAdded, CountersignatureAsked
from projections.folds.base import Fields, given, one_more


def fold(entry: Entry, now: Mapping[str, Any]) -> Fields:
    """The fields ``countersignatures_asked`` and ``countersignatures``, each with its day."""
    match entry.event:
        case CountersignatureAsked(to=to):
            return one_more(now, "countersignatures_asked", given(to=to, on=str(entry.span)))
        case CountersignatureAdded(size=size, note=note):
            return one_more(now, "countersignatures", given(size=size, note=note, on=str(entry.span)))
    return {}
