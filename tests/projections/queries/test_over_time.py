"""How improvements stood over time: as looking back at each day shows it, whatever was recorded when."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.draft import Draft
from ledger.events import Prose
from ledger.events.improvement import ImprovementClaimed, ImprovementNoted, ImprovementRaised, ImprovementReturned
from ledger.events.record import RecordVoided
from ledger.recording import Plan
from ledger.stores.log import Log
from projections.lens import Lens, looking
from projections.queries.over_time import GROUPS, OPEN, Standing, ends, standing_over_time
from projections.queries.register import register
from projections.views import Views
from tests.making import say

#: The words of the register that each group gathers.
STATUSES = {
    "not_started": {"raised", "owned"},
    "in_progress": {"in_progress"},
    "reported": {"reported_complete", "assured", "submitted"},
    "closed": {"closed"},
    "ended": {"superseded", "withdrawn", "declined", "not_ours"},
}
DAYS = [date(2017, 12, 31) + timedelta(days=15 * place) for place in range(45)]


def refs(views: Views) -> list[str]:
    """Every record that there is."""
    return [row["ref"] for row in views.query("SELECT ref FROM record ORDER BY ref")]


def register_on(log: Log, views: Views, day: date) -> dict[str, str]:
    """Where each improvement stood on a day, by looking back at it."""
    with looking(log, views, Lens(at=day)):
        return {row["ref"]: row["status"] for row in register(views)}


def by_ref(standing: Standing) -> dict[str, str]:
    """The group of each improvement."""
    return {ref: group for group, refs in standing.groups.items() for ref in refs}


def test_as_looking_back_shows_it(told: Views, log: Log) -> None:
    """On every day of a ledger that has every type of event, corrected, undone and late ones among them."""
    found = standing_over_time(told, refs(told), DAYS)
    assert [each.day for each in found] == DAYS
    for standing in found:
        shown = register_on(log, told, standing.day)
        assert {ref: status in STATUSES[by_ref(standing)[ref]] for ref, status in shown.items()} == dict.fromkeys(
            by_ref(standing), True
        )
        assert standing.all == len(shown)
    assert {group for each in found for group in each.groups} >= {*OPEN, "closed", "ended"}


def test_the_last_day_is_the_register(told: Views) -> None:
    """Each that counts is in the group of its status, and none other is."""
    [found] = standing_over_time(told, refs(told), [date(2100, 1, 1)])
    statuses = {row["ref"]: row["status"] for row in register(told)}
    assert by_ref(found).keys() == statuses.keys()
    assert all(statuses[ref] in STATUSES[group] for ref, group in by_ref(found).items())
    assert found.open == sum(statuses[ref] in STATUSES[group] for ref in statuses for group in OPEN)
    assert list(found.groups) == [group for group in GROUPS if group in found.groups]


def test_only_what_is_asked_for(told: Views) -> None:
    """Of other records none counts, nor one that is not there, nor one twice."""
    assert by_ref(standing_over_time(told, ["AFI-1", "INS-1", "AFI-1", "AFI-999"], DAYS[-1:])[0]).keys() == {"AFI-1"}
    assert standing_over_time(told, [], DAYS[-1:]) == [Standing(DAYS[-1], {})]
    assert standing_over_time(told, ["AFI-1"], []) == []


def test_what_is_under_embargo(told: Views) -> None:
    """A record is left out; of one of which an entry is, where it stood is not told, and it is not called open."""
    [closing] = told.query("SELECT position FROM happening WHERE stream = 'AFI-1' AND type = 'improvement.closed'")
    days = [date(2018, 4, 1), date(2100, 1, 1)]
    for each in standing_over_time(told, ["AFI-1", "AFI-2"], days, without={f"E-{closing[0]}", "AFI-2", "DOC-1"}):
        assert (each.groups, each.open, each.all) == ({"withheld": ("AFI-1",)}, 0, 1)


RAISED = ImprovementRaised(kind="area_for_improvement", inspection="INS-1", force="ORG-2", text=Prose("Supervise."))


def test_what_was_recorded_late_counts_from_its_own_day(tell: Callable[[Plan], Views]) -> None:
    """A note of May recorded after a report of June; and a vague date only when all of its days are over."""
    found: list[str] = []

    def plan(draft: Draft) -> None:
        ref = draft.add(RAISED, say("2018-04-10"))
        draft.add(ImprovementClaimed(evidence=Prose("Done.")), say("2018-06"), ref)
        draft.add(ImprovementNoted(text=Prose("Begun.")), say("2018-05-02"), ref)
        found.append(ref)

    views = tell(plan)
    days = [date(2018, 4, 9), date(2018, 4, 10), date(2018, 5, 2), date(2018, 6, 29), date(2018, 6, 30)]
    assert [list(each.groups) for each in standing_over_time(views, found, days)] == [
        [], ["not_started"], ["in_progress"], ["in_progress"], ["reported"],
    ]  # fmt: skip


def at(views: Views, ref: str, type_name: str) -> int:
    """Where an entry of a record stands."""
    [row] = views.query("SELECT position FROM happening WHERE stream = ? AND type = ?", (ref, type_name))
    return int(row["position"])


def test_what_was_corrected_and_what_was_undone(tell: Callable[[Plan], Views], log: Log) -> None:
    """A report counts on the day and in the place that it is corrected to; one that was undone on no day.

    What was raised in a month is there when the month is over, with what had happened by then.
    """
    claim, found = ImprovementClaimed(evidence=Prose("Done.")), list[str]()

    def plan(draft: Draft) -> None:
        for _ in range(2):
            ref = draft.add(RAISED, say("2018-04"))
            draft.add(ImprovementNoted(text=Prose("Begun.")), say("2018-04-20"), ref)
            draft.add(claim, say("2018-06-10"), ref)
            found.append(ref)
        back = ImprovementReturned(returned_by="assurer", text=Prose("Not yet."))
        draft.add(back, say("2018-07-01"), found[0])

    views = tell(plan)
    moved, undone = (at(views, ref, "improvement.claimed") for ref in found)
    views = tell(lambda draft: draft.correct(moved, claim, say("2018-06-20")))
    views = tell(lambda draft: draft.undo(undone, say("2018-06-25")))
    days = [date(2018, 4, 25), date(2018, 4, 30), date(2018, 6, 10), date(2018, 6, 20), date(2018, 7, 1)]
    standings = standing_over_time(views, found, days)
    assert [[by_ref(each).get(ref) for ref in found] for each in standings] == [
        [None, None],
        ["in_progress", "in_progress"],
        ["in_progress", "in_progress"],
        ["reported", "in_progress"],
        ["in_progress", "in_progress"],
    ]
    for each in standings:
        shown = register_on(log, views, each.day)
        assert all(shown[ref] in STATUSES[group] for ref, group in by_ref(each).items())


def test_nothing_stands_anywhere_before_it_was_raised(tell: Callable[[Plan], Views]) -> None:
    """What was raised in a month is there when the month is over, whatever had been said of it by then."""
    found: list[str] = []

    def plan(draft: Draft) -> None:
        found.append(draft.add(RAISED, say("2018-04")))
        draft.add(ImprovementClaimed(evidence=Prose("Done.")), say("2018-04-26"), found[0])

    days = [date(2018, 4, 29), date(2018, 4, 30)]
    assert [list(each.groups) for each in standing_over_time(tell(plan), found, days)] == [[], ["reported"]]


def test_what_does_not_count_is_left_out(tell: Callable[[Plan], Views]) -> None:
    """On no day."""
    found: list[str] = []

    def plan(draft: Draft) -> None:
        found.append(draft.add(RAISED, say("2018-04-10")))
        draft.add(RecordVoided(reason="in_error"), say("2018-06-01"), found[0])

    assert standing_over_time(tell(plan), found, [date(2018, 5, 1)]) == [Standing(date(2018, 5, 1), {})]


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2018-03-22", "2018-03-29", ["2018-03-29"]),
        ("2018-03-22", "2018-05-10", ["2018-03-31", "2018-04-30", "2018-05-10"]),
        ("2018-03-22", "2018-05-31", ["2018-03-31", "2018-04-30", "2018-05-31"]),
        ("2017-11-01", "2019-02-01", ["2017-12-31", *(f"2018-{end}" for end in ("03-31", "06-30", "09-30", "12-31")),
                                      "2019-02-01"]),
        ("2014-02-01", "2026-02-01", [f"{year}-12-31" for year in range(2015, 2026, 2)] + ["2026-02-01"]),
    ],
)  # fmt: skip
def test_which_days(first: str, last: str, expected: list[str]) -> None:
    """The ends of months, of quarters where those are too many, and so on; and the last day."""
    assert [str(day) for day in ends(date.fromisoformat(first), date.fromisoformat(last))] == expected


@given(st.dates(), st.dates(), st.integers(1, 40))
def test_never_too_many_days(one: date, other: date, most: int) -> None:
    """In order, from the first day to the last, which is among them."""
    first, last = sorted((one, other))
    found = ends(first, last, most)
    assert 1 <= len(found) <= most and found == sorted(set(found))
    assert first <= found[0] and found[-1] == last
