"""A ledger file as evidence: whatever it holds, reading it ends, and says what is wrong."""

import os
import shutil
import sqlite3
import time
from pathlib import Path

import pytest

from ledger.errors import StoreUnavailable
from ledger.proofs.audit import audit
from ledger.proofs.evidence import RawCheckpoint
from ledger.proofs.verdict import Verdict
from ledger.stores import file
from ledger.stores.evidence import open_evidence
from ledger.stores.file import SCHEMA


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An empty ledger file."""
    path = tmp_path / "afi.ledger"
    file.create(path)
    return path


def check(path: Path) -> Verdict:
    """The verdict on a file."""
    with open_evidence(path) as found:
        return audit(found)


def said(verdict: Verdict, kind: str) -> list[str]:
    """What findings of one kind say."""
    return [finding.what for finding in verdict.findings if finding.kind == kind]


def unlocked(path: Path) -> sqlite3.Connection:
    """A connection with the triggers gone and the schema open to be written."""
    sql = sqlite3.connect(path, isolation_level=None)
    for text in SCHEMA:
        if text.startswith("CREATE TRIGGER"):
            sql.execute(f"DROP TRIGGER {text.split()[2]}")
    return sql


def locked(sql: sqlite3.Connection) -> None:
    """Puts the triggers back and closes."""
    for text in SCHEMA:
        if text.startswith("CREATE TRIGGER"):
            sql.execute(text)
    sql.close()


def test_an_empty_ledger(path: Path) -> None:
    """A file that was made but never opened says so, and nothing else."""
    verdict = check(path)
    assert [finding.what for finding in verdict.findings] == ["There are no entries."]
    assert (verdict.size, verdict.origin, verdict.first_key) == (0, "", "")


def test_a_file_that_is_absent(tmp_path: Path) -> None:
    """There is nothing to be evidence."""
    with pytest.raises(StoreUnavailable, match="cannot be read"), open_evidence(tmp_path / "none.ledger"):
        pass


@pytest.mark.parametrize("content", [b"", b"not a database", bytes(8192), b"SQLite format 3\0" + b"\xff" * 8176])
def test_a_file_that_is_no_database(tmp_path: Path, content: bytes) -> None:
    """Whatever lies there is a finding, not an error."""
    path = tmp_path / "afi.ledger"
    path.write_bytes(content)
    assert said(check(path), "file")


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9])
def test_a_file_cut_short(path: Path, kept: float) -> None:
    """The end of a copy went missing."""
    os.truncate(path, int(path.stat().st_size * kept))
    assert said(check(path), "file")


def test_another_application(path: Path) -> None:
    """The numbers in the header that say what the file is."""
    sql = sqlite3.connect(path)
    sql.execute("PRAGMA application_id = 1")
    sql.execute("PRAGMA user_version = 99")
    sql.close()
    assert [text.split(" is ")[0] for text in said(check(path), "file")] == [
        "The file's application_id",
        "The file's user_version",
    ]


def test_a_journal_mode_without_a_log(path: Path) -> None:
    """Made to ignore its -wal, a ledger would lose what lies there."""
    sql = sqlite3.connect(path)
    sql.execute("PRAGMA journal_mode = DELETE")
    sql.close()
    assert "a -wal may belong to it" in said(check(path), "file")[0]


def test_values_too_large(path: Path) -> None:
    """Values far larger than any that belong there are not loaded."""
    sql = unlocked(path)
    sql.execute("INSERT INTO entry VALUES (1, 'LEDGER', 1, 'x', 'y', zeroblob(10000000), zeroblob(10000000))")
    sql.execute("INSERT INTO vault VALUES (zeroblob(32), zeroblob(16), zeroblob(30000000))")
    sql.execute("INSERT INTO vault VALUES (zeroblob(1000000), zeroblob(16), zeroblob(3))")
    locked(sql)
    verdict = check(path)
    assert "too many to be an entry" in said(verdict, "entry")[0]
    assert len(said(verdict, "text-surplus")) == 2
    with open_evidence(path) as found:
        text = found.text(bytes(32))
        assert text is not None and text.content is None
        assert found.hashes(1) is None


def test_a_value_too_large_to_be_looked_at(path: Path) -> None:
    """A text that SQLite itself must load to measure ends the reading, and that is said."""
    sql = unlocked(path)
    sql.execute("INSERT INTO entry VALUES (1, ?, 1, 'x', 'y', x'00', x'00')", ("A" * 40_000_000,))
    locked(sql)
    assert any("cannot be read" in text for text in said(check(path), "file"))


def test_values_of_another_type(path: Path) -> None:
    """A table loosened, filled, and tightened again: its rows hold what STRICT would not have let in."""
    sql = unlocked(path)
    [strict] = sql.execute("SELECT sql FROM sqlite_master WHERE name = 'entry'").fetchone()
    loose = (
        strict.removesuffix(" STRICT").replace("BLOB", "ANY").replace("TEXT", "ANY").replace("INTEGER NOT", "ANY NOT")
    )
    sql.execute("PRAGMA writable_schema = ON")
    sql.execute("UPDATE sqlite_master SET sql = ? WHERE name = 'entry'", (loose,))
    sql.close()
    sql = sqlite3.connect(path, isolation_level=None)
    sql.execute("INSERT INTO entry VALUES (1, 3, 'one', x'ff', 4.5, 'text', 7)")
    sql.execute("PRAGMA writable_schema = ON")
    sql.execute("UPDATE sqlite_master SET sql = ? WHERE name = 'entry'", (strict,))
    sql.close()
    sql = sqlite3.connect(path, isolation_level=None)
    locked(sql)
    verdict = check(path)
    assert said(verdict, "file") and "holds no bytes" in said(verdict, "entry")[0]
    assert not said(verdict, "schema")


def test_text_that_is_no_utf8(path: Path) -> None:
    """A column of broken UTF-8 is read with a mark in place of what it is not."""
    sql = unlocked(path)
    sql.execute("INSERT INTO entry VALUES (1, CAST(x'ff41' AS TEXT), 1, 'x', 'y', x'00', x'00')")
    locked(sql)
    with open_evidence(path) as found:
        [[row]] = found.pages()
    assert row.stream == b"\xffA"


def test_pages_in_a_circle(path: Path) -> None:
    """A page that says it is its own child: SQLite says so, and reading ends."""
    sql = unlocked(path)
    for position in range(1, 400):
        sql.execute("INSERT INTO entry VALUES (?, 'S', ?, 'x', 'y', zeroblob(300), x'00')", (position, position))
    [page] = sql.execute("SELECT rootpage FROM sqlite_master WHERE name = 'entry'").fetchone()
    [size] = sql.execute("PRAGMA page_size").fetchone()
    locked(sql)
    content = bytearray(path.read_bytes())
    start = (page - 1) * size
    assert content[start] == 5  # an interior page: its children are its cells' first four bytes
    first = int.from_bytes(content[start + 12 : start + 14], "big")
    for cell in range(int.from_bytes(content[start + 3 : start + 5], "big")):
        at = start + int.from_bytes(content[start + 12 + 2 * cell : start + 14 + 2 * cell], "big")
        content[at : at + 4] = content[start + first : start + first + 4]
    path.write_bytes(content)
    begun = time.monotonic()
    verdict = check(path)
    assert any("out of order" in text for text in said(verdict, "file"))
    assert time.monotonic() - begun < 10


def test_a_table_altered_is_not_read(path: Path) -> None:
    """Only a table exactly as it was made is believed to hold what its name says."""
    sql = sqlite3.connect(path, isolation_level=None)
    sql.execute("ALTER TABLE checkpoint ADD COLUMN more INTEGER")
    sql.close()
    with open_evidence(path) as found:
        assert list(found.checkpoints()) == []
        assert [(fault.kind, fault.column) for fault in found.faults()] == [("schema", "checkpoint")]


def test_a_snapshot(path: Path) -> None:
    """What is appended while the evidence is looked at is not part of it."""
    sql = sqlite3.connect(path, isolation_level=None)
    with open_evidence(path) as found:
        sql.execute("INSERT INTO entry VALUES (1, 'S', 1, 'x', 'y', x'00', x'00')")
        assert list(found.pages()) == []
    sql.execute("INSERT INTO checkpoint VALUES (1, x'00', x'01', x'02')")
    sql.close()
    with open_evidence(path) as found:
        assert list(found.checkpoints()) == [RawCheckpoint(1, b"\0", b"\1", b"\2")]


def test_read_only_media(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stick or a disc: without a -wal it is read in place, with one from a copy of both."""
    sql = sqlite3.connect(path, isolation_level=None)
    sql.execute("INSERT INTO entry VALUES (1, 'S', 1, 'x', 'y', x'00', x'00')")
    folder = path.parent / "disc"
    folder.mkdir()
    for end in ("", "-wal"):
        shutil.copy(f"{path}{end}", folder / f"afi.ledger{end}")
    sql.close()
    monkeypatch.setattr(os, "access", lambda *_: False)
    before = {each.name: each.read_bytes() for each in folder.iterdir()}
    with open_evidence(folder / "afi.ledger") as found:
        assert len(list(found.pages())) == 1
        assert [fault.kind for fault in found.faults()] == ["wal"]
    (folder / "afi.ledger-wal").unlink()
    with open_evidence(folder / "afi.ledger") as found:
        assert len(list(found.pages())) == 0
        assert found.faults() == []
    del before["afi.ledger-wal"]
    assert {each.name: each.read_bytes() for each in folder.iterdir()} == before


