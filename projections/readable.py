"""Entries as they are read from the log, each text in the place of its commitment."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol

from ledger.codec import Entry, entry_of
from ledger.days import first_day, last_day
from ledger.errors import IntegrityBroken
from ledger.events import Prose

if TYPE_CHECKING:
    from ledger.stores.log import Row

#: A commitment as canonical JSON writes it.
_COMMITMENT = re.compile(rb'"prose":"([0-9a-f]{64})"')


class Around(Protocol):
    """As much of a log as a page asks for beside the entries that it takes."""

    def of_stream(self, stream: str) -> "list[Row]":
        """The entries of one record, in order."""

    def texts(self, commitments: Sequence[str]) -> dict[str, bytes]:
        """The content for each commitment that is still there."""

    def instead(self, commitments: Sequence[str]) -> dict[str, bytes]:
        """What stands in the place of those that were erased."""


def read(log: Around, rows: "list[Row]") -> Iterator[tuple[int, Entry]]:
    """The entries of some rows, with their texts, so far as those are there, or what stands in their place."""
    decode = _reader(_texts(log, rows))
    return ((row.position, decode(row)) for row in rows)


def _texts(log: Around, rows: "list[Row]") -> dict[str, str]:
    """The texts that these entries commit to, so far as they are there, or what stands in their place."""
    commitments = [key.decode() for row in rows for key in _COMMITMENT.findall(row.stored)]
    found = log.texts(commitments)
    if len(found) < len(commitments):
        found = log.instead([key for key in commitments if key not in found]) | found
    return {key: content.decode(errors="replace") for key, content in found.items()}


def _reader(texts: dict[str, str]) -> Callable[["Row"], Entry]:
    """Reads stored entries with their texts. Whether each keeps to the format in every byte is the audit's to say."""

    def reveal(value: dict[str, Any]) -> dict[str, Any] | Prose:
        commitment = value.get("prose")
        return Prose(texts.get(commitment), commitment) if commitment else value

    decode = json.JSONDecoder(object_hook=reveal).decode

    def read(row: "Row") -> Entry:
        try:
            entry = entry_of(decode(row.stored.decode()))
            days(entry.on["from"], entry.on["to"])
        except (ValueError, TypeError, KeyError, AttributeError):
            what = f"Entry E-{row.position} cannot be read."
            raise IntegrityBroken(what, "Run `afi verify` to see what is wrong.") from None
        return entry

    return read


@lru_cache(maxsize=1000)
def days(start: str, end: str) -> tuple[str, str]:
    """The first and the last day that a period covers."""
    return first_day(start).isoformat(), last_day(end).isoformat()
