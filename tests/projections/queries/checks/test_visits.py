"""Much that was typed in a short time before a visit; and much that was not."""

from datetime import date, timedelta

import pytest

from ledger.events import Prose
from ledger.events.base import Period
from ledger.events.improvement import ImprovementNoted
from ledger.events.inspection import InspectionOpened
from tests.making import say
from tests.projections.queries.checks.desk import RAISED, TEXT, Desk, Step

VISIT = date(2026, 6, 15)
OPENED: Step = (
    InspectionOpened(
        title=TEXT, programme="peel", framework="peel_2015_2017", cycle=2026, scale="four_tier", inspectorate="ORG-1",
        forces=("ORG-2",), fieldwork=Period.of("2026-06-15", "2026-06-26"),
    ),
    say("2026-01-01"),
)  # fmt: skip


def noted(desk: Desk, number: int, on: date, happened: str = "2026-02-01", by: str | None = None) -> list[int]:
    """So many notes that were recorded on a day."""
    note: Step = (ImprovementNoted(text=Prose("Under way.")), say(happened), "AFI-1")
    return desk.told(*[note] * number, on=on, **({"by": by} if by else {}))


def burst(desk: Desk) -> list[str]:
    """The reasons that are given."""
    return [row["reason"] for row in desk.rows("burst_before_visit")]


def test_a_burst_in_the_days_before_a_visit(desk: Desk) -> None:
    """Ten in a day by one who types two, three days before."""
    desk.told(RAISED, OPENED)
    for day in range(3):
        noted(desk, 2, date(2026, 3, 2) + timedelta(days=day))
    typed = noted(desk, 10, date(2026, 6, 12))
    [row] = desk.rows("burst_before_visit")
    assert (row["ref"], row["entry"], row["sure"]) == ("INS-2", f"E-{typed[-1]}", "possible")
    assert row["reason"] == (
        f"Ann Keeper typed 10 entries about improvements on 12 June 2026 (E-{typed[0]} to E-{typed[-1]}), 3 days "
        "before the fieldwork; 2 in a day had been usual."
    )


@pytest.mark.parametrize(
    ("number", "usual", "on"),
    [(9, 1, VISIT - timedelta(days=3)), (14, 3, VISIT - timedelta(days=3)), (20, 1, VISIT), (20, 1, date(2026, 5, 31))],
    ids=["too few", "as usual", "at the visit", "long before"],
)
def test_near_misses(desk: Desk, number: int, usual: int, on: date) -> None:
    """Fewer, no more than five times the usual, or on other days."""
    desk.told(RAISED, OPENED)
    noted(desk, usual, date(2026, 3, 2))
    noted(desk, number, on)
    assert burst(desk) == []


def test_each_persons_usual_is_their_own(desk: Desk) -> None:
    """Who types thirty a day does not make ten the usual of another; who never typed any has one a day."""
    desk.told(RAISED, OPENED)
    desk.enrolled("Bob Second")
    noted(desk, 30, date(2026, 3, 2))
    noted(desk, 10, date(2026, 6, 12), by="Bob Second")
    noted(desk, 30, date(2026, 6, 12))
    [reason] = burst(desk)
    assert reason.startswith("Bob Second typed 10 ") and reason.endswith("; 1 in a day had been usual.")


def test_what_happened_before_the_ledger_is_no_burst(desk: Desk) -> None:
    """Nor is what the inspectorate raises."""
    desk.told(RAISED, OPENED)
    noted(desk, 20, date(2026, 6, 12), happened="2025-11")
    desk.told(*[RAISED] * 12, on=date(2026, 6, 13))
    assert burst(desk) == []
