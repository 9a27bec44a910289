"""Forums and their meetings: who chairs, when each met, and when it should meet next, if that can be said."""

from collections.abc import Callable
from typing import Any

import pytest

from ledger.draft import Draft
from ledger.events import Prose
from ledger.events.forum import Cadence, ForumAdded, ForumEnded
from ledger.events.meeting import MeetingHeld
from ledger.events.record import RecordVoided
from ledger.recording import Plan
from projections.queries.forums import forums
from projections.queries.meetings import meetings
from projections.views import Views
from tests.making import say

Tell = Callable[[Plan], Views]


def test_a_row_has_every_key(told: Views) -> None:
    """The newest name, the chair with the holder of that post, the last meeting and the next."""
    first, second = forums(told)
    assert first == {
        "ref": "FOR-1",
        "name": "Improvement Board",
        "organisation": "ORG-2",
        "organisation_name": "Fenshire Constabulary",
        "chair": "POST-2",
        "chair_name": "Head of Investigations",
        "chair_holder": None,
        "chair_holder_name": None,
        "chairs": [
            {"chair": "POST-1", "chair_name": "Deputy Chief Constable", "from": None},
            {"chair": "POST-2", "chair_name": "Head of Investigations", "from": "2018-06"},
        ],
        "purpose": "To see it done.",
        "cadence": {"every": 1, "unit": "months"},
        "cadence_words": "monthly",
        "status": "sitting",
        "ended_on": None,
        "meetings": 1,
        "last_meeting": "MTG-1",
        "last_held_on": "2018-11-08",
        "next_due": "2018-12-08",
        "next_words": "8 December 2018, 1 month after MTG-1",
        "entry": "E-104",
    }
    assert (second["status"], second["next_words"]) == ("ended", "none: it has ended")


WEEKS, MONTHS = {"every": 6, "unit": "weeks"}, {"every": 2, "unit": "months"}


@pytest.mark.parametrize(
    ("cadence", "held", "next_due", "said"),
    [
        (WEEKS, [], None, "none: no meeting is recorded"),
        (WEEKS, ["2018-11-08", "2018-06-12"], "2018-12-20", "20 December 2018, 6 weeks after MTG-1"),
        (WEEKS, ["2018-11"], None, "none: the day of MTG-1 is not known"),
        (WEEKS, ["2018-11-08/2018-11-09"], None, "none: the day of MTG-1 is not known"),
        (MONTHS, ["2018-11"], "2019-01", "January 2019, 2 months after MTG-1"),
        (MONTHS, ["2018-12-31"], "2019-02-28", "28 February 2019, 2 months after MTG-1"),
        (MONTHS, ["2018"], None, "none: the day of MTG-1 is not known"),
        (None, ["2018-11-08"], None, "none: no cadence is recorded"),
    ],
)
def test_when_it_should_meet_next(
    tell: Tell, cadence: dict[str, Any] | None, held: list[str], next_due: str | None, said: str
) -> None:
    """The last meeting in the world and the cadence; without either nothing is made up, and it is said why."""

    def plan(draft: Draft) -> None:
        every = Cadence(**cadence) if cadence else None
        draft.add(ForumAdded(name=Prose("Gold Group"), cadence=every), say("2018"))
        for day in held:
            draft.add(MeetingHeld(forum="FOR-1"), say(day))

    [row] = forums(tell(plan))
    assert (row["next_due"], row["next_words"]) == (next_due, said)


def test_what_ended_or_does_not_count_meets_no_more(tell: Tell) -> None:
    """Nor does a meeting that was recorded in error count as the last."""

    def plan(draft: Draft) -> None:
        for name in ("Gold Group", "Silver Group", "Bronze Group"):
            draft.add(ForumAdded(name=Prose(name), cadence=Cadence(every=1, unit="weeks")), say("2018"))
        for day in ("2018-11-01", "2018-11-08"):
            draft.add(MeetingHeld(forum="FOR-1"), say(day))
        draft.add(RecordVoided(reason="in_error"), say("2018-12"), "MTG-2")
        draft.add(ForumEnded(), say("2019"), "FOR-2")
        draft.add(RecordVoided(reason="in_error"), say("2019"), "FOR-3")

    rows = forums(tell(plan))
    assert [(row["ref"], row["last_meeting"], row["next_due"]) for row in rows] == [
        ("FOR-1", "MTG-1", "2018-11-08"),
        ("FOR-2", None, None),
    ]


def test_a_meeting_says_what_it_had_before_it_and_what_it_made_of_it(told: Views) -> None:
    """With the name that the forum bore that day."""
    assert meetings(told) == [
        {
            "ref": "MTG-1",
            "forum": "FOR-1",
            "forum_name": "Organisational Improvement Group",
            "held_on": "2018-11-08",
            "attended": ["POST-1", "PER-1"],
            "attended_names": ["Deputy Chief Constable", "Ann Keeper"],
            "expected": "EXP-1",
            "tabled": ["DOC-1", "PAP-1"],
            "considered": [{"records": ["AFI-1", "AFI-3"], "text": "Slow."}],
            "decisions": [{"text": "Go on.", "about": ["AFI-2"]}],
            "happened_on": "2018-11-08",
            "said_by": "PER-1",
            "recorded_by": "PER-1",
            "recorded_at": "2026-01-01T13:00:01.000000Z",
            "source": [],
            "entry": "E-72",
        }
    ]
    assert meetings(told, "FOR-1") == meetings(told) and meetings(told, "FOR-2") == []
