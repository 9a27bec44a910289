"""The cells of tables by where they stand: a place tells which cell belongs there, whatever its bookmark says.

A row's cells are called by their row and each by its column (parts/laying.py). So where a bookmark was lost, as
happens when a program sets the text of a cell anew, or where two cells changed places, the others of its row and of its
column say which cell stands there.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from projections.papers.word.xml import Element, W


class Spot(NamedTuple):
    """A cell of a table: which table, row and column it is."""

    table: int
    row: int
    column: int


class Piece(NamedTuple):
    """A text that was read: the name of its bookmark or picture, empty where it has none, and where in a table.

    ``hidden`` is the property that kept a part of it from being read.
    """

    name: str
    said: str
    spot: Spot | None
    hidden: str = ""


class Marked(NamedTuple):
    """A text that was read: the number of its cell, nothing where it belongs to none, and where in a table."""

    mark: int | None
    said: str
    spot: Spot | None
    #: The property that kept a part of it from being read.
    hidden: str = ""


_Address = tuple[str, str]
_Names = dict[tuple[int, int], str]


class Spots:
    """Where in which table a reading is."""

    def __init__(self) -> None:
        self._many = 0
        self._tables: list[Spot] = []
        self._cells: list[Spot] = []

    @property
    def here(self) -> Spot | None:
        """The cell in which it is."""
        return self._cells[-1] if self._cells else None

    def begin_table(self) -> None:
        """Another table, in a cell of the one before or after it."""
        self._tables.append(Spot(self._many, -1, 0))
        self._many += 1

    def begin_row(self, row: Element) -> None:
        """The next row."""
        if self._tables:
            table, number, _ = self._tables[-1]
            self._tables[-1] = Spot(table, number + 1, _count(row, "trPr", "gridBefore", 0))

    def begin_cell(self) -> None:
        """The next cell."""
        self._cells.append(self._tables[-1] if self._tables else Spot(-1, 0, 0))

    def end_cell(self, cell: Element) -> None:
        """After so many columns as it goes across."""
        spot = self._cells.pop()
        if self._tables:
            self._tables[-1] = spot._replace(column=spot.column + _count(cell, "tcPr", "gridSpan", 1))

    def end_table(self) -> None:
        """Back in the one around it."""
        self._tables.pop()


def _count(element: Element, props: str, name: str, otherwise: int) -> int:
    found = element.find(f"{W}{props}/{W}{name}")
    said = found.get(f"{W}val", "") if found is not None else ""
    return int(said) if said.isdecimal() and len(said) < 6 else otherwise


def in_place(pieces: Sequence[Marked], ids: Sequence[str], printed: Iterable[int]) -> Iterator[Marked]:
    """The pieces, each as the cell that was put where it stands; ``printed`` are those that the paper has."""
    addresses = {number: _address(ids[number]) for number in printed}
    numbers = {address: number for number, address in addresses.items()}
    rows, columns = _named(pieces, addresses)
    read = {piece.mark for piece in pieces}
    there = {(piece.spot, piece.mark) for piece in pieces}
    for piece in pieces:
        wanted = _wanted(piece.spot, rows, columns, numbers)
        if wanted is None or (piece.spot, wanted) in there:
            yield piece
        elif piece.mark is None:
            yield piece if wanted in read else piece._replace(mark=wanted)
        else:
            yield piece._replace(mark=wanted) if _is_near(addresses.get(piece.mark), addresses[wanted]) else piece


def _address(id_: str) -> _Address:
    """The row and the column of a cell; the heads are a row of their own."""
    said, _, last = id_.rpartition("/")
    if last != "head":
        return said, last
    row, _, column = said.rpartition("/")
    return f"{row}/head", column


def _wanted(spot: Spot | None, rows: _Names, columns: _Names, numbers: dict[_Address, int]) -> int | None:
    """The cell that was put there, as the others of its row and of its column have it."""
    if spot is None:
        return None
    return numbers.get((rows.get(spot[:2], ""), columns.get((spot.table, spot.column), "")))


def _is_near(one: _Address | None, other: _Address) -> bool:
    """Whether a cell is of the same row, or of the same column of the same kind of table."""
    if one is None:
        return False
    return one[0] == other[0] or (one[1] == other[1] and one[0].split("/")[0] == other[0].split("/")[0])


def _named(pieces: Iterable[Marked], addresses: dict[int, _Address]) -> tuple[_Names, _Names]:
    """What most cells of each row, and of each column, are of."""
    rows: dict[tuple[int, int], Counter[str]] = {}
    columns: dict[tuple[int, int], Counter[str]] = {}
    for piece in pieces:
        if piece.spot and piece.mark in addresses:
            row, column = addresses[piece.mark]
            rows.setdefault(piece.spot[:2], Counter())[row] += 1
            columns.setdefault((piece.spot.table, piece.spot.column), Counter())[column] += 1
    return _most(rows), _most(columns)


def _most(counted: dict[tuple[int, int], Counter[str]]) -> _Names:
    best = {key: each.most_common(1)[0] for key, each in counted.items()}
    return {key: name for key, (name, times) in best.items() if 2 * times > counted[key].total()}
