"""A paper's PDF read back: what was edited, removed or laid over is named, and what is no paper is refused."""

import sys
import zlib
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from ledger.errors import StoreUnavailable, Unreadable
from projections.papers.manifest import manifest_of
from projections.papers.readers import pdf as reading
from projections.papers.renderers import pdf as rendering
from tests.projections.papers import sample

pytest.importorskip("pypdf")
pytest.importorskip("typst")

from tests.projections.papers.pdfs import PLAIN, changed, drawing, page_of, told, with_text

FOREIGN = page_of(b"BT /F1 12 Tf 72 700 Td (Everything is \\(very\\) well) Tj ET")


@pytest.mark.parametrize(
    ("id_", "text"),
    [
        ("title", "An update on the inspection of efficiency"),
        ("marking", "OFFICIAL"),
        ("watermark", "EXAMPLE"),
        ("head/date", "30 March 2018"),
        ("purpose/title", "Purposes"),
        ("purpose/text/2", "And of what does not."),
        ("purpose/by", "Written by Bob Keeper on 27 March 2018"),
        ("purpose/published", "The report was not published."),
        ("improvements/QUE-5/due/head", "When due"),
        ("improvements/AFI-2/due", "May 2018"),
        ("improvements/AFI-3/ref", "AFI-4"),
        ("none/empty", "The report is recorded to have identified one."),
        ("improvements/b/2", "Another"),
        ("summary/1", "The force is good."),
        ("figures/open/value", "6"),
        ("grades/caption", "Grades"),
        ("grades/alternative", "Grades by year: 2017 outstanding."),
    ],
)
def test_an_edit_is_named(id_: str, text: str) -> None:
    """Where one cell says another thing than the manifest, that cell is named with what it says, and no other."""
    found, wrong = told(rendering.render(with_text(PLAIN, id_, text), manifest_of(PLAIN)))
    assert (wrong, found.texts[id_], found.outside) == ({id_}, text, ())


def test_an_edited_footer_is_named() -> None:
    """The line at the foot of the page is a cell too."""
    edited = PLAIN._replace(proof=PLAIN.proof._replace(size=158))
    found, wrong = told(rendering.render(edited, manifest_of(PLAIN)))
    assert (wrong, found.texts["footer"], found.outside) == ({"footer"}, edited.footer.text, ())


def test_a_removed_row_is_absent() -> None:
    """A row that is not there any more is absent, and an added one is outside."""
    shorter, longer = sample.paper(rows=2), sample.paper(rows=4)
    found, wrong = told(rendering.render(shorter, manifest_of(PLAIN)))
    gone = {f"improvements/AFI-3/{key}" for key in ("ref", "text", "owner", "due")}
    assert wrong == gone and not gone & set(found.texts) and found.outside == ()
    found, wrong = told(rendering.render(longer, manifest_of(PLAIN)))
    assert wrong == set() and found.outside == (
        "AFI-4",
        "Supervise investigations, part 4.",
        "Head of Crime",
        "June 2018",
    )


def test_a_changed_content_stream_is_named() -> None:
    """Where a program wrote other glyphs on the page, the cell is named."""

    def change(writer: Any) -> None:
        from pypdf.generic import NameObject

        page = writer.pages[0]
        content = page.get_contents().get_data()
        at = content.index(b"/Span<</MCID 9>>BDC") + len(b"/Span<</MCID 9>>BDC")
        said = b"\nq BT /f0 9 Tf (\\000\\005) Tj ET Q "
        page[NameObject("/Contents")] = drawing(content[:at] + said + content[content.index(b"EMC", at) :])

    found, wrong = told(changed(change))
    assert len(wrong) == 1 and len(found.texts) == len(found.manifest.cells)


def test_saved_again_reads_back() -> None:
    """A program that writes the same document in its own way leaves all as it was."""
    found, wrong = told(changed(lambda writer: writer.compress_identical_objects()))
    assert (wrong, found.outside) == (set(), ())


def test_what_was_laid_over_a_page_is_outside() -> None:
    """Text, a text box, a stamp, a picture: whatever others laid over a page is told."""
    from pypdf.annotations import FreeText, Rectangle

    def change(writer: Any) -> None:
        writer.pages[0].merge_page(FOREIGN)
        writer.add_annotation(0, FreeText(text="Amended: grade good", rect=(50, 500, 200, 550)))
        writer.add_annotation(0, Rectangle(rect=(50, 600, 200, 650), interior_color="ffffff"))

    found, wrong = told(changed(change))
    assert wrong == set()
    assert found.outside == ("Everything is (very) well", "Amended: grade good", "[square]")
    picture = page_of(b"q 100 0 0 100 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \xff EI Q")
    found, wrong = told(changed(lambda writer: writer.pages[0].merge_page(picture)))
    assert (wrong, found.outside) == (set(), ("[picture]",))


