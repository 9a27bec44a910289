"""A paper as Markdown (CommonMark, and the tables of GitHub's), in which every text renders as the characters it is.

Each cell stands on one line, however long, and ends with a comment that bears its place in the manifest:
``<!--c12-->``. A comment at the beginning of a line would make the line markup. Pictures stand as their words.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from projections.papers import manifest
from projections.papers.model import (
    Block,
    Bullets,
    Cell,
    Chart,
    Facts,
    Heading,
    Paper,
    Paragraph,
    Quote,
    Section,
    Table,
    Typed,
)
from projections.papers.readers import holdable

#: What wrote a file, and its version: raised whenever the same cells are set otherwise, so that a file of an earlier
#: version is not held against one of this.
MAKER = "afi-ledger paper 1"
#: What could begin emphasis, code, a link, an element, an entity, a cell, a formula, or a field of a template.
_SPECIAL = re.compile(r"[\\`*_\[\]<>&|~${}]")
#: What could begin a heading, a list or a rule at the start of a line.
_BEGINS = re.compile(r"(?:[#+=-]|\d{1,9}(?=[.)]))")
#: What becomes an address in some programs without being written as one.
_ADDRESS = re.compile(r"(?<=[A-Za-z]):(?=//)|(?<=\bwww)\.", re.IGNORECASE)


def render(paper: Paper) -> bytes:
    """The file."""
    said = manifest.manifest_of(paper)
    lines = _Lines({cell.id: place for place, cell in enumerate(said.cells)}).of_paper(paper)
    last = f"<!-- {MAKER} -->\n<!-- afi-paper {manifest.commented(manifest.written(said))} -->"
    return "\n\n".join((*filter(None, lines), last, "")).removesuffix("\n").encode()


class _Lines:
    """The paper's blocks, each of one or more lines."""

    def __init__(self, places: dict[str, int]) -> None:
        self._places = places

    def of_paper(self, paper: Paper) -> Iterator[str]:
        yield self._strong(paper.marking)
        yield self._strong(paper.watermark)
        yield self._line("# ", paper.title)
        yield self._facts(paper.head)
        for section in paper.sections:
            yield from self._section(section)
        yield "---"
        yield self._line("", paper.footer)
        yield self._strong(paper.marking)

    def _section(self, section: Section) -> Iterator[str]:
        yield self._line(f"## {_number(section.number)}", section.title)
        for block in section.blocks:
            yield from self._block(block)

    def _block(self, block: Block) -> Iterator[str]:
        match block:
            case Paragraph(cell, number):
                yield self._line(_number(number), cell)
            case Heading(cell):
                yield self._line("### ", cell)
            case Bullets(items):
                yield "\n".join(filter(None, (self._line("- ", item) for item in items)))
            case Quote(cells, by) | Typed(cells, by):
                quoted = (self._strong(by), *(self._line("", cell) for cell in cells))
                yield "\n>\n".join(f"> {line}" for line in quoted if line)
            case Facts():
                yield self._facts(block)
            case Table():
                yield self._strong(block.caption)
                yield self._table(block)
            case Chart(alternative=alternative, caption=caption):
                yield self._strong(caption)
                yield self._line("", alternative)

    def _facts(self, facts: Facts) -> str:
        pairs = (" ".join(filter(None, (self._strong(label), self._said(said)))) for label, said in facts.pairs)
        return "\n".join(f"- {pair}" for pair in pairs if pair)

    def _table(self, table: Table) -> str:
        if not table.rows:
            return self._line("", table.empty)
        heads = self._row(column.head for column in table.columns)
        return "\n".join((heads, "|" + " --- |" * len(table.columns), *(self._row(row.cells) for row in table.rows)))

    def _row(self, cells: Iterable[Cell] | Sequence[Cell]) -> str:
        return f"| {' | '.join(map(self._said, cells))} |"

    def _line(self, begin: str, cell: Cell) -> str:
        return begin + self._said(cell) if cell.text else ""

    def _strong(self, cell: Cell) -> str:
        return f"**{_escaped(cell.text)}**{self._mark(cell)}" if cell.text else ""

    def _said(self, cell: Cell) -> str:
        return _escaped(cell.text) + self._mark(cell) if cell.text else ""

    def _mark(self, cell: Cell) -> str:
        return f"<!--c{self._places[cell.id]}-->"


def _number(number: str) -> str:
    return f"**{number}** " if number else ""


def _escaped(text: str) -> str:
    """A text on one line, its own lines parted by ``<br>``."""
    lines = holdable(text.replace("\r\n", "\n").replace("\r", "\n")).strip().split("\n")
    return "<br>".join(_escaped_line(line.strip()) for line in lines)


def _escaped_line(line: str) -> str:
    plain = _ADDRESS.sub(r"\\\g<0>", _SPECIAL.sub(r"\\\g<0>", line))
    begins = _BEGINS.match(plain)
    if not begins:
        return plain
    return f"{begins[0]}\\{plain[begins.end() :]}" if begins[0][0].isdigit() else f"\\{plain}"
