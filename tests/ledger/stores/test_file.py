"""The ledger file: how it is set up, and what is refused with a remedy when it cannot be used."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from ledger.errors import AlreadyThere, IntegrityBroken, Refusal, StoreUnavailable
from ledger.recording import Ledger, Plan
from ledger.stores import file
from ledger.stores.log import Log
from tests.ledger.plans import contents, noting, raising, unchanged
from tests.making import make_ledger


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ledger]:
    """The ledger of ``tests.making`` with AFI-1 in it, twelve entries."""
    monkeypatch.setenv("AFI_HOME", str(tmp_path / "home"))
    with make_ledger(tmp_path) as made:
        made.record(raising)
        yield made


@pytest.fixture
def closed(ledger: Ledger) -> Path:
    """The same, which nobody has open."""
    ledger.close()
    return ledger.path


def refused_to_read(path: Path) -> Refusal:
    """What a reader is told."""
    with pytest.raises(Refusal) as refusal:
        Log.open(path)
    return refusal.value


def refused_to_write(ledger: Ledger) -> Refusal:
    """What a writer is told."""
    with pytest.raises(Refusal) as refusal:
        ledger.record(noting())
    return refusal.value


def refusal_of(ledger: Ledger, plan: Plan) -> Refusal | None:
    """What a writer is told, if anything."""
    try:
        ledger.record(plan)
    except Refusal as refusal:
        return refusal
    return None


def again(ledger: Ledger, path: Path | None = None) -> Ledger:
    """The ledger opened anew, perhaps from another place."""
    return Ledger(path or ledger.path, ledger.signer, ledger._clock)


# How it is set up.


def test_a_file_says_what_it_is(closed: Path) -> None:
    """In its header, where `file` and SQLite's own tools look."""
    header = closed.read_bytes()[:100]
    assert header[68:72] == b"AFI1" and int.from_bytes(header[60:64]) == file.SCHEMA_VERSION


def test_a_recording_is_durable_and_private(ledger: Ledger) -> None:
    """A writer waits for the disk, leaves no trace of what is erased, and runs no code from the file."""
    with ledger.factory.datastore.get_connection(commit=False) as connection:  # type: ignore[attr-defined]
        settings = {
            name: connection.cursor().sqlite_cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "secure_delete", "trusted_schema")
        }
    assert settings == {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "trusted_schema": 0}


def test_a_closed_ledger_is_one_file(closed: Path) -> None:
    """Nothing of it lies beside it, so that copying the file copies everything."""
    assert sorted(os.listdir(closed.parent)) == ["afi.ledger", "home"]


@pytest.mark.skipif(sys.platform == "win32", reason="rights are given otherwise there")
def test_only_its_maker_may_read_a_new_ledger(tmp_path: Path) -> None:
    """What SQLite puts beside it is as private."""
    file.create(tmp_path / "new.ledger")
    with closing(file.connect(tmp_path / "new.ledger", write=True)) as connection:
        connection.execute("INSERT INTO minted VALUES ('AFI', 1)")
        found = sorted(tmp_path.iterdir())
        assert len(found) == 3 and {path.stat().st_mode & 0o777 for path in found} == {0o600}


def test_a_file_is_not_made_over_another(tmp_path: Path) -> None:
    """Whatever it is."""
    (tmp_path / "minutes").write_text("of the board")
    with pytest.raises(AlreadyThere):
        file.create(tmp_path / "minutes")
    assert (tmp_path / "minutes").read_text() == "of the board"


def test_a_reader_cannot_write(ledger: Ledger) -> None:
    """Not even by mistake."""
    with (
        closing(Log.open(ledger.path)) as log,
        unchanged(ledger.path),
        pytest.raises(StoreUnavailable, match="read-only"),
    ):
        log.query("INSERT INTO minted VALUES ('AFI', 9)")


# What is no ledger.


@pytest.mark.parametrize(
    "content", [b"", b"minutes of the board", b"SQLite format 3\0" + bytes(4096)], ids=["empty", "text", "noughts"]
)
def test_another_file_is_no_ledger(ledger: Ledger, content: bytes) -> None:
    """Said so to whoever would read or write it, and left as it is."""
    other = ledger.path.with_name("other.ledger")
    other.write_bytes(content)
    with again(ledger, other) as writer:
        for refusal in (refused_to_read(other), refused_to_write(writer)):
            assert isinstance(refusal, StoreUnavailable) and "is not a ledger" in refusal.what
    assert other.read_bytes() == content


