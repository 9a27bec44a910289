"""The README is true: its commands are run in their order, and what it shows is what they print."""

import re
import shlex
from collections.abc import Iterator

import pytest

from tests.commands.terminal import ROOT, Terminal
from tests.scrubbing import scrubbed

README = (ROOT / "README.md").read_text(encoding="utf-8")


def steps() -> Iterator[tuple[str, str]]:
    """Each command of the console blocks, with what is shown below it."""
    for block in re.findall(r"^```console\n(.*?)^```$", README, re.MULTILINE | re.DOTALL):
        for step in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, shown = step.partition("\n")
            yield command, shown


def test_console_blocks(bare: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    """In one folder, one after the other, by Sam Okafor, who ran the example, a hundred columns wide."""
    monkeypatch.setenv("COLUMNS", "100")
    bare.does("demo", "--name", "Sam Okafor")
    for command, shown in steps():
        program, *words = shlex.split(command, comments=True)
        if program == "cd":
            monkeypatch.chdir(words[0])
            continue
        assert program == "afi", command
        result = bare.run(*words)
        assert result.code == 0 or shown, f"{command}\n{result.err}"
        assert not shown or scrubbed(result.out + result.err) == scrubbed(shown), command


def test_every_option_that_is_named_is_there(bare: Terminal) -> None:
    """What the README says that every command has, a recording and a looking command have."""
    recording, looking = bare.does("note", "--help").out, bare.does("register", "--help").out
    assert all(f"--{name} " in recording for name in ("by", "on", "source", "reason", "dry-run", "expect"))
    assert "--json " in looking and "--csv " in looking


def test_every_link_leads_somewhere() -> None:
    """To a file of the project."""
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)
    assert links and [link for link in links if not (ROOT / link).exists()] == []


def test_every_package_is_there() -> None:
    """And every module that the walk names."""
    walk = README.partition("## One datum's walk")[2]
    named = re.findall(r"`([a-z_/]+\.py|[a-z]+/)`", walk)
    assert named and [name for name in named if not list(ROOT.glob(f"**/{name}"))] == []