def test_an_added_page_is_outside() -> None:
    """What stands on a page of another program is told, and so is a page that stands there twice."""
    found, wrong = told(changed(lambda writer: writer.add_page(FOREIGN)))
    assert (wrong, found.outside) == (set(), ("Everything is (very) well",))

    def twice(writer: Any) -> None:
        pages = writer.root_object["/Pages"]
        pages["/Kids"].append(pages["/Kids"][0])

    found, wrong = told(changed(twice))
    assert wrong == set() and "AFI-1" in " ".join(found.outside)


def test_a_removed_page_is_absent() -> None:
    """The cells of a page that was taken out are absent, and those around it are not."""
    paper = sample.paper(rows=90)
    found, wrong = told(changed(lambda writer: writer.remove_page(1), paper))
    assert found.outside == () and wrong == {cell.id for cell in found.manifest.cells} - set(found.texts)
    assert "improvements/AFI-45/text" in wrong and {"title", "improvements/AFI-90/text", "footer"} <= set(found.texts)


def _bomb(writer: Any) -> None:
    from pypdf.generic import NameObject, NumberObject

    stream = drawing(b"")
    stream._data = zlib.compress(b"q " * 40_000_000, 9)
    stream[NameObject("/Filter")] = NameObject("/FlateDecode")
    stream[NameObject("/Length")] = NumberObject(len(stream._data))
    writer.pages[0][NameObject("/Contents")] = writer._add_object(stream)


def _forms(writer: Any) -> None:
    """Ten forms, each of which draws the next one ten times."""
    from pypdf.generic import DictionaryObject, NameObject

    inner: Any = writer._add_object(drawing(b"0 0 m"))
    for _ in range(10):
        form = drawing(b"/X Do " * 10)
        form[NameObject("/Subtype")] = NameObject("/Form")
        objects = DictionaryObject({NameObject("/X"): inner})
        form[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): objects})
        inner = writer._add_object(form)
    page = writer.pages[0]
    page["/Resources"][NameObject("/XObject")] = DictionaryObject({NameObject("/X"): inner})
    page[NameObject("/Contents")] = drawing(b"/X Do")


def _circle(writer: Any) -> None:
    """A structure that holds itself."""
    tree = writer.root_object["/StructTreeRoot"]
    top = tree["/K"].get_object()
    (top[0] if isinstance(top, list) else top).get_object()["/K"].append(tree.raw_get("/K"))


def _unended(writer: Any) -> None:
    from pypdf.generic import NameObject

    writer.pages[0][NameObject("/Contents")] = drawing(b"BT (" + b"(" * 10_000)


def _numbers(writer: Any) -> None:
    """Operands without an operator."""
    from pypdf.generic import NameObject

    writer.pages[0][NameObject("/Contents")] = drawing(b"0 " * 1_000_000)


def _pages_in_circle(writer: Any) -> None:
    pages = writer.root_object["/Pages"]
    pages["/Kids"].append(writer.root_object.raw_get("/Pages"))


def _many_pages(writer: Any) -> None:
    pages = writer.root_object["/Pages"]
    for _ in range(2_001):
        pages["/Kids"].append(pages["/Kids"][0])


def _two_manifests(writer: Any) -> None:
    writer.add_attachment(rendering.ATTACHED, b"{}")


def _no_manifest(writer: Any) -> None:
    del writer.root_object["/Names"], writer.root_object["/AF"]


def _locked(writer: Any) -> None:
    writer.encrypt("secret", algorithm="RC4-128")


@pytest.mark.parametrize(
    "change",
    [_bomb, _forms, _circle, _unended, _numbers, _pages_in_circle, _many_pages, _two_manifests, _no_manifest, _locked],
)
def test_a_hostile_file_is_refused(change: Callable[[Any], None]) -> None:
    """A file that would unpack without end, or goes in circles, or is not a paper, is refused in words."""
    content = changed(change)
    with pytest.raises(Unreadable) as refused:
        reading.read(content)
    assert refused.value.what.startswith("The file ") and refused.value.remedy


def test_a_broken_file_is_refused() -> None:
    """No PDF, half of one, and one with bytes changed are refused, or read."""
    content = rendering.render(PLAIN)
    halves = [content[: len(content) * part // 20] for part in range(20)]
    for broken in (b"", b"%PDF-1.7", b"PK\x03\x04", b"%PDF-" + b"0" * 50_000_000, *halves):
        with pytest.raises(Unreadable):
            reading.read(broken)
    for at in range(0, len(content), len(content) // 60):
        with suppress(Unreadable):
            reading.read(content[:at] + b"\xff<<[(" + content[at + 5 :])


@pytest.mark.parametrize(("library", "does"), [("typst", rendering.render), ("pypdf", reading.read)])
def test_what_is_not_installed_is_named(library: str, does: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the libraries, it is said how to install them."""
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(StoreUnavailable, match=library) as refused:
        does(PLAIN)
    assert "afi-ledger[papers]" in refused.value.remedy
