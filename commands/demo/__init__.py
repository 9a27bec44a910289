"""The worked examples, shipped with the program: two real inspections of Cambridgeshire, and a made-up year."""

import shutil
import sys
from pathlib import Path
from typing import Annotated

import typer

from commands.context import FILE
from commands.parameters import argument, option
from commands.rendering import for_people
from ledger.errors import AlreadyThere, Unreadable

#: What is shown of each example, and what to try next in its folder.
_SHOWN = {
    "cambridgeshire": ("register", "grades", "timeline", "verify"),
    "fenshire": ("register", "timeline AFI-3", "verify"),
}
_TRY = {
    "cambridgeshire": ("show AFI-7", 'note AFI-7 "Dip sample at 92%"', "timeline AFI-7"),
    "fenshire": ("timeline AFI-4", "meeting list", "grades"),
}


def demo(
    folder: Annotated[
        Path,
        argument("FOLDER|tamper", help="Where the examples' folders are to be made; tamper: falsify one, and see."),
    ] = Path(),
    name: Annotated[
        str, option("--name", metavar="NAME", help="Your name, as the one who records. Unsaid: your login.")
    ] = "",
    every: Annotated[bool, typer.Option("--all", help="With tamper: every way that we know, in a table.")] = False,
) -> None:
    """Record the Cambridgeshire example and fictitious Fenshire's year into new ledgers, and show what they hold.

    `afi demo tamper` shows in a minute five ways to falsify a ledger, and how each is found out. It leaves nothing.
    """
    if folder == Path("tamper"):
        from commands.demo.tamper import tamper

        tamper(every=every)
        return
    if every:
        raise Unreadable("The examples have no --all.", "It lists what tampering is found: `afi demo tamper --all`.")
    from commands.demo import cambridgeshire, fenshire

    examples = {"cambridgeshire": cambridgeshire.record, "fenshire": fenshire.record}
    paths = {example: _free(folder / example / FILE) for example in examples}
    for example, record in examples.items():
        paths[example].parent.mkdir(parents=True, exist_ok=True)
        record(paths[example], name or _login())
    print("\nCambridgeshire Constabulary: two real inspections, as a letter and a board paper tell of them.")
    _show("cambridgeshire", paths["cambridgeshire"])
    print("\nFenshire Constabulary (FICTITIOUS): a year of a force that does not exist.")
    _show("fenshire", paths["fenshire"])
    for example, path in paths.items():
        _say_what_next(example, path)


def _free(path: Path) -> Path:
    """The place of an example, where nothing is yet and a ledger is safe."""
    from ledger.stores.place import check_place

    check_place(path)
    if path.exists():
        raise AlreadyThere(f"The example is at {path} already.", f"Look at it with `afi register --ledger {path}`.")
    return path


def _show(example: str, path: Path) -> None:
    with for_people():
        for words in _SHOWN[example]:
            print(f"\n$ afi {words}\n")
            _run(words, path)


def _say_what_next(example: str, path: Path) -> None:
    print(f"\nThe ledger is at {path.resolve()}. Three commands to try there:\n")
    print(f"  cd {path.parent.resolve()}")
    for words in _TRY[example]:
        print(f"  {_program()} {words}")


def _run(words: str, path: Path) -> None:
    from commands.app import root

    root().main([*words.split(), "--ledger", str(path)], prog_name="afi", standalone_mode=False)


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
