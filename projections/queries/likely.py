"""What somebody who raises an improvement may want to link it to: earlier ones, and weaknesses, whose words are alike.

Two texts are as alike as the angle between them is small, each word weighing the more the fewer of the texts have it
(a cosine of words weighed by rarity). ``difflib`` compares letters in their order, and finds an unlike sentence with
the same turn of phrase before a like one in other words. One pass over what one force was told: no index, no import.
"""

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from math import log, sqrt
from typing import Any, NamedTuple

from ledger.vocabulary import Sense
from projections.queries.plurals import singular
from projections.queries.words import plain
from projections.views import Views

Row = dict[str, Any]
#: How alike two texts are that may be about the same, and how many words they share at least. Tried on the examples:
#: what nobody would call the same stays below.
ALIKE, SHARED = 0.4, 2
#: So many are suggested for each, and so many earlier ones are looked at, the newest first.
_MOST, _LOOKED_AT = 2, 1000
_SHORT = (Sense.WEAKNESS, Sense.MIXED)
#: Words that say nothing of what is asked for.
_COMMON = frozenset(
    "about above after again all also always and any are area areas been before being between better both but can "
    "cause causes constabulary could did does each enough ensure ensures every few for force forces from get given "
    "good had has have having how improve improved improvement improvements improves improving into its itself just "
    "less made make makes making many may more most much must need needs not now off often one only other others our "
    "out over own police put recommend recommends recommended should since some such take takes than that the their "
    "them then there these they this those through too under until upon use uses using very was way ways well were "
    "what when where whether which while who whose why will with within without would".split()
)
#: Endings that make several words of one, the longest first, so that four letters are left.
_ENDINGS = re.compile(
    r"(?<=[a-z]{4})(?:isations?|ational|ations?|ators?|ating|ated|ates?|ations|ities|ments?|ions?|ings?|ors?|ers?|ies|ied|ity|ed|es|"
    r"al|ly|s|e|y)$"
)


class _Text(NamedTuple):
    ref: str
    inspection: str
    text: str
    words: frozenset[str]
    linked: frozenset[str]
    first_day: str
    last_day: str


def likely(views: Views, refs: Iterable[str]) -> list[Row]:
    """For each of these improvements the earlier ones of its force, and weaknesses, that it may be again; best first.

    Of another inspection, and of an earlier day, so that the link can be recorded. What does not count is none.
    """
    rows: list[Row] = []
    for force, new in _by_force(views, refs).items():
        told = {each.ref: each for each in _told(views, force)}
        weights = _weights(told.values())
        for ref in (ref for ref in new if ref in told):
            rows += _alike(told[ref], told.values(), weights)
    return rows


def _by_force(views: Views, refs: Iterable[str]) -> dict[str, list[str]]:
    sql = "SELECT ref, json_extract(body, '$.force') AS force FROM record WHERE ref IN (SELECT value FROM json_each(?))"
    found: dict[str, list[str]] = {}
    for row in views.query(sql, (json.dumps(list(refs)),)):
        found.setdefault(row["force"], []).append(row["ref"])
    return found


def _told(views: Views, force: str) -> Iterator[_Text]:
    """What a force was told to put right, and what was found weak in it, the newest first."""
    inspected = (
        "SELECT i.ref FROM record i, json_each(i.body, '$.forces') f WHERE i.noun = 'inspection' AND f.value = :force"
    )
    sql = (
        "SELECT r.ref, r.inspection, r.body, h.first_day, h.last_day FROM record r "
        "JOIN happening h ON h.position = r.first WHERE r.noun IN ('improvement', 'finding') "
        f"AND r.inspection IN ({inspected}) ORDER BY r.first DESC LIMIT {_LOOKED_AT}"
    )
    for row in views.query(sql, {"force": force}):
        body = json.loads(row["body"])
        if body["force"] == force and _counts(body):
            text, linked = plain(body["text"]), frozenset(link["to"] for link in body.get("links", ()))
            yield _Text(row["ref"], row["inspection"], text, _words(text), linked, row["first_day"], row["last_day"])


def _counts(body: Row) -> bool:
    return "void" not in body and body["text"] is not None and body.get("sense", Sense.WEAKNESS) in _SHORT


def _words(text: str) -> frozenset[str]:
    """The words of a text that say something, without their endings: supervise, supervisors and supervision are one."""
    found = (word for word in re.findall(r"[a-z]+|[0-9]+", text.casefold().replace("’", "'")) if len(word) > 2)
    return frozenset(_stem(word) for word in found if word not in _COMMON)


@cache
def _stem(word: str) -> str:
    """A word without its ending; each once, for reports use the same few over and over."""
    return _ENDINGS.sub("", singular(word))


def _weights(texts: Collection[_Text]) -> Mapping[str, float]:
    """How much a word says: the more, the fewer of the texts have it."""
    held = Counter(word for each in texts for word in each.words)
    return {word: log(1 + len(texts) / number) ** 2 for word, number in held.items()}


def _alike(new: _Text, told: Iterable[_Text], weights: Mapping[str, float]) -> list[Row]:
    found: list[tuple[float, _Text]] = []
    for each in told:
        if each.inspection != new.inspection and each.last_day < new.first_day and each.ref not in new.linked:
            alike = _likeness(new.words, each.words, weights)
            if alike >= ALIKE:
                found.append((alike, each))
    best = sorted(found, key=lambda pair: (-pair[0], pair[1].ref))[:_MOST]
    return [{"ref": new.ref, "of": each.ref, "text": each.text, "year": int(each.last_day[:4])} for _, each in best]


def _likeness(one: frozenset[str], other: frozenset[str], weights: Mapping[str, float]) -> float:
    """From 0, where two texts share too little, to 1, where they have the same words."""
    shared = one & other
    if len(shared) < SHARED:
        return 0.0
    whole, part, both = (sum(weights[word] for word in words) for words in (one, other, shared))
    return both / sqrt(whole * part)
