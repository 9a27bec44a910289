"""The file itself: its schema, its write-ahead log, and every bit of it."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from ledger.recording import Ledger
from tests.ledger.gallery.forger import TRIGGERS, World, check, forget, found, kinds, noting, place


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
