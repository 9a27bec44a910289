"""The head of the log against what this terminal remembers: by few hashes, however long the log."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ledger.head import check_head
from ledger.memory import Seen, remember
from ledger.proofs.tree import Frontier, leaf_hash, stored_at
from ledger.stores.log import Head, Log

ORIGIN = "fenshire.00112233aabbccdd"


class Counted(Log):
    """A log of so many entries, in memory, that counts what is read of it."""

    def __init__(self, size: int) -> None:
        self.path = Path("afi.ledger")
        self.read = 0
        self._hashes: list[bytes] = []
        tree = Frontier(0, self._node)
        for number in range(size):
            self._hashes.append(tree.append(leaf_hash(b"%d" % number)))

    def _node(self, level: int, index: int) -> bytes:
        position, start = stored_at(level, index)
        return self._hashes[position - 1][start : start + 32]

    def node(self, level: int, index: int) -> bytes:
        """A node."""
        self.read += 1
        return self._node(level, index)

    def size(self) -> int:
        """How many entries."""
        return len(self._hashes)

    def head(self) -> Head:
        """The newest checkpoint."""
        return Head(self.size(), Log.root(self, self.size()), b"", b"")


@pytest.fixture(scope="module")
def logs() -> Callable[[int], Counted]:
    """Logs by their length, each made once."""
    made: dict[int, Counted] = {}
    return lambda size: made.setdefault(size, Counted(size))


@pytest.mark.parametrize("seen", [1, 100, 1023, 1024])
def test_few_hashes_are_read(
    logs: Callable[[int], Counted], seen: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """No more than a few for each doubling of the log."""
    monkeypatch.setenv("AFI_HOME", str(tmp_path))
    log = logs(4097)
    remember(Seen(ORIGIN, seen, log.root(seen)))
    log.read = 0
    assert check_head(log, ORIGIN).size == 4097
    assert log.read <= 4 * 13
