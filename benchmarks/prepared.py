"""What the bare libraries are handed, so that they produce the pages of a paper and nothing has to be found out."""

import json
import zipfile
from datetime import UTC, datetime
from importlib.resources import files
from io import BytesIO
from pathlib import Path

from projections.papers.manifest import manifest_of, written
from projections.papers.model import Paper, charts
from projections.papers.renderers import word
from projections.papers.renderers.pdf import Plain
from projections.papers.template import starter
from projections.papers.widths import tied
from projections.papers.word.zipping import unpacked, zipped

_TEXT = "word/document.xml"
_P = '<w:p><w:pPr><w:pStyle w:val="{}"/></w:pPr><w:r><w:t xml:space="preserve">{}</w:t></w:r></w:p>'
_CELL = "<w:tc><w:tcPr/>{}</w:tc>"
_BLOCKS = {
    "paragraph": (("AFIParagraph", "{{ block.number }} {{ block.text }}"),),
    "heading": (("Heading2", "{{ block.text }}"),),
    "bullets": (
        ("AFIParagraph", "{%p for item in block['items'] %}"), ("ListBullet", "{{ item }}"),
        ("AFIParagraph", "{%p endfor %}"),
    ),
    "facts": (
        ("AFIFact", "{%p for label, said in block.pairs %}"), ("AFIFact", "{{ label }} {{ said }}"),
        ("AFIFact", "{%p endfor %}"),
    ),
    "chart": (("Caption", "{{ block.caption }}"), ("AFIPicture", "{{ block.picture }}")),
}  # fmt: skip


def prepare(paper: Paper, folder: Path) -> None:
    """The texts as data, the program that sets them, the template to be filled, and the QR code."""
    folder.mkdir()
    pictures = {chart.alternative.id: chart.picture for chart in charts(paper)}
    data = Plain(set(), pictures).paper(tied(paper)) | {"manifest": written(manifest_of(paper))}
    (folder / "paper.json").write_text(json.dumps(data), encoding="utf-8")
    moment = datetime.fromisoformat(str(paper.recipe["dated"])).replace(tzinfo=UTC)
    (folder / "moment").write_text(f"{moment.timestamp():.0f}", encoding="utf-8")
    (folder / "paper.typ").write_bytes(files("projections.papers.renderers").joinpath("paper.typ").read_bytes())
    (folder / "template.docx").write_bytes(_template())
    with zipfile.ZipFile(BytesIO(word.render(paper))) as document:
        last = len([*charts(paper)]) + 1
        (folder / "code.png").write_bytes(document.read(f"word/media/afi{last}.png"))


def _template() -> bytes:
    """The starter, in which docxtpl's own fields and loops lay the paper out."""
    parts = unpacked(starter(), "The starter")
    before, _, rest = parts[_TEXT].decode().partition("<w:body>")
    after = rest[rest.index("<w:sectPr>") :]
    parts[_TEXT] = f"{before}<w:body>{_body()}{after}".encode()
    return zipped(parts)


def _body() -> str:
    inside = "".join(_when(kind, *(_P.format(*each) for each in said)) for kind, said in _BLOCKS.items())
    return "".join((
        *(_P.format("AFIWatermark", said) for said in ("{%p if watermark %}", "{{ watermark }}", "{%p endif %}")),
        _P.format("Title", "{{ title }}"),
        _loop("label, said in head", _P.format("AFIHead", "{{ label }} {{ said }}")),
        _loop(
            "section in sections",
            _P.format("Heading1", "{{ section.number }} {{ section.title }}"),
            _loop("block in section.blocks", inside, _quoted("quote", "Quote"), _quoted("typed", "AFITyped"), _table()),
        ),
        _P.format("AFIProof", "{{ code }}"),
        _P.format("AFIProof", "{{ footer }}"),
    ))  # fmt: skip


def _loop(over: str, *inside: str) -> str:
    begin, end = (_P.format("AFIParagraph", said) for said in (f"{{%p for {over} %}}", "{%p endfor %}"))
    return "".join((begin, *inside, end))


def _when(kind: str, *inside: str) -> str:
    begin = _P.format("AFIParagraph", f"{{%p if block.kind == '{kind}' %}}")
    return "".join((begin, *inside, _P.format("AFIParagraph", "{%p endif %}")))


def _quoted(kind: str, style: str) -> str:
    cells = _loop("cell in block.cells", _P.format(style, "{{ cell }}"))
    return _when(kind, cells, _P.format("AFIBy", "{{ block.by }}"))


def _table() -> str:
    """A caption and a table of as many columns as there are, or what its emptiness means."""
    head = _row("AFITableHead", "column in block.columns", "{{ column.head }}")
    begin_row, end_row = (_tag_row(tag) for tag in ("for row in block.rows", "endfor"))
    rows = f"{begin_row}{_row('AFITableText', 'cell in row.cells', '{{ cell }}')}{end_row}"
    table = f'<w:tbl><w:tblPr><w:tblStyle w:val="AFITable"/></w:tblPr><w:tblGrid/>{head}{rows}</w:tbl>'
    empty, end = (_P.format("AFIParagraph", said) for said in ("{{ block.empty }}", "{%p endif %}"))
    begin, other = (_P.format("AFIParagraph", said) for said in ("{%p if block.rows %}", "{%p else %}"))
    return _when("table", _P.format("Caption", "{{ block.caption }}"), begin, table, other, empty, end)


def _row(style: str, over: str, said: str) -> str:
    cells = (f"{{%tc for {over} %}}", said, "{%tc endfor %}")
    return f"<w:tr>{''.join(_CELL.format(_P.format(style, each)) for each in cells)}</w:tr>"


def _tag_row(tag: str) -> str:
    cell = _CELL.format(_P.format("AFITableText", f"{{%tr {tag} %}}"))
    return f"<w:tr>{cell}</w:tr>"
