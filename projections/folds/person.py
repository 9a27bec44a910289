"""What the events of people change."""

from collections.abc import Mapping
from typing import Any

from ledger.codec import Entry
from ledger.events.person import PersonAdded
from projections.folds.base import Fields, given


def fold(entry: Entry, now: Mapping[str, Any]) -> Fields:
    """The fields of a person: name, organisation."""
    match entry.event:
        case PersonAdded(name=name, organisation=organisation):
            return given(name=name, organisation=organisation)
    return {}
