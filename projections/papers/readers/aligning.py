"""Laying what was found in a file beside what was composed, where one goes by the order alone."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest

#: How alike two texts are, at least, of which one is taken for the other, edited.
_ALIKE = 0.5
#: Between texts that are sure: up to so many comparisons in all; beyond, what follows is paired as it comes.
_MOST_PAIRS = 2_000_000

Pair = tuple[int | None, int | None]


def aligned(composed: Sequence[str], found: Sequence[str]) -> Iterator[Pair]:
    """Pairs of places: of what was composed and what was found for it; either is none where it has no counterpart."""
    start, other, left = 0, 0, _MOST_PAIRS
    for at, place in (*_anchors(composed, found), (len(composed), len(found))):
        here, there = range(start, at), range(other, place)
        left -= len(here) * len(there)
        yield from _between(composed, here, found, there) if left >= 0 else zip_longest(here, there)
        if at < len(composed):
            yield at, place
        start, other = at + 1, place + 1


def _anchors(composed: Sequence[str], found: Sequence[str]) -> list[tuple[int, int]]:
    """Texts that stand once in each, as many of them as stand in the same order in both (patience sorting)."""
    once = {text for text, times in Counter(composed).items() if times == 1}
    places = {text: place for place, text in enumerate(found) if text in once}
    once &= {text for text, times in Counter(found).items() if times == 1}
    both = [(at, places[text]) for at, text in enumerate(composed) if text in once]
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(both):
        pile = bisect_left(tops, place)
        tops[pile : pile + 1], ends[pile : pile + 1] = [place], [number]
        before.append(ends[pile - 1] if pile else -1)
    kept: list[tuple[int, int]] = []
    number = ends[-1] if ends else -1
    while number >= 0:
        kept.append(both[number])
        number = before[number]
    return kept[::-1]


def _between(composed: Sequence[str], here: range, found: Sequence[str], there: range) -> Iterator[Pair]:
    one, other = [composed[at] for at in here], [found[place] for place in there]
    for kind, start, end, first, last in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        some, others = here[start:end], there[first:last]
        if kind == "equal" or len(some) == len(others):
            yield from zip(some, others, strict=True)
        else:
            yield from _edited(composed, some, found, others)


def _edited(composed: Sequence[str], here: range, found: Sequence[str], there: range) -> Iterator[Pair]:
    """Where more or fewer were found than composed: what is alike is the same, edited."""
    rest = list(there)
    for at in here:
        alike = next((place for place in rest if _likeness(composed[at], found[place]) >= _ALIKE), None)
        yield at, alike
        skipped = rest[: rest.index(alike)] if alike is not None else []
        yield from ((None, place) for place in skipped)
        rest = rest[len(skipped) + 1 :] if alike is not None else rest
    yield from ((None, place) for place in rest)


def _likeness(one: str, other: str) -> float:
    words, others = Counter(one[:1000].split()), Counter(other[:1000].split())
    return 2 * (words & others).total() / max(words.total() + others.total(), 1)
