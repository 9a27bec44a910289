"""Backups: whole and free of what was erased, however others write; and restored only where nothing is lost by it."""

import errno
import multiprocessing
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from commands.demo.gallery.forger import Forger
from ledger import home, keyring, memory
from ledger.errors import AlreadyThere, IntegrityBroken, Refusal, StoreUnavailable
from ledger.events.text import ErasedText, TextErased
from ledger.memory import Seen
from ledger.proofs.audit import audit
from ledger.proofs.verdict import Verdict
from ledger.recording import Ledger
from ledger.stores import backup, copies, file, place
from ledger.stores.evidence import open_evidence
from ledger.stores.log import Log
from tests.ledger.plans import contents, noting, raising
from tests.ledger.writers import write_to_file
from tests.making import ORIGIN, make_ledger, say

ROOT = Path(__file__).parents[3]


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A ledger with AFI-1 in it, 12 entries, which nobody has open."""
    monkeypatch.setenv("AFI_HOME", str(tmp_path / "home"))
    folder = tmp_path / "desk"
    folder.mkdir()
    with make_ledger(folder) as made:
        made.record(raising)
    return folder / "afi.ledger"


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """An empty folder for backups."""
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


@pytest.fixture
def made(path: Path, stick: Path) -> Path:
    """A backup of the ledger."""
    back_up(path, stick / "b")
    return stick / "b"


def known(path: Path) -> tuple[int, bytes]:
    """The newest checkpoint of a ledger."""
    with closing(Log.open(path)) as log:
        head = log.head()
    assert head
    return head.size, head.root


def back_up(path: Path, to: Path) -> Verdict:
    """A backup of a ledger as it was last seen."""
    return backup.back_up(path, to, known(path))


def nothing(_: str) -> None:
    """What a terminal remembers that never saw the ledger."""


def sound(path: Path) -> bool:
    """Whether the audit finds nothing."""
    with open_evidence(path) as evidence:
        return audit(evidence).sound


def record(path: Path, text: str = "Calls are answered.") -> int:
    """Records a note; returns how many entries there are."""
    with Ledger(path, keyring.keys(ORIGIN)[0]) as ledger:
        return ledger.record(noting(text)).size


def refused(kind: type[Refusal], action: Callable[..., object], *words: Any) -> str:
    """What is said of something that is refused."""
    with pytest.raises(kind) as refusal:
        action(*words)
    return refusal.value.what


# Written.


def test_a_backup_is_the_whole_ledger_in_one_file(path: Path, stick: Path) -> None:
    """Row by row, in the ledger's own form, with nothing beside it."""
    verdict = back_up(path, stick / "b")
    assert verdict.sound and (verdict.size, verdict.root) == known(path)
    assert os.listdir(stick) == ["b"]
    assert contents(stick / "b") == contents(path) and sound(stick / "b")


def test_others_record_meanwhile(path: Path, stick: Path, tmp_path: Path) -> None:
    """Each backup is the ledger at one moment, at the end of a command, and every receipt given before is in it."""
    said = [tmp_path / f"said-{number}" for number in range(2)]
    start = multiprocessing.get_context("spawn").Process
    writers = [start(target=write_to_file, args=(path, number, 60, file)) for number, file in enumerate(said)]
    for writer in writers:
        writer.start()
    sizes: list[int] = []
    while any(writer.is_alive() for writer in writers):
        told = sum(len(file.read_text().splitlines()) for file in said if file.exists())
        sizes.append(back_up(path, stick / str(len(sizes))).size)
        with closing(Log.open(stick / str(len(sizes) - 1))) as log:
            assert len(log.query("SELECT DISTINCT command FROM entry WHERE position > 12")) >= told
    assert [writer.exitcode for writer in writers] == [0, 0]
    assert len(set(sizes)) > 1 and sizes == sorted(sizes), "several were made while they wrote"


