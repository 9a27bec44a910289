"""What outsiders are shown of the log: the newest checkpoint that a key with the right to publish has sealed.

Everybody's key seals what they record. Policies, packs, proofs and countersignatures know the keys that speak for the
ledger, and no others; ``keys`` are the fingerprints of those of them that are active.
"""

from collections.abc import Collection

from ledger.errors import RuleBroken
from ledger.proofs.note import Checkpoint, note_text
from ledger.stores.log import Head, Log

_NEWEST = "SELECT size, root, key, signature FROM checkpoint WHERE key IN ({}) ORDER BY size DESC LIMIT 1"
_FIRST = "SELECT size, root, key, signature FROM checkpoint WHERE key IN ({}) AND size >= ? ORDER BY size LIMIT 1"


def published(log: Log, keys: Collection[str]) -> Head | None:
    """The newest checkpoint that one of these keys sealed."""
    found = log.query(_NEWEST.format(_marks(keys)), [*map(bytes.fromhex, keys)])
    return Head(*found[0]) if found else None  # type: ignore[arg-type]


def at_least(log: Log, keys: Collection[str], size: int) -> Head:
    """The same, if it covers the first ``size`` entries; else a refusal that says how it can come to."""
    head = published(log, keys)
    if head is None or head.size < size:
        covered = f"only up to E-{head.size}" if head else "nothing yet"
        raise RuleBroken(
            f"E-{size} is not sealed by a key that may publish: those have sealed {covered}.",
            "Whoever has such a key seals everything so far with `afi countersign request`.",
        )
    return head


def first_from(log: Log, keys: Collection[str], size: int) -> Head:
    """The earliest that covers the first ``size`` entries; the same refusal where there is none."""
    at_least(log, keys, size)
    [found] = log.query(_FIRST.format(_marks(keys)), [*map(bytes.fromhex, keys), size])
    return Head(*found)  # type: ignore[arg-type]


def _marks(keys: Collection[str]) -> str:
    return ",".join("?" * len(keys))


def note_of(origin: str, head: Head, public: bytes) -> str:
    """A checkpoint as a signed note, by the key that sealed it."""
    return note_text(Checkpoint(origin, head.size, head.root).body(), [(origin, public, head.signature)])
