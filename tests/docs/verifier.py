"""The independent verifier (projections/pages/check.py) as the vectors need it: it refuses, and it makes proofs.

It was written from docs/proof-format.md alone: hashlib, json, re and an Ed25519; nothing of this program. Here proofs
are made too, by the recursive definitions of RFC 6962 section 2.1, which no auditor needs.
"""

from collections.abc import Iterable
from typing import Any

from projections.pages import check
from projections.pages.check import Refused, body, leaf, node, note, public_of, read, sha, vkey

Json = dict[str, Any]

__all__ = ["Ledger", "Refused", "body", "consistency", "inclusion", "leaf", "note", "public_of", "read", "root", "vkey"]


def _split(size: int) -> int:
    return 1 << (size - 1).bit_length() - 1


def root(leaves: list[bytes]) -> bytes:
    """MTH: the root over leaf hashes."""
    if len(leaves) < 2:
        return leaves[0] if leaves else sha()
    k = _split(len(leaves))
    return node(root(leaves[:k]), root(leaves[k:]))


def inclusion(index: int, leaves: list[bytes]) -> list[bytes]:
    """PATH: the inclusion proof of one leaf."""
    if len(leaves) == 1:
        return []
    k = _split(len(leaves))
    if index < k:
        return [*inclusion(index, leaves[:k]), root(leaves[k:])]
    return [*inclusion(index - k, leaves[k:]), root(leaves[:k])]


def consistency(old: int, leaves: list[bytes]) -> list[bytes]:
    """PROOF: that the tree over these leaves extends that over the first ``old``."""
    return _subproof(old, leaves, whole=True) if 0 < old < len(leaves) else []


def _subproof(old: int, leaves: list[bytes], *, whole: bool) -> list[bytes]:
    if old == len(leaves):
        return [] if whole else [root(leaves)]
    k = _split(len(leaves))
    if old <= k:
        return [*_subproof(old, leaves[:k], whole=whole), root(leaves[k:])]
    return [*_subproof(old - k, leaves[k:], whole=False), root(leaves[:k])]


class _Rows(check.Rows):
    """A ledger as docs/vectors/ledger.json has one."""

    def __init__(self, rows: Json) -> None:
        self.leaves = [leaf(bytes.fromhex(row["bytes"])) for row in rows["entries"]]
        self._rows = rows
        self._texts = {bytes.fromhex(each["commitment"]): each for each in rows["vault"]}

    def entries(self) -> Iterable[check.Row]:
        """In order."""
        return (check.Row(place, bytes.fromhex(row["bytes"])) for place, row in enumerate(self._rows["entries"], 1))

    def checkpoint(self, size: int) -> tuple[object, object, object] | None:
        """The last one of this size."""
        found = [each for each in self._rows["checkpoints"] if each["size"] == size]
        return tuple(bytes.fromhex(found[-1][part]) for part in ("root", "key", "signature")) if found else None  # type: ignore[return-value]

    def sizes(self) -> Iterable[int]:
        """Of each checkpoint."""
        return (each["size"] for each in self._rows["checkpoints"])

    def text(self, commitment: bytes) -> tuple[object, object] | None:
        """What is left of it."""
        found = self._texts.get(commitment)
        return (bytes.fromhex(found["salt"]), bytes.fromhex(found["content"])) if found else None

    def commitments(self) -> Iterable[object]:
        """Of every content."""
        return self._texts


class Ledger:
    """A ledger as far as it was followed."""

    def __init__(self, version: int = 1) -> None:
        self._version = version

    def follow(self, rows: Json) -> None:
        """Everything in section 7. A content that is gone is reported, and breaks nothing else."""
        self._report, given = check.Report(), _Rows(rows)
        self.leaves = given.leaves
        self._ledger = check.Ledger(given, self._report, self._version)
        self._ledger.follow()
        found = [finding for finding in self._report.findings if finding.kind != "text-missing"]
        if found:
            raise Refused(found[0].what)

    @property
    def size(self) -> int:
        """How many entries were followed."""
        return self._ledger.size

    @property
    def origin(self) -> str:
        """The ledger's name."""
        return self._ledger.roll.origin

    @property
    def keys(self) -> dict[str, check.Key]:
        """Every key that was ever enrolled, by fingerprint."""
        return self._ledger.roll.keys

    def unproven(self) -> list[int]:
        """Where the batches end whose author nothing proves, because a key was revoked (section 3)."""
        return sorted(self._ledger.doubtful)
