"""What the cells of one sheet hold: the values as they were last calculated, and what could not be taken as one.

Formulas, links and macros are never run or followed. A cell whose value cannot be known is a ``Fault``, which
refuses its row only where its column means something.
"""

import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

from commands.intake.archive import check_workbook
from ledger.days import uk_today
from ledger.errors import Unreadable

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

#: What a place in a document can number (``ledger.vocabulary.LOCATOR``).
MOST_ROWS = 9_999
MOST_COLUMNS = 200
_CORE = "docProps/core.xml"


@dataclass(frozen=True)
class Fault:
    """Why a cell has no value that can be taken."""

    what: str


Value = str | int | float | date | Fault | None


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook: ``rows[0]`` is row 1."""

    name: str
    rows: list[list[Value]]
    #: What stands before a row's number in a source: nothing, or which sheet of several it is.
    place: str = ""
    #: When the workbook was last saved, by its own account.
    saved: date | None = None
    #: What Excel numbers days from.
    epoch: date = date(1899, 12, 30)
    remarks: list[str] = field(default_factory=list)

    def locate(self, row: int) -> str:
        """A row as a place in the document: ``r12``, or ``s2.r12`` in the second sheet of several."""
        return f"{self.place}r{row}"


def read(content: bytes, file: str, sheet: str = "") -> Sheet:
    """The sheet that is named, or the only one, of a workbook that was judged safe before it was opened."""
    check_workbook(content, file)
    workbook = _open(content, file, values=False)
    return _read(_choose(workbook, file, sheet), content, file)


def read_each(content: bytes, file: str) -> list[Sheet]:
    """Every sheet of such a workbook that is no larger than is read."""
    check_workbook(content, file)
    sheets = _open(content, file, values=False).worksheets
    return [_read(each, content, file) for each in sheets if not _is_too_large(each)]


def _read(chosen: "Worksheet", content: bytes, file: str) -> Sheet:
    workbook: Workbook = chosen.parent  # type: ignore[assignment]
    formulas = {cell.coordinate for row in chosen.iter_rows() for cell in row if cell.data_type == "f"}
    if formulas:
        workbook = _open(content, file, values=True)
        chosen = workbook[chosen.title]
    rows = [[_value(cell, formulas) for cell in row] for row in chosen.iter_rows()]
    _fill(rows, chosen)
    titles = [each.title for each in workbook.worksheets]
    place = f"s{titles.index(chosen.title) + 1}." if len(titles) > 1 else ""
    remarks = list(_remarks(chosen, len(formulas)))
    return Sheet(chosen.title, rows, place, _saved(content), workbook.epoch.date(), remarks)


def _open(content: bytes, file: str, *, values: bool) -> "Workbook":
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what the library does not keep, none of which is asked for
            return load_workbook(BytesIO(content), data_only=values, keep_links=False)
    except Exception as error:  # what a library says of a file that others made can be anything
        raise Unreadable(
            f"{file} cannot be read as a workbook ({type(error).__name__}).", "Save it anew in Excel, and try that."
        ) from error


def _choose(workbook: "Workbook", file: str, name: str) -> "Worksheet":
    sheets = workbook.worksheets
    found = [each for each in sheets if not name or each.title.casefold() == name.strip().casefold()]
    if len(found) != 1:
        what = f'{file} has no sheet "{name}".' if name else f"{file} has {len(sheets)} sheets."
        raise Unreadable(what, f"Say which, with --sheet: {', '.join(each.title for each in sheets)}.")
    if _is_too_large(found[0]):
        raise Unreadable(
            f"The sheet {found[0].title} has {found[0].max_row:,} rows and {found[0].max_column:,} columns.",
            f"Delete what lies empty beyond the tracker: {MOST_ROWS:,} rows and {MOST_COLUMNS} columns are read.",
        )
    return found[0]


def _is_too_large(sheet: "Worksheet") -> bool:
    return sheet.max_row > MOST_ROWS or sheet.max_column > MOST_COLUMNS


def _value(cell: Any, formulas: set[str]) -> Value:
    """A cell's value, or why it has none."""
    value = cell.value
    if value is None and cell.data_type == "n" and cell.coordinate in formulas:
        return Fault("holds a formula that was never calculated")  # Excel would have stored what came of it
    if cell.data_type == "e":
        return Fault(f"holds the error {value}")
    match value:
        case bool():
            return str(value).upper()
        case float() if value.is_integer():
            return int(value)
        case datetime():
            return value.date()
        case time() | timedelta():
            return Fault("holds a time of day, not a date")
        case str():
            return value.replace("_x000D_", "\r")  # how a workbook spells a carriage return
    return value if isinstance(value, int | float | date | None) else Fault("holds what is no text, number or date")


def _fill(rows: list[list[Value]], sheet: "Worksheet") -> None:
    """What is merged over several rows of one column holds for each of them, as people see it."""
    for merged in sheet.merged_cells.ranges:
        if merged.min_col == merged.max_col:
            for row in rows[merged.min_row : merged.max_row]:
                row[merged.min_col - 1] = rows[merged.min_row - 1][merged.min_col - 1]


def _saved(content: bytes) -> date | None:
    """When it says that it was last saved; the library would say now where it says nothing."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        core = archive.read(_CORE).decode(errors="replace") if _CORE in archive.namelist() else ""
    found = re.search(r"modified[^>]*>\s*(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)", core)
    return uk_today(datetime.fromisoformat(found[1]).replace(tzinfo=UTC)) if found else None


def _remarks(sheet: "Worksheet", formulas: int) -> Iterator[str]:
    """What a reader of the sheet may not see, or sees otherwise than it is taken."""
    rows = sum(1 for row in sheet.row_dimensions.values() if row.hidden)
    hidden = [column for column in sheet.column_dimensions.values() if column.hidden]
    columns = sum(min(column.max or 0, sheet.max_column) - (column.min or 0) + 1 for column in hidden)
    merged = len(sheet.merged_cells.ranges)
    if sheet.sheet_state != "visible":
        yield "The sheet is hidden."
    if rows or columns:
        yield f"Hidden, and read all the same: rows {rows}, columns {columns}."
    if merged:
        yield f"Merged cells: {merged}. What is merged over several rows of a column counts for each of them."
    if formulas:
        yield f"Formulas: {formulas}. What each last came to is taken; none is calculated."
