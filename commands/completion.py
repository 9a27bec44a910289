"""What a shell is offered while somebody types: references, names of records, and the words of the field.

What was typed stays, and the rest is added, so that letters of either case find a name in every shell. A name with
spaces is quoted as the shell needs it; one with quotation marks or the like is offered by its reference only.
"""

import os
import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Any

import typer

from ledger.vocabulary import say

Offers = list[tuple[str, str]]

#: What no shell's script makes anything else of, once it is quoted.
_HARMLESS = re.compile(r"[\w .,:/()’–-]+")
_SHORT = 60


class _Offered(str):
    """A word that is quoted only when it is written out: typer compares it, as it is, with what was typed."""

    def __format__(self, _spec: str) -> str:
        return _QUOTED.get(os.environ.get("_AFI_COMPLETE", ""), str)(self)


def _for_bash(word: str) -> str:
    at = int(os.environ["COMP_CWORD"])
    typed = os.environ["COMP_WORDS"].split("\n")[at:]  # its script puts each word on a line
    return str(word) if typed and typed[0][:1] in ("'", '"') else re.sub(r"([^\w.,/–’-])", r"\\\1", word)


def _for_powershell(word: str) -> str:
    bare = word.lstrip("'\"")
    return bare if re.fullmatch(r"[\w./-]+", bare) else f"'{bare}'"


#: zsh and fish quote for themselves.
_QUOTED = {
    "complete_bash": _for_bash,
    "complete_powershell": _for_powershell,
    "complete_pwsh": _for_powershell,
}


def words(vocabulary: type[StrEnum], typed: str) -> Offers:
    """The words that begin so, with hyphens for spaces, unless a space was typed."""
    said = (say(word) for word in vocabulary)
    return list(_fitting(typed, ((word if " " in typed else word.replace(" ", "-"), "") for word in said)))


def records(ctx: typer.Context, typed: str, kinds: tuple[str, ...]) -> Offers:
    """The references that begin so, then the names; none where there is no ledger that can be asked."""
    from commands.context import Reading
    from projections.queries.names import Names, references

    try:
        with Reading.open(ctx.params.get("ledger") or ctx.find_root().params.get("ledger")) as reading:
            names = Names(reading.views)
            offers = references(reading.views, *kinds)
            if typed:
                refs = [ref for ref, _ in offers]
                offers += [(name, ref) for ref in refs for name in _called(names.of(ref), names.body(ref) or {})]
    except Exception:  # whatever it is, the shell would show it in the middle of the line that is being typed
        return []
    return list(_fitting(typed, offers))


def _called(name: str, fields: dict[str, Any]) -> Iterator[str]:
    """The names by which a record may be asked for."""
    yield name
    for other in (fields.get("key"), *(fields.get("aliases") or ())):
        if isinstance(other, str):
            yield other


def _fitting(typed: str, offers: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Those that begin as typed, each once, with a word about it."""
    bare = typed.lstrip("'\"")  # PowerShell hands over an open quotation mark
    seen = set()
    for whole, about in offers:
        if whole not in seen and whole[: len(bare)].casefold() == bare.casefold() and _HARMLESS.fullmatch(whole):
            seen.add(whole)
            yield _Offered(typed + whole[len(bare) :]), _short(about)


def _short(text: str) -> str:
    """Help on one line, without the square brackets that typer would take for styles."""
    line = " ".join(text.split()).replace("[", "(").replace("]", ")")
    return line if len(line) <= _SHORT else f"{line[: _SHORT - 1]}…"
