"""Pictures in a .docx: a chart as SVG, with a PNG beside it for programs that show none, and the QR code."""

from io import BytesIO
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

from projections.papers.letters import CODE
from projections.papers.model import Chart, Paper, Picture
from projections.papers.readers import holdable
from projections.papers.word.fields import Tokens
from projections.papers.word.package import Package
from projections.papers.word.shown import CODE_NAME
from projections.papers.word.xml import Element, fragments

#: English Metric Units: of a pixel of 1/96 inch, and of a millimetre.
PIXEL, MILLIMETRE = 9_525, 36_000
_QR, _SMALL_QR = 26 * MILLIMETRE, 18 * MILLIMETRE
_DOTS = 300
#: The texts come in as data, and only fonts that come with the library are used: the same bytes everywhere.
_PAGE = """#set page(width: {width}pt, height: {height}pt, margin: 0pt, fill: none)
#image(bytes(sys.inputs.svg), format: "svg", width: 100%)"""
_SVG = '<a:extLst><a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}"><asvg:svgBlip r:embed="%s"/></a:ext></a:extLst>'
_INLINE = """<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{high}"/>
<wp:docPr id="{id}" name={name} descr={said}/>
<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>
<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>
<pic:nvPicPr><pic:cNvPr id="{id}" name={name} descr={said}/><pic:cNvPicPr/></pic:nvPicPr>
<pic:blipFill><a:blip r:embed="{png}">{svg}</a:blip><a:stretch><a:fillRect/></a:stretch></pic:blipFill>
<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>
</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"""
#: Beyond the ids of what a template has drawn.
_FIRST_ID = 1_000_000


class _Picture(NamedTuple):
    """A picture as it is drawn, in English Metric Units."""

    wide: int
    high: int
    name: str
    said: str
    files: dict[str, bytes]


class Pictures:
    """Draws what tokens stand for into the parts of one document, each file kept once."""

    def __init__(self, package: Package, tokens: Tokens, width: int) -> None:
        self._package, self._tokens, self._width = package, tokens, width
        self._kept: dict[bytes, str] = {}
        self._related: dict[tuple[str, str], str] = {}
        self._next = _FIRST_ID

    def drawn(self, code: str, part: str, *, small: bool) -> Element:
        """The drawing of a token in a part."""
        if code[0] == "q":
            picture = _qr(self._tokens.paper, _SMALL_QR if small else _QR)
        else:
            chart = self._tokens.blocks[int(code[1:])]
            assert isinstance(chart, Chart)
            picture = self._chart(chart)
        ids = {kind: self._relate(part, kind, content) for kind, content in picture.files.items()}
        self._next += 1
        return fragments(_inline(picture, self._next, ids))[0]

    def _relate(self, part: str, kind: str, content: bytes) -> str:
        name = self._kept.get(content)
        if name is None:
            name = self._kept[content] = self._package.free(f"word/media/afi%d.{kind}")
            self._package.add(name, content, "image/svg+xml" if kind == "svg" else "image/png")
        if (part, name) not in self._related:
            self._related[part, name] = self._package.relate(part, "image", name)
        return self._related[part, name]

    def _chart(self, chart: Chart) -> _Picture:
        picture = chart.picture
        wide = min(picture.width * PIXEL, self._width)
        high = picture.height * wide // max(picture.width, 1)
        place = next(place for place, cell in enumerate(self._tokens.cells) if cell.id == chart.alternative.id)
        files = {"png": _png(picture), "svg": holdable(picture.svg).encode()}
        return _Picture(wide, high, f"afi_{place}", chart.alternative.text, files)


def _inline(picture: _Picture, id_: int, ids: dict[str, str]) -> str:
    svg = _SVG % ids["svg"] if "svg" in ids else ""
    said = quoteattr(holdable(picture.said).replace("\n", " "))
    name = quoteattr(picture.name)
    return _INLINE.format(
        wide=picture.wide, high=picture.high, id=id_, name=name, said=said, png=ids["png"], svg=svg
    ).replace("\n", "")


def _png(picture: Picture) -> bytes:
    import typst

    page = _PAGE.format(width=picture.width * 0.75, height=picture.height * 0.75)
    drawn = typst.compile(
        page.encode(), format="png", ppi=_DOTS, ignore_system_fonts=True, sys_inputs={"svg": holdable(picture.svg)}
    )
    assert isinstance(drawn, bytes)
    return drawn


def _qr(paper: Paper, size: int) -> _Picture:
    import segno

    drawn = BytesIO()
    segno.make(paper.proof.checkpoint, error="m", micro=False).save(drawn, kind="png", scale=6, border=4)
    return _Picture(size, size, CODE_NAME, f"{CODE}{paper.footer.text}", {"png": drawn.getvalue()})
