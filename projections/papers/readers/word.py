"""Reads a paper back from a Word document, however often it was saved again in Word or LibreOffice.

A cell is what is surely seen within its bookmark, and what stands in the place of a table where it was put; insertions
that are tracked count. Whatever else Word may show is a text of no cell (word/shown.py). A chart's words are its
alternative text. Where a cell stands in several places, as a marking does, the one that was altered is what is found.
"""

import binascii
import re
import zlib
from collections.abc import Iterator, Sequence, Set
from itertools import chain
from typing import TYPE_CHECKING

from ledger.errors import Refusal, Unreadable
from projections.papers.letters import CODE
from projections.papers.manifest import Manifest, parse
from projections.papers.readers import Found, same

if TYPE_CHECKING:
    from projections.papers.word.grids import Marked, Piece
    from projections.papers.word.package import Package
    from projections.papers.word.xml import Element

_CALLED = "The paper's file"
#: LibreOffice makes copies of those in tables that text flows around, and drops the first.
_MARK = re.compile(r"afi_([0-9]{1,7})(?:_[0-9]{1,7}|_Copy_[0-9]{1,7})*")
_PRINTED = {"header": "headerReference", "footer": "footerReference"}
#: What is printed below the text and in the margin beside it.
_BESIDE = ("footnotes", "endnotes", "comments")


def read(content: bytes) -> Found:
    """The manifest, and what each cell says in the document."""
    from projections.papers.word.grids import in_place

    manifest, pieces = marked(content)
    printed = _printed(manifest)
    # What its template does not print is no cell of it, though the ledger may have said so.
    pieces = [each if each.mark in printed else each._replace(mark=None) for each in pieces]
    placed = list(in_place(pieces, [cell.id for cell in manifest.cells], printed))
    return Found(manifest, texts_of(manifest, placed), tuple(each.said for each in placed if each.mark is None))


def _printed(manifest: Manifest) -> Set[int]:
    """The numbers of the cells that stand in it."""
    every, printed = range(len(manifest.cells)), frozenset(manifest.printed)
    if len(printed) != len(manifest.printed) or not printed <= frozenset(every):
        raise Unreadable(
            "What the file says of itself cannot be read.", "Check the copy that was issued, or compose it again."
        )
    return printed or frozenset(every)


def marked(content: bytes) -> tuple[Manifest, list["Marked"]]:
    """The manifest, and every text of the document in the order of reading, by the bookmarks alone."""
    from projections.papers.renderers.word import check_library

    check_library()
    from projections.papers.word.package import Package
    from projections.papers.word.xml import SyntaxFault
    from projections.papers.word.zipping import not_word, unpacked

    try:
        package = Package(unpacked(content, _CALLED))
        manifest = _manifest(package)
        pieces = {
            part: [each for piece in read_ for each in _marked(piece, manifest)] for part, read_ in _pieces(package)
        }
        return manifest, [*chain.from_iterable(pieces.values()), *_unmarked(package, manifest, pieces)]
    except Refusal:
        raise
    except (SyntaxFault, KeyError, ValueError, LookupError, zlib.error, binascii.Error, RecursionError):
        raise not_word(_CALLED) from None


def texts_of(manifest: Manifest, pieces: Sequence["Marked"]) -> dict[str, str]:
    """What each cell says; where it stands several times, what it says otherwise than it did."""
    texts: dict[str, str] = {}
    for piece in pieces:
        if piece.mark is not None:
            cell = manifest.cells[piece.mark]
            if cell.id not in texts or same(texts[cell.id], cell.text):
                texts[cell.id] = piece.said
    return texts


def _manifest(package: "Package") -> Manifest:
    from projections.papers.word.properties import manifests

    found = manifests(package)
    if len(found) != 1:
        raise Unreadable(
            f"{_CALLED} holds {'two papers' if found else 'no paper that was made from a ledger'}.",
            "Check the copy that was issued, or compose it again.",
        )
    return parse(found[0])


def _marked(piece: "Piece", manifest: Manifest) -> Iterator["Marked"]:
    """A piece with the number of its cell; nothing where it says what a shape or a picture of ours has to say."""
    from projections.papers.word.grids import Marked

    mark = _MARK.fullmatch(piece.name)
    if mark and int(mark[1]) < len(manifest.cells):
        yield Marked(int(mark[1]), piece.said, piece.spot, piece.hidden)
    elif piece.said.strip() and not (piece.name and same(piece.said, _of_no_cell(manifest).get(piece.name, ""))):
        yield Marked(None, piece.said.strip(), piece.spot)


def _of_no_cell(manifest: Manifest) -> dict[str, str]:
    """The words of the watermark, which lie across each page where no bookmark can be; and those of the QR code."""
    from projections.papers.word.reading import ACROSS
    from projections.papers.word.shown import CODE_NAME

    texts = {cell.id: cell.text for cell in manifest.cells}
    return {ACROSS: texts.get("watermark", ""), CODE_NAME: f"{CODE}{texts.get('footer', '')}"}


def _unmarked(package: "Package", manifest: Manifest, pieces: dict[str, list["Marked"]]) -> Iterator["Marked"]:
    """Of a paper that is marked, whether there are pages that do not say so at their top and bottom."""
    from projections.papers.word.grids import Marked
    from projections.papers.word.margins import unmarked
    from projections.papers.word.xml import parse as parse_xml

    if marks := {place for place, cell in enumerate(manifest.cells) if cell.id == "marking"}:
        parts = [part for part, every in pieces.items() if marks & {each.mark for each in every}]
        targets = {each.id: each.target for each in package.relations(package.main)}
        root, settings = parse_xml(package.parts[package.main]), _of_main(package, "settings")
        yield from (Marked(None, said, None) for said in unmarked(root, settings, targets, parts))


def _pieces(package: "Package") -> Iterator[tuple[str, list["Piece"]]]:
    """What every part says that is printed."""
    from projections.papers.word.colours import Theme
    from projections.papers.word.grids import Spots
    from projections.papers.word.looks import Looks
    from projections.papers.word.numbering import Lists
    from projections.papers.word.reading import Reading
    from projections.papers.word.shown import is_over_picture
    from projections.papers.word.xml import parse as parse_xml

    styles, numbering = _of_main(package, "styles"), _of_main(package, "numbering")
    roots = {part: parse_xml(package.parts[part]) for part in _parts(package)}
    theme = Theme(_of_main(package, "theme"), _of_main(package, "settings"))
    looks = Looks(styles, theme, over_picture=any(map(is_over_picture, roots.values())))
    lists, spots = Lists(numbering, styles), Spots()
    for part, root in roots.items():
        reading = Reading(looks, lists, spots, in_margin=part != package.main)
        reading.walk(root)
        yield part, reading.pieces


def _of_main(package: "Package", kind: str) -> "Element | None":
    """The part of a kind that belongs to the text, where there is one."""
    from projections.papers.word.xml import parse as parse_xml

    if all(each.kind != kind for each in package.relations(package.main)):
        return None
    return parse_xml(package.parts[package.related(package.main, kind)[0]])


def _parts(package: "Package") -> Iterator[str]:
    """The text, and what is printed around it: headers that no page has are left out."""
    from projections.papers.word.xml import R, W
    from projections.papers.word.xml import parse as parse_xml

    main = package.main
    yield main
    root = parse_xml(package.parts[main])
    for relation in package.relations(main):
        tag = _PRINTED.get(relation.kind)
        used = {each.get(f"{R}id") for each in root.iter(f"{W}{tag}")} if tag else set()
        if relation.id in used or relation.kind in _BESIDE:
            yield relation.target
