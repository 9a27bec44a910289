"""What has a date, in a small ledger: made for tests, and what is said of it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from ledger.draft import Draft
from ledger.events import Prose
from ledger.events.expectation import ExpectationAdded, Expected
from ledger.events.forum import Cadence
from ledger.events.improvement import Due, ImprovementDueSet, ImprovementRaised
from ledger.events.meeting import MeetingConsidered, MeetingHeld
from ledger.recording import Plan
from projections.queries.deadlines import deadlines
from projections.views import Views
from tests.making import say

Tell = Callable[[Plan], Views]
Row = dict[str, Any]
#: A day on which a date was set, and the date.
Set = tuple[str, Due]


def raised(draft: Draft, text: str = "Do it.", question: str | None = "QUE-1") -> str:
    """An improvement of the report of 22 March 2018."""
    event = ImprovementRaised(
        kind="area_for_improvement", inspection="INS-1", force="ORG-2", question=question, text=Prose(text)
    )
    return draft.add(event, say("2018-03-22", by="ORG-1"))


def due(draft: Draft, ref: str, *dates: Set) -> None:
    """Sets its date on some days."""
    for on, one in dates:
        draft.add(ImprovementDueSet(due=one, set_by="force"), say(on), ref)


RAISED = date(2018, 3, 22)


def rows(views: Views, today: date, *kinds: str, **asked: Any) -> list[Row]:
    """The deadlines of these kinds on a day, those without a date among them."""
    found = deadlines(views, today, everything=True, **asked)
    return [row for row in found if not kinds or row["kind"] in kinds]


def stands(views: Views, today: date, ref: str = "AFI-1") -> list[tuple[str, str | None, int | None]]:
    """How a record stands on a day: each of its states, with the day and how many are left."""
    return [(row["state"], row["day"], row["days"]) for row in rows(views, today) if row["ref"] == ref]


WEEKS = Cadence(every=6, unit="weeks")


def considered(draft: Draft, forum: str, on: str, *refs: str) -> str:
    """A meeting of a forum, which considered these records."""
    meeting = draft.add(MeetingHeld(forum=forum), say(on))
    if refs:
        draft.add(MeetingConsidered(records=refs), say(on), meeting)
    return meeting


def expected(text: str, start: str | None = None, end: str | None = None, about: str | None = None) -> ExpectationAdded:
    """Something that is to happen on some days."""
    days = Expected.model_validate({"from": start, "to": end or start}) if start else None
    return ExpectationAdded(text=Prose(text), about=about, expected=days)
