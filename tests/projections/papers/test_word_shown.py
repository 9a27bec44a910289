"""What Word shows and no cell says: each is named, or listed, whatever somebody made of the file."""

import re

import pytest

from projections.papers.readers import Found, same
from projections.papers.readers.word import read
from projections.papers.renderers.word import render
from tests.projections.papers.sample import paper
from tests.projections.papers.wording import BODY, FOOTER, HEADER, OFFICE, changed, paragraph, parts, with_part

_PAPER = render(paper())
_FIGURE = "figures/open/value"
_CLOSED = "All closed"
_RUN = f"<w:r><w:t>{_CLOSED}</w:t></w:r>"
_MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
_V = 'xmlns:v="urn:schemas-microsoft-com:vml"'
_M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_PIC = 'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_WPS = 'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
_REF = f'{_R} r:id="rId1"'
_STYLES, _NUMBERING = "word/styles.xml", "word/numbering.xml"


def _altered(found: Found) -> list[str]:
    """The cells that do not say any more what they said."""
    return [cell.id for cell in found.manifest.cells if not same(cell.text, found.texts.get(cell.id, "\0"))]


def _with(added: str, part: str = BODY) -> Found:
    """The paper with more at the end of a part."""
    end = {BODY: "<w:sectPr>", HEADER: "</w:hdr>", FOOTER: "</w:ftr>"}[part]
    return read(changed(_PAPER, part, lambda xml: xml.replace(end, added + end)))


def _with_figure(run: str) -> Found:
    """The paper with another run within the figure's bookmark."""
    return read(changed(_PAPER, BODY, lambda xml: xml.replace('<w:r><w:t xml:space="preserve">5</w:t></w:r>', run)))


def _within(tag: str, said: str = _RUN, more: str = "") -> str:
    return f"<w:p><w:{tag}{more}>{said}</w:{tag}></w:p>"


def _field(code: str, result: str = _CLOSED) -> str:
    return (
        f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{code}</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{result}</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )


def _either(needed: str, choice: str, fallback: str) -> str:
    one, other = f"<mc:Choice {needed}>{choice}</mc:Choice>", f"<mc:Fallback>{fallback}</mc:Fallback>"
    return f"<w:p><w:r><mc:AlternateContent {_MC}>{one}{other}</mc:AlternateContent></w:r></w:p>"


_TEXT = f"<w:t>{_CLOSED}</w:t>"
_UNKNOWN, _SHAPE = 'xmlns:zz="urn:zz" Requires="zz"', f'{_WPS} Requires="wps"'


@pytest.mark.parametrize("part", [BODY, FOOTER])
@pytest.mark.parametrize(
    "added",
    [
        _field("PAGE \\# \"'All closed'\""),
        _field("NUMPAGES"),
        _field(" INCLUDETEXT &quot;x.docx&quot; "),
        _within("fldSimple", more=" w:instr=\"PAGE \\# &quot;'All closed'&quot;\""),
        _within("fldSimple", more=' w:instr="PAGE"'),
        _either(_UNKNOWN, "", _TEXT),
        _either(_SHAPE, "", _TEXT),
        _either(_UNKNOWN, _TEXT, ""),
        f"<w:p><m:oMath {_M}><m:r><m:t>{_CLOSED}</m:t></m:r></m:oMath></w:p>",
        f"<w:p><w:r><w:drawing><a:p {_A}><a:r><a:t>{_CLOSED}</a:t></a:r></a:p></w:drawing></w:r></w:p>",
        f'<w:p><w:r><w:pict><v:shape {_V}><v:textpath string="{_CLOSED}"/></v:shape></w:pict></w:r></w:p>',
        _within("moveFrom"),
        _within("del", _RUN.replace("w:t>", "w:delText>")),
        _within("ins"),
        _within("bdo", more=' w:val="rtl"'),
        _within("r", f"<w:rPr><w:vanish/></w:rPr>{_TEXT}"),
        f'<w:p><w:bookmarkStart w:id="9" w:name="afi_x"/>{_RUN}<w:bookmarkEnd w:id="9"/></w:p>',
        f'<w:p><w:bookmarkStart w:id="9" w:name="afi_99999"/>{_RUN}<w:bookmarkStart w:id="9" w:name="afi_qr"/></w:p>',
    ],
)  # fmt: skip
def test_words_that_word_may_show_are_listed(added: str, part: str) -> None:
    """Wherever they are hidden in the file, in the text and at the foot of each page."""
    found = _with(added, part)
    assert [text for text in found.outside if _CLOSED in text] and _altered(found) == []


