"""Judging: what can be said of a page of entries without those before it, so that any process can say it of any page.

A judgement only ever says that nothing is wrong: which entries of the page are regular, agree with their columns, go
on from one another and commit to texts that the vault keeps; and that the hashes stored with all of them are those of
the entries. The audit holds that against what came before. Whatever is not so judged it reads itself, one by one.
"""

import gc
from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache, partial
from itertools import count, pairwise
from sys import intern
from typing import Any, NamedTuple

from ledger.proofs.entry import LARGEST
from ledger.proofs.evidence import Again, Pages
from ledger.proofs.regular import Recogniser, Regular, Understand
from ledger.proofs.streams import Versions
from ledger.proofs.texts import settled
from ledger.proofs.tree import leaf_hash, levels, stored_with

#: Entries in a page.
PAGE = 4096
#: A page with more in it is taken entry by entry; most have a ninth of it.
_MOST_BYTES = 2**24


class Part(NamedTuple):
    """Regular entries in a row that are of one batch."""

    #: The place of the first in its batch, and how many there are of it here.
    place: int
    size: int
    stream: str
    #: Command, key, person, time, and how many entries the batch has.
    shared: tuple[str, str, str, str, int]
    #: The complete nodes of the page's tree after its last entry, the widest first.
    edge: tuple[bytes, ...]

    @property
    def at(self) -> str:
        """When they were recorded."""
        return self.shared[3]


class Run(NamedTuple):
    """Regular entries in a row of which there is nothing to say by themselves."""

    places: range
    parts: Sequence[Part]
    #: In the order in which the streams came up.
    versions: Versions
    #: How many entries are about what ended on which day.
    ends: Counter[str]
    #: Commitments of 32 bytes each, of which the vault keeps what they commit to; and the positions of the entries
    #: that commit to something else.
    texts: bytes
    unsettled: Sequence[int]


class Judgement(NamedTuple):
    """The entries at ``places``, whose stored hashes are their own."""

    places: range
    runs: Sequence[Run]
    #: The root of the page, and the hashes stored above it; both empty where the page is not whole.
    root: bytes
    above: bytes


Judge = Callable[[range], Judgement | None]
Share = Callable[[Judge, Sequence[range]], Iterator[Judgement | None]]
"""Has pages judged, in their order; here, or wherever there is a processor (``verifying.Processors``)."""


def judge_here(judge: Judge, pages: Sequence[range]) -> Iterator[Judgement | None]:
    """Judges pages one after the other."""
    return map(judge, pages)


def judged_by(again: Again, understand: Understand, size: int) -> Judge:
    """A judge that reads the evidence anew, wherever it is sent to; None is what it does not settle. ``size``: of a
    whole page, a power of two, so that it is a subtree."""
    return partial(_judge, again, understand, size)


#: What was once understood is known to all pages that one process judges.
_recogniser = lru_cache(maxsize=1)(Recogniser)


def _judge(again: Again, understand: Understand, size: int, page: range) -> Judgement | None:
    with _uncollected(), again() as evidence:
        rows = _columns(evidence, page)
        places = range(page.start, page.start + len(rows.stored))
        if not places or evidence.faults() or rows.position != [*places]:
            return None
        grown = levels([*map(leaf_hash, rows.stored)])
        above = _above(grown, rows.hashes, size)
        if above is None:
            return None
        found = _recogniser(understand).recognise(rows.stored)
        runs = [_run(evidence, rows, places, part, columns, grown) for part, columns in found if columns]
        root = grown[-1][0] if len(places) == size else b""
        return Judgement(places, [run for run in runs if run], root, above)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Among the rows of a page there are no circles, and to look for some takes an eighth of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


class _Columns(NamedTuple):
    position: list[Any]
    stream: list[Any]
    version: list[Any]
    type: list[Any]
    command: list[Any]
    stored: list[Any]
    hashes: list[Any]


