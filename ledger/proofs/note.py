"""Signed notes and checkpoints: how a ledger states its size and root, and who said so.

A checkpoint (C2SP tlog-checkpoint) is the body of a signed note (C2SP signed-note), both UTF-8:

    origin                                the log's one name, and the name of every key that signs for it
    20852163                              size: how many entries
    CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=      root, base64
    (empty line)
    — name base64(key id ‖ signature)     one line a signature; signed is the body, its last newline included

    key id        the first 4 bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key): a hint, easily forged
    fingerprint   SHA-256(0x01 ‖ public key) in hex: the key itself, under whatever name; entries name keys by this
    vkey          name+key id in hex+base64(0x01 ‖ public key)

0x01 is the signature type of Ed25519 (RFC 8032), the one type here. Public keys are 32 bytes and signatures 64, raw.

Parsing is strict, and every text has one reading: base64 in its canonical form only, hex in lower case, no extension
lines (this log writes none). A parser raises ValueError, which says what is wrong; it says nothing of who signed.
"""

from base64 import b64decode, b64encode
from collections.abc import Iterable
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple, Self

from ledger.late import late
from ledger.proofs.tree import HASH_SIZE

# A read command checks hashes only and must start fast, so cryptography is imported where something is signed or
# a signature checked.
if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

ED25519 = b"\x01"
KEY_SIZE = 32
KEY_ID_SIZE = 4

MAX_SIGNATURES = 100  # signed-note wants a limit, and at least 16; Go's sumdb/note has this one
MAX_SIZE = 2**63 - 1  # the specification has no limit; every other reader keeps sizes in 64 bits with a sign

# What no note may hold: ASCII control characters, and the half surrogate pairs that UTF-8 cannot write.
_NOT_IN_A_LINE = late(r"[\x00-\x1f\ud800-\udfff]")
_DECIMAL = late(r"0|[1-9][0-9]{0,18}")
_KEY_ID = late(r"[0-9a-f]{8}")


# Keys.


def fingerprint(public: bytes) -> str:
    """The whole identity of an Ed25519 public key, independent of any name: 64 hex digits."""
    return sha256(_typed(public)).hexdigest()


def key_id(name: str, public: bytes) -> bytes:
    """The 4 bytes by which a note's signature line points at a key (signed-note, "Signatures")."""
    return sha256(f"{_name(name)}\n".encode() + _typed(public)).digest()[:KEY_ID_SIZE]


def vkey(name: str, public: bytes) -> str:
    """The key as other people's tools take it (signed-note, "Verifier keys")."""
    return f"{name}+{key_id(name, public).hex()}+{_base64(_typed(public))}"


def parse_vkey(text: str) -> tuple[str, bytes]:
    """The name and the 32-byte Ed25519 public key in a vkey; ValueError if it is not one or its key id is wrong."""
    parts = text.split("+", 2)  # base64 may hold a plus, a name and hex may not
    if len(parts) != 3:
        raise ValueError("a verifier key has three parts with a plus between them: name+key id+key")
    name, identifier, key = _name(parts[0]), parts[1], _from_base64(parts[2])
    if key[:1] != ED25519:
        raise ValueError(f"the verifier key's type is 0x{key[:1].hex()}; only Ed25519, 0x01, is known here")
    public = key[1:]
    if not _KEY_ID.fullmatch(identifier):
        raise ValueError(f"a key id is eight hexadecimal digits in lower case, not {identifier!r}")
    if identifier != key_id(name, public).hex():
        raise ValueError(f"the key id {identifier} is not that of this name and key; one of the three was altered")
    if is_weak(public):
        raise ValueError("anybody could sign for this public key, or verifiers would disagree about it")
    return name, public


_PRIME = 2**255 - 19
#: The y of the points of order 1, 2, 4 and 8 (RFC 8032 section 5.1): a signature under them needs no private key.
_LOW_ORDER = frozenset(
    {0, 1, _PRIME - 1}
    | {
        int.from_bytes(bytes.fromhex(y), "little")
        for y in (
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        )
    }
)


def is_weak(public: bytes) -> bool:
    """Whether an Ed25519 public key is of low order, or written in a way that some verifiers take and others refuse."""
    y = int.from_bytes(public, "little") & (2**255 - 1)
    return y in _LOW_ORDER or y >= _PRIME


# Checkpoints.


class _Stated(NamedTuple):
    origin: str
    size: int
    root: bytes


class Checkpoint(_Stated):
    """What a log commits to: its first ``size`` entries are those under ``root`` (32 bytes). ValueError if absurd."""

    __slots__ = ()

    def __new__(cls, origin: str, size: int, root: bytes) -> Self:
        """A checkpoint that can be."""
        if not origin or _NOT_IN_A_LINE.search(origin):
            raise ValueError(f"a checkpoint's origin is one line of text, not {origin!r}")
        if not 0 <= size <= MAX_SIZE:
            raise ValueError(f"a checkpoint's size is from 0 to 2^63-1, not {size}")
        if len(root) != HASH_SIZE:
            raise ValueError(f"a checkpoint's root is {HASH_SIZE} bytes, not {len(root)}")
        return super().__new__(cls, origin, size, root)

    def body(self) -> bytes:
        """The bytes to sign, ending in a newline (tlog-checkpoint, "Note text")."""
        return f"{self.origin}\n{self.size}\n{_base64(self.root)}\n".encode()

    def signed(self, public: bytes, signature: bytes) -> str:
        """The note of it that its own log signed, under its origin as the key's name."""
        return note_text(self.body(), [(self.origin, public, signature)])


