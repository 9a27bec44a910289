"""The rules of the field, one noun a module, pure: no clock, no store, no randomness.

Each module has ``evolve(state, fact) -> state``, which cannot refuse (it has happened), and
``decide(wish, state, world) -> events``, which refuses with a remedy or says what then happens.
"""

from importlib import import_module
from typing import Any

from ledger.aggregates.base import Decider, Fact, World
from ledger.vocabulary import KINDS, kind_of

__all__ = ["Decider", "Fact", "World", "decider", "fold"]


def decider(stream: str) -> Decider:
    """The rules for the noun that a stream is about."""
    noun: Any = import_module(f"ledger.aggregates.{KINDS.get(kind_of(stream), 'ledger')}")
    return Decider(noun.decide, noun.evolve)


def fold(state: Any, facts: "list[Fact]", stream: str) -> Any:
    """The state of a stream after its facts, in their order."""
    evolve = decider(stream).evolve
    for fact in facts:
        state = evolve(state, fact)
    return state
