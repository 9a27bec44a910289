"""What a property of a Word document hides: whatever is not known to leave a text to be read is no cell's."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from ledger.errors import Unreadable
from projections.papers.model import Paper
from projections.papers.readers import Found, same
from projections.papers.readers.word import read
from projections.papers.renderers.word import render
from tests.projections.papers.sample import paper, unmarked
from tests.projections.papers.wording import BODY, OFFICE, changed, paragraph, table, template, with_part

_PAPER = render(paper())
_FIGURE = "figures/open/value"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_STYLES, _LINKS = "word/styles.xml", "word/_rels/document.xml.rels"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
_FIVE = '<w:r><w:t xml:space="preserve">5</w:t></w:r>'
_SOFFICE = shutil.which("soffice")


def _altered(found: Found) -> list[str]:
    """The cells that do not say any more what they said."""
    return [cell.id for cell in found.manifest.cells if not same(cell.text, found.texts.get(cell.id, "\0"))]


def _in_run(props: str, content: bytes = _PAPER) -> bytes:
    """The figure's run with properties."""
    run = _FIVE.replace("<w:r>", f"<w:r><w:rPr>{props}</w:rPr>")
    return changed(content, BODY, lambda xml: xml.replace(_FIVE, run))


def _in_paragraph(props: str, content: bytes = _PAPER) -> bytes:
    """The figure's paragraph with more properties."""
    begun = re.compile(rf"</w:pPr>((?:(?!<w:p>).)*{re.escape(_FIVE)})")
    return changed(content, BODY, lambda xml: begun.sub(rf"{props}</w:pPr>\1", xml, count=1))


def _cell(props: str, said: str = "AFI-2") -> bytes:
    """A cell of a table with more properties."""
    begun = re.compile(rf"</w:tcPr>((?:(?!</w:tc>).)*>{said}<)")
    return changed(_PAPER, BODY, lambda xml: begun.sub(rf"{props}</w:tcPr>\1", xml, count=1))


def _row(props: str) -> bytes:
    """The row of that cell with properties."""
    begun = re.compile(r"<w:tr>((?:<w:trPr>(?:(?!</w:trPr>).)*</w:trPr>)?)((?:(?!</w:tr>).)*>AFI-2<)")
    return changed(_PAPER, BODY, lambda xml: begun.sub(rf"<w:tr><w:trPr>{props}</w:trPr>\1\2", xml, count=1))


_HIDING_RUN = [
    '<w:w w:val="1"/>', '<w:spacing w:val="-200"/>', '<w:cs/><w:szCs w:val="2"/>', '<w:sz w:val="6553"/>',
    '<w:color w:val="000000"/><w:shd w:val="solid" w:color="000000" w:fill="FFFFFF"/>',
    '<w:color w:val="000000" w:themeColor="background2"/>', '<w:highlight w:val="black"/>',
    f"<w14:textFill {_W14}><w14:noFill/></w14:textFill>",
    f'<w14:textFill {_W14}><w14:solidFill><w14:srgbClr w14:val="FFFFFF"/></w14:solidFill></w14:textFill>',
    f'<w14:textFill {_W14}><w14:solidFill><w14:srgbClr w14:val="000000"><w14:alpha w14:val="100000"/></w14:srgbClr>'
    "</w14:solidFill></w14:textFill>",
    f'<w14:textOutline {_W14} w14:w="90000"><w14:solidFill/></w14:textOutline>',
    "<w:webHidden/>", "<w:specVanish/>", '<w:position w:val="-3000"/>', '<w:rFonts w:cs="Wingdings"/><w:cs/>',
    '<w:rFonts w:hAnsi="Webdings"/>', '<w:fitText w:val="1"/>', '<w:eastAsianLayout w:id="1" w:combine="1"/>',
    "<w:rtl/>", '<w:position w:val="6pt"/>', '<zz:new xmlns:zz="urn:zz"/>', "<w:newInSomeVersion/>",
    '<w:vanish/><zz:vanish xmlns:zz="urn:zz" w:val="0"/>', '<w:rStyle w:val="AFIParagraph"/>',
]  # fmt: skip


@pytest.mark.parametrize("props", _HIDING_RUN)
def test_a_run_that_a_property_may_hide_is_no_cells(props: str) -> None:
    """Whatever it is by which Word would not show it, or show something else."""
    found = read(_in_run(props))
    assert _altered(found) == [_FIGURE] and "5" in found.outside


