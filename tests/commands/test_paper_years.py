"""Papers that were issued years ago: whatever became of the record, each is whole, and what changed is named."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from projections.papers.formats import read
from tests.commands.listed import OPEN
from tests.commands.terminal import Terminal

#: The papers that are issued, each in another format.
PAPERS = {
    "board.docx": ("board", "--forum", "FOR-1", "--dated", "2018-05-01"),
    "progress.pdf": ("progress", "--forum", "FOR-1", "--dated", "2018-05-01", "--since", "E-1"),
    "response.html": ("response", "INS-1", "--dated", "2018-05-01"),
    "timeline.md": ("timeline", "--dated", "2018-05-01"),
}
#: What is recorded before: a report, what it asks for, a forum that takes it up, a letter, a note from it, an answer.
ON = ("--on", "2018-04-02")
TOLD = (
    (*OPEN, "--on", "2018-01-10"),
    ("inspection", "publish", "INS-1", "--on", "2018-03-22"),
    ("raise", "afi", "INS-1", "Answer calls sooner.", "--on", "2018-03-22"),
    ("raise", "afi", "INS-1", "Keep cells clean.", "--on", "2018-03-22"),
    ("raise", "rec", "INS-1", "Train recruits.", "--on", "2018-03-22"),
    ("forum", "add", "Gold Group", "--on", "2018-01-10"),
    ("people", "add", "Bo Hall", "--on", "2018-01-10"),
    ("people", "post", "Head of Custody", "--holder", "Bo Hall", "--on", "2018-01-10"),
    ("assign", "AFI-1..2", "--owner", "Head of Custody", *ON),
    ("meeting", "hold", "FOR-1", "--consider", "AFI-1..2", *ON),
    ("document", "add", "letter", "A letter", *ON),
    ("note", "AFI-1", "Calls are answered", "--source", "DOC-1:1", *ON),
    ("due", "AFI-2", "2018-04-30", *ON),
    ("answer", "REC-1", "They are trained", "--action", "taken", *ON),
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A small ledger's desk and home, with four papers that were issued of it."""
    folder = tmp_path_factory.mktemp("archive")
    with pytest.MonkeyPatch.context() as patch:
        (folder / "desk").mkdir()
        patch.setenv("AFI_HOME", str(folder / "home"))
        patch.chdir(folder / "desk")
        desk = Terminal(folder / "desk", patch)
        desk.does("init", "--name", "Ann Keeper", *"--force Fenshire --post Keeper --questions none".split())
        for told in TOLD:
            desk.does(*told)
        for name, asked in PAPERS.items():
            desk.does("paper", *asked, "-o", name)
            desk.does("paper", "issue", name)
        yield folder


@pytest.fixture
def years(archive: Path, bare: Terminal) -> Terminal:
    """A terminal with copies of all that, years later."""
    for name in ("home", "desk"):
        shutil.copytree(archive / name, bare.folder.parent / name, dirs_exist_ok=True)
    return bare


AUTHORITY = ("--authority", "A letter", "--reason", "Misread")
ERASED = ("--authority", "The data protection officer", "--yes")
#: What becomes of the record. An entry is named by its type and its record.
SINCE: dict[str, tuple[tuple[str, ...], ...]] = {
    "a note": (("note", "AFI-2", "Cleaned", "--on", "2018-04-20"),),
    "corrected": (
        ("correct", "improvement.raised AFI-1", "--text", "Put otherwise.", *AUTHORITY),
        ("correct", "improvement.noted AFI-1", "--text", "Noted otherwise.", *AUTHORITY),
    ),
    "erased": (("erase", "improvement.raised AFI-1", *ERASED), ("erase", "improvement.noted AFI-1", *ERASED)),
    "renamed": (
        ("forum", "rename", "FOR-1", "Silver Group", "--on", "2018-04-15"),
        ("people", "rename", "Bo Hall", "Bo Smith", "--on", "2018-04-15"),
    ),
    "embargo": (("embargo", "DOC-1", "--open-ended", "--on", "2018-04-11"),),
    "void": tuple(("void", ref, "--in-error", "--reason", "Not ours") for ref in ("AFI-1..2", "REC-1", "INS-1")),
    "void records": tuple(("void", ref, "--in-error", "--reason", "Typed twice") for ref in ("AFI-2", "PAP-1")),
    "ended": (
        ("close", "AFI-2", "--authority", "inspectorate", "--how", "letter", "--on", "2018-04-20"),
        ("forum", "end", "FOR-1", "--on", "2018-04-20"),
    ),
    "undone": (("undo", "improvement.answered REC-1", "--reason", "A slip", "--yes"),),
}


