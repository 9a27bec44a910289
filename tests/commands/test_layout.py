"""Text in columns: nothing is lost, nothing is wider than it may be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands import layout

_WORDS = st.text(st.sampled_from("aé漢\u0301 -"), max_size=30)


def test_room_is_what_a_terminal_gives() -> None:
    """An accent takes no place, a wide letter two."""
    assert [layout.room(text) for text in ("abc", "Zoë", "Zoe\u0308", "漢字")] == [3, 3, 3, 4]


def test_wrap_breaks_at_spaces() -> None:
    """Lines are as full as they can be; line breaks of the text stay."""
    assert layout.wrap("one two three\n\nfour", 7) == ["one two", "three", "", "four"]


def test_wrap_breaks_words_only_where_told() -> None:
    """A fingerprint can be copied whole from a paragraph, but not from a column."""
    assert layout.wrap("a 123456789", 5) == ["a", "123456789"]
    assert layout.wrap("a 123456789", 5, cut=True) == ["a", "12345", "6789"]


def test_wrap_leaves_what_fits_as_it_is() -> None:
    """Spaces that mean something stay where there is room."""
    assert layout.wrap("AFI-7  text", 20) == ["AFI-7  text"]


@given(_WORDS, st.integers(2, 12))
def test_wrap_loses_nothing_and_keeps_to_the_width(text: str, width: int) -> None:
    """Whatever the text."""
    lines = layout.wrap(text, width, cut=True)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(layout.room(line) <= width for line in lines)


def test_columns_that_fit_keep_their_width() -> None:
    """No table is drawn wider than what is in it."""
    lines = layout.fitted(["Ref", "What"], [["AFI-1", "short"]], [False, True], 80)
    assert lines == ["Ref    What", "────────────", "AFI-1  short"]


def test_the_wide_column_gives_way() -> None:
    """It takes what the others leave, and goes on below."""
    lines = layout.fitted(["Ref", "What"], [["AFI-1", "one two three four five six seven"]], [False, True], 25)
    assert lines == ["Ref    What", "─" * 25, "AFI-1  one two three four", "       five six seven"]


def test_two_wide_columns_share() -> None:
    """The one that needs less gets all it needs."""
    lines = layout.fitted(["A", "B"], [["x" * 20, "y " * 40]], [True, True], 60)
    assert lines[2].split()[0] == "x" * 20


@given(st.lists(st.tuples(_WORDS, _WORDS, _WORDS), min_size=1, max_size=4), st.integers(60, 90))
def test_a_table_keeps_to_the_width(rows: list[tuple[str, str, str]], width: int) -> None:
    """Whatever is in it."""
    for line in layout.fitted(["One", "Two", "Three"], rows, [False, True, True], width):
        assert layout.room(line) <= width


@st.composite
def _tables(draw: st.DrawFn) -> tuple[list[str], list[list[str]], list[bool]]:
    """Headings, rows (some of one cell, which is a heading), and which columns give way."""
    count = draw(st.integers(1, 10))
    line = st.lists(_WORDS, min_size=count, max_size=count)
    rows = draw(st.lists(line | st.lists(_WORDS, min_size=1, max_size=1), min_size=1, max_size=4))
    return draw(line), rows, draw(st.lists(st.booleans(), min_size=count, max_size=count))


@given(_tables(), st.integers(40, 220))
def test_no_table_is_wider_than_the_terminal(table: tuple[list[str], list[list[str]], list[bool]], width: int) -> None:
    """Whatever columns, however many, and however narrow the terminal."""
    headings, rows, wide = table
    lines = layout.fitted(headings, rows, wide, width)
    assert all(layout.room(line) <= width for line in lines)
    assert "".join("".join(lines).split()).count("é") == "".join(map("".join, [headings, *rows])).count("é")


def test_what_is_too_much_is_taken_from_the_widest() -> None:
    """A reference stays whole where the columns beside it cannot have what they need."""
    row = ["MTG-25", "2025-06-24", *["Call Handling Working Group"] * 3]
    lines = layout.fitted(["Ref", "Held", "A", "B", "C"], [row], [False, False, True, True, True], 60)
    assert lines[2].startswith("MTG-25  2025-06-24  ") and max(map(layout.room, lines)) == 60


def test_a_pipe_has_one_line_a_row() -> None:
    """Line breaks become spaces, and columns stand in line, however long a cell is."""
    lines = layout.unfitted(["A", "B"], [["one\ntwo", "x"], ["y" * 100, "z"]])
    assert lines[1] == "one two" + " " * 95 + "x"
    assert lines[2] == "y" * 100 + "  z"


def test_in_a_very_long_table_a_long_cell_does_not_widen_the_others() -> None:
    """It pushes its own line along; thousands of rows would be mostly spaces."""
    lines = layout.unfitted(["A", "B"], [["y" * 100, "z"], *[["one", "x"]] * 1_000])
    assert lines[1] == "y" * 100 + "  z" and lines[2] == "one" + " " * 59 + "x"


@pytest.mark.parametrize("width", [80, 200])
def test_ten_thousand_rows_look_as_one_does(width: int) -> None:
    """Each keeps to the width, none is lost, and the first looks as it does alone; in a pipe a row is a line."""
    headings, wide = ["Ref", "Improvement", "Status", "Owner", "Due"], [False, True, False, False, False]
    text = "Have enough resources for calls graded prompt (within an hour), domestic abuse above all."
    rows = [[f"AFI-{n}", text, "in progress", "Head of Corporate Development", "2018-12"] for n in range(1, 10_001)]
    lines = layout.fitted(headings, rows, wide, width)
    assert max(map(layout.room, lines)) <= width
    assert [line.split()[0] for line in lines if line.startswith("AFI-")] == [row[0] for row in rows]
    alone = layout.fitted(headings, rows[-1:], wide, width)
    assert lines[-(len(alone) - 2) :] == alone[2:]
    assert len(layout.unfitted(headings, rows)) == 10_001
