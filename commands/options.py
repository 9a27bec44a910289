"""The options that many commands share, and how a command gets them.

``@look`` hands a command an open ``Reading``; ``@records`` a ``Writing``. Each adds its options to
those that the command declares, so that they are the same, and say the same, everywhere.
"""

import functools
import inspect
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from ledger.errors import Unreadable

_MARK = "\ue000"  # a private character: marks an argument that only looks like an option


class Command(TyperCommand):
    """A command to which "- text" is text: pasted bullets begin so, and no option has a space."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Hides such arguments from the option parser, then gives them back as they were."""
        rest = super().parse_args(ctx, [_MARK + arg if arg[:2] in ("- ", "-\t") else arg for arg in args])
        ctx.params = {name: _unmarked(value) for name, value in ctx.params.items()}
        return rest


def _unmarked(value: Any) -> Any:
    if isinstance(value, str):
        return value.removeprefix(_MARK)
    if isinstance(value, list | tuple):
        return type(value)(_unmarked(each) for each in value)
    return value


LedgerPath = Annotated[str, typer.Option("--ledger", metavar="PATH", help="The ledger to use.", show_default=False)]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]
Csv = Annotated[bool, typer.Option("--csv", help="Print rows as CSV.")]
Output = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write CSV to a file as Excel reads it.")
]
By = Annotated[
    str, typer.Option("--by", metavar="WHO", help="Who said it: a post, person or organisation. Unsaid: you.")
]
On = Annotated[str, typer.Option("--on", metavar="DATE", help="When it happened, as precisely as you know.")]
Words = Annotated[str, typer.Option("--words", help="How the source puts a vague date (\"summer 2017\").")]
Source = Annotated[
    list[str] | None, typer.Option("--source", metavar="DOC-n:PLACE", help="Where it stands. May be repeated.")
]
Reason = Annotated[str, typer.Option("--reason", help="Why.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be recorded, and record nothing.")]
Expect = Annotated[str, typer.Option("--expect", metavar="E-n", help="Refuse if the record has moved on since.")]
CommandId = Annotated[
    str, typer.Option("--command", metavar="HEX", help="An id of 32 hex digits that makes repeating this safe.")
]
As = Annotated[str, typer.Option("--as", metavar="PERSON", help="Sign with this person's key, where you have several.")]


@dataclass(frozen=True)
class Shown:
    """How a look command shows what it found."""

    json: bool = False
    csv: bool = False
    output: Path | None = None


@dataclass(frozen=True)
class Said:
    """What a recording command was told beside its own words."""

    by: str = ""
    on: str = ""
    words: str = ""
    source: list[str] = field(default_factory=list)
    reason: str = ""
    dry_run: bool = False
    expect: str = ""
    command: str = ""
    as_: str = ""
    json: bool = False


def look(command: Callable[..., None]) -> Callable[..., None]:
    """Gives a command ``reading`` and ``shown`` first; adds --ledger, --json, --csv and -o."""

    def call(ctx: typer.Context, given: dict[str, Any]) -> None:
        from commands.context import Reading

        shown = Shown(*(given.pop(name) for name in ("json", "csv", "output")))
        with Reading.open(given.pop("ledger") or ctx.obj) as reading:
            command(reading, shown, **given)

    return _with(command, call, {"ledger": LedgerPath, "json": Json, "csv": Csv, "output": Output})


def records(command: Callable[..., None]) -> Callable[..., None]:
    """Gives a command a ``writing`` first; adds who, when, where, why and how to repeat it."""

    def call(ctx: typer.Context, given: dict[str, Any]) -> None:
        from commands.context import Writing

        names = ("by", "on", "words", "source", "reason", "dry_run", "expect", "command", "as_", "json")
        said = Said(**{name: value for name in names if (value := given.pop(name))})
        with Writing.open(given.pop("ledger") or ctx.obj, said) as writing:
            command(writing, **given)

    options = {
        "by": By,
        "on": On,
        "words": Words,
        "source": Source,
        "reason": Reason,
        "dry_run": DryRun,
        "expect": Expect,
        "command": CommandId,
        "as_": As,
        "json": Json,
        "ledger": LedgerPath,
    }
    return _with(command, call, options)


_DEFAULTS: dict[Any, Any] = {Json: False, Csv: False, DryRun: False, Output: None, Source: None}


def _with(
    command: Callable[..., None], call: Callable[[typer.Context, dict[str, Any]], None], options: dict[str, Any]
) -> Callable[..., None]:
    """The command with more options, in a form whose signature typer can read."""
    signature = inspect.signature(command, eval_str=True)
    own = [parameter for name, parameter in signature.parameters.items() if name not in ("reading", "shown", "writing")]
    context = inspect.Parameter("ctx", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context)
    shared = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=_DEFAULTS.get(kind, ""), annotation=kind)
        for name, kind in options.items()
    ]
    own = [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in own]

    @functools.wraps(command)
    def with_options(*, ctx: typer.Context, **given: Any) -> None:
        call(ctx, given)

    parameters = [context, *own, *shared]
    with_options.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    with_options.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    del with_options.__wrapped__  # typer would look through it
    return with_options


def text_of(typed: str, file: Path | None = None) -> str:
    """The text an argument gives, ``-`` for standard input, or a file's, byte for byte; ``Unreadable`` if broken."""
    if file and typed:
        raise Unreadable("There is a text and a --file.", "Give one of the two.")
    try:
        if file:
            return file.read_bytes().decode()
        return sys.stdin.buffer.read().decode() if typed == "-" else typed
    except UnicodeDecodeError:
        raise Unreadable("The text is not UTF-8.", "Save it as UTF-8 and repeat the command.") from None
    except OSError as error:
        raise Unreadable(f"{file} cannot be read ({error.strerror}).", "Check the path.") from None
