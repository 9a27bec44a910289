"""Regular entries: most of a large ledger, recognised by one regular expression, a page at a time.

The expression is the grammar of ``entry`` without what is rare: corrections, the ledger's own stream, more than two
sources. What it takes loosely is held to the grammar once for each that occurs: the day of ``at``, ``on``, and type and
data, these by parsing one whole entry that has the same, but for the digits of hashes and references. So what is
recognised is well-formed, if its batch has its place (``judging`` sees to that); what is not may be an entry all the
same, and has to be parsed by itself.
"""

import json
import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple, TypeVar

from ledger.proofs.entry import LARGEST, Json, Malformed, canonical, check_on, parse_entry

Understand = Callable[[Json], tuple[str, str] | None]
"""A well-formed entry → None, or the kind of finding and what is wrong with the event that it states.

It goes by no digit of a hash or a reference, by the kind of the stream only, and by whether a version is the first."""


T = TypeVar("T")
#: Type, its version, the kind of record, whether it is the first of its record, and data.
Event = tuple[bytes, bytes, bytes, bool, bytes]


class Regular(NamedTuple):
    """The fields of regular entries, as their bytes have them; each is a column."""

    at: Sequence[bytes]
    authority: Sequence[bytes]
    place: Sequence[bytes]
    total: Sequence[bytes]
    cmd: Sequence[bytes]
    data: Sequence[bytes]
    key: Sequence[bytes]
    on: Sequence[bytes]
    words: Sequence[bytes]
    recorded_by: Sequence[bytes]
    src: Sequence[bytes]
    stream: Sequence[bytes]
    kind: Sequence[bytes]
    type: Sequence[bytes]
    v: Sequence[bytes]
    version: Sequence[bytes]
    why: Sequence[bytes]


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
        rf'^(?:\{{"afi":1,"at":"({_ANY})",(?:"authority":({_PROSE}),)?"batch":\[({_NUMBER}),({_NUMBER})\],'
        rf'"cmd":"([0-9a-f]{{32}})","data":(\{{(?:{_INNER}\}}++)+?),"key":"([0-9a-f]{{64}})",'
        rf'"on":\{{((?:"assumed":1,)?"from":"{_ANY}","to":"{_ANY}")(?:,"words":({_PROSE}))?\}},'
        rf'"recorded_by":"(PER-{_NUMBER})","said_by":"(?:PER|POST|ORG)-{_NUMBER}"'
        rf'(?:,"src":\[(?P<src>{_SOURCE})(?:,(?!(?P=src)\]){_SOURCE})?\])?,"stream":"(([A-Z]{{3,4}})-{_NUMBER})",'
        rf'"type":"(?!(?:{_OTHERS})\.)({_ANY})","v":({_NUMBER}),"version":({_NUMBER})(?:,"why":({_PROSE}))?\}}|.*+)$'
    ).encode(),
    re.MULTILINE,
)
_NO_LINE = b"-"
_MOMENT = re.compile(rb"2[0-9]{3}-[01][0-9]-[0-3][0-9]T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\.[0-9]{6}Z")
#: The digits of each commitment in a regular entry: no name that ends in e holds any other hash there.
COMMITMENT = re.compile(rb'e":"([0-9a-f]{64})"')
_DIGITS = re.compile(rb'(?<=[A-Z])-[1-9][0-9]{0,8}"')
#: So much that was found good is remembered, some 10 MB.
_REMEMBERED = 20_000


class Recogniser:
    """Recognises regular entries of which there is nothing to say by themselves."""

    def __init__(self, understand: Understand) -> None:
        self._understand = understand
        self._good: set[Hashable] = set()

    def recognise(self, stored: Sequence[bytes]) -> Iterator[tuple[range, Regular | None]]:
        """The places of the entries in order: those of regular ones in a row, with their columns; those of others."""
        lines = [each if len(each) <= LARGEST else _NO_LINE for each in stored]
        text = b"\n".join(lines)
        found = _LINE.findall(text)  # one for each line
        places = [place for place, fields in enumerate(found) if fields[0]] if len(found) == len(lines) else []
        columns = Regular(*zip(*map(found.__getitem__, places), strict=True)) if places else None
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
        events = _events(columns)
        bad: set[Hashable] = {at for at in {*columns.at} if not self._is_moment(at)}
        bad |= {on for on in {*columns.on} if not self._is_good(on, on, _is_period)}
        places = enumerate(zip(columns.at, columns.on, events, strict=True))
        one_of = {event: place for place, (at, on, event) in places if bad.isdisjoint((at, on))} if bad else {}
        for event, place in (one_of or dict(zip(events, range(len(events)), strict=True))).items():
            if not self._is_good(_shape(event), lines[place], self._is_understood):
                bad.add(event)
        if not bad:
            return None
        places = enumerate(zip(columns.at, columns.on, events, strict=True))
        return [place for place, parts in places if bad.isdisjoint(parts)]

    def _is_moment(self, at: bytes) -> bool:
        return bool(_MOMENT.fullmatch(at)) and self._is_good(at[:10], at[:10], _is_day)

    def _is_good(self, key: Hashable, part: T, is_sound: Callable[[T], bool]) -> bool:
        """Whether a part is sound; if it is, so is from now on whatever has this key."""
        if key not in self._good:
            if not is_sound(part):
                return False
            self._good.add(key)
        return True

    def _is_understood(self, line: bytes) -> bool:
        if len(COMMITMENT.findall(line)) != line.count(b'"prose":') + line.count(b'"file":'):
            return False
        try:
            return self._understand(parse_entry(line)) is None
        except Malformed:
            return False


def _is_day(day: bytes) -> bool:
    try:
        return bool(date.fromisoformat(day.decode()))
    except ValueError:
        return False


def _is_period(on: bytes) -> bool:
    stored = b"{%s}" % on
    try:
        period = json.loads(stored)
        check_on(period)
    except ValueError:
        return False
    return canonical(period) == stored


def _events(columns: Regular) -> list[Event]:
    """The event of each entry, without the digits of its hashes; no entry holds the byte that takes their place."""
    data = COMMITMENT.sub(b"\x01", b"\n".join(columns.data)).split(b"\n")
    first = map(b"1".__eq__, columns.version)
    return [*zip(columns.type, columns.v, columns.kind, first, data, strict=True)]


def _shape(event: Event) -> Event:
    """Without the numbers of its references too."""
    return *event[:-1], _DIGITS.sub(b"\x01", event[-1])
