"""People: nothing is refused, and no rule depends on who somebody is."""

from collections.abc import Iterable
from dataclasses import dataclass

from ledger.aggregates.base import Fact, World
from ledger.events import Event


@dataclass(frozen=True)
class Person:
    """A person exists; the name is prose, and no rule may read it."""


def evolve(state: Person | None, fact: Fact) -> Person:
    """What one more event makes of it."""
    return state or Person()


def decide(wish: Fact, state: Person | None, world: World) -> Iterable[Event]:
    """Any person may be added."""
    return [wish.event]
