"""Settings: what an organisation decides for its own ledger."""

from typing import Annotated, Any

import typer

from commands.base import Command, plain
from commands.context import Reading, Writing
from commands.options import Shown, look, records
from commands.parameters import argument
from commands.rendering import Column, answer
from ledger.errors import Unreadable
from ledger.vocabulary import Setting, say, word

app = plain(add_completion=False)

_LONGEST = 3650
_DAYS = frozenset({Setting.DUE_SOON_DAYS, Setting.STALE_DAYS})


@app.callback(invoke_without_command=True)
def settings(ctx: typer.Context) -> None:
    """Show and choose what your organisation decides for this ledger; alone, it lists that."""
    if ctx.invoked_subcommand is None:
        list_(ctx=ctx, json=False, csv=False, output=None, ledger="")


@app.command("list", cls=Command)
@look
def list_(reading: Reading, shown: Shown) -> None:
    """List the settings, each with its value."""
    from projections.queries.settings import settings

    columns = [
        Column("Setting", lambda row: say(row["setting"])),
        Column("Value", "value_words", wide=True),
        Column("Chosen", lambda row: "no" if row["default"] else "yes"),
    ]
    answer(reading, shown, settings(reading.views), columns, title="Settings", empty="")


@app.command("colours", cls=Command)
@look
def colours(reading: Reading, shown: Shown) -> None:
    """Show the rule that gives improvements their status colours, line by line."""
    from commands.colour import show_rule

    show_rule(reading, shown)


@app.command("set", cls=Command)
@records
def set_(
    writing: Writing,
    name: Annotated[
        str,
        argument(
            "NAME", help="force, inspectorate, policing body, due soon days, stale days or colours.", words=Setting
        ),
    ],
    value: Annotated[
        list[str],
        argument(
            "VALUE...",
            help='An organisation, or how many days; of colours, lines like "overdue: red", last "otherwise: amber". '
            "default is the program's own.",
        ),
    ],
) -> None:
    """Choose the value of a setting. It changes no record, and who chose what stays on the record."""
    from ledger.events.setting import SettingChosen

    if name.strip().casefold() == "colours":
        from commands.colour import set_rule

        set_rule(writing, value)
        return

    if len(value) > 1:
        raise Unreadable(f"{len(value)} values are too many.", "Give one, in quotation marks where it has spaces.")
    event = SettingChosen(setting=word(Setting, name), **_value(writing, word(Setting, name), value[0]))
    saying = writing.saying("today")
    writing.record(lambda draft: draft.add(event, saying))


def _value(writing: Writing, setting: Setting, typed: str) -> dict[str, Any]:
    """What was typed as the value that this setting takes; nothing for the program's own."""
    if typed.strip().casefold() == "default":
        return {}
    if setting not in _DAYS:
        return {"organisation": writing.named(typed, "ORG")}
    number = typed.casefold().strip().removesuffix("s").removesuffix("day").strip()
    if not (number.isascii() and number.isdigit() and 1 <= int(number) <= _LONGEST):
        raise Unreadable(f'"{typed}" is not a number of days.', f"Give between 1 and {_LONGEST:,} days, or default.")
    return {"days": int(number)}


def value_of(reading: Reading, setting: Setting) -> Any:
    """What a setting stands at; none for an organisation that was not chosen where the ledger knows several."""
    from projections.queries.settings import settings

    return next(row["value"] for row in settings(reading.views) if row["setting"] == setting)
