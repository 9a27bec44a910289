"""What is drawn on the pages of a PDF, told by a digest a page, so that two files can be held against each other.

How a file is packed makes no difference: the numbers of its objects, how they are compressed, in which order or how
often they stand there. What a page shows does: what is painted on it and with which fonts and pictures, how large it
is, what was laid over it, and the forms of the whole document.
"""

import re
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from projections.papers.readers.pdf_page import DELIMITER, END_OF_IMAGE, SPACE, Budget, got, string_at

#: What of a page is seen; the rest says where it belongs, or is for those who hear it.
_SEEN = "/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Group", "/Resources", "/Annots", "/AA"
#: And of the document: fields that are filled in, layers that are switched off, what is done when it is opened, files
#: that are shown in its place, and the numbers that its pages are called by.
_LAID = "/AcroForm", "/OCProperties", "/OpenAction", "/AA", "/Collection", "/PageLabels"
#: How a stream is packed, and what leads back to where a thing belongs.
_PACKED = {"/Length", "/Filter", "/DecodeParms", "/DL"}
_BACK = {"/Parent", "/P", "/StructParent", "/StructParents"}
_WORD = re.compile(
    rb"(?P<skip>(?:[" + SPACE + rb"]++|%[^\r\n]*+)++)|(?P<open>\()|(?P<bracket><<|>>|[\[\]{})>])"
    rb"|<(?P<hex>[^<>]*+)>|(?P<number>[-+]?(?:[0-9]++\.?[0-9]*+|\.[0-9]++)(?=[" + SPACE + DELIMITER + rb"]|\Z))"
    rb"|(?P<word>/?[^" + SPACE + DELIMITER + rb"]++|/)"
)


def drawn(reader: Any) -> Iterator[str]:
    """SHA-256 of what is drawn on each page, in hex."""
    told, root = _Told(), got(reader.trailer["/Root"])
    laid = [(key, told.of(root.raw_get(key))) for key in _LAID if key in root]
    laid += [("script", b"")] if "/JavaScript" in (got(root.get("/Names")) or {}) else []
    laid += [("titles", repr([_titles(reader), _headings(reader.outline)]).encode())]
    for page in reader.pages:
        contents = page.get_contents()
        painted = told.painted(contents.get_data()) if contents is not None else b""
        seen = [(key, told.of(page.get(key))) for key in _SEEN if key in page]
        yield sha256(repr((painted, seen, laid)).encode()).hexdigest()


def _titles(reader: Any) -> list[str]:
    """What stands over its window, wherever the file says it."""
    said, more = reader.metadata, reader.xmp_metadata
    found = [str(said.title)] if said is not None and said.title is not None else []
    return sorted({*found, *((more.dc_title or {}).values() if more is not None else ())})


def _headings(outline: list[Any]) -> list[object]:
    """What stands in the list of contents beside the pages."""
    return [_headings(each) if isinstance(each, list) else str(each.title) for each in outline]


class _Told:
    """The objects of a file, each as a digest of what it holds."""

    def __init__(self) -> None:
        self._budget = Budget()
        self._known: dict[tuple[int, int], bytes] = {}

    def of(self, value: Any) -> bytes:
        """An object with all that it refers to."""
        self._budget.obey()
        if hasattr(value, "idnum"):
            return self._referred(value)
        if isinstance(value, dict):
            return sha256(repr(self._parts(value)).encode()).digest()
        if isinstance(value, list):
            return sha256(repr([self.of(each) for each in value]).encode()).digest()
        if isinstance(value, int | float):
            return repr(float(value)).encode()
        return f"{type(value).__name__} {value!r}".encode()

    def painted(self, content: bytes) -> bytes:
        """What is drawn by a content stream, however its operators are written."""
        digest = sha256()
        for word in _words(self._budget.spend(content)):
            digest.update(word + b"\n")
        return digest.digest()

    def _referred(self, reference: Any) -> bytes:
        """What a reference leads to, read once; a page is a place to go to, and so is what leads back to itself."""
        place = reference.idnum, reference.generation
        if place not in self._known:
            self._known[place] = b"around"
            value = got(reference)
            page = isinstance(value, dict) and value.get("/Type") == "/Page"
            self._known[place] = b"page" if page else self.of(value)
        return self._known[place]

    def _parts(self, value: Any) -> list[object]:
        stream = hasattr(value, "get_data")
        left = _BACK | _PACKED if stream else _BACK
        parts: list[object] = [(str(key), self.of(value.raw_get(key))) for key in sorted(value) if key not in left]
        if stream:
            content = value.get_data()
            form = value.get("/Subtype") == "/Form"
            parts.append(self.painted(content) if form else sha256(self._budget.spend(content)).digest())
        return parts


def _words(content: bytes) -> Iterator[bytes]:
    """The words of a content stream, each as it would be written in one way only."""
    at = 0
    while token := _WORD.match(content, at):
        at, kind = token.end(), token.lastgroup
        if kind == "open":
            string, at = string_at(content, at)
            yield b"(" + string.hex().encode()
        elif kind == "hex":
            digits = re.sub(rb"[" + SPACE + rb"]", b"", token["hex"]).lower()
            yield b"(" + digits + b"0" * (len(digits) % 2)
        elif kind == "number":
            yield repr(float(token["number"])).encode()
        elif kind == "word" and token["word"] == b"ID":
            end = END_OF_IMAGE.search(content, at)
            start, at = at, end.end() if end else len(content)
            yield b"ID" + sha256(content[start:at]).digest()
        elif kind != "skip":
            yield token[0]
    yield content[at:]
