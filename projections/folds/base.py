"""What folds share: how a value of an event stands in a record."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from ledger.codec import Entry
from ledger.days import Span, last_day
from ledger.events import File, Prose
from ledger.events.base import Period

Fields = dict[str, Any]
#: What a fold makes of a field that leaves the record.
GONE: Final = object()


def given(**fields: Any) -> Fields:
    """The fields that were given. A text stands as itself, null where it was erased; what was left out is absent."""
    return {name: plain(value) for name, value in fields.items() if value not in (None, ())}


def plain(value: Any) -> Any:
    """A text as itself, a file by its commitment, several as a list, anything else as it is."""
    match value:
        case Prose():
            return value.text
        case File():
            return value.commitment
        case tuple():
            return list(value)
    return value


def gone(now: Mapping[str, Any], *fields: str) -> Fields:
    """These fields leave the record, so far as it has them."""
    return {field: GONE for field in fields if field in now}


def one_more(now: Mapping[str, Any], field: str, value: Any) -> Fields:
    """A list with one value more at its end."""
    return {field: [*now.get(field, ()), plain(value)]}


def count(now: Mapping[str, Any], field: str) -> Fields:
    """A number with one more."""
    return {field: now.get(field, 0) + 1}


def days(period: Period | None) -> str | None:
    """A period as a field's date."""
    return str(period.span) if period else None


def words(entry: Entry) -> Prose | None:
    """The source's own words for when it happened, where there are any."""
    return entry.on.get("words")


def noted(entry: Entry, text: Prose, now: Mapping[str, Any], **more: Any) -> Fields:
    """One note more; the newest is that of the latest day, however late another is recorded of an earlier one."""
    counted = count(now, "notes")
    if "note" in now and last_day(entry.span.end) < span(now["note"]["on"]).last:
        return counted
    return counted | {"note": given(text=text, on=str(entry.span), by=entry.said_by, **more)}


def renamed(entry: Entry, name: Prose, now: Mapping[str, Any], title: str) -> Fields:
    """The newest name, and all names with the day each held from; the first held before anybody here knew."""
    former = now.get("names") or [{"name": now[title]}]
    names = by_day([*former, given(name=name) | {"from": entry.span.end}])
    return {title: names[-1]["name"], "names": names}


def span(written: str) -> Span:
    """The days that a field's date covers, written as ``str(Span)``."""
    start, _, end = written.partition("/")
    return Span(start, end or start)


def by_day(facts: Iterable[Fields]) -> list[Fields]:
    """Facts that hold from a day on, in the order of those days; whatever holds from the first has none."""
    return sorted(facts, key=lambda fact: last_day(fact["from"]).isoformat() if "from" in fact else "")
