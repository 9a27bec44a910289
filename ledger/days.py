"""When something happened: a day, a month, a year or a period, as precise as the source and no more.

A day is written ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD`` (ISO 8601 calendar dates of reduced precision)
and covers the whole of what it names. "Today" is the United Kingdom's date.

What sources put more vaguely is read as a range, of months where months will do, and its words are kept:

    spring, summer, autumn 2017     March to May, June to August, September to November
    winter 2017/18                  December to February
    early, mid, late 2018           four months each; its beginning or start is early, its end is late
    early, mid, late March 2018     days 1 to 10, 11 to 20, 21 to the last; a half of a month ends on day 15
    first half of 2018, Q1 2018     six months; three months of the calendar year
    2018/19, Q1 2018/19             a financial year, April to March, and its first three months
    earlier, later this month       from its first day to the anchor; from the anchor to its last day
    this, last, next week           Monday to Sunday; of a month or a year, the whole of it
    end of November, 29 March       the last one begun at the anchor; looking ahead, the next one to end

The anchor is the day on which such words were written: that of the source, if one is cited, else today.
Yesterday, today, tomorrow and the days of the week are always those of who types.
"""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple, Self

from ledger.errors import Unreadable
from ledger.late import late

DAY = late(r"(?:1[89]|20)[0-9]{2}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?")
_NEAR = {"yesterday": -1, "today": 0, "tomorrow": 1}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = "january february march april may june july august september october november december".split()
#: The month in which a season begins; each has three.
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
#: Which part of how many.
_PARTS = {
    **dict.fromkeys(("early", "beginning", "start"), (1, 3)),
    **dict.fromkeys(("mid", "middle"), (2, 3)),
    **dict.fromkeys(("late", "end"), (3, 3)),
    **{name: (number, 2) for number, name in enumerate(("first half", "second half"), 1)},
    **{name: (number, 4) for number, name in enumerate(("q1", "q2", "q3", "q4"), 1)},
    **{f"{name} quarter": (number, 4) for number, name in enumerate(("first", "second", "third", "fourth"), 1)},
}
_SHIFT = {"last": -1, "this": 0, "next": 1}
_TO = late(r"\s*\.\.\s*|\s+to\s+|(?<=\d{4})/(?=\d{4})|(?<=-\d\d)/(?=\d{4})")
_REMEDY = (
    'Write it like 2018-03-29, 29/3/2018, "29 March 2018", "March 2018", 2018, yesterday, 2014-01/2014-04 '
    'or "summer 2017".'
)
_MOMENTS = 'Write it like "4 September 2014 00:01" or "2014-09-04 00:01"; a day alone means one minute past midnight.'


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
    from calendar import monthrange  # most days are whole, and need no calendar

    year, month = (*map(int, day.split("-")), 12)[:2]
    return date(year, month, monthrange(year, month)[1])


class _Ends(NamedTuple):
    start: str
    end: str


class Span(_Ends):
    """From the first day of ``start`` to the last day of ``end``; equal unless a range was stated.

    ``ValueError`` where the calendar has no such day, or it would end before it begins.
    """

    __slots__ = ()

    def __new__(cls, start: str, end: str) -> Self:
        """From one day, month or year to another."""
        span = super().__new__(cls, start, end)
        if span.last < span.first:
            raise ValueError(f"{span} ends before it begins")
        return span

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
    now = (now or datetime.now(UTC)).astimezone(UTC)
    if now.hour < 23:  # its clocks are never behind UTC, and an hour ahead at most
        return now.date()
    from zoneinfo import ZoneInfo  # so only late in the evening: to open the time zone database takes a while

    return now.astimezone(ZoneInfo("Europe/London")).date()


class Stated(NamedTuple):
    """When, and the words for it as they were typed where those are vaguer than the days, or are a source's."""

    span: Span
    words: str | None = None


class _Found(NamedTuple):
    span: Span
    vague: bool = False  # the days are our reading of the words
    anchored: bool = False  # which days, hangs on when it was written


def parse(typed: str, today: date, *, ahead: bool = False) -> Span:
    """What a person typed as a date or a range ``FROM/TO``, with the precision typed; else ``Unreadable``.

    "friday" is the last one, or today; with ``ahead``, as for what is due, the next one.
    """
    return understand(typed, today, ahead=ahead).span


