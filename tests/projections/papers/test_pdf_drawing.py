"""What is painted over a page of a PDF is seen, though its text says the same; how a file is packed is not."""

from collections.abc import Callable
from typing import Any

import pytest

from ledger.errors import Unreadable
from projections.papers.model import Paper
from projections.papers.readers import pdf as reading
from projections.papers.renderers import pdf as rendering
from tests.projections.papers import sample

pytest.importorskip("pypdf")
pytest.importorskip("typst")

from tests.projections.papers.pdfs import PLAIN, changed, drawing, page_of, told, with_text

#: Three pages.
LONG = sample.paper(rows=90)


def drawings(content: bytes) -> tuple[str, ...]:
    """What is told of each page."""
    return reading.read(content).drawings


def typesetter(content: bytes) -> str:
    """What set the pages."""
    return reading.read(content).maker


def _other(change: Callable[[Any], None], paper: Paper = LONG) -> list[int]:
    """The pages that a change made draw otherwise."""
    before, after = drawings(rendering.render(paper)), drawings(changed(change, paper))
    assert len(before) == len(after) > 1
    return [number for number, (one, other) in enumerate(zip(before, after, strict=True), 1) if one != other]


def _rectangle(writer: Any) -> None:
    writer.pages[1].merge_page(page_of(b"1 1 1 rg 100 500 80 20 re f"))


def _zero(writer: Any) -> None:
    """A figure drawn by lines."""
    writer.pages[1].merge_page(page_of(b"1 g 100 500 80 20 re f 0 g 110 505 m 120 505 l 120 515 l 110 515 l s"))


def _box(writer: Any) -> None:
    from pypdf.annotations import FreeText

    writer.add_annotation(1, FreeText(text="0", rect=(100, 500, 120, 520), background_color="ffffff"))


def _link(writer: Any) -> None:
    """A link whose looks are a white box."""
    from pypdf.annotations import Link
    from pypdf.generic import DictionaryObject, NameObject

    link = Link(rect=(100, 500, 120, 520), url="https://example.org")
    looks = drawing(b"1 g 0 0 20 20 re f")
    looks[NameObject("/Subtype")] = NameObject("/Form")
    link[NameObject("/AP")] = DictionaryObject({NameObject("/N"): writer._add_object(looks)})
    writer.add_annotation(1, link)


def _picture(writer: Any) -> None:
    writer.pages[1].merge_page(page_of(b"q 50 0 0 50 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \xff EI Q"))


def _cut(writer: Any) -> None:
    """A page that is shown in part."""
    from pypdf.generic import RectangleObject

    writer.pages[1].cropbox = RectangleObject((0, 0, 595, 400))


@pytest.mark.parametrize("change", [_rectangle, _zero, _box, _link, _picture, _cut])
def test_what_is_laid_over_a_page_is_seen(change: Callable[[Any], None]) -> None:
    """White paint, a figure in lines, a text box, a picture, a cut: that page is drawn otherwise, and no other."""
    assert _other(change) == [2]


def test_letters_that_look_otherwise_are_seen() -> None:
    """A font whose letters were exchanged changes every page that is set in it."""

    def change(writer: Any) -> None:
        for font in writer.pages[1]["/Resources"]["/Font"].values():
            described = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
            stream = next(described[key].get_object() for key in ("/FontFile3", "/FontFile2") if key in described)
            stream.set_data(stream.get_data() + b" ")

    assert 2 in _other(change)


def test_fields_of_the_document_are_seen() -> None:
    """What is filled in, or a layer that is switched off, may cover any page."""

    def change(writer: Any) -> None:
        from pypdf.generic import DictionaryObject, NameObject

        writer.root_object[NameObject("/AcroForm")] = DictionaryObject()

    assert _other(change) == [1, 2, 3]


def _updated(said: bytes, number: int, before: bytes = b"") -> bytes:
    """The plain paper with a later version of one of its objects appended, as a program may write it."""
    from io import BytesIO

    from pypdf import PdfReader

    ours = rendering.render(PLAIN)
    trailer, written = PdfReader(BytesIO(ours)).trailer, BytesIO()
    written.write(ours + b"\n")
    start = written.tell()
    PdfReader(BytesIO(ours)).get_object(number).write_to_stream(written)  # type: ignore[union-attr]
    old = written.getvalue()[start:].rstrip()
    new = before or old.removesuffix(b">>") + said + b">>"
    table = b"xref\n%d 1\n%010d 00000 n \n" % (number, start)
    root, info, size = trailer.raw_get("/Root").idnum, trailer.raw_get("/Info").idnum, int(str(trailer["/Size"]))
    previous = int(ours.rsplit(b"startxref", 1)[1].split()[0])
    head = b"%d 0 obj\n%b\nendobj\n" % (number, new)
    end = b"trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/Prev %d>>\n" % (size, root, info, previous)
    return ours + b"\n" + head + table + end + b"startxref\n%d\n%%%%EOF\n" % (start + len(head))


