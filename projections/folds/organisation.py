"""What the events of organisations change."""

from collections.abc import Mapping
from typing import Any

from ledger.codec import Entry
from ledger.events.organisation import OrganisationAdded, OrganisationRenamed
from projections.folds.base import Fields, given, renamed


def fold(entry: Entry, now: Mapping[str, Any]) -> Fields:
    """The fields of an organisation: kind, its newest name, and all its names with the day each held from."""
    match entry.event:
        case OrganisationAdded(kind=kind, name=name):
            return given(kind=kind, name=name) | {"names": [given(name=name)]}
        case OrganisationRenamed(name=name):
            return renamed(entry, name, now, "name")
    return {}
