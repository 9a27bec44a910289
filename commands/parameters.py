"""The words and options that commands take. What one stands for (POST, SENSE) says what the shell can complete."""

from enum import StrEnum
from typing import Any

import typer

from ledger import vocabulary

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
    "PACK": ("PCK",),
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
#: The closed vocabularies, by name: only the shell's completion asks for what is in them.
_WORDS = {
    "AUTHORITY": "Authority",
    "FRAMEWORK": "Framework",
    "HOW": "ClosingMeans",
    "MARKING": "Marking",
    "PILLAR": "Pillar",
    "PROGRAMME": "Programme",
    "RIGHT": "Right",
    "SCALE": "Scale",
    "SENSE": "Sense",
    "VOICE": "Voice",
}
#: What help shows for a question and its grade, which are completed one after the other.
_GRADES = "QUESTION=GRADE"


def option(*flags: str, metavar: str, help: str, words: type[StrEnum] | None = None, **more: Any) -> Any:
    """An option; ``metavar`` is the word that help shows for its value, ``words`` are those that it can be."""
    return typer.Option(*flags, metavar=metavar, help=help, autocompletion=_completion(metavar, words), **more)


def argument(metavar: str, help: str, words: type[StrEnum] | None = None, **more: Any) -> Any:
    """An argument; ``metavar`` is the word that help shows for it, ``words`` are those that it can be."""
    return typer.Argument(metavar=metavar, help=help, autocompletion=_completion(metavar, words), **more)


def _completion(metavar: str, words: type[StrEnum] | None) -> Any:
    kind = metavar.partition(" ")[0].strip("[]").removesuffix("...")  # "REF... TEXT" completes as REF does
    closed, kinds = words or _WORDS.get(kind), RECORDS.get(kind)
    if closed is None and kinds is None and kind != _GRADES:
        return None

    def complete(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        from commands import completion

        if kind == _GRADES:
            return completion.grades(ctx, incomplete)
        if closed is not None:
            return completion.words(getattr(vocabulary, closed) if isinstance(closed, str) else closed, incomplete)
        return completion.records(ctx, incomplete, kinds or ())

    return complete