@pytest.mark.parametrize(
    "props",
    [
        '<w:spacing w:line="1" w:lineRule="exact"/>', '<w:spacing w:line="120" w:lineRule="exact"/>',
        '<w:spacing w:line="2"/>', '<w:ind w:left="-9000"/>', '<w:ind w:left="30000"/>', '<w:ind w:hanging="20000"/>',
        '<w:ind w:leftChars="9000"/>', '<w:framePr w:w="1" w:h="1" w:hRule="exact" w:x="-9000" w:vAnchor="page"/>',
        "<w:bidi/>", '<w:textDirection w:val="tbRlV"/>', "<w:newInSomeVersion/>", '<w:ind w:left="9in"/>',
    ],
)  # fmt: skip
def test_a_paragraph_that_a_property_may_hide_is_no_cells(props: str) -> None:
    """Clipped in its line, moved off the page, or turned round."""
    assert _FIGURE in _altered(read(_in_paragraph(props)))


@pytest.mark.parametrize(
    "content",
    [
        _cell('<w:tcMar><w:left w:w="9000" w:type="dxa"/></w:tcMar>'),
        _cell('<w:textDirection w:val="btLr"/>'),
        _cell("<w:tcFitText/>"),
        _cell("<w:vMerge/>"),
        _cell('<w:vMerge w:val="continue"/>'),
        _cell("<w:hMerge/>"),
        _cell('<w:tcW w:w="1" w:type="dxa"/>'),
        _row('<w:trHeight w:val="1" w:hRule="exact"/>'),
        _row("<w:newInSomeVersion/>"),
    ],
)
def test_a_cell_of_a_table_that_may_be_hidden_says_nothing(content: bytes) -> None:
    """Merged into the one above, clipped by its row, or too narrow for a letter."""
    found = read(content)
    assert "improvements/AFI-2/ref" in _altered(found) and _FIGURE not in _altered(found)


@pytest.mark.parametrize(
    "content",
    [
        _in_run(
            '<w:b/><w:i/><w:u w:val="single"/><w:color w:val="auto"/><w:sz w:val="16"/><w:szCs w:val="16"/>'
            '<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi" w:cstheme="minorBidi"/><w:kern w:val="2"/>'
            '<w:lang w:val="en-GB"/><w:spacing w:val="-4"/><w:w w:val="90"/><w:position w:val="6"/><w:smallCaps/>'
            '<w:vertAlign w:val="superscript"/><w:noProof/><w:rtl w:val="0"/><w:highlight w:val="yellow"/>'
            f'<w14:ligatures {_W14} w14:val="none"/><w:webHidden w:val="0"/><w:shd w:val="clear" w:fill="auto"/>'
        ),
        _in_run('<w:color w:val="4472C4" w:themeColor="accent1"/><w:shd w:val="pct10" w:fill="FFFFFF"/>'),
        _in_paragraph(
            '<w:keepNext/><w:spacing w:before="10" w:after="0" w:line="240" w:lineRule="exact"/><w:bidi w:val="0"/>'
            '<w:ind w:left="-567" w:firstLine="200"/><w:jc w:val="both"/><w:widowControl w:val="0"/>'
            '<w:framePr w:wrap="around" w:vAnchor="text" w:hAnchor="margin" w:xAlign="right" w:y="1"/>'
        ),
        _cell('<w:tcMar><w:left w:w="108" w:type="dxa"/></w:tcMar><w:vAlign w:val="center"/><w:noWrap/>'),
        _cell('<w:vMerge w:val="restart"/><w:shd w:val="clear" w:color="auto" w:fill="E7ECF2"/>'),
        _row('<w:trHeight w:val="400" w:hRule="atLeast"/>'),
    ],
)  # fmt: skip
def test_what_is_known_to_be_harmless_stands(content: bytes) -> None:
    """What honest documents have, whoever wrote them."""
    found = read(content)
    assert _altered(found) == [] and found.outside == ()


# Styles, lists and themes.


def _styled(style: str, content: bytes = _PAPER) -> bytes:
    return changed(content, _STYLES, lambda xml: xml.replace("</w:styles>", f"{style}</w:styles>"))


def _hiding(style: str, content: bytes = _PAPER) -> bytes:
    """With a style that hides."""
    begun = re.compile(rf'(w:styleId="{style}">.*?)(</w:style>)')
    return changed(content, _STYLES, lambda xml: begun.sub(r"\1<w:rPr><w:vanish/></w:rPr>\2", xml, count=1))


