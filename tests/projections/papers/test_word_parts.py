"""Which parts of a Word document Word opens: those whose types it knows, and one of those of which there is one."""

import re

import pytest

from ledger.errors import Unreadable
from projections.papers.readers import Found, same
from projections.papers.readers.word import read
from projections.papers.renderers.word import render
from projections.papers.template import starter
from tests.projections.papers.sample import paper
from tests.projections.papers.wording import BODY, OFFICE, changed, parts, with_part

_PAPER = render(paper())
_FIGURE = "figures/open/value"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_STYLES, _LINKS = "word/styles.xml", "word/_rels/document.xml.rels"


def _altered(found: Found) -> list[str]:
    """The cells that do not say any more what they said."""
    return [cell.id for cell in found.manifest.cells if not same(cell.text, found.texts.get(cell.id, "\0"))]


def _hiding(style: str, content: bytes = _PAPER) -> bytes:
    """With a style that hides."""
    begun = re.compile(rf'(w:styleId="{style}">.*?)(</w:style>)')
    return changed(content, _STYLES, lambda xml: begun.sub(r"\1<w:rPr><w:vanish/></w:rPr>\2", xml, count=1))


def _two(content: bytes, rels: str, kind: str, space: str, target: str) -> bytes:
    """The true part under another type, before a false one of the true type; or both of types that Word knows."""
    one = re.compile(rf'(<Relationship [^>]*Type=")[^"]*/{kind}("[^>]*/>)')

    def twice(xml: str) -> str:
        found = one.search(xml)
        assert found is not None
        false = f'<Relationship Id="rIdX" Type="{OFFICE}/{kind}" Target="{target}"/>'
        return xml.replace(found[0], f"{found[1]}{space}/{kind}{found[2]}{false}")

    return changed(content, rels, twice)


def _false_body() -> bytes:
    false = parts(_PAPER)[BODY].replace(">5<", ">0<").encode()
    return with_part(_PAPER, "word/false.xml", false)


def test_a_part_of_an_unknown_type_is_not_the_text() -> None:
    """Word opens the one whose type it knows, wherever it stands."""
    found = read(_two(_false_body(), "_rels/.rels", "officeDocument", "http://example.com", "word/false.xml"))
    assert found.texts[_FIGURE] == "0"


def test_styles_of_an_unknown_type_are_not_its_styles() -> None:
    """Those that Word goes by hide the facts."""
    false = parts(_hiding("AFIFact"))[_STYLES]
    content = with_part(_PAPER, "word/styles2.xml", false.encode())
    assert _FIGURE in _altered(read(_two(content, _LINKS, "styles", "http://example.com", "styles2.xml")))


@pytest.mark.parametrize("space", [OFFICE, _STRICT])
@pytest.mark.parametrize("kind", ["officeDocument", "styles", "numbering", "settings"])
def test_two_parts_where_word_opens_one_are_refused(kind: str, space: str) -> None:
    """Nobody can tell which it would be; so it is with a template, of which nothing is written."""
    rels = "_rels/.rels" if kind == "officeDocument" else _LINKS
    for content in (_PAPER, starter()):
        two = _two(with_part(content, "word/false.xml", b"<a/>"), rels, kind, space, "/word/false.xml")
        with pytest.raises(Unreadable, match=f"refers to two parts as its {kind}"):
            read(two) if content is _PAPER else render(paper(), two)
