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


def test_a_pipe_has_one_line_a_row() -> None:
    """Line breaks become spaces, and a very long cell does not widen the others."""
    lines = layout.unfitted(["A", "B"], [["one\ntwo", "x"], ["y" * 100, "z"]])
    assert lines[1] == "one two" + " " * 55 + "x"
    assert lines[2] == "y" * 100 + "  z"


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
