"""How a command ends: its exit code, and in one place what a person reads when it could not be done.

0 done · 1 our defect · 2 unparseable · 3 refused · 4 someone wrote first · 5 integrity broken ·
6 store unavailable · 130 interrupted.
"""

import os
import re
import sys
from collections.abc import Callable, Mapping
from typing import Any

from ledger.errors import Refusal

INTERRUPTED = 130
_UNAVAILABLE = 6
#: The most characters that a sentence has here.
_LONGEST = 2000


def run(command: Callable[[], Any], environment: Mapping[str, str]) -> int:
    """Runs a command, says on standard error why it was not done, and returns the exit code."""
    from typer import Abort
    from typer._click.exceptions import ClickException  # typer re-exports no common base

    try:
        code = command()
        sys.stdout.flush()
        return _interrupted() if code == INTERRUPTED else code if isinstance(code, int) else 0
    except Refusal as refusal:
        return _say(refusal.what, refusal.remedy, refusal.exit_code)
    except ClickException as error:
        return _usage(error)
    except (KeyboardInterrupt, Abort):
        return _interrupted()
    except SystemExit as left:  # typer's own way out, of a shell's completion or of a broken pipe
        if not isinstance(left.__context__, BrokenPipeError):
            raise
        return _unread()
    except BrokenPipeError:
        return _unread()
    except Exception as error:
        return _failed(error, environment)


def _interrupted() -> int:
    if sys.stderr.isatty():
        print(file=sys.stderr)  # the terminal has written ^C into the line
    return _say("Interrupted.", "What was acknowledged is recorded; nothing else is.", INTERRUPTED)


def _unread() -> int:
    """The reader of our output left (`| head`), which is its right."""
    _let_go()
    return 0


def _let_go() -> None:
    """Nothing more can be written; Python, which tries once more at exit, would complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say(what: str, remedy: str, code: int) -> int:
    from commands.rendering import wrapped

    try:
        sys.stdout.flush()  # so that what was printed stands before it
    except OSError:
        _let_go()
    margin, said = "     ", f"{_short(what)}\n{_short(remedy)}"
    print("afi: " + f"\n{margin}".join(wrapped(said, sys.stderr, len(margin))), file=sys.stderr)
    return code


def _short(sentence: str) -> str:
    """Whoever typed a page where a name was meant knows it by how it begins."""
    return sentence if len(sentence) <= _LONGEST else f"{sentence[: _LONGEST // 2]}…{sentence[-_LONGEST // 4 :]}"


def _usage(error: Any) -> int:
    context = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError":
        print(error.format_message())
        return 0
    path = context.command_path if context else "afi"
    what, asks, meant = error.format_message().partition(" Did you mean ")
    remedy = f"`{path} --help` shows what it takes."
    if type(error).__name__ == "NoSuchOption":
        remedy = f"`{path} --help` shows its options; put -- before a text that begins with a dash."
    return _say(f"{_plain(what.rstrip('.'))}.", f"Did you mean {meant}" if asks else remedy, 2)


#: What the parser of the command line calls numbers, in words that people use.
_NUMBERS = (
    (r" is not a valid int( range)?$", r" is not a number"),
    (r" is not in the range ([0-9]+)<=x<=([0-9]+)$", r" is not between \1 and \2"),
    (r" is not in the range x>=([0-9]+)$", r" is less than \1"),
)


def _plain(what: str) -> str:
    for theirs, ours in _NUMBERS:
        what = re.sub(theirs, ours, what)
    return what


def _failed(error: Exception, environment: Mapping[str, str]) -> int:
    if environment.get("AFI_TRACEBACK"):
        raise error
    if isinstance(error, OSError) and error.strerror:
        return _say(_of_system(error), "Put that right, then repeat the command.", _UNAVAILABLE)
    return _say(
        f"This is a defect of afi itself ({type(error).__name__}: {error}). Nothing is half-written.",
        "Please report it; the same command with AFI_TRACEBACK=1 shows where it happened.",
        1,
    )


def _of_system(error: OSError) -> str:
    about = f"{error.filename}: " if error.filename else ""
    return f"The system says: {about}{error.strerror}."
