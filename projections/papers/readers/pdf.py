"""Reading a paper back from its PDF, by the structure that the tags give it.

pypdf reads the file: it is Python alone and bounds what it unpacks; what is on the pages is read by ``pdf_page.py``.
The texts of the structure's elements, in their order, are laid beside the cells of the manifest. What they do not tell
(lines painted over a text or within a chart, a font whose letters look like others) the digest of each page's drawing
does, held against that of the paper composed again.
"""

import logging
import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any, NamedTuple

from ledger.errors import StoreUnavailable, Unreadable
from projections.papers.letters import CODE, compared, drawn
from projections.papers.manifest import Manifest, parse
from projections.papers.model import Cell
from projections.papers.readers import Found
from projections.papers.readers.aligning import aligned
from projections.papers.readers.pdf_drawing import drawn as drawn_on
from projections.papers.readers.pdf_page import LARGEST, Budget, Piece, got, pieces

_ATTACHED = "afi-paper.json"
_MOST_PAGES = 2_000
_MOST_ELEMENTS = 1_000_000
_DEEPEST = 100
_INLINE = {"/Span", "/Strong", "/Em", "/Link", "/Quote", "/Code", "/Reference", "/Sub"}
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)*\.?\s*|[•‣–]\s*")
_PAGE = re.compile(r"Page \d+ of \d+")
_LONGEST_HEAD, _MOST_HEADS = 1_000, 200
_RUNNING = "marking", "watermark", "footer"


class Element(NamedTuple):
    """A piece of the structure that a reader is read as one, and what it says."""

    role: str
    text: str


def read(content: bytes) -> Found:
    """What each cell says in a paper's PDF, and what is drawn on each page. ``Unreadable`` where it is none.

    Its maker is, by its own word, the program that set the pages, with its version.
    """
    try:
        from pypdf import PdfReader
    except ImportError:
        raise StoreUnavailable(
            "PDF papers are read by pypdf, which is not installed.",
            'Install it with `pip install "afi-ledger[papers]"`.',
        ) from None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # of a damaged file it warns line by line
    if len(content) > LARGEST or not content.startswith(b"%PDF-"):
        raise _unreadable("is no PDF, or one of more than 50 MB")
    try:
        # Of what is there twice or stands elsewhere than it says, programs that show a file take another than pypdf.
        return _read(PdfReader(BytesIO(content), strict=True))
    except Unreadable:
        raise
    except Exception as error:  # of a malformed file, nearly any exception comes out of pypdf
        raise _unreadable("is damaged, says something twice, or is protected by a password") from error


def _unreadable(what: str) -> Unreadable:
    return Unreadable(f"The file {what}.", "Check the copy that was issued, or compose it again.")


def _read(reader: Any) -> Found:
    manifest = _manifest(reader)
    if len(reader.pages) > _MOST_PAGES:
        raise _unreadable("has more than 2,000 pages")
    pages = _Pages(reader.pages)
    elements = list(_Structure(reader.trailer["/Root"], pages).elements())
    maker = str((reader.metadata or {}).get("/Creator", ""))
    return _Told(manifest, elements, pages).found()._replace(drawings=tuple(drawn_on(reader)), maker=maker)


def _manifest(reader: Any) -> Manifest:
    attached = [each for each in reader.attachment_list if each.name == _ATTACHED]
    if len(attached) != 1:
        raise _unreadable("does not say what it was composed of")
    return parse(attached[0].content.decode())


