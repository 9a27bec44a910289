"""Actions: what is to be done, whose it is and when it is due."""

from collections.abc import Callable

import pytest

from ledger.draft import Draft
from ledger.events import Prose
from ledger.events.action import ActionAdded
from ledger.events.improvement import DueWithin
from ledger.recording import Plan
from projections.queries.actions import actions
from projections.views import Views
from tests.making import say


def test_a_row_has_every_key(told: Views) -> None:
    """What it is under, from which meeting, whose it is now, how far its date moved, and what came of it."""
    assert actions(told) == [
        {
            "ref": "ACT-1",
            "text": "Audit it.",
            "under": "AFI-2",
            "under_name": "Do the other thing: 1.",
            "meeting": "MTG-1",
            "meeting_name": "Organisational Improvement Group, 8 November 2018",
            "status": "done",
            "owner": "POST-2",
            "owner_name": "Head of Investigations",
            "owner_holder": None,
            "owner_holder_name": None,
            "due": "2019-01",
            "due_kind": "day",
            "due_words": "January 2019",
            "due_first": "2018-12",
            "days_slipped": 31,
            "due_approver": "FOR-1",
            "due_approver_name": "Improvement Board",
            "due_revisions": 1,
            "added_on": "2018-11-08",
            "done_on": "2019-01-15",
            "outcome": "Audited.",
            "happened_on": "2018-11-08",
            "said_by": "PER-1",
            "recorded_by": "PER-1",
            "recorded_at": "2026-01-01T13:00:01.000000Z",
            "source": [],
            "entry": "E-77",
        }
    ]


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({"under": "AFI-2"}, 1),
        ({"under": "AFI-1"}, 0),
        ({"owner": "POST-2", "status": "done"}, 1),
        ({"owner": "PER-1"}, 0),
        ({"status": "dropped"}, 0),
    ],
)
def test_filters_go_by_how_things_stand(told: Views, asked: dict[str, str], count: int) -> None:
    """An action that was handed on is its new owner's; a void one is nobody's."""
    assert len(actions(told, **asked)) == count


def test_one_is_due_so_long_after_the_report_on_its_improvement(tell: Callable[[Plan], Views], full: object) -> None:
    """On a day, where that was published; a bare action has the same keys."""

    def add(draft: Draft) -> None:
        draft.add(ActionAdded(text=Prose("Ask."), under="AFI-2", due=DueWithin(months=6)), say("2018-04"))
        draft.add(ActionAdded(text=Prose("Ask."), due=DueWithin(months=6)), say("2018-04"))

    rows = actions(tell(add))
    assert [(row["due"], row["due_words"]) for row in rows[1:]] == [
        ("2018-09-22", "within 6 months of publication (by 22 September 2018)"),
        (None, "within 6 months of publication"),
    ]
    assert len({tuple(row) for row in rows}) == 1
