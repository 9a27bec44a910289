"""Which ledger is meant, and what is refused before a command of any kind does its work."""

import shutil
import sqlite3

import pytest

from ledger import keyring
from tests.commands.terminal import Terminal


def test_the_nearest_ledger_up_the_tree(desk: Terminal) -> None:
    """As git finds its own."""
    below = desk.folder / "a" / "b"
    below.mkdir(parents=True)
    desk.patch.chdir(below)
    assert desk.does("show", "AFI-7").out.startswith("AFI-7  Have enough")


def test_a_ledger_of_the_environment(desk: Terminal) -> None:
    """AFI_LEDGER names a file, or the folder that holds one."""
    desk.patch.chdir(desk.folder.parent)
    for named in (desk.path, desk.folder):
        desk.patch.setenv("AFI_LEDGER", str(named))
        assert "AFI-7" in desk.does("register").out


def test_a_named_ledger_comes_before_the_environment(desk: Terminal) -> None:
    """What is typed counts more than what is set."""
    desk.patch.setenv("AFI_LEDGER", "nowhere")
    assert "AFI-7" in desk.does("register", "--ledger", str(desk.path)).out


LOOKING = (["register"], ["show", "AFI-7"], ["verify"], ["rebuild"], ["keys", "new"])
RECORDING = (["note", "AFI-7", "x"], ["people", "add", "Joy"], ["keys", "accept-clock"])


@pytest.mark.parametrize("words", [*LOOKING, *RECORDING], ids=" ".join)
def test_no_ledger_anywhere(bare: Terminal, words: list[str]) -> None:
    """The refusal says how to begin one."""
    assert "`afi init`" in bare.refuses(6, *words)


@pytest.mark.parametrize("words", [*LOOKING, *RECORDING], ids=" ".join)
def test_no_ledger_where_it_was_named(bare: Terminal, words: list[str]) -> None:
    """The refusal names the path."""
    assert "There is no ledger at lost.ledger." in bare.refuses(6, *words, "--ledger", "lost.ledger")


@pytest.mark.parametrize("words", [["register"], ["note", "AFI-7", "x"]], ids=" ".join)
@pytest.mark.parametrize("content", [b"", b"not a ledger at all " * 100])
def test_not_a_ledger(bare: Terminal, words: list[str], content: bytes) -> None:
    """Neither an empty file nor another kind of file is taken for one."""
    (bare.folder / "x.ledger").write_bytes(content)
    assert "x.ledger is not a ledger." in bare.refuses(6, *words, "--ledger", "x.ledger")
    assert (bare.folder / "x.ledger").read_bytes() == content


@pytest.mark.parametrize("words", [["register"], ["note", "AFI-7", "x"]], ids=" ".join)
def test_another_database(bare: Terminal, words: list[str]) -> None:
    """A database of somebody else's is left alone."""
    with sqlite3.connect(bare.folder / "x.db") as database:
        database.execute("CREATE TABLE t(x)")
    database.close()
    assert "x.db is not a ledger." in bare.refuses(6, *words, "--ledger", "x.db")


def test_a_ledger_of_a_newer_version(desk: Terminal) -> None:
    """It is not read by guesswork."""
    with sqlite3.connect(desk.path) as database:
        database.execute("PRAGMA user_version=99")
    database.close()
    result = desk.run("register")
    assert (result.code, result.out) == (6, "")
    assert "newer afi-ledger" in result.err


def test_a_synced_folder(desk: Terminal) -> None:
    """Recording is refused where a program synchronises; looking is not."""
    synced = desk.folder / "OneDrive - Fenshire"
    synced.mkdir()
    shutil.copy(desk.path, synced)
    assert "synced folder" in desk.refuses(6, "note", "AFI-7", "x", "--ledger", str(synced))
    assert "AFI-7" in desk.does("register", "--ledger", str(synced)).out


def test_a_ledger_that_was_cut(desk: Terminal) -> None:
    """This terminal remembers how long it was; neither looking nor recording goes on from an older copy."""
    older = desk.folder / "older"
    older.mkdir()
    shutil.copy(desk.path, older)
    desk.records("note", "AFI-7", "Something more")
    for words in (["register"], ["note", "AFI-7", "x"], ["rebuild", "--check"]):
        assert "cut or rolled back" in desk.refuses(5, *words, "--ledger", str(older))


def test_a_key_that_is_missing(desk: Terminal) -> None:
    """Whoever has none is told how to get one."""
    shutil.rmtree(desk.folder.parent / "home" / "config")
    assert "`afi keys new`" in desk.refuses(3, "note", "AFI-7", "x")


def test_a_key_that_others_can_read(desk: Terminal) -> None:
    """It could be anybody's by now, so it signs nothing."""
    [key] = (desk.folder.parent / "home").rglob("cambridgeshire.*/*.pem")
    key.chmod(0o644)
    assert "chmod" in desk.refuses(3, "note", "AFI-7", "x")


def test_a_key_that_is_garbled(desk: Terminal) -> None:
    """It is not replaced in silence."""
    [key] = (desk.folder.parent / "home").rglob("cambridgeshire.*/*.pem")
    key.write_text("x")
    assert "is not a whole private key" in desk.refuses(3, "note", "AFI-7", "x")


def test_two_people_on_one_account(fresh: Terminal) -> None:
    """With the keys of two people here, --as says who signs."""
    origin = fresh.does("stats", "--json").json["origin"]
    fresh.records("people", "add", "Bob Clerk")
    line = fresh.does("keys", "new").out.strip()
    fresh.records("keys", "enrol", line, "--person", "Bob Clerk")
    assert len(keyring.keys(origin)) == 2
    assert "--as PER-" in fresh.refuses(3, "people", "add", "Joy")
    receipt = fresh.records("people", "add", "Joy", "--as", "bob")
    assert receipt["entries"][0]["recorded_by"] == "PER-2"
    another = fresh.does("keys", "new").out.strip()
    assert "right to enrol" in fresh.refuses(3, "keys", "enrol", another, "--person", "Joy", "--as", "bob")


def test_somebody_without_a_key_cannot_be_signed_for(fresh: Terminal) -> None:
    """--as picks among keys that are here, and makes nobody up."""
    fresh.records("people", "add", "Bob Clerk")
    assert "as PER-2" in fresh.refuses(3, "people", "add", "Joy", "--as", "Bob Clerk")
