"""Expectations: open until they are met or lapse, and moved to other days only."""

import pytest

from ledger.aggregates.expectation import Expectation, Status
from ledger.days import Span
from ledger.errors import RuleBroken
from ledger.events import Event, Prose
from ledger.events.expectation import ExpectationAdded, ExpectationLapsed, ExpectationMet, ExpectationMoved, Expected
from tests.ledger.specs import Given

AUTUMN = Expected.of("2018-09", "2018-11")
MOVED = ExpectationMoved(expected=Expected.of("2019-01", "2019-01"))
MET, LAPSED = ExpectationMet(), ExpectationLapsed(text=Prose("The model was given up."))


def expectation(*events: Event, expected: Expected | None = AUTUMN) -> Given:
    """An expectation, and what became of it."""
    added = ExpectationAdded(text=Prose("The new model goes live."), expected=expected)
    return Given({"EXP-1": [added, *events]})


@pytest.mark.parametrize("expected", [AUTUMN, None])
def test_an_expectation_is_added(expected: Expected | None) -> None:
    """With the days that were given, or with none."""
    wish = ExpectationAdded(text=Prose("The new model goes live."), about="AFI-1", expected=expected)
    Given({}).when(wish, to="EXP-1").then(wish)
    assert expectation().get("EXP-1") == Expectation(Span("2018-09", "2018-11"))


@pytest.mark.parametrize(
    ("before", "after"), [(AUTUMN, Expected.of("2018-10", "2018-11")), (AUTUMN, None), (None, AUTUMN)]
)
def test_it_is_moved(before: Expected | None, after: Expected | None) -> None:
    """To other days, to none that is known, or from none."""
    wish = ExpectationMoved(expected=after)
    expectation(expected=before).when(wish, to="EXP-1").then(wish)
    assert expectation(wish, expected=before).get("EXP-1").expected == (after.span if after else None)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (AUTUMN, AUTUMN, "on 2018-09/2018-11"),
        (
            AUTUMN,
            Expected.model_validate({"from": "2018-09", "to": "2018-11", "words": Prose("autumn")}),
            "on 2018-09/2018-11",
        ),
        (None, None, "on no known day"),
    ],
)
def test_it_is_not_moved_to_where_it_is(before: Expected | None, after: Expected | None, words: str) -> None:
    """The same days, in whatever words, or none again, are refused."""
    expectation(expected=before).when(ExpectationMoved(expected=after), to="EXP-1").refused(
        RuleBroken, f"It is expected {words} already.", "Give other days in `afi expect move`, or leave it."
    )


@pytest.mark.parametrize(("end", "status"), [(MET, Status.MET), (LAPSED, Status.LAPSED)])
def test_it_is_met_or_lapses(end: Event, status: Status) -> None:
    """Wherever it was moved in between."""
    for events in ([], [MOVED]):
        expectation(*events).when(end, to="EXP-1").then(end)
        assert expectation(*events, end).get("EXP-1").status == status


@pytest.mark.parametrize(("end", "what"), [(MET, "It was met."), (LAPSED, "It has lapsed.")])
@pytest.mark.parametrize("wish", [MOVED, MET, LAPSED])
def test_nothing_follows_its_end(wish: Event, end: Event, what: str) -> None:
    """What was met or has lapsed is expected no more."""
    expectation(end).when(wish, to="EXP-1").refused(
        RuleBroken, what, "Record what is expected now with `afi expect add`."
    )
