"""The policy of countersignatures: the newest is in force."""

from collections.abc import Iterable

from ledger.aggregates.base import Fact, World
from ledger.aggregates.ledger import Ledger
from ledger.events import Event


def decide(wish: Fact, state: Ledger | None, world: World) -> Iterable[Event]:
    """Any policy may be stated; whether its file is one was seen before it came here."""
    return [wish.event]
