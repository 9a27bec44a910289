"""An organisation's own template: what it can do, and how what it cannot do is refused, naming the place."""

import re
import time

import pytest

from ledger.errors import Unreadable
from projections.papers.readers import same
from projections.papers.readers.word import read
from projections.papers.renderers.word import render
from projections.papers.template import starter
from projections.papers.word.zipping import unpacked, zipped
from tests.projections.papers.sample import hostile, paper, unmarked
from tests.projections.papers.wording import (
    BODY,
    FOOTER,
    HEADER,
    OFFICE,
    TYPES,
    changed,
    deep,
    marked,
    parts,
    table,
    template,
    with_part,
)


def _refused(content: bytes) -> Unreadable:
    with pytest.raises(Unreadable) as refused:
        render(paper(), content)
    assert refused.value.remedy.endswith(".")
    return refused.value


@pytest.mark.parametrize(
    ("content", "name", "place"),
    [
        (template("First", "See {{ titel }} here", "Last"), "titel", "the text: “See {{ titel }} here”"),
        (
            template("First", table("a", "{{ section.improvments.title }}")),
            "improvments",
            "a table cell of the text: “{{ s",
        ),
        (template(table("a"), "{{ figure.opne }}"), "opne", "the text: “{{ figure.opne }}”"),
        (template("{{ title }}", header="{{ markings }}"), "markings", "a header: “{{ markings }}”"),
        (template("{{ title }}", footer="{{ foot }}"), "foot", "a footer: “{{ foot }}”"),
        (
            template("{%p for part in parts %}", "{{ part }}", "{%p endfor %}"),
            "parts",
            "the text: “{% for part in parts",
        ),
        (template("{%p for s in sections %}", "{{ s.titel }}", "{%p endfor %}"), "titel", "the text: “{{ s.titel }}”"),
    ],
)
def test_an_unknown_field_is_refused_with_its_place(content: bytes, name: str, place: str) -> None:
    """The name, the part of the document and the words around it are said."""
    assert f"names “{name}”, which this paper does not have, in {place}" in _refused(content).what


def test_what_could_have_stood_there_is_said() -> None:
    """The remedy names the fields that are there."""
    assert "numbers, purpose" in _refused(template("{{ section.improvments.title }}")).remedy
    assert "marking, qr, section, sections, table, title" in _refused(template("{{ titel }}")).remedy


@pytest.mark.parametrize(
    "said",
    [
        "{{ title", "{% if title %}", "{%p for section in sections %}", "{{ title | nonsense }}", "{% endfor %}",
        "{{ title.__class__ }}", "{{ title._text }}", "{{ sections.append }}", "{{ ''.__class__.__mro__ }}",
        "{{ title() }}", "{{ range(9) }}", "{{ self }}", "{{ cycler }}", "{{ 10 ** 10 }}", "{{ 'a' * 9 }}",
        "{{ 'a' ~ 'b' }}", "{{ '%99d' % 1 }}", "{% set x = title %}", "{% include 'a' %}", "{% import 'a' as b %}",
        "{% macro a() %}{% endmacro %}",
        "{% for x in 'abc' %}x{% endfor %}", "{% for x in [1, 2] %}x{% endfor %}", "{{ sections }}",
        "{{ section.purpose }}", "{{ title | upper }}", "{{ sections | map(attribute='title') }}", "{{ loop }}",
        "{{ sections[-1] }}", "{{ sections[99] }}", "{{ section['__class__'] }}", "{{ section.items() }}",
        "{% extends 'a' %}", "{% call title() %}{% endcall %}",
    ],
)  # fmt: skip
def test_whatever_is_no_field_loop_or_condition_is_refused(said: str) -> None:
    """No attribute, call, sum or name beyond the paper's is reached, and each refusal names the part."""
    assert "in the text" in _refused(template("{{ title }}", said)).what


