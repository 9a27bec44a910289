"""Improvements in parts, for whom to own and by when. Raising is in test_raising, life in test_improvement_life."""

import pytest

from ledger.aggregates import Fact
from ledger.aggregates.improvement import Improvement, Status
from ledger.errors import RuleBroken
from ledger.events import Event, Prose
from ledger.events.improvement import (
    Due,
    DueImmediately,
    DueNoneSet,
    DueOn,
    DueWithin,
    ImprovementAssigned,
    ImprovementClaimed,
    ImprovementDueSet,
    ImprovementPartAdded,
    ImprovementRaised,
)
from ledger.vocabulary import Authority, ImprovementKind
from tests.ledger.specs import STAFFED, Given

RAISED = ImprovementRaised(
    kind=ImprovementKind.AREA_FOR_IMPROVEMENT,
    inspection="INS-1",
    force="ORG-2",
    question="QUE-1",
    text=Prose("Ensure regular and active supervision."),
)
CONCERN = RAISED.model_copy(update={"kind": ImprovementKind.CAUSE_OF_CONCERN})
RECOMMENDED = RAISED.model_copy(update={"kind": ImprovementKind.RECOMMENDATION})
CLAIMED = ImprovementClaimed(evidence=Prose("Dip samples of April to June."))
OWNED = ImprovementAssigned(owner="POST-1")
LED = ImprovementAssigned(lead="POST-2")
DUE = ImprovementDueSet(due=DueOn(day="2018-09"), set_by=Authority.FORCE)


def life(*facts: Event | Fact) -> Given:
    """The world, and an improvement with what became of it."""
    return Given({**STAFFED, "AFI-1": [RAISED, *facts]})


def status(*facts: Event | Fact) -> Status:
    """Where that leaves the improvement."""
    found: Improvement = life(*facts).get("AFI-1")
    return found.status


def raised_with(**fields: object) -> Event:
    """The raising with other fields."""
    return RAISED.model_copy(update=fields)


# Parts.


def test_it_may_have_parts() -> None:
    """Parts are added at any time before it ends, and change nothing about where it stands."""
    part = ImprovementPartAdded(text=Prose("In rape cases above all."), number=Prose("a"))
    for facts in ([], [part], [CLAIMED]):
        life(*facts).when(part, to="AFI-1").then(part)
        assert status(*facts, part) == status(*facts)


# Owning.


def test_an_owner_makes_it_owned() -> None:
    """A post takes it on; a chief officer's lead alone does not make it owned."""
    life().when(OWNED, to="AFI-1").then(OWNED)
    life().when(LED, to="AFI-1").then(LED)
    assert (status(OWNED), status(LED)) == (Status.OWNED, Status.RAISED)


def test_one_left_out_stays_as_it_was() -> None:
    """Owner and lead are assigned together or one at a time."""
    found: Improvement = life(OWNED, LED, ImprovementAssigned(owner="POST-3")).get("AFI-1")
    assert (found.owner, found.lead) == ("POST-3", "POST-2")


def test_nobody_is_no_assignment() -> None:
    """Assigning neither an owner nor a lead is refused."""
    life().when(ImprovementAssigned(), to="AFI-1").refused(RuleBroken, "Neither an owner nor a lead is named.")


@pytest.mark.parametrize("again", [OWNED, LED, ImprovementAssigned(owner="POST-1", lead="POST-2")])
def test_the_same_assignment_is_refused(again: Event) -> None:
    """What it has already need not be recorded twice."""
    life(OWNED, LED).when(again, to="AFI-1").refused(RuleBroken, "It has that owner and lead already.")


@pytest.mark.parametrize(
    "change", [ImprovementAssigned(owner="POST-1", lead="POST-3"), ImprovementAssigned(lead="POST-1")]
)
def test_half_a_change_is_a_change(change: Event) -> None:
    """The same owner with another lead is news."""
    life(OWNED, LED).when(change, to="AFI-1").then(change)


# Dates.


@pytest.mark.parametrize("set_by", Authority)
@pytest.mark.parametrize(
    "due", [DueOn(day="2018-09-30"), DueWithin(months=6), DueImmediately(), DueNoneSet()], ids=repr
)
def test_a_due_date_may_be_set_and_revised(due: Due, set_by: Authority) -> None:
    """A day, "within six months", "immediate" and "none set" are all values, and never move its status."""
    wish = ImprovementDueSet(due=due, set_by=set_by, approver="POST-2")
    for facts in ([], [DUE], [CLAIMED]):
        life(*facts).when(wish, to="AFI-1").then(wish)
        assert status(*facts, wish) == status(*facts)


@pytest.mark.parametrize("others", [(), (OWNED, CLAIMED)])
def test_the_same_date_is_no_revision(others: tuple[Event, ...]) -> None:
    """By the same setter and approver; another setter or approver is news, and so is a date that was changed back."""
    life(DUE, *others).when(DUE, to="AFI-1").refused(
        RuleBroken, "That is its due date already.", "Give another in `afi due`; nothing needs recording twice."
    )
    changes = (
        {"set_by": Authority.INSPECTORATE}, {"approver": "POST-2"}, {"due": DueOn(day="2018-10")}, {"due": DueNoneSet()}
    )  # fmt: skip
    for change in changes:
        other = DUE.model_copy(update=change)
        life(DUE, *others).when(other, to="AFI-1").then(other)
        life(DUE, other, *others).when(DUE, to="AFI-1").then(DUE)


@pytest.mark.parametrize("approver", ["PER-1", "POST-1", "ORG-4", "FOR-1", "MTG-1", None])
def test_somebody_or_a_body_may_approve_it(approver: str | None) -> None:
    """A person, a post, an organisation, a forum or one of its meetings; or nobody is named."""
    wish = DUE.model_copy(update={"approver": approver})
    life().when(wish, to="AFI-1").then(wish)
