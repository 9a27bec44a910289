"""The life of an improvement. Reported, assured, submitted and closed are facts of different parties;
none implies the next (docs/vocabulary.md)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from ledger.aggregates.base import Fact, World, refuse
from ledger.aggregates.inspection import inspects
from ledger.aggregates.question import of_framework
from ledger.days import Span
from ledger.events import Event
from ledger.events.improvement import (
    ImprovementAssigned,
    ImprovementClaimed,
    ImprovementClosed,
    ImprovementNoted,
    ImprovementRaised,
)
from ledger.vocabulary import Authority, say


class Status(StrEnum):
    """Where an improvement stands, by what has been recorded."""

    RAISED = "raised"
    OWNED = "owned"
    IN_PROGRESS = "in_progress"
    REPORTED = "reported_complete"
    CLOSED = "closed"


@dataclass(frozen=True)
class Improvement:
    """What rules need to know of an improvement."""

    raised: Span
    status: Status = Status.RAISED
    owner: str | None = None
    lead: str | None = None
    claimed: Span | None = None


def evolve(state: Any, fact: Fact) -> Improvement:
    """What one more event makes of it."""
    before: Improvement = state  # there is none only before the first event, which raises it
    match fact.event:
        case ImprovementRaised():
            return Improvement(fact.span)
        case ImprovementAssigned(owner=owner, lead=lead):
            status = Status.OWNED if before.status == Status.RAISED and owner else before.status
            return replace(before, owner=owner or before.owner, lead=lead or before.lead, status=status)
        case ImprovementNoted() if before.status in {Status.RAISED, Status.OWNED}:
            return replace(before, status=Status.IN_PROGRESS)
        case ImprovementClaimed():
            return replace(before, status=Status.REPORTED, claimed=fact.span)
        case ImprovementClosed():
            return replace(before, status=Status.CLOSED)
    return before


def decide(wish: Fact, state: Any, world: World) -> Iterable[Event]:
    """Nothing but notes follows closure; the force closes only what it has reported complete."""
    match wish.event:
        case ImprovementRaised() as raised:
            _raise(raised, world)
            return [wish.event]
        case ImprovementNoted():
            return [wish.event]
    _open(state)
    match wish.event:
        case ImprovementAssigned() as assigned:
            _assign(assigned, state)
        case ImprovementClaimed():
            _not_before_raised("reported complete", wish, state)
            if state.status == Status.REPORTED:
                raise refuse("It is reported complete already.", "Add what is new with `afi note`.")
        case ImprovementClosed(closed_by=authority):
            _not_before_raised("closed", wish, state)
            if authority == Authority.FORCE and state.status != Status.REPORTED:
                raise refuse(
                    "The force cannot close what it has not reported complete.",
                    "Record the claim first with `afi claim`, or name the authority that closed it.",
                )
            if authority == Authority.FORCE and wish.span.last < state.claimed.first:
                raise refuse(
                    f"The force cannot have closed on {wish.span} what it reported complete on {state.claimed}.",
                    "Give the day on which it was closed.",
                )
    return [wish.event]


def _raise(raised: ImprovementRaised, world: World) -> None:
    inspection = world.get(raised.inspection)
    inspects(inspection, raised.force)
    of_framework(world, raised.question, inspection.framework)
    if (raised.kind, raised.force) in inspection.found_none:
        raise refuse(
            f"{raised.inspection} is recorded to have found no {say(raised.kind)} for {raised.force}.",
            "Check the report: both cannot be so.",
        )


def _open(state: Improvement) -> None:
    if state.status == Status.CLOSED:
        raise refuse("It is closed.", "Only a note may follow closure: `afi note`.")


def _assign(assigned: ImprovementAssigned, state: Improvement) -> None:
    if assigned.owner is None and assigned.lead is None:
        raise refuse("Neither an owner nor a lead is named.", "Give --owner, --lead or both.")
    if assigned.owner in (None, state.owner) and assigned.lead in (None, state.lead):
        raise refuse("It has that owner and lead already.", "Nothing needs recording twice.")


def _not_before_raised(what: str, wish: Fact, state: Improvement) -> None:
    if wish.span.last < state.raised.first:
        raise refuse(
            f"It cannot have been {what} on {wish.span}, before it was raised on {state.raised}.",
            "Give the day on which it happened.",
        )
