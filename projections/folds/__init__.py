"""What each event changes in the record of its stream, one noun a module, loaded as its events are met.

``fold(entry, now) -> fields`` gives the fields that the event sets, from the entry (texts revealed) and
the record's fields as they stand. A field holds one whole fact, so that a later one replaces all of it
and nothing of the former is left: a due date with its setter and approver, a note with its day.
"""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Any

from ledger.codec import Entry
from ledger.events import NOUNS
from projections.folds.base import Fields

__all__ = ["Fields", "fold"]


def fold(entry: Entry, now: Mapping[str, Any]) -> Fields:
    """What an entry changes in the record that it is about."""
    noun = entry.type.partition(".")[0]
    assert noun in NOUNS, "parsing the event has refused any other"
    return _module(noun).fold(entry, now)  # type: ignore[no-any-return]


@cache
def _module(noun: str) -> Any:
    return import_module(f"projections.folds.{noun}")
