"""What the events of posts change."""

from collections.abc import Mapping
from typing import Any

from ledger.codec import Entry
from ledger.events.post import PostCreated, PostHeld, PostVacated
from projections.folds.base import Fields, by_day, given


def fold(entry: Entry, now: Mapping[str, Any]) -> Fields:
    """The fields of a post: title, organisation, and its holders by the day each held it from; null while vacant."""
    match entry.event:
        case PostCreated(title=title, organisation=organisation):
            return given(title=title, organisation=organisation)
        case PostHeld(holder=holder):
            return _from(entry, holder, now)
        case PostVacated():
            return _from(entry, None, now)
    return {}


def _from(entry: Entry, holder: str | None, now: Mapping[str, Any]) -> Fields:
    return {"holders": by_day([*now.get("holders", ()), {"holder": holder, "from": entry.span.end}])}
