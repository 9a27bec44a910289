"""Papers as Word documents: what stands in them is what was composed, and they are right for Word and for readers."""

import re
import subprocess
import sys
from xml.etree import ElementTree

import pytest

from projections.papers.manifest import manifest_of
from projections.papers.model import Paper, Paragraph
from projections.papers.readers import same
from projections.papers.readers.word import read
from projections.papers.renderers import word
from projections.papers.template import starter
from projections.papers.word.zipping import unpacked
from tests.projections.papers.sample import AWKWARD, CHECKPOINT, cell, hostile, paper, unmarked
from tests.projections.papers.wording import BODY, FOOTER, HEADER, parts, template

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.mark.parametrize("composed", [paper(), hostile(), paper(marking="", watermark=""), paper(rows=0)])
def test_every_cell_is_read_back_and_nothing_else_stands_there(composed: Paper) -> None:
    """Each cell says what it said, also where it is awkward; the starter adds no word."""
    found = read(word.render(composed))
    assert found.manifest == manifest_of(composed)
    assert [each.id for each in found.manifest.cells if not same(each.text, found.texts.get(each.id, ""))] == []
    assert found.outside == ()


def test_the_same_paper_is_the_same_bytes_in_another_process() -> None:
    """Neither a clock nor the order of a set gets into the file."""
    program = (
        "import sys; from hashlib import sha256; from tests.projections.papers.sample import hostile; "
        "from projections.papers.renderers.word import render; sys.stdout.write(sha256(render(hostile())).hexdigest())"
    )
    one, other = (
        subprocess.run(
            [sys.executable, "-W", "ignore", "-c", program],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    )
    assert one == other != b""


def test_no_part_of_the_file_bears_a_day_but_the_papers() -> None:
    """The zip has the earliest day, the properties the day that the paper bears."""
    held = parts(word.render(paper()))
    core = held["docProps/core.xml"]
    assert core.count("2018-03-29T00:00:00Z") == 2
    assert "<dc:title>An update on the inspection of effectiveness</dc:title>" in core
    assert "<dc:creator>Chief Constable</dc:creator>" in core and "<dc:language>en-GB</dc:language>" in core
    assert "<dc:subject>cambridgeshire.0123456789abcdef · as far as E-157" in core


def test_headings_are_headings_and_the_language_is_english() -> None:
    """Title, sections and the headings within them have the styles by which readers find their way."""
    held = parts(word.render(paper()))
    styles = re.findall(r'<w:pStyle w:val="(Title|Heading1|Heading2)"/>', held[BODY])
    assert styles == ["Title", "Heading1", "Heading1", "Heading2", "Heading1"]
    assert '<w:lang w:val="en-GB"' in held["word/styles.xml"]
    assert (
        'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"'
        in (held["word/settings.xml"])
    )


def test_tables_repeat_their_head_and_break_across_pages() -> None:
    """The head's row is a head, the first cell heads its row, and no row is kept together."""
    table = next(ElementTree.fromstring(unpacked(word.render(paper(rows=2)), "It")[BODY]).iter(f"{_W}tbl"))
    rows = list(table.iter(f"{_W}tr"))
    assert [row.find(f"{_W}trPr/{_W}tblHeader") is not None for row in rows] == [True, False, False]
    look = table.find(f"{_W}tblPr/{_W}tblLook")
    assert look is not None and look.get(f"{_W}firstColumn") == "1" and look.get(f"{_W}firstRow") == "1"
    assert [row.find(f"{_W}trPr/{_W}cantSplit") is not None for row in rows] == [False, True, True]
    widths = [int(str(each.get(f"{_W}w"))) for each in table.iter(f"{_W}gridCol")]
    assert widths[1] == max(widths) and sum(widths) == pytest.approx(9412, abs=8)


def test_a_chart_is_sharp_and_has_its_words() -> None:
    """The SVG stands in the file beside a PNG, and the alternative text is the cell's."""
    content = word.render(paper())
    held = unpacked(content, "It")
    body = held[BODY].decode()
    number = next(n for n, each in enumerate(manifest_of(paper()).cells) if each.id == "grades/alternative")
    assert f'name="afi_{number}" descr="Grades by year: 2017 good."' in body and "svgBlip" in body
    pictures = [content for name, content in sorted(held.items()) if name.startswith("word/media/")]
    assert sorted(content[:4] for content in pictures) == [b"<svg", b"\x89PNG", b"\x89PNG"]
    wide, high = next(
        (int.from_bytes(each[16:20]), int.from_bytes(each[20:24])) for each in pictures if each[1:4] == b"PNG"
    )
    assert (wide, high) == (1000, 250)  # 320 by 80 pixels of 1/96 inch, at 300 dots an inch


def test_the_qr_code_has_words_and_is_the_checkpoint() -> None:
    """Its picture is the one that the note gives, and its words say which ledger it is of."""
    import segno

    held = unpacked(word.render(paper()), "It")
    assert (
        'name="afi_qr" descr="QR code of the checkpoint: cambridgeshire.0123456789abcdef · as far as E-157'
        in held[BODY].decode()
    )
    side = segno.make(CHECKPOINT, error="m", micro=False).symbol_size(scale=6, border=4)[0]
    sides = [int.from_bytes(part[16:20]) for name, part in held.items() if name.endswith(".png")]
    assert side in sides


def test_marking_watermark_and_number_stand_on_each_page() -> None:
    """The marking stands at the top and at the bottom, beside the proof's line and the page's number."""
    held = parts(word.render(paper()))
    assert "OFFICIAL-SENSITIVE" in held[HEADER] and "OFFICIAL-SENSITIVE" in held[FOOTER]
    assert 'string="FICTITIOUS EXAMPLE"' in held[HEADER] and ">FICTITIOUS EXAMPLE<" in held[BODY]
    assert "as far as E-157" in held[FOOTER] and " PAGE " in held[FOOTER]
    plain = parts(word.render(paper(watermark="")))
    assert "textpath" not in plain[HEADER]


def test_texts_that_look_like_a_template_are_only_texts() -> None:
    """Nothing in a text is computed, and nothing of the template's private characters is taken from it."""
    awkward = "\U000f5af1c0\U000f5af2 {_{ x }_} {%p endfor %} \a\f\x00 {{p title }}"
    section = paper().sections[0]._replace(blocks=(Paragraph(cell("x", awkward), "1.1"),))
    composed = paper()._replace(sections=(section,), figures=())
    found = read(word.render(composed))
    assert found.texts["x"] == awkward.replace("\a", "\ufffd").replace("\f", "\ufffd").replace("\0", "\ufffd")
    assert "49" not in "".join(read(word.render(hostile())).texts[f"p/{n}"] for n in range(len(AWKWARD) - 1))


def test_line_breaks_and_tabs_stay_what_they_are() -> None:
    """A text of several lines is one cell, broken where it was."""
    assert read(word.render(hostile())).texts["p/5"] == AWKWARD[5]


def test_a_cell_that_stands_twice_has_two_bookmarks() -> None:
    """Names of bookmarks are used once in a document, and so are their ids."""
    marks = re.findall(r'bookmarkStart w:id="(\d+)" w:name="(\w+)"', "".join(parts(word.render(paper())).values()))
    ids, names = zip(*marks, strict=True)
    assert len(set(ids)) == len(ids) and len(set(names)) == len(names)
    assert {"afi_0", "afi_0_2"} <= set(names)


def test_what_is_missing_to_write_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the libraries nothing is begun, and what to install is said."""
    from ledger.errors import StoreUnavailable

    monkeypatch.setattr(word, "find_spec", lambda name: None if name == "docxtpl" else name)
    with pytest.raises(StoreUnavailable, match="docxtpl, which is not installed") as refused:
        word.render(paper())
    assert 'pip install "afi-ledger[papers]"' in refused.value.remedy


def test_the_starter_is_always_the_same_and_all_of_it_prints() -> None:
    """Its bytes do not vary, and it has every field that a template must not forget."""
    assert starter() == starter()
    said = "".join(parts(starter()).values())
    for field in ("title", "marking", "watermark", "footer", "qr", "block", "fact.label", "section.title"):
        assert f"{{{{ {field} }}}}" in said


def test_a_template_may_print_only_some_fields() -> None:
    """What it does not print is absent, and its own words belong to no cell."""
    found = read(word.render(unmarked(), template("Open now: {{ figure.open }}.", header="", footer="{{ footer }}")))
    assert found.texts == {"figures/open/value": "5", "footer": paper().footer.text}
    assert found.outside == ("Open now:", ".")
