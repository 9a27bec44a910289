"""Findings: about a force that was inspected, on a question of the inspection's framework."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ledger.aggregates.base import Fact, World
from ledger.aggregates.inspection import inspects
from ledger.aggregates.question import of_framework
from ledger.events import Event
from ledger.events.finding import FindingRecorded


@dataclass(frozen=True)
class Finding:
    """A finding exists, and can have parts."""


def evolve(state: Finding | None, fact: Fact) -> Finding:
    """What one more event makes of it."""
    return state or Finding()


def decide(wish: Fact, state: Any, world: World) -> Iterable[Event]:
    """A finding is about a force that the inspection inspected."""
    match wish.event:
        case FindingRecorded(inspection=reference, force=force, question=question):
            inspection = world.get(reference)
            inspects(inspection, force)
            of_framework(world, question, inspection.framework)
    return [wish.event]