@pytest.mark.parametrize("name", SINCE)
def test_what_became_of_the_record_is_named(years: Terminal, name: str) -> None:
    """Each paper is whole, and what is named is exactly what the same paper says otherwise now; figures too."""
    _happens(years, name)
    for file, asked in PAPERS.items():
        then = {cell.id: cell.text for cell in read(file, Path(file).read_bytes()).manifest.cells}
        now, figures = _now(years, asked)
        said = years.does("paper", "verify", file, "--json").json
        assert (said["whole"], said["untouched"], said["differences"]) == (True, True, [])
        _names_exactly(said["since"], then, now)
        _explains(years, said["paper"], now, figures)


def _happens(desk: Terminal, name: str) -> None:
    """Records what became of it."""
    entries = {f"{row['type']} {row['ref']}": row["entry"] for row in desk.does("timeline", "--json").rows}
    for words in SINCE[name]:
        desk.does(*(entries.get(word, word) for word in words))


def _now(desk: Terminal, asked: tuple[str, ...]) -> tuple[dict[str, str], dict[str, str]]:
    """What the cells of the same paper would say now, and which of them are figures; nothing where it is refused."""
    result = desk.run("paper", *asked, "--json")  # what is left out because of an embargo is counted beside it
    assert result.code in (0, 3)
    made = json.loads(result.out) if result.code == 0 else {"cells": [], "figures": {}}
    return {id_: text for id_, text, _ in made["cells"]}, made["figures"]


def _names_exactly(since: list[dict[str, Any]], then: dict[str, str], now: dict[str, str]) -> None:
    """What a paper says that it does not say now is named; of rows that are not there any more, whose they were."""
    if not now:
        assert [each["kind"] for each in since] == ["gone"]
        return
    other = {id_ for id_, text in then.items() if id_ in now and now[id_] != text} - {"footer"}
    assert {each["cell"] for each in since if each["cell"] in now} == other
    gone = then.keys() - now.keys()
    named = {each["cell"] for each in since} - other
    rows = {id_.rpartition("/")[0] for id_ in named}
    whole = [each["place"] for each in since if each["place"].startswith("the row of ")]
    records = {place.split(" ")[3] for place in whole}
    assert named <= gone
    assert [id_ for id_ in gone if id_.rpartition("/")[0] not in rows and records.isdisjoint(id_.split("/"))] == []


def _explains(desk: Terminal, ref: str, now: dict[str, str], figures: dict[str, str]) -> None:
    """Each figure is what stands in the paper, and what would stand there now; one that is not counted any more too."""
    rows = desk.run("paper", "explain", ref, "--json").rows
    assert {row["figure"]: row["now"] for row in rows if row["now"] not in (None, "none")} == {
        name: now[id_] for name, id_ in figures.items() if name in {row["figure"] for row in rows}
    }
    for row in [row for row in rows if row["now"] and row["then"] not in (row["now"], "0")][:2]:
        said = desk.run("paper", "explain", ref, row["figure"], "--json").json
        assert (said["then"], said["now"]) == (row["then"], row["now"])
        assert any(each["then"] != each["now"] for each in said["rows"])
