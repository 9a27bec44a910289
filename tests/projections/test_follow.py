"""The read models follow the log exactly once, whoever levels, whatever is killed, and show when they were touched."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from ledger.errors import IntegrityBroken
from ledger.events import Prose
from ledger.recording import Ledger
from ledger.stores.log import Log, Row
from projections import follow, page, readable
from projections.follow import check, level, rebuild
from projections.queries.entries import VOID
from projections.queries.log import log as read_log
from projections.queries.register import nils, register
from projections.queries.timeline import timeline
from projections.views import Views, is_level, opened
from tests.making import ORIGIN, make_ledger
from tests.projections.believed import BEFORE
from tests.projections.everything import everything

ROOT = Path(__file__).parents[2]


def _contents(views: Views) -> dict[str, list[tuple[object, ...]]]:
    tables = ("level", "happening", "change", "record", "citation")
    return {table: [tuple(row) for row in views.query(f"SELECT * FROM {table} ORDER BY 1, 2, 3")] for table in tables}


def _bodies(views: Views) -> dict[str, object]:
    return {row["ref"]: json.loads(row["body"]) for row in views.query("SELECT ref, body FROM record")}


def _program(path: Path, *lines: str) -> subprocess.Popen[str]:
    """A process of its own that levels, page by small page."""
    program = f"""
import os
from pathlib import Path
from ledger.stores.log import Log
from projections import follow, page
from projections.views import opened
follow.PAGE = 3
path = Path({str(path)!r})
log = Log.open(path)
{chr(10).join(lines)}
with opened(path, {ORIGIN!r}) as views:
    follow.level(log, views)
"""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.Popen([sys.executable, "-c", program], env=environment, stderr=subprocess.PIPE, text=True)


def test_any_size_of_page_makes_the_same(full: Ledger, log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is folded in one page or in many is equal in every cell."""
    made = []
    for size in (1, 2, 7, 1000):
        monkeypatch.setattr(follow, "PAGE", size)
        views = Views.at(":memory:")
        level(log, views)
        made.append(_contents(views))
        views.close()
    assert all(each == made[0] for each in made)


def test_levelling_again_changes_nothing(full: Ledger, log: Log, views: Views) -> None:
    """Level is level."""
    before = _contents(views)
    level(log, views)
    assert _contents(views) == before


def test_what_is_recorded_later_is_taken_up(ledger: Ledger, log: Log, views: Views) -> None:
    """From where it stopped, not from the beginning."""
    assert is_level(log, views)
    ledger.record(everything)
    assert not is_level(log, views)
    level(log, views)
    assert is_level(log, views) and check(log, views) == []


def test_several_processes_apply_each_entry_once(full: Ledger, log: Log) -> None:
    """Three that begin at once on a file that is not there yet leave every row once."""
    processes = [_program(full.path) for _ in range(3)]
    for process in processes:
        _, complaint = process.communicate()
        assert (process.returncode, complaint) == (0, "")
    with opened(full.path, ORIGIN) as views:
        assert is_level(log, views) and check(log, views) == []


def test_a_process_killed_inside_a_page_leaves_the_page_before(full: Ledger, log: Log) -> None:
    """Gone without a word in the middle of the fourth page, it leaves three pages, whole."""
    killed = _program(
        full.path,
        "from projections import page",
        "fold, left = page.fold, iter(range(10))",
        "page.fold = lambda *a: fold(*a) if next(left, None) is not None else os._exit(9)",
    )
    killed.communicate()
    assert killed.returncode == 9
    with opened(full.path, ORIGIN) as views:
        now = views.level()
        assert now is not None and now.position == 9
        assert check(log, views) == []
        level(log, views)
        assert is_level(log, views) and check(log, views) == []


