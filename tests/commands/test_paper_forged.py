"""Papers whose files say more, or something else, or the same elsewhere, than the ledger gave: each is found."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from projections.papers.word.zipping import unpacked, zipped
from tests.commands.terminal import Terminal
from tests.projections.papers.wording import BODY, changed, paragraph, template

BOARD = ("paper", "board", "--forum", "BCB", "--dated", "2018-03-29", "-i", "INS-2")


def told(desk: Terminal, path: Path, content: str) -> tuple[int, dict[str, Any]]:
    """What verify says of a file with this content, and with which code; it is never issued if that is none."""
    path.write_text(content, "utf-8")
    result = desk.run("paper", "verify", path.name, "--json")
    if result.code:
        desk.refuses(3, "paper", "issue", path.name)
    return result.code, result.json


@pytest.mark.parametrize("suffix", ["html", "md"])
def test_words_that_were_added_are_a_difference(desk: Terminal, suffix: str) -> None:
    """Where nothing but cells can stand."""
    path = desk.folder / f"paper.{suffix}"
    desk.does(*BOARD, "-o", path.name)
    page, added = path.read_text("utf-8"), "All areas for improvement are closed."
    put = (
        page.replace("</h1>", f"</h1>\n<p>{added}</p>", 1)
        if suffix == "html"
        else page.replace("\n", f"\n\n{added}\n\n", 1)
    )
    code, said = told(desk, path, put)
    assert code == 5 and [(row["kind"], row["said"]) for row in said["differences"]] == [("added", added)]
    assert added in desk.run("paper", "verify", path.name).out


def with_more(content: bytes, *texts: str) -> bytes:
    """A Word file in which some paragraphs were put before all others."""
    held, more = unpacked(content, "It"), "".join(map(paragraph, texts))
    held[BODY] = re.sub(rb"<w:body>", b"<w:body>" + more.encode(), held[BODY], count=1)
    return zipped(held)


def test_words_that_were_added_to_a_word_document_are_a_difference(desk: Terminal) -> None:
    """Also where its template has words of its own, and one of them is put in once more."""
    from projections.papers.template import starter

    own = [f"Our own words, {number}." for number in range(25)]
    (desk.folder / "ours.docx").write_bytes(with_more(starter(), *own))
    for name, how in (("plain.docx", ()), ("ours-filled.docx", ("--template", "ours.docx"))):
        desk.does(*BOARD, "-o", name, *how)
        assert desk.does("paper", "verify", name, "--json").json["template_words"] == (own if how else [])
        more = with_more((desk.folder / name).read_bytes(), "All is closed.", *own[:1])
        (desk.folder / "more.docx").write_bytes(more)
        result = desk.run("paper", "verify", "more.docx", "--json")
        assert result.code == 5
        assert [(row["kind"], row["said"]) for row in result.json["differences"]] == [
            ("added", "All is closed."), ("added", own[0]),
        ]  # fmt: skip
        assert "beside the cells" in desk.refuses(3, "paper", "issue", "more.docx")
    shown = desk.does("paper", "verify", "ours-filled.docx").out
    assert "Our own words, 19." in shown and "Our own words, 20." not in shown and "and 5 more" in shown


def test_cells_that_change_places_are_found(desk: Terminal) -> None:
    """Each says what it did, beside another's name."""
    desk.does(*BOARD, "-o", "paper.md")
    path = desk.folder / "paper.md"
    page = path.read_text("utf-8")
    cells = json.loads(desk.does(*BOARD, "--json").out)["cells"]
    places = [
        number
        for number, (id_, _, _) in enumerate(cells)
        if id_ in ("improvements/AFI-1/text", "improvements/AFI-2/text")
    ]
    one, other = (re.search(rf"\|([^|]*<!--c{place}-->)", page)[1] for place in places)  # type: ignore[index]
    code, said = told(desk, path, page.replace(one, "@").replace(other, one).replace("@", other))
    assert code == 5 and {row["kind"] for row in said["differences"]} == {"moved"}


@pytest.mark.parametrize(
    "put",
    [
        ("<body", '<body onload="document.title=1"'),
        ("</style>", "td{font-size:0}</style>"),
        ("</head>", '<link rel="stylesheet" href="data:text/css,td{}"></head>'),
        ("</head>", '<meta http-equiv="refresh" content="1;url=x"></head>'),
        ("</head>", "<script>1</script></head>"),
    ],
)
def test_styles_and_scripts_that_were_put_in_are_found(desk: Terminal, put: tuple[str, str]) -> None:
    """They show a reader something else than what stands in the cells."""
    desk.does(*BOARD, "-o", "paper.html")
    page = (desk.folder / "paper.html").read_text("utf-8")
    (desk.folder / "paper.html").write_text(page.replace(*put, 1), "utf-8")
    result = desk.run("paper", "verify", "paper.html", "--json")
    assert result.code == 5 and not result.json["whole"]
    drawn, said = result.json["drawings"], result.json["differences"]
    assert said or [each for each in drawn if each.startswith("what stands around")]
    desk.refuses(3, "paper", "issue", "paper.html")


