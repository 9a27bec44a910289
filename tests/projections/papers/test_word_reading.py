"""A Word document read back after people and programs had it: what was altered is found, and only that."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from ledger.errors import Unreadable
from projections.papers.manifest import manifest_of
from projections.papers.model import Paper
from projections.papers.readers import Found, same
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
    parts,
    template,
    with_part,
)

_SOFFICE = shutil.which("soffice")
_CELLS = manifest_of(paper()).cells


def _altered(found: Found) -> list[str]:
    """The cells that do not say any more what they said."""
    return [cell.id for cell in found.manifest.cells if not same(cell.text, found.texts.get(cell.id, "\0"))]


def _number(id_: str) -> int:
    return next(number for number, cell in enumerate(_CELLS) if cell.id == id_)


@pytest.mark.parametrize("number", [n for n, cell in enumerate(_CELLS) if cell.id not in ("marking", "footer")])
def test_an_edited_cell_is_found_and_no_other(number: int) -> None:
    """One character more in a bookmark, or in the words of a chart, names exactly that cell."""
    found = read(changed(render(paper()), BODY, lambda xml: _edited(xml, number)))
    assert _altered(found) == [_CELLS[number].id]
    assert found.outside == ()


def _edited(xml: str, number: int) -> str:
    if f'name="afi_{number}" descr="' in xml:
        return xml.replace(f'name="afi_{number}" descr="', f'name="afi_{number}" descr="Not ')
    return re.sub(rf'(w:name="afi_{number}"/>.*?<w:t[^>]*>[^<]*)', r"\g<1>7", xml, count=1)


@pytest.mark.parametrize(
    ("part", "cell"), [(HEADER, "marking"), (FOOTER, "marking"), (FOOTER, "footer"), (BODY, "footer")]
)
def test_each_place_of_a_cell_counts(part: str, cell: str) -> None:
    """A marking that was altered at the top only is altered."""
    text = _CELLS[_number(cell)].text
    found = read(changed(render(paper()), part, lambda xml: xml.replace(f">{text}<", ">OFFICIAL<")))
    assert _altered(found) == [cell] and found.texts[cell] == "OFFICIAL"


def test_a_header_that_no_page_has_says_nothing() -> None:
    """The part alone is not what is printed."""
    bare = changed(render(paper()), BODY, lambda xml: re.sub(r"<w:(header|footer)Reference[^>]*/>", "", xml))
    assert _altered(read(bare)) == ["marking"]


def test_what_was_removed_is_absent_and_what_was_added_is_outside() -> None:
    """A paragraph out, another in, and a figure typed beside a cell."""
    content = changed(render(paper()), BODY, lambda xml: re.sub(r"<w:p>(?:(?!</w:p>).)*One thing.*?</w:p>", "", xml))
    content = changed(
        content, BODY, lambda xml: xml.replace("<w:sectPr>", "<w:p><w:r><w:t>Added.</w:t></w:r></w:p><w:sectPr>")
    )
    before = f'<w:bookmarkStart w:id="{{}}" w:name="afi_{_number("figures/open/value")}"/>'
    typed = re.compile(before.format("[0-9]+"))
    content = changed(content, BODY, lambda xml: typed.sub(lambda mark: f"<w:r><w:t>1</w:t></w:r>{mark[0]}", xml))
    found = read(content)
    assert "improvements/b/1" not in found.texts and _altered(found) == ["improvements/b/1"]
    assert "Added." in found.outside and "1" in found.outside


def test_tracked_changes_and_hidden_text_are_read_as_they_print() -> None:
    """What is inserted counts; what is deleted, or hidden, does not."""
    run = "<w:r><w:t>5</w:t></w:r>"
    for new, said in (
        (f"<w:del>{run.replace('w:t>', 'w:delText>')}</w:del><w:ins><w:r><w:t>6</w:t></w:r></w:ins>", "6"),
        (f"<w:moveFrom>{run}</w:moveFrom><w:moveTo><w:r><w:t>7</w:t></w:r></w:moveTo>", "7"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>5</w:t></w:r>", ""),
        ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>5</w:t></w:r>', "5"),
        ("<w:r><w:t>5</w:t><w:noBreakHyphen/><w:sym/></w:r>", "5\u2011\ufffd"),
        (f"{run}</w:p><w:p>{run}", "5\n5"),
    ):
        content = changed(render(paper()), BODY, lambda xml, new=new: _five(xml, new))  # type: ignore[misc]
        assert read(content).texts["figures/open/value"] == said


def _five(xml: str, new: str) -> str:
    """The figure's run is another."""
    return xml.replace('<w:r><w:t xml:space="preserve">5</w:t></w:r>', new)


def test_a_text_box_is_seen() -> None:
    """Words that lie over the page belong to no cell, and are said once, though the file has them twice."""
    box = "<w:p><w:r><w:t>Over it</w:t></w:r></w:p>"
    compat = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    twice = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    shape = f"<w:r><mc:AlternateContent {compat}>{twice}</mc:AlternateContent></w:r>"
    found = read(changed(render(paper()), BODY, lambda xml: xml.replace("<w:sectPr>", f"<w:p>{shape}</w:p><w:sectPr>")))
    assert found.outside == ("Over it",) and _altered(found) == []


