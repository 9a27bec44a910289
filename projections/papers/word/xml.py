"""The XML of a .docx: its names, and a parser that fetches nothing and expands nothing."""

from typing import Any

from lxml import etree  # type: ignore[import-untyped]

Element = Any
SyntaxFault: type[Exception] = etree.XMLSyntaxError
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
#: The marks with which a text in UTF-16 begins, as a part of a .docx may be.
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
#: What the fragments written here may use.
NAMES = {
    "w": W[1:-1],
    "r": R[1:-1],
    "wp": WP[1:-1],
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "asvg": "http://schemas.microsoft.com/office/drawing/2016/SVG/main",
}
_AROUND = "<around {}>{{}}</around>".format(" ".join(f'xmlns:{short}="{name}"' for short, name in NAMES.items()))


def parse(content: bytes | str) -> Element:
    """The root element. ``SyntaxFault`` where it is no XML in UTF-8 or UTF-16, or too deep for any document."""
    if isinstance(content, bytes) and content.startswith(_UTF_16):
        content = content.decode("utf-16")
    # Whatever it says of itself: what else it could be written in, the zip's readers would not have counted.
    parser = etree.XMLParser(encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(content.encode() if isinstance(content, str) else content, parser)


def element(tag: str, said: dict[str, str]) -> Element:
    """A new element of WordprocessingML."""
    return etree.Element(tag, said, nsmap={"w": W[1:-1]})


def fragments(text: str) -> list[Element]:
    """Elements written with the prefixes of ``NAMES``."""
    return list(parse(_AROUND.format(text)))


def written(root: Element) -> bytes:
    """A part as it stands in the file."""
    content: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return content


def tidied(root: Element) -> None:
    """Takes out the declarations of names that nothing uses, where fragments brought them."""
    etree.cleanup_namespaces(root, top_nsmap=NAMES, keep_ns_prefixes=[prefix for prefix in root.nsmap if prefix])
