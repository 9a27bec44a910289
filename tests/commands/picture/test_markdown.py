"""A table for documents: one row a row, one cell a cell, whatever was recorded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from commands.picture.markdown import escaped, table
from commands.rendering import Column
from projections.drawing.scale import one_line
from tests.projections.drawing.drawing import HOSTILE


def read(text: str) -> list[list[str]]:
    """The cells of a table as a Markdown reader shows them."""
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    cells = [token for token in tokens if token.type == "inline"]
    rows = [token for token in tokens if token.type == "tr_open"]
    shown = ["".join(child.content for child in cell.children or ()) for cell in cells]
    assert {child.type for cell in cells for child in cell.children or ()} <= {"text", "text_special"}
    each = len(shown) // len(rows)
    return [shown[start : start + each] for start in range(0, len(shown), each)]


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=40), min_size=2, max_size=2))
def test_cells_are_read_back_as_they_were(cells: list[str]) -> None:
    """But for white space, which is one space, and for what nobody sees."""
    rows = [{"one": cells[0], "other": cells[1]}]
    [heading, found] = read("\n".join(table(rows, [Column("One|1", "one"), Column("Other", "other")])))
    assert heading == ["One|1", "Other"]
    assert found == [MarkdownIt("zero").renderInline(escaped(cell)) and one_line(cell) for cell in cells]


@pytest.mark.parametrize(
    "text", [*HOSTILE, "a | b", "*x*", "`|`", "[link](http://x)", "a\nb", "\\|", "&amp;", "~~x~~", "# h"]
)
def test_nothing_is_markup(text: str) -> None:
    """A pipe parts no cells, a star makes nothing bold, and a line end no new row."""
    [_, [found]] = read("\n".join(table([{"x": text}], [Column("X", "x")])))
    assert found == one_line(text)
