"""What decisions are made of: facts, the world they are made in, and the shape of a decider."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, Protocol

from ledger.days import Span
from ledger.errors import RuleBroken
from ledger.events import Event


class Fact(NamedTuple):
    """An event, who said it and when it happened: all that a rule may weigh. A wish is a fact not yet recorded."""

    event: Event
    said_by: str
    span: Span


class World(Protocol):
    """The other records a decision may look at, as they stand under the same lock."""

    def get(self, reference: str) -> Any:
        """The state of a record; raises ``UnknownReference`` where the ledger holds none."""


class Decider(NamedTuple):
    """The pair of functions that a noun is (after Chassaing's decider)."""

    decide: Callable[[Fact, Any, World], Iterable[Event]]
    evolve: Callable[[Any, Fact], Any]


def refuse(what: str, remedy: str) -> RuleBroken:
    """The refusal of a rule, to be raised."""
    return RuleBroken(what, remedy)
