"""Actions: open until they are done or dropped."""

from dataclasses import replace

import pytest

from ledger.aggregates import Fact
from ledger.aggregates.action import Action, Status
from ledger.days import Span
from ledger.errors import RuleBroken
from ledger.events import Event, Prose
from ledger.events.action import ActionAdded, ActionAssigned, ActionDone, ActionDropped, ActionDueSet
from ledger.events.improvement import Due, DueImmediately, DueNoneSet, DueOn
from tests.ledger.specs import DAY, STAFFED, Given, happened

ADDED = ActionAdded(text=Prose("Dip-sample twenty cases."), owner="POST-1", due=DueOn(day="2018-06"))
ASSIGNED = ActionAssigned(owner="POST-2")
DUE = ActionDueSet(due=DueImmediately(), approver="FOR-1")
DONE, DROPPED = ActionDone(text=Prose("Twenty were.")), ActionDropped(text=Prose("Overtaken."))


def action(*facts: Event | Fact) -> Given:
    """The world, and an action with what became of it."""
    return Given({**STAFFED, "ACT-1": [ADDED, *facts]})


@pytest.mark.parametrize("fields", [{}, {"owner": None, "due": None}, {"under": "AFI-1"}, {"meeting": "MTG-1"}])
def test_an_action_is_added(fields: dict[str, object]) -> None:
    """Under an improvement, from a meeting or neither, with an owner and a date or without."""
    wish = ADDED.model_copy(update=fields)
    Given(STAFFED).when(wish, to="ACT-1").then(wish)
    assert action().get("ACT-1") == Action(Span.on(DAY), "POST-1", ActionDueSet(due=DueOn(day="2018-06")))


def test_it_is_assigned_to_another() -> None:
    """Somebody else owns it from now on; the same again is refused."""
    action().when(ASSIGNED, to="ACT-1").then(ASSIGNED)
    assert action(ASSIGNED).get("ACT-1").owner == "POST-2"
    action(ASSIGNED).when(ASSIGNED, to="ACT-1").refused(
        RuleBroken, "POST-2 owns it already.", "Name another owner in `afi action assign`, or leave it."
    )


@pytest.mark.parametrize("due", [DueOn(day="2018-07-31"), DueImmediately(), DueNoneSet()])
def test_its_date_is_set_and_revised(due: Due) -> None:
    """Any date, and that there is none, any number of times."""
    wish = ActionDueSet(due=due)
    action(DUE).when(wish, to="ACT-1").then(wish)
    assert action(wish).get("ACT-1") == replace(action().get("ACT-1"), due=wish)


@pytest.mark.parametrize(("facts", "wish"), [([], ActionDueSet(due=DueOn(day="2018-06"))), ([DUE], DUE)])
def test_the_same_date_is_no_revision(facts: list[Event], wish: ActionDueSet) -> None:
    """What it was added with, or last set to by the same approver; another approver is news."""
    action(*facts).when(wish, to="ACT-1").refused(
        RuleBroken,
        "That is its due date already.",
        "Give another in `afi action due`; nothing needs recording twice.",
    )
    other = wish.model_copy(update={"approver": "POST-2"})
    action(*facts).when(other, to="ACT-1").then(other)


@pytest.mark.parametrize(("end", "status"), [(DONE, Status.DONE), (DROPPED, Status.DROPPED)])
def test_it_is_done_or_dropped(end: Event, status: Status) -> None:
    """On the day it was added or later."""
    for on in (DAY, "2018-06-12", "2018"):
        action().when(happened(end, on), to="ACT-1").then(end)
    assert action(end).get("ACT-1").status == status


@pytest.mark.parametrize("end", [DONE, DROPPED])
def test_it_does_not_end_before_it_was_added(end: Event) -> None:
    """A day before that of its adding is refused."""
    action().when(happened(end, "2018-03-21"), to="ACT-1").refused(
        RuleBroken,
        "It cannot have ended on 2018-03-21, before it was added on 2018-03-22.",
        "Give the day on which it was done or dropped.",
    )


@pytest.mark.parametrize(("end", "word"), [(DONE, "done"), (DROPPED, "dropped")])
@pytest.mark.parametrize("wish", [ASSIGNED, DUE, DONE, DROPPED])
def test_nothing_follows_its_end(wish: Event, end: Event, word: str) -> None:
    """What is done or dropped is assigned, dated, done and dropped no more."""
    action(end).when(wish, to="ACT-1").refused(
        RuleBroken, f"It is {word}.", "Add another with `afi action add`, or correct that with `afi correct`."
    )
