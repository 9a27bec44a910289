"""Recurrence: in how many inspections the same was found, by the links that were recorded across the years."""

from collections.abc import Iterator
from typing import Any

from ledger.vocabulary import Sense
from projections.queries.names import Names
from projections.queries.records import Record
from projections.queries.words import span_of

Row = dict[str, Any]
#: What a finding has to be for something to recur from it: a strength on the same subject is related, no more.
_SHORT = frozenset({Sense.WEAKNESS, Sense.MIXED})
_ORDINALS = ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def recurrence(names: Names, found: Record) -> Row | None:
    """How often an improvement was found, in what year first, and as which earlier records; ``None`` where once.

    Of one force alone: that another was told the same is no recurrence. Whatever one inspection found of it counts as
    once, however many records that are. What an earlier one recurs from counts too; what does not count, or is no
    weakness any more, neither counts nor leads further back.
    """
    earlier = sorted(_earlier(names, found), key=lambda pair: (span_of(pair[1]).first, pair[0]))
    inspections = {(names.body(ref) or {})["inspection"] for ref, _ in earlier} - {found.body["inspection"]}
    if not inspections:
        return None
    return {
        "times": len(inspections) + 1,
        "since": span_of(earlier[0][1]).first.year,
        "of": [ref for ref, _ in earlier],
    }


def in_words(recurrence: Row | None) -> str | None:
    """``third time since 2014``; nothing where it was found once."""
    if recurrence is None:
        return None
    times = recurrence["times"]
    return f"{_ORDINALS[times - 2] if times - 2 < len(_ORDINALS) else ordinal(times)} time since {recurrence['since']}"


def ordinal(number: int) -> str:
    """``11th``, ``22nd``."""
    endings = {1: "st", 2: "nd", 3: "rd"}
    return f"{number}{'th' if number % 100 in (11, 12, 13) else endings.get(number % 10, 'th')}"


def _earlier(names: Names, found: Record) -> Iterator[tuple[str, str]]:
    """The records that it recurs from, and those that these recur from, each once, with the day each is of."""
    known, ahead = {found.ref}, [found.body]
    while ahead:
        for ref in _linked(ahead.pop()):
            body, day = names.body(ref), names.began_on(ref)
            of_it = body and body.get("force") in (None, found.body["force"])
            if ref not in known and body and of_it and day and _counts(body):
                known.add(ref)
                ahead.append(body)
                yield ref, day


def _linked(body: Row) -> list[str]:
    return [link["to"] for link in body.get("links", ()) if link["relation"] == "recurrence_of"]


def _counts(body: Row) -> bool:
    return "void" not in body and body.get("sense", Sense.WEAKNESS) in _SHORT
