"""What folds share: how a value of an event stands in a record."""

from collections.abc import Iterable, Mapping
from typing import Any

from ledger.codec import Entry
from ledger.days import Span, last_day
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


def noted(entry: Entry, text: Prose, now: Mapping[str, Any], **more: Any) -> Fields:
    """One note more; the newest is that of the latest day, however late another is recorded of an earlier one."""
    count = {"notes": now.get("notes", 0) + 1}
    if "note" in now and last_day(entry.span.end) < span(now["note"]["on"]).last:
        return count
    return count | {"note": given(text=text, on=str(entry.span), by=entry.said_by, **more)}


def span(written: str) -> Span:
    """The days that a field's date covers, written as ``str(Span)``."""
    start, _, end = written.partition("/")
    return Span(start, end or start)


def by_day(facts: Iterable[Fields]) -> list[Fields]:
    """Facts that hold from a day on, in the order of those days; whatever holds from the first has none."""
    return sorted(facts, key=lambda fact: last_day(fact["from"]).isoformat() if "from" in fact else "")