def test_a_drawing_over_a_page_is_found(desk: Terminal) -> None:
    """A white rectangle takes no word away, and hides one."""
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import ContentStream, NameObject

    desk.does(*BOARD, "-o", "paper.pdf")
    writer = PdfWriter(clone_from=PdfReader(desk.folder / "paper.pdf"))
    desk.does("paper", "verify", "paper.pdf")
    page = writer.pages[1]
    stream = ContentStream(page.get_contents(), writer)
    stream.set_data(stream.get_data() + b" q 1 1 1 rg 200 400 200 200 re f Q")
    page[NameObject("/Contents")] = writer._add_object(stream)
    writer.write(desk.folder / "white.pdf")
    result = desk.run("paper", "verify", "white.pdf", "--json")
    assert (result.code, result.json["drawings"], result.json["whole"]) == (5, ["page 2"], False)
    assert "The file says otherwise than the ledger gave: page 2." in desk.refuses(3, "paper", "issue", "white.pdf")


def test_pages_that_another_typesetter_set_are_not_issued(desk: Terminal) -> None:
    """Nobody can tell whether they show what the ledger gave."""
    from pypdf import PdfReader, PdfWriter

    desk.does(*BOARD, "-o", "paper.pdf")
    writer = PdfWriter(clone_from=PdfReader(desk.folder / "paper.pdf"))
    writer.add_metadata({"/Creator": "Another program"})
    writer.write(desk.folder / "other.pdf")
    result = desk.run("paper", "verify", "other.pdf", "--json")
    assert result.code == 5 and result.json["drawings_not_compared"].startswith("another program")
    assert "another program" in desk.refuses(3, "paper", "issue", "other.pdf")


@pytest.mark.parametrize(
    ("old", "new"), [(r"\*\*\d\.1\*\* ", "**99.1** "), (r"# ", "> # "), (r"## ", "**99** \n\n## "), (r"## ", "### ")]
)
def test_what_stands_around_the_texts_of_markdown_is_compared(desk: Terminal, old: str, new: str) -> None:
    """Numbers, headings and quotations are no cell's, and are read all the same."""
    desk.does(*BOARD, "-o", "paper.md")
    path = desk.folder / "paper.md"
    page = path.read_text("utf-8")
    code, said = told(desk, path, re.sub(f"^{old}", new, page, count=1, flags=re.MULTILINE))
    assert code == 5 and said["drawings"] == ["what stands around the texts: elements, numbers, styles and settings"]


def test_a_cell_that_stands_twice_is_found(desk: Terminal) -> None:
    """Even where it says both times what the ledger gave."""
    desk.does(*BOARD, "-o", "paper.md")
    path = desk.folder / "paper.md"
    page = path.read_text("utf-8")
    [line] = re.findall(r"^\| AFI-1<.*$", page, re.MULTILINE)[:1]
    code, said = told(desk, path, page.replace(line, f"{line}\n{line}", 1))
    assert code == 5 and said["drawings"] and said["differences"] == []


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (r'"moment":"[^"]*"', '"moment":"2099-01-01T00:00:00.000000Z"', 3),
        (r'"moment":"[^"]*"', '"moment":"2099-01-01T00:00:00"', 2),
        (r'"rules":1', '"rules":1e999', 2),
        (r'"rules":1', '"rules":7', 2),
        (r'"figures":\{', '"figures":{"a figure":"title",', 5),
        (r'"recipe":\{', '"recipe":{"since":3,', 2),
        (r'"recipe":', '"printed":[0,1],"recipe":', 5),
    ],
)
def test_a_manifest_that_nobody_wrote_here_is_found(desk: Terminal, old: str, new: str, code: int) -> None:
    """What a file says of itself is held against the ledger too, and never ends in a fault."""
    desk.does(*BOARD, "-o", "paper.md")
    page = (desk.folder / "paper.md").read_text("utf-8")
    forged = re.sub(old, new, page, count=1)
    assert forged != page
    (desk.folder / "paper.md").write_text(forged, "utf-8")
    assert desk.run("paper", "verify", "paper.md").code == code
    assert desk.run("paper", "issue", "paper.md", "--title", "x").code in (2, 3) or code == 2


def test_what_a_template_leaves_out_is_not_taken_out(desk: Terminal) -> None:
    """The paper is whole, what it does not print is told, and it is issued; a cell that was taken out later is one."""
    own = template(
        "{{ watermark }}{{ marking }}{{ title }}", "{%p for part in head %}", "{{ part.value }}", "{%p endfor %}"
    )
    (desk.folder / "own.docx").write_bytes(own)
    desk.does(*BOARD, "--template", "own.docx", "-o", "paper.docx")
    said = desk.does("paper", "verify", "paper.docx", "--json").json
    assert said["whole"] and said["differences"] == [] and "AFI-1, Owner" in said["left_out"]
    assert "cells that its template leaves out" in desk.does("paper", "verify", "paper.docx").out
    desk.records("paper", "issue", "paper.docx")
    gone = changed(
        (desk.folder / "paper.docx").read_bytes(),
        BODY,
        lambda xml: xml.replace("29\N{NO-BREAK SPACE}March\N{NO-BREAK SPACE}2018", ""),
    )
    (desk.folder / "gone.docx").write_bytes(gone)
    result = desk.run("paper", "verify", "gone.docx", "--json")
    assert result.code == 5 and [row["place"] for row in result.json["differences"]] == ["Date, in the head"]


def test_a_row_that_is_not_there_any_more_is_one_line(desk: Terminal) -> None:
    """And not one for each of its cells."""
    desk.does(*BOARD, "-o", "paper.html")
    desk.records("void", "AFI-1", "--in-error", "--reason", "It was recorded twice")
    rows = desk.does("paper", "verify", "paper.html", "--json").json["since"]
    gone = [row["place"] for row in rows if row["kind"] == "gone"]
    assert len(gone) == len(set(gone)) and any(place.startswith("the row of AFI-1 in ") for place in gone)
    assert not any(row["place"].startswith("AFI-1, ") for row in rows)
