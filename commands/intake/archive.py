"""Whether a file is a workbook that is safe to open, judged before any of its XML is parsed. Standard library only.

An .xlsx file is a zip of XML parts (ECMA-376, part 2), which may hold no document type: that is where XML has its
bombs. What a zip says of its sizes holds, for Python reads no more of a part than that.
"""

import zipfile
import zlib
from io import BytesIO

from ledger.errors import Unreadable
from ledger.vocabulary import LARGEST_FILE

#: A tracker of ten thousand rows unpacks to about a fifth of this.
LARGEST_UNPACKED = 50_000_000
MOST_PARTS = 1_000
#: How a compound file begins: a workbook before 2007, or one under a password.
_COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")
_XML = (".xml", ".rels", ".vml")


def check_workbook(content: bytes, name: str) -> None:
    """Refuses what is no workbook, what hides more than it shows, and what holds macros."""
    if len(content) > LARGEST_FILE:
        raise too_large(name)
    if content.startswith(_COMPOUND):
        raise Unreadable(
            f"{name} is under a password, or was made for Excel 2003.", "Save a copy as .xlsx without a password."
        )
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _check_parts(archive, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        raise _no_workbook(name) from None


def too_large(name: str) -> Unreadable:
    """The refusal of a file that would not be kept with the ledger."""
    return Unreadable(
        f"{name} has more than {LARGEST_FILE // 1_000_000} MB.", "Take pictures and old sheets out of a copy of it."
    )


def _no_workbook(name: str) -> Unreadable:
    return Unreadable(f"{name} is not an Excel workbook, or it is damaged.", "Save it as .xlsx in Excel, and try that.")


def _check_parts(archive: zipfile.ZipFile, name: str) -> None:
    parts = archive.infolist()
    names = {part.filename.casefold() for part in parts}
    if len(names) != len(parts) or not {"[content_types].xml", "xl/workbook.xml"} <= names:
        raise _no_workbook(name)
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise Unreadable(
            f"{name} would unpack to more than a tracker holds.", "Copy the sheet's values into a new workbook."
        )
    if any(part.endswith("vbaproject.bin") for part in names):
        raise Unreadable(f"{name} holds macros.", "Save a copy as .xlsx, which holds none.")
    for part in parts:
        # A zero byte between each two letters is UTF-16, in which XML may be written too.
        if part.filename.casefold().endswith(_XML) and b"<!DOCTYPE" in archive.read(part).replace(b"\0", b""):
            raise Unreadable(f"{name} holds a document type, which no workbook has.", "Ask who sent it what it is.")
