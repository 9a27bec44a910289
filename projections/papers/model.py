"""A composed paper as pure data: everything that it says, in order, and the entries that each piece of it rests on.

A ``Cell`` is the smallest piece that can be checked again: a heading, a sentence, a cell of a table. Whatever can be
read on a page is the text of a cell, so that nothing beside the record can slip in: the renderers add layout, numbers
of pages and nothing else. Cells are found again by their ids, which are unique in a paper and last: what is said of
AFI-3 has the same id in every paper of a kind, whatever stands before it.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

#: So many letters in the narrowest column are half a page.
_SHORT = 300


class Cell(NamedTuple):
    """A piece of text, and the positions of the entries that it rests on; none where the program always says so."""

    id: str
    text: str
    at: tuple[int, ...] = ()


class Paragraph(NamedTuple):
    """A sentence or a few; ``number`` is like 3.4, and empty where it has none."""

    cell: Cell
    number: str = ""


class Quote(NamedTuple):
    """Somebody's words as recorded, with whose they are."""

    cells: tuple[Cell, ...]
    by: Cell


class Typed(NamedTuple):
    """What was written for this very paper, shown apart from what is derived: its paragraphs, who wrote it and when."""

    cells: tuple[Cell, ...]
    by: Cell


class Bullets(NamedTuple):
    """A list."""

    items: tuple[Cell, ...]


class Heading(NamedTuple):
    """A heading within a section."""

    cell: Cell


class Facts(NamedTuple):
    """Labels, each with what belongs to it: To, From, Date."""

    pairs: tuple[tuple[Cell, Cell], ...]


class Column(NamedTuple):
    """A column. How wide it is follows from what stands in it (widths.py)."""

    key: str
    head: Cell


class Row(NamedTuple):
    """A row, of a record where it is of one; its first cell is its header."""

    ref: str
    cells: tuple[Cell, ...]

    @property
    def is_kept_together(self) -> bool:
        """Whether it is so short that it never fills a page, and so is not broken at the end of one."""
        return all(len(cell.text) <= _SHORT for cell in self.cells)


class Table(NamedTuple):
    """A table with a caption; where it has no rows, what its emptiness means is said instead."""

    name: str
    caption: Cell
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    empty: Cell


class Picture(NamedTuple):
    """A picture in SVG, ``width`` by ``height`` pixels of 1/96 inch."""

    svg: str
    width: int
    height: int


class Drawing(NamedTuple):
    """What is to be drawn, and how: most of a paper's time would go into pictures that nobody looks at."""

    by: Callable[..., Picture]
    of: tuple[object, ...]


class Chart(NamedTuple):
    """A picture with its words for who cannot see it."""

    name: str
    drawing: Drawing
    alternative: Cell
    caption: Cell

    @property
    def picture(self) -> Picture:
        """It, drawn now."""
        return self.drawing.by(*self.drawing.of)


Block = Paragraph | Quote | Typed | Bullets | Heading | Facts | Table | Chart


def kind_of(block: Block) -> str:
    """What kind of block it is, in lower case: ``paragraph``, ``table``."""
    return type(block).__name__.lower()


class Section(NamedTuple):
    """A numbered part of a paper. ``name`` is lasting and for templates: ``grades``, ``improvements``."""

    name: str
    number: str
    title: Cell
    blocks: tuple[Block, ...]


class Figure(NamedTuple):
    """A number of the paper, by name: the cell that shows it, the rule that counts it, and the records counted."""

    name: str
    cell: Cell
    rule: str
    refs: tuple[str, ...]


class Proof(NamedTuple):
    """Which ledger, as far as which entry: ``root`` as 64 hex digits, ``checkpoint`` as the note for the QR code."""

    origin: str
    size: int
    root: str
    checkpoint: str

    @property
    def short_root(self) -> str:
        """The root as people compare it."""
        return " ".join(self.root[start : start + 4] for start in range(0, 16, 4))


class Paper(NamedTuple):
    """The whole of it."""

    #: What to type to compose it again; stands in the file (recipe.py).
    recipe: dict[str, object]
    title: Cell
    #: As it prints, top and bottom of each page; empty where none is stated.
    marking: Cell
    #: Across each page, where it must not be mistaken: under embargo, or a fictitious example.
    watermark: Cell
    head: Facts
    sections: tuple[Section, ...]
    figures: tuple[Figure, ...]
    proof: Proof
    #: How many records were left out because of an embargo.
    withheld: int
    #: The document that it draws on and that is marked higher than it was said to be, and how; empty where none is.
    marked_above: str = ""

    @property
    def footer(self) -> Cell:
        """The line at the foot of each page."""
        said = f"{self.proof.origin} · as far as E-{self.proof.size} · root {self.proof.short_root}"
        return Cell("footer", said)

    def cells(self) -> Iterator[Cell]:
        """Every cell in the order of reading, each once."""
        yield from (self.marking, self.watermark, self.title)
        yield from cells_of(self.head)
        for section in self.sections:
            yield section.title
            for block in section.blocks:
                yield from cells_of(block)
        yield self.footer


def charts(paper: Paper) -> Iterator[Chart]:
    """The pictures of a paper, in order."""
    yield from (block for section in paper.sections for block in section.blocks if isinstance(block, Chart))


def cells_of(block: Block) -> Iterator[Cell]:
    """The cells of a block in the order of reading."""
    match block:
        case Paragraph(cell) | Heading(cell):
            yield cell
        case Quote(cells, by) | Typed(cells, by):
            yield from (by, *cells)
        case Bullets(items):
            yield from items
        case Facts(pairs):
            yield from (cell for pair in pairs for cell in pair)
        case Table(caption=caption, columns=columns, rows=rows, empty=empty):
            yield caption
            yield from (column.head for column in columns if rows) if rows else (empty,)
            yield from (cell for row in rows for cell in row.cells)
        case Chart(alternative=alternative, caption=caption):
            yield from (caption, alternative)