@pytest.mark.parametrize(
    ("added", "said"),
    [
        (f"<w:altChunk {_REF}/>", "[another document]"),
        (f"<w:p><w:subDoc {_REF}/></w:p>", "[another document]"),
        ("<w:p><w:r><w:object/></w:r></w:p>", "[an embedded object]"),
        (f"<w:p><w:r><w:control {_REF}/></w:r></w:p>", "[a control]"),
        (f"<w:p><w:r><w:contentPart {_REF}/></w:r></w:p>", "[handwriting]"),
        (f'<w:p><m:oMath {_M}><m:dPr><m:begChr m:val="0"/></m:dPr></m:oMath></w:p>', "[an equation]"),
        (f"<w:p><w:r><w:drawing><pic:pic {_PIC}/></w:drawing></w:r></w:p>", "[a picture]"),
        (f"<w:p><w:r><w:pict><v:shape {_V}><v:imagedata/></v:shape></w:pict></w:r></w:p>", "[a picture]"),
        (f"<w:p><w:r><w:pict><v:rect {_V}/></w:pict></w:r></w:p>", "[a shape]"),
        (f"<w:p><w:r><w:pict><v:shape {_V}/></w:pict></w:r></w:p>", "[a shape]"),
        (f"<w:p><w:r><w:drawing><wps:wsp {_WPS}/></w:drawing></w:r></w:p>", "[a shape]"),
        ("<w:p><w:r><w:dayLong/></w:r></w:p>", "[what Word calls dayLong]"),
        (_field("DATE", "5"), "[a field of Word: DATE]"),
        (_field("PAGE", "0"), "[a field of Word: PAGE]"),
        ("<w:p><w:r><w:t>0</w:t><w:tab/></w:r></w:p>", "0"),
    ],
)  # fmt: skip
def test_what_is_shown_and_is_no_text_is_listed(added: str, said: str) -> None:
    """So that nothing of another program's lies in a paper unsaid."""
    found = _with(added)
    assert said in found.outside and _altered(found) == []


_PROPS = '<w:r><w:rPr>{}</w:rPr><w:t xml:space="preserve">5</w:t></w:r>'
_PLAIN = "<w:r><w:t>5</w:t></w:r>"


@pytest.mark.parametrize(
    "run",
    [
        *(_PROPS.format(f"<w:{name}/>") for name in ("vanish", "strike", "dstrike")),
        _PROPS.format('<w:color w:val="FFFFFF"/>'),
        _PROPS.format('<w:color w:val="000000" w:themeColor="background1"/>'),
        _PROPS.format('<w:color w:val="101010"/><w:shd w:fill="000000"/>'),
        _PROPS.format('<w:sz w:val="2"/>'),
        _PROPS.format('<w:rFonts w:ascii="Wingdings 2"/>'),
        _PROPS.format('<w:rStyle w:val="Gone"/>'),
        f'<w:bdo w:val="rtl">{_PLAIN}</w:bdo>',
        f'<w:sdt><w:sdtPr><w:dataBinding w:xpath="/a"/></w:sdtPr><w:sdtContent>{_PLAIN}</w:sdtContent></w:sdt>',
        f'<w:fldSimple w:instr="= 0">{_PLAIN}</w:fldSimple>',
        f'<w:fldSimple w:instr="PAGE">{_PLAIN}</w:fldSimple>',
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{_PLAIN}<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        f'<zz:gone xmlns:zz="urn:zz">{_PLAIN}</zz:gone>',
        f"<w:del>{_PLAIN}</w:del>",
    ],
)  # fmt: skip
def test_a_figure_that_is_not_surely_seen_is_not_there(run: str) -> None:
    """Hidden, struck out, unreadable, turned round, or put there by Word: the cell is named, and the text listed."""
    styles = (
        '<w:style w:type="character" w:styleId="Under"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="Gone"><w:basedOn w:val="Under"/></w:style></w:styles>'
    )
    content = changed(_PAPER, BODY, lambda xml: xml.replace('<w:r><w:t xml:space="preserve">5</w:t></w:r>', run))
    found = read(changed(content, _STYLES, lambda xml: xml.replace("</w:styles>", styles)))
    assert _altered(found) == [_FIGURE] and any(text.endswith("5") for text in found.outside)


