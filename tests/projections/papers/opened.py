"""A paper's file: that it comes back whole, all that it holds as text to search in, and what stands on each page."""

import html
import re
import zlib
from base64 import b64decode
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

import pypdf

from ledger.stores.log import Log
from projections.papers.checking import check
from projections.papers.formats import FORMATS, read, rendered
from projections.papers.manifest import manifest_of
from projections.papers.model import Paper
from projections.papers.readers import same
from projections.papers.word.zipping import unpacked
from projections.views import Views

#: Before the end of the day on which the ledgers of these tests are recorded; and what papers of each kind are about.
NOW = "2026-01-01T00:00:00.000000Z"
ABOUT: dict[str, dict[str, Any]] = {
    "board": {"forum": "FOR-1"}, "progress": {"forum": "FOR-1"}, "response": {"inspection": "INS-1"}, "timeline": {},
}  # fmt: skip


def comes_back(paper: Paper, log: Log, views: Views, suffixes: Iterable[str] = tuple(FORMATS)) -> None:
    """In each format every cell is read back equal, nothing else is there, and the file verifies whole."""
    for suffix in suffixes:
        found = read(f"paper{suffix}", rendered(paper, suffix))
        wrong = [cell.id for cell in manifest_of(paper).cells if not same(found.texts.get(cell.id, ""), cell.text)]
        assert (wrong, found.outside, found.manifest) == ([], (), manifest_of(paper)), suffix
        checked = check(log, views, found)
        assert checked.whole and not checked.since, (suffix, checked.differences, checked.drawn)


def texts_of(content: bytes, suffix: str) -> list[str]:
    """Every text that is in a file, wherever it is packed."""
    if suffix == ".docx":
        return list(_word(content))
    return list(_pdf(content)) if suffix == ".pdf" else _spelt_out(html.unescape(content.decode()))


def pages_of(content: bytes, suffix: str) -> list[str]:
    """What stands on each page; of formats without pages, what is laid over each when they are printed."""
    if suffix == ".pdf":
        return [page.extract_text() for page in pypdf.PdfReader(BytesIO(content)).pages]
    if suffix == ".docx":
        held = unpacked(content, "It")
        used = re.findall(r'<w:headerReference[^>]*r:id="(\w+)"', held["word/document.xml"].decode())
        parts = re.findall(r'Id="(\w+)"[^>]*Target="/?(?:word/)?(header\w+\.xml)"', _relations(held))
        return [held[f"word/{part}"].decode() for id_, part in parts if id_ in used]
    return re.findall(r'<div class="across".*?</div>', content.decode()) if suffix == ".html" else [content.decode()]


def _relations(held: dict[str, bytes]) -> str:
    """What the text of a Word document refers to, each with its id first."""
    said = held["word/_rels/document.xml.rels"].decode()
    return re.sub(r'(Target="[^"]*") ?(.*?)(Id="\w+")', r"\3 \2 \1", said) + said


def _word(content: bytes) -> Iterator[str]:
    """Its parts, and the second copy of the manifest, which is packed in pieces in the properties."""
    held = unpacked(content, "It")
    for name, part in held.items():
        yield name
        yield html.unescape(part.decode("latin-1" if name.endswith(".png") else "utf-8"))
    pieces = re.findall(r"lpwstr>([^<]*)<", held["docProps/custom.xml"].decode())
    yield from _spelt_out(zlib.decompress(b64decode("".join(pieces))).decode())


def _spelt_out(said: str) -> list[str]:
    """A text, and what it says where it spells letters as in JSON."""
    spelt = re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), said)
    return [said, spelt.encode("utf-16", "surrogatepass").decode("utf-16", "replace")]


def _pdf(content: bytes) -> Iterator[str]:
    reader = pypdf.PdfReader(BytesIO(content))
    yield from (page.extract_text() for page in reader.pages)
    for number in range(1, int(reader.trailer["/Size"])):  # type: ignore[call-overload]
        yield from _object(reader.get_object(number))


def _object(value: Any) -> Iterator[str]:
    """The strings of an object of a PDF, and what its stream holds."""
    if hasattr(value, "get_data"):
        held = value.get_data()
        yield held.decode("utf-8", "replace")
        yield held.decode("utf-16-be", "replace")
    if isinstance(value, dict):
        yield from (text for each in value.values() for text in _object(each))
    elif isinstance(value, list):
        yield from (text for each in value for text in _object(each))
    elif isinstance(value, str):
        yield str(value)
