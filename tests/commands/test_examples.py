"""The examples in the help: each is of its own command, fits on a line, and does what it says."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

from commands.app import COMMANDS
from tests.commands.fenshire import moved_to_fenshire
from tests.commands.intake.making import content, workbook
from tests.commands.terminal import Terminal

#: They take nothing but the ledger, or nobody can try them there: who has no second computer, no lost key, no clock
#: that is wrong, no inspection whose draft is still to come, nothing that they recorded lately, nobody outside who
#: countersigns, nothing that was lost, and a text to erase only at a hidden prompt.
_WITHOUT = {
    *("rebuild", "stats", "undo", "inspection draft", "inspection copy"),
    *("keys enrol", "keys retire", "keys revoke", "keys recover", "keys accept-clock", "keys passphrase"),
    *("policy set", "policy show", "countersign sign", "countersign add", "succeed", "erase find", "erase finish"),
}
_COLUMNS = """
[columns]
number = "Ref"
text = "What"

[always]
inspection = "INS-2"
"""


def _commands(desk: Terminal) -> Iterator[str]:
    for name, mount in COMMANDS.items():
        if mount.function == "app":
            listed = desk.does(name, "--help").out.partition("Commands:\n")[2]
            yield from (f"{name} {each}" for each in re.findall(r"^  (\S+)", listed, re.MULTILINE))
        else:
            yield name


def _shown(desk: Terminal, command: str) -> list[str]:
    """The examples in the help of a command."""
    shown = desk.does(*command.split(), "--help").out.partition("\nExamples:\n")[2].partition("\n\n")[0]
    return [line.strip() for line in shown.splitlines()]


def _with_papers(desk: Terminal) -> None:
    """A paper that is being prepared (PAP-4), one that was issued (PAP-5), and one that is to be."""
    desk.records("paper", "begin", "board", "--forum", "OIG", "--dated", "2025-11-20")
    for dated, file in (("2025-11-18", "issued.html"), ("2025-11-19", "board.docx")):
        desk.run("paper", "board", "--forum", "OIG", "--dated", dated, "-o", file)
    desk.records("paper", "issue", "issued.html", entries=2)


def test_every_command_has_one(bare: Terminal) -> None:
    """But lists, which take nothing, and what cannot be tried; each is a line of its own command."""
    bare.patch.setenv("COLUMNS", "80")
    shown = {command: _shown(bare, command) for command in _commands(bare)}
    without = {command for command, examples in shown.items() if not examples}
    assert without == _WITHOUT | {command for command in shown if command.endswith(" list")}
    for command, examples in shown.items():
        for example in examples:
            assert f"{example} ".startswith(f"afi {command} ") and len(example) <= 100


def test_each_does_what_it_says(bare: Terminal, example: Path) -> None:
    """In the folder of Fenshire's ledger; what would record is tried only."""
    desk = moved_to_fenshire(example, bare)
    for name in ("report.pdf", "update.docx", "minutes.txt", "areas.txt"):
        (desk.folder / name).write_text("Said.")
    (desk.folder / "tracker.xlsx").write_bytes(content(workbook(["Ref", "What"], ["A1", "Answer letters sooner"])))
    (desk.folder / "columns.toml").write_text(_COLUMNS)
    _with_papers(desk)
    refused = {}
    for command in _commands(desk):
        trial = ["--dry-run"] if "--dry-run" in desk.does(*command.split(), "--help").out else []
        for shown in _shown(desk, command):
            result = desk.run(*shlex.split(shown)[1:], *trial)
            if result.code or not result.out:
                refused[shown] = result
    assert refused == {}
