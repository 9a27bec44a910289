"""Board papers: issued once, each frozen by the hash of its file; one may take the place of another."""

from collections.abc import Iterable
from dataclasses import dataclass

from ledger.aggregates.base import Fact, World, refuse
from ledger.events import Event
from ledger.events.paper import PaperIssued


@dataclass(frozen=True)
class Paper:
    """A paper exists, and can be tabled, replaced and cited."""


def evolve(state: Paper | None, fact: Fact) -> Paper:
    """What one more event makes of it."""
    return state or Paper()


def decide(wish: Fact, state: Paper | None, world: World) -> Iterable[Event]:
    """A paper takes the place of another."""
    match wish.event:
        case PaperIssued(replaces=replaced) if replaced == wish.stream:
            raise refuse("A paper cannot replace itself.", "Name the earlier one; `afi paper list` shows them.")
    return [wish.event]
