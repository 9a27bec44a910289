"""Proofs as texts: that one entry is in a log, and that a log only grew (C2SP tlog-proof and tlog-witness).

The proof of one entry is checked with the entry's bytes and a policy, and nothing else:

    c2sp.org/tlog-proof@v1
    extra YWdlLXYx...            optional; believed in nothing
    index 73894                  the entry's place, from 0: E-n has n - 1
    gSKyXoYZ...                  the inclusion proof, one hash a line, the lowest in the tree first
    (empty line)
    the checkpoint, a signed note with every countersignature

The proof of growth is the body of an add-checkpoint request: ``old`` and a size, the consistency proof from it, an
empty line and the later checkpoint. It is checked with the root that the log had at the old size.
"""

from base64 import b64decode, b64encode
from collections.abc import Sequence
from typing import NamedTuple

from ledger.late import late
from ledger.proofs import note
from ledger.proofs.cosignature import Cosigner, countersigned
from ledger.proofs.note import Checkpoint
from ledger.proofs.policy import Policy
from ledger.proofs.tree import HASH_SIZE, check_consistency, check_inclusion, leaf_hash

MAGIC = "c2sp.org/tlog-proof@v1"
MAX_HASHES = 63

_INDEX = late(r"index (0|[1-9][0-9]{0,18})")
_OLD = late(r"old (0|[1-9][0-9]{0,18})")


class Proof(NamedTuple):
    """What a proof of one entry says, checked in nothing but its form."""

    place: int
    hashes: tuple[bytes, ...]
    extra: bytes | None
    note_text: str


class Proved(NamedTuple):
    """What was checked: the checkpoint, the log's keys that signed it, and who countersigned when (seconds, 1970)."""

    checkpoint: Checkpoint
    logs: tuple[bytes, ...]
    countersigned: dict[Cosigner, int]


class Growth(NamedTuple):
    """What a proof of growth says, checked in nothing but its form."""

    old: int
    hashes: tuple[bytes, ...]
    note_text: str


# One entry.


def write_proof(index: int, hashes: Sequence[bytes], note_text: str, extra: bytes | None = None) -> str:
    """The text of a proof; ``note_text`` is the signed note of the checkpoint that the hashes lead to."""
    head = [MAGIC] if extra is None else [MAGIC, f"extra {b64encode(extra).decode()}"]
    return "\n".join([*head, f"index {index}", *_lines(hashes), "", note_text])


def parse_proof(text: str) -> Proof:
    """The proof with exactly this text; ValueError where it is none."""
    head, divider, note_text = text.partition("\n\n")
    magic, *lines = head.split("\n")
    if magic != MAGIC:
        raise ValueError(f"a proof begins with the line {MAGIC}")
    extra = None
    if lines and lines[0].startswith("extra "):
        extra = _decoded(lines.pop(0).removeprefix("extra "))
    if not lines or not (index := _INDEX.fullmatch(lines.pop(0))):
        raise ValueError('a proof has a line "index" and the place of its entry, a decimal number')
    if not divider:
        raise ValueError("a proof has an empty line before its checkpoint")
    return Proof(int(index[1]), _hashes(lines), extra, note_text)


class NotYetMet(ValueError):
    """All holds, and those who countersigned are not enough for the policy; more may come to."""


class OtherLog(ValueError):
    """The policy is of another log."""


def check_proof(proof: Proof, entry: bytes, policy: Policy) -> Proved:
    """What the proof proves of these bytes under this policy; ValueError with the reason where it does not."""
    proved = _signed(proof.note_text, policy)
    size, root = proved.checkpoint.size, proved.checkpoint.root
    if not check_inclusion(proof.place, size, leaf_hash(entry), proof.hashes, root):
        raise ValueError(f"the entry is not E-{proof.place + 1} of the {size} entries under the signed root")
    return _enough(proved, policy)


def check_note(text: str, policy: Policy) -> Proved:
    """That a signed note is a checkpoint by a log of the policy, and countersigned as that demands; else ValueError."""
    return _enough(_signed(text, policy), policy)


def _signed(text: str, policy: Policy) -> Proved:
    checkpoint, signed = countersigned(text, policy.witnesses.values())
    keys = policy.keys_of(checkpoint.origin)
    if not keys:
        raise OtherLog(f"the policy names no key of the log {checkpoint.origin}")
    logs = signed_by(text, keys)
    if not logs:
        raise ValueError("the checkpoint is signed by no key that the policy names for its log")
    return Proved(checkpoint, logs, signed)


def _enough(proved: Proved, policy: Policy) -> Proved:
    if not policy.met(proved.countersigned):
        raise NotYetMet(f"the policy is not met: it demands {policy.words()}")
    return proved


def signed_by(text: str, keys: Sequence[bytes]) -> tuple[bytes, ...]:
    """Which of a log's public keys signed its checkpoint; ValueError if a line of one of them was not made by it."""
    body, lines = note.parse_note(text)
    origin, signed = note.parse_checkpoint(body).origin, []
    for line in lines:
        named = [key for key in keys if (line.name, line.key_id) == (origin, note.key_id(origin, key))]
        made = [key for key in named if note.check_signature(key, body, line.signature)]
        if named and not made:
            raise ValueError("the signature in the name of the log is not of this checkpoint by its key")
        signed += made
    return tuple(dict.fromkeys(signed))


# Growth.


def write_consistency(old: int, hashes: Sequence[bytes], note_text: str) -> str:
    """The text of a proof that the log of ``old`` entries grew into the checkpoint of the signed note."""
    return "\n".join([f"old {old}", *_lines(hashes), "", note_text])


def parse_consistency(text: str) -> Growth:
    """The proof of growth with exactly this text; ValueError where it is none."""
    head, divider, note_text = text.partition("\n\n")
    first, *lines = head.split("\n")
    if not (old := _OLD.fullmatch(first)) or not divider:
        raise ValueError('it does not begin with a line "old" and a size, hashes, and an empty line')
    return Growth(int(old[1]), _hashes(lines), note_text)


def check_consistency_text(growth: Growth, old_root: bytes) -> Checkpoint:
    """The later checkpoint, if the log that had ``old_root`` at the old size grew into it; ValueError if it did not.

    Who signed the checkpoint is not asked here.
    """
    body, _ = note.parse_note(growth.note_text)
    later = note.parse_checkpoint(body)
    if growth.old > later.size:
        raise ValueError(f"the log cannot have grown from {growth.old} entries to {later.size}")
    if not check_consistency(growth.old, old_root, later.size, later.root, growth.hashes):
        raise ValueError(f"the first {growth.old} of these {later.size} entries are not those with that root")
    return later


# What the two have in common.


def _lines(hashes: Sequence[bytes]) -> list[str]:
    return [b64encode(each).decode() for each in hashes]


def _hashes(lines: list[str]) -> tuple[bytes, ...]:
    if len(lines) > MAX_HASHES:
        raise ValueError(f"a proof has at most {MAX_HASHES} hashes, not {len(lines)}")
    hashes = tuple(map(_decoded, lines))
    if any(len(each) != HASH_SIZE for each in hashes):
        raise ValueError(f"each hash of a proof is {HASH_SIZE} bytes")
    return hashes


def _decoded(text: str) -> bytes:
    """What base64 says in its one canonical form."""
    try:
        value = b64decode(text, validate=True)
    except ValueError:
        value = b""
    if not value or b64encode(value).decode() != text:
        raise ValueError(f"not base64 in its canonical form: {text[:80]!r}")
    return value