def test_what_looks_unusual_and_is_read_well_stands() -> None:
    """White on a dark ground, grey, small print, a link, and marks of formatting that was changed."""
    for run in (
        _PROPS.format('<w:color w:val="FFFFFF"/><w:shd w:fill="1F3864"/>'),
        _PROPS.format('<w:color w:val="404040"/><w:sz w:val="12"/><w:strike w:val="false"/><w:color w:val="auto"/>'),
        f'<w:fldSimple w:instr="HYPERLINK &quot;x&quot;">{_PLAIN}</w:fldSimple>',
        f"<w:hyperlink>{_PLAIN}</w:hyperlink><w:proofErr/>",
        f"<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>{_PLAIN}</w:sdtContent></w:sdt>",
        "<w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>5</w:t></w:r>",
    ):
        found = _with_figure(run)
        assert _altered(found) == [] and found.outside == ()


def test_a_style_that_hides_a_table_is_found() -> None:
    """Also where it is only its head that is hidden."""
    hidden = "<w:tblStylePr><w:rPr><w:vanish/></w:rPr></w:tblStylePr>"
    found = read(changed(_PAPER, _STYLES, lambda xml: xml.replace("</w:tblPr><w:tbl", f"</w:tblPr>{hidden}<w:tbl")))
    assert {"improvements/AFI-1/owner", "improvements/QUE-5/owner/head"} <= set(_altered(found))
    assert _FIGURE not in _altered(found)


def test_the_words_across_the_page_are_the_watermark() -> None:
    """They lie where no bookmark can be; other words there are listed."""
    assert read(_PAPER).outside == ()
    content = changed(_PAPER, HEADER, lambda xml: xml.replace('string="FICTITIOUS EXAMPLE"', 'string="FINAL"'))
    assert read(content).outside == ("FINAL",)


def test_the_words_of_the_code_are_its_own() -> None:
    """Whoever cannot see it is told the same."""
    content = changed(_PAPER, BODY, lambda xml: xml.replace('descr="QR code', 'descr="No code'))
    assert [text.partition(":")[0] for text in read(content).outside] == ["No code of the checkpoint"]


@pytest.mark.parametrize(
    ("level", "said"),
    [
        ('<w:numFmt w:val="bullet"/><w:lvlText w:val="All closed"/>', ("[numbered by Word: All closed]",)),
        ('<w:numFmt w:val="none"/><w:lvlText w:val="0"/>', ("[numbered by Word: 0]",)),
        ('<w:numFmt w:val="cardinalText"/><w:lvlText w:val="%1"/>', ("[numbered by Word: 1]",)),
        ('<w:numFmt w:val="decimal"/><w:suff w:val="nothing"/><w:lvlText w:val="%1"/>', ("[numbered by Word: 1]",)),
        ('<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>', ()),
        ('<w:numFmt w:val="bullet"/><w:lvlText w:val="–"/>', ()),
    ],
)
def test_numbers_that_word_writes_are_listed_where_they_say_more(level: str, said: tuple[str, ...]) -> None:
    """Before a paragraph of a list's style, and before one that is put in the list itself."""
    content = changed(_PAPER, _NUMBERING, lambda xml: re.sub(r"(<w:start[^>]*/>).*?(<w:lvlJc)", rf"\1{level}\2", xml))
    assert tuple(dict.fromkeys(read(content).outside)) == said
    number = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    put = f"<w:p>{number}</w:p><w:sectPr>"
    content = changed(content, BODY, lambda xml: xml.replace('w:val="ListBullet"', "").replace("<w:sectPr>", put))
    assert read(content).outside == said


def test_a_number_in_a_table_is_listed() -> None:
    """There it stands beside a figure."""
    number = '<w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    content = changed(
        _PAPER, _NUMBERING, lambda xml: xml.replace('w:val="•"', 'w:val="%1."').replace("bullet", "decimal")
    )
    content = changed(
        content, BODY, lambda xml: re.sub(r"(AFITableText\"/>)</w:pPr>", rf"\1{number}", xml, count=1)
    )  # fmt: skip
    assert read(content).outside == ("[numbered by Word: 1.]",)


@pytest.mark.parametrize(("old", "new"), [("1.1", "7.7"), ("1.1", "1.2"), (">2<", ">5<")])
def test_numbers_of_paragraphs_are_those_that_follow(old: str, new: str) -> None:
    """One that was typed over is listed, as is one before no cell, and one in a table."""
    found = read(changed(_PAPER, BODY, lambda xml: xml.replace(f">{old.strip('><')}<", f">{new.strip('><')}<", 1)))
    assert new.strip("><") in found.outside
    put = "<w:r><w:t>0</w:t><w:tab/></w:r>"
    marked = re.compile(r"(<w:tc>(?:(?!</w:tc>).)*?)(<w:bookmarkStart[^>]*/>(?:(?!</w:tc>).)*Head of Crime)")
    found = read(changed(_PAPER, BODY, lambda xml: marked.sub(rf"\1{put}\2", xml, count=1)))
    assert found.outside == ("0",)