@pytest.mark.parametrize("said", ["{{r ", "{%r ", "{{", "{%", "{#", "{% colspan % ", "{{ a } ", "{ {%- "])
def test_what_does_not_end_costs_no_time(said: str) -> None:
    """A megabyte of beginnings is refused at once, wherever it stands."""
    began = time.monotonic()
    assert "it has no end" in _refused(template("{{ title }}", *[said * 20] * 500, "{{ title }}")).what
    assert "it has no end" in _refused(template(f'<w:p w:x="{said * 10_000}"/>')).what
    assert time.monotonic() - began < 5


def test_loops_within_loops_come_to_an_end() -> None:
    """A template that would print for years is refused in seconds."""
    began, depth = time.monotonic(), 12
    loops = "".join(f"{{% for a{n} in table.improvements.rows %}}" for n in range(depth)) + "x" + "{% endfor %}" * depth
    with pytest.raises(Unreadable, match="without an end"):
        render(paper(rows=50), template(loops))
    assert time.monotonic() - began < 20


def test_what_begins_and_ends_in_different_paragraphs_is_refused() -> None:
    """The XML would be no document."""
    said = _refused(template("a {% for s in sections %}", table("{{ s.title }}{% endfor %}")))
    assert "ends in another paragraph or cell" in said.what and "{%p" in said.remedy
    assert "a header" in _refused(template("{{ title }}", header="{%p if marking %}{{ marking }}{% endif %}")).what


def test_a_template_without_a_field_is_refused() -> None:
    """A document with none of the paper in it would be a paper that says nothing."""
    assert "no field" in _refused(template("Only words", header="", footer="")).what
    assert "no field" in _refused(template("Only words", "{{ marking }} {{ watermark }} {{ footer }}")).what


@pytest.mark.parametrize(("left_out", "put"), [("marking", "watermark"), ("watermark", "marking")])
def test_a_template_prints_how_a_paper_is_marked(left_out: str, put: str) -> None:
    """Nobody can tell from a paper without its marking that it has one, so it is refused, and said where to put it."""
    own = template("{{ title }}", f"{{{{ {put} }}}}", header="", footer="")
    refused = _refused(own)
    assert refused.what.startswith(f"The template prints no {left_out}, and this paper is marked ")
    assert f"{{{{ {left_out} }}}}" in refused.remedy
    assert read(render(unmarked(), own)).texts


def test_what_a_template_leaves_out_is_kept_in_the_file() -> None:
    """Those cells are not taken for cells that somebody took out; one that prints all says nothing of it."""
    own = template("{{ footer }}", "{{ watermark }}", "{{ marking }}", "{{ title }}", header="", footer="")
    found = read(render(paper(), own))
    assert [found.manifest.cells[place].id for place in found.manifest.printed] == list(found.texts)
    assert list(found.texts) == ["footer", "watermark", "marking", "title"]
    assert read(render(paper(), starter())).manifest.printed == ()


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "no Word document"),
        (b"PK\x03\x04 and nothing", "no Word document"),
        (starter()[:-400], "no Word document"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "password"),
        (zipped({"word/document.xml": b"<a/>"}), "no Word document"),
        (zipped({TYPES: b"<a/>", "x.xml": b"<a/>"}), "no Word document"),
        (with_part(starter(), "word/vbaProject.bin", b"x"), "macros"),
        (with_part(starter(), "word/embeddings/a.bin", b"x"), "embedded"),
        (with_part(starter(), "word/x.bin", bytes(60_000_000)), "more than 50 MB"),
        (zipped(unpacked(starter(), "It") | {f"x/{n}": b"" for n in range(2_001)}), "more than 50 MB"),
        (with_part(starter(), "../x", b""), "no Word document"),
        (changed(starter(), BODY, lambda xml: xml.replace("?>", '?><!DOCTYPE a [<!ENTITY a "b">]>')), "document type"),
        (changed(starter(), BODY, lambda xml: xml[:-20]), "no Word document"),
        (changed(starter(), TYPES, lambda xml: xml.replace("document.main", "document.macroEnabled.main")), "macros"),
        (changed(starter(), BODY, deep), "no Word document"),
    ],
)  # fmt: skip
def test_a_hostile_or_broken_file_is_refused(content: bytes, what: str) -> None:
    """What is no harmless .docx is not filled, and each says what is wrong with it."""
    assert what in _refused(content).what


