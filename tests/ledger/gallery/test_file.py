"""The file itself: its schema, its write-ahead log, and every bit of it."""

import random
import shutil
import sqlite3
from pathlib import Path

import pytest

from ledger.recording import Ledger
from tests.ledger.gallery.forger import TRIGGERS, Forger, World, check, forget, found, kinds, noting, place


@pytest.mark.parametrize("trigger", [text.split()[2] for text in TRIGGERS])
def test_a_trigger_dropped_or_altered(world: World, trigger: str) -> None:
    """The schema is what the program makes, to the letter."""
    path = world.copy()
    sql = sqlite3.connect(path, isolation_level=None)
    sql.execute(f"DROP TRIGGER {trigger}")
    verdict = check(path)
    assert [(finding.kind, finding.column) for finding in verdict.findings] == [("schema", trigger)]
    [text] = [text for text in TRIGGERS if text.split()[2] == trigger]
    sql.execute(text.replace("raise(ABORT, '", "('"))
    sql.close()
    verdict = check(path)
    assert [(finding.kind, finding.column) for finding in verdict.findings] == [("schema", trigger)]


@pytest.mark.parametrize(
    "planted",
    [
        "CREATE TABLE extra(x)",
        "CREATE VIEW extra AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n",
        "CREATE TRIGGER extra AFTER INSERT ON entry BEGIN DELETE FROM vault; END",
        "CREATE INDEX extra ON entry(type)",
        "CREATE TABLE extra(x, y AS (hex(zeroblob(100000000))))",
    ],
)
def test_something_planted(world: World, planted: str) -> None:
    """A planted table, view, trigger or index is named, and not run."""
    path = world.copy()
    sql = sqlite3.connect(path, isolation_level=None)
    sql.execute(planted)
    sql.close()
    assert [(finding.kind, finding.column) for finding in check(path).findings] == [("schema", "extra")]


def test_a_view_in_place_of_the_entries(world: World) -> None:
    """What is not the table as it was made is not read: here it would never end."""
    path = world.copy()
    sql = sqlite3.connect(path, isolation_level=None)
    sql.execute("DROP TABLE entry")
    sql.execute(
        "CREATE VIEW entry AS WITH RECURSIVE n(position) AS (SELECT 1 UNION ALL SELECT position + 1 FROM n) "
        "SELECT position, '' AS stream, 1 AS version, '' AS type, '' AS command, x'' AS bytes, x'' AS hashes FROM n"
    )
    sql.close()
    verdict = check(path)
    assert {"schema", "missing", "opening"} <= kinds(verdict)
    assert place(found(verdict, "missing"))[:2] == (1, 24)


def test_a_write_ahead_log_left_behind(world: World) -> None:
    """After a crash, a copy without its -wal is an older ledger, and sound: only a memory misses the rest."""
    path = world.copy()
    forget()
    with Ledger(path, world.people.bob) as ledger:
        receipt = ledger.record(noting("AFI-1", "Acknowledged"))
        crashed = world.folder / "crashed.ledger"
        for end in ("", "-wal"):
            shutil.copy(f"{path}{end}", f"{crashed}{end}")
        alone = Path(shutil.copy(path, world.folder / "alone.ledger"))
    forget()
    whole = check(crashed, memory=(receipt.size, receipt.root))
    assert whole.sound and whole.size == 25
    assert [remark.kind for remark in whole.remarks] == ["wal"]
    assert check(alone).sound
    verdict = check(alone, memory=(receipt.size, receipt.root))
    assert kinds(verdict) == {"cut"}
    assert place(found(verdict, "cut")) == (25, 25, None, 24)


# Bits.

COLUMNS = {
    "entry.position": {"missing"},
    "entry.stream": {"column"},
    "entry.version": {"column"},
    "entry.type": {"column"},
    "entry.command": {"column"},
    "entry.bytes": {"edited"},
    "entry.hashes": {"hashes"},
    "checkpoint.size": {"uncovered"},
    "checkpoint.root": {"checkpoint"},
    "checkpoint.key": {"checkpoint"},
    "checkpoint.signature": {"signature"},
    "vault.commitment": {"text-missing"},
    "vault.salt": {"text-altered"},
    "vault.content": {"text-altered"},
    "minted.kind": {"number"},
    "minted.last": {"number"},
}


