"""How a command ends: its exit code, and in one place what a person reads when it could not be done.

0 done · 1 our defect · 2 unparseable · 3 refused · 4 someone wrote first · 5 integrity broken ·
6 store unavailable · 130 interrupted.
"""

import os
import sys
from collections.abc import Callable, Mapping
from typing import Any

from ledger.errors import Refusal

INTERRUPTED = 130


def run(command: Callable[[], Any], environment: Mapping[str, str]) -> int:
    """Runs a command, says on standard error why it was not done, and returns the exit code."""
    from typer import Abort
    from typer._click.exceptions import ClickException  # typer re-exports no common base

    try:
        code = command()
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except Refusal as refusal:
        return _say(refusal.what, refusal.remedy, refusal.exit_code)
    except ClickException as error:
        return _usage(error)
    except (KeyboardInterrupt, Abort):
        return _say("Interrupted.", "What was acknowledged is recorded; nothing else is.", INTERRUPTED)
    except BrokenPipeError:
        # The reader of our output left (`| head`). Python would complain once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        return _defect(error, environment)


def _say(what: str, remedy: str, code: int) -> int:
    print(f"afi: {what}\n     {remedy}", file=sys.stderr)
    return code


def _usage(error: Any) -> int:
    context = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError":
        print(error.format_message())
        return 0
    path = context.command_path if context else "afi"
    what = error.format_message().rstrip(".")
    return _say(f"{what}.", f"`{path} --help` shows what it takes.", 2)


def _defect(error: Exception, environment: Mapping[str, str]) -> int:
    if environment.get("AFI_TRACEBACK"):
        raise error
    return _say(
        f"This is a defect of afi itself ({type(error).__name__}: {error}). Nothing is half-written.",
        "Please report it; the same command with AFI_TRACEBACK=1 shows where it happened.",
        1,
    )
