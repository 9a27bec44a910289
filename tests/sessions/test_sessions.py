"""Sessions at a terminal, as a person sees them: each file here is commands and what they print.

A line that begins with "$ " is run; what follows is what it must print. `--update` writes the files anew.
The first line says at which desk, and how many columns wide.
"""

import re
import shlex
from datetime import date
from pathlib import Path

import pytest

from tests.commands.terminal import Terminal, still_shown
from tests.scrubbing import scrubbed

HERE = Path(__file__).parent
SESSIONS = sorted(HERE.glob("*.txt"))


def played(desk: Terminal, lines: list[str]) -> str:
    """The commands among the lines, each with what it prints, and with its exit code if that is not 0."""
    return "\n".join(_one(desk, line.removeprefix("$ afi ")) for line in lines if line.startswith("$ afi"))


def _one(desk: Terminal, line: str) -> str:
    result = desk.run(*shlex.split(line))
    ended = f"(exit {result.code})\n" if result.code else ""
    shown = scrubbed(result.out + still_shown(result.err)).replace(str(desk.folder), "/home/sam/fenshire")
    return f"$ afi {line}\n{shown}{ended}"


@pytest.mark.parametrize("file", SESSIONS, ids=lambda file: file.stem)
def test_session(file: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, update: bool) -> None:
    """What is printed is what the file holds."""
    script = file.read_text(encoding="utf-8")
    first, *lines = script.splitlines()
    found = re.fullmatch(r"# at (\w+), (\d+) columns: .+\.", first)
    assert found, first
    desk: Terminal = request.getfixturevalue(found[1])
    desk.tty = True
    monkeypatch.setenv("COLUMNS", found[2])
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr("ledger.days.uk_today", lambda _=None: date(2026, 1, 1))
    printed = f"{first}\n\n{played(desk, lines)}"
    if update:
        file.write_text(printed, encoding="utf-8", newline="\n")
    assert update or printed == script
