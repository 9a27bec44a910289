"""The cells of a sheet: their values, or why they have none."""

from datetime import date, datetime, time

import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from commands.intake import sheet
from commands.intake.sheet import Fault, Sheet, read
from ledger.errors import Unreadable
from tests.commands.intake.making import content, patched, workbook

FORMULA = rb"<f>A1&amp;1</f><v(?: ?/>|></v>)"


def of(*rows: list[object]) -> Sheet:
    """The one sheet of a workbook with these rows."""
    return read(content(workbook(*rows)), "t.xlsx")


def test_values() -> None:
    """Texts as they are, whole numbers as such, days as dates, whatever the time of day."""
    late = datetime(2018, 9, 30, 23, 59)  # noqa: DTZ001 - a cell has no time zone
    found = of(["  a\n“b” ", 3.0, 1.5, True], [date(2018, 9, 30), late, "=A1"])
    assert found.rows[0] == ["  a\n“b” ", 3, 1.5, "TRUE"]
    assert found.rows[1][:2] == [date(2018, 9, 30)] * 2
    assert (found.name, found.saved, found.locate(12)) == ("AFIs", date(2018, 6, 1), "r12")


def test_a_carriage_return_is_one() -> None:
    """However a workbook spells it."""
    assert of(["a_x000D_\nb"]).rows == [["a\r\nb"]]


@pytest.mark.parametrize(
    ("stored", "value"),
    [
        (b"<f>A1&amp;1</f><v>7</v>", 7),
        (b"<f>A1&amp;1</f><v></v>", Fault("holds a formula that was never calculated")),
    ],
)
def test_a_formula_is_what_it_came_to(stored: bytes, value: object) -> None:
    """It is not calculated; where nothing was stored nobody knows."""
    made = patched(content(workbook(["x", "=A1&1"])), "xl/worksheets/sheet1.xml", FORMULA, stored)
    found = read(made, "t.xlsx")
    assert found.rows == [["x", value]]
    assert found.remarks == ["Formulas: 1. What each last came to is taken; none is calculated."]


def test_a_formula_that_came_to_an_empty_text() -> None:
    """Is an empty cell, as people see it."""
    whole = content(workbook(["x", "=A1&1"]))
    made = patched(whole, "xl/worksheets/sheet1.xml", rb'<c r="B1">' + FORMULA, b'<c r="B1" t="str"><f>A1</f><v></v>')
    assert read(made, "t.xlsx").rows == [["x", None]]


def test_an_error_and_a_time_are_no_values() -> None:
    """They refuse their row where their column means something."""
    assert of(["#REF!", time(9, 30)]).rows == [
        [Fault("holds the error #REF!"), Fault("holds a time of day, not a date")]
    ]


def test_what_is_merged_over_rows_counts_for_each() -> None:
    """But what is merged over columns is a heading, and stands in the first only."""
    made = workbook(["a", "b", "c"], [None, None, "d"], [None, None, "e"])
    made["AFIs"].merge_cells("A1:A2")
    made["AFIs"].merge_cells("A3:B3")
    found = read(content(made), "t.xlsx")
    assert [row[0] for row in found.rows] == ["a", "a", None]
    assert "Merged cells: 2." in found.remarks[0]


def test_what_is_hidden_is_read_and_said() -> None:
    """A filter hides rows that are there all the same."""
    made = workbook(["a", "b", "c"], ["d", "e", "f"])
    made["AFIs"].row_dimensions[2].hidden = True
    made["AFIs"].column_dimensions.group("B", "C", hidden=True)
    found = read(content(made), "t.xlsx")
    assert found.rows[1] == ["d", "e", "f"]
    assert found.remarks == ["Hidden, and read all the same: rows 1, columns 2."]


def test_one_of_several_sheets() -> None:
    """Is named, whatever its case, and says in a source which it is."""
    made = workbook(["a"])
    made.create_sheet("Closed").append(["b"])
    made["Closed"].sheet_state = "hidden"
    whole = content(made)
    found = read(whole, "t.xlsx", " closed")
    assert (found.rows, found.locate(3), found.remarks) == ([["b"]], "s2.r3", ["The sheet is hidden."])
    for named, said in (("", "has 2 sheets"), ("Open", 'has no sheet "Open"')):
        with pytest.raises(Unreadable, match=said) as refused:
            read(whole, "t.xlsx", named)
        assert "AFIs, Closed" in refused.value.remedy


def test_the_calendar_of_old_macs() -> None:
    """Counts from 1904; its dates are the same, and its numbers are known to be of it."""
    made = workbook([date(2018, 9, 30)])
    made.epoch = CALENDAR_MAC_1904
    found = read(content(made), "t.xlsx")
    assert (found.rows, found.epoch) == ([[date(2018, 9, 30)]], date(1904, 1, 1))


@pytest.mark.parametrize("place", [(sheet.MOST_ROWS + 1, 1), (1, sheet.MOST_COLUMNS + 1)])
def test_a_sheet_that_goes_on_for_ever(place: tuple[int, int]) -> None:
    """Is refused before its rows are read."""
    made = workbook(["a"])
    made["AFIs"].cell(*place, "far away")
    with pytest.raises(Unreadable, match=r"rows and [\d,]+ columns"):
        read(content(made), "t.xlsx")


def test_what_the_library_cannot_read() -> None:
    """Is refused as such, whatever it raises."""
    made = patched(content(workbook(["a"])), "xl/workbook.xml", rb"(?s).*", b"<workbook")
    with pytest.raises(Unreadable, match="cannot be read as a workbook"):
        read(made, "t.xlsx")


def test_a_workbook_that_does_not_say_when_it_was_saved() -> None:
    """Has no day of its own."""
    made = patched(content(workbook(["a"])), "docProps/core.xml", rb"<dcterms:modified.*?</dcterms:modified>", b"")
    assert read(made, "t.xlsx").saved is None
