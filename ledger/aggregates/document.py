"""Documents: any may be added, kept and cited; an embargo is set, moved and lifted."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from ledger.aggregates.base import Fact, World, refuse
from ledger.events import Event
from ledger.events.document import DocumentEmbargoed, DocumentReleased


class Embargo(NamedTuple):
    """Until a moment, or with none until it is lifted."""

    until: str | None


@dataclass(frozen=True)
class Document:
    """What rules need to know of a document: it exists, can be cited, and may be under embargo."""

    embargo: Embargo | None = None


def evolve(state: Document | None, fact: Fact) -> Document:
    """What one more event makes of it."""
    match fact.event:
        case DocumentEmbargoed(until=until):
            return Document(Embargo(until))
        case DocumentReleased():
            return Document()
    return state or Document()


def decide(wish: Fact, state: Any, world: World) -> Iterable[Event]:
    """What is lifted was set, and what is moved goes to another moment."""
    match wish.event:
        case DocumentEmbargoed(until=until) if state.embargo == Embargo(until):
            raise refuse("That embargo is recorded already.", "Name another moment in `afi embargo`, or leave it.")
        case DocumentReleased() if state.embargo is None:
            raise refuse("It is under no embargo.", "Record one with `afi embargo`, or leave it.")
    return [wish.event]
