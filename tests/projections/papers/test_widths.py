"""How wide the columns of a table are, whatever stands in them."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projections.papers.model import Cell, Column, Paper, Paragraph, Row, Table
from projections.papers.widths import shares, tied, widths
from tests.projections.papers.sample import cell, paper


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
    line = 49.5  # letters' heights, so long is a line of a table in nine points
    assert ref * line > 6 * 0.6 and sense * line > 8 * 0.54 and text > 0.6


_EIGHT = table(
    ["What", "When", "Force", "To", "Document", "Where", "Said by", "Entry"],
    [["Response made", "8 January 2025", "Fenshire Constabulary", "", "Comments on PEEL 2023–2025 (DOC-8)", "",
      "Police and Crime Commissioner", "E-212"],
     ["Response published", "10 January 2025", "Fenshire Constabulary", "", "Comments on PEEL 2023–2025 (DOC-8)",
      "https://example.org/responses/peel-2023-2025", "Fenshire Police and Crime Commissioner", "E-220"]],
)  # fmt: skip


def _set(blocks: tuple[Paragraph | Table, ...]) -> Paper:
    made = paper()
    return made._replace(sections=(made.sections[0]._replace(blocks=blocks),))


def test_no_head_is_broken_in_a_crowded_table() -> None:
    """Of eight columns, each keeps its words whole on the page, as the typesetter's own letters are."""
    pypdf, pdf = pytest.importorskip("pypdf"), pytest.importorskip("projections.papers.renderers.pdf")
    pytest.importorskip("typst")
    text = "".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf.render(_set((_EIGHT,))))).pages)
    words = {word for column in _EIGHT.columns for word in column.head.text.split()}
    assert words | {"Constabulary", "Commissioner", "published", "Comments"} <= set(text.split())


def test_a_column_in_which_nothing_stands_gets_the_least() -> None:
    """It has room for its head, and what is left over goes to the others."""
    named, empty, text = widths(table(["Ref", "Marked", "Text"], [["AFI-1", "", "some"]]))
    assert 6 * 0.5 < empty * 49.5 < 6 < named * 49.5 and named < text * 2
    assert widths(table(["A", "B"], [["", ""]])) == pytest.approx((0.5, 0.5), abs=0.1)


def _texts(*blocks: Paragraph | Table) -> list[str]:
    return [each.text.replace("\u00a0", "_") for each in tied(_set(blocks)).cells() if each.id.startswith("t/")]


def test_dates_are_not_parted() -> None:
    """A date keeps together; May that is no month, and numbers that are no days, are left as they are."""
    said = "On 3 March 2018, and by May 2019. You may: May I? In March 20 came, on 10 April"
    assert _texts(Paragraph(Cell("t/1", said))) == [
        "On 3_March_2018, and by May_2019. You may: May I? In March 20 came, on 10_April"
    ]


def test_a_date_that_is_wider_than_its_column_is_parted_before_its_year() -> None:
    """Its day and its month keep together still; where it fits, all of it does."""
    date = "30 September 2025"
    narrow = Table("t", Cell("c", "C"), tuple(Column(f"k{n}", Cell(f"h{n}", "Responsible")) for n in range(9)),
                   (Row("", tuple(Cell(f"t/{n}", date) for n in range(9))),), Cell("e", ""))  # fmt: skip
    assert _texts(narrow) == ["30_September 2025"] * 9
    wide = narrow._replace(columns=narrow.columns[:3], rows=(Row("", narrow.rows[0].cells[:3]),))
    assert _texts(wide) == ["30_September_2025"] * 3


def test_a_date_beside_much_text_has_its_width() -> None:
    """A column of dates is no narrower than its dates, whatever the others say."""
    _, date, _ = widths(table(["Ref", "Due", "Text"], [["AFI-1", "30 September 2025", "some words " * 200]]))
    assert date * 49.5 > len("30 September 2025") * 0.5


def test_tables_of_the_same_columns_have_them_at_the_same_places() -> None:
    """Whatever each of them says; one with another head has its own."""
    first = table(["Ref", "Text", "Owner"], [["AFI-1", "short", "Head of Contact Management"]])
    second = table(["Ref", "Text", "Owner"], [["AFI-2", "some words " * 60, "nobody"]])
    other = table(["Ref", "Text", "Lead"], [["AFI-2", "some words " * 60, "nobody"]])
    named = [each._replace(caption=Cell(name, name)) for each, name in ((first, "1"), (second, "2"), (other, "3"))]
    found = shares(_set(tuple(named)))
    assert found["1"] == found["2"] != widths(first) and found["3"] == widths(other)


def test_a_column_has_its_longest_line_not_its_longest_text() -> None:
    """Of a cell with many short lines no more is asked than one of them needs."""
    lines, text = widths(table(["A", "B"], [["one line\n" * 30, "some words " * 60]]))
    assert lines * 49.5 < 8 and text > 5 * lines


def test_no_column_has_a_word_in_each_line_for_one_that_says_much() -> None:
    """What says little beside a long history still has some words in a line."""
    asked, history = widths(table(["What is asked", "Status"], [["some words " * 6, "some words " * 60]]))
    assert asked * 49.5 > 10 and history > asked


def test_the_number_of_a_records_part_stays_with_it() -> None:
    """Elsewhere, parts of things are words like others."""
    assert _texts(Paragraph(Cell("t/1", "FND-3, part 1, and the plan, part 2"))) == [
        "FND-3, part_1, and the plan, part 2"
    ]


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
