"""The tables in which the improvements of a progress report stand, each in exactly one.

The first rule that fits decides: see ``_group``. What was reported complete, is dated by nobody or ended without a
verdict is told apart from what is done, on course, slipped and overdue, for which boards ask.
"""

from datetime import date
from typing import NamedTuple

from projections.papers.parts.columns import table_of
from projections.papers.parts.counts import Counted
from projections.papers.parts.numbers import OVERDUE
from projections.papers.parts.since import Since, Stands
from projections.queries import words


class Group(NamedTuple):
    """Where improvements stand: the name of its table, the caption, the rule in words, and its columns."""

    name: str
    caption: str
    rule: str
    columns: str


#: In the order of the paper.
GROUPS = (
    Group("done", "Done", "it stands as closed by an authority", "ref asked owner closed since"),
    Group(
        "on_course", "On course",
        "it is open and not reported complete, its due date has not passed, and that date is no later than the first "
        "that was set, nor than the one that stood then",
        "ref asked owner due status since",
    ),
    Group(
        "slipped", "Slipped, and not yet overdue",
        "it is open and not reported complete, its due date has not passed, and that date is later than the first that "
        "was set, or than the one that stood then",
        "ref asked owner first due later status since",
    ),
    Group(
        "overdue", OVERDUE, "it is open and not reported complete, and its due date has passed",
        "ref asked owner due overdue note since",
    ),
    Group(
        "awaiting", "Awaiting assurance or sign-off",
        "the force reported it complete, and it was neither sent back since nor closed",
        "ref asked owner awaits since",
    ),
    Group(
        "undated", "Without a due date",
        "it is open and not reported complete, and no day is known by which it is due",
        "ref asked owner due status since",
    ),
    Group(
        "otherwise", "Ended otherwise, which says nothing of completion",
        "it was superseded, withdrawn, declined, or is not ours to deliver",
        "ref asked ended since",
    ),
    Group(
        "partly", "Partly under embargo", "something of it is under embargo, so how it stands is not told",
        "ref asked",
    ),
)  # fmt: skip


def _group(each: Stands, today: date) -> str:
    """The first that fits, from what has ended to what has yet to come."""
    body, day = each.found.body, each.day
    if not each.whole:
        return "partly"
    if not each.is_open:
        return "done" if body["status"] == "closed" else "otherwise"
    if "claim" in body:
        return "awaiting"
    if day is None:
        return "undated"
    if day < today:
        return "overdue"
    return "slipped" if any(other and day > other for other in (each.first, each.stood)) else "on_course"


def of_group(since: Since, group: Group) -> Counted:
    """The improvements of a group."""
    today = since.telling.brief.today
    found = [each for each in since.improvements if _group(each, today) == group.name]
    made = table_of(since, group.name, group.caption, group.columns, found, "None.")
    rule = f"Each improvement in this report of which holds on {words.day(f'{today}')}: {group.rule}."
    return Counted(made, group.caption, rule)
