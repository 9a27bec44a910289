"""The life of an improvement. Reported, assured, submitted and closed are facts of different parties;
none implies the next (docs/vocabulary.md)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, NamedTuple

from ledger.aggregates.base import Fact, World, refuse
from ledger.aggregates.organisation import of_the_force
from ledger.aggregates.parties import check_assured, check_returned, check_superseded
from ledger.aggregates.raising import check_raised
from ledger.days import Span
from ledger.events import Event
from ledger.events.improvement import (
    ImprovementAnswered,
    ImprovementAssigned,
    ImprovementAssured,
    ImprovementClaimed,
    ImprovementClosed,
    ImprovementDeclined,
    ImprovementDueSet,
    ImprovementNoted,
    ImprovementPartAdded,
    ImprovementPassedOn,
    ImprovementRaised,
    ImprovementReopened,
    ImprovementReturned,
    ImprovementSubmitted,
    ImprovementSuperseded,
    ImprovementWithdrawn,
)
from ledger.vocabulary import Authority, say


class Status(StrEnum):
    """Where an improvement stands, by what has been recorded."""

    RAISED = "raised"
    OWNED = "owned"
    IN_PROGRESS = "in_progress"
    REPORTED = "reported_complete"
    ASSURED = "assured"
    SUBMITTED = "submitted"
    CLOSED = "closed"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    DECLINED = "declined"
    NOT_OURS = "not_ours"


class Claim(NamedTuple):
    """Who reported it complete, and when."""

    said_by: str
    span: Span


@dataclass(frozen=True)
class Improvement:
    """What rules need to know of an improvement."""

    raised: Span
    inspection: str
    force: str
    accelerated: bool = False
    status: Status = Status.RAISED
    owner: str | None = None
    lead: str | None = None
    due: ImprovementDueSet | None = None
    #: What stands of its being reported complete: nothing once it was returned or reopened.
    claim: Claim | None = None
    #: When it last ended, or was said not to be ours.
    ended: Span | None = None
    #: What superseded it.
    successor: str | None = None

    @property
    def has_ended(self) -> bool:
        """Whether it is at an end, which what is not ours is not."""
        return self.status not in _NOT_ENDED


class _Step(NamedTuple):
    """A step of its life: where it may stand before, where it stands after, and what people call the step."""

    before: frozenset[Status]
    after: Status
    words: str


_WORKED_ON = frozenset({Status.RAISED, Status.OWNED, Status.IN_PROGRESS})
_CLAIMED = frozenset({Status.REPORTED, Status.ASSURED, Status.SUBMITTED})
_OPEN = _WORKED_ON | _CLAIMED
_NOT_ENDED = _OPEN | {Status.NOT_OURS}

_STEPS: dict[type[Event], _Step] = {
    ImprovementClaimed: _Step(_WORKED_ON, Status.REPORTED, "reported complete"),
    ImprovementAssured: _Step(frozenset({Status.REPORTED}), Status.ASSURED, "assured"),
    ImprovementReturned: _Step(_CLAIMED, Status.IN_PROGRESS, "returned"),
    ImprovementSubmitted: _Step(_CLAIMED - {Status.SUBMITTED}, Status.SUBMITTED, "submitted"),
    ImprovementClosed: _Step(_NOT_ENDED, Status.CLOSED, "closed"),
    ImprovementReopened: _Step(frozenset(Status) - _OPEN, Status.IN_PROGRESS, "reopened"),
    ImprovementSuperseded: _Step(_NOT_ENDED, Status.SUPERSEDED, "superseded"),
    ImprovementWithdrawn: _Step(_NOT_ENDED, Status.WITHDRAWN, "withdrawn"),
    ImprovementDeclined: _Step(_OPEN, Status.DECLINED, "declined"),
    ImprovementPassedOn: _Step(_OPEN, Status.NOT_OURS, "passed on"),
}
#: What else depends on where it stands. A note never does.
_WHILE: dict[type[Event], frozenset[Status]] = {
    ImprovementPartAdded: _OPEN,
    ImprovementAssigned: _OPEN,
    ImprovementDueSet: _OPEN,
    ImprovementAnswered: frozenset(Status) - {Status.WITHDRAWN},
}
#: What nobody but the force does, and what people call it.
_ONLY_THE_FORCE: dict[type[Event], str] = {
    ImprovementClaimed: "reports it complete",
    ImprovementAssured: "assures it",
    ImprovementDeclined: "declines it",
    ImprovementPassedOn: "says that it is not ours",
}
_ON_A_CLAIM = (ImprovementAssured, ImprovementReturned, ImprovementSubmitted)


def evolve(state: Any, fact: Fact) -> Improvement:
    """What one more event makes of it."""
    before: Improvement = state  # there is none only before the first event, which raises it
    match fact.event:
        case ImprovementRaised() as raised:
            return Improvement(fact.span, raised.inspection, raised.force, bool(raised.accelerated))
        case ImprovementAssigned(owner=owner, lead=lead):
            status = Status.OWNED if before.status == Status.RAISED and owner else before.status
            return replace(before, owner=owner or before.owner, lead=lead or before.lead, status=status)
        case ImprovementDueSet() as due:
            return replace(before, due=due)
        case ImprovementNoted() if before.status in _WORKED_ON:
            return replace(before, status=Status.IN_PROGRESS)
    step = _STEPS.get(type(fact.event))
    return _after(step.after, fact, before) if step else before


def _after(status: Status, fact: Fact, before: Improvement) -> Improvement:
    match fact.event:
        case ImprovementClaimed():
            return replace(before, status=status, claim=Claim(fact.said_by, fact.span))
        case ImprovementReturned() | ImprovementReopened():
            return replace(before, status=status, claim=None, ended=None, successor=None)
        case ImprovementSuperseded(by=by):
            return replace(before, status=status, ended=fact.span, successor=by)
    return replace(before, status=status, ended=None if status in _OPEN else fact.span)


def decide(wish: Fact, state: Any, world: World) -> Iterable[Event]:
    """Each step follows from where it stands, in its time, by whom it may be taken; a note may always be added."""
    if isinstance(wish.event, ImprovementRaised):
        check_raised(wish.event, wish, world)
        return [wish.event]
    _check_status(wish.event, state)
    _check_days(wish, state)
    if does := _ONLY_THE_FORCE.get(type(wish.event)):
        of_the_force(does, wish.said_by, world)
    match wish.event:
        case ImprovementAssigned() as assigned:
            _assign(assigned, state)
        case ImprovementDueSet() as due if due == state.due:
            raise refuse("That is its due date already.", "Give another in `afi due`; nothing needs recording twice.")
        case ImprovementAssured():
            check_assured(wish, state.claim, world)
        case ImprovementReturned() as returned:
            check_returned(returned, wish.said_by, world)
        case ImprovementSuperseded(by=by):
            check_superseded(by, wish, state, world)
    return [wish.event]


# Assigning and dating.


def _assign(assigned: ImprovementAssigned, state: Improvement) -> None:
    if assigned.owner is None and assigned.lead is None:
        raise refuse("Neither an owner nor a lead is named.", "Give --owner, --lead or both.")
    if assigned.owner in (None, state.owner) and assigned.lead in (None, state.lead):
        raise refuse("It has that owner and lead already.", "Nothing needs recording twice.")


# Where it stands, and when.


def _by_force(event: Event) -> bool:
    return isinstance(event, ImprovementClosed) and event.closed_by == Authority.FORCE


def _check_status(event: Event, state: Improvement) -> None:
    step = _STEPS.get(type(event))
    if state.status not in (step.before if step else _WHILE.get(type(event), Status)):
        raise refuse(*_why_not(event, state.status))
    if _by_force(event) and state.status not in _CLAIMED:
        raise refuse(
            "The force cannot close what it has not reported complete.",
            "Record the claim first with `afi claim`, or name the authority that closed it.",
        )


def _why_not(event: Event, status: Status) -> tuple[str, str]:
    if isinstance(event, ImprovementReopened):
        return "It has not ended.", "Add what is new with `afi note`."
    if status not in _OPEN:
        return f"It is {say(status)}.", "Reopen it first with `afi reopen`; a note may always be added: `afi note`."
    if status in _WORKED_ON:
        return "It is not reported complete.", "Record first with `afi claim` that the force reported it complete."
    return f"It is {say(status)} already.", "Add what is new with `afi note`, or send it back with `afi return`."


def _check_days(wish: Fact, state: Improvement) -> None:
    """No step lies wholly before what it follows on."""
    step = _STEPS.get(type(wish.event))
    if step is None:
        return
    _not_before(step.words, wish.span, "raised", state.raised)
    if state.claim and (_by_force(wish.event) or isinstance(wish.event, _ON_A_CLAIM)):
        _not_before(step.words, wish.span, "reported complete", state.claim.span)
    if state.ended and isinstance(wish.event, ImprovementReopened):
        _not_before(step.words, wish.span, say(state.status), state.ended)


def _not_before(what: str, span: Span, since: str, then: Span) -> None:
    if span.last < then.first:
        raise refuse(
            f"It cannot have been {what} on {span}, before it was {since} on {then}.",
            "Give the day on which it happened.",
        )
