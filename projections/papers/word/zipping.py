"""A .docx as a zip: unpacked with suspicion, packed so that the same parts are the same bytes. Standard library only.

A .docx file is a zip of XML parts (ECMA-376, part 2), which may hold no document type: that is where XML has its bombs.
What a zip says of its sizes holds, for Python reads no more of a part than that.
"""

import zipfile
import zlib
from collections.abc import Iterable
from io import BytesIO

from ledger.errors import Unreadable

LARGEST = 50_000_000
MOST_PARTS = 2_000
#: A paper of 50 improvements has some 10,000.
MOST_ELEMENTS = 500_000
#: How a compound file begins: a document before 2007, or one under a password.
_COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")
TYPES = "[Content_Types].xml"
#: The earliest day that a zip can say; the day on which a paper was written stands in its properties.
_DAY = (1980, 1, 1, 0, 0, 0)
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)


def unpacked(content: bytes, called: str, most: int = MOST_ELEMENTS) -> dict[str, bytes]:
    """The parts of a .docx by name, ``called`` so in refusals; they have at most so many elements."""
    if content.startswith(_COMPOUND):
        raise Unreadable(
            f"{called} is under a password, or was made for Word 2003.", "Save a copy as .docx without a password."
        )
    if len(content) > LARGEST:
        raise _too_large(called)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = _read(archive, called)
    except _DAMAGED:
        raise not_word(called) from None
    check_elements(parts, called, most)
    _check_types(parts, called)
    return parts


def not_word(called: str) -> Unreadable:
    """The refusal of what Word would not open either."""
    return Unreadable(f"{called} is no Word document, or it is damaged.", "Save it as .docx in Word, and try that.")


def _too_large(called: str) -> Unreadable:
    return Unreadable(
        f"{called} holds more than {LARGEST // 1_000_000} MB.", "Take large pictures out of a copy of it, and try that."
    )


def _read(archive: zipfile.ZipFile, called: str) -> dict[str, bytes]:
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if len({info.filename.casefold() for info in infos}) != len(infos) or not _safe(info.filename for info in infos):
        raise not_word(called)
    if len(infos) > MOST_PARTS or sum(info.file_size for info in infos) > LARGEST:
        raise _too_large(called)
    return {info.filename: archive.read(info) for info in infos}


def _safe(names: Iterable[str]) -> bool:
    """Whether names lead nowhere else, and say what relates to what as it is read here: to Word, capitals are alike."""
    return all(
        not name.startswith("/")
        and ".." not in name.split("/")
        and all(name.count(part) == name.casefold().count(part) for part in ("_rels/", ".rels"))
        for name in names
    )


def _check_types(parts: dict[str, bytes], called: str) -> None:
    if TYPES not in parts:
        raise not_word(called)
    for content in parts.values():
        # A zero byte between each two letters is UTF-16, in which XML may be written too.
        if b"<!DOCTYPE" in content.replace(b"\0", b""):
            raise Unreadable(
                f"{called} holds a document type, which no Word document has.", "Ask who sent it what it is."
            )


def check_elements(parts: dict[str, bytes], called: str, most: int = MOST_ELEMENTS) -> None:
    """Refuses what would take minutes to read, and a hundred times the room that it takes in the file."""
    if sum(content.count(b"<") - content.count(b"</") for content in parts.values()) > most:
        raise Unreadable(
            f"{called} has more than {most:,} elements, which is more than can be read.",
            "Make it shorter, or make several of it.",
        )


def zipped(parts: dict[str, bytes]) -> bytes:
    """The file: what its parts are comes first, as Word has it, then all by name, of one day."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in sorted(parts, key=lambda name: (name != TYPES, name != "_rels/.rels", name)):
            info = zipfile.ZipInfo(name, _DAY)
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 0
            archive.writestr(info, parts[name])
    return packed.getvalue()
