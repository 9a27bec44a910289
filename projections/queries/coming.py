"""When a forum meets next: on the day that is given, as it is planned, or as often as it meets; else nobody knows."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, NamedTuple

from ledger.days import last_day
from projections.queries import words
from projections.queries.expectations import expectation
from projections.queries.names import Names
from projections.queries.records import begun_naming
from projections.views import Views

Row = dict[str, Any]
GIVEN, PLANNED, CADENCE = "given", "planned", "cadence"


class Coming(NamedTuple):
    """The next meeting: the last ``day`` that it can be on, ``when`` in words, and what it is ``known`` from."""

    day: date | None
    when: str
    words: str
    known: str | None
    #: The expectation that plans it.
    expectation: str | None = None

    def row(self) -> Row:
        """As it is shown to programs."""
        return {**self._asdict(), "day": self.day and f"{self.day}"}

    def ahead(self, today: date) -> date | None:
        """The day, where it has not passed."""
        return self.day if self.day and self.day >= today else None


def coming(
    views: Views, forum: Row, today: date, given: date | None = None, keep: Callable[[Iterable[Row]], list[Row]] = list
) -> Coming:
    """The next meeting of a forum, which is a row: as planned, else by its cadence, where that lies ahead.

    A plan that ``keep`` does not keep is none: it may not leave the ledger.
    """
    if given:
        return Coming(given, words.day(f"{given}"), f"{words.day(f'{given}')}, as given", GIVEN)
    since = last_day(forum["last_held_on"].rpartition("/")[2]) if forum["last_held_on"] else date.min
    plans = map(_planned, keep(_plans(views, forum["ref"])))
    planned = sorted((each for each in plans if _day(each) > since), key=_day)
    often = [_by_cadence(forum)] if forum["next_due"] else []
    found = [*planned, *often]
    if not found:
        return Coming(None, "", f"not known: {_why(forum)}", None)
    return next((each for each in found if each.ahead(today)), None) or _passed(max(found, key=_day))


def _plans(views: Views, forum: str) -> list[Row]:
    """What is expected of the forum by some day, and has neither happened nor lapsed."""
    names = Names(views)
    found = (expectation(each, names) for each in begun_naming(views, "expectation.added", forum))
    return [row for row in found if row["about"] == forum and row["status"] == "open" and row["expected"]]


def _planned(row: Row) -> Coming:
    day, when = words.span_of(row["expected"]).last, row["expected_words"]
    return Coming(day, when, f"{when}, as planned ({row['ref']})", PLANNED, row["ref"])


def _by_cadence(forum: Row) -> Coming:
    due = forum["next_due"]
    return Coming(last_day(due), words.day(due), forum["next_words"], CADENCE)


def _passed(found: Coming) -> Coming:
    return found._replace(words=f"{found.words}; that has passed, and no meeting is recorded since")


def _why(forum: Row) -> str:
    """Why there is no day, and what would give one."""
    reason = forum["next_words"].removeprefix("none: ")
    return reason if forum["status"] == "ended" else f"{reason}, and none is planned"


def _day(found: Coming) -> date:
    return found.day or date.max
