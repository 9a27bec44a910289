"""A ledger that cannot be used: not there, none, newer, read-only, full, locked, or in a place that is not safe."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from ledger.stores.file import connect
from tests.commands.refusals.refused import check, kept, refuses
from tests.commands.terminal import ROOT, Result, Terminal

NOTE = ("note", "AFI-3", "x")
BOTH = pytest.mark.parametrize("words", [("register",), NOTE], ids=lambda words: words[0])
INIT = "--force X --name Y --post Z --questions none --no-recovery".split()


@BOTH
def test_a_wrong_path(fenshire: Terminal, words: tuple[str, ...]) -> None:
    """A file and a folder without a ledger, named or set in the environment; and none anywhere."""
    (fenshire.folder / "empty").mkdir()
    for named in ("lost.ledger", "empty", "lost/lost.ledger", ""):
        if named:
            assert "`afi init`" in refuses(fenshire, 6, *words, "--ledger", named)
            fenshire.patch.setenv("AFI_LEDGER", named)
        else:
            fenshire.patch.delenv("AFI_LEDGER")
            fenshire.patch.chdir(fenshire.folder.parent)
        what, remedy = refuses(fenshire, 6, *words).splitlines()
        assert what.startswith("afi: There is no ledger ") and "`afi init`" in remedy


def database(path: Path, *statements: str) -> None:
    """Does something to a database behind the program's back."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


@BOTH
@pytest.mark.parametrize("content", [b"", b"not a ledger at all " * 100, b"PK\3\4", b"SQLite format 3\0" + bytes(84)])
def test_not_a_ledger(fenshire: Terminal, words: tuple[str, ...], content: bytes) -> None:
    """An empty file, a text, a workbook, and the head of a database."""
    (fenshire.folder / "x.ledger").write_bytes(content)
    what, remedy = refuses(fenshire, 6, *words, "--ledger", "x.ledger").splitlines()
    assert what == "afi: x.ledger is not a ledger." and "Check the path" in remedy


@BOTH
def test_a_database_that_is_not_a_ledger(fenshire: Terminal, words: tuple[str, ...]) -> None:
    """Somebody else's, and the read models of a ledger."""
    database(fenshire.folder / "x.db", "CREATE TABLE t(x)")
    for name in ("x.db", "afi.ledger-views"):
        assert f"{name} is not a ledger." in refuses(fenshire, 6, *words, "--ledger", name)


@BOTH
def test_from_a_newer_version(fenshire: Terminal, words: tuple[str, ...]) -> None:
    """It is not read by guesswork, nor written to."""
    database(fenshire.path, "PRAGMA user_version=99")
    what, remedy = refuses(fenshire, 6, *words).splitlines()
    assert "was written by a newer afi-ledger (format 99; this one knows 1)." in what
    assert "Install the newest afi-ledger" in remedy


# What cannot be written to.


def program(desk: Terminal, *words: str, before: Callable[[], None] | None = None) -> Result:
    """Runs a command as a program of its own, after something that is done in its process."""
    start = "import sys; sys.argv[0] = 'afi'; from commands.app import main; main()"
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    run = [sys.executable, "-c", start, *words]
    found = subprocess.run(run, env=environment, cwd=desk.folder, capture_output=True, preexec_fn=before)
    return Result(found.returncode, found.stdout.decode(), found.stderr.decode())


def as_others() -> None:
    """Takes from root, for the next program, the power to write where nobody may (capabilities(7), DAC_OVERRIDE)."""
    import ctypes

    drop_bounding, dac_override = 24, 1  # prctl(2), PR_CAPBSET_DROP
    if os.geteuid() == 0 and ctypes.CDLL(None).prctl(drop_bounding, dac_override, 0, 0, 0):
        raise PermissionError


modes = pytest.mark.skipif(
    os.name == "nt" or (sys.platform != "linux" and os.geteuid() == 0),
    reason="here nothing keeps this user from writing to a file that is read-only",
)


@contextmanager
def made_read_only(*paths: Path) -> Iterator[None]:
    """Takes the right to write for a while."""
    modes = {path: path.stat().st_mode for path in paths}
    try:
        for path, mode in modes.items():
            path.chmod(mode & ~0o222)
        yield
    finally:
        for path, mode in modes.items():
            path.chmod(mode)


@modes
@pytest.mark.parametrize("whole_folder", [False, True], ids=["file", "folder"])
def test_a_read_only_file(fenshire: Terminal, whole_folder: bool) -> None:
    """It says so, and can be looked at."""
    before = ledgers(fenshire)
    paths = [*fenshire.folder.iterdir(), fenshire.folder] if whole_folder else [fenshire.path]
    with made_read_only(*paths):
        said = check(program(fenshire, *NOTE, before=as_others), 6)
        shown = program(fenshire, "show", "AFI-3", before=as_others)
    assert "afi.ledger is read-only." in said and "Get the right to write to the file and its folder" in said
    assert ledgers(fenshire) == before
    assert (shown.code, shown.err) == (0, "") and "AFI-3" in shown.out


