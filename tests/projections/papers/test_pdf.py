"""A paper as a tagged PDF, and read back from it."""

import subprocess
import sys
import zlib
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from typing import Any

import pytest

from ledger.errors import StoreUnavailable, Unreadable
from projections.papers.letters import compared, drawn, unusual
from projections.papers.manifest import manifest_of
from projections.papers.model import (
    Bullets,
    Cell,
    Column,
    Facts,
    Heading,
    Paper,
    Paragraph,
    Quote,
    Row,
    Section,
    Table,
    Typed,
)
from projections.papers.readers import Found, same
from projections.papers.readers import pdf as reading
from projections.papers.renderers import pdf as rendering
from tests.projections.papers import sample

pypdf = pytest.importorskip("pypdf")
pytest.importorskip("typst")

PLAIN = sample.paper()
TEXTS = (
    "Adéẹ̀yẹmí Ọ̀ṣun ẹ́ x̣́ q́ x q ẹ",
    "السلام عليكم 12 ورحمة (الله) and 34",
    "שלום עולם 2017",
    "中文 字 हिन्दी ไทย 한국어 عَ",
    "👨‍👩‍👧 🇬🇧 ❤️ ☎️ 1️⃣ ✔ ✓ ≤ ½ №",
    "λόγος привет Ελλάδα ІЇ ẞ ﬁ office",
    "a\u00a0b\u2003c \u0301d \ue000 \U0010ffff \u0378 \ufeff",
    "\u2028x\u2029y\x85z\rq",
    "\u200b",
    "re-offending/-/ " * 20 + "https://www.example.org/" + "a/b-c_d?e=f&" * 40,
)


def _told(content: bytes) -> tuple[Found, set[str]]:
    """What is found, and the ids of cells that do not say what the manifest says they did."""
    found = reading.read(content)
    wrong = {cell.id for cell in found.manifest.cells if not same(found.texts.get(cell.id, "absent"), cell.text)}
    return found, wrong


def _with(value: Any, id_: str, text: str) -> Any:
    """A part of a paper where one cell says another thing."""
    if isinstance(value, Cell):
        return value._replace(text=text) if value.id == id_ else value
    if hasattr(value, "_fields"):
        return type(value)(*(_with(each, id_, text) for each in value))
    return tuple(_with(each, id_, text) for each in value) if isinstance(value, tuple) else value


def _changed(change: Callable[[Any], None], paper: Paper = PLAIN) -> bytes:
    """A paper's PDF as somebody changed it."""
    writer = pypdf.PdfWriter(clone_from=BytesIO(rendering.render(paper)))
    change(writer)
    content = BytesIO()
    writer.write(content)
    return content.getvalue()


def _drawing(said: bytes) -> Any:
    from pypdf.generic import StreamObject

    stream = StreamObject()
    stream.set_data(said)
    return stream


