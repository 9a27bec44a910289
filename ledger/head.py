"""The head of the log, held against itself and against what this terminal remembers.

By stored hashes alone, in O(log n): enough to notice a ledger that was rolled back, cut, regrown or
forked since this terminal last saw it. That the entries are what the hashes say is the audit's work.
"""

from ledger.errors import IntegrityBroken, StoreUnavailable
from ledger.memory import Seen, recall
from ledger.proofs.tree import check_consistency, prove_consistency
from ledger.stores.log import Head, Log

_REMEDY = "Do not write to it. Run `afi verify`, and ask its keeper for the copy that was there before."


def check_head(log: Log, origin: str) -> Head:
    """The newest checkpoint, if it covers every entry and extends what is remembered; else ``IntegrityBroken``."""
    head, size = log.head(), log.size()
    if head is None and size == 0:
        raise StoreUnavailable(f"{log.path} was made but never opened.", "Delete it and run `afi init` again.")
    if head is None or head.size != size:
        raise IntegrityBroken(f"The last entries of {log.path} are covered by no checkpoint.", _REMEDY)
    if log.root(size) != head.root:
        raise IntegrityBroken(f"The newest checkpoint of {log.path} is not of the tree that is stored.", _REMEDY)
    _check_memory(log, head, recall(origin))
    return head


def _check_memory(log: Log, head: Head, seen: Seen | None) -> None:
    if seen is None:
        return
    if seen.size > head.size:
        raise IntegrityBroken(
            f"This ledger has {head.size} entries, but this terminal has seen {seen.size}: "
            "it was cut or rolled back, or another copy went on.",
            "Do not write to it. Ask its keeper for the copy that was there before; where that is lost for good, "
            "a keeper goes on from this one with `afi succeed`.",
        )
    proof = prove_consistency(seen.size, head.size, log.node)
    if not check_consistency(seen.size, seen.root, head.size, head.root, proof):
        raise IntegrityBroken(
            f"This is not the ledger whose first {seen.size} entries this terminal has seen: its history was replaced.",
            _REMEDY,
        )
