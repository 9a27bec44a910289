"""What the events of forums change."""

from collections.abc import Mapping
from typing import Any

from ledger.codec import Entry
from ledger.events.forum import Cadence, ForumAdded, ForumCadenceSet, ForumChaired, ForumEnded
from projections.folds.base import Fields, by_day, given
from projections.queries.words import AS_NEEDED


def fold(entry: Entry, now: Mapping[str, Any]) -> Fields:
    """The fields of a forum: name, organisation, purpose, its newest chair and all by date, cadence, status."""
    match entry.event:
        case ForumAdded() as added:
            chairs = [{"chair": added.chair}] if added.chair else None
            return given(
                name=added.name, organisation=added.organisation, chair=added.chair, chairs=chairs,
                cadence=_every(added.cadence), purpose=added.purpose, status="sitting",
            )  # fmt: skip
        case ForumChaired(chair=chair):
            chairs = by_day([*now.get("chairs", ()), {"chair": chair, "from": entry.span.end}])
            return {"chair": chairs[-1]["chair"], "chairs": chairs}
        case ForumCadenceSet(cadence=cadence):
            return {"cadence": _every(cadence) or AS_NEEDED}
        case ForumEnded():
            return {"status": "ended", "ended_on": str(entry.span)}
    return {}


def _every(cadence: Cadence | None) -> Fields | None:
    return cadence.model_dump() if cadence else None
