"""How wide the columns of a table are, whatever stands in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projections.papers.model import Column, Row, Table
from projections.papers.widths import widths
from tests.projections.papers.sample import cell


def table(heads: list[str], rows: list[list[str]]) -> Table:
    """A table that says this."""
    columns = tuple(Column(f"k{place}", cell(f"h/{place}", head)) for place, head in enumerate(heads))
    told = (
        Row("", tuple(cell(f"{number}/{place}", text) for place, text in enumerate(row)))
        for number, row in enumerate(rows)
    )
    return Table("t", cell("caption", "C"), columns, tuple(told), cell("empty", "None."))


def test_no_usual_word_is_broken_beside_a_column_that_says_much() -> None:
    """References and usual words keep room for themselves; endless words may break."""
    ref, sense, text = widths(table(["Ref", "Sense", "Text"], [["FND-16", "weakness", "word " * 300 + "x" * 300]]))
    line = 52  # letters' heights, so long is a line of a table in nine points
    assert ref * line > 6 * 0.6 and sense * line > 8 * 0.54 and text > 0.6


def test_what_fits_in_a_line_has_its_length() -> None:
    """Where nothing lacks room each column has as much as its longest text."""
    one, other = widths(table(["A", "B"], [["short", "ten letters and more"]]))
    assert other > 2 * one


def test_what_says_more_gets_more() -> None:
    """Of two that lack room."""
    little, much = widths(table(["A", "B"], [["some words " * 20, "some words " * 60]]))
    assert little < much < 5 * little


_TEXTS = st.text("ab -/W\u00e9", max_size=200)


@given(st.integers(1, 9).flatmap(lambda n: st.lists(st.lists(_TEXTS, min_size=n, max_size=n), min_size=1, max_size=5)))
def test_the_shares_are_of_one(texts: list[list[str]]) -> None:
    """Each column has some of it, whatever is said and however many there are."""
    shares = widths(table(texts[0], texts[1:]))
    assert sum(shares) == pytest.approx(1) and all(share > 0 for share in shares)
