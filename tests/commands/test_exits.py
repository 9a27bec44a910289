"""How commands end when they cannot be done: by what they say, and by their code."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest

from commands import exits
from ledger.errors import MovedOn
from tests.commands.terminal import ROOT, Terminal, program


def ends(command: Callable[[], Any], **environment: str) -> int:
    """The code with which a command ends."""
    return exits.run(command, environment)


def raising(error: BaseException) -> Callable[[], NoReturn]:
    """A command that fails so."""

    def command() -> NoReturn:
        raise error

    return command


def test_done_is_0(capsys: pytest.CaptureFixture[str]) -> None:
    """A command that returns is done, and nothing is added to what it said."""
    assert ends(lambda: None) == 0
    assert capsys.readouterr() == ("", "")


def test_a_refusal_is_two_sentences_and_its_own_code(capsys: pytest.CaptureFixture[str]) -> None:
    """What, and what to do."""
    assert ends(raising(MovedOn("It moved on.", "Look again."))) == 4
    assert capsys.readouterr() == ("", "afi: It moved on.\n     Look again.\n")


def test_a_refusal_keeps_to_the_width(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Both sentences are wrapped beside their margin, and no word is broken."""
    monkeypatch.setenv("COLUMNS", "40")
    ends(raising(MovedOn("Something moved on while you were " + "looking" * 7 + ".", "Look again, and then decide.")))
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "afi: Something moved on while you were"
    assert lines[1] == "     " + "looking" * 7 + "."
    assert all(line.startswith("     ") for line in lines[1:])


def test_a_refusal_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """What a ledger or a user says in a refusal is shown without control characters."""
    ends(raising(MovedOn("\x1b[2Jgone\u202e.", "Look again.")))
    assert capsys.readouterr().err.startswith("afi: [2Jgone.\n")


def test_our_defect_is_1_without_a_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    """What is no refusal is our defect; a traceback comes only where it is asked for."""
    assert ends(raising(KeyError("x"))) == 1
    said = capsys.readouterr().err
    assert "defect of afi itself (KeyError" in said and "Traceback" not in said
    with pytest.raises(KeyError):
        ends(raising(KeyError("x")), AFI_TRACEBACK="1")


def test_what_the_system_refuses_is_6(capsys: pytest.CaptureFixture[str]) -> None:
    """A full disk or a missing right is nobody's defect."""
    assert ends(raising(PermissionError(13, "Permission denied", "/x"))) == 6
    assert capsys.readouterr().err.startswith("afi: The system says: /x: Permission denied.\n")


def test_interrupted_is_130(capsys: pytest.CaptureFixture[str]) -> None:
    """Ctrl-C says that nothing recorded is lost."""
    assert ends(raising(KeyboardInterrupt())) == 130
    assert capsys.readouterr().err.startswith("afi: Interrupted.\n")


def test_ctrl_c_at_a_prompt_is_130(bare: Terminal) -> None:
    """Ctrl-C instead of an answer leaves nothing behind."""

    def ctrl_c(*_: Any, **__: Any) -> NoReturn:
        raise KeyboardInterrupt

    bare.tty = True
    bare.patch.setattr("typer._click.termui.visible_prompt_func", ctrl_c)
    result = bare.run("init")
    assert (result.code, list(bare.folder.iterdir())) == (130, [])
    assert "afi: Interrupted." in result.err


def test_the_end_of_input_at_a_prompt_is_130(bare: Terminal) -> None:
    """So does Ctrl-D."""
    bare.tty = True
    assert bare.run("init").code == 130
    assert list(bare.folder.iterdir()) == []


def test_ctrl_c_while_it_runs_is_130_and_said(desk: Terminal) -> None:
    """Ctrl-C reaches us as a bare code, to which the words are added."""

    def ctrl_c(*_: Any, **__: Any) -> NoReturn:
        raise KeyboardInterrupt

    desk.patch.setattr("projections.queries.register.each_row", ctrl_c)
    result = desk.run("register")
    assert (result.code, result.err.splitlines()[0]) == (130, "afi: Interrupted.")


@pytest.mark.parametrize("words", [["timeline"], ["timeline", "--json"], ["--help"]])
def test_a_reader_may_leave(desk: Terminal, words: list[str]) -> None:
    """`afi timeline | head -1` is done, and silent, when head has what it wants."""
    start = [sys.executable, "-c", "from commands.app import main; main()", *words]
    reader, writer = os.pipe()
    os.close(reader)
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    found = subprocess.run(start, env=environment, stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    assert (found.returncode, found.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_a_full_disk_under_the_output(desk: Terminal) -> None:
    """Output that cannot be written is said once, without a traceback."""
    start = [sys.executable, "-c", "from commands.app import main; main()", "register"]
    with open("/dev/full", "w") as full:
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        found = subprocess.run(start, env=environment, stdout=full, stderr=subprocess.PIPE, check=False)
    assert found.returncode == 6
    assert found.stderr.decode().splitlines()[0] == "afi: The system says: No space left on device."


def test_a_defect_as_a_program(desk: Terminal) -> None:
    """The program ends with the code that the command ended with."""
    assert program("show", "AFI-99", code=3).stderr.startswith(b"afi: There is no AFI-99")