class _Pages:
    """What is written on the pages."""

    def __init__(self, pages: Iterable[Any]) -> None:
        budget = Budget()
        #: By page and number, what the structure knows; and by page, what stands at its edges and behind it.
        self._known: dict[tuple[int, int], list[str]] = {}
        self.artifacts: dict[int, list[Piece]] = {}
        self.own: set[int] = set()
        self.outside: list[str] = []
        for page in pages:
            place = page.indirect_reference.idnum
            self._take(place, pieces(page, budget), again=place in self.artifacts)
            self.outside += _notes(page)

    def _take(self, place: int, found: list[Piece], *, again: bool) -> None:
        self.artifacts.setdefault(place, [])
        for piece in found:
            if again or (piece.artifact is None and piece.number is None):
                self.outside.append(piece.text)
                continue
            self.own.add(place)
            if piece.artifact is not None:
                self.artifacts[place].append(piece)
            elif piece.number is not None:
                self._known.setdefault((place, piece.number), []).append(piece.text)

    def known(self, place: int, number: int) -> str:
        """What stands under a number of a page, for the one element that it belongs to."""
        return "".join(self._known.pop((place, number), []))

    def foreign(self) -> list[str]:
        """What belongs to no element of the structure."""
        return [*self.outside, *("".join(said) for said in self._known.values())]


def _notes(page: Any) -> Iterator[str]:
    """What was laid over a page: comments, text boxes, stamps, filled-in fields. A paper has none."""
    for reference in got(page.get("/Annots")) or ():
        note = got(reference)
        kind = str(note.get("/Subtype", ""))
        if kind != "/Popup":
            texts = [got(note.get(key)) for key in ("/Contents", "/V")]
            said = " ".join(text for text in texts if isinstance(text, str)).strip()
            yield said or f"[{kind.removeprefix('/').lower()}]"


class _Structure:
    """The tags of a document."""

    def __init__(self, root: Any, pages: _Pages) -> None:
        self._root = root.get("/StructTreeRoot")
        self._pages, self._left = pages, _MOST_ELEMENTS

    def elements(self) -> Iterator[Element]:
        """What is read as one, in order; what its pages no longer hold is left out."""
        if self._root is not None:
            yield from self._within(got(self._root), 0, [], 0)

    def _within(self, node: Any, page: int, said: list[str], depth: int) -> Iterator[Element]:
        """The elements within one; the text that is its own is put to ``said``."""
        if depth > _DEEPEST:
            raise ValueError("nested too deeply")
        page, kids = _page(node, page), got(node.get("/K", []))
        for kid in kids if isinstance(kids, list) else [kids]:
            self._left -= 1
            if self._left < 0:
                raise ValueError("too many elements")
            yield from self._kid(got(kid), page, said, depth)

    def _kid(self, kid: Any, page: int, said: list[str], depth: int) -> Iterator[Element]:
        if isinstance(kid, int):
            said.append(self._pages.known(page, kid))
        elif "/MCID" in kid:
            said.append(self._pages.known(_page(kid, page), int(kid["/MCID"])))
        elif got(kid.get("/S")) in _INLINE:
            own: list[str] = []
            yield from self._within(kid, page, own, depth + 1)
            number = kid["/S"] == "/Strong" and not said and _NUMBER.fullmatch("".join(own))
            said.extend([] if number else own)
        elif "/S" in kid:
            yield from self._block(kid, page, depth)

    def _block(self, kid: Any, page: int, depth: int) -> Iterator[Element]:
        role, own = str(kid["/S"]), list[str]()
        inner = list(self._within(kid, page, own, depth + 1))
        text = str(got(kid.get("/Alt", ""))) if role == "/Figure" else "".join(own)
        number = role == "/Lbl" and _NUMBER.fullmatch(text)
        if text.strip() and not number:
            yield Element(role, text)
        yield from inner


def _page(node: Any, page: int) -> int:
    return int(node.raw_get("/Pg").idnum) if "/Pg" in node else page


