"""What the ledger's own events change."""

from collections.abc import Mapping
from typing import Any

from ledger.codec import Entry
from ledger.events.ledger import ClockAccepted, LedgerOpened
from projections.folds.base import Fields, given
from projections.folds.key import enrolled


def fold(entry: Entry, now: Mapping[str, Any]) -> Fields:
    """The fields of the ledger: origin, fictitious, follows, its keys, clock_accepted."""
    match entry.event:
        case LedgerOpened() as opened:
            fields = given(
                origin=opened.origin,
                fictitious=opened.fictitious,
                follows=opened.follows.model_dump(exclude_none=True) if opened.follows else None,
            )
            for key in opened.keys:
                fields |= enrolled(key.vkey, key.person, key.rights)
            return fields
        case ClockAccepted():
            return {"clock_accepted": entry.at}
    return {}
