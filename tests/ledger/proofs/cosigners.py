"""Logs and countersigners for tests: each key made of its name, so that it is the same every time."""

from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ledger.proofs import cosignature, note
from ledger.proofs.cosignature import ED25519, MLDSA44, Cosigner

if TYPE_CHECKING:
    from ledger.proofs.cosignature import Private

ORIGIN = "fenshire.00112233aabbccdd"
AT = 1_700_000_000
BOTH = (ED25519, MLDSA44)


@cache
def cosigner(name: str, kind: int = ED25519) -> "tuple[Private, Cosigner]":
    """A countersigner's private key, and what others know of it."""
    return cosignature.from_seed(kind, name, sha256(name.encode()).digest())


@cache
def log(origin: str = ORIGIN) -> tuple[Ed25519PrivateKey, bytes]:
    """A log's private and public key."""
    private = Ed25519PrivateKey.from_private_bytes(sha256(origin.encode()).digest())
    return private, private.public_key().public_bytes_raw()


def signed(checkpoint: note.Checkpoint, by: "Iterable[tuple[Private, Cosigner]]" = (), at: int = AT) -> str:
    """The checkpoint as its log signs it, with the lines of these."""
    private, public = log(checkpoint.origin)
    body = checkpoint.body()
    text = note.note_text(body, [(checkpoint.origin, public, note.sign(private, body))])
    return text + "".join(cosignature.line(who, cosignature.sign(key, who, checkpoint, at)) for key, who in by)
