"""Backup and restore, as somebody types them: what is said, what is refused, and that the ledger goes on."""

import json
import os
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.commands.terminal import Terminal

NAME = r"afi-\d{4}-\d\d-\d\dT\d{6}Z\.ledger\.backup"


@pytest.fixture
def stick(desk: Terminal) -> Path:
    """A folder for backups, away from the ledger."""
    folder = desk.folder.parent / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def backup(desk: Terminal, stick: Path) -> Path:
    """A backup of the example."""
    desk.does("backup", str(stick / "b"))
    return stick / "b"


@contextmanager
def untouched(*folders: Path) -> Iterator[None]:
    """Nothing comes, goes or changes in these folders; what SQLite shares between readers is not looked at."""

    def found() -> dict[Path, bytes]:
        files = [each for folder in folders for each in folder.rglob("*") if each.is_file()]
        return {each: each.read_bytes() for each in files if not each.name.endswith(("-shm", "-wal"))}

    before = found()
    yield
    assert found() == before


def change(path: Path, statement: str) -> None:
    """Changes a database behind the program's back."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(statement)


def lose(desk: Terminal) -> None:
    """The ledger is gone; what lay beside it is still there."""
    desk.path.unlink()


def test_a_backup_beside_the_ledger(desk: Terminal) -> None:
    """Named by the day and time, and said with what is in it."""
    size = desk.size()
    shown = desk.does("backup").out.splitlines()
    [made] = desk.folder.glob("*.backup")
    assert re.fullmatch(NAME, made.name)
    assert shown[0] == f"Backed up to {made}" and shown[1] == f"  entries  {size}"
    assert re.fullmatch(f"  root     [0-9a-f]{{16}}… over {size} entries", shown[2])
    assert shown[3:] == [f"  size     {made.stat().st_size:,} bytes"]
    assert f"Whole: {size} entries" in desk.does("verify", "--ledger", str(made)).out


def test_where_it_is_to_be(desk: Terminal, stick: Path) -> None:
    """A folder is given a file with the name that it would have had here; a file is taken at its word."""
    desk.does("backup", str(stick))
    desk.patch.chdir(stick)
    desk.does("backup", "board.ledger", "--ledger", str(desk.path))
    names = sorted(os.listdir(stick))
    assert len(names) == 2 and re.fullmatch(NAME, names[0]) and names[1] == "board.ledger"


def test_as_json(desk: Terminal, stick: Path) -> None:
    """One document, with the whole root."""
    found = desk.does("backup", str(stick / "b"), "--json").json
    verdict = desk.does("verify", "--json").json
    size, stored = desk.size(), (stick / "b").stat().st_size
    body = {"file": str(stick / "b"), "entries": size, "root": verdict["root"], "bytes": stored}
    head = {"afi": 1, "origin": verdict["origin"], "fictitious": False, "as_of": f"E-{size}"}
    assert found == head | {"at": None, "withheld": 0, "told": None} | body


def test_a_fictitious_ledger_is_marked(fresh: Terminal) -> None:
    """When it is backed up and when it is restored."""
    assert fresh.does("backup", "b").out.startswith("Backed up to b  (FICTITIOUS)\n")
    assert fresh.does("backup", "b2", "--json").json["fictitious"] is True
    assert fresh.does("restore", "b", "new.ledger").out.startswith("Restored to new.ledger  (FICTITIOUS)\n")


def test_it_changes_nothing_else(desk: Terminal, stick: Path) -> None:
    """Neither the ledger nor what this terminal remembers; where it was put is noted, and what it holds."""
    desk.does("register")
    with untouched(desk.folder, desk.folder.parent / "home" / "config", desk.folder.parent / "home" / "state" / "seen"):
        desk.does("backup", str(stick / "b"))
    [noted] = (desk.folder.parent / "home" / "state" / "backups").iterdir()
    [made] = map(json.loads, noted.read_text().splitlines())
    assert (made["file"], made["entries"]) == (str(stick / "b"), desk.size())


def test_where_it_is_cannot_be_noted(desk: Terminal, stick: Path) -> None:
    """It is made all the same, and that is said."""
    (desk.folder.parent / "home" / "state" / "backups").write_text("")
    result = desk.run("backup", str(stick / "b"))
    assert result.code == 0 and "could not note where it is" in result.err and (stick / "b").is_file()


def test_not_over_a_file(desk: Terminal, backup: Path) -> None:
    """Exit 3; what was there stays."""
    with untouched(backup.parent, desk.folder):
        assert "There is something at" in desk.refuses(3, "backup", str(backup))
        desk.refuses(3, "backup", str(desk.path))


def test_into_no_folder(desk: Terminal, stick: Path) -> None:
    """Exit 6, with the system's own reason."""
    assert "cannot be written (No such file or directory)" in desk.refuses(6, "backup", str(stick / "no" / "b"))
    assert os.listdir(stick) == []


