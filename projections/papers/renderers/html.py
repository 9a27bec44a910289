"""A paper as one HTML file, which asks for nothing, runs nothing, and prints as it should.

Whatever can be read in it is the text of a cell: an element with ``data-cell``, and with ``data-at`` for the positions
that the cell rests on. What has to be seen again elsewhere on the page (the marking at its foot, the watermark across
it) is a copy, with ``data-copy``, which says the same as its cell and is hidden from who hears the page.
"""

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from html import escape
from pathlib import Path

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
from projections.papers.qr import svg
from projections.papers.readers import holdable
from projections.papers.widths import shares, tied

#: What wrote a page, and its version: raised whenever the same cells are set otherwise, in elements or in the style, so
#: that a page of an earlier version is not held against one of this.
MAKER = "afi-ledger paper 1"
_SHEET = Path(__file__).with_name("paper.css")
#: Nothing may be loaded, sent, framed or run; the one style is this file's own.
_POLICY = "default-src 'none'; style-src 'sha256-{}'; img-src data:; base-uri 'none'; form-action 'none'"
_PAGE = """<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="generator" content="{maker}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
{body}
<script type="application/json" id="afi-paper">{manifest}</script>
</body>
</html>
"""
#: Letters of scripts that are written from right to left.
_LEFTWARD = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_OWN_NAME = re.compile(r"\s(?:role|aria-[a-z]+|id)=\"[^\"]*\"")
_ID = re.compile(r"(\sid=\"|url\(#|href=\"#)")
#: How wide a letter of a watermark is, of its height; and how long its words may be, of the page's width.
_LETTER, _ACROSS = 0.72, 120


def render(paper: Paper) -> bytes:
    """The file."""
    found = shares(paper)
    sheet = _SHEET.read_text("utf-8")
    style = "\n".join([sheet, *_widths(paper, found)])
    page = _PAGE.format(
        maker=MAKER, policy=_POLICY.format(b64encode(sha256(style.encode()).digest()).decode()),
        title=_text(Cell("", " ".join(paper.title.text.split()))), style=style,
        body="\n".join(_Body(tied(paper, found), found).lines()),
        manifest=manifest.written(manifest.manifest_of(paper)),
    )  # fmt: skip
    return page.encode()


class _Body:
    """The page's elements, in the order of reading."""

    def __init__(self, paper: Paper, found: Mapping[str, Sequence[float]]) -> None:
        self._paper, self._shares = paper, found
        #: Elements that others are named by have the place of their cell for an id.
        self._places = {cell.id: place for place, cell in enumerate(paper.cells())}
        self._charts = 0

    def lines(self) -> Iterator[str]:
        paper = self._paper
        yield from _each_page(paper)
        yield '<div class="paper">\n<header>'
        yield _element("p", paper.marking, "marking")
        yield _element("p", paper.watermark, "fixed")
        yield _element("h1", paper.title)
        yield self._facts(paper.head)
        yield "</header>\n<main>"
        for section in paper.sections:
            yield from self._section(section)
        yield "</main>\n<footer>"
        yield self._code()
        yield _element("p", paper.footer, id_=self._id(paper.footer))
        yield _copy("p", paper.marking, "marking")
        yield "</footer>\n</div>"

    def _id(self, cell: Cell) -> str:
        return f"c{self._places[cell.id]}"

    def _section(self, section: Section) -> Iterator[str]:
        yield f"<section>\n{_numbered('h2', section.number, section.title)}"
        for block in section.blocks:
            yield self._block(block)
        yield "</section>"

    def _block(self, block: Block) -> str:
        match block:
            case Paragraph(cell, number):
                return _numbered("p", number, cell)
            case Heading(cell):
                return _element("h3", cell)
            case Bullets(items):
                return _joined("<ul>", (_element("li", item) for item in items), "</ul>")
            case Quote(cells, by):
                return _joined("<blockquote>", [_element("p", by, "by"), *_paragraphs(cells)], "</blockquote>")
            case Typed(cells, by):
                return _joined('<div class="typed">', [_element("p", by, "by"), *_paragraphs(cells)], "</div>")
            case Facts():
                return self._facts(block)
            case Table():
                return self._table(block)
            case Chart():
                return self._chart(block)

    def _facts(self, facts: Facts) -> str:
        pairs = (f"<div>{_element('dt', label)}{_element('dd', said)}</div>" for label, said in facts.pairs)
        return _joined("<dl>", pairs, "</dl>")

    def _table(self, table: Table) -> str:
        caption = self._id(table.caption)
        if not table.rows:
            return "\n".join((_element("p", table.caption, "caption", id_=caption), _element("p", table.empty)))
        head = "".join(_element("th", column.head, scope="col") for column in table.columns)
        return _joined(
            f'<div class="wide" role="group" tabindex="0" aria-labelledby="{caption}">\n'
            f'<table class="{_table_class(table)}">',
            (
                _element("caption", table.caption, id_=caption),
                _joined_columns(self._shares[table.caption.id]),
                f"<thead><tr>{head}</tr></thead>\n<tbody>",
                *(_row(row.cells) for row in table.rows),
            ),
            "</tbody>\n</table></div>",
        )

    def _chart(self, chart: Chart) -> str:
        self._charts += 1
        said, caption = self._id(chart.alternative), self._id(chart.caption)
        return _joined(
            "<figure>",
            (
                f"<figcaption>{_element('p', chart.caption, 'caption', id_=caption)}</figcaption>",
                f'<div class="wide" role="group" tabindex="0" aria-labelledby="{caption}">',
                _picture(chart.picture.svg, f"p{self._charts}-", said),
                "</div>",
                _element("p", chart.alternative, "alternative", id_=said),
            ),
            "</figure>",
        )

    def _code(self) -> str:
        """The checkpoint as a QR code."""
        opening, rest = svg(self._paper.proof.checkpoint).split(">", 1)
        named = f'role="img" aria-labelledby="code {self._id(self._paper.footer)}"'
        return f'{opening} {named}><title id="code">QR code</title>{rest}'


