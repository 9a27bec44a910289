"""Recurrence as it is shown, and the suggestion that what is raised was found before."""

from pathlib import Path

from tests.commands.fenshire import fields, moved_to_fenshire
from tests.commands.terminal import Terminal

AGAIN = "The force should evaluate its problem-solving, and share what works"
OTHER = "Answer emergency calls within ten seconds"


def test_how_often_is_shown(example: Path, bare: Terminal) -> None:
    """In the register, of the record and for programs; of what was found once nothing is said."""
    desk = moved_to_fenshire(example, bare)
    shown = [line for line in desk.does("register").out.splitlines() if "time since" in line]
    assert len(shown) == 1 and "AFI-3" in shown[0] and "(second time since 2019)" in shown[0]
    assert "Recurrence               second time since 2019" in desk.does("show", "AFI-3").out
    assert fields(desk, "AFI-3")["recurrence"] == {"times": 2, "since": 2019, "of": ["AFI-1", "FND-2"]}
    assert "recurrence" not in fields(desk, "AFI-5")


def test_the_examples_first_ledger_has_none(desk: Terminal) -> None:
    """The letter of 2014 found oversight by supervisors: a strength."""
    assert {row["recurrence"] for row in desk.does("register", "--json").rows} == {None}


def test_raising_suggests_what_it_may_be_again(example: Path, bare: Terminal) -> None:
    """With the command that would link them, as typed; nothing is linked by itself, before it is recorded neither."""
    desk = moved_to_fenshire(example, bare)
    words = ("raise", "afi", "INS-3", AGAIN, "--on", "2025-07-03", "--by", "HMICFRS")
    assert "Is AFI-12 AFI-9 again" in desk.does(*words, "--dry-run").out
    said = desk.does(*words)
    assert "Is AFI-12 AFI-9 again, 2024: “Evaluate problem-solving, and share what worked.”?" in said.out
    command = "afi link AFI-12 AFI-9 --relation recurrence"
    assert f"Then: `{command}`." in said.out
    assert "recurrence" not in fields(desk, "AFI-12")
    desk.records(*command.split()[1:], "--on", "2025-07-03")
    assert fields(desk, "AFI-12")["recurrence"] == {"times": 2, "since": 2024, "of": ["AFI-9"]}


def test_the_suggestion_for_programs(example: Path, bare: Terminal) -> None:
    """Beside the receipt; empty where nothing is alike, and for what raises nothing."""
    desk = moved_to_fenshire(example, bare)
    words = ("--on", "2025-07-03", "--by", "HMICFRS")
    receipt = desk.records("raise", "afi", "INS-3", AGAIN, *words)
    assert receipt["likely"] == [
        {"ref": "AFI-12", "of": "AFI-9", "text": "Evaluate problem-solving, and share what worked.", "year": 2024}
    ]
    assert desk.records("raise", "afi", "INS-3", OTHER, *words)["likely"] == []
    assert desk.records("note", "AFI-9", "Shared", "--on", "2025-07-03")["likely"] == []