def test_what_was_erased_is_not_in_it(path: Path, stick: Path) -> None:
    """Of a text deleted from the vault, short or long, pages keep remnants; a backup has none."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA secure_delete=OFF")
        for key, content in ((b"1", b"PC 1234 was named"), (b"2", b"and so was PC 5678. " * 5000)):
            connection.execute("INSERT INTO vault VALUES (?, x'00', ?)", (key, content))
        connection.execute("DELETE FROM vault WHERE length(commitment) = 1")
    assert sound(path) and b"PC 1234" in path.read_bytes() and b"PC 5678" in path.read_bytes()
    back_up(path, stick / "b")
    assert not any(text in (stick / "b").read_bytes() for text in (b"PC 1234", b"PC 5678"))


KILLED = """
import os, sys
from pathlib import Path
from ledger.stores import backup
def die(*_, **__):
    os._exit(9)
def dying(path, opened=backup.open_for_reading):
    connection = opened(path)
    connection.set_progress_handler(die, 20)
    return connection
setattr(backup if sys.argv[1] in vars(backup) else os, sys.argv[1], dying if sys.argv[1] == "open_for_reading" else die)
if sys.argv[2] == "back_up":
    backup.back_up(Path(sys.argv[3]), Path(sys.argv[4]), (1, b""))
else:
    backup.restore(Path(sys.argv[3]), Path(sys.argv[4]), lambda origin: None)