def _each_page(paper: Paper) -> Iterator[str]:
    """What stands on each page: across it the watermark, and when it is printed the marking and where it comes from."""
    mark = " ".join(holdable(paper.watermark.text).split())
    if mark:
        size = min(16.0, _ACROSS / (_LETTER * len(mark)))
        drawn = f'<text x="50" y="70" font-size="{size:.1f}" text-anchor="middle">{escape(mark)}</text>'
        copy = f'data-copy="{escape(paper.watermark.id)}"'
        yield f'<div class="across" aria-hidden="true" {copy}><svg viewBox="0 0 100 140">{drawn}</svg></div>'
    yield _copy("div", paper.marking, "marking printed top")
    yield _copy("div", paper.marking, "marking printed foot")
    yield _copy("div", paper.footer, "printed origin")


def _numbered(tag: str, number: str, cell: Cell) -> str:
    if not number:
        return _element(tag, cell)
    said = f'<span class="number" data-number>{escape(number)}</span> {_element("bdi", cell)}'
    return f'<{tag} class="numbered">{said}</{tag}>' if cell.text else ""


def _paragraphs(cells: Sequence[Cell]) -> Iterator[str]:
    return (_element("p", cell) for cell in cells)


def _row(cells: Sequence[Cell]) -> str:
    first, *rest = cells
    header = _element("th", first, scope="row") if first.text else "<td></td>"
    return f"<tr>{header}{''.join(_element('td', cell) for cell in rest)}</tr>"


def _picture(svg: str, prefix: str, said: str) -> str:
    """A drawing of ours, named by its words; its ids are its own on the page."""
    opening, rest = svg[svg.index("<svg") :].split(">", 1)
    named = f'{_OWN_NAME.sub("", opening)} role="img" aria-labelledby="{said}">'
    return named + _ID.sub(lambda found: found[1] + prefix, rest)


def _element(tag: str, cell: Cell, class_: str = "", id_: str = "", scope: str = "") -> str:
    """An element that is a cell; where it says nothing, a cell of a table is empty, and anything else is not there."""
    if not cell.text:
        return f"<{'td' if scope else tag}></{'td' if scope else tag}>" if tag in ("td", "th", "dt", "dd") else ""
    values = {
        "id": id_, "class": class_, "scope": scope, "dir": "auto" if _LEFTWARD.search(cell.text) else "",
        "data-cell": cell.id, "data-at": " ".join(map(str, cell.at)),
    }  # fmt: skip
    written = "".join(f' {name}="{escape(value)}"' for name, value in values.items() if value)
    return f"<{tag}{written}>{_text(cell)}</{tag}>"


def _copy(tag: str, cell: Cell, class_: str) -> str:
    if not cell.text:
        return ""
    return f'<{tag} class="{class_}" aria-hidden="true" data-copy="{escape(cell.id)}">{_text(cell)}</{tag}>'


def _text(cell: Cell) -> str:
    return escape(holdable(cell.text.replace("\r\n", "\n").replace("\r", "\n")), quote=False).replace("\n", "<br>")


def _joined(begin: str, lines: Sequence[str] | Iterator[str], end: str) -> str:
    return "\n".join((begin, *lines, end))


def _columns(found: Sequence[float]) -> list[tuple[str, float]]:
    """For the share of each column, the name of its width, and the width in hundredths of the table's."""
    return [(f"w{width}", width / 10) for width in (round(1000 * share) for share in found)]


def _joined_columns(found: Sequence[float]) -> str:
    """With the element around them that a browser would add."""
    columns = "".join(f'<col class="{name}">' for name, _ in _columns(found))
    return f"<colgroup>{columns}</colgroup>"


def _table_class(table: Table) -> str:
    return f"u{_least(table)}"


def _least(table: Table) -> int:
    """How wide a table is at least, in rem: before its words break, it is moved sideways."""
    return min(9 * len(table.columns), 48)


def _widths(paper: Paper, found: Mapping[str, Sequence[float]]) -> list[str]:
    """The rules for the widths of its tables, as a style beside an element is not allowed."""
    blocks = (block for section in paper.sections for block in section.blocks)
    tables = [block for block in blocks if isinstance(block, Table) and block.rows]
    columns = sorted({width for each in tables for width in _columns(found[each.caption.id])})
    least = sorted({(_table_class(each), _least(each)) for each in tables})
    return [
        *(f"col.{name} {{ width: {width}%; }}" for name, width in columns),
        *(f"@media screen {{ table.{name} {{ min-width: {width}rem; }} }}" for name, width in least),
    ]
