"""People: nothing is refused; what matters to others is whom they speak for."""

from collections.abc import Iterable
from dataclasses import dataclass

from ledger.aggregates.base import Fact, World
from ledger.events import Event
from ledger.events.person import PersonAdded


@dataclass(frozen=True)
class Person:
    """A person exists; the name is prose, and no rule may read it."""

    organisation: str | None = None


def evolve(state: Person | None, fact: Fact) -> Person:
    """What one more event makes of it."""
    return Person(fact.event.organisation) if isinstance(fact.event, PersonAdded) else state or Person()


def decide(wish: Fact, state: Person | None, world: World) -> Iterable[Event]:
    """Any person may be added."""
    return [wish.event]
