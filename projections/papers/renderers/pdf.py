"""A composed paper as a PDF that is tagged (PDF/UA-1) and lasts (PDF/A-3a), with its manifest attached.

Typst sets it. Its program (paper.typ) is the same for every paper, which it is handed as data, so that no text is ever
read as code; it reads no file and no font of the computer, and is told the date. The same paper gives the same bytes.
"""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from importlib.resources import files
from io import BytesIO
from typing import Any

from ledger.errors import StoreUnavailable
from projections.papers.letters import CODE, drawn, unusual
from projections.papers.manifest import Manifest, manifest_of, written
from projections.papers.model import (
    Block,
    Bullets,
    Cell,
    Chart,
    Facts,
    Heading,
    Paper,
    Paragraph,
    Picture,
    Quote,
    Table,
    Typed,
    charts,
    kind_of,
)
from projections.papers.readers import holdable
from projections.papers.widths import shares, tied

#: The name of the attached manifest.
ATTACHED = "afi-paper.json"
#: Beyond so many modules a side, a code as small as the footer's cannot be read by a telephone.
_LARGEST_SMALL = 65
_PROBE = (
    b'#set document(title: "-")\n#set text(font: "Libertinus Serif")\n#for c in json(bytes(sys.inputs.paper)) [#par(c)]'
)
_REFUSED = re.compile(r'error: [^\n`]*`"((?:[^"\\]|\\.)*)"`')
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}")
#: What of a chart's words may be in no font, with the letter that an accent may belong to.
_UNUSUAL = re.compile("[^<>]?[^\x00-\x7f]+")


def render(paper: Paper, manifest: Manifest | None = None) -> bytes:
    """The paper's PDF. ``manifest`` is what it bears of itself, where that is not made from the paper."""
    compiler = _compiler()
    texts = [cell.text for cell in paper.cells()]
    pictures = {chart.alternative.id: chart.picture for chart in charts(paper)}
    texts += [words for picture in pictures.values() for words in _UNUSUAL.findall(picture.svg)]
    plain = Plain(_missing(compiler, texts), pictures).paper(tied(paper))
    plain |= {"manifest": written(manifest or manifest_of(paper))}
    program = files("projections.papers.renderers").joinpath("paper.typ").read_bytes()
    return _compiled(compiler, program, plain, paper.recipe)


def _compiler() -> Any:
    try:
        import segno  # noqa: F401
        import typst
    except ImportError:
        raise StoreUnavailable(
            "PDF papers are written by typst and segno, which are not installed.",
            'Install them with `pip install "afi-ledger[papers]"`.',
        ) from None
    return typst.Compiler(ignore_system_fonts=True)


def _compiled(compiler: Any, program: bytes, data: object, recipe: dict[str, object]) -> bytes:
    moment = datetime.combine(date.fromisoformat(str(recipe["dated"])), datetime.min.time(), UTC)
    content: bytes = compiler.compile(
        program,
        format="pdf",
        sys_inputs={"paper": json.dumps(data)},
        pdf_standards=["ua-1", "a-3a"],
        timestamp=int(moment.timestamp()),
    )
    return content


def _missing(compiler: Any, texts: list[str]) -> set[str]:
    """The characters that no font has: each is typeset alone, for beside others its loss may not be noticed."""
    from typst import TypstError

    tried = unusual(drawn(text) for text in texts)
    if not tried:
        return set()
    try:
        _compiled(compiler, _PROBE, tried, {"dated": "2000-01-01"})
    except TypstError as error:
        refused = {_ESCAPE.sub(lambda code: chr(int(code[1], 16)), said) for said in _REFUSED.findall(error.diagnostic)}
        if not refused:
            raise
        return {letter for said in refused for letter in said if ord(letter) > 0x7F}
    return set()


class Plain:
    """A paper as the Typst program is handed it: strings, in dictionaries and lists."""

    def __init__(self, missing: set[str], pictures: Mapping[str, Picture]) -> None:
        self._missing, self._pictures = missing, pictures
        self._shares: dict[str, tuple[float, ...]] = {}

    def paper(self, paper: Paper) -> dict[str, Any]:
        """The whole of it, but for the manifest."""
        self._shares = shares(paper)
        dated = date.fromisoformat(str(paper.recipe["dated"]))
        code, small = _code(paper.proof.checkpoint)
        return {
            "date": [dated.year, dated.month, dated.day],
            "title": self._text(paper.title),
            "marking": self._text(paper.marking),
            "watermark": self._text(paper.watermark),
            "name": " ".join(self._text(paper.title).split()) or paper.footer.text,
            "description": " · ".join(filter(None, [self._text(paper.marking), self._text(paper.watermark)])),
            "footer": self._text(paper.footer),
            "code": CODE + self._text(paper.footer),
            "qr": code,
            "small": small,
            "head": self._block(paper.head)["pairs"],
            "sections": [
                {
                    "number": section.number,
                    "title": self._text(section.title),
                    "blocks": [self._block(block) for block in section.blocks],
                }
                for section in paper.sections
            ],
        }

    def _text(self, cell: Cell) -> str:
        return drawn(cell.text, self._missing)

    def _block(self, block: Block) -> dict[str, Any]:
        return {"kind": kind_of(block), **dict(self._fields(block))}

    def _fields(self, block: Block) -> Iterator[tuple[str, Any]]:
        text = self._text
        match block:
            case Paragraph(cell, number):
                yield from (("text", text(cell)), ("number", number))
            case Heading(cell):
                yield "text", text(cell)
            case Quote(cells, by) | Typed(cells, by):
                yield from (("cells", [text(cell) for cell in cells if cell.text]), ("by", text(by)))
            case Bullets(items):
                yield "items", [text(item) for item in items if item.text]
            case Facts(pairs):
                yield "pairs", [[text(label), text(said)] for label, said in pairs]
            case Table():
                yield from self._table(block)
            case Chart():
                picture = self._pictures[block.alternative.id]
                yield from (("width", picture.width), ("height", picture.height))
                yield "svg", _UNUSUAL.sub(lambda words: drawn(words[0], self._missing), picture.svg)
                yield from (("alternative", holdable(block.alternative.text)), ("caption", text(block.caption)))

    def _table(self, table: Table) -> Iterator[tuple[str, Any]]:
        text = self._text
        yield from (("caption", text(table.caption)), ("empty", text(table.empty)))
        yield (
            "columns",
            [
                {"head": text(column.head), "share": share}
                for column, share in zip(table.columns, self._shares[table.caption.id], strict=True)
            ],
        )
        yield (
            "rows",
            [{"cells": [text(cell) for cell in row.cells], "kept": row.is_kept_together} for row in table.rows],
        )


def _code(checkpoint: str) -> tuple[str, bool]:
    """The checkpoint as a QR code in SVG, and whether it is coarse enough for the footer; none where it is too long."""
    import segno

    try:
        code = segno.make_qr(checkpoint, error="l", boost_error=False)
    except segno.DataOverflowError:
        return "", False
    content = BytesIO()
    code.save(content, kind="svg", xmldecl=False, border=4, light="white")
    return content.getvalue().decode(), code.symbol_size(border=0)[0] <= _LARGEST_SMALL
