"""The words and options that commands take. What one stands for (POST, SENSE) says what the shell can complete."""

from enum import StrEnum
from typing import Any

import typer

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
)

_IMPROVEMENTS = ("AFI", "COC", "REC")
_ANYBODY = ("POST", "PER", "ORG")

#: The kinds of record that may stand where help shows this word.
RECORDS = {
    "ACTION": ("ACT",),
    "COC": ("COC",),
    "DOC-n:PLACE": ("DOC",),
    "DOCUMENT": ("DOC",),
    "DOCUMENT|PAPER": ("DOC", "PAP"),
    "EXPECTATION": ("EXP",),
    "FINDING": ("FND",),
    "FORCE": ("ORG",),
    "FORUM": ("FOR",),
    "IMPROVEMENT": _IMPROVEMENTS,
    "IMPROVEMENT|INSPECTION": (*_IMPROVEMENTS, "INS"),
    "INSPECTION": ("INS",),
    "INSPECTION|FND": ("INS", "FND"),
    "MEETING": ("MTG",),
    "ORGANISATION": ("ORG",),
    "PAPER": ("PAP",),
    "PERSON": ("PER",),
    "POST": ("POST",),
    "QUESTION": ("QUE",),
    "REF": (),
    "REF|E-n": (),
    "WHO": _ANYBODY,
    "WHO|FORUM": (*_ANYBODY, "FOR"),
    "WHO|FORUM|MEETING": (*_ANYBODY, "FOR", "MTG"),
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


def option(*flags: str, metavar: str, help: str, words: type[StrEnum] | None = None, **more: Any) -> Any:
    """An option; ``metavar`` is the word that help shows for its value, ``words`` are those that it can be."""
    return typer.Option(*flags, metavar=metavar, help=help, autocompletion=_completion(metavar, words), **more)


def argument(metavar: str, help: str, words: type[StrEnum] | None = None, **more: Any) -> Any:
    """An argument; ``metavar`` is the word that help shows for it, ``words`` are those that it can be."""
    return typer.Argument(metavar=metavar, help=help, autocompletion=_completion(metavar, words), **more)


def _completion(metavar: str, words: type[StrEnum] | None) -> Any:
    kind = metavar.partition(" ")[0].strip("[]").removesuffix("...")  # "REF... TEXT" completes as REF does
    closed, kinds = words or _WORDS.get(kind), RECORDS.get(kind)
    if closed is None and kinds is None:
        return None

    def complete(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        from commands import completion

        if closed is not None:
            return completion.words(closed, incomplete)
        return completion.records(ctx, incomplete, kinds or ())

    return complete
