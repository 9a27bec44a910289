"""The register: every improvement as it stands, filtered, and the nils that were recorded."""

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from commands import register
from commands.context import Reading
from commands.rendering import Row
from tests.commands.terminal import Terminal


@pytest.fixture
def worked(desk: Terminal) -> Terminal:
    """A desk where some improvements are owned, and one is closed."""
    desk.records("assign", "AFI-1..2", "--owner", "POST-4", "--on", "2018-04-09", entries=2)
    desk.records("close", "AFI-3", "--authority", "hmicfrs", "--how", "letter", "--on", "2019-05-02")
    desk.records("assign", "AFI-4", "--lead", "Deputy Chief Constable", "--on", "2018-04-09")
    return desk


@pytest.mark.parametrize(
    ("options", "refs"),
    [
        ((), [1, 2, 3, 4, 5, 6, 7]),
        (("--inspection", "INS-2"), [1, 2, 3, 4, 5, 6, 7]),
        (("-i", "making best use"), []),
        (("--question", "investigating"), [1, 2, 3]),
        (("-q", "vulnerable", "--status", "in progress"), [7]),
        (("--status", "owned"), [1, 2]),
        (("--status", "closed"), [3]),
        (("--status", "in_progress"), [7]),
        (("--owner", "Head of Corporate Development"), [1, 2]),
        (("--lead", "DCC"), [4]),
        (("--kind", "afi", "--status", "closed"), [3]),
        (("--kind", "cause of concern"), []),
        (("--kind", "rec"), []),
        (("--force", "Cambridgeshire"), [1, 2, 3, 4, 5, 6, 7]),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_filters(worked: Terminal, options: tuple[str, ...], refs: list[int]) -> None:
    """By reference, by name, and by words as they are stored or as people read them."""
    assert [row["ref"] for row in worked.does("register", *options, "--json").rows] == [f"AFI-{n}" for n in refs]


def test_the_nil_is_shown_below(desk: Terminal) -> None:
    """No cause of concern was recorded, which is not the same as no record of one."""
    [nil] = desk.does("register", "--json").json["nils"]
    last = desk.does("register").out.splitlines()[-1]
    assert last.startswith("INS-2 PEEL Effectiveness 2017: No causes of concern identified")
    assert last.endswith(f"(recorded, {nil['entry']}).")
    assert "No causes of concern" not in desk.does("register", "--kind", "afi").out


def test_improvements_stand_under_their_questions(desk: Terminal) -> None:
    """On a terminal, however they were raised; in a pipe each line says its own."""
    desk.records("raise", "afi", "INS-2", "Record crime sooner.", "-q", "investigating")
    desk.records("raise", "afi", "INS-2", "Say more.")
    piped = [line for line in desk.does("register").out.splitlines()[2:] if line.startswith("AFI-")]
    assert [line.split()[0] for line in piped] == [f"AFI-{number}" for number in (9, 1, 2, 3, 8, 4, 5, 6, 7)]
    assert all("(INS-2)" in line for line in piped)
    desk.patch.setenv("COLUMNS", "80")
    shown = [line for line in desk.does("register").out.splitlines() if line.startswith("AFI-") or "(INS-2)" in line]
    assert [line.split("  ")[0] for line in shown] == [
        *("Under no question (INS-2)", "AFI-9"),
        *("Investigating crime and reducing re-offending (INS-2)", "AFI-1", "AFI-2", "AFI-3", "AFI-8"),
        *("Protecting vulnerable people (INS-2)", "AFI-4", "AFI-5", "AFI-6", "AFI-7"),
    ]


@pytest.fixture
def concerned(desk: Terminal) -> Terminal:
    """A desk with two causes of concern of the earlier inspection, and a recommendation under the first of them."""
    on = ("--on", "2014-09-03")
    desk.records("inspection", "publish", "INS-1", *on)
    desk.records("raise", "coc", "INS-1", "Victims wait.", "-q", "attending", "--part", "At night.", *on, entries=2)
    desk.records("raise", "coc", "INS-1", "Records are late.", "-q", "attending", "--accelerated", "--on", "2014-09-02")
    desk.records("raise", "rec", "INS-1", "Go at once.", "--under", "COC-1", *on)
    desk.records("raise", "rec", "INS-1", "Say more.", "--national", *on)
    return desk


def test_a_recommendation_stands_below_its_cause_of_concern(concerned: Terminal) -> None:
    """Under the question of that, whatever its own; one that stands alone has its own place."""
    concerned.patch.setenv("COLUMNS", "100")
    shown = concerned.does("register", "-i", "INS-1").out.splitlines()
    assert [line.split("  ")[0] for line in shown if line[:4] in ("COC-", "REC-") or "(INS-1)" in line] == [
        *("Under no question (INS-1)", "REC-2"),
        *("Attending crimes and incidents (INS-1)", "COC-1", "REC-1", "COC-2"),
    ]
    assert any("Go at once. (under COC-1)" in line for line in shown)
    assert any("Records are late. (accelerated)" in line for line in shown)
    assert any(line.strip() == "- At night." for line in shown)


def test_without_its_cause_of_concern_a_recommendation_stands_alone(concerned: Terminal) -> None:
    """Where that is filtered out."""
    out = concerned.does("register", "--kind", "rec").out
    assert [line.split()[0] for line in out.splitlines()[2:4]] == ["REC-1", "REC-2"]


@pytest.mark.parametrize("form", ["--json", "--csv"])
def test_a_program_gets_each_row_as_it_comes(desk: Terminal, form: str) -> None:
    """None is held until the next is read; how many there were of each colour and status stands below them."""
    written: list[str] = []

    def noting(reading: Reading, rows: Iterable[Row]) -> Iterator[Row]:
        for row in marked(reading, rows):
            written.append(sys.stdout.text())  # type: ignore[union-attr]
            yield row

    marked = register._marked
    desk.patch.setattr("commands.register._marked", noting)
    desk.does("register", form)
    assert len(written) == 7
    assert all(f"AFI-{number}" in text for number, text in enumerate(written[1:], 1))
    if form == "--json":
        totals = desk.does("register", "--json").json["totals"]
        assert totals["improvements"] == sum(totals["colour"].values()) == sum(totals["status"].values()) == 7


@pytest.mark.parametrize(
    "words", [["--json"], ["--csv"], ["--json", "--as-of", "E-120"], ["--csv", "--at", "2018-04-01"]]
)
def test_a_reader_may_leave_between_rows(desk: Terminal, words: list[str]) -> None:
    """Whatever is looked back at, that is done, and silent."""
    start = [sys.executable, "-c", "from commands.app import main; main()", "register", *words]
    reader, writer = os.pipe()
    os.close(reader)
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    found = subprocess.run(start, env=environment, stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    assert (found.returncode, found.stderr) == (0, b"")


def test_ctrl_c_between_rows(desk: Terminal) -> None:
    """What is looked back at is let go, and nothing is said but that."""
    left = iter(range(3))

    def interrupted(*_: Any) -> Row:
        if next(left, None) is None:
            raise KeyboardInterrupt
        return {"colour": "red", "status": "raised", "ref": "AFI-1"}

    desk.patch.setattr("projections.queries.register.improvement", interrupted)
    result = desk.run("register", "--as-of", "E-120", "--json")
    assert (result.code, result.out.count("AFI-1")) == (130, 3)
    assert result.err.startswith("afi: Interrupted.") and len(result.err.splitlines()) == 2


def test_what_looks_wrong_is_marked_until_it_is_settled(desk: Terminal) -> None:
    """And what does not count is not there."""
    desk.records("flag", "AFI-7", "Which September?", "--on", "2018-05-01")
    desk.records("void", "AFI-6", "--in-error", "--reason", "Typed twice", "--on", "2018-05-01")
    lines = desk.does("register").out
    assert "in progress, flagged" in lines and "AFI-6 " not in lines
    desk.records("flag", "AFI-7", "2018.", "--settle", "1", "--on", "2018-05-02")
    assert "flagged" not in desk.does("register").out


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--status", "finished"), 2),
        (("--inspection", "INS-9"), 3),
        (("--question", "preventing"), 2),
        (("--owner", "nobody"), 3),
        (("--force", "POST-4"), 3),
        (("--lead", "nobody"), 3),
        (("--kind", "finding"), 2),
    ],
)
def test_refused(desk: Terminal, options: tuple[str, ...], code: int) -> None:
    """A filter that names nothing is a mistake, not an empty register."""
    desk.refuses(code, "register", *options)
