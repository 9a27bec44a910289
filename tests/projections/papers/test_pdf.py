"""A paper as a tagged PDF, whatever its texts hold."""

import subprocess
import sys
from io import BytesIO
from typing import Any

import pytest

from projections.papers.letters import compared, drawn, unusual
from projections.papers.manifest import manifest_of
from projections.papers.model import (
    Block,
    Bullets,
    Cell,
    Chart,
    Column,
    Drawing,
    Facts,
    Heading,
    Paper,
    Paragraph,
    Picture,
    Quote,
    Row,
    Section,
    Table,
    Typed,
)
from projections.papers.readers.pdf_page import Budget, pieces
from projections.papers.renderers import pdf as rendering
from tests.projections.papers import sample

pypdf = pytest.importorskip("pypdf")
pytest.importorskip("typst")

from tests.projections.papers.pdfs import PLAIN, structure, told, with_text  # noqa: E402

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


@pytest.mark.parametrize("paper", [PLAIN, sample.hostile(), sample.paper(rows=400)], ids=["plain", "hostile", "long"])
def test_all_reads_back(paper: Paper) -> None:
    """Every cell comes back, with nothing beside."""
    found, wrong = told(rendering.render(paper))
    assert found.manifest == manifest_of(paper)
    assert (wrong, found.outside) == (set(), ())
    assert list(found.texts) == [cell.id for cell in found.manifest.cells]


def test_any_letter_reads_back() -> None:
    """Whatever script a text is of, and wherever it stands, it is read back; what no font has is drawn as its code."""
    columns = Column("a", Cell("a", "A")), Column("b", Cell("b", "B"))
    rows = tuple(Row(str(n), (Cell(f"r/{n}", text), Cell(f"s/{n}", "x"))) for n, text in enumerate(TEXTS))
    table = Table("t", Cell("c", TEXTS[0]), columns, rows, Cell("e", ""))
    paragraphs = tuple(Paragraph(Cell(f"p/{n}", text), f"9.{n}") for n, text in enumerate(TEXTS))
    cells = tuple(Cell(f"q/{n}", text) for n, text in enumerate(TEXTS))
    headings = tuple(Heading(Cell(f"h/{n}", text)) for n, text in enumerate(TEXTS))
    blocks: tuple[Block, ...] = (*paragraphs, table, Quote(cells, Cell("q", "Said")), *headings)
    section = Section("s", "9", Cell("s", TEXTS[1]), blocks)
    found, wrong = told(rendering.render(PLAIN._replace(sections=(*PLAIN.sections, section))))
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
    _, wrong = told(rendering.render(with_text(PLAIN, "purpose/published", simple)))
    assert not wrong


def test_what_cannot_be_drawn_may_stand_in_a_picture() -> None:
    """A picture's words are drawn by their codes too, beside letters that an accent belongs to."""
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="20"><text y="9">🚓 e\u0301 中</text></svg>'
    made = Chart("words", Drawing(Picture, (svg, 90, 20)), Cell("w/alternative", "A car"), Cell("w/caption", "Cars"))
    section = Section("s", "9", Cell("s", "Cars"), (made,))
    found, wrong = told(rendering.render(PLAIN._replace(sections=(*PLAIN.sections, section))))
    assert (wrong, found.outside) == (set(), ())


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
    elements = structure(content)
    roles = [element["/S"] for element in elements]
    assert [role for role in roles if role in ("/H1", "/H2", "/H3")] == ["/H1", "/H2", "/H2", "/H3", "/H2"]
    assert roles.count("/TH") == 4 and roles.count("/Caption") == 2 and roles.count("/BlockQuote") == 1
    pictures = [element["/Alt"] for element in elements if element["/S"] == "/Figure"]
    assert pictures == ["Grades by year: 2017 good.", f"QR code of the checkpoint: {PLAIN.footer.text}"]
    assert all(piece.number is not None or piece.artifact is not None for piece in _pieces(reader))


def _pieces(reader: Any) -> list[Any]:
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
    found, wrong = told(content)
    assert (wrong, found.outside) == (set(), ())
    assert [each["/Alt"] for each in structure(content) if each["/S"] == "/Figure"] == ["Grades by year: 2017 good."]


def test_what_is_empty_is_nothing() -> None:
    """Blocks without anything in them, and cells without text, leave no trace."""
    nothing = Cell("nothing", "")
    table = Table(
        "t", nothing, (Column("a", Cell("a", "A")), Column("b", nothing)), (Row("", (nothing,) * 2),), nothing
    )
    blocks = (Facts(()), Bullets(()), Quote((), nothing), Typed((nothing,), nothing), Paragraph(nothing), table)
    section = Section("s", "", Cell("s", "Of nothing"), blocks)
    found, wrong = told(rendering.render(PLAIN._replace(sections=(*PLAIN.sections, section), head=Facts(()))))
    assert (wrong, found.outside) == (set(), ())


def test_a_heading_with_a_long_word_is_listed_by_it() -> None:
    """A heading with a word longer than its line is a heading still."""
    _, wrong = told(rendering.render(with_text(PLAIN, "purpose/title", "y" * 200 + " and more")))
    assert not wrong


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
