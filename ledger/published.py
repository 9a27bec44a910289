"""What outsiders are shown of the log: the newest checkpoint that a key with the right to publish has sealed.

Everybody's key seals what they record. Policies, packs, proofs and countersignatures know the keys that speak for the
ledger, and no others. What a key sealed while it spoke stays sealed when it is retired, or revoked from later on:
``keys`` says of each, by fingerprint, up to which entry its checkpoints count.
"""

from collections.abc import Mapping

from ledger.errors import RuleBroken
from ledger.proofs.note import Checkpoint
from ledger.stores.log import Head, Log

#: Of a key that still speaks: whatever it seals counts.
EVER = 2**63 - 1

_SEALED = "SELECT size, root, key, signature FROM checkpoint WHERE size >= ? AND ({}) ORDER BY size {} LIMIT 1"


def published(log: Log, keys: Mapping[str, int]) -> Head | None:
    """The newest checkpoint that one of these keys sealed while it spoke."""
    return _sealed(log, keys, 1, "DESC")


def at_least(log: Log, keys: Mapping[str, int], size: int) -> Head:
    """The same, if it covers the first ``size`` entries; else a refusal that says how it can come to."""
    head = published(log, keys)
    if head is None or head.size < size:
        covered = f"only up to E-{head.size}" if head else "nothing yet"
        raise RuleBroken(
            f"E-{size} is not sealed by a key that may publish: those have sealed {covered}.",
            "Whoever has such a key seals everything so far with `afi countersign request`.",
        )
    return head


def first_from(log: Log, keys: Mapping[str, int], size: int) -> Head:
    """The earliest that covers the first ``size`` entries; the same refusal where there is none."""
    at_least(log, keys, size)
    found = _sealed(log, keys, size, "ASC")
    assert found is not None  # the newest is one
    return found


def _sealed(log: Log, keys: Mapping[str, int], least: int, order: str) -> Head | None:
    """The first in this order of size; in one statement that ends there: checkpoints have no index by key."""
    spoke = " OR ".join(["(key = ? AND size <= ?)"] * len(keys)) or "0"
    each = (value for key, most in keys.items() for value in (bytes.fromhex(key), most))
    found = log.query(_SEALED.format(spoke, order), [least, *each])
    return Head(*found[0]) if found else None  # type: ignore[arg-type]


def note_of(origin: str, head: Head, public: bytes) -> str:
    """A checkpoint as a signed note, by the key that sealed it."""
    return Checkpoint(origin, head.size, head.root).signed(public, head.signature)