def _linked(kind: str) -> bytes:
    link = f'<Relationship Id="rId9" Type="{OFFICE}/{kind}" Target="http://example.org/x" TargetMode="External"/>'
    return changed(starter(), "word/_rels/document.xml.rels", lambda xml: xml.replace("</Rel", link + "</Rel"))


def test_a_template_that_would_load_something_is_refused() -> None:
    """Pictures, templates and files from elsewhere are not fetched on the reader's computer; a hyperlink is a link."""
    for kind in ("image", "attachedTemplate", "oleObject", "aFChunk"):
        assert "would load “http://example.org/x”" in _refused(_linked(kind)).what
    assert read(render(paper(), _linked("hyperlink"))).outside == ()
    field = '<w:p><w:r><w:instrText> INCLU</w:instrText></w:r><w:r><w:instrText>DEPICTURE "x"</w:instrText></w:r></w:p>'
    assert "INCLUDEPICTURE" in _refused(template("{{ title }}", field)).what
    assert "DDEAUTO" in _refused(template('<w:p><w:fldSimple w:instr="ddeauto c:\\x"/></w:p>')).what


def test_a_finished_paper_is_no_template() -> None:
    """Its bookmarks would be taken for those of the new paper."""
    assert "itself a finished paper" in _refused(render(paper())).what


def test_a_template_saved_as_dotx_is_taken() -> None:
    """Word saves templates so, and what comes of it is a document."""
    dotx = changed(starter(), TYPES, lambda xml: xml.replace("document.main+xml", "template.main+xml"))
    assert render(paper(), dotx) == render(paper())


def test_an_own_template_has_its_own_styles_and_formatting() -> None:
    """Styles go by their names, whatever their ids; a field keeps the formatting that it has in the template."""
    own = changed(starter(), "word/styles.xml", lambda xml: _own_styles(xml))
    own = changed(own, BODY, lambda xml: xml.replace("Heading1", "berschrift1"))
    body = parts(render(paper(), own))[BODY]
    assert '<w:pStyle w:val="Listenpunkt"/>' in body and '<w:tblStyle w:val="Rastertabelle"/>' in body
    assert body.count('<w:pStyle w:val="berschrift1"/>') == 3
    bold = '<w:p><w:r><w:rPr><w:b/><w:color w:val="C00000"/></w:rPr><w:t>About: {{ title }}!</w:t></w:r></w:p>'
    xml = marked(render(unmarked(), template(bold)), 0)
    assert "<w:b/>" in xml and "C00000" in xml and "About" not in xml


def _own_styles(xml: str) -> str:
    """As a German Word names ids; and without the starter's table, whose place Word's own grid takes."""
    for one, other in (("ListBullet", "Listenpunkt"), ("Heading1", "berschrift1"), ('AFITable"', 'Rastertabelle"')):
        xml = xml.replace(f'"{one}', f'"{other}')
    return xml.replace('w:val="AFI Table"', 'w:val="Table Grid"')


def test_styles_that_a_template_lacks_are_brought_along() -> None:
    """Lists stay lists and tables have lines, in a template that has no style but its own."""
    normal = re.compile(r'<w:style (?!w:type="paragraph" w:default).*?</w:style>', re.DOTALL)
    bare = unpacked(starter(), "It")
    rels = bare["word/_rels/document.xml.rels"].decode()
    bare["word/_rels/document.xml.rels"] = re.sub(r"<Relationship [^>]*numbering[^>]*>", "", rels).encode()
    bare["word/styles.xml"] = normal.sub("", bare["word/styles.xml"].decode()).encode()
    held = parts(render(hostile(), zipped(bare)))
    styles = set(re.findall(r'<w:(?:pStyle|tblStyle) w:val="([^"]+)"', held[BODY]))
    for id_ in styles - {"Title", "Heading1", "AFIHead", "AFIRule", "AFIProof", "AFIWatermark"}:
        assert f'w:styleId="{id_}"' in held["word/styles.xml"], id_
    number = re.search(r'w:styleId="ListBullet".*?<w:numId w:val="(\d+)"', held["word/styles.xml"], re.DOTALL)
    assert number is not None
    assert any(f'<w:num w:numId="{number[1]}"' in part for name, part in held.items() if "numbering" in name)


