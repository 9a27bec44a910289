"""What is said of the policy changes in the ledger's own record."""

from collections.abc import Mapping
from typing import Any

from ledger.codec import Entry
from ledger.events.policy import PolicyStated
from projections.folds.base import Fields, given


def fold(entry: Entry, now: Mapping[str, Any]) -> Fields:
    """The field ``policy``: its file and its day."""
    match entry.event:
        case PolicyStated(policy=policy):
            return {"policy": given(file=policy, on=str(entry.span))}
    return {}
