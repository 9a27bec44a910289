"""What was erased changes in the ledger's own record; the records that had the texts are folded without them."""

from collections.abc import Mapping
from typing import Any

from ledger.codec import Entry
from ledger.events.text import TextErased
from projections.folds.base import Fields


def fold(entry: Entry, now: Mapping[str, Any]) -> Fields:
    """The field ``erased``: how many texts and files, in all."""
    match entry.event:
        case TextErased(texts=texts):
            return {"erased": now.get("erased", 0) + len(texts)}
    return {}
