"""Forums: what they are chaired by and how often they meet, until they end."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from ledger.aggregates.base import Fact, World, refuse
from ledger.days import Span
from ledger.events import Event
from ledger.events.forum import Cadence, ForumAdded, ForumCadenceSet, ForumChaired, ForumEnded


@dataclass(frozen=True)
class Forum:
    """What rules need to know of a forum."""

    chair: str | None = None
    cadence: Cadence | None = None
    ended: Span | None = None


def evolve(state: Any, fact: Fact) -> Forum:
    """What one more event makes of it."""
    before: Forum = state  # there is none only before the first event, which adds it
    match fact.event:
        case ForumAdded(chair=chair, cadence=cadence):
            return Forum(chair, cadence)
        case ForumChaired(chair=chair):
            return replace(before, chair=chair)
        case ForumCadenceSet(cadence=cadence):
            return replace(before, cadence=cadence)
        case ForumEnded():
            return replace(before, ended=fact.span)
    return before


def decide(wish: Fact, state: Any, world: World) -> Iterable[Event]:
    """A forum that ended changes no more; what it has already is not set again."""
    match wish.event:
        case ForumAdded():
            pass
        case _ if state.ended:
            raise refuse(f"The forum ended on {state.ended}.", "Add the one that followed with `afi forum add`.")
        case ForumChaired(chair=chair) if chair == state.chair:
            raise refuse(f"{chair} chairs it already.", "Name another post in `afi forum chair`, or leave it.")
        case ForumCadenceSet(cadence=cadence) if cadence == state.cadence:
            raise refuse(
                "It meets as often as that already.", "Give another cadence in `afi forum cadence`, or leave it."
            )
    return [wish.event]
