"""The command `afi`: mounts the commands, each imported when it is named, and decides nothing."""

import gc
import os
import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from commands import __version__

if TYPE_CHECKING:
    from typer.core import TyperGroup


class Mount(NamedTuple):
    """Where a command lives: a function of a module, or the module's own group ``app``."""

    module: str
    function: str
    panel: str


RECORD, LOOK, REPORT, PROVE, KEEP = "Record", "Look", "Report", "Prove", "Keep"

#: In the order in which help shows them.
COMMANDS = {
    "init": Mount("init", "init", RECORD),
    "document": Mount("document", "app", RECORD),
    "embargo": Mount("document", "embargo", RECORD),
    "inspection": Mount("inspection", "app", RECORD),
    "question": Mount("question", "app", RECORD),
    "grade": Mount("grade", "grade", RECORD),
    "finding": Mount("finding", "finding", RECORD),
    "dispute": Mount("finding", "dispute", RECORD),
    "raise": Mount("raising", "app", RECORD),
    "note": Mount("improvement", "note", RECORD),
    "assign": Mount("improvement", "assign", RECORD),
    "due": Mount("improvement", "due", RECORD),
    "action": Mount("action", "app", RECORD),
    "expect": Mount("expectation", "app", RECORD),
    "claim": Mount("life", "claim", RECORD),
    "assure": Mount("life", "assure", RECORD),
    "return": Mount("life", "return_", RECORD),
    "submit": Mount("life", "submit", RECORD),
    "close": Mount("life", "close", RECORD),
    "reopen": Mount("life", "reopen", RECORD),
    "supersede": Mount("life", "supersede", RECORD),
    "withdraw": Mount("life", "withdraw", RECORD),
    "decline": Mount("life", "decline", RECORD),
    "not-ours": Mount("life", "not_ours", RECORD),
    "answer": Mount("life", "answer", RECORD),
    "response": Mount("response", "app", RECORD),
    "correct": Mount("correction", "correct", RECORD),
    "undo": Mount("undo", "undo", RECORD),
    "flag": Mount("record", "flag", RECORD),
    "link": Mount("record", "link", RECORD),
    "number": Mount("record", "number", RECORD),
    "alias": Mount("alias", "alias", RECORD),
    "void": Mount("record", "void", RECORD),
    "disclose": Mount("record", "disclose", RECORD),
    "erase": Mount("erase", "app", RECORD),
    "define": Mount("definition", "define", RECORD),
    "context": Mount("national", "context", RECORD),
    "forum": Mount("forum", "app", RECORD),
    "meeting": Mount("meeting", "app", RECORD),
    "today": Mount("today", "today", LOOK),
    "register": Mount("register", "register", LOOK),
    "show": Mount("show", "show", LOOK),
    "timeline": Mount("timeline", "timeline", LOOK),
    "why": Mount("why", "why", LOOK),
    "changes": Mount("changes", "changes", LOOK),
    "grades": Mount("grades", "grades", LOOK),
    "findings": Mount("findings", "findings", LOOK),
    "deadlines": Mount("deadlines", "deadlines", LOOK),
    "slippage": Mount("slippage", "slippage", LOOK),
    "search": Mount("search", "search", LOOK),
    "check": Mount("check", "app", LOOK),
    "log": Mount("log", "log", LOOK),
    "paper": Mount("paper", "app", REPORT),
    "chase": Mount("chase", "chase", REPORT),
    "export": Mount("excel", "export", REPORT),
    "import": Mount("excel", "import_", REPORT),
    "verify": Mount("verify", "verify", PROVE),
    "prove": Mount("prove", "prove", PROVE),
    "countersign": Mount("countersign", "app", PROVE),
    "policy": Mount("policy", "app", PROVE),
    "pack": Mount("pack", "app", PROVE),
    "people": Mount("people", "app", KEEP),
    "keys": Mount("keys", "app", KEEP),
    "settings": Mount("setting", "app", KEEP),
    "handover": Mount("handover", "handover", KEEP),
    "backup": Mount("backup", "backup", KEEP),
    "restore": Mount("restore", "restore", KEEP),
    "succeed": Mount("succeed", "succeed", KEEP),
    "rebuild": Mount("rebuild", "rebuild", KEEP),
    "stats": Mount("stats", "stats", KEEP),
    "demo": Mount("demo", "demo", KEEP),
}


