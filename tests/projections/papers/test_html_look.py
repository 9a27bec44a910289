"""How the texts of a page are set is seen too: what does something, hides, covers, or stands elsewhere."""

import re

import pytest

from ledger.errors import Unreadable
from projections.papers.readers.html import read
from projections.papers.renderers.html import MAKER
from tests.projections.papers.test_html import changed, page


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("<body>", "<body onload=\"document.querySelector('h1').textContent='All closed'\">", "<body>"),
        ("</main>", '<p style="opacity:0.99">All closed</p></main>', "All closed"),
        ("</main>", '<div style="visibility:hidden"><p style="visibility:visible">All closed</p></div></main>', "<p>"),
        ("</main>", '<p hidden class="zz">All closed</p></main>', "<p>"),
        ("<style>", '<link rel="stylesheet" href="data:text/css,x"><style>', "<link>"),
        ("<style>", '<meta http-equiv="refresh" content="0;url=data:text/html,x"><style>', "<meta>"),
        ("</main>", "<bdo dir=rtl>12</bdo></main>", "<bdo>"),
        ("The report was", "The report <s>was</s>", "<s>"),
    ],
)
def test_what_acts_or_hides_is_outside(old: str, new: str, said: str) -> None:
    """A paper has no such element or attribute, so each is told."""
    assert said in read(page().replace(old, new, 1).encode()).outside


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("</style>", "h1 { font-size: 0 }</style>"),
        ("</style>", "@import 'x';</style>"),
        ("default-src 'none'", "default-src *"),
        ('<p data-cell="none/empty"', '<p class="printed" data-cell="none/empty"'),
        ('<p data-cell="none/empty"', '<p data-cell="none/other"'),
        ("<footer>", "<p></p><footer>"),
        ('class="number" data-number>', 'class="number" data-number>9'),
    ],
)
def test_another_look(old: str, new: str) -> None:
    """A style, a policy, a class, a place, a number: the page is set otherwise."""
    ours = page()
    assert old in ours and read(ours.replace(old, new, 1).encode()).look != read(ours.encode()).look


@pytest.mark.parametrize("tag", ["body", "colgroup"])
def test_a_page_within_a_quote_is_not_there(tag: str) -> None:
    """A value goes on as far as its next quote, so what a browser shows is what stands behind that."""
    before, body, rest = page().replace("'", "").partition("<body>")
    cells, end, last = rest.rpartition("\n<script")
    begun = f"{'' if tag == 'body' else body}<{tag} z='>"
    found = read(f"{before}{begun}{cells}<!-- '> <p>All is closed.</p> <!-- -->{end}{last}".encode())
    assert "".join(found.outside).strip().startswith("All is closed.") and found.texts == {}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<footer>", "<footer z='>"),
        ("<td ", "<td\u00a0"),
        ("<td ", "<td\x0c"),
        ("<td ", "<t\u212a "),
        ("<td ", "<td/"),
        ("<main>", "<main \x1b$B>"),
        ("<p ", "<p a=1/"),
    ],
)
def test_what_browsers_read_otherwise_is_refused(old: str, new: str) -> None:
    """A quote that does not close where the tag seems to, a space that is none in HTML, a sign of another encoding."""
    assert old in page()
    with pytest.raises(Unreadable):
        read(page().replace(old, new, 1).encode())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<body>", "<body z='><!-- '>"),
        ("<body>", '<body dir="rtl">'),
        ('<html lang="en-GB">', '<html lang="en-GB" dir="rtl">'),
        ("<colgroup>", '<colgroup span="3">'),
        ("</main>", "<colgroup></colgroup></main>"),
        ("</tr>", "</tr></table>"),
        ("</tr>", "</tr></b>"),
        ("</section>\n<section>", "<section></section>\n</section>"),
        ("<!doctype html>\n", ""),
        ('name="generator" content="afi-ledger paper 1"', 'name="generator"'),
    ],
)
def test_tags_in_another_order_are_another_look(old: str, new: str) -> None:
    """Those of the page itself, and their ends, which take what follows elsewhere."""
    assert old in page() and read(page().replace(old, new, 1).encode()).look != read(page().encode()).look


def test_a_drawing_elsewhere_or_left_early_is_seen() -> None:
    """An end that belongs to no element ends a drawing for a browser; and a drawing belongs where it was put."""
    ours = read(page().encode())
    left = read(page().replace("2017: good</text>", "2017: good</text></p>", 1).encode())
    broken = read(page().replace("2017: good</text>", "2017: good</text><br>", 1).encode())
    assert left.drawings != ours.drawings and broken.look != ours.look
    [chart] = re.findall(r"<svg[^>]*><rect.*?</svg>", page())
    moved = read(page().replace(chart, "").replace("<figure>", f"<figure>{chart}").encode())
    assert moved.drawings == ours.drawings and moved.look != ours.look


def test_other_ends_of_lines_are_no_other_page() -> None:
    """Mail and some programs write them."""
    for end in ("\r\n", "\r"):
        assert read(page().replace("\n", end).encode()) == read(page().encode())


def test_maker() -> None:
    """What wrote it, and its version, stands in its head."""
    assert read(page().encode()).maker == MAKER
    assert read(page().replace(MAKER, "afi-ledger paper 9").encode()).maker == "afi-ledger paper 9"


def test_cells_that_changed_places() -> None:
    """Two cells exchanged with their ids are set otherwise, and are told in the order in which they stand."""
    cells = {key: f'data-cell="improvements/AFI-{key}/due"' for key in "12"}
    swapped = page().replace(cells["1"], "@").replace(cells["2"], cells["1"]).replace("@", cells["2"])
    assert read(swapped.encode()).look != read(page().encode()).look
    order = [id_ for id_ in read(swapped.encode()).texts if id_ in ("improvements/AFI-1/due", "improvements/AFI-2/due")]
    assert order == ["improvements/AFI-2/due", "improvements/AFI-1/due"]


def test_another_text_or_drawing_is_no_other_look() -> None:
    """These are told by themselves."""
    ours = page()
    for old, new in (("2017: good", "2017: outstanding"), ("The report was", "The report is")):
        other, found = read(ours.replace(old, new).encode()), read(ours.encode())
        assert other.look == found.look and changed(found) == set()


@pytest.mark.parametrize("many", ["<" * 3_000_000, "<div>" * 1_000_000])
def test_a_page_of_endless_tags_is_refused(many: str) -> None:
    """No page of ours has half a million."""
    with pytest.raises(Unreadable):
        read(page().replace("</main>", many + "</main>").encode())
