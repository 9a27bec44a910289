"""Improvements in nearly the same words: the same asked twice, or again, without a link that says so.

Two texts are alike where at least four in five of the words that either has, but for the smallest, are in both.
Comparing each with each would take a million times a million steps. Two texts that are alike share one of their rarest
words: of ``n`` words, one of the rarest ``n - ceil(0.8 n) + 1``. So each is compared with those alone that have one of
its rarest words among theirs (the prefix filter of set similarity joins), and none is missed.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from math import ceil
from typing import Any, NamedTuple

from projections.queries.checks.base import LIKELY, POSSIBLE, Doubt, Look, asks, improvements, set_at, some
from projections.queries.plurals import singular

Row = dict[str, Any]

_ALIKE = 0.8
#: Of so few words that are compared, all have to be the same.
_FEW = 3
#: What is in every improvement, whatever it asks for.
_SMALL = frozenset(
    "a an and any are as at be been by can do for force from has have in is it its may must of on or our should so "
    "such that the their them these they this to was were when where which will with ensure make sure constabulary "
    "police improve improvement need needs".split()
)


class _Asked(NamedTuple):
    """An improvement by what it asks: its words."""

    ref: str
    inspection: str
    words: frozenset[str]
    #: The records that it is linked to, stands under, or gave way to.
    known: frozenset[str]


@asks(
    "near_identical", "two improvements in nearly the same words, with no link between them", reads="every improvement"
)
def near(look: Look) -> Iterator[Doubt]:
    """Each improvement with those of its force that were in these words before it; the words of one force at a time."""
    found = improvements(look, "json_extract(body, '$.text') IS NOT NULL", by="json_extract(body, '$.force'), number")
    for _, of_force in groupby(found, key=lambda row: row["force"]):
        like: dict[_Asked, list[tuple[int, _Asked]]] = {}
        said: dict[_Asked, int] = {}
        for pair in _pairs([_asked(row) for row in of_force]):
            said |= {each: set_at(look, each.ref, "text") for each in pair if each not in said}
            first, then = sorted(pair, key=said.__getitem__)
            like.setdefault(then, []).append((said[first], first))
        yield from (_doubt(each, said[each], [other for _, other in sorted(others)]) for each, others in like.items())


def _asked(found: Row) -> _Asked:
    known = frozenset(filter(None, (found.get("under"), found.get("end", {}).get("by"), *_linked(found))))
    return _Asked(found["ref"], found["inspection"], _words(found["text"]), known)


def _pairs(asked: list[_Asked]) -> Iterator[tuple[_Asked, _Asked]]:
    """Those of them that are alike, each two once."""
    common = Counter(word for each in asked for word in each.words)
    compared: dict[str, list[_Asked]] = {}
    for each in asked:
        rarest = _rarest(each.words, common)
        others = dict.fromkeys(other for word in rarest for other in compared.get(word, ()))
        yield from ((other, each) for other in others if _are_alike(each, other))
        for word in rarest:
            compared.setdefault(word, []).append(each)


def _linked(found: Row) -> Iterator[str]:
    return (link["to"] for link in found.get("links", ()))


def _words(text: str) -> frozenset[str]:
    """The words that are compared: without capitals, accents, apostrophes, plurals and the smallest."""
    plain = unicodedata.normalize("NFKD", text.casefold()).replace("'", "").replace("’", "")
    found = re.findall(r"\w+", "".join(each for each in plain if not unicodedata.combining(each)))
    return frozenset(singular(word) for word in found if word not in _SMALL) - _SMALL


def _rarest(words: frozenset[str], common: Counter[str]) -> list[str]:
    """As many of its rarest words as one that is alike must share one of."""
    ranked = sorted(words, key=lambda word: (common[word], word))
    return ranked[: len(ranked) - ceil(_ALIKE * len(ranked)) + 1]


def _are_alike(one: _Asked, other: _Asked) -> bool:
    if one.ref in other.known or other.ref in one.known:
        return False
    both, either = len(one.words & other.words), len(one.words | other.words)
    return both == either if either <= _FEW else both >= _ALIKE * either


def _doubt(each: _Asked, said: int, like: list[_Asked]) -> Doubt:
    same = all(other.words == each.words for other in like)
    first = like[0]
    others = f"{some([one.ref for one in like])} {'asks' if len(like) == 1 else 'ask'} for"
    reason = f"It asks in {'the same' if same else 'nearly the same'} words for what {others}."
    if first.inspection == each.inspection:
        settle = f"afi void {each.ref} --duplicate-of {first.ref} --reason TEXT"
    else:
        settle = f"afi link {each.ref} {first.ref} --relation recurrence"
    return Doubt(each.ref, said, reason, settle, LIKELY if same else POSSIBLE)
