"""What folds share: how a value of an event stands in a record."""

from collections.abc import Iterable, Mapping
from typing import Any

from ledger.codec import Entry
from ledger.days import last_day
from ledger.events import Prose

Fields = dict[str, Any]


def given(**fields: Any) -> Fields:
    """The fields that were given. A text stands as itself, null where it was erased; what was left out is absent."""
    return {name: plain(value) for name, value in fields.items() if value is not None}


def plain(value: Any) -> Any:
    """A text as itself, anything else as it is."""
    return value.text if isinstance(value, Prose) else value


def words(entry: Entry) -> Prose | None:
    """The source's own words for when it happened, where there are any."""
    return entry.on.get("words")


def noted(entry: Entry, text: Prose, now: Mapping[str, Any]) -> Fields:
    """The newest note of a record, with its day, its voice and how many there are."""
    count = now["note"]["count"] + 1 if "note" in now else 1
    return given(text=text, on=str(entry.span), by=entry.said_by, count=count)


def by_day(facts: Iterable[Fields]) -> list[Fields]:
    """Facts that hold from a day on, in the order of those days; whatever holds from the first has none."""
    return sorted(facts, key=lambda fact: last_day(fact["from"]).isoformat() if "from" in fact else "")
