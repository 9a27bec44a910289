"""The tree grown again from the entries, beside the one that is stored.

Where a row's hashes are not what its entry makes, one of the two was altered, and the next checkpoint says which: it
is of the tree that the entries make, or of the one that the stored hashes make, or of neither. Until then both are
grown, and afterwards the one that was sealed; so one change is found once and not again in every later node.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from ledger.proofs.tree import HASH_SIZE, Frontier, stored_at

_MOST_DOUBTS = 100
_NEVER = 2**63


class Doubt(NamedTuple):
    """One of the entries ``first`` to ``last`` is not what row ``last`` has hashed; the record, if it is one entry."""

    first: int
    last: int
    reference: str | None


class _Page(NamedTuple):
    """Nodes of the tree before a page, and after its last row, where it is whole."""

    before: tuple[bytes, ...]
    last: int
    after: tuple[bytes, ...]


class Retrace:
    """Takes the rows in order. ``read(position)`` gives the hashes stored with an entry, None if there are none."""

    def __init__(self, read: Callable[[int], bytes | None]) -> None:
        self._read = read
        self._made: Frontier = Frontier()
        self._kept: Frontier | None = None
        self._blind_to = 0
        self._page = _Page((), 0, ())
        self.doubts: list[Doubt] = []

    @property
    def blind(self) -> bool:
        """Whether missing entries leave the root unknown."""
        return self._blind_to > 0

    def take(self, position: int, leaf: bytes, hashes: object, reference: str) -> None:
        """The next row: the hash of its entry, the hashes stored with it, and the record that it is about."""
        if self._blind_to:
            self._recover(position)
            return
        made = self._made.append(leaf)
        kept = self._kept.append(leaf) if self._kept else made
        if hashes not in (made, kept):
            if len(self.doubts) < _MOST_DOUBTS:
                reach = _reach(made, hashes)
                self.doubts.append(Doubt(position - reach + 1, position, reference if reach == 1 else None))
            self._kept = self._join(position)

    def begin(self, places: range, root: bytes, above: bytes) -> bool:
        """A page of the tree comes next, whose own hashes are sound; False if it has to be taken row by row.

        ``root``: its own, and ``above``: the hashes that are stored above that; both empty where it is not whole.
        """
        if not self.goes_on(places.start):
            return False
        self._page = _Page(self._made.nodes, places.stop - 1, ())
        if not root:
            return True
        over = Frontier.of((places.start - 1) // len(places), self._made.nodes)
        sound = over.append(root) == root + above
        self._page = self._page._replace(after=over.nodes)
        return sound

    def goes_on(self, position: int) -> bool:
        """Whether nothing is in doubt and the row at this position is the next."""
        return not self._blind_to and not self._kept and self._made.size == position - 1

    def take_part(self, last: int, edge: Sequence[bytes]) -> None:
        """The next rows of that page up to ``last``; ``edge``: the page's own nodes after it."""
        whole = last == self._page.last and self._page.after
        self._made = Frontier.of(last, self._page.after if whole else (*self._page.before, *edge))

    def miss(self, first: int, last: int) -> None:
        """Entries ``first`` to ``last`` are missing: go on from stored nodes once they span the gap."""
        # Of the missing rows, the one at the roundest position holds the highest node; past its sibling none is needed.
        round_off = ((first - 1) ^ last).bit_length() - 1
        roundest = last >> round_off << round_off
        self._blind_to = max(self._blind_to, roundest + (roundest & -roundest))
        self._kept = None

    def roots(self) -> tuple[bytes, ...]:
        """The root that the entries make and, where it is another, the one that the stored hashes make."""
        if self.blind:
            return ()
        return (self._made.root(), self._kept.root()) if self._kept else (self._made.root(),)

    def root_of(self, size: int) -> bytes | None:
        """The root of the first ``size`` entries by the stored hashes; None where some are missing."""
        edge = self._join(size)
        return edge.root() if edge else None

    def settle(self, root: object) -> tuple[bytes | None, bool]:
        """Ends all doubts by a checkpoint's root.

        Returns the root that the entries make, None if it cannot be known; and whether the checkpoint is of the tree
        that the stored hashes make instead, so that they are what was sealed, and are gone on with.
        """
        if self.blind:
            return None, False
        made = self._made.root()
        kept = self._kept is not None and root != made and root == self._kept.root()
        if self._kept and kept:
            self._made = self._kept
        self._kept, self.doubts = None, []
        return made, kept

    def _recover(self, position: int) -> None:
        if position >= self._blind_to:
            self._go_on_from(position)

    def _go_on_from(self, position: int) -> None:
        found = self._join(position)
        self._made, self._blind_to = found or self._made, 0 if found else _NEVER

    def _join(self, position: int) -> Frontier | None:
        """The edge of the tree of the first ``position`` entries as it is stored."""
        try:
            return Frontier(position, self._node)
        except LookupError:
            return None

    def _node(self, level: int, index: int) -> bytes:
        position, start = stored_at(level, index)
        node = (self._read(position) or b"")[start : start + HASH_SIZE]
        if len(node) != HASH_SIZE:
            raise LookupError(position)
        return node


def _reach(made: bytes, stored: object) -> int:
    """How many entries stand under the lowest stored hash that is not as made."""
    if not isinstance(stored, bytes) or len(stored) != len(made):
        return 1
    level = next(n for n in range(0, len(made), HASH_SIZE) if made[n : n + HASH_SIZE] != stored[n : n + HASH_SIZE])
    return 1 << level // HASH_SIZE
