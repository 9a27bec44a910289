"""Elements of a picture: whatever is in a text or an attribute comes back as it was."""

from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from projections.drawing.elements import tag
from projections.drawing.page import WIDE, Page
from projections.drawing.scale import one_line


@given(st.text(st.characters(codec="utf-8")), st.text(st.characters(codec="utf-8")))
def test_nothing_is_markup(text: str, value: str) -> None:
    """But for white space, and for what nobody sees."""
    found = ElementTree.fromstring(tag("text", text, data_x=value))
    assert ((found.text or ""), found.attrib) == (one_line(text), {"data-x": one_line(value)})


def test_fills_refer_to_patterns_of_their_own_picture() -> None:
    """So that another picture in the same file keeps its own."""
    page = Page(prefix="p-")
    assert (WIDE.fill("open"), page.fill("open"), page.fill("closed")) == ("url(#open)", "url(#p-open)", "#bbb")
    assert 'id="p-open"' in page.patterns and 'id="open"' in WIDE.patterns
