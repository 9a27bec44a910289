"""Countersignatures: any may be asked for, and any that came back is kept. What one is worth, a policy says."""

from collections.abc import Iterable

from ledger.aggregates.base import Fact, World
from ledger.aggregates.ledger import Ledger
from ledger.events import Event


def decide(wish: Fact, state: Ledger | None, world: World) -> Iterable[Event]:
    """Whether a note that came back is one, and of this ledger, was seen before it came here."""
    return [wish.event]
