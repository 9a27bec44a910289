"""Rows as lines: each is one, also the one that is skipped or refused."""

from datetime import date

import pytest

from commands.intake.columns import Columns
from commands.intake.lines import Line, read_lines
from commands.intake.sheet import Fault, Sheet, Value
from ledger.errors import Unreadable

HEADINGS: list[Value] = ["Ref", "What is\nasked", "State", "Target", "Remark"]
COLUMNS = Columns(
    {"number": "ref", "text": "What is asked", "status": "State", "due": "Target"},
    {"inspection": "INS-1"},
    {"status": {"amber": "in progress"}, "due": {"tbc": "none set"}},
)


def lines(*rows: list[Value], columns: Columns = COLUMNS, epoch: date = date(1899, 12, 30)) -> list[Line]:
    """The lines of a sheet with these rows below its headings."""
    return read_lines(Sheet("AFIs", [HEADINGS, *rows], epoch=epoch), columns).lines


def test_what_a_row_says() -> None:
    """In the ledger's words where the map has them; texts as they are."""
    [found] = lines([7, " Answer\ncalls ", "AMBER ", "tbc", "x"])
    assert found == Line(
        2,
        {
            "inspection": "INS-1",
            "number": "7",
            "text": " Answer\ncalls ",
            "status": "in progress",
            "due": "none set",
            "status_word": "AMBER ",
        },
    )


@pytest.mark.parametrize(
    ("value", "day"),
    [
        (date(2018, 9, 30), "2018-09-30"),
        (43373, "2018-09-30"),
        (43373.75, "2018-09-30"),
        (2018, "2018"),
        (" 3/4/2018 ", "3/4/2018"),
        ("within 6 months", "within 6 months"),
        (7.5, "7.5"),
        (10**12, "1000000000000"),
    ],
)
def test_dates(value: Value, day: str) -> None:
    """Of cells that are dates, of numbers as Excel counts days, and of texts as they are typed."""
    assert lines(["1", "x", None, value])[0].said["due"] == day


def test_numbers_of_the_calendar_of_1904() -> None:
    """Are days of that calendar."""
    assert lines(["1", "x", None, 41911], epoch=date(1904, 1, 1))[0].said["due"] == "2018-09-30"


def test_month_first() -> None:
    """Where the map says so; what is no such text stays as it is."""
    columns = Columns(COLUMNS.headings, COLUMNS.always, month_first=True)
    days = [line.said["due"] for line in lines(["1", "x", None, "3/4/2018"], ["1", "x", None, "May"], columns=columns)]
    assert days == ["4/3/2018", "May"]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ([None, " ", None, None, None], "empty"),
        (["Effectiveness", None, None, None, None], "one cell only: “Effectiveness”"),
        ([None, None, "Amber", None, "x"], "neither a number nor a text"),
    ],
)
def test_skipped(row: list[Value], why: str) -> None:
    """With the reason."""
    [found] = lines(row)
    assert why in found.skipped and not found.refused


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (["1", "x", "Done", None, None], "does not say what “Done” stands for"),
        (["1", "x", Fault("holds the error #REF!"), None, None], "The cell of status holds the error #REF!."),
    ],
)
def test_refused(row: list[Value], why: str) -> None:
    """With the reason, and the number by which people find the row."""
    [found] = lines(row)
    assert why in found.refused and not found.skipped and found.said["number"] == "1"


def test_a_fault_where_nothing_is_read() -> None:
    """Refuses nothing."""
    assert not lines(["1", "x", None, None, Fault("holds the error #REF!")])[0].refused


def test_a_map_of_texts_alone() -> None:
    """Takes each filled row for one."""
    columns = Columns({"text": "Ref"}, {"inspection": "INS-1"})
    assert [line.skipped for line in lines(["Answer calls"], columns=columns)] == [""]


def test_columns_that_mean_nothing() -> None:
    """Are said."""
    assert read_lines(Sheet("AFIs", [HEADINGS]), COLUMNS).unread == ["Remark"]


@pytest.mark.parametrize(
    ("headings", "header", "said"),
    [
        (["Ref", "Text"], 1, 'has no heading "What is asked"'),
        ([*HEADINGS, "REF"], 1, 'has two headings "ref"'),
        (HEADINGS, 2, "ends before row 2"),
    ],
)
def test_headings_that_are_not_there(headings: list[Value], header: int, said: str) -> None:
    """What the row holds is said."""
    with pytest.raises(Unreadable, match=said):
        read_lines(Sheet("AFIs", [headings]), Columns(COLUMNS.headings, header=header))
