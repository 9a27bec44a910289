"""The bytes of a private key's file: ours, with a passphrase or without one, and OpenSSH's.

Ours is PKCS #8 in PEM, which openssl reads, in exactly one form each:

    PRIVATE KEY             the seed (RFC 8410 section 7)
    ENCRYPTED PRIVATE KEY   that, padded, by AES-256 in CBC mode under PBES2 (RFC 8018 section 6.2); its key comes from
                            the passphrase by scrypt (RFC 7914 section 7) with N = 2^14, r = 8, p = 5: a guess costs
                            16 MiB and a tenth of a second. (What ``cryptography`` writes itself, 2048 rounds of
                            PBKDF2, is guessed ten thousand times faster.)

OpenSSH's own format (its PROTOCOL.key) is only ever read. The public key in it can be read without a passphrase.
cryptography is slow to import, its parser of key files twice as slow: a key without a passphrase needs neither.
"""

import os
from base64 import b64decode, b64encode
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.ciphers import Cipher
    from cryptography.hazmat.primitives.ciphers.modes import CBC

SEED_SIZE = 32
_PKCS8 = bytes.fromhex("302e020100300506032b657004220420")  # the DER before the seed: version 0, id-Ed25519
#: The DER before the salt, between it and the first block, and between that and the ciphertext.
_PBES2 = bytes.fromhex("30819e305a06092a864886f70d01050d304d302c06092b06010401da47040b301f0410")
_SCRYPT = bytes.fromhex("02024000020108020105020120301d060960864801650304012a0410")
_CIPHERTEXT = bytes.fromhex("0440")
_PADDING = bytes([16]) * 16  # the seed's 48 bytes are whole blocks
_OPENSSH = b"-----BEGIN OPENSSH PRIVATE KEY-----"
_MAGIC = b"openssh-key-v1\0"
ED25519 = b"ssh-ed25519"


class WrongPassphrase(ValueError):
    """The passphrase is not the one of the file, or none was given."""


def write(seed: bytes, passphrase: str | None = None) -> bytes:
    """The file that keeps ``seed``."""
    if passphrase is None:
        return _pem(b"PRIVATE KEY", _PKCS8 + seed)
    salt, first = os.urandom(16), os.urandom(16)
    sealed = _aes(passphrase, salt, first).encryptor().update(_PKCS8 + seed + _PADDING)
    return _pem(b"ENCRYPTED PRIVATE KEY", _PBES2 + salt + _SCRYPT + first + _CIPHERTEXT + sealed)


def is_locked(content: bytes) -> bool:
    """Whether the file asks for a passphrase."""
    return content.startswith(b"-----BEGIN ENCRYPTED")


def read(content: bytes, passphrase: str | None = None) -> bytes:
    """The seed in a file of ours. ValueError where it is none; WrongPassphrase."""
    der = b64decode(b"".join(content.split(b"\n")[1:-2]))
    if not is_locked(content):
        if _pem(b"PRIVATE KEY", der) != content or len(der) != len(_PKCS8) + SEED_SIZE:
            raise ValueError("not a whole private key")
        return _seed(der, ValueError)
    salt, first, sealed = _parts(der)
    if _pem(b"ENCRYPTED PRIVATE KEY", der) != content:
        raise ValueError("not a whole private key")
    if passphrase is None:
        raise WrongPassphrase("it has a passphrase")
    opened = _aes(passphrase, salt, first).decryptor().update(sealed)
    if not opened.endswith(_PADDING):
        raise WrongPassphrase("another passphrase")
    return _seed(opened.removesuffix(_PADDING), WrongPassphrase)


def _seed(der: bytes, fault: type[ValueError]) -> bytes:
    if not der.startswith(_PKCS8):
        raise fault("not an Ed25519 private key")
    return der.removeprefix(_PKCS8)


def _parts(der: bytes) -> tuple[bytes, bytes, bytes]:
    """Salt, first block and ciphertext of what ``write`` made of a passphrase."""
    at = len(_PBES2)
    salt, at = der[at : at + 16], at + 16 + len(_SCRYPT)
    first, at = der[at : at + 16], at + 16 + len(_CIPHERTEXT)
    sealed = der[at:]
    if len(sealed) != 64 or _PBES2 + salt + _SCRYPT + first + _CIPHERTEXT + sealed != der:
        raise ValueError("not a private key that this program locked")
    return salt, first, sealed


def _aes(passphrase: str, salt: bytes, first: bytes) -> "Cipher[CBC]":
    from cryptography.hazmat.primitives.ciphers import Cipher
    from cryptography.hazmat.primitives.ciphers.algorithms import AES
    from cryptography.hazmat.primitives.ciphers.modes import CBC

    return Cipher(AES(_derive(passphrase, salt)), CBC(first))


def _derive(passphrase: str, salt: bytes) -> bytes:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    return Scrypt(salt, length=32, n=2**14, r=8, p=5).derive(passphrase.encode())


def _pem(label: bytes, der: bytes) -> bytes:
    code = b64encode(der)
    lines = [code[n : n + 64] for n in range(0, len(code), 64)]
    return b"\n".join((b"-----BEGIN %s-----" % label, *lines, b"-----END %s-----" % label, b""))


# OpenSSH's.


def read_ssh_public(content: bytes) -> tuple[bytes, bool]:
    """The raw public key in an OpenSSH private key's file, and whether it asks for a passphrase. ValueError."""
    if not content.startswith(_OPENSSH):
        raise ValueError("it is no private key in OpenSSH's format")
    body = b64decode(content.removeprefix(_OPENSSH).partition(b"-----")[0])
    if not body.startswith(_MAGIC):
        raise ValueError("it is no private key in OpenSSH's format")
    cipher, rest = take(body.removeprefix(_MAGIC))
    _, rest = take(rest)
    _, rest = take(rest)
    kind, public = take(take(rest[4:])[0])  # after the number of keys, which is always 1
    if kind != ED25519:
        raise ValueError(f"it is a key of the type {kind.decode('ascii', 'replace')}, not {ED25519.decode()}")
    return take(public)[0], cipher != b"none"


def read_ssh(content: bytes, passphrase: str | None = None) -> "Ed25519PrivateKey":
    """The private key in an OpenSSH file. ValueError; WrongPassphrase; UnsupportedAlgorithm without bcrypt."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_ssh_private_key

    try:
        found = load_ssh_private_key(content, passphrase.encode() if passphrase is not None else None)
    except (ValueError, TypeError) as error:
        fault = WrongPassphrase if passphrase is not None else ValueError
        raise fault("it cannot be read") from error
    if not isinstance(found, Ed25519PrivateKey):
        raise ValueError("it is no Ed25519 key")
    return found


# Strings as SSH writes them, in files and to its agent.


def text(content: bytes) -> bytes:
    """A string as SSH writes it: its length in 4 bytes, and itself (RFC 4251 section 5)."""
    return len(content).to_bytes(4, "big") + content


def take(content: bytes) -> tuple[bytes, bytes]:
    """The string that stands first, and what follows; ValueError where it ends too early."""
    end = 4 + int.from_bytes(content[:4], "big")
    if not 4 <= end <= len(content):
        raise ValueError("it ends in the middle of a string")
    return content[4:end], content[end:]
