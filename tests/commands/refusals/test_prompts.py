"""Ctrl-C and Ctrl-D at a prompt and in an editor, typed at a real terminal: code 130, and nothing is made."""

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands.refusals.refused import kept
from tests.commands.terminal import ROOT, Terminal

if sys.platform == "win32":
    pytest.skip("Windows has no pseudo-terminal of this kind", allow_module_level=True)

import fcntl
import pty
import termios

#: Seconds: a busy disk is no failure.
PATIENCE = 60.0
CTRL_C, CTRL_D = b"\x03", b"\x04"
#: What `afi init` asks, in order, and an answer to each.
ASKED = {
    b"Which police force": b"Fenshire\r",
    b"What is your name": b"Ann Keeper\r",
    b"What is your post": b"Keeper\r",
    b"Forums that review": b"\r",
    b"Question sets": b"\r",
    b"An Excel tracker": b"\r",
    b"Print a recovery key": b"",
}
START = "import sys; sys.argv[0] = 'afi'; from commands.app import main; main()"


def typed(desk: Terminal, words: tuple[str, ...], answers: dict[bytes, bytes]) -> tuple[int, str]:
    """Runs a command at a terminal of its own; types each answer once its question stands there. Code, and all shown.

    The terminal itself turns Ctrl-C into the signal, for everything that runs in it.
    """
    ours, theirs = pty.openpty()
    environment = os.environ | {"PYTHONPATH": str(ROOT), "COLUMNS": "200", "TMPDIR": str(desk.folder.parent / "aside")}
    program = subprocess.Popen(
        [sys.executable, "-c", START, *words], env=environment, cwd=desk.folder, stdin=theirs, stdout=theirs,
        stderr=theirs, start_new_session=True, preexec_fn=_sit_down,
    )  # fmt: skip
    os.close(theirs)
    try:
        shown = b"".join(talk(ours, answers))
        return program.wait(PATIENCE), shown.decode().replace("\r\n", "\n")
    finally:
        program.kill()
        program.wait()
        os.close(ours)


def _sit_down() -> None:
    """As a shell starts a program: the terminal is its own, and Ctrl-C is heard, whoever runs the tests."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def talk(terminal: int, answers: dict[bytes, bytes]) -> Iterator[bytes]:
    """Types the answers; all that is shown until the program has left."""
    shown, left = b"", list(answers.items())
    while more := read(terminal):
        yield more
        shown += more
        while left and left[0][0] in shown:
            if not (answer := left.pop(0)[1]).endswith(b"\r"):
                time.sleep(0.2)  # a signal that comes just before Python waits for a key is noticed at that key only
            os.write(terminal, answer)
    assert not left


def read(terminal: int) -> bytes:
    """What is shown next; nothing when the program has left."""
    ready, _, _ = select.select([terminal], [], [], PATIENCE)
    assert ready, "neither a question nor an end"
    try:
        return os.read(terminal, 4096)
    except OSError:  # Linux says so that nobody is left
        return b""


def said_interrupted(shown: str) -> bool:
    """Whether the last that was shown is the one sentence and the one remedy, on lines of their own."""
    said = "\nafi: Interrupted.\n     What was acknowledged is recorded; nothing else is.\n"
    return shown.endswith(said) and shown.count("afi: ") == 1 and "Traceback" not in shown


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D], ids=["ctrl-c", "ctrl-d"])
@pytest.mark.parametrize("question", [0, 6])
def test_while_init_asks(bare: Terminal, question: int, key: bytes) -> None:
    """At the first question and at the last: no ledger, no key, no memory."""
    asked = list(ASKED.items())
    code, shown = typed(bare, ("init",), dict([*asked[:question], (asked[question][0], key)]))
    assert code == 130 and said_interrupted(shown), shown
    assert kept(bare) == {} and not (bare.folder.parent / "home").exists()


def test_at_the_recovery_key(fenshire: Terminal) -> None:
    """What is typed there is hidden; no new key is made."""
    fenshire.does("register")
    before = kept(fenshire)
    code, shown = typed(fenshire, ("keys", "recover"), {b"Recovery key": b"abcd" + CTRL_C})
    assert code == 130 and said_interrupted(shown) and "abcd" not in shown, shown
    assert kept(fenshire) == before


def test_in_an_editor(fenshire: Terminal, tmp_path: Path) -> None:
    """Who leaves an editor so has recorded nothing, and its page is gone."""
    editor = tmp_path / "editor"
    editor.write_text("#!/bin/sh\necho editing\nexec sleep 60\n")
    editor.chmod(0o755)
    fenshire.patch.setenv("VISUAL", str(editor))
    fenshire.does("register")
    before = kept(fenshire)
    code, shown = typed(fenshire, ("note", "AFI-3"), {b"editing": CTRL_C})
    assert code == 130 and said_interrupted(shown), shown
    assert kept(fenshire) == before and list((tmp_path / "aside").iterdir()) == []
