"""The rules of the field, one noun a module, pure: no clock, no store, no randomness.

Each module has ``evolve(state, fact) -> state``, which cannot refuse (it has happened), and
``decide(wish, state, world) -> events``, which refuses with a remedy or says what then happens. What can be said
of any record (``record``) stands beside what its own noun knows of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from importlib import import_module
from typing import Any

from ledger.aggregates.base import Fact, Rules, World
from ledger.aggregates.record import Record
from ledger.events import Event
from ledger.vocabulary import KINDS, kind_of

__all__ = ["Fact", "Known", "Rules", "World", "decide", "evolve", "fold"]

#: Events whose rules stand with another noun's.
_RULED_BY = {"key": "ledger"}


@dataclass(frozen=True)
class Known:
    """What the rules know of a record: what its own noun makes of it (nothing before it begins), and what any does."""

    own: Any = None
    record: Record = field(default_factory=Record)


def decide(wish: Fact, known: Known, world: World) -> Iterable[Event]:
    """What a wish comes to by the rules of its event's noun; a refusal where they forbid it."""
    noun = wish.event.type.partition(".")[0]
    known.record.check_counts(wish)
    return _rules(noun).decide(wish, known if noun == "record" else known.own, world)


def evolve(known: Known, fact: Fact) -> Known:
    """What one more fact makes of a record."""
    noun = fact.event.type.partition(".")[0]
    if noun == "record":
        return replace(known, record=_rules(noun).evolve(known.record, fact))
    return replace(known, own=_rules(KINDS.get(kind_of(fact.stream), "ledger")).evolve(known.own, fact))


def fold(facts: Iterable[Fact]) -> Known:
    """What the facts of one record make of it, in their order."""
    known = Known()
    for fact in facts:
        known = evolve(known, fact)
    return known


def _rules(noun: str) -> Rules:
    return import_module(f"ledger.aggregates.{_RULED_BY.get(noun, noun)}")