def test_what_one_style_hides_no_other_shows() -> None:
    """Word takes what two styles say of it together, as it does with bold."""
    shown = '<w:style w:type="character" w:styleId="Shown"><w:rPr><w:vanish w:val="0"/></w:rPr></w:style>'
    content = _styled(shown, _in_run('<w:rStyle w:val="Shown"/>'))
    assert _altered(read(content)) == []
    assert _FIGURE in _altered(read(_hiding("AFIFact", content)))


@pytest.mark.parametrize("named", ["Missing", "Twice"])
def test_a_style_that_is_not_one_is_not_believed(named: str) -> None:
    """Where it is missing, Word has the usual one; of two, nobody knows which."""
    twice = '<w:style w:type="paragraph" w:styleId="Twice"/>'
    content = changed(_PAPER, BODY, lambda xml: xml.replace('"AFIFact"', f'"{named}"'))
    assert _FIGURE in _altered(read(_styled(twice * 2, _hiding("Normal", content))))


def test_a_list_that_moves_its_paragraphs_off_the_page_is_found() -> None:
    """Its level says where they stand."""
    away = '<w:ind w:left="30000"/>'
    content = changed(
        _PAPER, "word/numbering.xml", lambda xml: xml.replace('<w:ind w:left="1077" w:hanging="357"/>', away)
    )
    assert _FIGURE in _altered(read(_in_paragraph('<w:numPr><w:numId w:val="1"/></w:numPr>', content)))


_THEME = (
    '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:clrScheme name="x">'
    '<a:dk1><a:sysClr val="windowText" lastClr="FFFFFF"/></a:dk1><a:accent1><a:srgbClr val="{}"/></a:accent1>'
    '</a:clrScheme><a:fontScheme name="x"><a:minorFont><a:latin typeface="{}"/></a:minorFont></a:fontScheme>'
    "</a:themeElements></a:theme>"
)


@pytest.mark.parametrize(
    ("colour", "font", "altered"),
    [("FFFFFF", "Arial", [_FIGURE]), ("1F3864", "Wingdings", [_FIGURE]), ("1F3864", "Arial", [])],
)
def test_the_theme_says_what_its_colours_and_fonts_are(colour: str, font: str, altered: list[str]) -> None:
    """Word goes by it, and not by what stands beside its name."""
    link = f'<Relationship Id="r9" Type="{OFFICE}/theme" Target="theme.xml"/></Rel'
    content = _in_run('<w:rFonts w:asciiTheme="minorHAnsi"/><w:color w:val="000000" w:themeColor="accent1"/>')
    content = changed(content, _LINKS, lambda xml: xml.replace("</Rel", link))
    assert _altered(read(with_part(content, "word/theme.xml", _THEME.format(colour, font).encode()))) == altered


def test_a_document_may_call_black_what_is_white_in_its_theme() -> None:
    """Its settings say which colour of the theme is that of its text."""
    content = _in_run('<w:color w:val="000000" w:themeColor="text1"/>')
    mapping = '<w:clrSchemeMapping w:t1="light1"/><w:zoom'
    assert _altered(read(content)) == []
    assert _altered(read(changed(content, "word/settings.xml", lambda xml: xml.replace("<w:zoom", mapping)))) == [
        _FIGURE
    ]


def _coloured(cell: str, part: str, colour: str = "FFFFFF", own: str = "") -> bytes:
    """The text of a cell in a colour, in a table of which a part is dark, and may have a colour of its own."""
    run = re.compile(rf"<w:r>(<w:t[^>]*>{cell}<)")
    content = changed(_PAPER, BODY, lambda xml: run.sub(rf'<w:r><w:rPr><w:color w:val="{colour}"/></w:rPr>\1', xml))
    dark = f'<w:tblStylePr w:type="{part}">{own}<w:tcPr><w:shd w:val="clear" w:fill="1F3864"/></w:tcPr></w:tblStylePr>'
    begun = re.compile(r'(w:styleId="AFITable">.*?</w:tblPr>).*?(</w:style>)')
    return changed(content, _STYLES, lambda xml: begun.sub(rf"\1{dark}\2", xml))


