"""A workbook written so that nothing in it runs: every text is a text, also one that begins like a formula."""

import re
from datetime import date
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commands.files import put
from commands.sheets import Cell, Export, Table

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

#: What one cell can hold, in UTF-16 units (Excel's specifications and limits).
LONGEST_CELL = 32_767
CUT = " … [cut: the whole text is in the ledger]"
#: No part of a text that is recorded, but XML would break on them. Line ends and tabs it can hold.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: What a workbook takes for the escape of a character (ECMA-376, part 1, 22.9.2.19), and what XML would not keep.
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_HALF_ESCAPED = re.compile(r"_(x[0-9A-Fa-f]{0,4})?$")


def write(path: Path, export: Export) -> int:
    """Writes the workbook where nothing is, whole or not at all; returns how many cells were cut."""
    from openpyxl import Workbook

    workbook = Workbook()
    workbook.properties.title = export.title
    workbook.properties.creator = "afi"
    first: Worksheet = workbook.active  # type: ignore[assignment]
    _about(first, export)
    cut = sum(_table(workbook, table, export) for table in export.tables)
    workbook.active = next((place for place, table in enumerate(export.tables, 1) if table.to_fill), 0)
    content = BytesIO()
    workbook.save(content)
    put(path, content.getvalue())
    return cut


def _about(sheet: "Worksheet", export: Export) -> None:
    from openpyxl.styles import Alignment, Font

    sheet.title = _tab("About", export)
    _fill(sheet.cell(1, 1), export.title)
    sheet.cell(1, 1).font = Font(bold=True, size=14)
    for number, (label, said) in enumerate(export.about, 3):
        _fill(sheet.cell(number, 1), label)
        _fill(sheet.cell(number, 2), said)
        sheet.cell(number, 1).font = Font(bold=True)
        sheet.cell(number, 2).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 20, 90
    _page(sheet, export)


def _table(workbook: "Workbook", table: Table, export: Export) -> int:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    sheet: Worksheet = workbook.create_sheet(_tab(table.title, export))
    for place, heading in enumerate(table.headings, 1):
        _fill(sheet.cell(1, place), heading.title)
        sheet.cell(1, place).font = Font(bold=True)
        sheet.cell(1, place).alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[get_column_letter(place)].width = heading.width
    wrapped, cut = Alignment(wrap_text=True, vertical="top"), 0
    for number, row in enumerate(table.rows, 2):
        for place, value in enumerate(row, 1):
            cut += _fill(sheet.cell(number, place), value)
            sheet.cell(number, place).alignment = wrapped
    if table.to_fill:
        _lock(sheet, table)
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.headings))}{len(table.rows) + 1}"
    sheet.print_title_rows = "1:1"
    _page(sheet, export)
    return cut


def _lock(sheet: "Worksheet", table: Table) -> None:
    """Only the columns to be filled can be written in, as texts, and they are marked; a password is not asked for."""
    from openpyxl.styles import Border, PatternFill, Protection, Side

    line = Side(style="thin", color="7F7F7F")
    for number, place in product(range(1, len(table.rows) + 2), table.to_fill):
        cell = sheet.cell(number, place)
        cell.fill, cell.border = PatternFill("solid", fgColor="FFF2CC"), Border(line, line, line, line)
        if number > 1:
            cell.protection, cell.number_format = Protection(locked=False), "@"
    sheet.protection.sheet = True
    # What is false here is allowed (ECMA-376, part 1, 18.3.1.85).
    sheet.protection.formatColumns = sheet.protection.formatRows = sheet.protection.autoFilter = False


def _tab(title: str, export: Export) -> str:
    """A sheet's name, which is seen whatever is scrolled to, and leaves the headings in the first row."""
    return f"{title} (FICTITIOUS)" if export.fictitious else title


def _page(sheet: "Worksheet", export: Export) -> None:
    """How it prints: across the page, as wide as it is, with the ledger's name on each."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = "9"  # A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    sheet.oddHeader.center.text = export.mark.replace("&", "&&")  # type: ignore[union-attr]
    sheet.oddFooter.center.text = "Page &P of &N"  # type: ignore[union-attr]


def _fill(cell: Any, value: Cell) -> bool:
    """Puts a value in a cell; returns whether it had to be cut."""
    if not isinstance(value, str):
        cell.value = value
        if isinstance(value, date):
            cell.number_format = "d mmm yyyy"
        return False
    text = safe(value)
    cell.value = text
    cell.data_type = "s"  # the library takes what begins with = for a formula
    if value[:1] in ("=", "+", "-", "@"):
        cell.number_format = "@"  # or Excel would, once somebody edits the cell
    return CUT in text and CUT not in value


def safe(text: str) -> str:
    """The text as a cell holds it: what XML would not keep is escaped; cut, and saying so, where it is too long."""
    text = _NOT_XML.sub("�", _ESCAPED.sub("_x005F_", text)).replace("\r", "_x000D_")
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LONGEST_CELL:
        return text
    kept = units[: 2 * (LONGEST_CELL - len(CUT))].decode("utf-16-le", "ignore")
    return _HALF_ESCAPED.sub("", kept) + CUT
