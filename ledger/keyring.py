"""The private signing keys on this computer: ``config_dir()/keys/<origin>/<fingerprint>.pem``.

Each is an Ed25519 key in PKCS #8 (RFC 8410 section 7, as openssl writes it), unencrypted and private to the
user (private.py): a key that another account can read or exchange could sign for them, and is refused.
The file name is the key's fingerprint, so keys are listed without reading one, and a file put in another's
place is noticed. A recovery key is kept on paper instead, as groups of letters.
"""

import os
from base64 import b32decode, b32encode, b64decode, b64encode
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from ledger import private
from ledger.errors import KeyRefused, Unreadable
from ledger.home import config_dir, origin_file_name

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

SEED_SIZE = 32
_SUFFIX = ".pem"
_PKCS8 = bytes.fromhex("302e020100300506032b657004220420")  # the DER before the seed: version 0, id-Ed25519
_PEM = b"-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"


@dataclass(frozen=True)
class Key:
    """One private key for the ledger ``origin``; ``fingerprint`` is 64 hex digits. Read from disk when first used."""

    origin: str
    fingerprint: str

    @cached_property
    def public(self) -> bytes:
        """The raw public key, 32 bytes. Raises KeyRefused."""
        return self._private.public_key().public_bytes_raw()

    def sign(self, body: bytes) -> bytes:
        """The raw signature, 64 bytes, of a note's ``body``. Raises KeyRefused."""
        from ledger.proofs.note import sign

        return sign(self._private, body)

    @cached_property
    def _private(self) -> "Ed25519PrivateKey":
        found = _private_key(_seed_in(_path(self), _read(self)))
        if _fingerprint(found) != self.fingerprint:
            raise KeyRefused(
                f"{_path(self)} holds another key than its name says.",
                "Put the right file back from a backup, or ask a keeper to enrol a new key (`afi keys`).",
            )
        return found


def create(origin: str, seed: bytes | None = None) -> Key:
    """Make a key for ``origin`` and keep it on this computer; the same ``seed`` (32 bytes) makes the same key.

    Without a seed, one of the operating system's randomness. A key that is there already is left as it is.
    Durable on return. Raises KeyRefused if it cannot be kept or kept private, Unreadable if ``origin`` is none.
    """
    pem_seed = os.urandom(SEED_SIZE) if seed is None else seed
    key = Key(origin, _fingerprint(_private_key(pem_seed)))
    path = _path(key)
    try:
        private.make_folder(path.parent.parent)
        private.make_folder(path.parent)
        if not path.exists():
            private.write(path, _pem(pem_seed))
    except OSError as error:
        raise KeyRefused(
            f"A key cannot be kept in {path.parent}: {error.strerror}.",
            "Make that folder writable to you, or name another with the variable AFI_HOME.",
        ) from error
    return load(origin, key.fingerprint)  # what is on the disk, not what was meant to be


def keys(origin: str) -> list[Key]:
    """The keys for ``origin`` on this computer, by fingerprint; none of them read yet. Raises KeyRefused."""
    folder = _folder(origin)
    try:
        names = os.listdir(folder)
    except FileNotFoundError:
        return []
    except OSError as error:
        raise KeyRefused(f"{folder} cannot be read: {error.strerror}.", "Make that folder readable to you.") from error
    found = (name.removesuffix(_SUFFIX) for name in names if name.endswith(_SUFFIX))
    return [Key(origin, stem) for stem in sorted(found) if _is_fingerprint(stem)]


def load(origin: str, fingerprint: str) -> Key:
    """The key with this fingerprint, read and checked, so that ``sign`` cannot fail later with a lock held.

    Raises KeyRefused if it is missing, garbled, exposed to other users, or not the key its name says.
    """
    key = Key(origin, fingerprint)
    if not _is_fingerprint(fingerprint):
        raise KeyRefused(f"{fingerprint!r} is not a key's fingerprint.", "`afi keys` lists the keys by fingerprint.")
    _ = key.public
    return key


def in_memory(origin: str, seed: bytes) -> Key:
    """The key that ``seed`` (32 bytes) makes, kept nowhere: a recovery key typed from paper, to be used once."""
    private_key = _private_key(seed)
    key = Key(origin, _fingerprint(private_key))
    vars(key)["_private"] = private_key  # where ``cached_property`` would put what it read from disk
    return key


# On paper.

