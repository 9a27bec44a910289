"""Which moment somebody means who looks back: --as-of WHEN, --at DATE and --told DATE."""

import re
from bisect import bisect_left
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from commands.context import entry_number
from ledger import days
from ledger.errors import RuleBroken, UnknownReference, Unreadable
from ledger.vocabulary import REFERENCE, kind_of
from projections.lens import Lens
from projections.queries import names
from projections.queries.records import body, record, records
from projections.queries.words import day as in_words
from projections.views import Views

_REMEDY = 'Write it like 2018-03-29, "29 March 2018 14:00", E-120, MTG-4, PAP-1 or "last OIG".'


class Moment(NamedTuple):
    """What is looked at: the lens, the day that counts as today there, and both dates in words for a heading."""

    lens: Lens
    today: date
    words: str = ""

    def of(self, title: str) -> str:
        """A heading, with the moment that it is of."""
        return f"{title}, {self.words}" if self.words else title


class _Then(NamedTuple):
    """How far the ledger was: so many entries, what day that was, and how to say it."""

    position: int
    day: date
    words: str


def moment(views: Views, as_of: str, at: str, told: str) -> Moment:
    """The moment that was typed. ``RuleBroken`` before the ledger began and for what is to come, else ``Unreadable``."""
    today = days.uk_today()
    then = _as_of(views, as_of, today) if as_of else None
    day, by = (_day(typed, today, option) if typed else None for typed, option in ((at, "--at"), (told, "--told")))
    words = [
        f"as documents dated by {in_words(f'{by}')} state it" if by else "",
        f"as it was on {in_words(f'{day}')}" if day else "",
        then.words if then else "as known now" if day else "",
    ]
    lens = Lens(then.position if then else None, day, by)
    return Moment(lens, day or (then.day if then else today), ", ".join(filter(None, words)))


def position_of(views: Views, typed: str) -> int:
    """How many entries the ledger had at a moment that was typed as for --as-of."""
    return _as_of(views, typed, days.uk_today()).position


def _as_of(views: Views, typed: str, today: date) -> _Then:
    said = typed.strip()
    if re.fullmatch(r"[eE]-[0-9]+", said):
        return _at_entry(views, entry_number(said))
    if REFERENCE.fullmatch(said.upper()):
        return _at_record(views, said.upper(), typed)
    if said.casefold().startswith("last ") and (found := _last_meeting(views, said[5:], typed)):
        return _at_meeting(views, found)
    return _at_time(views, said, today)


# An entry, a paper, a meeting.


def _at_entry(views: Views, position: int) -> _Then:
    found = views.query("SELECT at FROM happening WHERE position = ?", (position,))
    if not found:
        raise UnknownReference(f"There is no E-{position} in this ledger.", "`afi log` shows the newest entries.")
    day = days.uk_today(datetime.fromisoformat(found[0]["at"]))
    return _Then(position, day, f"as recorded by E-{position} ({in_words(f'{day}')})")


def _at_record(views: Views, ref: str, typed: str) -> _Then:
    if kind_of(ref) == "PAP":
        return _at_paper(views, ref)
    if kind_of(ref) == "MTG":
        return _at_meeting(views, ref)
    raise Unreadable(f'"{typed}" is not a moment.', _REMEDY)


def _at_paper(views: Views, ref: str) -> _Then:
    """As the ledger was when the paper was issued; one that was recorded later, by the end of its own day."""
    issued = record(views, ref)
    by_day = _by_end_of(views, days.last_day(issued.body["issued_on"].rpartition("/")[2]), f"{ref} was issued")
    first = views.query("SELECT min(position) AS first FROM happening WHERE stream = ?", (ref,))[0]["first"]
    return by_day._replace(position=min(by_day.position, first), words=f"{by_day.words}, when {ref} was issued")


def _at_meeting(views: Views, ref: str) -> _Then:
    """As the paper said that was put before it; with none from this ledger, by the end of the day on which it met."""
    held = record(views, ref)
    papers = [tabled for tabled in held.body.get("tabled", ()) if kind_of(tabled) == "PAP"]
    if papers:
        return _at_paper(views, papers[-1])
    by_day = _by_end_of(views, days.last_day(held.body["held_on"].rpartition("/")[2]), f"{ref} was held")
    return by_day._replace(words=f"{by_day.words}, the day of {ref}")


def _last_meeting(views: Views, forum: str, typed: str) -> str | None:
    """The newest meeting of a forum; none where no forum is meant ("last friday")."""
    try:
        ref = names.resolve(views, forum, "FOR")
    except UnknownReference:
        return None
    held = [each for each in records(views, "meeting") if each.body["forum"] == ref]
    if not held:
        raise RuleBroken(
            f"No meeting of {names.name_of(views, ref)} is recorded, so there is no {typed}.",
            "Record it with `afi meeting held`, or give a date.",
        )
    return max(held, key=lambda each: (days.last_day(each.body["held_on"].rpartition("/")[2]), each.began["recorded_at"])).ref


# A day or a time.


def _at_time(views: Views, typed: str, today: date) -> _Then:
    try:
        span = days.parse(typed, today)
    except Unreadable:
        return _at_clock(views, typed, today)
    if span.last > today and span.first <= today:
        return _by_end_of(views, today, typed)
    return _by_end_of(views, _passed(span.last, today, "--as-of"), typed)


def _at_clock(views: Views, typed: str, today: date) -> _Then:
    try:
        at = datetime.fromisoformat(typed) if typed.endswith(("Z", "z")) else None
        utc = f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}" if at else days.moment(typed, today)
    except (Unreadable, ValueError):
        raise Unreadable(f'"{typed}" is not a moment.', _REMEDY) from None
    position = _until(views, utc, typed)
    day = _passed(days.uk_today(datetime.fromisoformat(utc)), today, "--as-of")
    return _Then(position, day, f"as recorded by {typed} (E-{position})")


def _by_end_of(views: Views, day: date, typed: str) -> _Then:
    """By the end of a day in the United Kingdom."""
    from zoneinfo import ZoneInfo

    midnight = datetime.combine(day + timedelta(days=1), time(), ZoneInfo("Europe/London")).astimezone(UTC)
    position = _until(views, f"{midnight:%Y-%m-%dT%H:%M:%S.%fZ}", typed, day)
    return _Then(position, day, f"as recorded by {in_words(f'{day}')} (E-{position})")


def _until(views: Views, utc: str, typed: str, day: date | None = None) -> int:
    """How many entries were recorded before a moment; their times never go back."""
    [[size]] = views.query("SELECT max(position) FROM happening")

    def at(position: int) -> str:
        return str(views.query("SELECT at FROM happening WHERE position = ?", (position,))[0][0])

    position = bisect_left(range(1, size + 1), utc, key=at)
    if position:
        return position
    began = days.uk_today(datetime.fromisoformat(at(1)))
    told = f"--at {day or utc[:10]}"
    raise RuleBroken(
        f"This ledger began on {in_words(f'{began}')}, so it held nothing {'on' if day else 'at'} "
        f"{in_words(f'{day}') if day else typed}.",
        f"For what was true then, as it is known now, give {told} instead of --as-of.",
    )


def _day(typed: str, today: date, option: str) -> date:
    span = days.parse(typed, today)
    return today if span.first <= today < span.last else _passed(span.last, today, option)


def _passed(day: date, today: date, option: str) -> date:
    if day > today:
        raise RuleBroken(
            f"{in_words(f'{day}')} has not come yet, so there is nothing to look back to.",
            f"Give a day that has passed with {option}, or leave it out.",
        )
    return day