def _page(said: bytes) -> Any:
    """A page of a foreign program."""
    from pypdf.generic import DictionaryObject, NameObject

    page = pypdf.PageObject.create_blank_page(width=595, height=842)
    font = {NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1")}
    font[NameObject("/BaseFont")] = NameObject("/Helvetica")
    fonts = DictionaryObject({NameObject("/F1"): DictionaryObject(font)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    page[NameObject("/Contents")] = _drawing(said)
    return page


FOREIGN = _page(b"BT /F1 12 Tf 72 700 Td (Everything is \\(very\\) well) Tj ET")


def _structure(content: bytes) -> list[Any]:
    """The elements of a document's structure, in order."""
    found: list[Any] = []

    def walk(node: Any) -> None:
        node = node.get_object()
        for kid in node if isinstance(node, list) else [node]:
            kid = kid.get_object()
            if hasattr(kid, "get") and "/S" in kid:
                found.append(kid)
            if hasattr(kid, "get") and "/K" in kid:
                walk(kid["/K"])

    walk(pypdf.PdfReader(BytesIO(content)).trailer["/Root"]["/StructTreeRoot"]["/K"])
    return found


@pytest.mark.parametrize("paper", [PLAIN, sample.hostile(), sample.paper(rows=400)], ids=["plain", "hostile", "long"])
def test_all_reads_back(paper: Paper) -> None:
    """Every cell comes back, with nothing beside."""
    found, wrong = _told(rendering.render(paper))
    assert found.manifest == manifest_of(paper)
    assert (wrong, found.outside) == (set(), ())
    assert list(found.texts) == [cell.id for cell in found.manifest.cells]


def test_any_letter_reads_back() -> None:
    """Whatever script a text is of, and wherever it stands, it is read back; what no font has is drawn as its code."""
    columns = Column("a", Cell("a", "A")), Column("b", Cell("b", "B"), 6)
    rows = tuple(Row(str(n), (Cell(f"r/{n}", text), Cell(f"s/{n}", "x"))) for n, text in enumerate(TEXTS))
    table = Table("t", Cell("c", TEXTS[0]), columns, rows, Cell("e", ""))
    paragraphs = tuple(Paragraph(Cell(f"p/{n}", text), f"9.{n}") for n, text in enumerate(TEXTS))
    cells = tuple(Cell(f"q/{n}", text) for n, text in enumerate(TEXTS))
    headings = tuple(Heading(Cell(f"h/{n}", text)) for n, text in enumerate(TEXTS))
    blocks = (*paragraphs, table, Quote(cells, Cell("q", "Said")), *headings)
    section = Section("s", "9", Cell("s", TEXTS[1]), blocks)
    found, wrong = _told(rendering.render(PLAIN._replace(sections=(*PLAIN.sections, section))))
    assert (wrong, found.outside) == (set(), ())


def test_what_cannot_be_drawn_is_told() -> None:
    """A character that no font has, and one that turns the line, is drawn as its code; a joiner is left out."""
    tried = unusual(["👮🏽‍♀️ 中 \u202eabc ✓"])
    missing = rendering._missing(rendering._compiler(), ["".join(tried)])
    assert missing == {"👮", "🏽", "中"}
    assert drawn("👮🏽‍♀️ 中\t\u202ea\nb", missing) == "[U+1F46E][U+1F3FD]♀ [U+4E2D] [U+202E]a \nb"
    assert compared("[U+1F46E] x") == compared("👮\u200d x") != compared("x")
    assert compared("[U+FFFFFF]") == "[U+FFFFFF]"


def test_the_fonts_have_what_is_not_tried() -> None:
    """All printable characters that are not tried one by one are in the fonts."""
    simple = "".join(chr(code) for code in range(0x21, 0x180) if chr(code).isprintable())
    assert not unusual([simple]) and unusual(["✓"]) == ["✓"]
    assert not rendering._missing(rendering._compiler(), [simple])
    _, wrong = _told(rendering.render(_with(PLAIN, "purpose/published", simple)))
    assert not wrong


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
    found, wrong = _told(rendering.render(_with(PLAIN, id_, text), manifest_of(PLAIN)))
    assert (wrong, found.texts[id_], found.outside) == ({id_}, text, ())


def test_an_edited_footer_is_named() -> None:
    """The line at the foot of the page is a cell too."""
    edited = PLAIN._replace(proof=PLAIN.proof._replace(size=158))
    found, wrong = _told(rendering.render(edited, manifest_of(PLAIN)))
    assert (wrong, found.texts["footer"], found.outside) == ({"footer"}, edited.footer.text, ())


def test_a_removed_row_is_absent() -> None:
    """A row that is not there any more is absent, and an added one is outside."""
    shorter, longer = sample.paper(rows=2), sample.paper(rows=4)
    found, wrong = _told(rendering.render(shorter, manifest_of(PLAIN)))
    gone = {f"improvements/AFI-3/{key}" for key in ("ref", "text", "owner", "due")}
    assert wrong == gone and not gone & set(found.texts) and found.outside == ()
    found, wrong = _told(rendering.render(longer, manifest_of(PLAIN)))
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
        page[NameObject("/Contents")] = _drawing(content[:at] + said + content[content.index(b"EMC", at) :])

    found, wrong = _told(_changed(change))
    assert len(wrong) == 1 and len(found.texts) == len(found.manifest.cells)


def test_saved_again_reads_back() -> None:
    """A program that writes the same document in its own way leaves all as it was."""
    found, wrong = _told(_changed(lambda writer: writer.compress_identical_objects()))
    assert (wrong, found.outside) == (set(), ())


def test_what_was_laid_over_a_page_is_outside() -> None:
    """Text, a text box, a stamp, a picture: whatever others laid over a page is told."""
    from pypdf.annotations import FreeText, Rectangle

    def change(writer: Any) -> None:
        writer.pages[0].merge_page(FOREIGN)
        writer.add_annotation(0, FreeText(text="Amended: grade good", rect=(50, 500, 200, 550)))
        writer.add_annotation(0, Rectangle(rect=(50, 600, 200, 650), interior_color="ffffff"))

    found, wrong = _told(_changed(change))
    assert wrong == set()
    assert found.outside == ("Everything is (very) well", "Amended: grade good", "[square]")
    picture = _page(b"q 100 0 0 100 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \xff EI Q")
    found, wrong = _told(_changed(lambda writer: writer.pages[0].merge_page(picture)))
    assert (wrong, found.outside) == (set(), ("[picture]",))


def test_an_added_page_is_outside() -> None:
    """What stands on a page of another program is told, and so is a page that stands there twice."""
    found, wrong = _told(_changed(lambda writer: writer.add_page(FOREIGN)))
    assert (wrong, found.outside) == (set(), ("Everything is (very) well",))

    def twice(writer: Any) -> None:
        pages = writer.root_object["/Pages"]
        pages["/Kids"].append(pages["/Kids"][0])

    found, wrong = _told(_changed(twice))
    assert wrong == set() and "AFI-1" in " ".join(found.outside)


def test_a_removed_page_is_absent() -> None:
    """The cells of a page that was taken out are absent, and those around it are not."""
    paper = sample.paper(rows=90)
    found, wrong = _told(_changed(lambda writer: writer.remove_page(1), paper))
    assert found.outside == () and wrong == {cell.id for cell in found.manifest.cells} - set(found.texts)
    assert "improvements/AFI-45/text" in wrong and {"title", "improvements/AFI-90/text", "footer"} <= set(found.texts)


def test_is_tagged() -> None:
    """The PDF is PDF/UA-1 by its own word, with title, language, headings, heads of tables, and words for pictures."""
    content = rendering.render(PLAIN)
    reader = pypdf.PdfReader(BytesIO(content))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] == True and root["/Lang"] == "en-GB"  # noqa: E712
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
    assert (
        reader.metadata.title == PLAIN.title.text
        and reader.metadata.subject == "OFFICIAL-SENSITIVE · FICTITIOUS EXAMPLE"
    )
    xmp = root["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp and "<pdfaid:part>3</pdfaid:part>" in xmp and PLAIN.title.text in xmp
    elements = _structure(content)
    roles = [element["/S"] for element in elements]
    assert [role for role in roles if role in ("/H1", "/H2", "/H3")] == ["/H1", "/H2", "/H2", "/H3", "/H2"]
    assert roles.count("/TH") == 4 and roles.count("/Caption") == 2 and roles.count("/BlockQuote") == 1
    pictures = [element["/Alt"] for element in elements if element["/S"] == "/Figure"]
    assert pictures == ["Grades by year: 2017 good.", PLAIN.footer.text]
    assert all(piece.number is not None or piece.artifact is not None for piece in _pieces(reader))


def _pieces(reader: Any) -> list[Any]:
    from projections.papers.readers.pdf_page import Budget, pieces

    return [piece for page in reader.pages for piece in pieces(page, Budget())]


def test_each_page_is_marked() -> None:
    """Marking at top and bottom, watermark, footer and number stand on every page; a table's heads are repeated."""
    reader = pypdf.PdfReader(BytesIO(rendering.render(sample.paper(rows=90))))
    for number, page in enumerate(reader.pages, 1):
        said = page.extract_text()
        assert said.count("OFFICIAL-SENSITIVE") == 2 and "FICTITIOUS EXAMPLE" in said and "root abcd ef12" in said
        assert f"Page {number} of {len(reader.pages)}" in said
    assert all("What is to improve" in page.extract_text() for page in reader.pages[:-1])


def test_the_manifest_is_attached() -> None:
    """The file bears its manifest as data."""
    reader = pypdf.PdfReader(BytesIO(rendering.render(PLAIN)))
    [attached] = reader.attachment_list
    assert (attached.name, attached.associated_file_relationship) == (rendering.ATTACHED, "/Data")


def test_without_marking_or_code() -> None:
    """No marking, no watermark, a checkpoint too long for a code: all else stands."""
    paper = sample.paper(marking="", watermark="")
    content = rendering.render(paper._replace(proof=paper.proof._replace(checkpoint="x" * 5000)))
    found, wrong = _told(content)
    assert (wrong, found.outside) == (set(), ())
    assert [each["/Alt"] for each in _structure(content) if each["/S"] == "/Figure"] == ["Grades by year: 2017 good."]


def test_what_is_empty_is_nothing() -> None:
    """Blocks without anything in them, and cells without text, leave no trace."""
    nothing = Cell("nothing", "")
    table = Table(
        "t", nothing, (Column("a", Cell("a", "A")), Column("b", nothing)), (Row("", (nothing,) * 2),), nothing
    )
    blocks = (Facts(()), Bullets(()), Quote((), nothing), Typed((nothing,), nothing), Paragraph(nothing), table)
    section = Section("s", "", Cell("s", "Of nothing"), blocks)
    found, wrong = _told(rendering.render(PLAIN._replace(sections=(*PLAIN.sections, section), head=Facts(()))))
    assert (wrong, found.outside) == (set(), ())


def test_a_long_word_goes_on_in_the_next_line() -> None:
    """A word without an end is broken where its column ends."""
    pieces = rendering.render(sample.hostile())
    lines = [line for page in pypdf.PdfReader(BytesIO(pieces)).pages for line in page.extract_text().split("\n")]
    assert max(line.count("x") for line in lines) < 100
    assert sum(line.count("x") for line in lines) > 3 * 300


def test_same_paper_same_bytes() -> None:
    """Another process at another time makes the same bytes, and the date in them is the paper's."""
    program = (
        "import sys; from tests.projections.papers import sample; from projections.papers.renderers.pdf import render; "
        "sys.stdout.buffer.write(render(sample.hostile()))"
    )
    command = [sys.executable, "-c", program]
    again = subprocess.run(command, capture_output=True, check=True, env={"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"})
    content = rendering.render(sample.hostile())
    assert again.stdout == content
    assert pypdf.PdfReader(BytesIO(content)).metadata["/CreationDate"] == "D:20180329000000Z"


def _bomb(writer: Any) -> None:
    from pypdf.generic import NameObject, NumberObject

    stream = _drawing(b"")
    stream._data = zlib.compress(b"q " * 40_000_000, 9)
    stream[NameObject("/Filter")] = NameObject("/FlateDecode")
    stream[NameObject("/Length")] = NumberObject(len(stream._data))
    writer.pages[0][NameObject("/Contents")] = writer._add_object(stream)


def _forms(writer: Any) -> None:
    """Ten forms, each of which draws the next one ten times."""
    from pypdf.generic import DictionaryObject, NameObject

    inner: Any = writer._add_object(_drawing(b"0 0 m"))
    for _ in range(10):
        form = _drawing(b"/X Do " * 10)
        form[NameObject("/Subtype")] = NameObject("/Form")
        objects = DictionaryObject({NameObject("/X"): inner})
        form[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): objects})
        inner = writer._add_object(form)
    page = writer.pages[0]
    page["/Resources"][NameObject("/XObject")] = DictionaryObject({NameObject("/X"): inner})
    page[NameObject("/Contents")] = _drawing(b"/X Do")


def _circle(writer: Any) -> None:
    """A structure that holds itself."""
    tree = writer.root_object["/StructTreeRoot"]
    top = tree["/K"].get_object()
    (top[0] if isinstance(top, list) else top).get_object()["/K"].append(tree.raw_get("/K"))


def _unended(writer: Any) -> None:
    from pypdf.generic import NameObject

    writer.pages[0][NameObject("/Contents")] = _drawing(b"BT (" + b"(" * 10_000)


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
    [_bomb, _forms, _circle, _unended, _pages_in_circle, _many_pages, _two_manifests, _no_manifest, _locked],
)
def test_a_hostile_file_is_refused(change: Callable[[Any], None]) -> None:
    """A file that would unpack without end, or goes in circles, or is not a paper, is refused in words."""
    content = _changed(change)
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
