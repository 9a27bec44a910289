"""Much that was typed in a short time before a visit."""

import sqlite3
from bisect import bisect_left
from collections.abc import Iterator
from datetime import date, timedelta

from projections.queries.checks.base import POSSIBLE, Doubt, Look, asks
from projections.queries.records import records
from projections.queries.words import counted, day, span_of
from projections.views import Views

#: So many days before a visit, so many entries in a day, so many times what is usual: and what the usual is taken from.
BEFORE, MANY, TIMES, USUAL_DAYS = 14, 10, 5, 180
#: What is said and done about improvements. What the inspectorate asks, and what had happened before the ledger began,
#: comes when it comes.
_WORK = (
    "NOT h.void AND (h.type LIKE 'action.%' OR h.type LIKE 'improvement.%') AND h.type NOT IN "
    "('improvement.raised', 'improvement.part_added', 'improvement.withdrawn') AND h.last_day >= ?"
)


@asks(
    "burst_before_visit",
    f"{MANY} entries or more about improvements that one person typed in a day, {TIMES} times the usual, within "
    f"{BEFORE} days before fieldwork",
    reads="the entries of the half-year before each fieldwork",
)
def burst(look: Look) -> Iterator[Doubt]:
    """Each person and day, of the days before each fieldwork."""
    for found in records(look.views, "inspection"):
        if "fieldwork" not in found.body:
            continue
        visit = span_of(found.body["fieldwork"]).first
        since = visit - timedelta(days=BEFORE)
        for typed in _days(look, _at(look.views, since), _at(look.views, visit)):
            usual = _usual(look, typed["recorded_by"], since)
            if typed["number"] >= TIMES * usual:
                on = date.fromisoformat(typed["on_day"])
                reason = (
                    f"{look.names.of(typed['recorded_by'])} typed {typed['number']} entries about improvements on "
                    f"{day(str(on))} (E-{typed['first']} to E-{typed['last']}), {counted((visit - on).days, 'day')} "
                    f"before the fieldwork; {usual} in a day had been usual."
                )
                yield Doubt(found.ref, typed["last"], reason, sure=POSSIBLE)


def _days(look: Look, first: int, after: int) -> list[sqlite3.Row]:
    """Who typed many such entries on one day, from one entry to before another."""
    sql = (
        "SELECT h.recorded_by, substr(h.at, 1, 10) AS on_day, count(*) AS number, min(h.position) AS first, "
        f"max(h.position) AS last FROM happening h WHERE h.position >= ? AND h.position < ? AND {_WORK} "
        "GROUP BY h.recorded_by, on_day HAVING number >= ? ORDER BY last"
    )
    return look.views.query(sql, (max(first, look.carried + 1), after, str(look.began), MANY))


def _usual(look: Look, who: str, since: date) -> int:
    """How many such entries somebody typed before that on a day with any: the middle of half a year's, or 1."""
    sql = (
        "SELECT count(*) AS number FROM happening h WHERE h.position >= ? AND h.position < ? "
        f"AND {_WORK} AND h.recorded_by = ? GROUP BY substr(h.at, 1, 10) ORDER BY number"
    )
    span = max(_at(look.views, since - timedelta(days=USUAL_DAYS)), look.carried + 1), _at(look.views, since)
    numbers = [row["number"] for row in look.views.query(sql, (*span, str(look.began), who))]
    return numbers[len(numbers) // 2] if numbers else 1


def _at(views: Views, on: date) -> int:
    """The first entry that was recorded on a day or later. Their times never go back."""
    [[size]] = views.query("SELECT coalesce(max(position), 0) FROM happening")

    def recorded(position: int) -> str:
        sql = "SELECT at FROM happening WHERE position >= ? ORDER BY position LIMIT 1"
        return str(views.query(sql, (position,))[0]["at"])

    return 1 + bisect_left(range(1, size + 1), str(on), key=recorded)
