"""Trackers made for tests."""

import re
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

SAVED = datetime(2018, 6, 1, 10, tzinfo=UTC)


def workbook(*rows: Sequence[Any], title: str = "AFIs") -> Workbook:
    """A workbook of one sheet with these rows; a text that begins with = is a formula, as in Excel."""
    made = Workbook()
    sheet: Any = made.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    return made


def content(made: Workbook, saved: datetime = SAVED) -> bytes:
    """Its bytes, as last saved on that day; always the same."""
    stream = BytesIO()
    made.properties.created = SAVED
    made.save(stream)
    moment = f"{saved:%Y-%m-%dT%H:%M:%SZ}</dcterms:modified>"
    return patched(stream.getvalue(), "docProps/core.xml", rb"[^>]*</dcterms:modified>", moment.encode())


def patched(whole: bytes, part: str, pattern: bytes, new: bytes) -> bytes:
    """A workbook in which one part was changed where it matches."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(whole)) as before, zipfile.ZipFile(stream, "w") as after:
        for name in before.namelist():
            found = before.read(name)
            if name == part:
                assert re.search(pattern, found), found
                found = re.sub(pattern, lambda _: new, found)
            after.writestr(zipfile.ZipInfo(name), found, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def parts(whole: bytes) -> dict[str, bytes]:
    """What a workbook consists of."""
    with zipfile.ZipFile(BytesIO(whole)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def opened(path: Path) -> Workbook:
    """A workbook as it was written."""
    return load_workbook(path)
