"""Excel: a tracker that others keep into the ledger, and the ledger into a workbook that others read."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands.context import Reading, Writing
from commands.options import Shown, look_at_one, records
from commands.parameters import argument, option
from commands.rendering import print_json, print_text, titled
from ledger.errors import AlreadyThere, StoreUnavailable, Unreadable

if TYPE_CHECKING:
    from commands.intake.columns import Columns


@look_at_one
def export(
    reading: Reading,
    shown: Shown,
    file: Annotated[Path, argument("FILE", help="The workbook to write: an .xlsx file that is not there yet.")],
    inspection: Annotated[
        str, option("--inspection", "-i", metavar="INSPECTION", help="Only of this inspection.")
    ] = "",
) -> None:
    """Write an Excel workbook: register, grades, findings, timeline, actions. What is under embargo is left out."""
    _check_library()
    from commands.sheets import sheets
    from commands.workbook import write

    if file.suffix.casefold() != ".xlsx":
        raise Unreadable(f"{file} is not the name of an Excel workbook.", "Let it end in .xlsx.")
    if os.path.lexists(file):
        raise AlreadyThere(f"There is something at {file} already.", "Choose another name; nothing was changed.")
    written = sheets(reading, reading.named(inspection, "INS"))
    cut = write(file, written)
    if written.records or written.entries:
        print(f"afi: {written.withheld}", file=sys.stderr)
    if cut:
        print(f"afi: {cut} cells were cut to what Excel can hold, and say so.", file=sys.stderr)
    rows = {table.title.casefold(): len(table.rows) for table in written.tables}
    if shown.json:
        withheld = written.records + written.entries
        return print_json(reading, {"withheld": withheld, "file": str(file), "rows": rows, "cut": cut})
    print_text(titled(f"Wrote {file}", reading), style="bold")
    return print_text(", ".join(f"{name} {number}" for name, number in rows.items()))


@records
def import_(
    writing: Writing,
    file: Annotated[Path, argument("FILE", help="The tracker: an .xlsx file.")],
    columns: Annotated[
        Path, option("--map", metavar="COLUMNS.TOML", help="What its columns mean; docs/excel.md shows how to say so.")
    ],
    sheet: Annotated[str, option("--sheet", metavar="NAME", help="Which sheet, where there are several.")] = "",
    preview: Annotated[
        bool, typer.Option("--preview", help="Show what each row would become, and record nothing.")
    ] = False,
) -> None:
    """Record what is new in an Excel tracker: all of it in one transaction, or nothing.

    --on is the tracker's date, and that of whatever in it has none; unsaid, the day on which it was last saved.
    """
    _check_library()
    from commands.intake.account import bring
    from commands.intake.tracker import Tracker

    preview = preview or writing.said.dry_run
    tracker = Tracker(writing, file, _columns(columns), sheet)
    bring(tracker, writing.reading, preview=preview, as_json=writing.said.json)


def _columns(path: Path) -> "Columns":
    from commands.intake.columns import parse
    from commands.text import text_of

    return parse(text_of(file=path))


def _check_library() -> None:
    try:
        import openpyxl  # noqa: F401
    except ImportError:
        raise StoreUnavailable(
            "Excel files are read and written by openpyxl, which is not installed.",
            'Install it with `pip install "openpyxl>=3.1"`.',
        ) from None
