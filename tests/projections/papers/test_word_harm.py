"""Templates of Word that somebody made with bad intent: each prints what it is to and no more, or is refused."""

import time

import pytest

from ledger.errors import Unreadable
from projections.papers.model import Paragraph, Typed
from projections.papers.readers import same
from projections.papers.readers.word import read
from projections.papers.renderers.word import render
from projections.papers.template import starter
from projections.papers.word import zipping
from projections.papers.word.zipping import unpacked, zipped
from tests.projections.papers.sample import AWKWARD, cell, paper, unmarked
from tests.projections.papers.wording import BODY, OFFICE, TYPES, changed, paragraph, parts, table, template, with_part

_TITLE = paragraph("{{ title }}")
_RUN = "<w:r><w:t>{{ title }}</w:t></w:r>"
_V = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
_NOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


_MANY = " ".join(f'w:a{number}="x"' for number in range(50_000))


def _refused(content: bytes) -> Unreadable:
    with pytest.raises(Unreadable) as refused:
        render(unmarked(), content)
    assert refused.value.remedy.endswith(".")
    return refused.value


def _bare(*said: str) -> bytes:
    return template(*said, header="", footer="")


def _box(inner: str) -> str:
    """A text box, as Word writes it: twice."""
    text = f"<w:txbxContent>{inner}</w:txbxContent>"
    space = 'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    return (
        '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f'<mc:Choice {space} Requires="wps"><w:drawing><wps:wsp><wps:txbx>{text}</wps:txbx></wps:wsp></w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict><v:rect {_V}><v:textbox>{text}</v:textbox></v:rect></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )


def _related(content: bytes, kind: str, target: str) -> bytes:
    link = f'<Relationship Id="rId9" Type="{OFFICE}/{kind}" Target="{target}"/></Relationships>'
    return changed(content, "word/_rels/document.xml.rels", lambda xml: xml.replace("</Relationships>", link))


# Where a field may stand.


@pytest.mark.parametrize(
    "said",
    [
        (_TITLE, "{{ title }}: {{ title }}"),
        (_box(_TITLE),),
        (f'<w:sdt><w:sdtPr><w:alias w:val="Title"/></w:sdtPr><w:sdtContent>{_TITLE}</w:sdtContent></w:sdt>',),
        (f'<w:p><w:ins w:id="1" w:author="x">{_RUN}</w:ins></w:p>',),
        (f'<w:p><w:moveTo w:id="1" w:author="x">{_RUN}</w:moveTo></w:p>',),
        (f'<w:p><w:fldSimple w:instr="HYPERLINK &quot;x&quot;">{_RUN}</w:fldSimple></w:p>',),
        (table(_box(_TITLE), "{{ title }}"),),
    ],
)  # fmt: skip
def test_a_field_is_right_wherever_word_shows_it(said: tuple[str, ...]) -> None:
    """Twice, in a text box, in a content control, and in what is proposed to be inserted."""
    found = read(render(unmarked(), _bare(*said)))
    assert found.texts == {"title": unmarked().title.text} and set(found.outside) <= {"[a shape]", ":"}


def test_a_field_is_right_in_a_footnote() -> None:
    """It is printed below the text."""
    note = f'<w:footnotes {_W}><w:footnote w:id="1">{paragraph("See {{ figure.open }}.")}</w:footnote></w:footnotes>'
    own = _related(with_part(_bare(_TITLE), "word/footnotes.xml", note.encode()), "footnotes", "footnotes.xml")
    kind = f'<Override PartName="/word/footnotes.xml" ContentType="{_NOTES}"/></Types>'
    own = changed(own, TYPES, lambda xml: xml.replace("</Types>", kind))
    found = read(render(unmarked(), own))
    assert found.texts["figures/open/value"] == "5" and found.outside == ("See",)


@pytest.mark.parametrize(
    "said",
    [
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{{ title }}</w:t></w:r></w:p>",
        "<w:p><w:r><w:rPr><w:strike/></w:rPr><w:t>{{ title }}</w:t></w:r></w:p>",
        '<w:p><w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>{{ title }}</w:t></w:r></w:p>',
        f"<w:sdt><w:sdtPr><w:dataBinding/></w:sdtPr><w:sdtContent>{_TITLE}</w:sdtContent></w:sdt>",
        f'<w:p><w:fldSimple w:instr="QUOTE x">{_RUN}</w:fldSimple></w:p>',
        f'<w:p><w:moveFrom w:id="1" w:author="x">{_RUN}</w:moveFrom></w:p>',
    ],
)  # fmt: skip
def test_a_field_that_word_would_hide_or_change_is_refused(said: str) -> None:
    """The cell is named, and its text."""
    refused = _refused(_bare("{{ figure.open }}", said))
    assert "hide or change what is printed for the title (“An update on the insp" in refused.what


def test_a_field_that_is_struck_out_is_no_field() -> None:
    """What is proposed to be deleted prints nothing, and what stands in an equation cannot be found again."""
    deleted = f"<w:p><w:del>{_RUN.replace('w:t>', 'w:delText>')}</w:del></w:p>"
    math = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    for said in (deleted, f"<w:p><m:oMath {math}><m:r><m:t>{{{{ title }}}}</m:t></m:r></m:oMath></w:p>"):
        assert "no field" in _refused(_bare(said)).what