class _Told:
    """What each cell of a manifest says in a document."""

    def __init__(self, manifest: Manifest, elements: list[Element], pages: _Pages) -> None:
        self._manifest, self._pages, self._elements = manifest, pages, elements
        self._cells = {cell.id: cell for cell in manifest.cells}
        self._texts: dict[str, str] = {}
        self._gone: set[str] = set()
        self._outside = pages.foreign()

    def found(self) -> Found:
        """The texts by cell, and what belongs to none."""
        self._body()
        heads = {_close(each.text) for each in self._elements if each.role == "/TH"}
        for place in sorted(self._pages.own):
            self._edges(self._pages.artifacts[place], heads)
        said = {id_: self._texts[id_] for id_ in self._cells if id_ in self._texts}
        texts = {id_: text for id_, text in said.items() if id_ not in self._gone or text != self._cells[id_].text}
        return Found(self._manifest, texts, tuple(" ".join(text.split()) for text in self._outside if text.strip()))

    def _body(self) -> None:
        cells, elements = self._expected(), [*self._elements]
        # The words of the code at the end are those that stand beside it.
        if (
            len(elements) > 1
            and elements[-2].role == "/Figure"
            and compared(elements[-2].text) == compared(CODE + elements[-1].text)
        ):
            del elements[-2]
        for at, place in aligned([compared(cell.text) for cell in cells], [compared(each.text) for each in elements]):
            if at is None and place is not None:
                self._outside.append(elements[place].text)
            elif at is not None:
                self._put(cells[at].id, "" if place is None else elements[place].text)

    def _expected(self) -> list[Cell]:
        """The cells in the order in which they are drawn: what stands on each page stands once more in the text."""
        running = [self._cells[id_] for id_ in _RUNNING[1:] if id_ in self._cells]
        cells = [cell for cell in self._manifest.cells if cell.id not in _RUNNING]
        first = 1 if cells and cells[0].id == "title" else 0
        return cells[:first] + running[:-1] + cells[first:] + running[-1:]

    def _edges(self, artifacts: list[Piece], heads: set[str]) -> None:
        """What stands at the edges of a page and behind it; and the heads of a table, once more."""
        parts: dict[str, list[str]] = {}
        for piece in artifacts:
            parts.setdefault(piece.artifact or "", []).append(piece.text)
        told = {kind: "".join(said) for kind, said in parts.items()}
        self._put("marking", told.pop("Header", ""))
        self._put("watermark", told.pop("Background", ""))
        self._foot(_PAGE.sub("", told.pop("Footer", "")))
        self._outside += [text for text in told.values() if not _tiled(_close(text), heads)]

    def _foot(self, text: str) -> None:
        """The line at the foot of a page: the marking, and where the paper is from."""
        marking, footer = self._said("marking"), self._said("footer")
        if compared(text) == compared(marking + footer):
            marked, line = marking, footer
        elif marking and text.startswith(marking):
            marked, line = marking, text.removeprefix(marking)
        else:
            marked, line = text.removesuffix(footer), footer if text.endswith(footer) else ""
        self._put("marking", marked)
        self._put("footer", line)

    def _said(self, id_: str) -> str:
        return drawn(self._cells[id_].text) if id_ in self._cells else ""

    def _put(self, id_: str, text: str) -> None:
        """What a cell says somewhere: where it says another thing anywhere, that counts."""
        cell, said = self._cells.get(id_), " ".join(text.split())
        if not cell:
            self._outside.append(said)
        elif compared(said) == compared(cell.text):
            self._texts.setdefault(id_, cell.text)
        elif not said:
            self._gone.add(id_)
        elif self._texts.get(id_, cell.text) == cell.text:
            self._texts[id_] = said


def _close(text: str) -> str:
    return compared(text).replace(" ", "")


def _tiled(text: str, pieces: set[str]) -> bool:
    """Whether a text is made of some pieces and nothing else; of more than a head can hold, it is not."""
    if len(text) > _LONGEST_HEAD or len(pieces) > _MOST_HEADS:
        return False
    reached = {0}
    for at in range(len(text)):
        if at in reached:
            reached.update(at + len(piece) for piece in pieces if piece and text.startswith(piece, at))
    return len(text) in reached
