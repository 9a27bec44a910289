"""A set of byte strings in 8 bytes each, to find what occurs twice among millions without keeping them.

A mark is Python's own hash, SipHash of 64 bits, of a value behind bytes made for this one set, so nobody can prepare
two values that share one; where two do by chance, who asks looks at the values themselves.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise
from os import urandom

_BITS = 2**64 - 1


class Marks:
    """Add everything, then ask. In 256 parts, so that sorting needs little memory."""

    def __init__(self) -> None:
        self._key = urandom(16)
        self._parts = [array("Q") for _ in range(256)]
        self._sorted = True

    def mark(self, value: bytes) -> int:
        """The 64 bits that stand for a value in this set."""
        return hash(self._key + value) & _BITS

    def add(self, *values: bytes) -> None:
        """Takes in more values."""
        for value in values:
            mark = hash(self._key + value) & _BITS  # ``mark``; the call costs as much again
            self._parts[mark >> 56].append(mark)
        self._sorted = False

    def __contains__(self, value: bytes) -> bool:
        self._sort()
        mark = self.mark(value)
        part = self._parts[mark >> 56]
        place = bisect_left(part, mark)
        return place < len(part) and part[place] == mark

    def repeated(self) -> set[int]:
        """The marks that were added more than once."""
        self._sort()
        return set(self._repeated())

    def _repeated(self) -> Iterator[int]:
        for part in self._parts:
            if len(set(part)) < len(part):
                yield from (one for one, next_one in pairwise(part) if one == next_one)

    def _sort(self) -> None:
        if not self._sorted:
            self._parts = [array("Q", sorted(part)) for part in self._parts]
            self._sorted = True
