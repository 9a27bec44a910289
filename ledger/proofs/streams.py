"""Streams and the numbers of references: nothing skipped, nothing begun twice, nothing out of order.

References of a kind are numbered from 1 in the order in which they begin, and the entries of each from version 1,
so the last version of every stream fits one array a kind: 8 bytes a record.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

LEDGER = "LEDGER"
#: So many skipped numbers are kept a place for, in all; a number beyond them is an invention, not a loss.
_BRIDGED = 100_000


class Versions(NamedTuple):
    """Of streams, in the order in which they came up: kind, number, and the first and the last of their versions."""

    kinds: Sequence[str]
    numbers: Sequence[int]
    first: Sequence[int]
    last: Sequence[int]


class Streams:
    """The last version of every stream so far."""

    def __init__(self) -> None:
        self._ledger = array("Q", [0])
        self._kinds: dict[str, array[int]] = {}
        self._bridges = _BRIDGED

    def follow(self, stream: str, version: int) -> Iterator[tuple[str, str]]:
        """Takes in the next entry of a stream; yields (kind of finding, what is wrong)."""
        kind, _, digits = stream.partition("-")
        number = int(digits or 1)
        versions = self._ledger if kind == LEDGER else self._kinds.setdefault(kind, array("Q"))
        if number > len(versions):
            skipped = number - len(versions) - 1
            if skipped:
                yield "number", f"is the first of {stream}, but {kind}-{number - skipped} has not begun"
            if skipped > self._bridges:
                return
            self._bridges -= skipped
            versions.extend([0] * (number - len(versions)))
        elif number < len(versions) and version == 1 and versions[number - 1] == 0:
            yield "number", f"is the first of {stream}, after that of {kind}-{number + 1}"
        if version != versions[number - 1] + 1:
            yield "stream", f"is version {version} of {stream}, which stood at version {versions[number - 1]}"
        versions[number - 1] = version

    def follow_all(self, versions: Versions) -> bool:
        """Takes in the next entries of records; False, and nothing is taken in, if there is anything to say of them."""
        stood = {kind: self._kinds.get(kind, array("Q")) for kind in {*versions.kinds}}
        begun = {kind: len(known) for kind, known in stood.items()}
        for kind, number, first, _ in zip(*versions, strict=True):
            if number == begun[kind] + 1 and first == 1:
                begun[kind] += 1
            elif number > len(stood[kind]) or not stood[kind][number - 1] == first - 1 > 0:
                return False
        self._kinds |= stood
        for kind, number, _, last in zip(*versions, strict=True):
            if number > len(stood[kind]):
                stood[kind].append(last)
            else:
                stood[kind][number - 1] = last
        return True

    def exists(self, reference: object) -> bool:
        """Whether a record with this reference has begun."""
        kind, _, number = reference.partition("-") if isinstance(reference, str) else ("", "", "")
        return number.isdecimal() and 0 < int(number) <= len(self._kinds.get(kind, ()))

    def compare(self, minted: Iterable[tuple[object, object]]) -> Iterator[tuple[str, str]]:
        """Holds the table of the last numbers given out against the entries; yields (reference, what is wrong)."""
        last = {kind: len(versions) for kind, versions in self._kinds.items()}
        stored = {str(kind): number for kind, number in minted}
        for kind in sorted(last.keys() | stored.keys()):
            if kind not in last or last[kind] != stored.get(kind):
                number, said = last.get(kind, 0), f"{stored.get(kind, 0)!s:.40}"
                yield f"{kind}-{number}", f"The last {kind} is number {number}, but the table of numbers says {said}."
