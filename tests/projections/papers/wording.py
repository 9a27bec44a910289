"""Word documents taken apart and put together again, as other programs and other people would."""

import re
from collections.abc import Callable

from projections.papers.template import starter
from projections.papers.word.zipping import unpacked, zipped

BODY, HEADER, FOOTER = "word/document.xml", "word/header1.xml", "word/footer1.xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "[Content_Types].xml"


def parts(content: bytes) -> dict[str, str]:
    """The parts of a document that are text."""
    return {name: part.decode() for name, part in unpacked(content, "It").items() if not name.endswith(".png")}


def changed(content: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """A document in which one part was changed."""
    held = unpacked(content, "It")
    before = held[part].decode()
    after = change(before)
    assert after != before
    return zipped(held | {part: after.encode()})


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """A document with another part, or another content of it."""
    return zipped(unpacked(content, "It") | {name: part})


def deep(xml: str) -> str:
    """Each paragraph within hundreds of others."""
    return xml.replace("<w:p>", "<w:p>" * 400).replace("</w:p>", "</w:p>" * 400)


def template(*paragraphs: str, header: str | None = None, footer: str | None = None) -> bytes:
    """The starter with these paragraphs for its text; one that begins with < is XML as it is."""
    made = changed(starter(), BODY, lambda xml: _filled(xml, paragraphs))
    for part, said in ((HEADER, header), (FOOTER, footer)):
        if said is not None:
            made = changed(made, part, lambda xml, said=said: _filled(xml, [said]))  # type: ignore[misc]
    return made


def _filled(xml: str, paragraphs: "tuple[str, ...] | list[str]") -> str:
    body = "".join(each if each.startswith("<w:") else paragraph(each) for each in paragraphs)
    return re.sub(r"(<w:(?:body|hdr|ftr)\b[^>]*>).*?(<w:sectPr|</w:hdr>|</w:ftr>)",
                  lambda found: found[1] + body + found[2], xml, flags=re.DOTALL)  # fmt: skip


def paragraph(said: str) -> str:
    """One paragraph."""
    return f'<w:p><w:r><w:t xml:space="preserve">{said}</w:t></w:r></w:p>'


def table(*cells: str) -> str:
    """A table of one row."""
    row = "".join(f"<w:tc>{paragraph(each)}</w:tc>" for each in cells)
    return f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr>{row}</w:tr></w:tbl>"


def marked(content: bytes, number: int) -> str:
    """The XML within a bookmark of the text."""
    xml = parts(content)[BODY]
    found = re.search(rf'<w:bookmarkStart w:id="(\d+)" w:name="afi_{number}"/>(.*?)<w:bookmarkEnd w:id="\1"/>', xml)
    assert found is not None
    return found[2]