def test_every_statement_of_the_schema_is_expected(path: Path) -> None:
    """A new file has no schema fault, and an index dropped is one."""
    sql = sqlite3.connect(path, isolation_level=None)
    sql.execute("DROP INDEX entry_command")
    sql.close()
    assert said(check(path), "schema") == ["entry_command was dropped or altered."]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no such files")
def test_what_is_no_file(tmp_path: Path) -> None:
    """A folder, a pipe, which nobody may ever write into, a link to itself: refused at once."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    for path in (tmp_path, tmp_path / "pipe", tmp_path / "loop"):
        with pytest.raises(StoreUnavailable), open_evidence(path):
            pass


def test_a_file_of_ten_gigabytes_of_nothing(path: Path, tmp_path: Path) -> None:
    """Is not read through, whether a header claims all of it or there is none."""
    begun, size = time.monotonic(), 10 * 2**30
    with path.open("r+b") as file_:
        file_.truncate(size)
        file_.seek(28)  # the size of the database in pages
        file_.write((size // 4096).to_bytes(4, "big"))
    assert "never used" in said(check(path), "file")[0]
    empty = tmp_path / "empty.ledger"
    empty.touch()
    os.truncate(empty, size)
    assert said(check(empty), "file")
    assert time.monotonic() - begun < 20


@pytest.mark.parametrize("beside", ["wal", "shm", "journal"])
def test_what_lies_beside_it_is_nonsense(path: Path, beside: str) -> None:
    """Noise, or a folder: a finding or nothing, and an end."""
    name = Path(f"{path}-{beside}")
    name.write_bytes(os.urandom(10_000))
    assert check(path).size == 0
    name.unlink(missing_ok=True)
    name.mkdir()
    assert check(path).size == 0


def test_the_wal_of_another_ledger(path: Path, tmp_path: Path) -> None:
    """SQLite takes it for this one's; what it brings is no part of this log, and it is said that it lies there."""
    other = tmp_path / "other.ledger"
    file.create(other)
    sql = sqlite3.connect(other, isolation_level=None)
    sql.execute("INSERT INTO entry VALUES (1, 'S', 1, 'x', 'y', x'00', x'00')")
    shutil.copy(f"{other}-wal", f"{path}-wal")
    verdict = check(path)
    sql.close()
    assert said(verdict, "entry") and [remark.kind for remark in verdict.remarks] == ["wal"]


