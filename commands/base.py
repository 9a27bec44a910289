"""What our commands do otherwise than typer's: "- text" is text, and help is plain lines that a pipe, a screen
reader and the manual (docs/cli.md) take as they are."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import typer
from typer._click.core import augment_usage_errors  # typer re-exports none
from typer.core import TyperCommand, TyperGroup

_MARK = "\ue000"  # a private character: marks an argument that only looks like an option


class Command(TyperCommand):
    """A command to which "- text" is text: pasted bullets begin so, and no option has a space."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Hides such arguments from the option parser, then gives them back as they were."""
        with augment_usage_errors(ctx):  # so that each refusal names the help of this very command
            rest = super().parse_args(ctx, [_MARK + arg if arg[:2] in ("- ", "-\t") else arg for arg in args])
        ctx.params = {name: _unmarked(value) for name, value in ctx.params.items()}
        return rest

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """Arguments without typer's braces."""
        return [piece[1:-1] if piece.startswith("{") else piece for piece in super().collect_usage_pieces(ctx)]

    def format_help_text(self, ctx: Any, formatter: Any) -> None:
        """What it does, then how that looks; each example is one line, to be copied."""
        from commands.examples import examples_of

        super().format_help_text(ctx, formatter)
        if examples := examples_of(ctx.command_path.partition(" ")[2]):
            with formatter.section("Examples"):
                for example in examples:
                    formatter.write(f"{'':>{formatter.current_indent}}{example}\n")


def _unmarked(value: Any) -> Any:
    if isinstance(value, str):
        return value.removeprefix(_MARK)
    if isinstance(value, list | tuple):
        return type(value)(_unmarked(each) for each in value)
    return value


class Group(TyperGroup):
    """A group whose help lists its commands under their panels, each with its whole first sentence."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Their names, without making any: each is imported when it is named."""
        return list(self.commands)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Writes one section a panel."""
        for panel, rows in groupby(self._rows(ctx), key=lambda row: row[0]):
            with formatter.section(panel):
                formatter.write_dl([(name, sentence) for _, name, sentence in rows])

    def _rows(self, ctx: Any) -> Iterator[tuple[str, str, str]]:
        for name in self.list_commands(ctx):
            command = self.get_command(ctx, name)
            if command and not command.hidden:
                panel = getattr(command, "rich_help_panel", None)
                yield panel if isinstance(panel, str) else "Commands", name, (command.help or "").partition("\n\n")[0]


def plain(**settings: Any) -> typer.Typer:
    """A typer application of this kind of command."""
    return typer.Typer(cls=Group, rich_markup_mode=None, **settings)


def group(help_text: str) -> typer.Typer:
    """A group of commands, whose help is shown where none of them is named."""
    return plain(help=help_text, no_args_is_help=True, add_completion=False)
