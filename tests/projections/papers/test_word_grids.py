"""The cells of a Word document's tables by where they stand, and how much of a document is read at all."""

import re
import time

import pytest

from ledger.errors import Unreadable
from projections.papers.readers import Found, same
from projections.papers.readers.word import read
from projections.papers.renderers.word import render
from tests.projections.papers.sample import paper
from tests.projections.papers.wording import BODY, changed, paragraph, parts, with_part

_PAPER = render(paper())
_CLOSED = "All closed"
_MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
_SHAPE = 'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" Requires="wps"'


def _altered(found: Found) -> list[str]:
    """The cells that do not say any more what they said."""
    return [cell.id for cell in found.manifest.cells if not same(cell.text, found.texts.get(cell.id, "\0"))]


def _cells(xml: str, said: str) -> list[str]:
    """The cells of tables in which this stands."""
    return [each for each in re.findall(r"<w:tc>.*?</w:tc>", xml) if f">{said}<" in each]


def _reset(cell: str, said: str) -> str:
    """As a program sets the text of a cell anew, and drops what stood there."""
    return re.sub(r"(</w:pPr>).*(</w:p>)", rf"\1<w:r><w:t>{said}</w:t></w:r>\2", cell)


@pytest.mark.parametrize(
    ("said", "number", "id_"),
    [
        ("Head of Crime", 1, "improvements/AFI-2/owner"),
        ("AFI-3", 0, "improvements/AFI-3/ref"),
        ("Owner", 0, "improvements/QUE-5/owner/head"),
    ],
)
def test_a_cell_that_was_set_anew_is_that_cell(said: str, number: int, id_: str) -> None:
    """Its row and its column tell which it is, though its bookmark is gone."""
    xml = parts(_PAPER)[BODY]
    cell = _cells(xml, said)[number]
    found = read(changed(_PAPER, BODY, lambda xml: xml.replace(cell, _reset(cell, "0"))))
    assert _altered(found) == [id_] and found.texts[id_] == "0" and found.outside == ()


@pytest.mark.parametrize(
    ("one", "other", "ids"),
    [
        ("Supervise investigations, part 1.", "Supervise investigations, part 3.", ("AFI-1/text", "AFI-3/text")),
        ("Supervise investigations, part 2.", "AFI-2", ("AFI-2/ref", "AFI-2/text")),
        ("AFI-1", "AFI-3", ("AFI-1/ref", "AFI-3/ref")),
    ],
)
def test_cells_that_change_places_are_named_by_where_they_stand(one: str, other: str, ids: tuple[str, str]) -> None:
    """With their bookmarks, in a column or in a row, whatever the file says of the order that they stand in."""
    xml = parts(_PAPER)[BODY]
    first, second = _cells(xml, one)[0], _cells(xml, other)[0]
    found = read(changed(_PAPER, BODY, lambda xml: xml.replace(first, "@").replace(second, first).replace("@", second)))
    assert _altered(found) == [f"improvements/{id_}" for id_ in ids]
    assert sorted(found.texts[f"improvements/{id_}"] for id_ in ids) == sorted((one, other))
    stand = [cell.id for cell in found.manifest.cells]
    assert [id_ for id_ in found.texts if "AFI-" in id_] == [id_ for id_ in stand if "AFI-" in id_]


def test_where_it_is_not_certain_nothing_is_guessed() -> None:
    """A row of which nothing is left is of no cell."""
    row = re.compile(r"<w:tr>(?:(?!</w:tr>).)*AFI-2(?:(?!</w:tr>).)*</w:tr>")
    drop = re.compile(r"<w:bookmark(Start|End)[^>]*/>")
    found = read(changed(_PAPER, BODY, lambda xml: row.sub(lambda found: drop.sub("", found[0]), xml)))
    assert _altered(found) == [f"improvements/AFI-2/{key}" for key in ("ref", "text", "owner", "due")]
    assert found.outside[0] == "AFI-2" and not any(id_.startswith("improvements/AFI-2") for id_ in found.texts)


# What a file says of the cells that its template prints.


@pytest.mark.parametrize("printed", ["[-1]", "[-99999]", "[99999]", "[0,0]"])
def test_cells_that_there_are_not_are_not_printed(printed: str) -> None:
    """Nor does any cell stand twice in the order in which they are printed."""
    said = f'"printed":{printed},"recipe":'
    content = changed(_PAPER, "customXml/item1.xml", lambda xml: xml.replace('"recipe":', said))
    with pytest.raises(Unreadable, match="What the file says of itself cannot be read"):
        read(content)


def test_a_cell_that_its_template_does_not_print_is_none() -> None:
    """What stands there all the same was put there."""
    content = changed(_PAPER, "customXml/item1.xml", lambda xml: xml.replace('"recipe":', '"printed":[2],"recipe":'))
    found = read(content)
    assert list(found.texts) == ["title"] and "Open" in found.outside and "5" in found.outside


# What would take too long.


def test_a_file_of_millions_of_elements_is_refused_at_once() -> None:
    """However small it is, and in whichever letters it is written."""
    many = changed(_PAPER, BODY, lambda xml: xml.replace("<w:sectPr>", "<w:p/>" * 7_000_000 + "<w:sectPr>"))
    began = time.monotonic()
    with pytest.raises(Unreadable, match="more than 500,000 elements"):
        read(many)
    assert len(many) < 200_000 and time.monotonic() - began < 3
    ebcdic = parts(_PAPER)[BODY].replace("UTF-8", "cp037").encode("cp037", "replace")
    with pytest.raises(Unreadable, match="no Word document"):
        read(with_part(_PAPER, BODY, ebcdic))


def test_contents_within_contents_cost_no_time() -> None:
    """Each of several contents is gone through once, however deep they are."""
    deep = paragraph(_CLOSED) * 500
    for _ in range(60):
        deep = f"<mc:AlternateContent {_MC}><mc:Choice {_SHAPE}>{deep}</mc:Choice></mc:AlternateContent>"
    began = time.monotonic()
    put = f"<w:p><w:r>{deep}</w:r></w:p><w:sectPr>"
    found = read(changed(_PAPER, BODY, lambda xml: xml.replace("<w:sectPr>", put)))
    assert found.outside.count(_CLOSED) == 500
    assert time.monotonic() - began < 5


def test_a_file_in_utf_16_is_read() -> None:
    """In which a part may be written too."""
    body = parts(_PAPER)[BODY].replace("UTF-8", "UTF-16").encode("utf-16")
    assert read(with_part(_PAPER, BODY, body)) == read(_PAPER)