def test_a_planted_index_is_not_computed(path: Path) -> None:
    """SQLite's own check would compute what the index is over at every row, which can take for ever."""
    sql = unlocked(path)
    for position in range(1, 50):
        sql.execute("INSERT INTO entry VALUES (?, 'S', ?, 'x', 'y', x'00', x'00')", (position, position))
    sql.execute("CREATE INDEX slow ON entry(substr(hex(zeroblob(15000000)), position, 1))")
    locked(sql)
    begun = time.monotonic()
    assert said(check(path), "schema") == ["The index slow was planted."]
    assert time.monotonic() - begun < 1


def test_rows_before_damage_are_read(path: Path) -> None:
    """Of a page of rows that cannot all be read, those before the damage are."""
    sql = unlocked(path)
    for position in range(1, 1200):
        sql.execute("INSERT INTO entry VALUES (?, 'S', ?, 'x', 'y', zeroblob(300), x'00')", (position, position))
    locked(sql)
    content = bytearray(path.read_bytes())
    half = len(content) // 2 // 4096 * 4096
    content[half : half + 3 * 4096] = os.urandom(3 * 4096)
    path.write_bytes(content)
    with open_evidence(path) as found:
        positions = [row.position for page in found.pages() for row in page]
        faults = [fault.what for fault in found.faults() if "cannot be read after" in fault.what]
    assert positions == [*range(1, len(positions) + 1)] and 100 < len(positions) < 1199
    assert faults == [faults[0]] and f"after {positions[-1]}" in faults[0]
