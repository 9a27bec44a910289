"""What a person waits for: whole processes, from the shell's call to the last byte, against a bare interpreter."""

import os
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from pathlib import Path

from benchmarks.generator import Made, text
from benchmarks.measuring import Result, Scope, Times, in_turn, milliseconds

AFI = Path(sysconfig.get_path("scripts"), "afi.exe" if sys.platform == "win32" else "afi")
BARE = (sys.executable, "-c", "pass")
#: One inspection's eight improvements: what fills a screen.
ONE = ("register", "--inspection", "INS-2")


def measure(made: Callable[[int], Made], scope: Scope, folder: Path) -> Iterator[Result]:
    """Reads and a write on a small ledger, and a read on a large one, all in turn."""
    small, large = made(scope.small).copy(folder / "small"), made(scope.entries).copy(folder / "large")
    cases = _cases(small, large)
    for case in cases.values():
        case()  # the read models are made
    times = in_turn(cases, scope.rounds)
    bare = f"{milliseconds(times.median('bare'))}"
    for name in cases:
        if name != "bare":
            yield Result(f"start.{name}", times.ratio(name, "bare"), bare, _note(name, times, scope))


def environment(made: Made) -> dict[str, str]:
    """The shell's variables for a ledger, without those that change how Python starts; a terminal of 120 columns."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "AFI_"))}
    ours = {"AFI_HOME": str(made.home), "AFI_LEDGER": str(made.path)}
    return kept | ours | {"COLUMNS": "120", "LINES": "40", "TERM": "xterm-256color"}


def run(env: Mapping[str, str], *words: str | Path) -> None:
    """One whole process, its output read through a pipe; an error with what it said if it fails."""
    done = subprocess.run(words, env=env, check=False, capture_output=True)
    if done.returncode:
        raise RuntimeError(f"{words} failed:\n{done.stderr.decode(errors='replace')}")


def _cases(small: Made, large: Made) -> dict[str, Callable[[], None]]:
    here, there, numbers = environment(small), environment(large), count(1)
    cases = {
        "bare": lambda: run(here, *BARE),
        "version": lambda: run(here, AFI, "--version"),
        "show": lambda: run(here, AFI, "show", "AFI-9"),
        "show-large": lambda: run(there, AFI, "show", "AFI-9"),
        "register": lambda: run(here, AFI, *ONE),
        "register-json": lambda: run(here, AFI, *ONE, "--json"),
        "register-all": lambda: run(here, AFI, "register"),
        "note": lambda: run(here, AFI, "note", "AFI-9", text(next(numbers))),
    }
    if sys.platform != "win32":
        cases["table"] = lambda: _on_a_terminal(here, str(AFI), *ONE)
    return cases


def _note(name: str, times: Times, scope: Scope) -> str:
    size = "" if name == "version" else f", {scope.entries if name == 'show-large' else scope.small:,} entries"
    return f"{milliseconds(times.median(name))}{size}"


def _on_a_terminal(env: Mapping[str, str], *words: str) -> None:
    """The same on a pseudo-terminal, read to its end."""
    ours, theirs = os.openpty()
    with subprocess.Popen(words, env=env, stdin=theirs, stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        try:
            while os.read(ours, 65536):
                pass
        except OSError:  # Linux says so that the other end was closed
            pass
        os.close(ours)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, words)
