"""Today: what needs somebody now, in the order in which it does, with the most urgent of each."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from heapq import nsmallest
from itertools import chain
from typing import NamedTuple

from projections.queries.deadlines import KINDS, WORK, found, looking_from, row, urgency
from projections.queries.deadlines.base import At, Found, Row
from projections.queries.deadlines.others import flags
from projections.queries.deadlines.work import waiting
from projections.views import Views


class Section(NamedTuple):
    """One thing to look at: how many there are, the command that lists them, and the most urgent of them."""

    name: str
    title: str
    number: int
    command: str | None
    rows: list[Row]


class _Of(NamedTuple):
    """What stands in a section: of these kinds and groups."""

    kinds: tuple[str, ...]
    groups: tuple[str, ...]


_UNANSWERED = _Of(("section_55",), ("passed", "soon", "later"))
_SECTIONS = (
    ("overdue", "Overdue", _Of(WORK, ("passed",)), "afi deadlines --overdue --kind work"),
    ("section_55", "Section 55 of the Police Act", _UNANSWERED, 'afi deadlines --kind "section 55"'),
    ("due_soon", "Due soon", _Of(WORK, ("soon",)), "afi deadlines --soon --kind work"),
    ("assurance", "Awaiting assurance", "reported_complete", "afi register --status reported_complete"),
    ("submission", "Awaiting submission", "assured", "afi register --status assured"),
    ("closure", "Awaiting closure", "submitted", "afi register --status submitted"),
    ("embargoes", "Embargoes to lift", _Of(("embargo",), ("soon",)), "afi deadlines --kind embargo"),
    ("meetings", "Meetings due", _Of(("meeting",), ("passed", "soon")), "afi deadlines --kind meeting"),
    ("no_update", "No update", _Of(("improvement",), ("stale",)), "afi deadlines --stale"),
    ("flags", "Flags to settle", flags, None),
    ("before_ledger", "Passed before this ledger began", _Of(tuple(KINDS), ("before_ledger",)), "afi deadlines"),
)


def today(views: Views, day: date, mine: frozenset[str] = frozenset(), top: int | None = None) -> Iterator[Section]:
    """The sections that have anything, each with its first rows (all, if no number is given).

    What is of the people and posts in ``mine`` stands first in each, and says so.
    """
    at = looking_from(views, day)
    dated: dict[tuple[str, str], list[Found]] = {}
    for each in found(at):
        dated.setdefault((each.kind, each.group(at)), []).append(each)
    for name, title, what, command in _SECTIONS:
        those = list(_those(what, dated, at))
        first = nsmallest(
            len(those) if top is None else top,
            those,
            key=lambda each: (not _is_mine(each, at, mine), urgency(each, at)),
        )
        rows = [row(each, at) | {"mine": _is_mine(each, at, mine), "command": f"afi show {each.ref}"} for each in first]
        if those:
            yield Section(name, title, len(those), command, rows)


def _those(
    what: _Of | str | Callable[[At], Iterable[Found]], dated: dict[tuple[str, str], list[Found]], at: At
) -> Iterable[Found]:
    """What stands in a section: some of what is dated, the improvements that wait by their status, or what is found."""
    match what:
        case _Of(kinds, groups):
            return chain.from_iterable(dated.get((kind, group), ()) for kind in kinds for group in groups)
        case str(status):
            return waiting(chain.from_iterable(dated.values()), status)
    return what(at)


def _is_mine(each: Found, at: At, mine: frozenset[str]) -> bool:
    return bool(mine) and not mine.isdisjoint({each.owner, at.names.holder(each.owner, at.today)})
