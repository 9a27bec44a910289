"""Packs: each for one recipient; one may take the place of another."""

from collections.abc import Iterable
from dataclasses import dataclass

from ledger.aggregates.base import Fact, World, refuse
from ledger.events import Event
from ledger.events.pack import PackMade


@dataclass(frozen=True)
class Pack:
    """A pack exists, and can be cited and replaced."""


def evolve(state: Pack | None, fact: Fact) -> Pack:
    """What one more event makes of it."""
    return state or Pack()


def decide(wish: Fact, state: Pack | None, world: World) -> Iterable[Event]:
    """A pack is made for one recipient, of different records, and takes the place of another."""
    match wish.event:
        case PackMade(to=to, recipient=recipient) if (to is None) == (recipient is None):
            raise refuse("A pack has one recipient.", "Say for whom, by reference or by name.")
        case PackMade(replaces=replaced) if replaced == wish.stream:
            raise refuse("A pack cannot replace itself.", "Name the earlier one; `afi pack list` shows them.")
        case PackMade(records=records) if len(set(records)) < len(records):
            raise refuse("A record is named twice.", "Name each record once.")
    return [wish.event]