def flipped(value: object, chance: random.Random) -> object:
    """The value with one bit changed: of a number one of the lowest eight, of a text one that leaves it ASCII."""
    if isinstance(value, int):
        return value ^ 1 << chance.randrange(8)
    if isinstance(value, str):
        changed = bytearray(value.encode())
        changed[chance.randrange(len(changed))] ^= 1
        return changed.decode()
    assert isinstance(value, bytes)
    bit = chance.randrange(8 * len(value))
    return (int.from_bytes(value, "big") ^ 1 << bit).to_bytes(len(value), "big")


@pytest.mark.parametrize("column", COLUMNS)
def test_a_bit_flipped_in_a_column(world: World, column: str) -> None:
    """One seeded bit in each column of several rows: named, and located in that row and column."""
    table, name = column.split(".")
    chance = random.Random(column)
    with sqlite3.connect(world.path) as sql:
        rows = dict(sql.execute(f"SELECT rowid, {name} FROM {table}").fetchall())
    for row in chance.sample(sorted(rows), 4):
        path = world.copy()
        with Forger(path) as forger:
            value = flipped(rows[row], chance)
            forger.sql.execute(f"UPDATE OR REPLACE {table} SET {name} = ? WHERE rowid = ?", (value, row))
        verdict = check(path)
        assert kinds(verdict) & COLUMNS[column], (column, row, kinds(verdict))
        first = next(finding for finding in verdict.findings if finding.kind in COLUMNS[column])
        if table in ("entry", "checkpoint"):
            assert first.position is not None
            assert first.position <= row <= (first.until or first.position)
        stated = "vault.content" if column == "vault.salt" else column
        assert first.column in (stated, "minted.last")


def content(path: Path) -> list[object]:
    """Everything that a ledger file says."""
    with sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True) as sql:
        tables = ("sqlite_master", "entry", "checkpoint", "vault", "minted")
        rows = [sql.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in tables]
        return [*rows, *(sql.execute(f"PRAGMA {name}").fetchone() for name in ("application_id", "user_version"))]


def test_bits_flipped_anywhere(world: World) -> None:
    """One of 300 seeded bits anywhere in the file: found, or nothing that the ledger says has changed.

    Not found are bits that hold no part of the record: counters and hints in SQLite's header, and in pages the space
    that no row uses. Each is held against that list.
    """
    original, chance = world.path.read_bytes(), random.Random(300)
    true, path, silent = content(world.path), world.folder / "flipped.ledger", []
    for bit in chance.sample(range(8 * len(original)), 300):
        spoiled = bytearray(original)
        spoiled[bit // 8] ^= 1 << bit % 8
        path.write_bytes(spoiled)
        verdict = check(path)
        if verdict.sound:
            assert content(path) == true, bit
            silent.append(bit // 8)
    for offset in silent:
        assert is_unused(original, offset), offset


#: Bytes of the database header without a meaning for the content (https://sqlite.org/fileformat2.html): change counter,
#: schema cookie, cache size, and by which version of SQLite it was written.
COUNTERS = {*range(24, 28), *range(40, 44), *range(48, 52), *range(92, 100)}


def is_unused(file: bytes, offset: int) -> bool:
    """Whether a byte is one of the header's counters, in a page without a use, or in a page where no row is."""
    if offset < 100:
        return offset in COUNTERS
    size = int.from_bytes(file[16:18], "big")
    start = offset // size * size
    page, within = file[start : start + size], offset - start
    header = 100 if start == 0 else 0
    if page[header] not in (2, 5, 10, 13):
        return not any(page)
    block, cells, content_from = (int.from_bytes(page[header + n : header + n + 2], "big") for n in (1, 3, 5))
    pointers_to = header + (12 if page[header] in (2, 5) else 8) + 2 * cells
    while block:  # free blocks: where the next is, how long this is, and then nothing
        after, length = (int.from_bytes(page[block + n : block + n + 2], "big") for n in (0, 2))
        if block + 4 <= within < block + length:
            return True
        block = after
    return pointers_to <= within < content_from
