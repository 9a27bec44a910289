"""What the events of documents change."""

from collections.abc import Mapping
from typing import Any

from ledger.codec import Entry
from ledger.events.document import DocumentAdded
from projections.folds.base import Fields, given, words


def fold(entry: Entry, now: Mapping[str, Any]) -> Fields:
    """The fields of a document: kind, title, marking, author, to, copied, address, dated."""
    match entry.event:
        case DocumentAdded() as added:
            return given(
                kind=added.kind, title=added.title, marking=added.marking, author=entry.said_by, to=added.to or None,
                copied=added.copied or None, address=added.address, dated=str(entry.span), dated_words=words(entry),
            )  # fmt: skip
    return {}
