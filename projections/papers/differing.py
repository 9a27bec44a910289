"""How what a paper's file says differs from what the ledger gave, and that from what it gives now, cell by cell."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from projections.papers.manifest import manifest_of
from projections.papers.model import Cell, Paper
from projections.papers.places import ordered, places, rows
from projections.papers.readers import Found, same
from projections.queries import words

#: What is wrong with a cell. A doubtful one was edited, or erased since: of a paper that was not issued nobody can say.
EDITED, MISSING, MOVED, ADDED, ALTERED, DOUBTFUL = "edited", "missing", "moved", "added", "altered", "doubtful"
#: What became of one since, in the ledger.
CORRECTED, GONE, ERASED, REWORDED = "corrected", "gone", "erased", "reworded"


class Difference(NamedTuple):
    """A cell of which two texts differ: where it stands, what the file says, and what the ledger gives."""

    kind: str
    id: str
    place: str
    said: str | None
    given: str | None
    #: The entries that the ledger's text rests on.
    at: tuple[int, ...]


class Comparison:
    """A file held against the paper that the ledger gives as far as its entry."""

    def __init__(self, found: Found, paper: Paper, *, issued: bool) -> None:
        self._found, self._paper, self._issued = found, paper, issued
        self._order = [cell.id for cell in found.manifest.cells]
        self._told = {cell.id: cell for cell in found.manifest.cells}

    @cached_property
    def given(self) -> dict[str, Cell]:
        """What the ledger gave, by cell."""
        return texts_of(self._paper)

    @cached_property
    def where(self) -> dict[str, str]:
        """Where each cell stands, in words."""
        return places(self._paper)

    @cached_property
    def expected(self) -> set[str]:
        """The cells that are to stand in the file: all, but for those that its template leaves out."""
        printed = self._printed
        return set(self.given) - (set(self._order) - set(printed) if printed else set())

    @property
    def _printed(self) -> list[str]:
        """In its template's own order, the cells that it prints; empty where they stand as they come."""
        return [self._order[place] for place in self._found.manifest.printed if 0 <= place < len(self._order)]

    def left_out(self) -> tuple[str, ...]:
        """Where the cells would stand that its template leaves out."""
        return tuple(self.where.get(id_, id_) for id_ in self.given if id_ not in self.expected)

    def differences(self) -> Iterator[Difference]:
        """What the file says otherwise than the ledger gave."""
        for id_, cell in self.given.items():
            if (id_ in self.expected or id_ in self._found.texts) and (kind := self._kind(id_, cell)):
                said, once = self._found.texts.get(id_), self._told.get(id_)
                if kind == ALTERED:
                    said = once.text if once else None
                yield Difference(kind, id_, self.where.get(id_, id_), said, cell.text, cell.at)
        for id_ in {**self._told, **dict.fromkeys(self._found.texts)}:
            if id_ not in self.given and not (self._issued and id_ in self._told):
                yield Difference(ADDED, id_, self.where.get(id_, id_), self._found.texts.get(id_), None, ())

    def _kind(self, id_: str, cell: Cell) -> str:
        """What is wrong with a cell, or became of it; empty where nothing is, and nothing did."""
        said, once = self._found.texts.get(id_), self._told.get(id_)
        if said is None:
            return REWORDED if self._issued and once is None else MISSING
        if same(said, cell.text):
            known = once is not None and same(once.text, cell.text)
            return "" if known and (self._issued or once == cell) else ALTERED
        if once is None or not same(said, once.text):
            return EDITED
        if words.ERASED in cell.text:
            return ERASED if self._issued else DOUBTFUL
        return REWORDED if self._issued else EDITED

    def moved(self) -> Iterator[Difference]:
        """The cells that stand elsewhere than they were put: as few as explain the order that they stand in."""
        cells = {cell.id: cell for cell in ordered(self._paper)}
        order = self._printed or (self._order if self._issued else list(cells))
        place = {id_: number for number, id_ in enumerate(order)}
        stand = [id_ for id_ in self._found.texts if id_ in cells and id_ in place]
        kept = {order[number] for number in _rising([place[id_] for id_ in stand])}
        for id_ in (id_ for id_ in stand if id_ not in kept):
            yield Difference(MOVED, id_, self.where[id_], self._found.texts[id_], None, cells[id_].at)

    def since(self, later: Paper) -> Iterator[Difference]:
        """What the ledger gives otherwise now than as far as the paper's entry; the footer always does."""
        now, row, size = texts_of(later), rows(self._paper), self._paper.proof.size
        standing, told = {row[id_] for id_ in now if id_ in row}, set()
        for id_, cell in self.given.items():
            other, of = now.get(id_), row.get(id_)
            if of is not None and of not in standing:
                if of not in told:
                    yield Difference(GONE, id_, of, None, None, ())
                told.add(of)
            elif other is None:
                yield Difference(GONE, id_, self.where[id_], cell.text, None, ())
            elif id_ != "footer" and not same(other.text, cell.text):
                at = tuple(position for position in other.at if position > size)
                yield Difference(CORRECTED, id_, self.where[id_], cell.text, other.text, at)


def texts_of(paper: Paper) -> dict[str, Cell]:
    """The cells that print, by their ids."""
    return {cell.id: cell for cell in manifest_of(paper).cells}


def _rising(numbers: Sequence[int]) -> list[int]:
    """The longest of what is left in rising order when some are taken out."""
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for number in numbers:
        at = bisect_left(ends, number)
        before[number] = ends[at - 1] if at else None
        ends[at : at + 1] = [number]
    found: list[int] = []
    last = ends[-1] if ends else None
    while last is not None:
        found.append(last)
        last = before[last]
    return found