def _columns(evidence: Pages, page: range) -> _Columns:
    """The rows of a page; none, if they are more than should be read at once, or hold something else than bytes."""
    columns, size = _Columns(*([] for _ in _Columns._fields)), 0
    for rows in evidence.rows(page):
        _, stream, _, type_name, command, stored, _ = some = [*zip(*rows, strict=True)]
        for column in (stream, type_name, command, stored):
            size += sum(map(len, column)) if {*map(type, column)} == {bytes} else _MOST_BYTES
        if size >= _MOST_BYTES or max(map(len, stored)) > LARGEST:
            return _Columns(*([] for _ in _Columns._fields))
        for whole, more in zip(columns, some, strict=True):
            whole += more
    return columns


def _above(grown: Sequence[Sequence[bytes]], hashes: list[object], size: int) -> bytes | None:
    """What is stored above a whole page's tree, empty for a part of one; None if the other hashes are not its own."""
    made = stored_with(grown)
    last = hashes[-1]
    if not isinstance(last, bytes) or hashes[:-1] != made[:-1] or not last.startswith(made[-1]):
        return None
    above = last[len(made[-1]) :]
    return above if len(made) == size or not above else None


def _run(
    evidence: Pages, rows: _Columns, page: range, part: range, columns: Regular, grown: Sequence[Sequence[bytes]]
) -> Run | None:
    _, streams, versions, types, commands, *_ = (column[part.start : part.stop] for column in rows)
    if [*columns.stream] != streams or [*columns.type] != types or [*columns.cmd] != commands:
        return None
    parts, found = _parts(columns, grown, part.start), _versions(columns, versions)
    if parts is None or found is None or any(one.at > other.at for one, other in pairwise(parts)):
        return None
    ends: Counter[str] = Counter()
    for on, many in Counter(columns.on).items():
        ends[on[on.rindex(b":") + 2 : -1].decode()] += many
    places = page[part.start : part.stop]
    texts, others = settled(evidence, columns)
    return Run(places, parts, found, ends, texts, [places[number] for number in others])


def _parts(columns: Regular, grown: Sequence[Sequence[bytes]], offset: int) -> list[Part] | None:
    """The entries batch by batch; None if the places in a batch are not in order."""
    shared = (columns.cmd, columns.key, columns.recorded_by, columns.at, columns.total)
    places = [*map(int, columns.place)]
    start, parts = 0, []
    while start < len(places):
        same = [column[start] for column in shared]
        place, total = places[start], int(same[-1])
        end = min(start + total - place + 1, len(places))
        if end <= start or (start and place > 1) or places[start:end] != [*range(place, place + end - start)]:
            return None
        if any(column[start:end].count(one) != end - start for column, one in zip(shared, same, strict=True)):
            return None
        cmd, key, person, at, _ = (one.decode() for one in same)
        edge = _edge(grown, offset + end)
        parts.append(Part(place, end - start, columns.stream[start].decode(), (cmd, key, person, at, total), edge))
        start = end
    return parts


def _edge(grown: Sequence[Sequence[bytes]], size: int) -> tuple[bytes, ...]:
    bits = reversed(range(size.bit_length()))
    return tuple(grown[level][(size >> level) - 1] for level in bits if size >> level & 1)


def _versions(columns: Regular, versions: Sequence[object]) -> Versions | None:
    """What the entries say of each stream; None if their versions are not in order, or not their columns'."""
    said = [*map(int, columns.version)]
    if [*versions] != said:
        return None
    last = dict(zip(columns.stream, said, strict=True))
    first = dict(zip(reversed(columns.stream), reversed(said), strict=True))
    due = {stream: count(version).__next__ for stream, version in first.items()}
    if said != [due[stream]() for stream in columns.stream]:
        return None
    names = b"-".join(last).decode().split("-")
    kinds = [*map(intern, names[::2])]
    return Versions(
        kinds, *(array("Q", each) for each in (map(int, names[1::2]), map(first.__getitem__, last), last.values()))
    )
