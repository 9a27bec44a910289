"""How a ledger begins: whole, or nothing is left."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from ledger import beginning, keyring
from ledger.beginning import begin
from ledger.draft import Draft
from ledger.errors import AlreadyThere, KeyRefused, RuleBroken, StoreUnavailable
from ledger.events import Prose
from ledger.events.person import PersonAdded
from ledger.recording import Ledger
from ledger.stores import file
from ledger.stores.log import Log
from ledger.stores.sqlite import LedgerRecorder
from tests.making import ORIGIN, open_plan, repeating, say, ticking


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder; keys and memory lie elsewhere."""
    monkeypatch.setenv("AFI_HOME", str(tmp_path / "home"))
    (tmp_path / "ledgers").mkdir()
    return tmp_path / "ledgers"


@pytest.fixture
def key(folder: Path) -> keyring.Key:
    """A key for the new ledger."""
    return keyring.create(ORIGIN)


def start(path: Path, key: keyring.Key) -> None:
    """Begins the ledger of ``tests.making``."""
    begin(path, key, open_plan(ORIGIN, key.public), clock=ticking(), entropy=repeating())


def test_a_ledger_begins_with_its_opening(folder: Path, key: keyring.Key) -> None:
    """One batch, one file, with nothing beside it."""
    path = folder / "afi.ledger"
    start(path, key)
    assert os.listdir(folder) == ["afi.ledger"]
    log = Log.open(path)
    assert log.opening()["origin"] == ORIGIN
    assert log.rows()[0].type == "ledger.opened" and log.size() == 11
    log.close()


@pytest.mark.parametrize("name", ["afi [2018] *?.ledger", "-", "Überprüfung 100%.ledger", "a#b?c.ledger"])
def test_a_file_may_have_any_name(folder: Path, key: keyring.Key, name: str) -> None:
    """Also one that means something in a pattern or in an address."""
    if os.name == "nt" and set(name) & set("*?"):
        pytest.skip("Windows allows no such name.")
    start(folder / name, key)
    assert os.listdir(folder) == [name]


@pytest.mark.parametrize("there", ["file", "folder", "ledger"])
def test_nothing_is_written_over(folder: Path, key: keyring.Key, there: str) -> None:
    """Whatever lies there stays as it is."""
    path = folder / "afi.ledger"
    if there == "folder":
        path.mkdir()
    elif there == "file":
        path.write_text("minutes of the board")
    else:
        file.create(path)
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(AlreadyThere):
        start(path, key)
    assert os.listdir(folder) == ["afi.ledger"]
    assert path.is_dir() or path.read_bytes() == before


def test_what_another_ledger_left_is_not_taken_up(folder: Path, key: keyring.Key) -> None:
    """SQLite would play its log into the new file; an empty one holds nothing."""
    path, log = folder / "afi.ledger", folder / "afi.ledger-wal"
    log.write_bytes(b"entries")
    with pytest.raises(AlreadyThere, match="was left there by another ledger"):
        start(path, key)
    assert os.listdir(folder) == ["afi.ledger-wal"]
    log.write_bytes(b"")
    start(path, key)
    assert Log.open(path).size() == 11


def failing(error: BaseException) -> Callable[..., None]:
    """A function that fails."""

    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


BROKEN: dict[str, tuple[object, str, BaseException, type[BaseException]]] = {
    "create": (file, "connect", sqlite3.OperationalError("disk I/O error"), StoreUnavailable),
    "open": (Ledger, "__init__", ZeroDivisionError(), ZeroDivisionError),
    "append": (LedgerRecorder, "_insert_events", sqlite3.OperationalError("disk I/O error"), StoreUnavailable),
    "sign": (keyring.Key, "sign", KeyRefused("It was pulled out.", "Put it back."), KeyRefused),
    "stop": (LedgerRecorder, "exclusive", KeyboardInterrupt(), KeyboardInterrupt),
    "move": (beginning, "_move", OSError("no space left"), StoreUnavailable),
}


@pytest.mark.parametrize("step", BROKEN)
def test_what_fails_leaves_nothing(folder: Path, key: keyring.Key, step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """At whatever step."""
    owner, name, error, refusal = BROKEN[step]
    monkeypatch.setattr(owner, name, failing(error))
    with pytest.raises(refusal):
        start(folder / "afi.ledger", key)
    assert os.listdir(folder) == []


@pytest.mark.parametrize("name", ["afi.ledger", "afi [2018].ledger"])
def test_a_refused_opening_leaves_nothing(folder: Path, key: keyring.Key, name: str) -> None:
    """Where a rule forbids it, or nothing is said."""

    def nothing(draft: Draft) -> None:
        """No fact at all."""

    def unopened(draft: Draft) -> None:
        draft.add(PersonAdded(name=Prose("Ann")), say("2018"))

    for plan, refusal in ((nothing, RuleBroken), (unopened, StoreUnavailable)):
        with pytest.raises(refusal):
            begin(folder / name, key, plan)
        assert os.listdir(folder) == []


def test_a_folder_that_is_not_there_is_refused(folder: Path, key: keyring.Key) -> None:
    """Nothing is made on the way to it."""
    with pytest.raises(StoreUnavailable):
        start(folder / "nowhere" / "afi.ledger", key)
    assert os.listdir(folder) == []


def test_of_two_who_begin_at_once_one_is_refused(
    folder: Path, key: keyring.Key, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the other began meanwhile, and has a receipt for, is not written over."""
    path = folder / "afi.ledger"
    move = beginning._move

    def late(unfinished: Path, target: Path) -> None:
        target.write_bytes(b"the other's ledger")
        move(unfinished, target)

    monkeypatch.setattr(beginning, "_move", late)
    with pytest.raises(AlreadyThere):
        start(path, key)
    assert path.read_bytes() == b"the other's ledger"
    assert [each.name for each in folder.iterdir() if each.name.startswith(".")] == []