def test_footnotes_and_comments_are_listed() -> None:
    """They are printed with the paper."""
    for kind in ("footnotes", "endnotes", "comments"):
        link = f'<Relationship Id="r9" Type="{OFFICE}/{kind}" Target="{kind}.xml"/></Rel'
        content = changed(_PAPER, "word/_rels/document.xml.rels", lambda xml, link=link: xml.replace("</Rel", link))  # type: ignore[misc]
        names = f'<w:{kind} xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        note = f"{names}<w:{kind[:-1]}>{paragraph(_CLOSED)}</w:{kind[:-1]}></w:{kind}>"
        assert read(with_part(content, f"word/{kind}.xml", note.encode())).outside == (_CLOSED,)


def test_the_ground_of_a_text_box_or_of_a_picture_is_not_known() -> None:
    """A title in white on a dark shape is read well; the shape is listed."""
    white = _PROPS.format('<w:color w:val="FFFFFF"/>')
    wp = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    behind = f'<w:r><w:drawing><wp:anchor {wp} behindDoc="1"><pic:pic {_PIC}/></wp:anchor></w:drawing></w:r>'
    found = _with_figure(white + behind)
    assert _altered(found) == [] and found.outside == ("[a picture]",)
    text = "<w:txbxContent><w:p>{}</w:p></w:txbxContent>"
    box = f"<w:r><w:pict><v:rect {_V}><v:textbox>{text}</v:textbox></v:rect></w:pict></w:r>"
    marked = re.compile(
        r'<w:bookmarkStart [^>]*/>(?:<w:r><w:t xml:space="preserve">5</w:t></w:r>)<w:bookmarkEnd [^>]*/>'
    )
    inner = marked.search(parts(_PAPER)[BODY])
    assert inner is not None
    put = box.format(inner[0].replace('<w:r><w:t xml:space="preserve">5</w:t></w:r>', white))
    found = read(changed(_PAPER, BODY, lambda xml: xml.replace(inner[0], put)))
    assert _altered(found) == [] and found.outside == ("[a shape]",)


@pytest.mark.parametrize(
    ("part", "old", "new", "where"),
    [
        (HEADER, r"<w:bookmarkStart.*?<w:bookmarkEnd[^>]*/>", "", ("top",)),
        (FOOTER, r"<w:bookmarkStart[^>]*afi_0.*?<w:bookmarkEnd[^>]*/>", "", ("bottom",)),
        (BODY, r"<w:headerReference[^>]*/>", "", ("top",)),
        (BODY, r"<w:pgSz", "<w:titlePg/><w:pgSz", ("top", "bottom")),
        (BODY, r"<w:sectPr>", "<w:p><w:pPr><w:sectPr/></w:pPr></w:p><w:sectPr>", ("top", "bottom")),
        ("word/settings.xml", r"<w:zoom", "<w:evenAndOddHeaders/><w:zoom", ("top", "bottom")),
    ],
)
def test_pages_without_the_marking_are_listed(part: str, old: str, new: str, where: tuple[str, ...]) -> None:
    """Where it was taken out at the top only, or of some pages: everywhere else it still stands."""
    found = read(changed(_PAPER, part, lambda xml: re.sub(old, new, xml, count=1)))
    assert found.outside == tuple(f"[pages without the marking at the {each}]" for each in where)


def test_an_emoji_that_word_keeps_apart_is_read() -> None:
    """Word saves it with its font, and as text for other programs."""
    space = 'xmlns:w16se="http://schemas.microsoft.com/office/word/2015/wordml/symex"'
    for char, said in (("35", "5"), ("30", "0")):
        symbol = f'<w16se:symEx {space} w16se:font="Segoe UI Emoji" w16se:char="{char}"/>'
        found = _with_figure(
            f'<w:r><mc:AlternateContent {_MC}><mc:Choice {space} Requires="w16se">{symbol}</mc:Choice>'
            "<mc:Fallback><w:t>5</w:t></mc:Fallback></mc:AlternateContent></w:r>"
        )
        assert found.texts[_FIGURE] == said and found.outside == (() if said == "5" else ("5",))
