"""What the events of documents change."""

from collections.abc import Mapping
from typing import Any

from ledger.codec import Entry
from ledger.events.document import DocumentAdded, DocumentAsked, DocumentEmbargoed, DocumentKept, DocumentReleased
from projections.folds.base import Fields, given, gone, one_more, words


def fold(entry: Entry, now: Mapping[str, Any]) -> Fields:
    """The fields of a document: what was added, files, embargo and its history, released_on, asks."""
    match entry.event:
        case DocumentAdded() as added:
            return given(
                kind=added.kind, title=added.title, marking=added.marking, author=entry.said_by, to=added.to,
                copied=added.copied, address=added.address, inspection=added.inspection, dated=str(entry.span),
                dated_words=words(entry),
            )  # fmt: skip
        case DocumentKept(content=content, name=name, size=size):
            return one_more(now, "files", given(name=name, size=size, file=content))
        case DocumentEmbargoed(until=until):
            until_then = given(until=until)
            moved = one_more(now, "embargoes", until_then | {"on": str(entry.span)})
            return {"embargo": until_then} | moved | gone(now, "released_on")
        case DocumentReleased():
            return {"released_on": str(entry.span)} | gone(now, "embargo")
        case DocumentAsked(text=text, of=of):
            return one_more(now, "asks", given(text=text, of=of))
    return {}
