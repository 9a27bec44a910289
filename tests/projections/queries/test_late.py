"""Late recordings: more than thirty days after the last day of what happened, of nothing before the ledger began."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.events import Prose
from ledger.events.person import PersonAdded
from ledger.events.predecessor import PredecessorCarried
from ledger.recording import Ledger
from ledger.stores.log import Log
from projections.follow import level
from projections.lens import Lens, looking
from projections.queries.late import IN_TIME, before_began, began, carried_until, late_by
from projections.queries.stats import stats
from projections.views import Views
from tests.making import say

BEGAN = date(2024, 9, 2)
DAYS = st.dates(date(2010, 1, 1), date(2040, 1, 1))


@pytest.mark.parametrize(
    ("happened", "recorded_at", "late"),
    [
        ("2024-10-01", "2024-10-01T09:00:00.000000Z", None),
        ("2024-10-01", "2024-10-31T23:59:00.000000Z", None),
        ("2024-10-01", "2024-11-01T00:00:00.000000Z", 31),
        ("2025-06-01", "2025-07-01T22:59:59.000000Z", None),
        ("2025-06-01", "2025-07-01T23:00:00.000000Z", 31),
        ("2024-09-01", "2025-09-01T09:00:00.000000Z", None),
        ("2024-09-02", "2025-09-02T09:00:00.000000Z", 365),
    ],
)
def test_late_by(happened: str, recorded_at: str, late: int | None) -> None:
    """The thirtieth day is in time; a day ends when it does in the United Kingdom; before the beginning is not late."""
    assert late_by(happened, recorded_at, BEGAN) == late


@given(DAYS, st.integers(0, 400), DAYS)
def test_late_by_agrees_with_the_calendar(happened: date, after: int, ledger_began: date) -> None:
    """Whatever the days: as many as lie between, if they are more than thirty and the ledger had begun."""
    recorded = f"{happened + timedelta(days=after)}T12:00:00.000000Z"
    expected = after if after > IN_TIME and happened >= ledger_began else None
    assert late_by(str(happened), recorded, ledger_began) == expected
    assert before_began(str(happened), ledger_began) == (happened < ledger_began)


def test_a_ledger_began_with_its_first_entry(told: Views) -> None:
    """On that day in the United Kingdom."""
    assert began(told) == date(2026, 1, 1)


def test_what_was_taken_over_has_no_typist(ledger: Ledger, log: Log, views: Views) -> None:
    """As far as the entry that says so, whatever is looked back at; until then no more is said of what was left."""
    assert carried_until(views) == 0
    assert (stats(views)["predecessor"] or {})["entries"] == 0
    ledger.record(lambda draft: draft.add(PredecessorCarried(entries=38, root="cd" * 32), say("2018-03-22")))
    ledger.record(lambda draft: draft.add(PersonAdded(name=Prose("Kit")), say("2018-03-22")))
    level(log, views)
    with looking(log, views, Lens(as_of=5)):
        assert carried_until(views) == log.size() - 1
