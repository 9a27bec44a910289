"""A workbook as it is written: nothing in it runs, it prints as it should, and it is whole or not there."""

import os
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from commands.intake.sheet import read
from commands.sheets import Cell, Export, Heading, Table
from commands.workbook import CUT, LONGEST_CELL, safe, write
from ledger.errors import AlreadyThere, StoreUnavailable
from tests.commands.intake.making import opened, parts

HEADINGS = [Heading("Ref", "ref", 9), Heading("=Text", "text", 60)]
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x","y")', "{=1}", "\t=1", "=cmd|' /c calc'!A1"]


def export(*rows: Sequence[Cell]) -> Export:
    """A workbook with one sheet of these rows."""
    table = Table("Register", HEADINGS, [[*row] for row in rows])
    return Export("Register & more", "fenshire & co as of E-7", [("=About", "=1")], [table])


def test_no_text_is_a_formula(tmp_path: Path) -> None:
    """By the XML itself: every cell is a text, and each reads as it was."""
    write(tmp_path / "out.xlsx", export(*([f"AFI-{n}", text] for n, text in enumerate(FORMULAS))))
    for name, found in parts((tmp_path / "out.xlsx").read_bytes()).items():
        if name.startswith("xl/worksheets/"):
            assert not re.search(rb"<f[ />]", found)
            cells = re.findall(rb"<c [^>]*>", found)
            assert cells and all(b't="inlineStr"' in cell or b't="s"' in cell for cell in cells)
    sheet = opened(tmp_path / "out.xlsx")["Register"]
    assert [row[1].value for row in sheet.iter_rows(min_row=2)] == FORMULAS
    assert sheet["B2"].number_format == "@"  # stays a text if somebody edits it


def test_what_a_reader_sees(tmp_path: Path) -> None:
    """Headings that stay and can be filtered, pages that bear them, and a title."""
    write(tmp_path / "out.xlsx", export(["AFI-1", date(2018, 3, 22)], ["AFI-2", 7], ["AFI-3", None]))
    made = opened(tmp_path / "out.xlsx")
    sheet = made["Register"]
    assert [cell.value for cell in sheet["B"]][2:] == [7, None]
    assert sheet["B2"].is_date and sheet["B2"].number_format == "d mmm yyyy"
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("B2", "A1:B4", "$1:$1")
    assert sheet["A1"].font.b and sheet["B2"].alignment.wrap_text and sheet.column_dimensions["B"].width == 60
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    assert sheet.oddHeader and sheet.oddHeader.center
    assert sheet.oddHeader.center.text == "fenshire && co as of E-7"
    assert (made.sheetnames, made.properties.title) == (["About", "Register"], "Register & more")


TEXTS = ["a\r\nb\rc", "  spaces  ", "tab\there", "<&>\"'", "🙂 é", "line\nline", "x" * LONGEST_CELL]


def test_texts_come_back_as_they_were(tmp_path: Path) -> None:
    """Read by our own reader, line ends and spaces included."""
    assert write(tmp_path / "out.xlsx", export(*(["AFI-1", text] for text in TEXTS))) == 0
    found = read((tmp_path / "out.xlsx").read_bytes(), "out.xlsx", "Register")
    assert [row[1] for row in found.rows[1:]] == TEXTS


def test_what_looks_like_an_escape_is_none() -> None:
    """Excel would show another character."""
    assert safe("a_x0041_b_x_") == "a_x005F_x0041_b_x_"


def test_what_xml_cannot_hold() -> None:
    """No recorded text has it; a workbook would be damaged by it."""
    assert safe("a\x00\x0b\x1f\ufffeb\ud800") == "a����b�"


@pytest.mark.parametrize("text", ["x" * (LONGEST_CELL + 1), "🙂" * LONGEST_CELL, "\r" * LONGEST_CELL])
def test_what_is_too_long_is_cut_and_says_so(tmp_path: Path, text: str) -> None:
    """To what Excel counts, and in no half character or escape."""
    assert write(tmp_path / "out.xlsx", export(["AFI-1", text], ["AFI-2", "short"])) == 1
    found = opened(tmp_path / "out.xlsx")["Register"]["B2"].value
    assert len(found.encode("utf-16-le")) <= 2 * LONGEST_CELL
    assert found.endswith(CUT) and text.startswith(found.removesuffix(CUT).replace("_x000D_", "\r"))


def test_nothing_is_written_over(tmp_path: Path) -> None:
    """Also where the file came there meanwhile; nothing else stays."""
    (tmp_path / "out.xlsx").write_text("mine")
    with pytest.raises(AlreadyThere):
        write(tmp_path / "out.xlsx", export())
    assert [(each.name, each.read_text()) for each in tmp_path.iterdir()] == [("out.xlsx", "mine")]


@pytest.mark.parametrize("there", [True, False])
def test_where_there_are_no_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: bool) -> None:
    """It is renamed, if nothing is there."""

    def link(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "link", link)
    if there:
        (tmp_path / "out.xlsx").write_text("mine")
        with pytest.raises(StoreUnavailable):
            write(tmp_path / "out.xlsx", export())
        assert (tmp_path / "out.xlsx").read_text() == "mine"
    else:
        write(tmp_path / "out.xlsx", export())
    assert os.listdir(tmp_path) == ["out.xlsx"]