def test_rows_cells_and_columns_can_be_laid_out_by_the_template() -> None:
    """Rows are repeated with {%tr, columns with {%tc, and fields are those of the columns."""
    rows = (
        f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="900"/><w:gridCol w:w="900"/></w:tblGrid>'
        f"{_row('{%tr for row in table.improvements.rows %}')}"
        f"{_row('{{ row.ref }}', '{{ loop.index }} {{ row.owner }}')}{_row('{%tr endfor %}')}</w:tbl>"
    )
    found = read(render(unmarked(), template(rows, header="", footer="")))
    assert found.texts["improvements/AFI-2/owner"] == "Head of Crime" and len(found.texts) == 6
    assert found.outside == ("1", "2", "3")
    heads = f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w='900'/></w:tblGrid>{_row(*_COLUMNS)}</w:tbl>"
    found = read(render(unmarked(), template(heads, header="", footer="")))
    assert list(found.texts.values()) == ["Ref", "What is to improve", "Owner", "Due"]


_COLUMNS = ("{%tc for column in table.improvements.columns %}", "{{ column.head }}", "{%tc endfor %}")


def _row(*said: str) -> str:
    return "<w:tr>" + "".join(f"<w:tc><w:p><w:r><w:t>{each}</w:t></w:r></w:p></w:tc>" for each in said) + "</w:tr>"


def test_blocks_are_laid_out_by_kind_and_by_name() -> None:
    """A template may treat each kind of block in its own way, and ask whether there is something at all."""
    own = template(
        "{%p for block in section.numbers.blocks %}", "{%p if block.kind == 'chart' %}",
        "{{ block.picture }}{{ block.caption }}", "{%p else %}", "{{p block }}", "{%p endif %}", "{%p endfor %}",
        "{%p for each in section.purpose.blocks[0].paragraphs %}", "{{ each }}", "{%p endfor %}",
        "{% if section.elsewhere is defined %}no{% endif %}{{ section.elsewhere | default('') }}",
        "{{ chart.grades.picture }}", header="", footer="{{ qr }}",
    )  # fmt: skip
    content = render(unmarked(), own)
    found = read(content)
    assert {"figures/open/label", "figures/open/value", "grades/caption", "grades/alternative"} <= set(found.texts)
    assert found.texts["purpose/text/2"] == "And of what follows." and found.outside == ()
    assert "afi_qr" in parts(content)[FOOTER] and parts(content)[BODY].count("svgBlip") == 2


def test_a_block_in_a_table_cell_leaves_the_cell_whole() -> None:
    """A cell ends with a paragraph, or Word would not open the file."""
    content = render(unmarked(), template(table("{{ table.improvements }}", "x {{ table.none }}")))
    assert "</w:tbl></w:tc>" not in re.sub(r"<w:p\b[^>]*/>", "<w:p></w:p>", parts(content)[BODY])
    assert all(same("x", each) for each in read(content).outside)


def test_a_field_in_an_attribute_or_a_field_of_word_is_its_text() -> None:
    """There no bookmark can stand."""
    content = render(
        unmarked(),
        template("{{ title }}", header='<w:p><w:r><w:instrText> QUOTE "{{ title }}" </w:instrText></w:r></w:p>'),
    )
    assert f'QUOTE "{unmarked().title.text}"' in parts(content)[HEADER]