def test_without_its_own_part_the_manifest_is_in_the_properties() -> None:
    """A program that drops the custom XML keeps text properties."""
    held = unpacked(render(hostile()), "It")
    kept = {name: part for name, part in held.items() if not name.startswith("customXml/")}
    assert read(zipped(kept)).manifest == manifest_of(hostile())
    lengths = [len(each) for each in re.findall(r"<vt:lpwstr>([^<]*)<", held["docProps/custom.xml"].decode())]
    assert max(lengths) == 255


def test_a_template_keeps_its_own_items_and_properties() -> None:
    """What an organisation's system writes in its templates stays there, beside the manifest."""
    theirs = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="7" name="Unit"><vt:lpwstr>Crime</vt:lpwstr>'
        "</property></Properties>"
    )
    link = '<Relationship Id="r9" Type="{}/{}" Target="{}"/></Relationships>'
    own = unpacked(starter(), "It") | {"docProps/custom.xml": theirs.encode(), "customXml/item1.xml": b"<theirs/>"}
    for rels, kind, target in (
        ("_rels/.rels", "custom-properties", "docProps/custom.xml"),
        ("word/_rels/document.xml.rels", "customXml", "../customXml/item1.xml"),
    ):
        own[rels] = own[rels].replace(b"</Relationships>", link.format(OFFICE, kind, target).encode())
    held = parts(content := render(paper(), zipped(own)))
    assert "Crime" in held["docProps/custom.xml"] and "<theirs/>" in held["customXml/item1.xml"]
    assert 'pid="8" name="afi-paper-0001"' in held["docProps/custom.xml"]
    assert read(content).manifest == manifest_of(paper())


def _item(change: bytes) -> bytes:
    return with_part(render(paper()), "customXml/item1.xml", change)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "no Word document"),
        (render(paper())[:-300], "no Word document"),
        (bytes(51_000_000), "more than 50 MB"),
        (starter(), "no paper that was made from a ledger"),
        (with_part(render(paper()), "customXml/item2.xml", b'<paper xmlns="urn:afi-ledger:paper"/>'), "two papers"),
        (_item(b'<paper xmlns="urn:afi-ledger:paper">{"afi": 2}</paper>'), "what the file says of itself cannot"),
        (_item(b'<paper xmlns="urn:afi-ledger:paper">' + b"[" * 100_000 + b"</paper>"), "what the file says of itself"),
        (_item(b"<paper"), "no Word document"),
        (_item(b'<!DOCTYPE p [<!ENTITY a "b">]><paper xmlns="urn:afi-ledger:paper">&a;</paper>'), "document type"),
        (with_part(render(paper()), "x.xml", bytes(60_000_000)), "more than 50 MB"),
        (changed(render(paper()), BODY, lambda xml: xml.replace("</w:body>", "")), "no Word document"),
        (changed(render(paper()), BODY, deep), "no Word document"),
        (changed(render(paper()), "_rels/.rels", lambda xml: xml.replace("officeDocument", "x")), "no Word document"),
        (changed(render(paper()), "docProps/custom.xml", lambda xml: xml.replace("<vt:lpwstr>", "<vt:lpwstr>?")), ""),
        (zipped({TYPES: b"<a/>"}), "no paper that was made"),
    ],
)  # fmt: skip
def test_a_hostile_or_foreign_file_is_refused(content: bytes, what: str) -> None:
    """Each says what is wrong; the second copy of the manifest matters only where the first is gone."""
    if not what:
        assert read(content).manifest == manifest_of(paper())
        return
    with pytest.raises(Unreadable, match=f"(?i){what}"):
        read(content)


def test_a_broken_second_copy_is_refused() -> None:
    """Properties that were tampered with are no manifest, and a bomb in them does not unpack."""
    import zlib
    from base64 import b64encode

    held = unpacked(render(paper()), "It")
    kept = {name: part for name, part in held.items() if not name.startswith("customXml/")}
    for piece in ("?", b64encode(zlib.compress(bytes(80_000_000), 9)).decode(), b64encode(b"no zlib").decode()):
        said = re.sub(rb"(<vt:lpwstr>)[^<]*", rb"\1" + piece.encode(), kept["docProps/custom.xml"], count=1)
        with pytest.raises(Unreadable):
            read(zipped(kept | {"docProps/custom.xml": said}))


@pytest.mark.skipif(
    _SOFFICE is None, reason="no LibreOffice is installed here (Debian: apt-get install libreoffice-writer)"
)
@pytest.mark.parametrize(
    ("composed", "own"),
    [
        (paper(rows=40), None),
        (hostile(), None),
        (unmarked(), template("{{ title }}: {{ figure.open }}, {{ marking }}")),
    ],
)
def test_saving_again_in_libreoffice_keeps_every_cell(tmp_path: Path, composed: Paper, own: bytes | None) -> None:
    """Bookmarks, alternative texts and the manifest come through; no text becomes another."""
    before = render(composed, own)
    (tmp_path / "paper.docx").write_bytes(before)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        [str(_SOFFICE), profile, "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir",
         str(tmp_path / "saved"), str(tmp_path / "paper.docx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    found, first = read((tmp_path / "saved" / "paper.docx").read_bytes()), read(before)
    assert found.manifest == first.manifest
    assert sorted(found.texts) == sorted(first.texts)
    assert [id_ for id_, text in first.texts.items() if not same(text, found.texts[id_])] == []
    assert [" ".join(each.split()) for each in found.outside] == list(first.outside)