#: What people who know other programs type; no help lists them.
HIDDEN = {"blame": "why", "diff": "changes", "witness": "countersign"}


class _Commands(Mapping[str, Any]):
    """The commands as typer wants them, each made when it is asked for: making all costs more than any one runs."""

    def __getitem__(self, name: str) -> Any:
        mount = COMMANDS[HIDDEN.get(name, name)]
        made = _make(import_module(f"commands.{mount.module}"), mount)
        made.name, made.rich_help_panel = name, mount.panel
        return made

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


def _make(module: Any, mount: Mount) -> Any:
    import typer

    found = getattr(module, mount.function)
    if isinstance(found, typer.Typer):
        return typer.main.get_command(found)
    from commands.base import Command, plain

    single = plain(add_completion=False)
    single.command(cls=Command)(found)
    return typer.main.get_command(single)


def root() -> "TyperGroup":
    """The whole command."""
    import typer

    from commands.base import plain

    def say_version(wanted: bool) -> None:
        if wanted:
            print(f"afi {__version__}")
            raise typer.Exit

    app = plain(
        name="afi",
        invoke_without_command=True,
        context_settings={"help_option_names": ["--help", "-h"]},
        epilog="Which ledger: --ledger, else AFI_LEDGER, else the nearest afi.ledger in this folder or one above it.",
    )

    @app.callback()
    def afi(
        ctx: typer.Context,
        ledger: str = typer.Option("", "--ledger", metavar="PATH", help="The ledger to use.", show_default=False),
        version: bool = typer.Option(
            False, "--version", help="Say which version this is.", is_eager=True, callback=say_version
        ),
    ) -> None:
        """An audit ledger for police inspections: what was found, what was done, and proof of who recorded what."""
        ctx.obj = ledger
        if ctx.invoked_subcommand is None:
            _today(ctx, ledger)

    group: TyperGroup = typer.main.get_command(app)  # type: ignore[assignment]
    group.commands = _Commands()  # type: ignore[assignment]
    return group


def _today(ctx: Any, ledger: str) -> None:
    """`afi` alone: today's page, or how to begin where there is no ledger."""
    from commands.today import begin, today

    if not begin(ledger):
        today(ctx=ctx, ledger=ledger, json=False)


def main() -> NoReturn:
    """Runs one command and exits with its code (docs/cli.md)."""
    if sys.argv[1:] == ["--version"]:  # before typer is imported: scripts ask this often
        print(f"afi {__version__}")
        sys.exit(0)
    # Looking for plugins of pydantic, of which we want none, would cost each recording a tenth of its time.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from commands import exits

    _speak_utf8()
    if sys.argv[1:2] in (["--show-completion"], ["--install-completion"]) and sys.argv[2:]:
        # typer goes by the shell that it runs in, and would pass over the one that is named.
        os.environ["_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION"] = "1"
    # To start is to make a hundred thousand objects that all stay; looking through them for rubbish, again and again
    # and once more at the end, would cost each command a tenth of its time.
    gc.set_threshold(100_000)
    code = exits.run(lambda: root().main(prog_name="afi", standalone_mode=False), dict(os.environ))
    gc.freeze()
    sys.exit(code)


def _speak_utf8() -> None:
    """Pipes and files get UTF-8 whatever the locale; a terminal is shown what it can show."""
    for stream, errors in ((sys.stdout, "replace"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors=errors)


if __name__ == "__main__":
    main()
