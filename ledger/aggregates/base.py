"""What decisions are made of: facts, the world they are made in, and the shape of a noun's rules."""

from collections.abc import Iterable
from typing import Any, NamedTuple, Protocol

from ledger.days import Span
from ledger.errors import RuleBroken
from ledger.events import Event


class Fact(NamedTuple):
    """An event, who said it, when it happened and of which record: all that a rule may weigh.

    A wish is a fact not yet recorded.
    """

    event: Event
    said_by: str
    span: Span
    stream: str = ""


class World(Protocol):
    """The other records a decision may look at, as they stand under the same lock."""

    def get(self, reference: str) -> Any:
        """The state of a record. ``UnknownReference`` where the ledger holds none, ``RuleBroken`` where it is void."""


class Rules(Protocol):
    """The pair of functions that a noun is (after Chassaing's decider)."""

    def decide(self, wish: Fact, state: Any, world: World) -> Iterable[Event]:
        """What then happens, or a refusal."""

    def evolve(self, state: Any, fact: Fact) -> Any:
        """The state after one more fact, which cannot be refused: it has happened."""


def refuse(what: str, remedy: str) -> RuleBroken:
    """The refusal of a rule, to be raised."""
    return RuleBroken(what, remedy)
