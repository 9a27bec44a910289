"""Corrections: the latest stands in the place of what it corrects, if everything recorded since could still be.

What was told stays as it is; a correction is one more entry, of the same type and record, that names the position of
the one it corrects. Readers fold each fact as it was last corrected (docs/proof-format.md, 1.2).
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ledger.aggregates import Fact, Known, World, decide, evolve, fold
from ledger.aggregates.base import refuse
from ledger.errors import RuleBroken, Unreadable


class Told(NamedTuple):
    """A recorded fact: its version in its stream, and that of the fact which it corrects."""

    version: int
    fact: Fact
    fixes: int | None = None


def settle(told: Iterable[Told]) -> list[Fact]:
    """The facts of a stream in the order in which they were told, each as it was last corrected."""
    first: dict[int, Told] = {}
    for each in told:
        if each.fixes is None:
            first[each.version] = each
        elif (before := first.get(each.fixes)) and each.fact.event.corrects(before.fact.event):
            first[each.fixes] = each._replace(version=each.fixes, fixes=None)
    return [each.fact for each in first.values()]


def check_correction(wish: Fact, version: int, told: Sequence[Told], world: World) -> Known:
    """What the record becomes by a correction of the entry at ``version``; a refusal where the rules forbid it."""
    original = next((each for each in told if each.version == version and each.fixes is None), None)
    if original is None:
        raise Unreadable(
            "That entry is itself a correction, or none that can be corrected.",
            "Name the entry that it corrects: `afi show` says which.",
        )
    if not wish.event.corrects(original.fact.event):
        raise Unreadable(
            "What the entry records is of another kind.",
            "Correct each entry by one of its own kind; `afi void` says that a record does not count.",
        )
    facts, place = settle(told), [each.version for each in told if each.fixes is None].index(version)
    _check_since(facts, place, wish, world)
    return fold([*facts[:place], wish, *facts[place + 1 :]])


def _check_since(facts: list[Fact], place: int, wish: Fact, world: World) -> None:
    """The wish is allowed where it stands, and all that came after it, as far as what it corrects was."""
    known = was = fold(facts[:place])
    if refusal := _new_refusal(wish, known, facts[place], was, world):
        raise refusal
    known, was = evolve(known, wish), evolve(was, facts[place])
    for later in facts[place + 1 :]:
        if refusal := _new_refusal(later, known, later, was, world):
            raise refuse(
                f"What was recorded on it later could then not be: {refusal.what}", "Correct the later entry first."
            )
        known, was = evolve(known, later), evolve(was, later)


def _new_refusal(fact: Fact, known: Known, before: Fact, was: Known, world: World) -> RuleBroken | None:
    """A refusal for a reason that did not stand against the record before: other records may have moved on since."""
    refusal, old = _refusal(fact, known, world), _refusal(before, was, world)
    return refusal if refusal and (old is None or refusal.what != old.what) else None


def _refusal(fact: Fact, known: Known, world: World) -> RuleBroken | None:
    try:
        list(decide(fact, known, world))
    except RuleBroken as refusal:
        return refusal
    return None
