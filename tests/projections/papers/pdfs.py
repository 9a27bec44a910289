"""A paper's PDF as somebody changed it, and what is told of one; for the tests of writing and of reading."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pypdf

from projections.papers.model import Cell, Drawing, Paper
from projections.papers.readers import Found, same
from projections.papers.readers import pdf as reading
from projections.papers.renderers import pdf as rendering
from tests.projections.papers import sample

PLAIN = sample.paper()


def told(content: bytes) -> tuple[Found, set[str]]:
    """What is found, and the ids of cells that do not say what the manifest says they did."""
    found = reading.read(content)
    wrong = {cell.id for cell in found.manifest.cells if not same(found.texts.get(cell.id, "absent"), cell.text)}
    return found, wrong


def with_text(value: Any, id_: str, text: str) -> Any:
    """A part of a paper where one cell says another thing."""
    if isinstance(value, Cell):
        return value._replace(text=text) if value.id == id_ else value
    if isinstance(value, Drawing):
        return value
    if hasattr(value, "_fields"):
        return type(value)(*(with_text(each, id_, text) for each in value))
    return tuple(with_text(each, id_, text) for each in value) if isinstance(value, tuple) else value


def changed(change: Callable[[Any], None], paper: Paper = PLAIN) -> bytes:
    """A paper's PDF as somebody changed it."""
    writer = pypdf.PdfWriter(clone_from=BytesIO(rendering.render(paper)))
    change(writer)
    content = BytesIO()
    writer.write(content)
    return content.getvalue()


def drawing(said: bytes) -> Any:
    """A content stream."""
    from pypdf.generic import StreamObject

    stream = StreamObject()
    stream.set_data(said)
    return stream


def page_of(said: bytes) -> Any:
    """A page of a foreign program."""
    from pypdf.generic import DictionaryObject, NameObject

    page = pypdf.PageObject.create_blank_page(width=595, height=842)
    font = {NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1")}
    font[NameObject("/BaseFont")] = NameObject("/Helvetica")
    fonts = DictionaryObject({NameObject("/F1"): DictionaryObject(font)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    page[NameObject("/Contents")] = drawing(said)
    return page


FOREIGN = page_of(b"BT /F1 12 Tf 72 700 Td (Everything is \\(very\\) well) Tj ET")


def structure(content: bytes) -> list[Any]:
    """The elements of a document's structure, in order."""
    found: list[Any] = []

    def walk(node: Any) -> None:
        node = node.get_object()
        for kid in node if isinstance(node, list) else [node]:
            kid = kid.get_object()
            if hasattr(kid, "get") and "/S" in kid:
                found.append(kid)
            if hasattr(kid, "get") and "/K" in kid:
                walk(kid["/K"])

    root: Any = pypdf.PdfReader(BytesIO(content)).trailer["/Root"]
    walk(root["/StructTreeRoot"]["/K"])
    return found
