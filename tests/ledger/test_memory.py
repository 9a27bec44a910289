"""The terminal's memory of each ledger's last checkpoint."""

import json
import multiprocessing
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ledger import memory
from ledger.errors import IntegrityBroken, StoreUnavailable, Unreadable
from ledger.memory import Seen, recall, remember

ORIGIN = "cambridgeshire.0123456789abcdef"
OTHER = "fenshire.fedcba9876543210"


def root(n: int) -> bytes:
    """A stand-in for the tree head of size ``n``."""
    return n.to_bytes(32, "big")


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A home of the test's own."""
    monkeypatch.setenv("AFI_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def file(home: Path) -> Path:
    """The file that remembers ORIGIN."""
    return home / "state" / "seen" / ORIGIN


def test_nothing_is_remembered_at_first() -> None:
    """A ledger never seen has no memory."""
    assert recall(ORIGIN) is None


def test_what_is_remembered_is_recalled(file: Path) -> None:
    """A checkpoint comes back as it was, from a small JSON file of its origin's name."""
    assert remember(Seen(ORIGIN, 3, root(3)))
    assert recall(ORIGIN) == Seen(ORIGIN, 3, root(3))
    assert json.loads(file.read_text()) == {"origin": ORIGIN, "size": 3, "root": root(3).hex()}
    assert os.listdir(file.parent) == [ORIGIN]


def test_each_origin_has_its_own_memory() -> None:
    """Remembering one ledger says nothing of another."""
    remember(Seen(ORIGIN, 3, root(3)))
    remember(Seen(OTHER, 2, root(2)))
    assert recall(ORIGIN) == Seen(ORIGIN, 3, root(3))
    assert recall(OTHER) == Seen(OTHER, 2, root(2))


def test_memory_goes_forward_only() -> None:
    """A smaller checkpoint, or the same again, leaves the larger in place and is no failure."""
    for size in (3, 5, 4, 5, 1):
        assert remember(Seen(ORIGIN, size, root(size)))
    assert recall(ORIGIN) == Seen(ORIGIN, 5, root(5))


def test_another_root_of_the_same_size_breaks_integrity() -> None:
    """Two tree heads of one size are two ledgers, and the first stays remembered."""
    remember(Seen(ORIGIN, 3, root(3)))
    with pytest.raises(IntegrityBroken) as refusal:
        remember(Seen(ORIGIN, 3, root(99)))
    assert refusal.value.remedy
    assert recall(ORIGIN) == Seen(ORIGIN, 3, root(3))


GOOD = {"origin": ORIGIN, "size": 3, "root": root(3).hex()}


@pytest.mark.parametrize(
    "text",
    [
        "x",
        "{",
        "[]",
        "3",
        "{}",
        "[" * 100_000,
        "\xff",
        json.dumps(GOOD),
        json.dumps(GOOD) + "\n\n",
        json.dumps(GOOD | {"size": 0}) + "\n",
        json.dumps(GOOD | {"size": -1}) + "\n",
        json.dumps(GOOD | {"size": True}) + "\n",
        json.dumps(GOOD | {"size": 3.0}) + "\n",
        json.dumps(GOOD | {"size": "3"}) + "\n",
        json.dumps(GOOD | {"size": 2**53}) + "\n",
        json.dumps(GOOD | {"root": "00"}) + "\n",
        json.dumps(GOOD | {"root": root(3).hex().upper().replace("0", " ")}) + "\n",
        json.dumps(GOOD | {"root": None}) + "\n",
        json.dumps(GOOD | {"origin": OTHER}) + "\n",
        json.dumps(GOOD | {"more": 1}) + "\n",
    ],
)
def test_a_garbled_file_breaks_integrity(file: Path, text: str) -> None:
    """Whatever is not exactly what this program writes is refused, naming the file, and not written over."""
    file.parent.mkdir(parents=True)
    file.write_bytes(text.encode("latin-1"))
    with pytest.raises(IntegrityBroken) as refusal:
        recall(ORIGIN)
    assert refusal.value.remedy.startswith(f"Move {file} away, and compare what `afi verify` then says")
    with pytest.raises(IntegrityBroken):
        remember(Seen(ORIGIN, 9, root(9)))
    assert file.read_bytes() == text.encode("latin-1")


def test_every_flipped_bit_is_noticed_or_harmless(file: Path) -> None:
    """A flipped bit is refused, or lies in the value itself, which the ledger then fails to extend."""
    remember(Seen(ORIGIN, 3, root(3)))
    whole = file.read_bytes()
    for bit in range(len(whole) * 8):
        flipped = bytearray(whole)
        flipped[bit // 8] ^= 1 << bit % 8
        file.write_bytes(flipped)
        try:
            found = recall(ORIGIN)
        except IntegrityBroken:
            continue
        assert found is not None and found.origin == ORIGIN and found != Seen(ORIGIN, 3, root(3))


@pytest.mark.parametrize("content", [b"", b"\0" * 130])
def test_a_file_lost_to_a_power_cut_is_no_memory(file: Path, content: bytes) -> None:
    """An empty or zeroed file is what a power cut leaves: nothing is remembered, and the next checkpoint is."""
    file.parent.mkdir(parents=True)
    file.write_bytes(content)
    assert recall(ORIGIN) is None
    assert remember(Seen(ORIGIN, 4, root(4)))
    assert recall(ORIGIN) == Seen(ORIGIN, 4, root(4))


def test_an_unwritable_folder_is_told_not_raised(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A state folder that cannot be made gives False, for the caller to warn of."""
    (home / "state").mkdir()
    (home / "state" / "seen").mkdir()
    before = Seen(ORIGIN, 3, root(3))
    remember(before)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    assert remember(Seen(ORIGIN, 4, root(4))) is False
    assert recall(ORIGIN) == before
    assert os.listdir(home / "state" / "seen") == [ORIGIN]


def test_a_folder_that_cannot_be_made_is_told_not_raised(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A read-only home gives False for what is to be remembered, and no memory."""

    def read_only(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(os, "mkdir", read_only)
    assert remember(Seen(ORIGIN, 4, root(4))) is False
    assert recall(ORIGIN) is None


def test_an_unreadable_memory_does_not_pass_for_none(file: Path) -> None:
    """A memory that is there and cannot be read is refused, or hiding it would be enough to roll back."""
    file.mkdir(parents=True)
    with pytest.raises(StoreUnavailable) as refusal:
        recall(ORIGIN)
    assert str(file) in refusal.value.remedy


def test_an_origin_that_is_none_reaches_no_path() -> None:
    """An origin with a path in it is refused."""
    with pytest.raises(Unreadable):
        recall("../../x.0123456789abcdef")
    with pytest.raises(Unreadable):
        remember(Seen("../../x.0123456789abcdef", 1, root(1)))


def test_windows_waits_while_the_file_is_open_elsewhere(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sharing violation, which Windows gives for a moment, is waited out; one that stays is told."""
    real, failures = os.replace, [PermissionError(13, "in use")] * 3

    def busy(source: Path, target: Path) -> None:
        if failures:
            raise failures.pop()
        real(source, target)

    monkeypatch.setattr(memory, "_WINDOWS", True)
    monkeypatch.setattr("time.sleep", lambda _: None)
    monkeypatch.setattr(os, "replace", busy)
    assert remember(Seen(ORIGIN, 1, root(1)))
    failures.extend([PermissionError(13, "in use")] * 100)
    assert remember(Seen(ORIGIN, 2, root(2))) is False
    assert recall(ORIGIN) == Seen(ORIGIN, 1, root(1))


def _hammer(start: int, step: int) -> None:
    """Remember every ``step``-th size, and read back after each."""
    for size in range(start, 400, step):
        assert remember(Seen(ORIGIN, size, root(size)))
        found = recall(ORIGIN)
        assert found is not None and found.root == root(found.size)


def test_many_processes_never_garble_the_memory(file: Path) -> None:
    """Eight processes remembering at once: every read is whole, no file is left over, the next command is level."""
    spawn = multiprocessing.get_context("spawn")
    workers = [spawn.Process(target=_hammer, args=(n + 1, 8)) for n in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert [worker.exitcode for worker in workers] == [0] * 8
    assert os.listdir(file.parent) == [ORIGIN]
    assert remember(Seen(ORIGIN, 400, root(400)))
    assert recall(ORIGIN) == Seen(ORIGIN, 400, root(400))


def test_memory_imports_nothing_heavy() -> None:
    """Every read command imports this, so it brings no library and no dataclasses."""
    heavy = "{'platformdirs', 'pydantic', 'cryptography', 'eventsourcing', 'dataclasses', 'tempfile', 'subprocess'}"
    code = f"import sys; before = set(sys.modules); import ledger.memory; sys.exit(bool({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
