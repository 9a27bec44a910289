"""Corrections: the latest stands in the place of what it corrects, if everything recorded since could still be.

What was told stays as it is; a correction is one more entry, of the same type and record, that names the position of
the one it corrects. Readers fold each fact as it was last corrected (docs/proof-format.md, 1.2). What is undone is
corrected too: by an event that means nothing, so the record is as if it had not been told.
"""

from collections.abc import Callable, Iterable, Sequence
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


def _leaning(_version: int, refusal: RuleBroken) -> RuleBroken:
    return refuse(f"What was recorded on it later could then not be: {refusal.what}", "Correct the later entry first.")


def check_correction(
    wish: Fact,
    version: int,
    told: Sequence[Told],
    world: World,
    leaning: Callable[[int, RuleBroken], RuleBroken] = _leaning,
) -> Known:
    """What the record becomes by a correction of the entry at ``version``; a refusal where the rules forbid it.

    ``leaning`` makes that of the version of a later entry which could then not be.
    """
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
    facts, versions = settle(told), [each.version for each in told if each.fixes is None]
    place = versions.index(version)
    if facts[place].event.fixing:
        raise refuse("It was undone, and means nothing any more.", "Record it again, as it should be.")
    leans = _check_since(facts, place, wish, world)
    if leans:
        raise leaning(versions[leans[0]], leans[1])
    return fold([*facts[:place], wish, *facts[place + 1 :]])


def _check_since(facts: list[Fact], place: int, wish: Fact, world: World) -> tuple[int, RuleBroken] | None:
    """The wish is allowed where it stands; the first that came after it and is not any more, as far as it was."""
    known = was = fold(facts[:place])
    if refusal := _new_refusal(wish, known, facts[place], was, world):
        raise refusal
    known, was = evolve(known, wish), evolve(was, facts[place])
    for since, later in enumerate(facts[place + 1 :], place + 1):
        if refusal := _new_refusal(later, known, later, was, world):
            return since, refusal
        known, was = evolve(known, later), evolve(was, later)
    return None


def _new_refusal(fact: Fact, known: Known, before: Fact, was: Known, world: World) -> RuleBroken | None:
    """A refusal for a reason that did not stand against the record before: other records may have moved on since."""
    refusal, old = refusal_of(fact, known, world), refusal_of(before, was, world)
    return refusal if refusal and (old is None or refusal.what != old.what) else None


def refusal_of(fact: Fact, known: Known, world: World) -> RuleBroken | None:
    """Why the rules forbid a fact; ``None`` where they do not."""
    try:
        list(decide(fact, known, world))
    except RuleBroken as refusal:
        return refusal
    return None
