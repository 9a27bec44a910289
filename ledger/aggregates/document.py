"""Documents: nothing is refused beyond what their fields allow."""

from collections.abc import Iterable
from dataclasses import dataclass

from ledger.aggregates.base import Fact, World
from ledger.events import Event


@dataclass(frozen=True)
class Document:
    """A document exists, and can be cited."""


def evolve(state: Document | None, fact: Fact) -> Document:
    """What one more event makes of it."""
    return state or Document()


def decide(wish: Fact, state: Document | None, world: World) -> Iterable[Event]:
    """Any document may be added."""
    return [wish.event]