def test_not_of_a_broken_ledger(desk: Terminal, stick: Path) -> None:
    """Exit 5, and what verify says."""
    change(desk.path, "DROP TRIGGER vault_update")
    assert "is not whole: vault_update was dropped or altered." in desk.refuses(5, "backup", str(stick / "b"))
    assert os.listdir(stick) == []


def test_restored_where_it_was(desk: Terminal, backup: Path) -> None:
    """What is shown is as before; it verifies, and the next command records."""
    before, size = desk.does("register").out, desk.size()
    lose(desk)
    shown = desk.does("restore", str(backup)).out
    assert shown.startswith("Restored to afi.ledger\n  origin   cambridgeshire.") and f"  entries  {size}\n" in shown
    assert "had not seen" not in shown
    assert desk.does("register").out == before
    assert f"Whole: {size} entries" in desk.does("verify").out
    desk.records("note", "AFI-7", "Dip sample at 92%")
    assert f"Whole: {size + 1} entries" in desk.does("verify").out


def test_no_read_model_of_the_lost_ledger_is_believed(desk: Terminal, backup: Path) -> None:
    """They are made anew from what was restored."""
    before = desk.does("register").out
    change(Path(f"{desk.path}-views"), """UPDATE record SET body = replace(body, '"raised"', '"closed"')""")
    assert desk.does("register").out != before
    lose(desk)
    desk.does("restore", str(backup))
    assert desk.does("register").out == before


def test_restored_elsewhere(desk: Terminal, backup: Path) -> None:
    """A folder is given an afi.ledger, as `afi init` does it."""
    (desk.folder / "new").mkdir()
    desk.does("restore", str(backup), "new")
    assert f"Whole: {desk.size()} entries" in desk.does("verify", "--ledger", "new/afi.ledger").out


def test_restored_on_another_computer(desk: Terminal, backup: Path) -> None:
    """Nothing is remembered there: that is said, and what was restored is remembered."""
    desk.patch.setenv("AFI_HOME", str(desk.folder.parent / "another"))
    assert "compare the root with" in desk.does("restore", str(backup), "new.ledger").out
    assert "compare the root with" not in desk.does("restore", str(backup), "newer.ledger").out


def test_not_over_a_ledger(desk: Terminal, backup: Path) -> None:
    """Exit 3, with what to do; what it left behind is looked at too."""
    with untouched(desk.folder):
        assert "Move it away first" in desk.refuses(3, "restore", str(backup))
    lose(desk)
    (desk.folder / "afi.ledger-wal").write_bytes(b"entries")
    assert "whose last entries it may hold" in desk.refuses(3, "restore", str(backup))
    assert not desk.path.exists()


def test_not_where_a_ledger_is_unsafe(desk: Terminal, backup: Path) -> None:
    """Exit 6 in a synced folder, where a backup may well lie."""
    synced = desk.folder / "Dropbox"
    synced.mkdir()
    desk.does("backup", "Dropbox/b")
    assert "synced folder" in desk.refuses(6, "restore", "Dropbox/b", "Dropbox/new.ledger")
    assert os.listdir(synced) == ["b"]


def test_not_what_would_lose_entries(desk: Terminal, backup: Path) -> None:
    """Exit 5: this terminal has seen more, and nothing makes it forget."""
    desk.records("note", "AFI-7", "Dip sample at 92%")
    size = desk.size()
    lose(desk)
    with untouched(desk.folder, desk.folder.parent / "home"):
        assert f"the entries from E-{size} on would be lost" in desk.refuses(5, "restore", str(backup))


def test_not_another_history(desk: Terminal, backup: Path) -> None:
    """Exit 5: of two copies that went on apart, this terminal knows one."""
    with desk.patch.context() as patch:
        patch.setenv("AFI_HOME", str(shutil.copytree(desk.folder.parent / "home", desk.folder.parent / "another")))
        desk.does("restore", str(backup), "fork.ledger")
        desk.does("note", "AFI-7", "Dip sample at 29%", "--ledger", "fork.ledger")
        desk.does("backup", "fork.backup", "--ledger", "fork.ledger")
    desk.records("note", "AFI-7", "Dip sample at 92%")
    lose(desk)
    with untouched(desk.folder, desk.folder.parent / "home"):
        assert "its history was replaced" in desk.refuses(5, "restore", "fork.backup")


