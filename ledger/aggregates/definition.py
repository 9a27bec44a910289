"""Definitions: they drift, so any may be stated, with its day. The ledger's own stream keeps no state of it."""

from collections.abc import Iterable

from ledger.aggregates.base import Fact, World
from ledger.aggregates.ledger import Ledger
from ledger.events import Event


def decide(wish: Fact, state: Ledger | None, world: World) -> Iterable[Event]:
    """Any definition may be stated."""
    return [wish.event]