def _number(key: str) -> int:
    from io import BytesIO

    from pypdf import PdfReader

    reader = PdfReader(BytesIO(rendering.render(PLAIN)))
    found = reader.pages[0].indirect_reference if key == "page" else reader.trailer.raw_get(key)
    return int(found.idnum)  # type: ignore[union-attr]


def test_what_stands_twice_in_a_page_is_refused() -> None:
    """Of two contents, some programs show the first and some the last; an update that says each once is read."""
    page = _number("page")
    assert drawings(_updated(b"", page)) == drawings(rendering.render(PLAIN))
    with pytest.raises(Unreadable, match="twice"):
        reading.read(_updated(b"/Contents [] /Resources <<>>", page))


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("/Root", b"/Collection <</Type /Collection /D (false.pdf) /View /T>>"),
        ("/Root", b"/PageLabels <</Nums [0 <</P (99)>>]>>"),
        ("/Info", b""),
    ],
)
def test_what_a_program_shows_around_the_pages_is_seen(key: str, said: bytes) -> None:
    """A file that is opened in its place, other numbers of pages, another title over the window."""
    other = b"" if said else b"<</Title (All is closed) /Creator (%b)>>" % typesetter(rendering.render(PLAIN)).encode()
    found = drawings(_updated(said, _number(key), other))
    assert not set(found) & set(drawings(rendering.render(PLAIN)))


def test_headings_beside_the_pages_are_seen() -> None:
    """The list of contents is read, too; one that goes in a circle ends."""

    def change(writer: Any) -> None:
        from pypdf.generic import NameObject, TextStringObject

        first = writer.root_object["/Outlines"]["/First"].get_object()
        first[NameObject("/Title")] = TextStringObject("All is closed")

    def circle(writer: Any) -> None:
        from pypdf.generic import NameObject

        outlines = writer.root_object["/Outlines"]
        outlines["/First"][NameObject("/Next")] = outlines.raw_get("/First")

    assert _other(change) == [1, 2, 3]
    drawings(changed(circle))


def _packed(writer: Any) -> None:
    """Other numbers, streams compressed anew, what is the same once."""
    writer._add_object(drawing(b"nothing"))
    for page in writer.pages:
        page.compress_content_streams()
    writer.compress_identical_objects()


def _rewritten(writer: Any) -> None:
    """Every operator written as another program does: other numbers of digits, other strings, other spaces."""
    from pypdf.generic import ContentStream, NameObject

    for page in writer.pages:
        stream = ContentStream(page.get_contents(), writer)
        stream.operations = list(stream.operations)
        page[NameObject("/Contents")] = writer._add_object(stream)


@pytest.mark.parametrize("change", [_packed, _rewritten])
def test_how_a_file_is_packed_is_not(change: Callable[[Any], None]) -> None:
    """A file that another program saved again draws the same."""
    assert _other(change) == []


def test_each_page_is_told_apart() -> None:
    """Pages have digests of their own, and the same paper the same ones; another text is another drawing."""
    told = drawings(rendering.render(LONG))
    assert len(set(told)) == len(told) == 3 and told == drawings(rendering.render(LONG))
    hostile = rendering.render(sample.hostile())
    assert drawings(hostile) == drawings(rendering.render(sample.hostile()))
    assert drawings(rendering.render(with_text(PLAIN, "head/date", "30 March 2018"))) != drawings(
        rendering.render(PLAIN)
    )


def test_who_set_the_pages_is_told() -> None:
    """The typesetter and its version stand in the file, also after another program saved it."""
    said = typesetter(changed(_packed))
    assert said == typesetter(rendering.render(PLAIN)) and said.startswith("Typst 0.")


def test_a_text_of_another_program_that_bears_a_number_of_the_page_is_outside() -> None:
    """What was laid over belongs to no cell, though its marks are numbered as the page's own are."""
    laid = page_of(b"/Span<</MCID 0>>BDC BT /F1 12 Tf 72 700 Td (0) Tj ET EMC")
    found, wrong = told(changed(lambda writer: writer.pages[0].merge_page(laid)))
    assert (wrong, found.outside) == (set(), ("0",))


def test_every_annotation_is_outside() -> None:
    """A link too, for it may look like anything."""
    found, wrong = told(changed(_link, LONG))
    assert (wrong, found.outside) == (set(), ("[link]",))


def test_what_is_no_pdf_is_refused() -> None:
    """In words."""
    for content in (b"", b"%PDF-1.7", rendering.render(PLAIN)[:5000]):
        with pytest.raises(Unreadable):
            reading.read(content)


def test_drawings_that_lead_back_to_themselves_end() -> None:
    """A form that draws itself is told by a digest, or refused."""

    def change(writer: Any) -> None:
        from pypdf.generic import DictionaryObject, NameObject

        form = drawing(b"/X Do")
        form[NameObject("/Subtype")] = NameObject("/Form")
        placed = writer._add_object(form)
        form[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/XObject"): DictionaryObject({NameObject("/X"): placed})}
        )
        writer.pages[1]["/Resources"][NameObject("/XObject")] = DictionaryObject({NameObject("/X"): placed})

    assert 2 in _other(change)