SPOILT: dict[str, tuple[int, str, Callable[[Path], object]]] = {
    "flipped": (5, "is not whole, and was not restored: ", lambda path: path.write_bytes(flipped(path.read_bytes()))),
    "cut short": (5, "is not whole, and was not restored: ", lambda path: os.truncate(path, 90_000)),
    "text": (6, "is not a ledger", lambda path: path.write_text("minutes of the board")),
    "newer": (6, "newer afi-ledger", lambda path: change(path, "PRAGMA user_version=99")),
    "half": (6, "part of the ledger lies in b-wal", lambda path: Path(f"{path}-wal").write_text("entries")),
    "gone": (6, "There is no backup at", Path.unlink),
}


def flipped(stored: bytes) -> bytes:
    """One bit of an entry is another."""
    at = stored.index(b'"type":"improvement.raised"')
    return stored[:at] + bytes([stored[at] ^ 1]) + stored[at + 1 :]


@pytest.mark.parametrize("spoilt", SPOILT)
def test_not_what_is_no_whole_backup(desk: Terminal, backup: Path, spoilt: str) -> None:
    """Each is told apart from the others, and leaves nothing where the ledger was to be."""
    code, said, spoil = SPOILT[spoilt]
    spoil(backup)
    lose(desk)
    with untouched(desk.folder, desk.folder.parent / "home"):
        assert said in desk.refuses(code, "restore", str(backup))


def test_it_looks_back_at_nothing(desk: Terminal, stick: Path) -> None:
    """A backup that said that it is of an earlier entry, and held all, would be a lie."""
    result = desk.run("backup", str(stick / "b"), "--as-of", "E-5")
    assert result.code == 2 and "A backup is of the whole ledger." in result.err
    assert not (stick / "b").exists()


# What was erased since.

BY = "The Information Commissioner, case 41"


@pytest.fixture
def erased(desk: Terminal, stick: Path) -> Path:
    """An older backup of a ledger from which a note was erased since."""
    entry = desk.records("note", "AFI-7", "Zephyrine Quillfeather said nothing")["entries"][0]["entry"]
    desk.does("backup", str(stick / "b"))
    desk.does("erase", entry, "--authority", BY, "--yes")
    return stick / "b"


def test_what_was_erased_is_noted_beside_older_backups(desk: Terminal, erased: Path, stick: Path) -> None:
    """By commitment alone; a newer backup has neither the text nor a list."""
    desk.does("backup", str(stick / "newer"))
    assert sorted(os.listdir(stick)) == ["b", "b.erased", "newer"]
    first, commitment = (stick / "b.erased").read_text().splitlines()
    assert first.startswith("afi erased cambridgeshire.") and re.fullmatch("[0-9a-f]{64}", commitment)
    assert b"Quillfeather" in erased.read_bytes() and b"Quillfeather" not in (stick / "newer").read_bytes()
    lose(desk)
    assert "left out" not in desk.does("restore", str(stick / "newer")).out
    assert desk.does("verify").code == 0


def test_an_older_backup_is_restored_without_it(desk: Terminal, erased: Path) -> None:
    """On a computer that saw nothing since, by the list beside it; an erasure is then recorded, and all is whole."""
    home = desk.folder.parent / "another"
    shutil.copytree(desk.folder.parent / "home" / "config", home / "config")
    desk.patch.setenv("AFI_HOME", str(home))
    desk.patch.chdir(desk.folder.parent / "stick")
    shown = desk.does("restore", str(erased), "new.ledger").out
    assert "1 text that was erased after this backup was made was left out." in shown
    assert b"Quillfeather" not in Path("new.ledger").read_bytes()
    assert desk.run("verify", "--ledger", "new.ledger").code == 5
    result = desk.run("erase", "finish", "--ledger", "new.ledger")
    assert result.code == 3 and "no entry here says so" in result.err and "--authority TEXT" in result.err
    assert "would" not in desk.does("erase", "finish", "--ledger", "new.ledger", "--dry-run").out
    receipt = desk.does("erase", "finish", "--ledger", "new.ledger", "--authority", BY, "--json").json
    assert [each["type"] for each in receipt["entries"]] == ["text.erased"]
    assert desk.does("verify", "--ledger", "new.ledger").code == 0
    assert "Nothing is left" in desk.does("erase", "finish", "--ledger", "new.ledger").out


def test_a_list_that_is_of_another_ledger(desk: Terminal, erased: Path) -> None:
    """Nothing is restored by it: which texts are to stay out is not known."""
    list_ = erased.with_name("b.erased")
    list_.write_text(list_.read_text().replace("cambridgeshire.", "fenshire."))
    lose(desk)
    desk.patch.setenv("AFI_HOME", str(desk.folder.parent / "another"))
    with untouched(desk.folder):
        assert "is not a list of what was erased" in desk.refuses(5, "restore", str(erased))
