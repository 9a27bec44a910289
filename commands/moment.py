"""Which moment somebody means who looks back: --as-of WHEN, --at DATE and --told DATE."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

from commands.context import entry_number
from ledger import days
from ledger.errors import RuleBroken, UnknownReference, Unreadable
from ledger.vocabulary import LEDGER, REFERENCE, kind_of
from projections.lens import Lens
from projections.queries import names
from projections.queries.meetings import held
from projections.queries.records import body, record
from projections.queries.words import day as in_words
from projections.queries.words import span_of, uk_moment
from projections.views import Views

Row = dict[str, Any]
_REMEDY = 'Write it like 2018-03-29, "29 March 2018 14:00", E-120, MTG-4, PAP-1 or "last OIG".'


class Moment(NamedTuple):
    """What is looked at: the lens, the day that counts as today there, and both dates in words for a heading."""

    lens: Lens
    today: date
    words: str = ""

    def of(self, title: str) -> str:
        """A heading, with the moment that it is of."""
        return f"{title}, {self.words}" if self.words else title

    @property
    def options(self) -> str:
        """What to type so that another command looks back at the same."""
        as_of, at, told = self.lens
        given = (("--as-of E-", as_of), ("--at ", at), ("--told ", told))
        return " ".join(f"{option}{value}" for option, value in given if value)

    def counted(self, entries: Iterable[Row]) -> Iterator[Row]:
        """The rows of entries that happened by the day, and that documents state, where that is asked for."""
        at, told = self.lens.at, self.lens.told
        for row in entries:
            by_then = at is None or span_of(row["happened_on"]).last <= at
            if by_then and (told is None or row["source"] or kind_of(row["ref"]) == "DOC"):
                yield row


class Then(NamedTuple):
    """How far the ledger was: so many entries, what day that was, and how to say it."""

    position: int
    day: date
    words: str


def moment(views: Views, as_of: str, at: str, told: str) -> Moment:
    """The moment that was typed. ``RuleBroken`` before the ledger began and of what is to come; ``Unreadable``."""
    today = days.uk_today()
    then = reached(views, as_of) if as_of else None
    day, by = (_day(typed, today, option) if typed else None for typed, option in ((at, "--at"), (told, "--told")))
    then_words = f"as recorded by {then.words}" if then else "as known now" if day else ""
    lens = Lens(then.position if then else None, day, by)
    words = ", ".join(filter(None, (of_the_world(lens), then_words)))
    seen = [each for each in (by, then and then.day) if each]
    return Moment(lens, day or min(seen, default=today), words)


def of_the_world(lens: Lens) -> str:
    """How a lens looks at the world, in words; nothing where it looks at the ledger alone."""
    by = f"as documents dated by {in_words(f'{lens.told}')} state it" if lens.told else ""
    return ", ".join(filter(None, (by, f"as it was on {in_words(f'{lens.at}')}" if lens.at else "")))


def position_of(views: Views, typed: str) -> int:
    """How many entries the ledger had at a moment that was typed as for --as-of."""
    return reached(views, typed).position


def reached(views: Views, typed: str, option: str = "--as-of") -> Then:
    """How far the ledger was at a moment that was typed as for --as-of. ``RuleBroken`` before it began."""
    then = since(views, typed, option)
    if then.position:
        return then
    instead = (
        f"For what was true then, as it is known now, give --at {then.day} instead of --as-of; for what documents had "
        f"said by then, --told {then.day}."
    )
    raise RuleBroken(
        f"This ledger began on {_began(views)}, so it held nothing by {then.words}.",
        instead if option == "--as-of" else f"Give a later day with {option}, or leave it out.",
    )


def since(views: Views, typed: str, option: str = "--as-of") -> Then:
    """As ``reached``; before the ledger began it had no entry. One that follows another refuses to say what changed."""
    then = _then(views, typed, option)
    if not then.position and option == "--since" and (found := body(views, LEDGER) or {}).get("follows"):
        raise RuleBroken(
            f"This ledger began on {_began(views)} and goes on from {found['follows']['origin']}: "
            f"only that one can say what was known by {then.words}.",
            f"Give a later moment with {option}, or ask the earlier ledger.",
        )
    return then


def _then(views: Views, typed: str, option: str) -> Then:
    today, said = days.uk_today(), typed.strip()
    if re.fullmatch(r"[eE]-[0-9]+", said):
        return _at_entry(views, entry_number(said))
    if REFERENCE.fullmatch(said.upper()):
        return _at_record(views, said.upper(), typed)
    span = _span(said, today)
    if span:
        return _by_end_of(views, _passed(span.last, today, option) if span.first > today else min(span.last, today))
    if said.casefold().startswith("last ") and (met := _last_meeting(views, said[5:], typed)):
        return _at_meeting(views, met)
    return _at_clock(views, typed, today, option)


def _span(said: str, today: date) -> days.Span | None:
    """The days that were typed; "last friday" is one before today."""
    weekday = re.fullmatch("last ([a-z]+day)", said.casefold())
    try:
        return days.parse(weekday[1], today - timedelta(days=1)) if weekday else days.parse(said, today)
    except Unreadable:
        return None


# An entry, a paper, a meeting, a pack.


def _at_entry(views: Views, position: int) -> Then:
    if not views.query("SELECT 1 FROM happening WHERE position = ?", (position,)):
        raise UnknownReference(f"There is no E-{position} in this ledger.", "`afi log` shows the newest entries.")
    day = _uk_day(_recorded_at(views, position))
    return Then(position, day, f"E-{position} ({in_words(f'{day}')})")


def _at_record(views: Views, ref: str, typed: str) -> Then:
    if kind_of(ref) == "PAP":
        return _at_paper(views, ref)
    if kind_of(ref) == "MTG":
        return _at_meeting(views, ref)
    if kind_of(ref) == "PCK":
        then = _at_entry(views, record(views, ref).body["as_of"])
        return then._replace(words=f"{then.words}, as in {ref}")
    raise Unreadable(f'"{typed}" is not a moment.', _REMEDY)


def _at_paper(views: Views, ref: str) -> Then:
    """As far as the paper was composed; of one from elsewhere, when it was issued, or by the end of its own day."""
    issued = record(views, ref).body
    if "issued_on" not in issued:
        raise RuleBroken(f"{ref} has not been issued.", "Look at things as they are, or name a paper that was issued.")
    if "as_of" in issued:
        then = _at_entry(views, issued["as_of"])
        return then._replace(words=f"{then.words}, as in {ref}")
    by_day = _by_end_of(views, span_of(issued["issued_on"]).last)
    [[first]] = views.query("SELECT min(position) FROM happening WHERE stream = ?", (ref,))
    position = min(by_day.position, first)
    return Then(position, by_day.day, f"{_told(in_words(f'{by_day.day}'), position)}, when {ref} was issued")


def _at_meeting(views: Views, ref: str) -> Then:
    """As the paper said that was put before it; with none from this ledger, by the end of the day on which it met."""
    met = record(views, ref).body
    papers = [tabled for tabled in met.get("tabled", ()) if kind_of(tabled) == "PAP"]
    if papers:
        return _at_paper(views, papers[-1])
    by_day = _by_end_of(views, span_of(met["held_on"]).last)
    return by_day._replace(words=f"{by_day.words}, the day of {ref}")


def _last_meeting(views: Views, forum: str, typed: str) -> str | None:
    """The newest meeting of a forum; none where no forum is meant."""
    try:
        ref = names.resolve(views, forum, "FOR")
    except UnknownReference:
        return None
    met = held(views, ref)
    if not met:
        raise RuleBroken(
            f"No meeting of {names.name_of(views, ref)} is recorded, so there is no {typed}.",
            "Record it with `afi meeting hold`, or give a date.",
        )
    return met[-1].ref


# A day or a time.


def _at_clock(views: Views, typed: str, today: date, option: str) -> Then:
    """What was recorded at that very moment was there: a time is copied from the entry that bears it."""
    said = re.sub(" ?UTC$", "Z", typed.strip().upper())
    try:
        at = datetime.fromisoformat(said if said.endswith("Z") else days.moment(typed, today)).astimezone(UTC)
    except (Unreadable, ValueError) as refusal:
        if isinstance(refusal, Unreadable) and ":" in said:
            raise
        raise Unreadable(f'"{typed}" is not a moment.', _REMEDY) from None
    if at > datetime.now(UTC):
        raise _to_come(uk_moment(_stamp(at)), option)
    position = _entries(views, bisect_right, at)
    return Then(position, _uk_day(_stamp(at)), _told(uk_moment(_stamp(at)), position))


def _by_end_of(views: Views, day: date) -> Then:
    """By the end of a day in the United Kingdom."""
    from zoneinfo import ZoneInfo

    midnight = datetime.combine(day + timedelta(days=1), time(), ZoneInfo("Europe/London"))
    position = _entries(views, bisect_left, midnight.astimezone(UTC))
    return Then(position, day, _told(in_words(f"{day}"), position))


def _entries(views: Views, cut: Callable[..., int], at: datetime) -> int:
    """How many entries were recorded by a moment; their times never go back."""
    [[size]] = views.query("SELECT max(position) FROM happening")
    return cut(range(1, size + 1), _stamp(at), key=lambda position: _recorded_at(views, position))


def _recorded_at(views: Views, position: int) -> str:
    return str(views.query("SELECT at FROM happening WHERE position = ?", (position,))[0][0])


def _stamp(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%S.%fZ}"


def _began(views: Views) -> str:
    return in_words(f"{_uk_day(_recorded_at(views, 1))}")


def _uk_day(stamp: str) -> date:
    return days.uk_today(datetime.fromisoformat(stamp))


def _told(said: str, position: int) -> str:
    """A moment with the entry that the ledger had reached, if it had any."""
    return f"{said} (E-{position})" if position else said


def _day(typed: str, today: date, option: str) -> date:
    span = days.parse(typed, today)
    return today if span.first <= today < span.last else _passed(span.last, today, option)


def _passed(day: date, today: date, option: str) -> date:
    if day > today:
        raise _to_come(in_words(f"{day}"), option)
    return day


def _to_come(said: str, option: str) -> RuleBroken:
    return RuleBroken(
        f"{said} has not come yet, so there is nothing to look back to.",
        f"Give a day that has passed with {option}, or leave it out.",
    )
