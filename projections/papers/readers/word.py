"""Reads a paper back from a Word document, however often it was saved again in Word or LibreOffice.

A cell is what stands within its bookmark; insertions that are tracked count, deletions do not, and neither does what
is hidden. A chart's words are its alternative text. Where a cell stands in several places, as a marking does, the one
that was altered is what is found.
"""

import binascii
import re
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ledger.errors import Refusal, Unreadable
from projections.papers.manifest import Manifest, parse
from projections.papers.readers import Found, same

if TYPE_CHECKING:
    from projections.papers.word.package import Package

_CALLED = "The paper's file"
_MARK = re.compile(r"afi_([0-9]{1,7})(?:_[0-9]{1,7})?")
_PRINTED = {"header": "headerReference", "footer": "footerReference"}
_NOTES = ("footnotes", "endnotes")


def read(content: bytes) -> Found:
    """The manifest, and what each cell says in the document."""
    from projections.papers.renderers.word import check_library

    check_library()
    from projections.papers.word.package import Package
    from projections.papers.word.xml import SyntaxFault
    from projections.papers.word.zipping import not_word, unpacked

    try:
        package = Package(unpacked(content, _CALLED))
        manifest = _manifest(package)
        pieces = [piece for part in _parts(package) for piece in _pieces(package, part)]
    except Refusal:
        raise
    except (SyntaxFault, KeyError, ValueError, LookupError, zlib.error, binascii.Error, RecursionError):
        raise not_word(_CALLED) from None
    return Found(manifest, _texts(manifest, pieces), tuple(said for mark, said in pieces if mark is None))


def _texts(manifest: Manifest, pieces: list[tuple[int | None, str]]) -> dict[str, str]:
    """What each cell says; where it stands several times, what it says otherwise than it did."""
    texts: dict[str, str] = {}
    for mark, said in pieces:
        if mark is not None and mark < len(manifest.cells):
            cell = manifest.cells[mark]
            if cell.id not in texts or same(texts[cell.id], cell.text):
                texts[cell.id] = said
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
        if relation.id in used or relation.kind in _NOTES:
            yield relation.target


def _pieces(package: "Package", part: str) -> Iterator[tuple[int | None, str]]:
    """The cells of a part by their numbers, and the texts outside of any, without one."""
    from projections.papers.word.reading import Reading
    from projections.papers.word.xml import parse as parse_xml

    reading = Reading(in_margin=part != package.main)
    reading.walk(parse_xml(package.parts[part]))
    for name, said in reading.named:
        if mark := _MARK.fullmatch(name):
            yield int(mark[1]), said
    yield from ((None, said) for said in reading.outside)
