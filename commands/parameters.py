"""The words and options that commands take. What one stands for (POST, SENSE) says what the shell can complete."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Any

import typer

from ledger.errors import Refusal
from ledger.vocabulary import (
    Authority,
    ClosingMeans,
    Framework,
    Marking,
    Pillar,
    Programme,
    Right,
    Scale,
    Sense,
    Voice,
    say,
)

#: The kinds of record that may stand where help shows this word.
_RECORDS = {
    "FORCE": ("ORG",),
    "INSPECTION": ("INS",),
    "INSPECTION|FND": ("INS", "FND"),
    "ORGANISATION": ("ORG",),
    "PERSON": ("PER",),
    "POST": ("POST",),
    "QUESTION": ("QUE",),
    "QUESTION...": ("QUE",),
    "REF": (),
    "REF...": ("AFI",),
    "REF... TEXT": ("AFI", "INS"),
    "[REF...]": (),
    "WHO": ("POST", "PER", "ORG"),
}
_WORDS: dict[str, type[StrEnum]] = {
    "AUTHORITY": Authority,
    "FRAMEWORK": Framework,
    "HOW": ClosingMeans,
    "MARKING": Marking,
    "PILLAR": Pillar,
    "PROGRAMME": Programme,
    "RIGHT": Right,
    "SCALE": Scale,
    "SENSE": Sense,
    "VOICE": Voice,
}


def option(*flags: str, metavar: str, help: str, **more: Any) -> Any:
    """An option; ``metavar`` is the word that help shows for its value."""
    return typer.Option(*flags, metavar=metavar, help=help, autocompletion=_completion(metavar), **more)


def argument(metavar: str, help: str, **more: Any) -> Any:
    """An argument; ``metavar`` is the word that help shows for it."""
    return typer.Argument(metavar=metavar, help=help, autocompletion=_completion(metavar), **more)


def _completion(metavar: str) -> Any:
    if metavar in _WORDS:
        return lambda: [say(word) for word in _WORDS[metavar]]
    if metavar not in _RECORDS:
        return None

    def complete(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        return list(_records(ctx, incomplete, _RECORDS[metavar]))

    return complete


def _records(ctx: typer.Context, incomplete: str, kinds: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The references that begin so, each with its name; none where there is no ledger to ask."""
    from commands.context import Reading
    from projections.queries.names import references

    try:
        with Reading.open(ctx.params.get("ledger") or ctx.find_root().params.get("ledger")) as reading:
            for reference, name in references(reading.views, *kinds):
                if reference.startswith(incomplete.upper()):
                    yield reference, name
    except Refusal:
        return
