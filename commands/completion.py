"""What a shell is offered while somebody types: references, names of records, and the words of the field.

What was typed stays, and the rest is added, so that letters of either case find a name in every shell. A name with
spaces is quoted as the shell needs it; one with quotation marks or the like is offered by its reference only.
"""

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import typer

from ledger.vocabulary import say

if TYPE_CHECKING:
    from commands.context import Reading

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
    if typed and typed[0][:1] in ("'", '"'):
        return str(word)
    return re.sub(r"([^\w.,/=–’-])", r"\\\1", word)


def _for_powershell(word: str) -> str:
    bare = word.lstrip("'\"")
    return bare if re.fullmatch(r"[\w./=-]+", bare) else f"'{bare}'"


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


def grades(ctx: typer.Context, typed: str) -> Offers:
    """``QUESTION=GRADE``: the keys of the inspection's questions; of one that is sure, each grade of its scale."""
    from commands.context import Reading
    from projections.queries.questions import questions

    try:
        with Reading.open(ctx.params.get("ledger") or ctx.find_root().params.get("ledger")) as reading:
            inspection = _inspection(reading, ctx.params.get("inspection") or "")
            asked = questions(reading.views, inspection.get("framework"))
    except Exception:  # as above
        return []
    key, equals, grade = typed.rpartition("=")
    outcomes = sorted(_outcomes(inspection.get("scale")))
    if equals or _after_equals():
        return [(_Offered(f"{key}{equals}{offer}"), "") for offer, _ in _fitting(grade, ((o, "") for o in outcomes))]
    keys = [(row["key"], row["name"]) for row in asked if row["key"]] + [("overall", "")]
    fits = list(_fitting(typed, keys))
    if len(fits) == 1:
        return [(_Offered(f"{fits[0][0]!s}={outcome}"), fits[0][1]) for outcome in outcomes]
    return [(_Offered(f"{fit!s}="), about) for fit, about in fits]


def _inspection(reading: "Reading", typed: str) -> dict[str, Any]:
    """The fields of the inspection whose grades they are; none where nobody can say."""
    from ledger.errors import Refusal
    from projections.queries.records import body

    with suppress(Refusal):
        return body(reading.views, reading.named(typed, "INS") or "") or {}
    return {}


def _outcomes(scale: str | None) -> Iterator[str]:
    """The grades of a scale, or of any, as they are typed."""
    from ledger.vocabulary import ON_SCALE, Outcome, Scale

    return (say(outcome).replace(" ", "-") for outcome in (ON_SCALE[Scale(scale)] if scale else Outcome))


def _after_equals() -> bool:
    """Whether the shell, as bash does, took ``crime=go`` into three words, and asks for what begins as the last."""
    at = int(os.environ.get("COMP_CWORD") or 0)
    return "=" in os.environ.get("COMP_WORDS", "").split("\n")[max(at - 1, 0) : at + 1]


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