_CHECK_SIZE = 3  # bytes: 32 + 3 are 56 letters and no padding; one wrong paper in 16 million would pass
_SYMBOLS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")  # RFC 4648 section 6: no 0, 1, 8 or 9
_DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014_.,")
_MOST_ONES = 6  # each 1 doubles the readings that are tried; more would let a wrong paper pass


def paper_words(seed: bytes) -> str:
    """``seed`` (32 bytes) for a sheet of paper: 14 groups of 4 capital letters and digits 2 to 7, checksum included."""
    letters = b32encode(seed + _checksum(seed)).decode("ascii")
    return " ".join(letters[n : n + 4] for n in range(0, len(letters), 4))


def from_paper(text: str) -> bytes:
    """The seed that ``paper_words`` wrote, however spaced, dashed or cased. Raises Unreadable.

    0 is read as O and 8 as B, which no paper has; 1 as whichever of I and L makes the checksum right.
    """
    letters = [letter for letter in text.upper() if not letter.isspace() and letter not in _DASHES]
    plain = "".join(letters).replace("0", "O").replace("8", "B")
    for place, letter in enumerate(plain):
        if letter not in _SYMBOLS and letter != "1":
            raise Unreadable(
                f"{letter!r} in group {place // 4 + 1} is in no recovery key.",
                "Use the letters A to Z and the digits 2 to 7 as they stand on the paper.",
            )
    if len(plain) != 56:
        raise Unreadable(
            f"A recovery key has 56 letters and digits, and this has {len(plain)}.",
            "Type all 14 groups of 4; spaces and dashes do not matter.",
        )
    for reading in _readings(plain):
        raw = b32decode(reading)
        if _checksum(raw[:SEED_SIZE]) == raw[SEED_SIZE:]:
            return raw[:SEED_SIZE]
    raise Unreadable(
        "This recovery key has a letter wrong: its checksum does not fit.",
        "Compare it with the paper group by group: I and L, O and Q, S and 5, Z and 2, G and 6 look alike.",
    )


def _readings(plain: str) -> list[str]:
    """Every text that ``plain`` may stand for: each 1 is an I or an L."""
    pieces = plain.split("1")
    if len(pieces) - 1 > _MOST_ONES:
        return []
    choices = product("IL", repeat=len(pieces) - 1)
    return ["".join(a + b for a, b in zip(pieces, (*chosen, ""), strict=True)) for chosen in choices]


def _checksum(seed: bytes) -> bytes:
    if len(seed) != SEED_SIZE:
        raise ValueError(f"a seed is {SEED_SIZE} bytes, not {len(seed)}")
    return sha256(b"AFI ledger recovery key\n" + seed).digest()[:_CHECK_SIZE]


# The key itself. cryptography is slow to import, its parser of key files twice as slow, and ours has one form to read.


def _private_key(seed: bytes) -> "Ed25519PrivateKey":
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(seed)


def _fingerprint(key: "Ed25519PrivateKey") -> str:
    from ledger.proofs.note import fingerprint

    return fingerprint(key.public_key().public_bytes_raw())


def _is_fingerprint(text: str) -> bool:
    return len(text) == 64 and set("0123456789abcdef").issuperset(text)


def _pem(seed: bytes) -> bytes:
    return _PEM % b64encode(_PKCS8 + seed)


def _seed_in(path: Path, pem: bytes) -> bytes:
    """The seed whose PEM is exactly ``pem``, the bytes of ``path``."""
    try:
        seed = b64decode(pem.split(b"\n")[1])[len(_PKCS8) :]
        if len(seed) == SEED_SIZE and _pem(seed) == pem:
            return seed
    except (IndexError, ValueError):
        pass
    raise KeyRefused(
        f"{path} is not a whole private key.",
        "Put it back from a backup, or delete it and ask a keeper to enrol a new key (`afi keys`).",
    )


# Files.


def _folder(origin: str) -> Path:
    return config_dir() / "keys" / origin_file_name(origin)


def _path(key: Key) -> Path:
    return _folder(key.origin) / (key.fingerprint + _SUFFIX)


def _read(key: Key) -> bytes:
    path = _path(key)
    try:
        private.check(path)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise KeyRefused(
            f"The key {key.fingerprint} of {key.origin} is not on this computer.",
            "Record on the computer that has it, or ask a keeper to enrol a key made here (`afi keys`).",
        ) from error
    except OSError as error:
        raise KeyRefused(f"{path} cannot be read: {error.strerror}.", f'Run chmod 600 "{path}".') from error