def parse_checkpoint(body: bytes) -> Checkpoint:
    """The checkpoint with exactly this body: ``parse_checkpoint(body).body() == body``, or ValueError."""
    lines = _text(body).split("\n")
    if len(lines) != 4:
        raise ValueError(f"a checkpoint's body is three lines here (origin, size, root), not {len(lines) - 1}")
    origin, size, root, _ = lines
    if not _DECIMAL.fullmatch(size):
        raise ValueError(f"a checkpoint's size is a decimal number without leading zeroes below 2^63, not {size!r}")
    return Checkpoint(origin, int(size), _from_base64(root))


# Signatures.


def sign(private: "Ed25519PrivateKey", body: bytes) -> bytes:
    """The 64-byte signature of a note's body; ValueError for bytes that no note can have as its body.

    Whether the key may say this (a log must never sign two inconsistent trees) is for the caller to have made sure.
    """
    _text(body)
    return private.sign(body)


def check_signature(public: bytes, body: bytes, signature: bytes) -> bool:
    """Whether this key signed exactly these bytes; False, never an error, for a key or signature out of shape."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, body)
    except (InvalidSignature, ValueError):
        return False
    return True


# Notes.


class Signature(NamedTuple):
    """One signature line of a note, unverified: ``key_id`` is what it claims, ``signature`` may be of any type."""

    name: str
    key_id: bytes
    signature: bytes


def note_text(body: bytes, signatures: Iterable[tuple[str, bytes, bytes]]) -> str:
    """A signed note from its body and each signer's (key name, public key, signature), in this order."""
    lines = [signature_line(Signature(name, key_id(name, public), made)) for name, public, made in signatures]
    if not 1 <= len(lines) <= MAX_SIGNATURES:
        raise ValueError(f"a signed note has from 1 to {MAX_SIGNATURES} signatures, not {len(lines)}")
    return f"{_text(body)}\n{''.join(lines)}"


def signature_line(signature: Signature) -> str:
    """One line of a note's signature block, with its newline."""
    if len(signature.key_id) != KEY_ID_SIZE or not signature.signature:
        raise ValueError("a signature line has four bytes of key id and a signature that is not empty")
    return f"— {_name(signature.name)} {_base64(signature.key_id + signature.signature)}\n"


def parse_note(text: str) -> tuple[bytes, list[Signature]]:
    """A signed note's body and its signature lines in their order, none of them verified; ValueError if malformed.

    ``text`` is decoded from UTF-8 without translating line ends. Signatures of unknown keys must be ignored; a bad
    one by a known key spoils the note (signed-note, "Signatures").
    """
    # The text may itself hold empty lines, so the last one is what divides.
    head, divider, block = text.rpartition("\n\n")
    if not divider:
        raise ValueError("a signed note has an empty line between its text and its signatures")
    if not block.endswith("\n"):
        raise ValueError("a signed note ends in a signature line, whole, with its newline")
    lines = block[:-1].split("\n")
    if len(lines) > MAX_SIGNATURES:
        raise ValueError(f"a signed note has at most {MAX_SIGNATURES} signatures, not {len(lines)}")
    return _allowed(f"{head}\n").encode(), [_parse_signature_line(line) for line in lines]


def _parse_signature_line(line: str) -> Signature:
    dash, _, rest = line.partition(" ")
    name, _, encoded = rest.partition(" ")
    if dash != "—":
        raise ValueError(f"a signature line starts with an em dash and a space; this does not: {line!r}")
    _name(name)
    made = _from_base64(encoded)
    if len(made) <= KEY_ID_SIZE:
        raise ValueError(f"a signature is four bytes of key id and then the signature; this has {len(made)} bytes")
    return Signature(name, made[:KEY_ID_SIZE], made[KEY_ID_SIZE:])


# What the formats have in common.


def _typed(public: bytes) -> bytes:
    if len(public) != KEY_SIZE:
        raise ValueError(f"an Ed25519 public key is {KEY_SIZE} bytes, not {len(public)}")
    return ED25519 + public


def _name(name: str) -> str:
    """The name, if a key may bear it (signed-note, "Format")."""
    if not name or "+" in name or _NOT_IN_A_LINE.search(name) or any(map(str.isspace, name)):
        raise ValueError(f"a key name is not empty and has no spaces, plus signs or control characters: {name!r}")
    return name


def _text(body: bytes) -> str:
    """The body of a note as text."""
    try:
        return _allowed(body.decode())
    except UnicodeDecodeError:
        raise ValueError("a note is UTF-8 text; these bytes are not") from None


def _allowed(text: str) -> str:
    """The text, if it can be a note's (signed-note, "Format")."""
    if not text.endswith("\n"):
        raise ValueError("a note's text ends in a newline")
    if _NOT_IN_A_LINE.search(text.replace("\n", "")):
        raise ValueError("a note has no control characters other than newline, so no carriage returns or tabs either")
    return text


def _base64(value: bytes) -> str:
    return b64encode(value).decode()


def _from_base64(text: str) -> bytes:
    """Decode what ``_base64`` writes and nothing else: RFC 4648 section 4, padded, unused bits zero (section 3.5)."""
    try:
        value = b64decode(text, validate=True)
    except ValueError:
        value = b""
    if not value or _base64(value) != text:
        raise ValueError(f"not base64 in its canonical form: {text!r}")
    return value
