"""When something happened: a day, a month, a year or a period, as precise as the source and no more.

A day is written ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD`` (ISO 8601 calendar dates of reduced precision)
and covers the whole of what it names. "Today" is the United Kingdom's date.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Self

from ledger.errors import Unreadable

DAY = re.compile(r"(?:1[89]|20)[0-9]{2}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?")
_NEAR = {"yesterday": -1, "today": 0, "tomorrow": 1}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_REMEDY = 'Write it like 2018-03-29, 29/3/2018, "29 March 2018", "March 2018", 2018, yesterday or 2014-01/2014-04.'


@lru_cache(maxsize=4096)
def first_day(day: str) -> date:
    """The first day that ``day`` covers. ``ValueError`` where the calendar has no such day."""
    year, month, number = (*map(int, day.split("-")), 1, 1)[:3]
    return date(year, month, number)


@lru_cache(maxsize=4096)
def last_day(day: str) -> date:
    """The last day that ``day`` covers."""
    if len(day) == len("2018-03-29"):
        return first_day(day)
    year, month = (*map(int, day.split("-")), 12)[:2]
    return date(year, month, monthrange(year, month)[1])


@dataclass(frozen=True, slots=True)
class Span:
    """From the first day of ``start`` to the last day of ``end``; equal unless a range was stated.

    ``ValueError`` where the calendar has no such day, or it would end before it begins.
    """

    start: str
    end: str

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"{self} ends before it begins")

    @classmethod
    def on(cls, day: str) -> Self:
        """The whole of one day, month or year."""
        return cls(day, day)

    @property
    def first(self) -> date:
        """The first day it covers."""
        return first_day(self.start)

    @property
    def last(self) -> date:
        """The last day it covers."""
        return last_day(self.end)

    def __str__(self) -> str:
        return self.start if self.start == self.end else f"{self.start}/{self.end}"


def uk_today(now: datetime | None = None) -> date:
    """The date in the United Kingdom at ``now`` (an aware datetime; the present if left out)."""
    from zoneinfo import ZoneInfo  # only where "today" is asked for: it opens the time zone database

    return (now or datetime.now(UTC)).astimezone(ZoneInfo("Europe/London")).date()


def parse(typed: str, today: date, *, ahead: bool = False) -> Span:
    """What a person typed as a date or a range ``FROM/TO``, with the precision typed; else ``Unreadable``.

    "friday" is the last one, or today; with ``ahead``, as for what is due, the next one.
    """
    text = " ".join(typed.strip().casefold().replace("–", "-").split())
    halves = re.split(r"\s*\.\.\s*|\s+to\s+|(?<=\d{4})/(?=\d{4})|(?<=-\d\d)/(?=\d{4})", text)
    if len(halves) > 2:
        raise Unreadable(f'"{typed}" is not a date.', _REMEDY)
    days = [_one(half, today, ahead) for half in halves]
    if None in days:
        raise Unreadable(f'"{typed}" is not a date.', _REMEDY)
    try:
        return Span(str(days[0]), str(days[-1]))
    except ValueError:  # each day exists, so it is their order
        raise Unreadable(f'"{typed}" ends before it begins.', "Write the earlier date first.") from None


def _one(text: str, today: date, ahead: bool) -> str | None:
    """One day in any of the forms people type, as ISO; ``None`` if it is none of them."""
    if text in _NEAR:
        return (today + timedelta(days=_NEAR[text])).isoformat()
    weekdays = [number for number, name in enumerate(_WEEKDAYS) if len(text) >= 3 and name.startswith(text)]
    if weekdays and ahead:
        return (today + timedelta(days=(weekdays[0] - today.weekday() - 1) % 7 + 1)).isoformat()
    if weekdays:  # the last one that has begun: "friday" on a Friday is today
        return (today - timedelta(days=(today.weekday() - weekdays[0]) % 7)).isoformat()
    for pattern in (_iso, _slashed, _written):
        found = pattern(text)
        if found:
            return found if DAY.fullmatch(found) and _exists(found) else None
    return None


def _iso(text: str) -> str | None:
    return text if re.fullmatch(r"\d{4}(-\d\d){0,2}", text) else None


def _slashed(text: str) -> str | None:
    match = re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", text)  # day first, as in the United Kingdom
    return f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}" if match else None


def _written(text: str) -> str | None:
    match = re.fullmatch(r"(?:(\d{1,2})(?:st|nd|rd|th)? (?:of )?)?([a-z]{3,9})\.?,? (\d{4})", text)
    names = ("january february march april may june july august september october november december").split()
    months = [number for number, name in enumerate(names, 1) if match and name.startswith(match[2])]
    if not match or len(months) != 1:
        return None
    return f"{match[3]}-{months[0]:02}" + (f"-{int(match[1]):02}" if match[1] else "")


def _exists(day: str) -> bool:
    try:
        first_day(day)
    except ValueError:
        return False
    return True
