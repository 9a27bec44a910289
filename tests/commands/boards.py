"""A small ledger with a forum that looks after a few improvements, for tests of what is put before one."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands.listed import opened
from tests.commands.terminal import Terminal


@pytest.fixture(scope="session")
def gold_group(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Ann Keeper's desk and home: the Gold Group met on 10 April 2018 and took up AFI-1 and AFI-2, not AFI-3.

    POST-2 (Head of Custody, whom Bo Hall is) owns AFI-1, POST-3 (Head of Crime, vacant) owns AFI-2; Di Lead leads both.
    """
    folder = tmp_path_factory.mktemp("board")
    with pytest.MonkeyPatch.context() as patch:
        (folder / "desk").mkdir()
        patch.setenv("AFI_HOME", str(folder / "home"))
        patch.chdir(folder / "desk")
        _tell(Terminal(folder / "desk", patch))
        yield folder


def _tell(desk: Terminal) -> None:
    words = "--force Fenshire --post Keeper --questions none --no-recovery --fictitious".split()
    desk.does("init", "--name", "Ann Keeper", *words)
    desk.records("forum", "add", "Gold Group", "--every", "6 weeks", "--chair", "POST-1")
    opened(desk, "2018-03-22")
    for what in ("Answer calls sooner.", "Keep cells clean.", "Train recruits."):
        desk.records("raise", "afi", "INS-1", what)
    for name in ("Bo Hall", "Di Lead"):
        desk.records("people", "add", name)
    desk.records("people", "post", "Head of Custody", "--holder", "Bo Hall", "--on", "2018-01-02", entries=2)
    desk.records("people", "post", "Head of Crime", "--on", "2018")
    desk.records("people", "post", "Deputy Chief Constable", "--holder", "Di Lead", "--on", "2018-01-02", entries=2)
    for ref, owner in (("AFI-1", "POST-2"), ("AFI-2", "POST-3")):
        desk.records("assign", ref, "--owner", owner, "--lead", "POST-4", "--on", "2018-04-01")
    desk.records("meeting", "hold", "FOR-1", "--on", "2018-04-10", "--consider", "AFI-1..2", entries=2)


@pytest.fixture
def board(gold_group: Path, bare: Terminal) -> Terminal:
    """A terminal with copies of both."""
    for name in ("home", "desk"):
        shutil.copytree(gold_group / name, bare.folder.parent / name, dirs_exist_ok=True)
    return bare


def withheld_report(board: Terminal, *also: str) -> str:
    """A report under embargo, from which an area is raised, and a note stands on each of ``also``: the area."""
    words = ("document", "add", "report", "Unheard of", "--on", "2018-02-01", "--embargo", "2099-01-01")
    draft = board.records(*words, entries=2)["references"][0]
    cited = ("--source", f"{draft}:1", "--on", "2018-04-20")
    for ref in also:
        board.records("note", ref, "Not to be known", *cited)
    return str(board.records("raise", "afi", "INS-1", "Secret so far", *cited)["references"][0])
