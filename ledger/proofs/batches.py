"""The batches of a log that were gone through, in some 20 bytes each: what holds, and whose word it is."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import compress

from ledger.proofs.verdict import Held

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)
#: Stands for the key of a batch that no enrolled key can be said to have sealed.
NOBODY = 2**32 - 1


class Batches:
    """Where each batch ends, when it was recorded, which key (by number) sealed it, and whether its seal holds."""

    def __init__(self) -> None:
        self._ends, self._at = array("Q"), array("q")
        self._keys, self._good = array("L"), bytearray()

    def __len__(self) -> int:
        return len(self._ends)

    def add(self, end: int, at: str, key: int, good: bool) -> None:
        """One more batch; ``at`` as entries write it."""
        self._ends.append(end)
        self._at.append((datetime.fromisoformat(at) - _EPOCH) // _TICK if at else 0)
        self._keys.append(key)
        self._good.append(good)

    def spoil(self, end: int) -> None:
        """The seal of the batch that ends there does not hold after all."""
        self._good[bisect_left(self._ends, end)] = False

    def held(self, position: int | None) -> Held | None:
        """The last seal before a position (None: of all) that holds."""
        last = len(self._ends) if position is None else bisect_left(self._ends, position)
        last = self._good.rfind(True, 0, last)
        return None if last < 0 else Held(self._ends[last], _written(self._at[last]))

    def of(self, key: int) -> int:
        """How many batches name a key."""
        return self._keys.count(key)

    def end_of(self, position: int) -> int:
        """The end of the batch that an entry is in; 0 if it is in none."""
        place = bisect_left(self._ends, position)
        return self._ends[place] if place < len(self._ends) else 0

    def is_good(self, end: int) -> bool:
        """Whether the seal of the batch that ends there holds."""
        place = bisect_left(self._ends, end)
        return place < len(self._ends) and self._ends[place] == end and bool(self._good[place])

    def unproven(self, doubtful: Mapping[int, int], enrolled: Mapping[int, Iterable[int]]) -> dict[int, list[int]]:
        """The ends of the batches whose author nothing proves, by the number of their key.

        ``doubtful``: the size up to which a key's checkpoints count. What such a batch enrolled (``enrolled``: by
        its end, the numbers of keys) counts for nothing, nor does what those keys sealed.
        """
        counts_to, waiting = dict(doubtful), list(doubtful)
        found: dict[int, list[int]] = {}
        while waiting:
            key = waiting.pop()
            found[key] = [end for end in self._sealed_by(key) if end > counts_to[key]]
            for other in (other for end in found[key] for other in enrolled.get(end, ())):
                if counts_to.get(other) != 0:
                    counts_to[other] = 0
                    waiting.append(other)
        return {key: ends for key, ends in found.items() if ends}

    def _sealed_by(self, key: int) -> Iterator[int]:
        return compress(self._ends, (other == key for other in self._keys))


def _written(at: int) -> str:
    return f"{(_EPOCH + at * _TICK).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"
