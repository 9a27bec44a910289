"""Deadlines: what is due, overdue or stale, what the law asks for, which embargoes lift and which forums should meet.

Something is due by the last of the days that were stated: "March 2018" is overdue from 1 April, and what is due today
is not overdue. Only what is open is read.
"""

from collections.abc import Iterator
from datetime import date

from projections.queries.deadlines.base import GROUPS, KINDS, STATES, WORK, At, Found, Row, row
from projections.queries.deadlines.forums import Forums
from projections.queries.deadlines.others import answers, embargoes, meetings, responses
from projections.queries.deadlines.together import Together
from projections.queries.deadlines.work import actions, expectations, improvements
from projections.queries.late import work_began
from projections.queries.settings import settings
from projections.views import Views

__all__ = [
    "GROUPS",
    "KINDS",
    "STATES",
    "WORK",
    "deadlines",
    "found",
    "is_asked_of",
    "listing",
    "looking_from",
    "row",
    "urgency",
]


def deadlines(
    views: Views,
    today: date,
    *,
    forum: str | None = None,
    owner: str | None = None,
    inspection: str | None = None,
    kind: str | None = None,
    until: date | None = None,
    overdue: bool = False,
    soon: bool = False,
    stale: bool = False,
    everything: bool = False,
) -> list[Row]:
    """One row a date, the most urgent first; with ``everything``, also what has no date and what was sent.

    ``owner`` is a post, an organisation, or a person with the posts that they hold; ``until`` the last day that is
    shown; ``overdue`` asks for what has passed, ``soon`` for what is due soon, ``stale`` for what has had no update.
    """
    at = looking_from(views, today)
    listed = listing(
        at,
        forum=forum,
        owner=owner,
        inspection=inspection,
        kind=kind,
        until=until,
        overdue=overdue,
        soon=soon,
        stale=stale,
    )
    return [row(each, at) for each in listed if everything or is_asked_of(each)]


def listing(
    at: At,
    *,
    forum: str | None = None,
    owner: str | None = None,
    inspection: str | None = None,
    kind: str | None = None,
    until: date | None = None,
    overdue: bool = False,
    soon: bool = False,
    stale: bool = False,
) -> list[Found]:
    """The same before anybody is named, with all that has no date and what was sent."""
    those = found(at, inspection=inspection, kind=kind)
    if until:
        those = (each for each in those if each.day and each.day <= until and (stale or each.state != "stale"))
    if overdue or soon or stale:
        wanted = {group for group, asked in (("passed", overdue), ("soon", soon)) if asked}
        those = (each for each in those if each.group(at) in wanted or (stale and each.state == "stale"))
    if owner:
        those = (each for each in those if owner in (each.owner, at.names.holder(each.owner, at.today)))
    if forum:
        after = _looked_after(at.views, forum)
        those = (each for each in those if after.intersection(each.about))
    return sorted(those, key=lambda each: urgency(each, at))


def looking_from(views: Views, today: date) -> At:
    """Where one looks from, with what the organisation chose."""
    names = Together(views)
    chosen = {one["setting"]: one["value"] for one in settings(views)}
    return At(
        views, names, Forums(views, names), today, chosen["due_soon_days"], chosen["stale_days"],
        work_began(views), chosen["force"], chosen["policing_body"],
    )  # fmt: skip


def found(at: At, *, inspection: str | None = None, kind: str | None = None) -> Iterator[Found]:
    """All that has a date or should have one, of one kind if it is given (or all of the work), in no order."""
    if kind in (None, "work", "improvement"):
        yield from improvements(at, inspection)
    if kind in (None, "work", "action"):
        yield from actions(at, inspection)
    if kind in (None, "work", "expectation"):
        yield from expectations(at, inspection)
    if kind in (None, "section_55"):
        yield from responses(at, inspection)
        yield from answers(at, inspection)
    if kind in (None, "embargo"):
        yield from embargoes(at, inspection)
    if kind in (None, "meeting") and inspection is None:
        yield from meetings(at)


def is_asked_of(each: Found) -> bool:
    """What has a date and is not done; that a cadence yields no date is said always."""
    return each.state not in ("sent", "no_date") or each.kind == "meeting"


def _looked_after(views: Views, forum: str) -> set[str | None]:
    """The forum, its meetings, and the improvements that it looks after."""
    from projections.queries.meetings import held
    from projections.queries.remit import remit

    return {forum, *(each.ref for each in held(views, forum)), *remit(views, forum).refs}


def urgency(each: Found, at: At) -> tuple[object, ...]:
    """What sorts the most urgent first."""
    kind, _, number = each.ref.partition("-")
    return GROUPS.index(each.group(at)), each.day or date.max, kind, int(number)
