"""Countersignatures: what somebody outside signs who has seen a log only grow (C2SP tlog-cosignature v1).

A countersignature is one more line of a checkpoint's signed note, by a key of one of two kinds:

    0x04  Ed25519      public key 32 bytes, signature 64
    0x06  ML-DSA-44    public key 1312 bytes, signature 2420 (FIPS 204); for new keys, as the specification advises

    key id      the first 4 bytes of SHA-256(name ‖ 0x0A ‖ kind ‖ public key)
    vkey        name+key id in hex+base64(kind ‖ public key)
    in a line   base64(key id ‖ timestamp ‖ signature), the timestamp in seconds since 1970, 8 bytes, big-endian

Signed is the time, and with it, by an Ed25519 key, the whole body of the checkpoint; by an ML-DSA-44 key the structure
``cosigned_message``, which holds the countersigner's name and the origin, size and root, each length before its text.
"""

from base64 import b64decode, b64encode
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from ledger.errors import StoreUnavailable
from ledger.proofs import note
from ledger.proofs.note import KEY_ID_SIZE, Checkpoint, Signature

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey

    Private = Ed25519PrivateKey | MLDSA44PrivateKey

ED25519, MLDSA44 = 0x04, 0x06
KINDS = {ED25519: "Ed25519", MLDSA44: "ML-DSA-44"}
SEED_SIZE = 32  # of both kinds

_PUBLIC_SIZES = {ED25519: 32, MLDSA44: 1312}
_SIGNATURE_SIZES = {ED25519: 64, MLDSA44: 2420}
_LABEL = b"subtree/v1\n\0"
_TIME_SIZE = 8
_LATEST = 2**63 - 1
_LONGEST = 255  # what the one byte before a name or an origin can say


class Cosigner(NamedTuple):
    """Who countersigns: a name and a public key of one of the two kinds."""

    name: str
    kind: int
    public: bytes

    @property
    def key_id(self) -> bytes:
        """The 4 bytes by which a signature line points at the key."""
        return sha256(f"{self.name}\n".encode() + self._typed).digest()[:KEY_ID_SIZE]

    @property
    def vkey(self) -> str:
        """The key as policies and other people's tools take it."""
        return f"{self.name}+{self.key_id.hex()}+{b64encode(self._typed).decode()}"

    @property
    def fingerprint(self) -> str:
        """The whole identity of the key, independent of its name: 64 hex digits, to be read aloud or printed."""
        return sha256(self._typed).hexdigest()

    @property
    def _typed(self) -> bytes:
        return bytes([self.kind]) + self.public


# Keys.


def parse_cosigner(vkey: str) -> Cosigner:
    """Who a vkey names: ``parse_cosigner(vkey).vkey == vkey``, or ValueError."""
    parts = vkey.split("+", 2)  # base64 may hold a plus, a name and hex may not
    if len(parts) != 3:
        raise ValueError("a verifier key has three parts with a plus between them: name+key id+key")
    typed = _decoded(parts[2])
    kind, public = typed[0], typed[1:]
    if kind not in KINDS:
        raise ValueError(f"a countersigner's key is of type 0x04 (Ed25519) or 0x06 (ML-DSA-44), not 0x{kind:02x}")
    if len(public) != _PUBLIC_SIZES[kind]:
        raise ValueError(f"a public key of {KINDS[kind]} is {_PUBLIC_SIZES[kind]} bytes, not {len(public)}")
    if kind == ED25519 and note.is_weak(public):
        raise ValueError("anybody could sign for this public key, or verifiers would disagree about it")
    cosigner = Cosigner(check_name(parts[0]), kind, public)
    if cosigner.vkey != vkey:
        raise ValueError(f"the key id {parts[1]} is not that of this name and key; one of the three was altered")
    return cosigner


def check_name(name: str) -> str:
    """The name, if a countersigner's key may bear it; else ValueError."""
    note.key_id(name, bytes(note.KEY_SIZE))  # says what is wrong with it
    if len(name.encode()) > _LONGEST:
        raise ValueError(f"a countersigner's name has at most {_LONGEST} bytes")
    return name


def generate(kind: int, name: str) -> tuple["Private", Cosigner]:
    """A new key of this kind, by the operating system's randomness."""
    from secrets import token_bytes

    return from_seed(kind, name, token_bytes(SEED_SIZE))


def from_seed(kind: int, name: str, seed: bytes) -> tuple["Private", Cosigner]:
    """The key that a seed of 32 bytes makes."""
    private = _private(kind, seed)
    return private, Cosigner(check_name(name), kind, private.public_key().public_bytes_raw())


