"""Where blocks go in a document: each takes the place of the paragraph that its token stands in."""

from projections.papers.word.blocks import Written
from projections.papers.word.fields import TOKEN, Tokens, token
from projections.papers.word.xml import Element, W, fragments

#: English Metric Units of a twentieth of a point.
TWIP = 635
#: Between margins of 2.2 cm on A4, where a template says nothing.
_USUAL = 9_412


def text_width(root: Element) -> int:
    """How wide the text of a page is, in twentieths of a point."""
    try:
        section = list(root.iter(f"{W}sectPr"))[-1]
        size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
        width = int(size.get(f"{W}w")) - int(margins.get(f"{W}left")) - int(margins.get(f"{W}right"))
    except (AttributeError, IndexError, TypeError, ValueError):
        return _USUAL
    return width if width > 0 else _USUAL


def put_blocks(root: Element, tokens: Tokens, blocks: Written) -> None:
    """Writes every block of a part."""
    for element in list(root.iter()):
        _put_loose(element)
    for text in [text for text in root.iter(f"{W}t") if _has_block(text.text)]:
        paragraph = next(text.iterancestors(f"{W}p"))
        numbers = [int(code[1:]) for code in TOKEN.findall(text.text) if code[0] == "b"]
        text.text = TOKEN.sub(lambda found: "" if found[1][0] == "b" else found[0], text.text)
        for number in numbers:
            for new in fragments(blocks.block(tokens.blocks[number], token("p", number))):
                paragraph.addprevious(new)
        _clear(paragraph)


def _put_loose(element: Element) -> None:
    """A block that was printed with {{p … }} stands between paragraphs, and gets one."""
    if element.tag != f"{W}t" and _has_block(element.text):
        element.insert(0, _paragraph(element.text))
        element.text = None
    if _has_block(element.tail):
        element.addnext(_paragraph(element.tail))
        element.tail = None


def _has_block(text: str | None) -> bool:
    return any(code[0] == "b" for code in TOKEN.findall(text or ""))


def _paragraph(text: str) -> Element:
    new = fragments("<w:p><w:r><w:t/></w:r></w:p>")[0]
    next(new.iter(f"{W}t")).text = text
    return new


def _clear(paragraph: Element) -> None:
    """Takes a paragraph out that held nothing but blocks, where one may be missing: not after a table at an end."""
    left = any(text.text and text.text.strip() for text in paragraph.iter(f"{W}t"))
    kept = {f"{W}sectPr", f"{W}drawing", f"{W}pict", f"{W}br", f"{W}fldChar"}
    following, before = paragraph.getnext(), paragraph.getprevious()
    ends = following is None or following.tag == f"{W}sectPr"
    after_table = before is not None and before.tag == f"{W}tbl"
    if left or any(each.tag in kept for each in paragraph.iter()) or (ends and (after_table or before is None)):
        return
    paragraph.getparent().remove(paragraph)
