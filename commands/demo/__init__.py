"""The worked example, shipped with the program: two real inspections of Cambridgeshire Constabulary."""

import shutil
import sys
from pathlib import Path
from typing import Annotated

from commands.context import FILE
from commands.parameters import argument, option
from commands.rendering import for_people
from ledger.errors import AlreadyThere


def demo(
    folder: Annotated[Path, argument("FOLDER", help="Where the example's folder is to be made.")] = Path(),
    name: Annotated[
        str, option("--name", metavar="NAME", help="Your name, as the one who records. Unsaid: your login.")
    ] = "",
) -> None:
    """Record the Cambridgeshire example into a new ledger, and show what it makes of it."""
    from commands.demo import cambridgeshire
    from ledger.stores.place import check_place

    path = folder / "cambridgeshire" / FILE
    check_place(path)
    if path.exists():
        raise AlreadyThere(f"The example is at {path} already.", f"Look at it with `afi register --ledger {path}`.")
    path.parent.mkdir(parents=True, exist_ok=True)
    cambridgeshire.record(path, name or _login())
    with for_people():
        for words in ("register", "grades", "timeline", "verify"):
            print(f"\n$ afi {words}\n")
            _run(words, path)
    print(f"\nThe ledger is at {path.resolve()}. Three commands to try there:\n")
    print(f"  cd {path.parent.resolve()}")
    for words in ("show AFI-7", 'note AFI-7 "Dip sample at 92%"', "timeline AFI-7"):
        print(f"  {_program()} {words}")


def _run(words: str, path: Path) -> None:
    from commands.app import root

    root().main([words, "--ledger", str(path)], prog_name="afi", standalone_mode=False)


def _program() -> str:
    """What to type for this program: its name, or its path where the shell would not find it by name."""
    found, own = shutil.which("afi"), Path(sys.argv[0])
    return "afi" if found or own.stem != "afi" else str(own.resolve())


def _login() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no such user in the system's own list, as in some containers
        return "whoever ran the example"
