"""The bytes of key files: with a passphrase and without, ours and OpenSSH's."""

import shutil
import subprocess
from base64 import b64decode, b64encode
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization as pem
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ledger.keyfile import WrongPassphrase, is_locked, read, read_ssh, read_ssh_public, write
from tests.ledger.agents import LOCKED, LOCKED_PUBLIC

SEED = bytes(range(32))
KEY = Ed25519PrivateKey.from_private_bytes(SEED)


@pytest.fixture(scope="module")
def locked() -> bytes:
    """A file of ours under a passphrase."""
    return write(SEED, "pässwörd")


def test_a_passphrase_opens_the_file(locked: bytes) -> None:
    """And says so at its beginning; nothing of the seed is in it."""
    assert is_locked(locked) and not is_locked(write(SEED))
    assert read(locked, "pässwörd") == SEED
    assert SEED not in b64decode(b"".join(locked.split(b"\n")[1:-2]))


@pytest.mark.parametrize("passphrase", ["password", "", "pässwörd ", None])
def test_another_does_not(locked: bytes, passphrase: str | None) -> None:
    """Nor none."""
    with pytest.raises(WrongPassphrase):
        read(locked, passphrase)


def test_the_same_seed_is_another_file_each_time(locked: bytes) -> None:
    """For its salt and its first block are random."""
    assert write(SEED, "pässwörd") != locked


def test_the_library_reads_it(locked: bytes) -> None:
    """It is PKCS #8 under PBES2, as others write it."""
    found = pem.load_pem_private_key(locked, "pässwörd".encode())
    assert isinstance(found, Ed25519PrivateKey) and found.private_bytes_raw() == SEED


def test_openssl_reads_it(locked: bytes, tmp_path: Path) -> None:
    """Whoever has the passphrase does not need this program."""
    (tmp_path / "key").write_bytes(locked)
    command = ["openssl", "pkey", "-in", str(tmp_path / "key"), "-passin", "pass:pässwörd", "-outform", "DER"]
    try:
        result = subprocess.run(command, capture_output=True, check=True)
    except (FileNotFoundError, subprocess.CalledProcessError):
        pytest.skip("no openssl with Ed25519")
    assert result.stdout.endswith(SEED)


def test_a_flipped_bit_is_noticed(locked: bytes) -> None:
    """In whatever part: the file is none of ours any more, or the passphrase no longer opens it."""
    der = b64decode(b"".join(locked.split(b"\n")[1:-2]))
    for at in (0, 20, 40, 60, 75, 90, 100, 120, len(der) - 1):
        flipped = bytearray(der)
        flipped[at] ^= 1
        code = b64encode(flipped)
        lines = [code[n : n + 64] for n in range(0, len(code), 64)]
        text = [b"-----BEGIN ENCRYPTED PRIVATE KEY-----", *lines, b"-----END ENCRYPTED PRIVATE KEY-----", b""]
        try:
            assert read(b"\n".join(text), "pässwörd") != SEED  # then the fingerprint is another
        except ValueError:
            continue


@pytest.mark.parametrize("cut", [0, 1, 20, 60, 110])
def test_a_file_cut_short_is_none(locked: bytes, cut: int) -> None:
    """Nor is one with more in it."""
    for content in (locked[:cut], write(SEED)[:cut], locked + b"\n", write(SEED) + b"x"):
        with pytest.raises(ValueError):  # noqa: PT011
            read(content, "pässwörd")


def ssh(key: Ed25519PrivateKey) -> bytes:
    """OpenSSH's form of a key."""
    return key.private_bytes(pem.Encoding.PEM, pem.PrivateFormat.OpenSSH, pem.NoEncryption())


def test_an_openssh_key_is_read() -> None:
    """What is public of it, and then all of it."""
    assert read_ssh_public(ssh(KEY)) == (KEY.public_key().public_bytes_raw(), False)
    assert read_ssh(ssh(KEY)).private_bytes_raw() == SEED


def test_the_public_part_needs_no_passphrase() -> None:
    """Of a key that ssh-keygen locked."""
    assert read_ssh_public(LOCKED) == (LOCKED_PUBLIC, True)


def test_a_locked_openssh_key() -> None:
    """Its passphrase opens it, where the library that OpenSSH's way needs is installed; another does not."""
    pytest.importorskip("bcrypt", reason="bcrypt reads OpenSSH's passphrases, and is not installed")
    assert read_ssh(LOCKED, "secret").public_key().public_bytes_raw() == LOCKED_PUBLIC
    with pytest.raises(WrongPassphrase):
        read_ssh(LOCKED, "Secret")


def test_what_ssh_keygen_makes_is_read(tmp_path: Path) -> None:
    """Today's, where it is installed."""
    if not shutil.which("ssh-keygen"):
        pytest.skip("OpenSSH is not installed")
    file = tmp_path / "id_ed25519"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "ann", "-f", str(file)], check=True)
    public = b64decode((tmp_path / "id_ed25519.pub").read_text().split()[1])[-32:]
    assert read_ssh_public(file.read_bytes()) == (public, False)
    assert read_ssh(file.read_bytes()).public_key().public_bytes_raw() == public


@pytest.mark.parametrize(
    "content",
    [
        b"",
        write(SEED),
        b"ssh-ed25519 AAAA",
        b"-----BEGIN OPENSSH PRIVATE KEY-----\n-----END OPENSSH PRIVATE KEY-----\n",
        b"-----BEGIN OPENSSH PRIVATE KEY-----\n" + b64encode(b"openssh-key-v1\0" + b"\xff" * 9),
        generate_private_key(SECP256R1()).private_bytes(
            pem.Encoding.PEM, pem.PrivateFormat.OpenSSH, pem.NoEncryption()
        ),
    ],
    ids=["empty", "ours", "public", "nothing in it", "garbled", "another type"],
)
def test_what_is_no_ed25519_key_is_refused(content: bytes) -> None:
    """Whatever it is instead."""
    with pytest.raises(ValueError):  # noqa: PT011
        read_ssh_public(content)