def test_white_is_read_in_a_dark_head_and_nowhere_else() -> None:
    """Whatever other part of its table is dark."""
    assert _altered(read(_coloured("Owner", "firstRow"))) == []
    assert _altered(read(_coloured("AFI-2", "firstRow"))) == ["improvements/AFI-2/ref"]
    assert _altered(read(_coloured("AFI-2", "lastCol"))) == ["improvements/AFI-2/ref"]
    own = '<w:rPr><w:color w:val="FFFFFF"/></w:rPr>'
    assert _altered(read(_coloured("AFI-2", "lastCol", "auto", own))) == []
    assert _altered(read(_coloured("AFI-2", "lastCol", "1F3864", own))) == ["improvements/AFI-2/ref"]


# Templates.


def test_a_template_that_hides_a_field_is_told_by_which_formatting() -> None:
    """The place, and the property by its name in the file."""
    for props, name in (("<w:fitText w:val='9'/>", "fitText"), ("<w:newInSomeVersion/>", "newInSomeVersion")):
        hidden = f"<w:p><w:r><w:rPr>{props}</w:rPr><w:t>{{{{ title }}}}</w:t></w:r></w:p>"
        with pytest.raises(Unreadable, match=f"what is printed for the title .*, with its formatting “{name}”"):
            render(unmarked(), template(hidden, header="", footer=""))


def test_merged_columns_of_a_template_stay_right() -> None:
    """Its own tables may have cells that go across, and cells that begin a merged one."""
    across = table("{{ title }}", "{{ figure.open }}").replace(
        "<w:tc>", '<w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge w:val="restart"/></w:tcPr>'
    )
    found = read(render(unmarked(), template(across, header="", footer="")))
    assert _altered_of(found) == [] and len(found.texts) == 2


def _altered_of(found: Found) -> list[str]:
    """Of the cells that it prints, those that say something else."""
    return [cell.id for cell in found.manifest.cells if cell.id in found.texts and found.texts[cell.id] != cell.text]


def _lived_in() -> bytes:
    """A template as Word writes them, with its theme's fonts and colours and its tables."""
    run = (
        '<w:r><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/><w:b/><w:color w:val="2F5496" '
        'w:themeColor="accent1" w:themeShade="BF"/><w:kern w:val="2"/><w:sz w:val="32"/><w:szCs w:val="32"/>'
        f'<w:lang w:eastAsia="en-GB"/><w14:ligatures {_W14} w14:val="standardContextual"/></w:rPr>'
        "<w:t>{{ title }}</w:t></w:r>"
    )
    props = (
        '<w:pPr><w:keepNext/><w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="auto"/></w:pBdr><w:shd '
        'w:val="clear" w:color="auto" w:fill="D9E2F3" w:themeFill="accent1" w:themeFillTint="33"/><w:autoSpaceDE '
        'w:val="0"/><w:spacing w:before="240" w:line="276" w:lineRule="auto"/><w:contextualSpacing/></w:pPr>'
    )
    laid = table("{{ figure.open }}", "{{ table.improvements }}").replace(
        "<w:tblPr/>", '<w:tblPr><w:tblStyle w:val="AFITable"/><w:tblpPr w:leftFromText="180" w:vertAnchor="text" '
        'w:tblpY="20"/><w:tblW w:w="0" w:type="auto"/><w:tblLook w:val="04A0"/></w:tblPr>')  # fmt: skip
    return template(f"<w:p>{props}{run}</w:p>", laid, paragraph("{{ marking }}"))


@pytest.mark.skipif(
    _SOFFICE is None, reason="no LibreOffice is installed here (Debian: apt-get install libreoffice-writer)"
)
@pytest.mark.parametrize(("composed", "own"), [(paper(rows=8), None), (unmarked(), _lived_in())])
def test_a_paper_that_was_saved_twice_is_whole(tmp_path: Path, composed: Paper, own: bytes | None) -> None:
    """Whatever properties LibreOffice writes are known."""
    before = render(composed, own)
    saved = tmp_path / "paper.docx"
    saved.write_bytes(before)
    for name in ("once", "twice"):
        subprocess.run(
            [str(_SOFFICE), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to",
             "docx:MS Word 2007 XML", "--outdir", str(tmp_path / name), str(saved)],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        saved = tmp_path / name / "paper.docx"
    found, first = read(saved.read_bytes()), read(before)
    assert first.texts and [id_ for id_, text in first.texts.items() if not same(text, found.texts[id_])] == []
    assert [" ".join(each.split()) for each in found.outside] == list(first.outside)
