"""What a picture of a timeline shows, as data: improvements as bars with marks, meetings and publications across them.

A bar runs from the day on which an improvement was raised to the day of its end; one that was reopened goes on from
there, and one that has not ended goes on until today. What is stated vaguely keeps all of the days that it covers.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from ledger.vocabulary import IMPROVEMENTS, kind_of
from projections.queries import due, words
from projections.queries.late import FIRST_RECORDED, began, late_by
from projections.queries.names import Names
from projections.queries.records import STANDS, standing
from projections.views import Views

Row = dict[str, Any]

#: What the events of an improvement put on its bar.
_MARKS = {
    "improvement.noted": "note",
    "improvement.claimed": "claim",
    "improvement.assured": "assurance",
    "improvement.submitted": "submission",
    "improvement.returned": "return",
}
_ENDS = frozenset(f"improvement.{how}" for how in ("closed", "superseded", "withdrawn", "declined", "passed_on"))
#: How a bar stands of which an entry is under embargo: no end and no due date is told.
WITHHELD = "withheld"
_LISTED = "(SELECT value FROM json_each(?))"
#: The entries of some records, record by record, each in the place of what it corrects.
_LIVES = (
    "SELECT h.stream, h.position, h.type, h.first_day, h.last_day, h.data, "
    f"{FIRST_RECORDED} AS first_recorded, {STANDS} AS stands FROM happening h WHERE h.stream IN {_LISTED} "
    "ORDER BY h.stream, coalesce(h.fixes, h.position)"
)


class Days(NamedTuple):
    """From the first day that something covers to the last."""

    first: date
    last: date

    @classmethod
    def of(cls, text: str) -> "Days":
        """Of a date as rows hold it."""
        span = words.span_of(text)
        return cls(span.first, span.last)


class Mark(NamedTuple):
    """Something on a bar: ``note``, ``claim``, ``assurance``, ``submission``, ``return``, ``due``, ``former_due``."""

    kind: str
    days: Days
    words: str
    entry: str
    #: How many days late it was recorded, where it was.
    late_by: int | None = None


class Stretch(NamedTuple):
    """From a beginning to an end; none while it is open, or where that is not told."""

    began: Days
    ended: Days | None


class Bar(NamedTuple):
    """One improvement."""

    ref: str
    text: str
    #: A word of the vocabulary, or ``withheld``.
    status: str
    stretches: list[Stretch]
    marks: list[Mark]

    @property
    def open(self) -> bool:
        """Whether it goes on until today."""
        return self.status != WITHHELD and self.stretches[-1].ended is None

    @property
    def status_words(self) -> str:
        """How it stands, as people say it."""
        return "partly under embargo" if self.status == WITHHELD else words.STATUS[self.status]


class Across(NamedTuple):
    """What goes across all bars: a ``meeting`` or a ``publication``, with its short name and its whole one."""

    kind: str
    ref: str
    short: str
    name: str
    days: Days


class Picture(NamedTuple):
    """All of it, with the first and the last day of its axis."""

    first: date
    last: date
    today: date
    bars: list[Bar]
    across: list[Across]


def picture(
    views: Views, refs: Iterable[str], today: date, *,
    first: date | None = None, last: date | None = None, without: Collection[str] = frozenset(),
) -> Picture:  # fmt: skip
    """The improvements among some records, and the meetings and inspections among them or about those.

    ``first`` and ``last`` are the ends of the axis where they are asked for; ``without`` are the records and entries
    (``E-57``) that are under embargo.
    """
    asked, names = [ref for ref in refs if ref not in without], Names(views)
    bars = _bars(views, [ref for ref in asked if kind_of(ref) in IMPROVEMENTS], names, without)
    across = [*_publications(views, asked, bars, without, names), *_meetings(views, asked, bars, without, names)]
    covered = [*(days for bar in bars for days in _covered(bar)), *(each.days for each in across)] or [
        Days(today, today)
    ]
    ends = [days.last for days in covered] + [today for bar in bars if bar.open]
    start = first or min(min(days.first for days in covered), last or date.max)
    end = max(last or max(ends), start)
    return Picture(start, end, today, bars, sorted(across, key=lambda each: (each.days, each.ref)))


def _covered(bar: Bar) -> Iterator[Days]:
    yield from (mark.days for mark in bar.marks)
    for stretch in bar.stretches:
        yield stretch.began
        yield stretch.ended or stretch.began


# Bars.


def _bars(views: Views, refs: Sequence[str], names: Names, without: Collection[str]) -> list[Bar]:
    day = began(views)
    names.know(refs)
    counting = {ref: fields for ref in refs if (fields := _counting(names, ref))}
    lives = groupby(views.query(_LIVES, (json.dumps(list(counting)),)), key=lambda row: str(row["stream"]))
    found = [_bar(ref, counting[ref], list(told), names, without, day) for ref, told in lives]
    return sorted(found, key=lambda bar: (bar.stretches[0].began, kind_of(bar.ref), int(bar.ref.partition("-")[2])))


def _bar(
    ref: str, body: Row, rows: list[sqlite3.Row], names: Names, without: Collection[str], day: date
) -> Bar:  # fmt: skip
    partly = any(f"E-{row['position']}" in without for row in rows)
    told = [row for row in rows if row["stands"] and f"E-{row['position']}" not in without]
    stretches = list(_stretches(Days.of(body["raised_on"]), () if partly else told))
    marks = [_mark(row, day) for row in told if row["type"] in _MARKS]
    dues = () if partly else _dues(told, body, names)
    return Bar(ref, words.plain(body["text"]), WITHHELD if partly else body["status"], stretches, [*marks, *dues])


def _stretches(raised: Days, told: Iterable[sqlite3.Row]) -> Iterator[Stretch]:
    began: Days | None = raised
    for row in told:
        if row["type"] in _ENDS and began:
            yield Stretch(began, max(_days(row), began))
            began = None
        elif row["type"] == "improvement.reopened":
            began = _days(row)
    if began:
        yield Stretch(began, None)


def _mark(row: sqlite3.Row, began: date) -> Mark:
    data = json.loads(row["data"])
    text = data.get("text", data.get("evidence", ""))
    late = late_by(row["last_day"], row["first_recorded"], began)
    return Mark(_MARKS[row["type"]], _days(row), words.quoted(text) if text != "" else "", f"E-{row['position']}", late)


def _dues(told: Iterable[sqlite3.Row], body: Row, names: Names) -> Iterator[Mark]:
    """Each day by which it was ever due, the one that holds last."""
    published, found = names.published_on(body), [row for row in told if row["type"] == "improvement.due_set"]
    for row in found:
        set_ = json.loads(row["data"])["due"]
        day = body["raised_on"] if set_["kind"] == "immediate" else due.due_on(set_, published)
        if day:
            yield Mark(
                "due" if row is found[-1] else "former_due", Days.of(day), due.said(set_), f"E-{row['position']}"
            )


def _days(row: sqlite3.Row) -> Days:
    return Days(date.fromisoformat(row["first_day"]), date.fromisoformat(row["last_day"]))


# What goes across.


def _publications(
    views: Views, asked: Sequence[str], bars: Sequence[Bar], without: Collection[str], names: Names
) -> Iterator[Across]:
    inspections = [str((names.body(bar.ref) or {})["inspection"]) for bar in bars]
    for ref in dict.fromkeys([*(ref for ref in asked if kind_of(ref) == "INS"), *inspections]):
        for row in standing(views, "h.stream = ? AND h.type = 'inspection.published'", ref):
            if not {ref, f"E-{row['position']}"} & set(without):
                yield Across("publication", ref, names.of(ref), f"{names.of(ref)} published", _days(row))


def _meetings(
    views: Views, asked: Sequence[str], bars: Sequence[Bar], without: Collection[str], names: Names
) -> Iterator[Across]:
    """Those that are asked for, and those that spoke of, or decided on, an improvement that is shown."""
    listed = json.dumps([bar.ref for bar in bars])
    spoke = (
        f"SELECT h.stream AS ref, h.position FROM mention m JOIN happening h USING (position) WHERE m.ref IN {_LISTED}"
    )
    decided = f"SELECT d.value AS ref, h.position FROM happening h, json_each(h.data) d WHERE h.stream IN {_LISTED}"
    found = views.query(f"{spoke} UNION {decided}", (listed, listed))
    named = [row["ref"] for row in found if f"E-{row['position']}" not in without]
    for ref in dict.fromkeys(str(ref) for ref in [*asked, *named] if str(ref).startswith("MTG-")):
        fields = _counting(names, ref)
        if fields and ref not in without:
            days = Days.of(fields["held_on"])
            name = names.of(fields["forum"], days.last)
            yield Across("meeting", ref, _initials(name), f"Meeting of {name} ({ref})", days)


def _counting(names: Names, ref: str) -> Row:
    """The fields of a record; none of one that does not count, or is not there at the moment that is looked back at."""
    fields = names.body(ref) or {}
    return {} if "void" in fields else fields


def _initials(name: str) -> str:
    """``OIG`` of "Organisational Improvement Group"; the name where fewer than two of its words have a capital."""
    letters = "".join(word[0] for word in name.split() if word[0].isupper())
    return letters if len(letters) > 1 else name