# The language.


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ("{% for x in range(10**9) %}a{% endfor %}", "only fields, loops and conditions"),
        ("{% for a in section %}" * 18 + "{% endfor %}" * 18, "a loop goes through a list"),
        ("{% for s in sections %}{% for a in s.name %}{% endfor %}{% endfor %}", "a loop goes through a list"),
        ("{% for a in title %}a{% endfor %}", "a loop goes through a list"),
        ("{% for a in sections recursive %}{{ loop(sections) }}{% endfor %}", "only fields, loops and conditions"),
        ("{% for a in titles %}{% endfor %}", "names “titles”"),
        ("{% autoescape false %}{{ title }}{% endautoescape %}", "only fields, loops and conditions"),
        ("{% filter upper %}{{ title }}{% endfilter %}", "only fields, loops and conditions"),
        ("{{ title | center(100000000) }}", "No filter named"),
        ("{{ title.__init__.__globals__ }}", "which this paper does not have"),
        ("{% include '/etc/passwd' %}", "only fields, loops and conditions"),
    ],
)  # fmt: skip
def test_what_would_run_or_reach_elsewhere_is_refused_at_once(said: str, what: str) -> None:
    """And the part of the document that it stands in is named."""
    began = time.monotonic()
    refused = _refused(_bare(_TITLE, said)).what
    assert what in refused and "the text" in refused and time.monotonic() - began < 5


@pytest.mark.parametrize("said", ["{% raw %}{{ title }}{% endraw %}", "{_{ title }_}"])
def test_what_looks_like_a_field_is_printed_as_it_is(said: str) -> None:
    """And not taken for one afterwards."""
    found = read(render(unmarked(), _bare("{{ figure.open }}", said)))
    assert found.outside == ("{{ title }}",) and list(found.texts) == ["figures/open/value"]


def test_texts_with_template_code_are_only_texts() -> None:
    """What people wrote, in an organisation's own template too."""
    typed = Typed(tuple(cell(f"t/{n}", text) for n, text in enumerate(AWKWARD)), cell("t/by", "{{ title }}"))
    told = Paragraph(cell("a", "{% for x in range(10**9) %}{{ x }}{% endfor %} {{r title }} {%p if x %}"), "1.1")
    section = paper().sections[0]._replace(blocks=(typed, told))
    composed = unmarked()._replace(sections=(section,), figures=())
    own = _bare("{%p for s in sections %}", "{%p for b in s.blocks %}", "{{ b }}", "{%p endfor %}", "{%p endfor %}")
    found = read(render(composed, own))
    cells = {each.id: each.text for each in found.manifest.cells}
    assert len(found.texts) == len(AWKWARD) + 2 and found.outside == ()
    assert [id_ for id_, text in found.texts.items() if not same(text, cells[id_])] == []


# The file.


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (_related(with_part(starter(), "word/x.html", b"<p>x</p>"), "aFChunk", "x.html"), "embedded"),
        (_related(with_part(starter(), "word/x.dat", b"x"), "oleObject", "x.dat"), "embedded"),
        (_related(with_part(starter(), "word/x.xml", b"<a/>"), "webextensiontaskpanes", "x.xml"), "embedded"),
        (with_part(starter(), "word/VBAProject.bin", b"x"), "macros"),
        (with_part(starter(), "word/_RELS/document.xml.rels", b"<a/>"), "no Word document"),
        (with_part(starter(), "word/_rels/styles.xml.RELS", b"<a/>"), "no Word document"),
        (_bare(_TITLE, f'<w:p><w:pict><v:imagedata {_V} src="http://example.org/x"/></w:pict></w:p>'), "would load"),
        (_bare(_TITLE, f'<w:p><w:pict><v:fill {_V} o:href="\\\\x\\y"/></w:pict></w:p>'), "would load “\\\\x\\y”"),
        (_bare(_TITLE, '<w:p><w:fldSimple w:instr="MACROBUTTON x y"/></w:p>'), "a field MACROBUTTON"),
        (_bare(_TITLE, "<w:p/>" * 60_000), "more than 50,000 elements"),
        (_bare(_TITLE, f"<w:p {_MANY}/>"), "no Word document"),
        (changed(starter(), BODY, lambda xml: f"{xml}<!-- {'{{ x }}' * 9} -->"), ""),
    ],
)  # fmt: skip
def test_a_file_that_does_more_than_print_is_refused_at_once(content: bytes, what: str) -> None:
    """Whatever its parts are called, and however small it is packed."""
    began = time.monotonic()
    if what:
        assert what in _refused(content).what
    else:
        assert read(render(paper(), content)).outside == ()
    assert time.monotonic() - began < 5


def test_a_paper_that_is_too_long_for_word_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rather than written and never read again."""
    monkeypatch.setattr(zipping.check_elements, "__defaults__", (900,))
    with pytest.raises(Unreadable, match="The paper has more than 900 elements"):
        render(paper(rows=100))


def test_an_item_of_another_paper_is_not_carried_along() -> None:
    """A template that bears a manifest is a finished paper, wherever it bears it."""
    held = unpacked(render(paper()), "It")
    own = unpacked(starter(), "It") | {"customXml/itemZ.xml": held["customXml/item1.xml"]}
    assert "itself a finished paper" in _refused(zipped(own)).what
    assert "afi-paper" not in "".join(parts(starter()).values())
