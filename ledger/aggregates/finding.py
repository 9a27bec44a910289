"""Findings: about a force that was inspected, on a question of the inspection's framework; disputed once at a time."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from ledger.aggregates.base import Fact, World, refuse
from ledger.aggregates.inspection import inspects
from ledger.aggregates.organisation import of_the_force
from ledger.aggregates.question import of_framework
from ledger.days import Span
from ledger.events import Event
from ledger.events.finding import FindingDisputed, FindingRecorded, FindingSettled
from ledger.vocabulary import Sense


@dataclass(frozen=True)
class Finding:
    """What rules need to know of a finding."""

    sense: Sense
    found: Span
    inspection: str
    #: Since when the force disputes it, until that is settled.
    disputed: Span | None = None


def evolve(state: Any, fact: Fact) -> Finding:
    """What one more event makes of it."""
    before: Finding = state  # there is none only before the first event, which records it
    match fact.event:
        case FindingRecorded(sense=sense, inspection=inspection):
            return Finding(sense, fact.span, inspection)
        case FindingDisputed():
            return replace(before, disputed=fact.span)
        case FindingSettled():
            return replace(before, disputed=None)
    return before


def decide(wish: Fact, state: Any, world: World) -> Iterable[Event]:
    """A finding is about a force that the inspection inspected; what is settled was disputed, and before."""
    match wish.event:
        case FindingRecorded(inspection=reference, force=force, question=question):
            inspection = world.get(reference)
            inspects(inspection, force)
            of_framework(world, question, inspection.framework)
        case FindingDisputed() if state.disputed:
            raise refuse(
                f"It is disputed already, since {state.disputed}.",
                f"Record what came of that first: `afi dispute {wish.stream} --settled SETTLEMENT`.",
            )
        case FindingDisputed():
            of_the_force("disputes a finding", wish.said_by, world)
        case FindingSettled():
            _settle(wish.span, state.disputed)
    return [wish.event]


def _settle(span: Span, disputed: Span | None) -> None:
    if disputed is None:
        raise refuse("It is not disputed.", "Record first with `afi dispute` that the force disputed it.")
    if span.last < disputed.first:
        raise refuse(
            f"It cannot have been settled on {span}, before it was disputed on {disputed}.",
            "Give the day on which it was settled.",
        )
