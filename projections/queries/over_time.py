"""How many improvements stood where over time: on each of some days, by what had happened until then."""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

from ledger.vocabulary import IMPROVEMENTS, kind_of
from projections.queries.records import STANDS, bodies
from projections.views import Views

NOT_STARTED, IN_PROGRESS, REPORTED, CLOSED, ENDED = "not_started", "in_progress", "reported", "closed", "ended"
#: How an improvement stands of which an entry is under embargo: where it stood cannot be told.
WITHHELD = "withheld"
#: Where improvements stand, as people say it, from the beginning on.
GROUPS = {
    NOT_STARTED: "not started",
    IN_PROGRESS: "in progress",
    REPORTED: "reported complete or beyond",
    CLOSED: "closed",
    ENDED: "ended otherwise",
    WITHHELD: "partly under embargo",
}
#: Those that nothing has ended.
OPEN = (NOT_STARTED, IN_PROGRESS, REPORTED)
_NOTED = "improvement.noted"
#: Where each event leaves an improvement.
_LEAVES = {
    "improvement.raised": NOT_STARTED,
    _NOTED: IN_PROGRESS,
    "improvement.returned": IN_PROGRESS,
    "improvement.reopened": IN_PROGRESS,
    "improvement.claimed": REPORTED,
    "improvement.assured": REPORTED,
    "improvement.submitted": REPORTED,
    "improvement.closed": CLOSED,
    "improvement.superseded": ENDED,
    "improvement.withdrawn": ENDED,
    "improvement.declined": ENDED,
    "improvement.passed_on": ENDED,
}
#: The entries that move improvements, each in the place of what it corrects.
_MOVES = (
    "SELECT h.stream, h.type, h.last_day FROM happening h WHERE h.stream IN (SELECT value FROM json_each(?)) "
    f"AND h.type IN (SELECT value FROM json_each(?)) AND {STANDS} ORDER BY h.stream, coalesce(h.fixes, h.position)"
)


class Standing(NamedTuple):
    """How improvements stood at the end of a day: the references of each group that there were, in that order."""

    day: date
    groups: dict[str, tuple[str, ...]]

    @property
    def open(self) -> int:
        """How many nothing had ended, so far as can be told."""
        return sum(len(self.groups.get(group, ())) for group in OPEN)

    @property
    def all(self) -> int:
        """How many there were."""
        return sum(map(len, self.groups.values()))


class _Move(NamedTuple):
    """An entry that moves an improvement: which it is, and from when on it counts."""

    type: str
    day: str


def standing_over_time(
    views: Views, refs: Iterable[str], days: Sequence[date], *, without: Collection[str] = frozenset()
) -> list[Standing]:
    """Where the improvements among some records stood at the end of each of some days.

    Each is counted by the entries that stand, as looking back at that day shows it: an entry counts once all of the
    days that it states are over, in the order of recording and each in the place of what it corrects; what was undone
    does not count, nor what was recorded of an improvement before it was raised. A note begins the work on one that
    nobody had begun, and moves none else. What does not count, or is ``without`` (records and entries under embargo),
    is left out; of what an entry is under embargo, where it stood is not told.
    """
    asked = [ref for ref in dict.fromkeys(refs) if kind_of(ref) in IMPROVEMENTS and ref not in without]
    found = bodies(views, asked)
    counting = [ref for ref in asked if "void" not in found.get(ref, {"void": True})]
    moves, partly = _moves(views, counting), _partly(views, counting, without)
    return [_standing(day, counting, moves, partly) for day in days]


def _moves(views: Views, refs: Sequence[str]) -> dict[str, list[_Move]]:
    rows = views.query(_MOVES, (json.dumps(refs), json.dumps(list(_LEAVES))))
    by_ref = groupby(rows, key=lambda row: str(row["stream"]))
    return {ref: [_Move(row["type"], row["last_day"]) for row in told] for ref, told in by_ref}


def _partly(views: Views, refs: Sequence[str], without: Collection[str]) -> set[str]:
    """Those of which an entry is under embargo."""
    entries = [int(each[2:]) for each in without if each.startswith("E-")]
    sql = "SELECT DISTINCT stream FROM happening WHERE position IN (SELECT value FROM json_each(?))"
    found = views.query(sql, (json.dumps(entries),)) if entries else []
    return {row["stream"] for row in found} & set(refs)


def _standing(day: date, refs: Sequence[str], moves: dict[str, list[_Move]], partly: Collection[str]) -> Standing:
    found: dict[str, list[str]] = {group: [] for group in GROUPS}
    for ref in refs:
        group = _group(moves.get(ref, []), str(day))
        if group:
            found[WITHHELD if ref in partly else group].append(ref)
    return Standing(day, {group: tuple(those) for group, those in found.items() if those})


def _group(told: Sequence[_Move], day: str) -> str | None:
    """Where an improvement stood at the end of a day; nowhere before it was raised."""
    if not told or told[0].day > day:
        return None
    group = None
    for move in told:
        if move.day <= day and (move.type != _NOTED or group == NOT_STARTED):
            group = _LEAVES[move.type]
    return group


# Which days.


def ends(first: date, last: date, most: int = 12) -> list[date]:
    """The last days of months, quarters, halves or years, whichever are few enough, from one day to another; that too.

    Of many years the ends of every second, or every so many.
    """
    months = next(step for step in _steps() if _count(first, last, step) < most)
    found = (_last(number) for number in range(_number(first), _number(last)) if (number + 1) % months == 0)
    return [*found, last]


def _steps() -> Iterator[int]:
    yield from (1, 3, 6)
    yield from range(12, 12 * 10_000, 12)


def _number(day: date) -> int:
    """The month of a day, counted from the first there was."""
    return day.year * 12 + day.month - 1


def _count(first: date, last: date, step: int) -> int:
    return (_number(last) + 1) // step - _number(first) // step


def _last(number: int) -> date:
    """The last day of a month."""
    year, month = divmod(number + 1, 12)
    return date(year, month + 1, 1) - timedelta(days=1)
