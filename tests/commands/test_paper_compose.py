"""`afi paper progress`, `response` and `timeline`: what they compose of the examples, and what they refuse."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.commands.fenshire import moved_to_fenshire
from tests.commands.terminal import Terminal


@pytest.fixture
def year(example: Path, bare: Terminal) -> Terminal:
    """A terminal at Fenshire's ledger."""
    return moved_to_fenshire(example, bare)


def composed(desk: Terminal, *words: str) -> dict[str, Any]:
    """The manifest of a paper, as --json prints it: the recipe, and what each cell says by its id."""
    shown = desk.run("paper", *words, "--json")  # what is left out because of an embargo is counted beside it
    assert shown.code == 0, shown.err
    found: dict[str, Any] = json.loads(shown.out)
    ids = [id_ for id_, _, _ in found["cells"]]
    assert len(ids) == len(set(ids))
    return found | {"cells": {id_: said for id_, said, _ in found["cells"]}}


def refused(desk: Terminal, code: int, *words: str) -> str:
    """What a command that is refused says, a sentence and what to do; no file was written, and nothing recorded."""
    before = {path.name: path.stat().st_size for path in desk.folder.iterdir() if "-views" not in path.name}
    said = desk.refuses(code, "paper", *words)
    assert {path.name: path.stat().st_size for path in desk.folder.iterdir() if "-views" not in path.name} == before
    return said


# What they compose.


def test_progress_since_the_last_meeting(year: Terminal) -> None:
    """That is the last before the paper's date, and not the meeting itself that it is put before."""
    found = composed(year, "progress", "--forum", "OIG", "--since", "last", "--dated", "2025-09-23")
    assert found["recipe"]["since"] == 319 and found["cells"]["head/met"] == "1 July 2025 (MTG-18)"
    said = found["cells"]
    numbers = {name: said[f"summary/{name}/number"] for name in ("done", "on_course", "slipped", "overdue", "awaiting")}
    assert numbers == {"done": "0", "on_course": "1", "slipped": "2", "overdue": "0", "awaiting": "1"}
    assert said["summary/slipped/which"] == "AFI-3 and AFI-9" and said["revisions/E-361/reason"]
    assert composed(year, "progress", "--meeting", "MTG-22", "--since", "last")["recipe"] == found["recipe"] | {
        "meeting": "MTG-22"
    }
    assert found["figures"]["slipped"] == "summary/slipped/number"


def test_progress_since_any_moment(year: Terminal) -> None:
    """As everywhere: an entry, a day, a meeting, a paper; of one inspection alone, where that is asked for."""
    for typed, position in (("E-300", 300), ("2025-05-28", 300), ("MTG-18", 319)):
        asked = ("progress", "--forum", "OIG", "--since", typed)
        assert abs(composed(year, *asked)["recipe"]["since"] - position) < 20, typed
    only = composed(year, "progress", "--since", "E-100", "-i", "INS-3")
    assert only["recipe"]["inspection"] == "INS-3" and "awaiting/AFI-5/asked" not in only["cells"]


def test_a_ledger_that_began_after_the_last_meeting(desk: Terminal) -> None:
    """All that it holds is new then, and that is said."""
    desk.records("meeting", "hold", "FOR-2", "--on", "2018-03-01")
    found = composed(desk, "progress", "--forum", "OIG", "--since", "last", "--dated", "2018-03-29")
    assert "since" not in found["recipe"]
    assert found["cells"]["head/since"] == "nothing: all that is recorded counts as new"
    assert found["cells"]["summary/undated/number"] == "7"


def test_response(year: Terminal) -> None:
    """Fenshire's to its report of 2024: what was answered, and that it was sent in time."""
    said = composed(year, "response", "INS-2")["cells"]
    assert said["report/ORG-1/last_day"] == "15 January 2025"
    assert said["report/ORG-1/sent"] == "to both by 13 January 2025, in time"
    assert said["others/AFI-4/answer"] == "Action taken" and said["recommendations/empty"]
    assert composed(year, "response", "INS-3")["cells"]["recommendations/REC-2/answer"].startswith("no answer")


