"""What the events of packs change."""

from collections.abc import Mapping
from typing import Any

from ledger.codec import Entry
from ledger.events.pack import PackMade
from projections.folds.base import Fields, given


def fold(entry: Entry, now: Mapping[str, Any]) -> Fields:
    """The fields of a pack: for whom, of which records, as of when, and when it was made."""
    match entry.event:
        case PackMade() as pack:
            return given(
                to=pack.to, recipient=pack.recipient, records=pack.records, as_of=pack.as_of,
                withheld=pack.withheld, replaces=pack.replaces, made_on=str(entry.span),
            )  # fmt: skip
    return {}