def understand(typed: str, today: date, *, ahead: bool = False, anchors: Iterable[date] = ()) -> Stated:
    """As ``parse``, with the words. ``anchors`` are the days of the sources that they stand in, if there are any.

    Words such as "last month" are kept only from a source: of who types they would soon mean another month.
    """
    text, written = _tidy(typed), set(anchors)
    try:
        read = {_read(text, today, anchor, ahead) for anchor in written or {today}}
    except ValueError:  # each day exists, so it is their order
        raise Unreadable(f'"{typed}" ends before it begins.', "Write the earlier date first.") from None
    if len(read) > 1:
        raise Unreadable(
            f'"{typed}" could be several days, by the dates of the sources cited.',
            "Write it with its year, or the days themselves.",
        )
    found = read.pop()
    if found is None:
        raise Unreadable(f'"{typed}" is not a date.', _REMEDY)
    return Stated(found.span, typed.strip() if found.vague or (found.anchored and written) else None)


def moment(typed: str, today: date, *, ahead: bool = False) -> str:
    """A day and a clock time in the United Kingdom, as the ledger writes that moment (docs/proof-format.md, 1.3).

    A day alone means 00:01, as the inspectorate's embargoes do. Where the clock goes back, the earlier is meant.
    """
    from zoneinfo import ZoneInfo

    match = re.fullmatch(r"(.+?)(?:,? at |,? |(?<=\d)t)([01]?[0-9]|2[0-3]):([0-5][0-9])", _tidy(typed))
    day = _read(match[1] if match else _tidy(typed), today, today, ahead)
    if day is None or day.span.first != day.span.last or day.span.first.year < 2000:
        raise Unreadable(f'"{typed}" is not a day and a time of this century.', _MOMENTS)
    clock = time(int(match[2]), int(match[3])) if match else time(0, 1)
    local = datetime.combine(day.span.first, clock, ZoneInfo("Europe/London"))
    meant = local.astimezone(UTC)
    if meant.astimezone(local.tzinfo).time() != clock:
        raise Unreadable(
            f"The clock never showed {clock:%H:%M} on {local.date()}: it went forward.",
            "Give a time before or after that hour.",
        )
    return f"{meant:%Y-%m-%dT%H:%M:%S.%fZ}"


def _tidy(typed: str) -> str:
    text = " ".join(typed.casefold().replace("–", "-").split())
    return re.sub(r"\bmid-", "mid ", re.sub(r"\bthe ", "", text))


def _read(text: str, today: date, anchor: date, ahead: bool) -> _Found | None:
    """One date or two. A half of a range that has no year takes it from the other."""
    halves = _TO.split(text)
    start, *ends = (_one(half, today, anchor, ahead) for half in halves)
    if not ends:
        return start or _nearest(text, anchor, ahead)
    if len(ends) > 1:
        return None
    end = ends[0] or (_nearest(halves[1], start.span.first, True) if start else _nearest(halves[1], anchor, ahead))
    start = start or (end and _nearest(halves[0], end.span.first, False))
    if not start or not end:
        return None
    return _Found(Span(start.span.start, end.span.end), start.vague or end.vague, start.anchored or end.anchored)


def _one(text: str, today: date, anchor: date, ahead: bool) -> _Found | None:
    """One day or period in any of the forms people type; ``None`` if it is none of them, or lacks a year."""
    if day := _near(text, today, ahead):
        return _Found(Span.on(day))
    if match := re.fullmatch(r"(last|this|next) week", text):
        monday = anchor + timedelta(days=7 * _SHIFT[match[1]] - anchor.weekday())
        return _found(f"{monday}", f"{monday + timedelta(days=6)}", anchored=True)
    match = re.fullmatch(r"(earlier|later) (this (?:week|month|year))", text)
    if match and (whole := _one(match[2], today, anchor, ahead)):
        first, last = (whole.span.first, anchor) if match[1] == "earlier" else (anchor, whole.span.last)
        return _found(f"{first}", f"{last}", vague=True, anchored=True)
    settled = re.sub(r"(last|this|next) (month|year)", lambda match: _settled(match[1], match[2], anchor), text)
    found = _plain(settled)
    return found and found._replace(anchored=settled != text)


def _near(text: str, today: date, ahead: bool) -> str | None:
    if text in _NEAR:
        return (today + timedelta(days=_NEAR[text])).isoformat()
    weekdays = [number for number, name in enumerate(_WEEKDAYS) if len(text) >= 3 and name.startswith(text)]
    if weekdays and ahead:
        return (today + timedelta(days=(weekdays[0] - today.weekday() - 1) % 7 + 1)).isoformat()
    if weekdays:  # the last one that has begun: "friday" on a Friday is today
        return (today - timedelta(days=(today.weekday() - weekdays[0]) % 7)).isoformat()
    return None


