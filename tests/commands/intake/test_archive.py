"""What is no safe workbook is refused before it is parsed."""

import zipfile
from io import BytesIO

import pytest

from commands.intake import archive
from commands.intake.archive import check_workbook
from ledger.errors import Unreadable
from tests.commands.intake.making import content, workbook

SOUND = content(workbook(["Ref"], ["1"]))


def with_part(name: str, found: bytes, whole: bytes = SOUND) -> bytes:
    """A workbook with one part more."""
    stream = BytesIO(whole)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr(name, found)
    return stream.getvalue()


def zipped(*names: str) -> bytes:
    """A zip of empty parts."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name in names:
            made.writestr(name, "")
    return stream.getvalue()


def test_a_sound_one_passes() -> None:
    """As Excel and others save them, with pictures too."""
    check_workbook(SOUND, "t.xlsx")
    check_workbook(with_part("xl/media/image1.png", b"<!DOCTYPE"), "t.xlsx")


REFUSED = {
    "an empty file": (b"", "not an Excel workbook"),
    "a CSV": (b"Ref,Text\n1,2\n", "not an Excel workbook"),
    "half a workbook": (SOUND[: len(SOUND) // 2], "not an Excel workbook"),
    "another zip": (zipped("word/document.xml", "[Content_Types].xml"), "not an Excel workbook"),
    "a compound file": (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512), "under a password"),
    "macros": (with_part("xl/vbaProject.bin", b"\0"), "holds macros"),
    "entities": (with_part("xl/bomb.xml", b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "a">]>'), "document type"),
    "entities in UTF-16": (with_part("xl/bomb.xml", "<!DOCTYPE lolz>".encode("utf-16")), "document type"),
    "a bomb": (with_part("xl/bomb.bin", bytes(archive.LARGEST_UNPACKED)), "would unpack to more"),
    "many parts": (zipped("[Content_Types].xml", "xl/workbook.xml", *map(str, range(archive.MOST_PARTS))), "unpack"),
    "a large file": (bytes(10_000_001), "more than 10 MB"),
}


@pytest.mark.parametrize(("found", "said"), REFUSED.values(), ids=REFUSED)
def test_refused(found: bytes, said: str) -> None:
    """Each for its own reason."""
    with pytest.raises(Unreadable, match=said):
        check_workbook(found, "t.xlsx")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_refused() -> None:
    """For programs differ in which they read."""
    with pytest.raises(Unreadable, match="damaged"):
        check_workbook(with_part("XL/workbook.xml", b""), "t.xlsx")


def test_a_damaged_part_is_refused() -> None:
    """Its checksum does not fit."""
    with zipfile.ZipFile(BytesIO(SOUND)) as made:
        info = made.getinfo("xl/workbook.xml")
    at = info.header_offset + 30 + len(info.filename) + 5
    with pytest.raises(Unreadable, match="damaged"):
        check_workbook(SOUND[:at] + bytes([SOUND[at] ^ 0xFF]) + SOUND[at + 1 :], "t.xlsx")