def test_timeline(year: Terminal) -> None:
    """Of the records that are named, or of an inspection."""
    found = composed(year, "timeline", "AFI-3..4")
    assert found["recipe"]["records"] == ["AFI-3", "AFI-4"]
    assert found["cells"]["AFI-3/E-300/marks"].startswith("due date moved, 92 days later; reason: ")
    assert "AFI-10/caption" in composed(year, "timeline", "-i", "INS-4")["cells"]


def test_the_same_ledger_gives_the_same_paper(year: Terminal) -> None:
    """Asked twice, byte for byte."""
    asked = ("paper", "progress", "--forum", "OIG", "--since", "E-300", "--dated", "2025-09-23", "--json")
    assert year.run(*asked).out == year.run(*asked).out != ""


def test_of_a_ledger_that_has_just_begun(fresh: Terminal) -> None:
    """There is a paper, and it says that there is nothing."""
    assert composed(fresh, "progress", "--since", "E-1")["cells"]["summary/improvements/number"] == "0"
    assert composed(fresh, "timeline")["cells"]["story/none"]


# What they refuse.

_KINDS = (("progress", "--since", "E-100"), ("response", "INS-2"), ("timeline", "AFI-3"))


@pytest.mark.parametrize("kind", _KINDS)
def test_where_it_cannot_be_written(year: Terminal, kind: tuple[str, ...]) -> None:
    """No file, no known format, one that lies there, no such folder, JSON and a file, a template not for Word."""
    (year.folder / "there.html").write_text("mine")
    for words, code, said in (
        ((), 2, "It is not said where the paper is to be written."),
        (("-o", "paper.xyz"), 2, "paper.xyz is of no known format."),
        (("-o", "paper"), 2, "paper is of no known format."),
        (("-o", "there.html"), 3, "there.html"),
        (("-o", "nowhere/paper.html"), 6, "There is no folder"),
        (("-o", "paper.html", "--json"), 2, "It cannot be both JSON and a file."),
        (("-o", "paper.html", "--template", "mine.docx"), 2, "Only a Word file has a template."),
    ):
        assert said in refused(year, code, *kind, *words), words
    assert (year.folder / "there.html").read_text() == "mine"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("progress", "--forum", "FOR-99", "--since", "last"), "FOR-99"),
        (("progress", "--forum", "Nobody", "--since", "last"), "Nobody"),
        (("progress", "--forum", "FOR-2", "--meeting", "MTG-22", "--since", "last"),
         "MTG-22 is not a meeting of FOR-2."),
        (("progress", "--forum", "OIG", "--since", "last", "--dated", "2025-09"), "September 2025 is not one day."),
        (("progress", "--forum", "OIG", "--since", "last", "--dated", "soon"), "soon"),
        (("progress", "--forum", "OIG", "--since", "2099-01-01"), "1 January 2099 has not come yet"),
        (("progress", "--forum", "OIG", "--since", "E-9999"), "There is no E-9999 in this ledger."),
        (("progress", "--forum", "OIG", "--since", "whenever"), '"whenever" is not a moment.'),
        (("progress", "--since", "last"), "It is not said whose last meeting."),
        (("progress", "--forum", "OIG", "--since", "last", "--dated", "2024-10-08"),
         "No meeting of FOR-1 before 8 October 2024 is recorded."),
        (("progress", "--forum", "OIG"), "--since"),
        (("response",), "INSPECTION"),
        (("response", "INS-99"), "INS-99"),
        (("response", "AFI-3"), "AFI-3"),
        (("response", "INS-2", "--dated", "2010-01-01"), "INS-2 had not begun by 1 January 2010"),
        (("response", "INS-2", "--dated", "2025"), "2025 is not one day."),
        (("timeline", "AFI-999"), "AFI-999"),
        (("timeline", "-i", "INS-99"), "INS-99"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant(year: Terminal, words: tuple[str, ...], said: str) -> None:
    """Each is refused with what is wrong, and nothing is written."""
    code = year.run("paper", *words, "-o", "paper.html").code
    assert code in (2, 3, 4) and said in refused(year, code, *words, "-o", "paper.html")