@modes
def test_a_folder_in_which_no_ledger_can_begin(fenshire: Terminal) -> None:
    """The refusal names it, and no half of a ledger lies anywhere."""
    with made_read_only(fenshire.folder):
        said = check(program(fenshire, "init", "new", *INIT, before=as_others), 6)
    assert "new" in said and "ermission denied" in said
    assert not (fenshire.folder / "new").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit to the size of a file")
@pytest.mark.parametrize("words", [NOTE, ("init", "new", *INIT)], ids=lambda words: words[0])
def test_no_room(fenshire: Terminal, words: tuple[str, ...]) -> None:
    """Where a file may not grow, nothing of a command stays."""
    import resource
    import signal

    def no_growth() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1024, 1024))

    (fenshire.folder / "new").mkdir()
    before = ledgers(fenshire)
    said = check(program(fenshire, *words, before=no_growth), 6)
    assert "The system could not read or write " in said and "has room" in said
    assert ledgers(fenshire) == before


def ledgers(desk: Terminal) -> dict[str, tuple[bytes, int]]:
    """All files in the folder of the ledger."""
    return {path: found for path, found in kept(desk).items() if path.startswith(str(desk.folder))}


def test_a_full_disk(fenshire: Terminal) -> None:
    """SQLite itself finds no room for a long text, in the middle of writing."""

    def small(path: Path, *, write: bool = False, immutable: bool = False) -> sqlite3.Connection:
        connection = connect(path, write=write, immutable=immutable)
        [pages] = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count={pages}")
        return connection

    fenshire.patch.setattr("ledger.stores.sqlite.connect", small)
    what, remedy = refuses(fenshire, 6, *NOTE[:2], "x" * 90_000).splitlines()
    assert what == "afi: The disk is full; nothing was recorded." and "Free some space" in remedy
    fenshire.patch.setattr("ledger.stores.sqlite.connect", connect)
    fenshire.does(*NOTE[:2], "x" * 90_000)


# Others who write.


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Another program holds the write lock."""
    hold = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None); c.execute('BEGIN IMMEDIATE')"
    wait = "print('held', flush=True); sys.stdin.read()"
    run = [sys.executable, "-c", f"{hold}; {wait}", str(path)]
    with subprocess.Popen(run, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout and other.stdout.readline() == b"held\n"
        yield
        other.communicate()


def test_locked_for_too_long(fenshire: Terminal) -> None:
    """It is waited for, then said; looking is not kept waiting, and afterwards the command is done."""
    fenshire.patch.setattr("ledger.stores.sqlite.PATIENCE", 0.01)
    with held(fenshire.path):
        what, remedy = refuses(fenshire, 6, *NOTE).splitlines()
        fenshire.does("register")
    assert what.endswith("afi.ledger stayed locked by other writers.") and "Repeat the command" in remedy
    fenshire.does(*NOTE)


# Places where a ledger is not safe.

PLACES = {
    "OneDrive - Fenshire Constabulary": "in a synced folder (OneDrive - Fenshire Constabulary)",
    "Dropbox": "in a synced folder (Dropbox)",
    "share": "on a network drive (nfs4 at ",
}


@pytest.fixture(params=PLACES)
def unsafe(request: pytest.FixtureRequest, fenshire: Terminal) -> tuple[Terminal, str]:
    """A terminal with a copy of the ledger in such a place, and how the place is called."""
    place = fenshire.folder / request.param
    place.mkdir()
    shutil.copy(fenshire.path, place)
    mounts = fenshire.folder / "mounts"
    mounts.write_text(f"36 35 0:32 / / rw - ext4 /dev/x rw\n37 36 0:33 / {fenshire.folder}/share rw - nfs4 nas:/x rw\n")
    fenshire.patch.setattr("ledger.stores.place.MOUNTINFO", str(mounts))
    fenshire.patch.setattr("ledger.stores.place.PLATFORM", "linux")
    return fenshire, request.param


def test_a_network_and_a_synced_folder(unsafe: tuple[Terminal, str]) -> None:
    """Neither recording nor beginning a ledger there; looking is safe. No key is made for what does not begin."""
    desk, place = unsafe
    desk.does("register", "--ledger", place)
    for words in ((*NOTE, "--ledger", place), ("init", f"{place}/new", *INIT)):
        what, remedy = refuses(desk, 6, *words).splitlines()
        assert PLACES[place] in what and "where a ledger is not safe." in what
        assert "Keep it " in remedy
