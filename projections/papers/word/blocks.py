"""The blocks of a paper as WordprocessingML in the styles of a template, texts still as tokens."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from projections.papers.model import (
    Block,
    Bullets,
    Cell,
    Chart,
    Facts,
    Heading,
    Paragraph,
    Quote,
    Table,
    Typed,
)  # fmt: skip
from projections.papers.readers import holdable

#: By which names of styles each of them goes.
STYLES = {
    "paragraph": "AFI Paragraph",
    "numbered": "AFI Numbered",
    "typed": "AFI Typed",
    "by": "AFI By",
    "typed by": "AFI Typed By",
    "fact": "AFI Fact",
    "picture": "AFI Picture",
    "head": "AFI Table Head",
    "cell": "AFI Table Text",
    "quote": "Quote",
    "bullet": "List Bullet",
    "heading": "heading 2",
    "caption": "caption",
}
_TABLE = "AFI Table", "Table Grid"
_LOOK = 'w:val="04A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="0" w:noVBand="1"'
#: What a table's widths add up to: all of the page's, in fiftieths of a per cent.
_WHOLE = 5000
#: A row that does not break at the end of a page.
_KEPT = "<w:trPr><w:cantSplit/></w:trPr>"


class Written:
    """Writes blocks: ``style`` finds the id of a style by its names, ``token`` what stands for a cell.

    ``shares`` are those of the columns of each table, by the id of its caption (widths.py).
    """

    def __init__(
        self, style: Callable[..., str], token: Callable[[Cell], str], width: int, shares: Mapping[str, Sequence[float]]
    ) -> None:
        self._style, self._token, self._width, self._shares = style, token, width, shares

    def block(self, block: Block, picture: str) -> str:
        """A block; ``picture`` stands for its picture, if it has one."""
        match block:
            case Paragraph(cell, number):
                return self._numbered(cell, number) if number else self._paragraph("paragraph", cell)
            case Heading(cell):
                return self._paragraph("heading", cell)
            case Quote(cells, by):
                return self._paragraphs("quote", cells) + self._paragraph("by", by)
            case Typed(cells, by):
                return self._paragraphs("typed", cells) + self._paragraph("typed by", by)
            case Bullets(items):
                return self._paragraphs("bullet", items)
            case Facts(pairs):
                return "".join(self._fact(label, value) for label, value in pairs)
            case Table():
                return self._paragraph("caption", block.caption) + self._table(block)
            case Chart(caption=caption):
                return self._paragraph("caption", caption) + self._of("picture", _text(picture))

    def _of(self, kind: str, runs: str) -> str:
        style = quoteattr(self._style(STYLES[kind]))
        return f"<w:p><w:pPr><w:pStyle w:val={style}/></w:pPr>{runs}</w:p>"

    def _paragraph(self, kind: str, cell: Cell) -> str:
        return self._of(kind, _text(self._token(cell))) if cell.text else ""

    def _paragraphs(self, kind: str, cells: Iterable[Cell]) -> str:
        return "".join(self._paragraph(kind, cell) for cell in cells)

    def _numbered(self, cell: Cell, number: str) -> str:
        said = f"<w:r><w:t>{escape(holdable(number))}</w:t></w:r><w:r><w:tab/></w:r>"
        return self._of("numbered", said + _text(self._token(cell)))

    def _fact(self, label: Cell, value: Cell) -> str:
        said = _text(self._token(label), "<w:rPr><w:b/><w:bCs/></w:rPr>")
        return self._of("fact", f"{said}<w:r><w:tab/></w:r>{_text(self._token(value))}")

    def _table(self, table: Table) -> str:
        if not table.rows:
            return self._paragraph("paragraph", table.empty)
        found = self._shares[table.caption.id]
        shares = [int(share * _WHOLE) for share in found]
        grid = "".join(f'<w:gridCol w:w="{int(share * self._width)}"/>' for share in found)
        head = self._row("head", (column.head for column in table.columns), shares, "<w:trPr><w:tblHeader/></w:trPr>")
        rows = "".join(
            self._row("cell", row.cells, shares, _KEPT if row.is_kept_together else "") for row in table.rows
        )
        return (
            f"<w:tbl><w:tblPr><w:tblStyle w:val={quoteattr(self._style(*_TABLE))}/>"
            f'<w:tblW w:w="{_WHOLE}" w:type="pct"/><w:tblLayout w:type="fixed"/><w:tblLook {_LOOK}/></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{head}{rows}</w:tbl>"
        )

    def _row(self, kind: str, cells: Iterable[Cell], shares: list[int], props: str = "") -> str:
        return f"<w:tr>{props}{''.join(map(self._cell, (kind,) * len(shares), cells, shares))}</w:tr>"

    def _cell(self, kind: str, cell: Cell, share: int) -> str:
        said = self._of(kind, _text(self._token(cell)))
        return f'<w:tc><w:tcPr><w:tcW w:w="{share}" w:type="pct"/></w:tcPr>{said}</w:tc>'


def _text(token: str, props: str = "") -> str:
    return f'<w:r>{props}<w:t xml:space="preserve">{token}</w:t></w:r>' if token else ""