def _private(kind: int, seed: bytes) -> "Private":
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    if kind == ED25519:
        return Ed25519PrivateKey.from_private_bytes(seed)
    try:
        from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey

        return MLDSA44PrivateKey.from_seed_bytes(seed)
    except UnsupportedAlgorithm as error:
        raise _unsupported() from error


# Signatures.


def sign(private: "Private", cosigner: Cosigner, checkpoint: Checkpoint, at: int) -> bytes:
    """The ``timestamped_signature`` of a checkpoint by the cosigner's key, at so many seconds since 1970.

    Whether it may be signed (nothing that contradicts what was signed before) is for the caller to have made sure.
    """
    made = private.sign(_message(cosigner, checkpoint, at))
    return at.to_bytes(_TIME_SIZE, "big") + made


def check(cosigner: Cosigner, checkpoint: Checkpoint, timestamped: bytes) -> int | None:
    """When the cosigner signed the checkpoint, in seconds since 1970; None where it did not.

    0 where it signed and did not say when, as the specification allows an ML-DSA-44 key.
    """
    at, signature = int.from_bytes(timestamped[:_TIME_SIZE], "big"), timestamped[_TIME_SIZE:]
    if len(signature) != _SIGNATURE_SIZES[cosigner.kind] or at > _LATEST:
        return None
    try:
        message = _message(cosigner, checkpoint, at)
    except ValueError:
        return None
    return at if _verifies(cosigner, message, signature) else None


def line(cosigner: Cosigner, timestamped: bytes) -> str:
    """The signature line of a note, with its newline."""
    return note.signature_line(Signature(cosigner.name, cosigner.key_id, timestamped))


def countersigned(text: str, cosigners: Iterable[Cosigner]) -> tuple[Checkpoint, dict[Cosigner, int]]:
    """The checkpoint of a signed note, and which of these countersigned it, when; where one did twice, the first time.

    ValueError if the note is malformed, or has a line of a cosigner who is known and did not sign it.
    """
    body, lines = note.parse_note(text)
    checkpoint = note.parse_checkpoint(body)
    signed: dict[Cosigner, int] = {}
    known = list(cosigners)
    for each in lines:
        named = [one for one in known if (one.name, one.key_id) == (each.name, each.key_id)]
        found = _signed(checkpoint, named, each.signature)
        if named and not found:
            raise ValueError(f"the countersignature in the name of {each.name} is not of this checkpoint by its key")
        for one, at in found.items():
            signed[one] = min(at, signed.get(one, at))
    return checkpoint, signed


def _signed(checkpoint: Checkpoint, named: Sequence[Cosigner], signature: bytes) -> dict[Cosigner, int]:
    checked = {one: check(one, checkpoint, signature) for one in named}
    return {one: at for one, at in checked.items() if at is not None}


def _message(cosigner: Cosigner, checkpoint: Checkpoint, at: int) -> bytes:
    """What is signed (tlog-cosignature, "Ed25519 signed message" and "ML-DSA-44 signed message")."""
    if not 0 <= at <= _LATEST:
        raise ValueError(f"a countersignature's time is from 0 to 2^63-1 seconds, not {at}")
    if cosigner.kind == ED25519:
        return f"cosignature/v1\ntime {at}\n".encode() + checkpoint.body()
    start, end = (number.to_bytes(8, "big") for number in (0, checkpoint.size))
    name, origin = _counted(cosigner.name), _counted(checkpoint.origin)
    return _LABEL + name + at.to_bytes(_TIME_SIZE, "big") + origin + start + end + checkpoint.root


def _counted(text: str) -> bytes:
    written = text.encode()
    if len(written) > _LONGEST:
        raise ValueError(f"a name or an origin that is signed has at most {_LONGEST} bytes, not {len(written)}")
    return bytes([len(written)]) + written


def _verifies(cosigner: Cosigner, message: bytes, signature: bytes) -> bool:
    if cosigner.kind == ED25519:
        return note.check_signature(cosigner.public, message, signature)
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

    try:
        from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PublicKey

        MLDSA44PublicKey.from_public_bytes(cosigner.public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    except UnsupportedAlgorithm as error:
        raise _unsupported() from error
    return True


def _unsupported() -> StoreUnavailable:
    return StoreUnavailable(
        "The library `cryptography` on this computer knows no ML-DSA-44.",
        "Install it as a wheel (`pip install --only-binary :all: --upgrade cryptography`), or use Ed25519.",
    )


def _decoded(text: str) -> bytes:
    try:
        return b64decode(text, validate=True) or b"\0"
    except ValueError:
        raise ValueError("the last part of a verifier key is base64") from None
