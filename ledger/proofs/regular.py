"""Regular entries: most of a large ledger, recognised by one regular expression, a page at a time.

The expression is the grammar of ``entry`` without what is rare: corrections, the ledger's own stream, more than two
sources. What it takes loosely is held to the grammar once for each that occurs: the day of ``at``, ``on``, and type and
data, these by parsing one whole entry that has the same, but for the digits of hashes and references. So what is
recognised is well-formed, if its batch has its place (``tiling`` sees to that); what is not may be an entry all the
same, and has to be parsed by itself.
"""

import json
import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple, TypeVar

from ledger.proofs.entry import LARGEST, Json, Malformed, canonical, check_on, parse_entry

Understand = Callable[[Json], tuple[str, str] | None]
"""A well-formed entry → None, or the kind of finding and what is wrong with the event that it states.

It goes by no digit of a hash or a reference, by the kind of the stream only, and by whether a version is the first."""


T = TypeVar("T", bound=Hashable)


class Regular(NamedTuple):
    """The fields of regular entries, as their bytes have them; each is a column."""

    at: Sequence[bytes]
    place: Sequence[bytes]
    total: Sequence[bytes]
    cmd: Sequence[bytes]
    data: Sequence[bytes]
    key: Sequence[bytes]
    on: Sequence[bytes]
    recorded_by: Sequence[bytes]
    src: Sequence[bytes]
    stream: Sequence[bytes]
    kind: Sequence[bytes]
    number: Sequence[bytes]
    type: Sequence[bytes]
    v: Sequence[bytes]
    version: Sequence[bytes]


_NUMBER = "[1-9][0-9]{0,8}+"
_PROSE = r'\{"prose":"[0-9a-f]{64}"\}'
_LOCATOR = "[A-Za-z]?[0-9]{1,4}"
_SOURCE = rf'"DOC-{_NUMBER}(?::{_LOCATOR}(?:\.{_LOCATOR})*+)?+"'
_ANY = r'[^"\n]*+'
_INNER = r"[ -\[\]-|~]*+"  # printable ASCII without the backslash and the closing brace
#: Nouns whose entries mean more than what comes next in a record, or need another right than to record.
_OTHERS = "countersignature|key|ledger|paper|policy|setting|text"
_LINE = re.compile(
    (
        rf'^(?:\{{"afi":1,"at":"({_ANY})",(?:"authority":{_PROSE},)?"batch":\[({_NUMBER}),({_NUMBER})\],'
        rf'"cmd":"([0-9a-f]{{32}})","data":(\{{(?:{_INNER}\}}++)+?),"key":"([0-9a-f]{{64}})",'
        rf'"on":\{{((?:"assumed":1,)?"from":"{_ANY}","to":"{_ANY}")(?:,"words":{_PROSE})?\}},'
        rf'"recorded_by":"(PER-{_NUMBER})","said_by":"(?:PER|POST|ORG)-{_NUMBER}"'
        rf'(?:,"src":\[({_SOURCE})(?:,(?!\9\]){_SOURCE})?\])?,"stream":"(([A-Z]{{3,4}})-({_NUMBER}))",'
        rf'"type":"(?!(?:{_OTHERS})\.)({_ANY})","v":({_NUMBER}),"version":({_NUMBER})(?:,"why":{_PROSE})?\}}|.*+)$'
    ).encode(),
    re.MULTILINE,
)
_NO_LINE = b"-"
_MOMENT = re.compile(rb"2[0-9]{3}-[01][0-9]-[0-3][0-9]T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\.[0-9]{6}Z")
_HASH = re.compile(rb'e":"[0-9a-f]{64}"')
_DIGITS = re.compile(rb'(?<=[A-Z])-[1-9][0-9]{0,8}"')
#: So much that was found good is remembered, some 10 MB.
_REMEMBERED = 20_000


