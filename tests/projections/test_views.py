"""Where the read models lie, who may open them, and what a reader imports."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from ledger.errors import StoreUnavailable
from ledger.recording import Ledger
from ledger.stores.log import Log
from projections import views as module
from projections.follow import level
from projections.views import SCHEMA, Views, belongs, discard, is_level, opened
from tests.making import ORIGIN

ROOT = Path(__file__).parents[2]


def test_they_lie_beside_the_ledger(ledger: Ledger) -> None:
    """afi.ledger's read models are afi.ledger-views."""
    with opened(ledger.path, ORIGIN) as views:
        assert views.path == f"{ledger.path}-views"


@pytest.mark.skipif(sys.platform == "win32", reason="rights are given otherwise there")
@pytest.mark.parametrize(("mode", "given"), [(0o600, 0o600), (0o640, 0o640), (0o400, 0o600)])
def test_they_are_as_open_as_the_ledger(ledger: Ledger, mode: int, given: int) -> None:
    """For they hold its texts; their maker may always write to them."""
    ledger.path.chmod(mode)
    with opened(ledger.path, ORIGIN) as views:
        level = Path(views.path)
        assert {path.stat().st_mode & 0o777 for path in level.parent.glob(f"{level.name}*")} == {given}


def test_where_the_ledgers_folder_is_read_only_they_lie_in_the_cache(
    ledger: Ledger, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader without the right to write beside the ledger has read models of his own."""
    monkeypatch.setattr("os.access", lambda path, _: Path(path) != ledger.path.parent)
    with opened(ledger.path, ORIGIN) as views:
        assert views.path == str(home / "cache" / f"{ORIGIN}.ledger-views")


def test_where_nothing_can_be_written_they_are_in_memory(
    ledger: Ledger, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On read-only media they are made again for each command."""
    monkeypatch.setattr("os.access", lambda *_: False)
    with opened(ledger.path, ORIGIN) as views:
        level(log, views)
        assert views.path == ":memory:" and is_level(log, views)


def test_a_cache_folder_that_cannot_be_made_is_passed_over(ledger: Ledger, home: Path) -> None:
    """A file in the place of the cache folder does not stop a reader."""
    (home / "cache").write_text("in the way")
    assert list(module.places(ledger.path, ORIGIN)) == [f"{ledger.path}-views", ":memory:"]


def test_another_programs_database_is_never_overwritten(ledger: Ledger) -> None:
    """A database that happens to bear the name stays as it was."""
    path = Path(f"{ledger.path}-views")
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE holiday(photo)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(StoreUnavailable, match="is not a file of read models"), opened(ledger.path, ORIGIN):
        pass
    assert path.read_bytes() == before


@pytest.mark.parametrize("garbage", [b"not a database" * 500, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_damaged_file_is_refused_and_can_be_discarded(ledger: Ledger, log: Log, garbage: bytes) -> None:
    """The refusal names the cure, and the cure works."""
    Path(f"{ledger.path}-views").write_bytes(garbage)
    with pytest.raises(StoreUnavailable) as refused, opened(ledger.path, ORIGIN):
        pass
    assert "afi rebuild" in refused.value.remedy
    discard(ledger.path, ORIGIN)
    with opened(ledger.path, ORIGIN) as views:
        level(log, views)
        assert is_level(log, views)


def test_a_damaged_page_is_refused(ledger: Ledger, log: Log) -> None:
    """Whole at its head, spoilt behind it."""
    with opened(ledger.path, ORIGIN) as views:
        level(log, views)
    path = Path(f"{ledger.path}-views")
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    with opened(ledger.path, ORIGIN) as views, pytest.raises(StoreUnavailable, match="is damaged"):
        views.level()


@pytest.mark.parametrize(
    ("pragma", "what"), [("max_page_count=1", "could not grow: the disk is full"), ("query_only=1", "cannot be used")]
)
def test_what_stops_writing_is_said(views: Views, pragma: str, what: str) -> None:
    """And nothing is half written."""
    views.query(f"PRAGMA {pragma}")
    before = views.level()
    many = [("DOC-1", number, "") for number in range(10_000)]
    with pytest.raises(StoreUnavailable, match=what), views.writing():
        views.many("INSERT INTO citation VALUES (?,?,?)", many)
    assert views.level() == before and views.query("SELECT * FROM citation") == []


def test_several_programs_may_make_the_file_at_once(tmp_path: Path) -> None:
    """None is refused because another has begun."""
    program = f"""
from projections.views import Views
for number in range(50):
    views = Views.at(f"{tmp_path}/{{number}}")
    views.level()
    views.close()
"""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", program]
    racing = [subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) for _ in range(4)]
    assert [(each.communicate()[1], each.returncode) for each in racing] == [("", 0)] * 4


def test_a_table_that_is_gone_is_a_damaged_file(views: Views) -> None:
    """A query that meets no table refuses in words."""
    views.query("DROP TABLE record")
    with pytest.raises(StoreUnavailable, match="is damaged"):
        views.query("SELECT * FROM record")


def test_an_sqlite_without_its_search_is_refused(log: Log, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By what it lacks, and before anything is made."""
    monkeypatch.setattr(module, "TABLES", [statement.replace("fts5", "fts99") for statement in module.TABLES])
    views = Views.at(str(tmp_path / "new"))
    with pytest.raises(StoreUnavailable, match="built without"):
        level(log, views)
    assert views.query("SELECT * FROM sqlite_schema") == []
    views.close()


def test_a_locked_file_is_a_refusal(views: Views, log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever waits too long for another program is told so."""
    monkeypatch.setattr(module, "PATIENCE", 0.01)
    other = Views.at(views.path)
    with (
        views.writing(),
        pytest.raises(StoreUnavailable, match="stayed locked"),
        other.writing(),
    ):
        pass
    other.close()


def test_a_snapshot_does_not_see_what_is_levelled_meanwhile(full: Ledger, log: Log) -> None:
    """A composed answer is of one position, whatever others do."""
    with opened(full.path, ORIGIN) as reader, opened(full.path, ORIGIN) as writer:
        level(log, writer)
        with reader.snapshot():
            before = reader.level()
            writer.query("UPDATE level SET position = 1")
            assert reader.level() == before
        now = reader.level()
        assert now is not None and now.position == 1


def test_level_is_by_origin_position_root_and_schema(views: Views, log: Log) -> None:
    """Each of the four alone is enough to be out of level."""
    now = views.level()
    assert now is not None and now.schema == SCHEMA and is_level(log, views)
    assert not belongs(log, now._replace(origin="other.0000000000000000"))
    assert not belongs(log, now._replace(position=now.position + 1))
    assert not belongs(log, now._replace(position=-1))
    assert not belongs(log, now._replace(root=bytes(32)))
    views.query("UPDATE level SET schema = schema - 1")
    assert views.level() is None and not is_level(log, views)


def test_reading_imports_nothing_heavy(ledger: Ledger, views: Views) -> None:
    """A read command whose read models are level pays for sqlite3 and json, not for pydantic."""
    program = f"""
import sys
from pathlib import Path
from ledger.stores.log import Log
from projections.views import is_level, opened
from projections.queries import (documents, findings, grades, inspections, keys, log, names, people, questions,
    register, show, stats, timeline)
path = Path({str(ledger.path)!r})
reader = Log.open(path)
with opened(path, {ORIGIN!r}) as views:
    assert is_level(reader, views)
    show.show(views, "INS-1"), timeline.timeline(views), names.resolve(views, "HMICFRS")
heavy = {{"pydantic", "eventsourcing", "cryptography", "ledger.codec", "ledger.events", "projections.follow"}}
assert not heavy & set(sys.modules), heavy & set(sys.modules)
"""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    ran = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
