"""What was carried over from an earlier ledger: said once, by a ledger that follows one."""

from collections.abc import Iterable

from ledger.aggregates.base import Fact, World, refuse
from ledger.aggregates.ledger import Ledger
from ledger.events import Event


def decide(wish: Fact, state: Ledger, world: World) -> Iterable[Event]:
    """Only a successor has a predecessor, and takes it over once."""
    if not state.follows:
        raise refuse("This ledger follows no other.", "Begin a successor with `afi succeed`.")
    if state.carried:
        raise refuse("What was left of the earlier ledger was carried over already.", "Look at it with `afi log`.")
    return [wish.event]
