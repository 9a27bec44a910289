"""The private keys on this computer, and the recovery key on paper."""

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization as pem
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from ledger import private
from ledger.errors import KeyRefused, Unreadable
from ledger.keyring import Key, create, from_paper, keys, load, paper_words

ORIGIN = "cambridgeshire.0123456789abcdef"
SEED = bytes(range(32))
posix = pytest.mark.skipif(os.name == "nt", reason="owner and permission bits are POSIX")


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A home of the test's own."""
    monkeypatch.setenv("AFI_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def folder(home: Path) -> Path:
    """Where the keys of ORIGIN lie."""
    return home / "config" / "keys" / ORIGIN


def file_of(folder: Path, key: Key) -> Path:
    """The key's file."""
    return folder / f"{key.fingerprint}.pem"


def mode(path: Path) -> int:
    """The permission bits."""
    return stat.S_IMODE(path.stat().st_mode)


# Making, listing, loading.


def test_a_new_key_signs() -> None:
    """What a created key signs verifies under its public key, whose hash is its fingerprint."""
    key = create(ORIGIN)
    body = b"origin\n1\nroot\n"
    Ed25519PublicKey.from_public_bytes(key.public).verify(key.sign(body), body)
    assert key.fingerprint == sha256(b"\x01" + key.public).hexdigest()


def test_keys_differ_unless_seeded(folder: Path) -> None:
    """Without a seed every key is another; with the same seed it is the same key, in the same one file."""
    assert create(ORIGIN) != create(ORIGIN)
    assert create(ORIGIN, SEED) == create(ORIGIN, SEED)
    assert len(os.listdir(folder)) == 3


def test_a_seed_is_the_key(folder: Path) -> None:
    """The seed is RFC 8032's private key, so other tools make the same key of it."""
    assert create(ORIGIN, SEED).public == Ed25519PrivateKey.from_private_bytes(SEED).public_key().public_bytes_raw()


def test_the_file_is_what_other_tools_write(folder: Path) -> None:
    """The file is byte for byte the unencrypted PKCS #8 PEM of the cryptography library (and of openssl)."""
    key = create(ORIGIN, SEED)
    expected = Ed25519PrivateKey.from_private_bytes(SEED).private_bytes(
        pem.Encoding.PEM, pem.PrivateFormat.PKCS8, pem.NoEncryption()
    )
    assert file_of(folder, key).read_bytes() == expected


def test_keys_are_listed_by_name_alone(folder: Path) -> None:
    """Listing needs no reading: garbled files are listed, other files are not, in order of fingerprint."""
    assert keys(ORIGIN) == []
    made = sorted(create(ORIGIN).fingerprint for _ in range(3))
    file_of(folder, Key(ORIGIN, made[0])).write_bytes(b"garbled")
    (folder / "notes.pem").touch()
    (folder / f".{made[1]}.pem").touch()
    (folder / f"{made[1].upper()}x.pem").touch()
    assert keys(ORIGIN) == [Key(ORIGIN, fingerprint) for fingerprint in made]


def test_listing_imports_no_cryptography() -> None:
    """A read command may list keys without paying for the cryptography library."""
    create(ORIGIN, SEED)
    code = (
        "import sys; from ledger.keyring import keys; "
        f"assert len(keys({ORIGIN!r})) == 1; sys.exit('cryptography' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_loaded_key_needs_its_file_no_more(folder: Path) -> None:
    """Loading reads the key, so that signing cannot fail later with a lock held."""
    key = load(ORIGIN, create(ORIGIN, SEED).fingerprint)
    file_of(folder, key).unlink()
    assert len(key.sign(b"x\n")) == 64


def test_a_key_shows_no_secret() -> None:
    """Neither the seed nor the private key appears in a key's representation."""
    key = create(ORIGIN, SEED)
    assert repr(key) == f"Key(origin={ORIGIN!r}, fingerprint={key.fingerprint!r})"


def test_a_wrong_seed_is_our_defect() -> None:
    """A seed of another length than 32 is not a user's mistake."""
    with pytest.raises(ValueError, match="32"):
        create(ORIGIN, b"short")


# Refusals.


def test_a_missing_key_is_refused() -> None:
    """A key that is not here is named, with what to do."""
    with pytest.raises(KeyRefused, match="not on this computer") as refusal:
        load(ORIGIN, "0" * 64)
    assert refusal.value.remedy


@pytest.mark.parametrize("name", ["", "../x", "A" * 64, "0" * 63])
def test_what_is_no_fingerprint_reaches_no_path(name: str) -> None:
    """A fingerprint is 64 hexadecimal digits in lower case and nothing else."""
    with pytest.raises(KeyRefused, match="not a key's fingerprint"):
        load(ORIGIN, name)


def test_what_is_no_origin_reaches_no_path() -> None:
    """An origin with a path in it is refused by all three."""
    for use in (create, keys, lambda origin: load(origin, "0" * 64)):
        with pytest.raises(Unreadable):
            use("../x.0123456789abcdef")


def test_every_half_written_file_is_refused(folder: Path) -> None:
    """A file cut at any byte is refused by name."""
    key = create(ORIGIN, SEED)
    file = file_of(folder, key)
    whole = file.read_bytes()
    for length in range(len(whole)):
        file.write_bytes(whole[:length])
        with pytest.raises(KeyRefused, match=key.fingerprint):
            load(ORIGIN, key.fingerprint)


def test_every_flipped_bit_is_refused(folder: Path) -> None:
    """A file with any one bit changed is refused by name: garbled, or another key than it says."""
    key = create(ORIGIN, SEED)
    file = file_of(folder, key)
    whole = file.read_bytes()
    for bit in range(len(whole) * 8):
        flipped = bytearray(whole)
        flipped[bit // 8] ^= 1 << bit % 8
        file.write_bytes(flipped)
        with pytest.raises(KeyRefused, match=key.fingerprint):
            load(ORIGIN, key.fingerprint)


def test_another_key_under_this_name_is_refused(folder: Path) -> None:
    """A whole key put in another's place is noticed by its fingerprint."""
    mine, theirs = create(ORIGIN, SEED), create(ORIGIN)
    os.replace(file_of(folder, theirs), file_of(folder, mine))
    with pytest.raises(KeyRefused, match="another key than its name says"):
        load(ORIGIN, mine.fingerprint)


def test_a_garbled_file_is_not_written_over(folder: Path) -> None:
    """Making a key again leaves a garbled file of its name for somebody to look at."""
    key = create(ORIGIN, SEED)
    file_of(folder, key).write_bytes(b"garbled")
    with pytest.raises(KeyRefused, match="not a whole private key"):
        create(ORIGIN, SEED)
    assert file_of(folder, key).read_bytes() == b"garbled"


# Private to the user: POSIX.


@pytest.fixture
def any_umask() -> Iterator[None]:
    """Put the umask back."""
    before = os.umask(0)
    yield
    os.umask(before)


@posix
@pytest.mark.usefixtures("any_umask")
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077, 0o377])
def test_files_are_private_whatever_the_umask(folder: Path, umask: int) -> None:
    """Folders are 0700 and files 0600 under an open umask and under one that takes the user's own rights."""
    folder.parent.parent.mkdir(parents=True)  # the settings' folder is not ours to restrict
    os.umask(umask)
    key = create(ORIGIN, SEED)
    assert (mode(folder.parent), mode(folder), mode(file_of(folder, key))) == (0o700, 0o700, 0o600)


@posix
@pytest.mark.parametrize("bits", [0o640, 0o620, 0o604, 0o602, 0o610, 0o666])
def test_an_exposed_file_is_refused(folder: Path, bits: int) -> None:
    """Any right of group or others to the file is refused, with the command that takes it away."""
    key = create(ORIGIN, SEED)
    file_of(folder, key).chmod(bits)
    with pytest.raises(KeyRefused) as refusal:
        load(ORIGIN, key.fingerprint)
    assert f'chmod 600 "{file_of(folder, key)}"' in refusal.value.remedy


@posix
@pytest.mark.parametrize("bits", [0o750, 0o720, 0o701, 0o777])
def test_an_exposed_folder_is_refused(folder: Path, bits: int) -> None:
    """Any right of group or others to the folder is refused, on loading and before another key is made there."""
    key = create(ORIGIN, SEED)
    folder.chmod(bits)
    with pytest.raises(KeyRefused) as refusal:
        load(ORIGIN, key.fingerprint)
    assert f'chmod 700 "{folder}"' in refusal.value.remedy
    with pytest.raises(KeyRefused):
        create(ORIGIN)
    assert os.listdir(folder) == [f"{key.fingerprint}.pem"]


@posix
def test_another_users_file_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A key owned by somebody else is refused even if it can be read."""
    key = create(ORIGIN, SEED)
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    with pytest.raises(KeyRefused, match="belongs to another user"):
        load(ORIGIN, key.fingerprint)


# Durability.


@pytest.mark.parametrize("step", ["fsync", "replace", "open", "chmod"])
def test_a_failure_leaves_nothing_half_written(folder: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """Whichever call fails, no file is left and the refusal says what to do."""
    create(ORIGIN)  # the folders are there
    before = os.listdir(folder)

    def fails(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, step, fails)
    with pytest.raises(KeyRefused, match="No space left") as refusal:
        create(ORIGIN, SEED)
    assert refusal.value.remedy
    assert os.listdir(folder) == before


@posix
def test_content_is_on_disk_before_its_name_and_the_name_before_return(monkeypatch: pytest.MonkeyPatch) -> None:
    """The order that survives a power cut: write, fsync, rename, fsync of the folder."""
    create(ORIGIN)
    steps: list[str] = []
    fsync, replace = os.fsync, os.replace

    def noted_fsync(handle: int) -> None:
        steps.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else f"file of {os.fstat(handle).st_size}")
        fsync(handle)

    def noted_replace(source: Path, target: Path) -> None:
        steps.append("rename")
        replace(source, target)

    monkeypatch.setattr(os, "fsync", noted_fsync)
    monkeypatch.setattr(os, "replace", noted_replace)
    create(ORIGIN, SEED)
    assert steps == ["file of 119", "rename", "folder"]


# Private to the user: Windows, its calls substituted.

JANE = "CAMBS\\jane"


class Icacls:
    """A stand-in for icacls.exe: keeps what each path was granted, prints as the real one does."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, ...]] = []
        self.more: list[str] = []
        self.fails = False

    def __call__(self, command: list[str], **_: object) -> "subprocess.CompletedProcess[bytes]":
        name = command[1]
        self.calls.append(tuple(command[1:]))
        lines = [f"{name} {JANE}:(F)"] + [f"{' ' * len(name)} {line}" for line in self.more]
        text = "\r\n".join([*lines, "", "Successfully processed 1 files; Failed processing 0 files", ""])
        return subprocess.CompletedProcess(command, 5 if self.fails else 0, text.encode("ascii"), b"")


@pytest.fixture
def icacls(monkeypatch: pytest.MonkeyPatch) -> Icacls:
    """Windows, with its one call substituted."""
    fake = Icacls()
    monkeypatch.setattr(private, "WINDOWS", True)
    monkeypatch.setattr(subprocess, "run", fake)
    monkeypatch.setenv("USERDOMAIN", "CAMBS")
    monkeypatch.setenv("USERNAME", "Jane")  # Windows ignores the case of names
    return fake


def test_windows_restricts_before_writing(icacls: Icacls, folder: Path) -> None:
    """Folders and the file are granted to the user alone, inheritance cut, before the key is in it."""
    key = create(ORIGIN, SEED)
    folders, file, check = icacls.calls[:-2], icacls.calls[-2], icacls.calls[-1]
    assert folders == [
        ("keys", "/inheritance:r", "/grant:r", "CAMBS\\Jane:(OI)(CI)F"),
        (ORIGIN, "/inheritance:r", "/grant:r", "CAMBS\\Jane:(OI)(CI)F"),
    ]
    assert file[0].startswith(".") and file[1:] == ("/inheritance:r", "/grant:r", "CAMBS\\Jane:F")
    assert check == (f"{key.fingerprint}.pem",)


@pytest.mark.parametrize(
    "more",
    [
        [],
        ["NT AUTHORITY\\SYSTEM:(I)(F)", "BUILTIN\\Administrators:(I)(F)"],
        ["Everyone:(DENY)(W)"],
        ["S-1-5-18:(F)"],
    ],
)
def test_windows_accepts_the_user_and_the_system(icacls: Icacls, more: list[str]) -> None:
    """The user, the system and its administrators may be granted; a denial grants nothing."""
    icacls.more = more
    assert create(ORIGIN, SEED).public


@pytest.mark.parametrize(
    "other", ["Everyone", "BUILTIN\\Users", "CAMBS\\Domain Users", "CAMBS\\jane2", "S-1-5-21-1-2-3-1001"]
)
def test_windows_refuses_anybody_else(icacls: Icacls, other: str) -> None:
    """Anybody else with any right is named, with the command that takes it away."""
    key = create(ORIGIN, SEED)
    icacls.more = ["NT AUTHORITY\\SYSTEM:(I)(F)", f"{other}:(I)(RX)"]
    with pytest.raises(KeyRefused) as refusal:
        load(ORIGIN, key.fingerprint)
    assert f"also be used by {other}." in refusal.value.what
    assert "icacls" in refusal.value.remedy


def test_windows_refuses_where_icacls_fails(icacls: Icacls, folder: Path) -> None:
    """A drive without access lists, such as a stick, keeps no keys."""
    icacls.fails = True
    with pytest.raises(KeyRefused) as refusal:
        create(ORIGIN, SEED)
    assert "NTFS" in refusal.value.remedy
    assert not list(folder.parent.rglob("*.pem"))


def test_windows_refuses_a_file_with_no_list(icacls: Icacls, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of which icacls lists nobody is open to everybody."""
    key = create(ORIGIN, SEED)
    monkeypatch.setattr(private, "_icacls", lambda path: f"{path.name} \r\n\r\nSuccessfully processed 1 files\r\n")
    with pytest.raises(KeyRefused, match="by everybody"):
        load(ORIGIN, key.fingerprint)


def test_windows_names_a_missing_key(icacls: Icacls) -> None:
    """A missing key is refused as such before icacls is asked."""
    with pytest.raises(KeyRefused, match="not on this computer"):
        load(ORIGIN, "0" * 64)
    assert icacls.calls == []


# On paper.


def test_paper_is_14_groups_of_4() -> None:
    """A recovery key is 14 groups of 4 letters of RFC 4648's alphabet; this one must never change."""
    words = paper_words(SEED)
    assert words == "AAAQ EAYE AUDA OCAJ BIFQ YDIO B4IB CEQT CQKR MFYY DENB WHA5 DYP3 W67V"
    assert [len(group) for group in words.split(" ")] == [4] * 14


def test_paper_and_back() -> None:
    """Every seed comes back from its paper."""
    for n in range(200):
        seed = sha256(bytes([n])).digest()
        assert from_paper(paper_words(seed)) == seed


@pytest.mark.parametrize(
    "typed",
    [paper_words(SEED).lower(), paper_words(SEED).replace(" ", ""), paper_words(SEED).replace(" ", " – \n")],
    ids=["lower case", "no spaces", "dashes and line ends"],
)
def test_spacing_and_case_do_not_matter(typed: str) -> None:
    """Lower case, no spaces, dashes and line ends are all read."""
    assert from_paper(typed) == SEED


def test_figures_for_letters_are_read() -> None:
    """0 for O, 8 for B, and 1 for I or L give the same key."""
    tried = 0
    for n in range(100):
        seed = sha256(bytes([n])).digest()
        typed = paper_words(seed).replace("O", "0").replace("B", "8").replace("I", "1").replace("L", "1")
        if typed.count("1") <= 6:
            assert from_paper(typed) == seed
            tried += 1
    assert tried > 50


def test_every_wrong_letter_is_noticed() -> None:
    """One letter wrong anywhere fails the checksum, with a hint at letters that look alike."""
    words = paper_words(SEED)
    for place, right in enumerate(words):
        for wrong in set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") - {right}:
            if right != " ":
                with pytest.raises(Unreadable) as refusal:
                    from_paper(words[:place] + wrong + words[place + 1 :])
                assert "look alike" in refusal.value.remedy


def test_exchanged_groups_are_noticed() -> None:
    """Two groups exchanged fail the checksum."""
    groups = paper_words(SEED).split(" ")
    groups[2], groups[3] = groups[3], groups[2]
    with pytest.raises(Unreadable):
        from_paper(" ".join(groups))


@pytest.mark.parametrize(
    ("typed", "what"),
    [
        ("", "has 0"),
        ("AAAA", "has 4"),
        ("AAAA AA9A", "'9' in group 2"),
        ("é" * 56, "'É' in group 1"),
        ("1" * 56, "checksum"),
    ],
)
def test_what_is_no_recovery_key_is_refused(typed: str, what: str) -> None:
    """Too short, a stray character or a guess: each refusal says which, and what to do."""
    with pytest.raises(Unreadable) as refusal:
        from_paper(typed)
    assert what in refusal.value.what
    assert refusal.value.remedy


def test_paper_makes_the_same_key() -> None:
    """A key made again from its paper has the same fingerprint."""
    assert create(ORIGIN, from_paper(paper_words(SEED))) == create(ORIGIN, SEED)


def test_openssl_reads_the_file(folder: Path) -> None:
    """openssl, where there is one, reads the file and finds the same public key."""
    key = create(ORIGIN, SEED)
    command = ["openssl", "pkey", "-in", str(file_of(folder, key)), "-pubout", "-outform", "DER"]
    try:
        result = subprocess.run(command, capture_output=True, check=True)
    except (FileNotFoundError, subprocess.CalledProcessError):
        pytest.skip("no openssl with Ed25519")
    assert result.stdout.endswith(key.public)


def test_the_module_imports_no_cryptography() -> None:
    """Importing the keyring starts neither the cryptography library nor subprocess."""
    code = "import sys, ledger.keyring; sys.exit('cryptography' in sys.modules or 'subprocess' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