def _settled(which: str, unit: str, anchor: date) -> str:
    """ "last month" as "february 2018", for an anchor in March 2018."""
    if unit == "year":
        return str(anchor.year + _SHIFT[which])
    year, month = divmod(anchor.year * 12 + anchor.month - 1 + _SHIFT[which], 12)
    return f"{_MONTHS[month]} {year}"


def _nearest(text: str, anchor: date, ahead: bool) -> _Found | None:
    """What lacks only its year: the last one begun at the anchor, or with ``ahead`` the next one to end."""
    name = text.split(" ")[-1].removesuffix(".")
    if name not in _SEASONS and not _month(name):
        return None
    for step in range(-1, 9):  # 29 February may be eight years away
        year = anchor.year + (step if ahead else -step)
        found = _plain(f"{text} {year}/{(year + 1) % 100:02}" if name == "winter" else f"{text} {year}")
        if found and (found.span.last >= anchor if ahead else found.span.first <= anchor):
            return found._replace(anchored=True)
    return None


def _plain(text: str) -> _Found | None:
    """What needs no anchor."""
    for pattern in (_iso, _slashed, _written):
        if day := pattern(text):
            return _found(day, day)
    for words, part in _PARTS.items():
        if match := re.fullmatch(rf"{words}(?: of)? (.+)", text):
            whole = _plain(match[1])
            return whole and _part(whole.span, *part)
    return _season(text) or _financial(text)


def _found(start: str, end: str, *, vague: bool = False, anchored: bool = False) -> _Found | None:
    return _Found(Span(start, end), vague, anchored) if _exists(start) and _exists(end) else None


def _part(whole: Span, number: int, of: int) -> _Found | None:
    """The part of a month, in days, or of several whole months; none of what has no such parts."""
    first, last = whole.first, whole.last
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if first.day != 1 or last != last_day(f"{last}"[:7]):
        return None
    if months > 1:
        size = months // of
        return None if months % of else _months(first.year, first.month + (number - 1) * size, size)
    starts = {2: (1, 16), 3: (1, 11, 21)}.get(of, ())
    if not starts:
        return None
    end = last if number == of else first.replace(day=starts[number] - 1)
    return _found(f"{first.replace(day=starts[number - 1])}", f"{end}", vague=True)


def _months(year: int, month: int, several: int) -> _Found | None:
    """So many months from one on; the months after December are of the next year."""
    start, end = (divmod(year * 12 + month - 1 + more, 12) for more in (0, several - 1))
    return _found(f"{start[0]}-{start[1] + 1:02}", f"{end[0]}-{end[1] + 1:02}", vague=True)


def _season(text: str) -> _Found | None:
    match = re.fullmatch(r"(spring|summer|autumn|winter)(?: of)? ([0-9]{4})(?:/([0-9]{2}))?", text)
    if not match:
        return None
    year = int(match[2])
    if match[1] == "winter" and not match[3]:
        raise Unreadable(
            f'"{text}" could be the winter at either end of {year}.',
            f'Write "winter {year - 1}/{year % 100:02}" or "winter {year}/{(year + 1) % 100:02}".',
        )
    if match[3] and (match[1] != "winter" or int(match[3]) != (year + 1) % 100):
        return None
    return _months(year, _SEASONS[match[1]], 3)


def _financial(text: str) -> _Found | None:
    match = re.fullmatch(r"(?:financial year |fy )?([0-9]{4})/([0-9]{2})", text)
    if not match or int(match[2]) != (int(match[1]) + 1) % 100:
        return None
    return _months(int(match[1]), 4, 12)


def _iso(text: str) -> str | None:
    return text if re.fullmatch(r"\d{4}(-\d\d){0,2}", text) else None


def _slashed(text: str) -> str | None:
    match = re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", text)  # day first, as in the United Kingdom
    return f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}" if match else None


def _written(text: str) -> str | None:
    match = re.fullmatch(r"(?:(\d{1,2})(?:st|nd|rd|th)? (?:of )?)?([a-z]{3,9})\.?,? (\d{4})", text)
    month = _month(match[2]) if match else None
    if not match or not month:
        return None
    return f"{match[3]}-{month:02}" + (f"-{int(match[1]):02}" if match[1] else "")


def _month(name: str) -> int | None:
    """The month whose name, of three letters or more, begins so."""
    months = [number for number, month in enumerate(_MONTHS, 1) if len(name) >= 3 and month.startswith(name)]
    return months[0] if months else None


def _exists(day: str) -> bool:
    try:
        return bool(DAY.fullmatch(day) and first_day(day))
    except ValueError:
        return False
