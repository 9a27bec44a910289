"""A composed paper as the fields of a Word template. Docs: docs/papers.md lists each of them.

What a field prints is not its text but a token, two private characters around a code, which nothing in the template
language acts upon. The texts take the tokens' places in the finished XML (``marks.py``), so whatever they hold, no part
of a template engine ever sees it.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from projections.papers.manifest import manifest_of
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
    Row,
    Section,
    Table,
    Typed,
    kind_of,
)  # fmt: skip

#: Private characters of a plane that no font of symbols uses.
_OPEN, _CLOSE = "\U000f5af1", "\U000f5af2"
#: ``c7`` is the manifest's cell 7; ``b7`` block 7; ``p7`` the picture of block 7; ``q0`` the QR code.
TOKEN = re.compile(f"{_OPEN}([bcpq][0-9]{{1,7}}){_CLOSE}")
#: So many steps all loops of a part may take together; a paper of 400 rows needs a few thousand.
MOST_STEPS = 1_000_000
Fields = dict[str, Any]


class TooManySteps(Exception):
    """Loops within loops, which would not end in our time."""


class Said:
    """What a field prints; where it is empty, a condition on it does not hold."""

    def __init__(self, token: str, text: str) -> None:
        self._token, self._text = token, text

    def __html__(self) -> str:
        return self._token

    def __str__(self) -> str:
        return self._token

    def __bool__(self) -> bool:
        return bool(self._text)

    def __eq__(self, other: object) -> bool:
        return str(other._text if isinstance(other, Said) else other) == self._text

    def __hash__(self) -> int:
        return hash(self._text)


class Piece(dict[str, Any]):
    """A block: by its fields, or whole, as the template's styles have it."""

    def __init__(self, token: str, fields: Fields) -> None:
        super().__init__(fields)
        self._token = token

    def __html__(self) -> str:
        return self._token


class Items(list[Any]):
    """What loops go through, which counts how often they do."""

    def __init__(self, items: Iterable[Any], steps: list[int]) -> None:
        super().__init__(items)
        self._steps = steps

    def __iter__(self) -> Iterator[Any]:
        for item in super().__iter__():
            self._steps[0] += 1
            if self._steps[0] > MOST_STEPS:
                raise TooManySteps
            yield item


def token(code: str, number: int) -> str:
    """What stands for a cell, a block or a picture until the XML is finished."""
    return f"{_OPEN}{code}{number}{_CLOSE}"


class Tokens:
    """The tokens of a paper, and what each of them stands for."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.cells = manifest_of(paper).cells
        self.blocks: list[Block] = []
        self._place = {cell.id: place for place, cell in enumerate(self.cells)}
        self._steps = [0]

    def of(self, cell: Cell) -> str:
        """The token of a cell; nothing where it says nothing."""
        return token("c", self._place[cell.id]) if cell.text else ""

    def fields(self) -> Fields:
        """All that a template can print."""
        paper = self.paper
        sections = [self._section(section) for section in paper.sections]
        blocks = [block for section in sections for block in section["blocks"]]
        return {
            "title": self._said(paper.title),
            "marking": self._said(paper.marking),
            "watermark": self._said(paper.watermark),
            "footer": self._said(paper.footer),
            "head": self._pairs(paper.head),
            "sections": self._items(sections),
            "section": {section["name"]: section for section in sections},
            "table": _by_name(blocks, "table"),
            "chart": _by_name(blocks, "chart"),
            "figure": {figure.name: self._said(figure.cell) for figure in paper.figures},
            "qr": Said(token("q", 0), paper.proof.checkpoint),
        }

    def _said(self, cell: Cell) -> Said:
        return Said(self.of(cell), cell.text)

    def _items(self, items: Iterable[Any]) -> Items:
        return Items(items, self._steps)

    def _texts(self, cells: Iterable[Cell]) -> Items:
        return self._items(self._said(cell) for cell in cells)

    def _pairs(self, facts: Facts) -> Items:
        return self._items({"label": self._said(one), "value": self._said(other)} for one, other in facts.pairs)

    def _section(self, section: Section) -> Fields:
        blocks = self._items(self._piece(block) for block in section.blocks)
        return {"name": section.name, "number": section.number, "title": self._said(section.title), "blocks": blocks}

    def _piece(self, block: Block) -> Piece:
        self.blocks.append(block)
        number = len(self.blocks) - 1
        return Piece(token("b", number), {"kind": kind_of(block)} | self._of_block(block, number))

    def _of_block(self, block: Block, number: int) -> Fields:
        match block:
            case Paragraph(cell, said):
                return {"number": said, "text": self._said(cell)}
            case Heading(cell):
                return {"text": self._said(cell)}
            case Quote(cells, by) | Typed(cells, by):
                return {"paragraphs": self._texts(cells), "by": self._said(by)}
            case Bullets(items):
                return {"items": self._texts(items)}
            case Facts():
                return {"pairs": self._pairs(block)}
            case Table():
                return self._table(block)
            case Chart():
                return self._chart(block, number)

    def _table(self, table: Table) -> Fields:
        keys = [column.key for column in table.columns]
        rows = (self._row(row, keys) for row in table.rows)
        heads = ({"key": column.key, "head": self._said(column.head)} for column in table.columns if table.rows)
        said = {"caption": self._said(table.caption), "empty": "" if table.rows else self._said(table.empty)}
        return {"name": table.name, "columns": self._items(heads), "rows": self._items(rows)} | said

    def _row(self, row: Row, keys: list[str]) -> Fields:
        texts = self._texts(row.cells)
        return {"ref": row.ref} | dict(zip(keys, list.__iter__(texts), strict=True)) | {"cells": texts}

    def _chart(self, chart: Chart, number: int) -> Fields:
        said = {"caption": self._said(chart.caption), "alternative": self._said(chart.alternative)}
        return {"name": chart.name, "picture": Said(token("p", number), chart.alternative.text)} | said


def _by_name(blocks: list[Piece], kind: str) -> dict[str, Piece]:
    """The first of each name."""
    return {block["name"]: block for block in reversed(blocks) if block["kind"] == kind}