"""


@pytest.mark.parametrize(
    ("at", "doing"),
    [
        ("open_for_reading", "back_up"),
        ("fsync", "back_up"),
        ("open_evidence", "back_up"),
        ("fsync", "restore"),
        ("open_evidence", "restore"),
        ("link", "restore"),
    ],
)
def test_killed_midway_nothing_bears_the_name(made: Path, path: Path, tmp_path: Path, at: str, doing: str) -> None:
    """Killed while it copies, before the copy is on the disk, before it is audited, or before it is named."""
    folder = tmp_path / "new"
    folder.mkdir()
    source = path if doing == "back_up" else made
    killed = [sys.executable, "-c", KILLED, at, doing, str(source), str(folder / "x.ledger")]
    assert subprocess.run(killed, env=os.environ | {"PYTHONPATH": str(ROOT)}).returncode == 9
    left = os.listdir(folder)
    assert left and all(name.startswith(".x.ledger.") for name in left)
    backup.restore(made, folder / "x.ledger", nothing)
    assert sound(folder / "x.ledger")


def test_never_over_anything(path: Path, stick: Path) -> None:
    """A file, a folder, and a link that leads nowhere stay what they are; so does what another ledger left behind."""
    (stick / "file").write_text("minutes")
    (stick / "folder").mkdir()
    (stick / "link").symlink_to("nowhere")
    (stick / "gone-wal").write_text("entries")
    before = sorted(os.listdir(stick))
    for name in ("file", "folder", "link", "gone"):
        said = refused(AlreadyThere, back_up, path, stick / name)
        assert str(stick / name) in said and "meanwhile" not in said, "before the work, not after it"
    assert sorted(os.listdir(stick)) == before and (stick / "file").read_text() == "minutes"


@pytest.mark.parametrize("links", [True, False])
def test_never_over_what_came_meanwhile(path: Path, stick: Path, monkeypatch: pytest.MonkeyPatch, links: bool) -> None:
    """Whether or not the drive knows links."""

    def link(*_: object) -> None:
        (stick / "b").write_text("theirs")
        raise FileExistsError if links else OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", link)
    assert "meanwhile" in refused(AlreadyThere, back_up, path, stick / "b")
    assert os.listdir(stick) == ["b"] and (stick / "b").read_text() == "theirs"


def test_a_drive_without_links(path: Path, stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As most sticks and network drives are."""

    def link(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", link)
    back_up(path, stick / "b")
    assert os.listdir(stick) == ["b"] and sound(stick / "b")


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps folders in order itself")
def test_it_is_on_the_disk_before_it_bears_its_name(
    path: Path, made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the name is, before anybody is told."""
    done: list[str] = []
    fsync, link = os.fsync, os.link

    def syncing(number: int) -> None:
        done.append("folder" if stat.S_ISDIR(os.fstat(number).st_mode) else "file")
        fsync(number)

    def linking(*paths: Path) -> None:
        done.append("name")
        link(*paths)

    monkeypatch.setattr(os, "fsync", syncing)
    monkeypatch.setattr(os, "link", linking)
    back_up(path, tmp_path / "b")
    backup.restore(made, tmp_path / "x.ledger", nothing)
    assert done == 2 * ["file", "name", "folder"]


class Full:
    """A connection that finds the disk full, or the ledger damaged."""

    def __init__(self, name: str) -> None:
        self.error = sqlite3.OperationalError("as SQLite says it")
        self.error.sqlite_errorname = name

    def execute(self, *_: object) -> None:
        raise self.error

    def close(self) -> None:
        pass


@pytest.mark.parametrize(
    ("said", "kind", "about"),
    [
        ("SQLITE_FULL", StoreUnavailable, "stick"),
        ("SQLITE_IOERR_WRITE", StoreUnavailable, "stick"),
        ("SQLITE_CORRUPT", IntegrityBroken, "afi.ledger is damaged"),
        ("SQLITE_BUSY", StoreUnavailable, "afi.ledger stayed locked"),
    ],
)
def test_what_sqlite_refuses(
    path: Path, stick: Path, monkeypatch: pytest.MonkeyPatch, said: str, kind: type[Refusal], about: str
) -> None:
    """It is said of the file that it is about, and nothing is left."""
    monkeypatch.setattr(backup, "open_for_reading", lambda _: Full(said))
    assert about in refused(kind, back_up, path, stick / "b")
    assert os.listdir(stick) == []


@pytest.mark.parametrize("at", ["fsync", "touch", "copyfile"])
def test_what_the_system_refuses(
    path: Path, made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    """A full disk, or a folder that is not ours, is said, and nothing is left, of a backup or of a ledger."""

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    (tmp_path / "new").mkdir()
    monkeypatch.setattr({"fsync": os, "touch": Path, "copyfile": shutil}[at], at, full)
    to = tmp_path / "new" / "x.ledger"
    if at != "copyfile":
        assert refused(StoreUnavailable, back_up, path, to) == f"{to} cannot be written (No space left on device)."
    assert "(No space left on device)." in refused(StoreUnavailable, backup.restore, made, to, nothing)
    assert os.listdir(tmp_path / "new") == []


@pytest.mark.skipif(os.name == "nt", reason="Windows cannot limit the size of a file")
def test_a_file_that_may_not_grow(path: Path, stick: Path) -> None:
    """For real: SQLite has written part of it when the system refuses the rest."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size - 4096, before[1]))
    try:
        assert f"{stick / 'b'} cannot be written" in refused(StoreUnavailable, back_up, path, stick / "b")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert os.listdir(stick) == []


def test_a_folder_that_is_not_there(path: Path, tmp_path: Path) -> None:
    """Perhaps the stick is not in: none is made in its place."""
    assert "cannot be written (No such file" in refused(StoreUnavailable, back_up, path, tmp_path / "no" / "b")
    assert not (tmp_path / "no").exists()


@pytest.mark.parametrize("spoiling", ["UPDATE entry SET type = 'x' WHERE position = 12", "CREATE TABLE planted(x)"])
def test_no_backup_of_a_ledger_that_is_not_whole(path: Path, stick: Path, spoiling: str) -> None:
    """Rows and schema are audited as they came out, before the backup bears its name."""
    with Forger(path) as forger:
        forger.sql.execute(spoiling)
    assert "is not whole: " in refused(IntegrityBroken, back_up, path, stick / "b")
    assert os.listdir(stick) == []


def test_no_backup_of_less_than_was_seen(path: Path, stick: Path) -> None:
    """A ledger that was exchanged meanwhile, for an older one or another, is not what was to be backed up."""
    size, root = known(path)
    for seen in ((size + 1, root), (size, bytes(32))):
        refused(IntegrityBroken, backup.back_up, path, stick / "b", seen)
    assert os.listdir(stick) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_who_may_not_read_the_ledger_may_not_read_a_backup(path: Path, stick: Path) -> None:
    """Nor a ledger restored from one that only its owner may read; its owner may always write to it."""
    for mode in (0o600, 0o400):
        path.chmod(mode)
        back_up(path, stick / f"{mode}")
        (stick / f"{mode}").chmod(mode)
        backup.restore(stick / f"{mode}", stick / f"{mode}.ledger", nothing)
        assert (stick / f"{mode}.ledger").stat().st_mode & 0o777 == 0o600


def test_a_backup_may_lie_on_a_network_drive(
    path: Path, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a ledger may not, restored or not."""
    (tmp_path / "mounts").write_text(f"2 1 0:2 / {stick} rw - nfs server:/stick rw\n")
    monkeypatch.setattr(place, "PLATFORM", "linux")
    monkeypatch.setattr(place, "MOUNTINFO", str(tmp_path / "mounts"))
    back_up(path, stick / "b")
    assert "network drive" in refused(StoreUnavailable, backup.restore, stick / "b", stick / "x.ledger", nothing)
    backup.restore(stick / "b", tmp_path / "x.ledger", nothing)
    assert os.listdir(stick) == ["b"]


# Restored.


def test_a_restored_ledger_goes_on(path: Path, made: Path) -> None:
    """As it was, with nothing of the lost one; it verifies, this terminal knows it, and recording works."""
    before = contents(path)
    path.unlink()
    for end in ("-wal", "-shm"):  # as readers leave them
        Path(f"{path}{end}").write_bytes(b"\1" * 32768 if end == "-shm" else b"")
    verdict = backup.restore(made, path, memory.recall)
    assert verdict.sound and contents(path) == before and path.read_bytes() == made.read_bytes()
    assert record(path) == 13 and sound(path)


def test_a_restored_ledger_is_one_file(made: Path, tmp_path: Path) -> None:
    """Neither the audit nor the lost ledger leaves anything beside it, and the backup is as it was."""
    (tmp_path / "new").mkdir()
    before = made.read_bytes()
    (tmp_path / "new" / "x.ledger-shm").write_bytes(b"\1" * 32768)
    backup.restore(made, tmp_path / "new" / "x.ledger", nothing)
    assert os.listdir(tmp_path / "new") == ["x.ledger"]
    assert os.listdir(made.parent) == ["b"] and made.read_bytes() == before


@pytest.fixture
def new(tmp_path: Path) -> Path:
    """A place for a ledger, in a folder of its own."""
    (tmp_path / "new").mkdir()
    return tmp_path / "new" / "afi.ledger"


@pytest.mark.parametrize("flipped", [b'"type":"improvement.raised"', b"answer calls sooner", b"AFI-1", b"\2\2\0\x40"])
def test_a_flipped_byte(made: Path, new: Path, flipped: bytes) -> None:
    """In an entry, a text, a column or the header."""
    stored = bytearray(made.read_bytes())
    stored[stored.index(flipped)] ^= 1
    made.write_bytes(stored)
    assert f"{made} is not whole" in refused(IntegrityBroken, backup.restore, made, new, nothing)
    assert os.listdir(new.parent) == []


def test_an_edited_entry(made: Path, new: Path) -> None:
    """Hashed again, with every trigger back in its place."""
    with Forger(made) as forger:
        forger.edit(12, said_by="POST-1")
        forger.rehash()
    assert f"{made} is not whole" in refused(IntegrityBroken, backup.restore, made, new, nothing)
    assert os.listdir(new.parent) == []


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9, 0.999])
def test_a_truncated_backup(made: Path, new: Path, kept: float) -> None:
    """A stick that was pulled out too soon, or a copy that was not finished."""
    os.truncate(made, int(made.stat().st_size * kept))
    refused(IntegrityBroken, backup.restore, made, new, nothing)
    assert os.listdir(new.parent) == []


def test_an_older_backup_than_was_seen(path: Path, made: Path, new: Path) -> None:
    """What would be lost is named, and there is no way round it."""
    assert record(path) == 13 and record(path) == 14
    said = refused(IntegrityBroken, backup.restore, made, new, memory.recall)
    assert "has 12 entries, but this terminal has seen 14: the entries from E-13 on would be lost" in said
    assert os.listdir(new.parent) == []


def test_another_history_than_was_seen(path: Path, made: Path, new: Path) -> None:
    """A ledger of the same name and as long or longer, that went on otherwise."""
    assert record(made) == 13 and memory.recall(ORIGIN)
    size, root = known(path)
    for seen in (Seen(ORIGIN, 13, bytes(32)), Seen(ORIGIN, size, bytes(32))):
        said = refused(IntegrityBroken, backup.restore, made, new, lambda _, seen=seen: seen)
        assert f"whose first {seen.size} entries this terminal has seen" in said
    assert os.listdir(new.parent) == []
    assert backup.restore(made, new, lambda _: Seen(ORIGIN, size, root)).size == 13


@pytest.mark.parametrize("content", [b"", b"minutes of the board", b"SQLite format 3\0" + bytes(4096)])
def test_what_is_no_ledger(made: Path, new: Path, content: bytes) -> None:
    """Nor what is a folder, or not there."""
    made.write_bytes(content)
    assert "is not a ledger" in refused(StoreUnavailable, backup.restore, made, new, nothing)
    for absent in (made.parent, made.with_name("none")):
        assert "There is no backup" in refused(StoreUnavailable, backup.restore, absent, new, nothing)
    assert os.listdir(new.parent) == []


def test_a_newer_backup_needs_a_newer_program(made: Path, new: Path) -> None:
    """It is not called broken."""
    with closing(sqlite3.connect(made)) as connection:
        connection.execute(f"PRAGMA user_version={file.SCHEMA_VERSION + 1}")
    assert "newer afi-ledger" in refused(StoreUnavailable, backup.restore, made, new, nothing)
    assert os.listdir(new.parent) == []


def test_a_ledger_copied_by_hand(path: Path, stick: Path, new: Path) -> None:
    """With its -wal it is first made a backup, which lacks nothing; without it, what is lost is known."""
    with Ledger(path, keyring.keys(ORIGIN)[0]) as ledger:
        ledger.record(noting())
        for end in ("", "-wal"):
            shutil.copy(f"{path}{end}", stick / f"copied{end}")
    copied = stick / "copied"
    said = refused(StoreUnavailable, backup.restore, copied, new, memory.recall)
    assert "part of the ledger lies in copied-wal beside it" in said and os.listdir(new.parent) == []
    (new.parent / "link").symlink_to(copied)
    assert "part of" in refused(StoreUnavailable, backup.restore, new.parent / "link", new, memory.recall)
    back_up(copied, stick / "b")
    (stick / "copied-wal").write_bytes(b"")
    assert "from E-13 on would be lost" in refused(IntegrityBroken, backup.restore, copied, new, memory.recall)
    assert backup.restore(stick / "b", new, memory.recall).size == 13


def test_never_over_a_ledger(path: Path, made: Path) -> None:
    """Nor into what one left behind: its log may hold its last entries."""
    before = path.read_bytes()
    assert "already" in refused(AlreadyThere, backup.restore, made, path, nothing)
    assert path.read_bytes() == before
    path.unlink()
    Path(f"{path}-wal").write_bytes(b"entries")
    assert "whose last entries it may hold" in refused(AlreadyThere, backup.restore, made, path, nothing)
    assert not path.exists() and Path(f"{path}-wal").read_bytes() == b"entries"


# Without what was erased.


def row_of(path: Path, content: bytes) -> tuple[object, ...]:
    """The vault's row of a text."""
    [row] = [row for row in contents(path)["vault"] if row[2] == content]
    return row


def test_what_is_known_to_be_erased_is_left_out(path: Path, made: Path, new: Path) -> None:
    """No byte of it is in the restored ledger, which lacks that and nothing else; the backup is as it was."""
    before, row = made.read_bytes(), row_of(made, b"The force should answer calls sooner.")
    backup.restore(made, new, nothing, lambda _: {row[0].hex(), "1" * 64})  # type: ignore[attr-defined]
    assert os.listdir(new.parent) == ["afi.ledger"] and made.read_bytes() == before
    assert b"answer calls sooner" not in new.read_bytes()
    with open_evidence(new) as evidence:
        assert [finding.kind for finding in audit(evidence).findings] == ["text-missing"]
    after = contents(new)
    assert after.pop("vault") == [each for each in contents(made)["vault"] if each != row]
    assert after == {table: rows for table, rows in contents(made).items() if table != "vault"}


def test_what_its_own_entries_erased_is_left_out(path: Path, made: Path, new: Path, stick: Path) -> None:
    """Somebody put the text back into a copy: it is not restored with it, and then nothing is wrong."""
    row = row_of(made, b"The force should answer calls sooner.")
    gone = TextErased(texts=(ErasedText(text=row[0].hex(), entry=12),))  # type: ignore[attr-defined]
    with Ledger(path, keyring.keys(ORIGIN)[0]) as ledger:
        ledger.record(lambda draft: draft.add(gone, say("2019")))
    back_up(path, stick / "c")
    with closing(sqlite3.connect(stick / "c", isolation_level=None)) as connection:
        connection.execute("INSERT INTO vault VALUES (?,?,?)", row)
    assert not sound(stick / "c")
    assert backup.restore(stick / "c", new, nothing).sound and sound(new)


def test_a_list_hides_nothing_else(path: Path, made: Path, new: Path) -> None:
    """A backup that lacks another text, or has one altered, is refused though texts of it were erased."""
    row = row_of(made, b"The force should answer calls sooner.")
    with closing(sqlite3.connect(made, isolation_level=None)) as connection:
        connection.execute("DELETE FROM vault WHERE content = ?", (b"Ann Keeper",))
    known = {row[0].hex()}  # type: ignore[attr-defined]
    assert "is not whole" in refused(IntegrityBroken, backup.restore, made, new, nothing, lambda _: known)
    assert os.listdir(new.parent) == []


# Where they are.


def test_which_backups_there_are(path: Path, made: Path) -> None:
    """They are noted one by one; a damaged line is passed over, and none is noted where that cannot be."""
    first, second = (copies.Registered(f"/b{n}", "2026-01-01T00:00:00Z", n) for n in (1, 2))
    assert copies.registered(ORIGIN) == []
    assert copies.register(ORIGIN, first)
    with (home.state_dir() / "backups" / ORIGIN).open("a") as file:
        file.write('{"file":\n[]\n7\n{"other":1}\n')
    assert copies.register(ORIGIN, second) and copies.registered(ORIGIN) == [first, second]
    (home.state_dir() / "backups" / ORIGIN).unlink()
    (home.state_dir() / "backups" / ORIGIN).mkdir()
    assert not copies.register(ORIGIN, first) and copies.registered(ORIGIN) == []


def test_what_a_backup_keeps(made: Path) -> None:
    """Of these texts those that it has; nothing is known of what is no backup, or not there."""
    key = row_of(made, b"Ann Keeper")[0].hex()  # type: ignore[attr-defined]
    assert copies.keeping(made, [key, "1" * 64]) == {key}
    assert copies.keeping(made.with_name("none"), [key]) is None
    made.write_bytes(b"minutes of the board")
    assert copies.keeping(made, [key]) is None
