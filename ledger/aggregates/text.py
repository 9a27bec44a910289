"""Erasure: each text goes once, and on somebody's authority."""

from collections.abc import Iterable

from ledger.aggregates.base import Fact, World, refuse
from ledger.aggregates.ledger import Ledger
from ledger.events import Event
from ledger.events.text import TextErased


def decide(wish: Fact, state: Ledger, world: World) -> Iterable[Event]:
    """No text is erased that is gone already, nor twice at once."""
    match wish.event:
        case TextErased(texts=texts):
            named = [each.text for each in texts]
            if len(set(named)) < len(named):
                raise refuse("A text is named twice.", "Name each text once.")
            if state.erased.intersection(named):
                raise refuse("One of these texts was erased already.", "`afi erase list` shows what was, and why.")
    return [wish.event]