def test_another_database_is_no_ledger(ledger: Ledger) -> None:
    """Even one with tables of the same names."""
    other = ledger.path.with_name("other.ledger")
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE entry(position INTEGER PRIMARY KEY)")
    with again(ledger, other) as writer:
        for refusal in (refused_to_read(other), refused_to_write(writer)):
            assert isinstance(refusal, StoreUnavailable) and "is not a ledger" in refusal.what


def test_where_nothing_is_there_is_no_ledger(ledger: Ledger) -> None:
    """And none is made there."""
    nowhere = ledger.path.with_name("nowhere.ledger")
    with again(ledger, nowhere) as writer:
        for refusal in (refused_to_read(nowhere), refused_to_write(writer)):
            assert isinstance(refusal, StoreUnavailable)
    assert not nowhere.exists()


def test_a_newer_ledger_needs_a_newer_program(ledger: Ledger) -> None:
    """What this program does not know it neither reads nor writes."""
    ledger.close()
    with closing(sqlite3.connect(ledger.path)) as connection:
        connection.execute(f"PRAGMA user_version={file.SCHEMA_VERSION + 1}")
    with again(ledger) as writer:
        for refusal in (refused_to_read(ledger.path), refused_to_write(writer)):
            assert isinstance(refusal, StoreUnavailable) and "newer afi-ledger" in refusal.what


def test_a_damaged_file_is_broken(ledger: Ledger) -> None:
    """Not the user's doing, and not to be repeated."""
    ledger.close()
    stored = bytearray(ledger.path.read_bytes())
    stored[100 + 4096 :] = b"\xff" * (len(stored) - 100 - 4096)
    ledger.path.write_bytes(stored)
    with again(ledger) as writer:
        assert isinstance(refused_to_write(writer), IntegrityBroken)


# What cannot be written now.


def test_a_read_only_file_is_said_to_be(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """As SQLite says it of media that cannot be written; permissions, which do not bind root, are the next test's."""
    connect = file.connect
    monkeypatch.setattr("ledger.stores.sqlite.connect", lambda path, write: connect(path))
    with again(ledger) as writer, unchanged(ledger.path):
        refusal = refused_to_write(writer)
    assert isinstance(refusal, StoreUnavailable) and "is read-only" in refusal.what


AS_NOBODY = """
import os, sys
from pathlib import Path
from ledger.errors import Refusal
from ledger.stores.log import Log
from ledger.stores.sqlite import LedgerDatastore, LedgerRecorder
os.setgid(65534), os.setuid(65534)  # nobody, who may be unable to read this program: all is imported
path = Path(sys.argv[1])
log = Log.open(path)
print(log.size())
log.close()
recorder = LedgerRecorder(LedgerDatastore(path), lambda size, root: (root, root))
try:
    with recorder.exclusive():
        print("written")
except Refusal as refusal:
    print(refusal.what)
"""


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can become somebody whom permissions bind"
)
def test_who_may_only_read_reads_and_does_not_write(closed: Path) -> None:
    """Another user of the computer, who has no right to the folder."""
    with tempfile.TemporaryDirectory() as shared:
        os.chmod(shared, 0o755)
        path = Path(shutil.copy(closed, shared))
        path.chmod(0o644)
        run = subprocess.run([sys.executable, "-c", AS_NOBODY, path], capture_output=True, text=True, check=True)
    assert run.stdout.splitlines() == ["12", f"{path} is read-only."]


def test_a_ledger_locked_too_long_is_refused(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """After waiting; once the other has finished, repeating works."""
    monkeypatch.setattr(file, "PATIENCE", 0.1)
    with again(ledger) as writer:
        with ledger.recorder.exclusive(), unchanged(ledger.path):  # type: ignore[attr-defined]
            refusal = refused_to_write(writer)
        assert isinstance(refusal, StoreUnavailable) and "stayed locked" in refusal.what
        assert writer.record(noting()).size == 13


def test_a_full_disk_leaves_the_ledger_as_it_was(ledger: Ledger) -> None:
    """SQLite says the same of a file that may not grow; with room again, repeating works."""
    with ledger.factory.datastore.get_connection(commit=False) as connection:  # type: ignore[attr-defined]
        cursor = connection.cursor().sqlite_cursor
        cursor.execute("PRAGMA max_page_count=1")
    long = noting("Dip sample: " + 100 * "every call was answered in time, as the log shows. ")
    refusal, before = None, contents(ledger.path)
    while refusal is None:  # there is room for one or two on pages that are in use
        before = contents(ledger.path)
        refusal = refusal_of(ledger, long)
    assert isinstance(refusal, StoreUnavailable) and "disk is full; nothing was recorded" in refusal.what
    assert contents(ledger.path) == before
    cursor.execute("PRAGMA max_page_count=1000000")
    assert ledger.record(long).size == len(before["entry"]) + 1