class Recogniser:
    """Recognises regular entries of which there is nothing to say by themselves."""

    def __init__(self, understand: Understand) -> None:
        self._understand = understand
        self._good: set[Hashable] = set()

    def recognise(self, stored: Sequence[object]) -> Iterator[tuple[range, Regular | None]]:
        """The places of the entries in order: those of regular ones in a row, with their columns; those of others."""
        lines = [each if isinstance(each, bytes) and len(each) <= LARGEST else _NO_LINE for each in stored]
        text = b"\n".join(lines)
        found = _LINE.findall(text) if text.count(b"\n") == len(lines) - 1 else []
        places = [place for place, fields in enumerate(found) if fields[0]]
        columns = Regular(*zip(*(found[place] for place in places), strict=True)) if places else None
        after = 0
        for first, run in self._runs(columns, places, lines) if columns else ():
            start = places[first]
            if after < start:
                yield range(after, start), None
            after = start + len(run.at)
            yield range(start, after), run
        if after < len(lines):
            yield range(after, len(lines)), None

    def _runs(self, columns: Regular, places: list[int], lines: list[bytes]) -> Iterator[tuple[int, Regular]]:
        """Regular entries in a row: the number of the first among ``places``, and their columns."""
        good = self._vouched(columns, [lines[place] for place in places])
        if good is None and len(places) == len(lines):
            yield 0, columns
            return
        numbers = range(len(places)) if good is None else good
        for _, group in groupby(enumerate(numbers), lambda each: places[each[1]] - each[0]):
            run = [number for _, number in group]
            yield run[0], Regular(*(column[run[0] : run[-1] + 1] for column in columns))

    def _vouched(self, columns: Regular, lines: list[bytes]) -> list[int] | None:
        """The numbers of those whose loosely taken parts are all good; None for all."""
        if len(self._good) > _REMEMBERED:
            self._good.clear()
        parts = (_distinct(columns.at, _day), columns.on, _distinct(_stripped(columns), _shape))
        new: set[Hashable] = set().union(*parts) - self._good
        if not new:
            return None
        each = enumerate(zip(*parts, strict=True))
        return [number for number, keys in each if new.isdisjoint(keys) or self._vouch(lines[number], keys, new)]

    def _vouch(self, line: bytes, keys: Sequence[Hashable], new: set[Hashable]) -> bool:
        """Looks at one entry by itself, as far as its parts are new; if they are sound, they are good from now on."""
        sound: tuple[Callable[[Any], bool], ...] = (_is_day, _is_period, lambda _: self._is_understood(line))
        for key, is_sound in zip(keys, sound, strict=True):
            if key in new and not is_sound(key):
                return False
        self._good.update(keys)
        new.difference_update(keys)
        return True

    def _is_understood(self, line: bytes) -> bool:
        try:
            return self._understand(parse_entry(line)) is None
        except Malformed:
            return False


def _is_day(day: Any) -> bool:
    try:
        return bool(day and date.fromisoformat(day.decode()))
    except ValueError:
        return False


def _is_period(on: Any) -> bool:
    stored = b"{%s}" % on
    try:
        period = json.loads(stored)
        check_on(period)
    except ValueError:
        return False
    return canonical(period) == stored


def _distinct(values: Sequence[T], meaning: Callable[[T], Hashable]) -> list[Hashable]:
    """What each value means, worked out once for each that occurs."""
    known = {value: meaning(value) for value in set(values)}
    return [known[value] for value in values]


def _day(at: bytes) -> bytes | None:
    return at[:10] if _MOMENT.fullmatch(at) else None


def _stripped(columns: Regular) -> list[tuple[bytes, bytes, bytes, bool, bytes]]:
    """The event of each entry, without the digits of its hashes; no entry holds the byte that takes their place."""
    data = _HASH.sub(b"\x01", b"\n".join(columns.data)).split(b"\n")
    first = [version == b"1" for version in columns.version]
    return [*zip(columns.type, columns.v, columns.kind, first, data, strict=True)]


def _shape(event: tuple[bytes, bytes, bytes, bool, bytes]) -> Hashable:
    """Without the numbers of its references too."""
    return *event[:-1], _DIGITS.sub(b"\x01", event[-1])