def test_an_error_inside_a_page_undoes_the_page(full: Ledger, log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fold that fails leaves what was there before."""
    views = Views.at(":memory:")
    monkeypatch.setattr(page, "fold", lambda entry, now: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        level(log, views)
    assert views.level() is None
    views.close()


@pytest.mark.parametrize(
    "touched",
    [
        "UPDATE level SET origin = 'other.0000000000000000'",
        "UPDATE level SET root = zeroblob(32)",
        "UPDATE level SET position = position + 1",
        "UPDATE level SET schema = 0",
        "DELETE FROM level",
        "INSERT INTO level SELECT * FROM level",
        "ALTER TABLE level RENAME COLUMN root TO top",
        "DROP TABLE level",
    ],
)
def test_a_level_that_is_not_of_this_log_is_made_again(log: Log, views: Views, touched: str) -> None:
    """Another origin, a fork, a log that was cut, an older or a foreign schema: wiped, then levelled."""
    views.query(touched)
    assert not is_level(log, views)
    level(log, views)
    assert is_level(log, views) and check(log, views) == []


def test_a_level_set_back_to_an_earlier_entry_is_made_again(log: Log, views: Views) -> None:
    """Set back with the right root, its rows are there already; nothing is applied twice."""
    views.query("UPDATE level SET position = 5, root = ?", (log.root(5),))
    level(log, views)
    assert is_level(log, views) and check(log, views) == []


def test_read_models_of_a_log_that_was_rolled_back_are_made_again(ledger: Ledger, tmp_path: Path) -> None:
    """The copy from before has fewer entries than the read models show."""
    copy = tmp_path / "copy.ledger"
    with sqlite3.connect(ledger.path) as live:
        live.execute("VACUUM INTO ?", (str(copy),))
    live.close()
    ledger.record(everything)
    _follow_one_then_the_other(ledger.path, copy)


def test_read_models_of_a_fork_are_made_again(ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the same origin and no shorter, but another history."""
    monkeypatch.setenv("AFI_HOME", str(tmp_path / "elsewhere"))
    (tmp_path / "fork").mkdir()
    with make_ledger(tmp_path / "fork", follows=BEFORE) as fork:
        fork.record(everything)
        _follow_one_then_the_other(ledger.path, fork.path)


def _follow_one_then_the_other(one: Path, other: Path) -> None:
    first, second = Log.open(one), Log.open(other)
    with opened(one, ORIGIN) as views:
        level(first, views)
        assert not is_level(second, views)
        level(second, views)
        assert is_level(second, views) and check(second, views) == []
    first.close()
    second.close()


def test_a_file_that_was_deleted_is_made_again(full: Ledger, log: Log) -> None:
    """Disposable means that nobody need ask."""
    made = []
    for _ in range(2):
        with opened(full.path, ORIGIN) as views:
            level(log, views)
            made.append(_contents(views))
        Path(f"{full.path}-views").unlink()
    assert made[0] == made[1]


def test_rebuilding_makes_the_same(full: Ledger, log: Log, views: Views) -> None:
    """From the first entry on, to the same cells."""
    level(log, views)
    before = _contents(views)
    views.query("UPDATE record SET body = '{}'")
    rebuild(log, views)
    assert _contents(views) == before


def test_a_record_is_the_newest_of_its_changes(full: Ledger, log: Log, views: Views) -> None:
    """The table kept for speed says what the table of changes says, field by field."""
    level(log, views)
    newest: dict[str, dict[str, object]] = {}
    for row in views.query("SELECT * FROM change ORDER BY position"):
        newest.setdefault(row["ref"], {})[row["field"]] = json.loads(row["value"]) if row["value"] else None
        if not row["value"]:
            del newest[row["ref"]][row["field"]]
    assert _bodies(views) == newest


def test_a_record_knows_its_first_and_last_entry(full: Ledger, log: Log, views: Views) -> None:
    """By the entries of its stream, those that change nothing included."""
    level(log, views)
    entries = "SELECT stream, min(position), max(position) FROM happening GROUP BY stream ORDER BY stream"
    records = "SELECT ref, first, last FROM record ORDER BY ref"
    assert [tuple(row) for row in views.query(records)] == [tuple(row) for row in views.query(entries)]


def test_an_erased_text_is_null_when_made_again(full: Ledger, log: Log, views: Views) -> None:
    """The vault no longer has it, so neither have the read models once they are made again."""
    with sqlite3.connect(full.path) as vault:
        vault.execute("DELETE FROM vault WHERE content = ?", (b"Dip sample at 92%",))
    vault.close()
    rebuild(log, views)
    whole = json.dumps(_contents(views), default=str)
    assert "Dip sample" not in whole
    [row] = views.query("SELECT data FROM happening WHERE data LIKE '%text\":null%'")
    assert json.loads(row["data"]) == {"text": None}


NO_SUCH_DAY = b"""{"stream":"PER-1","version":1,"type":"person.added","v":1,"data":{},"at":"","on":{"from":"2018-02-30",
"to":"2018-02-30"},"recorded_by":"PER-1","said_by":"PER-1","cmd":"","key":"","batch":[1,1]}"""


@pytest.mark.parametrize("stored", [b"nonsense", b"[]", b'{"stream": 1}', b"\xff", NO_SUCH_DAY])
def test_an_entry_that_cannot_be_read_is_named(
    log: Log, views: Views, stored: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A damaged ledger is a refusal that names the entry and the audit."""
    row = Row(12, "AFI-1", 1, "improvement.raised", "", stored, b"")
    monkeypatch.setattr(Log, "rows", lambda *_: [row])
    with pytest.raises(IntegrityBroken, match="E-12 cannot be read"):
        rebuild(log, views)


@pytest.mark.parametrize(
    ("stream", "type_name", "data"),
    [
        ("AFI-1", "improvement.assigned", {"lead": "POST-1"}),
        ("AFI-1", "person.added", {"name": {"prose": "0" * 64}}),
        ("ORG-1", "organisation.added", {"kind": "force", "name": {"prose": "0" * 64}}),
        ("ORG-1", "post.held", {"holder": "PER-1"}),
        ("ORG-1", "organisation.renamed", {"nickname": {"prose": "0" * 64}}),
        ("LEDGER", "ledger.opened", {}),
        ("LEDGER", "key.retired", {"key": "0" * 64}),
        ("INS-1", "inspection.found_none", {"kind": "cause_of_concern"}),
    ],
)
def test_an_entry_that_means_nothing_stops_nobody(
    log: Log, views: Views, stream: str, type_name: str, data: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Written past the rules by somebody with a key, it stands in the log, says so, and changes nothing."""
    bodies, row = _bodies(views), log.rows()[1]
    fields = json.loads(row.stored) | {"stream": stream, "type": type_name, "data": data}
    forged = row._replace(position=12, stored=json.dumps(fields).encode())
    _level_with(forged, log, views, monkeypatch)
    assert _bodies(views) == bodies
    assert [row["sentence"] for row in read_log(views, after=11)] == [VOID]
    assert timeline(views, [stream], limit=1) and nils(views) == [] and register(views) == []


def _level_with(row: Row, log: Log, views: Views, monkeypatch: pytest.MonkeyPatch) -> None:
    """Levels as if the log went on with that row; its tree is not looked at."""
    root = log.root(11)
    monkeypatch.setattr(Log, "rows", lambda *_: [row])
    monkeypatch.setattr(Log, "size", lambda _: row.position)
    monkeypatch.setattr(Log, "root", lambda *_: root)
    level(log, views)


def test_memory_stays_bounded(full: Ledger, log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    """No page asks the log for more than a page."""
    monkeypatch.setattr(follow, "PAGE", 5)
    asked: list[int] = []
    rows = Log.rows

    def counted(log: Log, after: int, limit: int) -> list[Row]:
        asked.append(limit)
        return rows(log, after, limit)

    monkeypatch.setattr(Log, "rows", counted)
    views = Views.at(":memory:")
    level(log, views)
    views.close()
    assert set(asked) == {5} and len(asked) == log.size() // 5 + 1


def test_folds_are_given_texts(full: Ledger, log: Log) -> None:
    """A text reaches a fold as prose with its text, wherever it stands in the entry."""
    rows = log.rows(limit=1000)
    texts = [text for _, entry in readable.read(log, rows) for text in (entry.on.get("words"), entry.why) if text]
    assert [text.text for text in texts if isinstance(text, Prose)] == ["New shifts begin later.", "early summer"]
