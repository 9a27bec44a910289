"""The options that many commands share, and how a command gets them.

``@look`` hands a command an open ``Reading``; ``@records`` a ``Writing``. Each adds its options to
those that the command declares, so that they are the same, and say the same, everywhere.
"""

import functools
import inspect
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any, NamedTuple, get_args

import typer

from commands.parameters import option
from commands.text import text_of as text_of
from ledger.errors import Unreadable

LedgerPath = Annotated[str, option("--ledger", metavar="PATH", help="The ledger to use.", show_default=False)]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]
Csv = Annotated[bool, typer.Option("--csv", help="Print rows as CSV.")]
Output = Annotated[
    Path | None,
    option(
        "-o", "--output", metavar="FILE", help="Write CSV to a file as Excel reads it, without what is under embargo."
    ),
]
AsOf = Annotated[
    str,
    option(
        "--as-of", metavar="WHEN", help="What the ledger held then: a date or time, E-120, MTG-4, PAP-1, last OIG.",
        show_default=False,
    ),
]  # fmt: skip
At = Annotated[
    str, option("--at", metavar="DATE", help="What was true on that day, as it is known now.", show_default=False)
]
Told = Annotated[str, option("--told", metavar="DATE", help="What documents dated by then state.", show_default=False)]
By = Annotated[
    str | None, option("--by", metavar="WHO", help="Who said it: a post, person or organisation. Unsaid: you.")
]
On = Annotated[str | None, option("--on", metavar="DATE", help="When it happened, as precisely as you know.")]
Words = Annotated[
    str | None, option("--words", metavar="TEXT", help='How the source puts a vague date ("summer 2017").')
]
Source = Annotated[
    list[str] | None, option("--source", metavar="DOC-n:PLACE", help="Where it stands. May be repeated.")
]
Attach = Annotated[
    list[Path] | None, option("--attach", metavar="FILE", help="A file to keep with it. May be repeated.")
]
Reason = Annotated[str | None, option("--reason", metavar="TEXT", help="Why.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be recorded, and record nothing.")]
Expect = Annotated[str | None, option("--expect", metavar="E-n", help="Refuse if the record has moved on since.")]
CommandId = Annotated[
    str | None, option("--command", metavar="HEX", help="An id of 32 hex digits that makes repeating this safe.")
]
As = Annotated[
    str | None, option("--as", metavar="PERSON", help="Sign with this person's key, where you have several.")
]


class Shown(NamedTuple):
    """How a look command shows what it found."""

    json: bool = False
    csv: bool = False
    output: Path | None = None

    @property
    def for_programs(self) -> bool:
        """Whether a program will read it."""
        return self.json or self.csv or self.output is not None


class Said(NamedTuple):
    """What a recording command was told beside its own words."""

    by: str = ""
    on: str = ""
    words: str = ""
    source: Sequence[str] = ()
    attach: Sequence[Path] = ()
    reason: str = ""
    dry_run: bool = False
    expect: str = ""
    command: str = ""
    as_: str = ""
    json: bool = False


def look(command: Callable[..., None]) -> Callable[..., None]:
    """Gives a command ``reading`` and ``shown`` first; adds --ledger, --as-of, --at, --told, --json, --csv and -o."""
    return _look(command, {"json": Json, "csv": Csv, "output": Output})


def look_at_one(command: Callable[..., None]) -> Callable[..., None]:
    """As ``look``, where what is shown is not a table: no --csv and no -o."""
    return _look(command, {"json": Json})


def _look(command: Callable[..., None], options: dict[str, Any]) -> Callable[..., None]:
    def call(ctx: typer.Context, given: dict[str, Any]) -> None:
        from commands.context import Reading

        _refuse_empty(ctx)
        shown = Shown(**{name: given.pop(name) for name in options})
        if shown.json and (shown.csv or shown.output):
            raise Unreadable("It cannot be both JSON and CSV.", "Give --json, or --csv, or -o FILE.")
        then = {name: given.pop(name, "") for name in _THEN}
        with Reading.open(given.pop("ledger") or ctx.obj) as reading, reading.at(**then) as looking:
            command(looking, shown, **given)

    return with_options(command, call, {**options, **_THEN, "ledger": LedgerPath})


def _refuse_empty(ctx: typer.Context) -> None:
    """A script whose variable is empty has not asked for everything, nor for today."""
    for parameter in ctx.command.params:
        value = ctx.params.get(parameter.name or "")
        typed = value in ("", [""], ("",)) and parameter.param_type_name == "option"
        if typed and getattr(ctx.get_parameter_source(parameter.name or ""), "name", "") == "COMMANDLINE":
            raise Unreadable(f"{parameter.opts[-1]} is empty.", "Give it a value, or leave it out.")


_THEN = {"as_of": AsOf, "at": At, "told": Told}


_SAID = {
    "by": By,
    "on": On,
    "words": Words,
    "source": Source,
    "attach": Attach,
    "reason": Reason,
    "dry_run": DryRun,
    "expect": Expect,
    "command": CommandId,
    "as_": As,
    "json": Json,
}


def records(command: Callable[..., None]) -> Callable[..., None]:
    """Gives a command a ``writing`` first; adds who, when, where, why and how to repeat it."""

    def call(ctx: typer.Context, given: dict[str, Any]) -> None:
        from commands.context import Writing

        said = _said({name: given.pop(name) for name in _SAID})
        with Writing.open(given.pop("ledger") or ctx.obj, said) as writing:
            command(writing, **given)

    return with_options(command, call, {**_SAID, "ledger": LedgerPath})


def _said(given: dict[str, Any]) -> Said:
    """What was said of it. A script whose variable is empty has said nothing that may be guessed at."""
    for name, value in given.items():
        if value == "" or value == [""]:
            flag = name.strip("_").replace("_", "-")
            raise Unreadable(f"--{flag} is empty.", "Give it a value, or leave it out.")
    return Said(**{name: value for name, value in given.items() if value})


#: What an option is where it is not given; any other is None.
_UNSAID: dict[Any, Any] = {bool: False, str: ""}
#: What a command is handed, and no user types.
_HANDED = "reading", "shown", "writing", "composing"


def with_options(
    command: Callable[..., None], call: Callable[[typer.Context, dict[str, Any]], None], options: dict[str, Any]
) -> Callable[..., None]:
    """The command with more options, in a form whose signature typer can read."""
    signature = inspect.signature(command, eval_str=True)
    own = [parameter for name, parameter in signature.parameters.items() if name not in _HANDED]
    context = inspect.Parameter("ctx", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context)
    shared = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=_UNSAID.get(get_args(kind)[0]), annotation=kind)
        for name, kind in options.items()
    ]
    own = [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in own]

    @functools.wraps(command)
    def given_options(*, ctx: typer.Context, **given: Any) -> None:
        call(ctx, given)

    parameters = [context, *own, *shared]
    given_options.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    given_options.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    del given_options.__wrapped__  # typer would look through it
    return given_options
