"""Excel: a tracker that others keep into the ledger, and the ledger into a workbook that others read."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands.context import Reading, Writing
from commands.options import Shown, look_at_one, records
from commands.parameters import argument, option
from commands.rendering import print_json, print_text, titled
from ledger.errors import StoreUnavailable, Unreadable

if TYPE_CHECKING:
    from commands.intake.columns import Columns
    from commands.intake.round import Round
    from commands.sheets import Export


@look_at_one
def export(
    reading: Reading,
    shown: Shown,
    file: Annotated[
        Path,
        argument("FILE|tiles", help="The workbook to write: an .xlsx file that is not there yet. Or the word tiles."),
    ],
    folder: Annotated[
        Path | None, argument("[FOLDER]", help="Of tiles: where to write them; nothing may be there.")
    ] = None,
    inspection: Annotated[
        str, option("--inspection", "-i", metavar="INSPECTION", help="Only of this inspection.")
    ] = "",
    forum: Annotated[
        str, option("--forum", metavar="FORUM", help="A round: for the leads of what it looks after to fill in.")
    ] = "",
) -> None:
    """Write an Excel workbook: register, grades, findings, timeline, actions. What is under embargo is left out.

    With --forum a round instead, which `afi import` takes back: each update in it becomes a note said by its lead.
    With tiles FOLDER the log itself, for those who check it: checkpoint, tree and entries as C2SP tlog-tiles.
    """
    if folder:
        return _tiles(reading, shown, file, folder, chosen=bool(inspection or forum))
    _check_library()
    from commands.files import check_free
    from commands.workbook import write

    if file.suffix.casefold() != ".xlsx":
        raise Unreadable(f"{file} is not the name of an Excel workbook.", "Let it end in .xlsx.")
    check_free(file)
    written = _written(reading, reading.named(forum, "FOR"), reading.named(inspection, "INS"))
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


def _tiles(reading: Reading, shown: Shown, word: Path, folder: Path, *, chosen: bool) -> None:
    from commands.tiles import export_tiles

    if str(word) != "tiles" or chosen:
        raise Unreadable("A workbook is one file, and tiles are of the whole log.", "Write `afi export tiles FOLDER`.")
    export_tiles(reading, shown, folder)


def _written(reading: Reading, forum: str | None, inspection: str | None) -> "Export":
    from commands.rounds import round_of
    from commands.sheets import sheets

    now = datetime.now(UTC)
    return round_of(reading, forum, inspection, now) if forum else sheets(reading, inspection, now)


@records
def import_(
    writing: Writing,
    file: Annotated[Path, argument("FILE", help="An .xlsx file: a tracker, or a round that was filled in.")],
    columns: Annotated[
        Path | None,
        option("--map", metavar="COLUMNS.TOML", help="What a tracker's columns mean; docs/excel.md shows how."),
    ] = None,
    sheet: Annotated[str, option("--sheet", metavar="NAME", help="Which sheet of a tracker, of several.")] = "",
    preview: Annotated[
        bool, typer.Option("--preview", help="Show what each row would become, and record nothing.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not show a round and ask before it is recorded.")] = False,
) -> None:
    """Record what is new in an Excel tracker, or in a round that was filled in: in one transaction, or nothing.

    --on is the file's date, and that of whatever in it has none; unsaid, the day on which it was last saved.
    """
    _check_library()
    from commands.intake.account import bring, show_and_ask

    preview = preview or writing.said.dry_run
    if columns:
        from commands.intake.tracker import Tracker

        return bring(
            Tracker(writing, file, _columns(columns), sheet),
            writing.reading,
            preview=preview,
            as_json=writing.said.json,
        )
    brought = _round(writing, file, sheet)
    if not (preview or yes):
        return show_and_ask(brought, writing.reading, as_json=writing.said.json)
    return bring(brought, writing.reading, preview=preview, as_json=writing.said.json)


def _round(writing: Writing, file: Path, sheet: str) -> "Round":
    from commands.intake.bringing import content_at
    from commands.intake.round import Round, find_round

    content = content_at(file)
    found = find_round(content, file.name)
    if found is None or sheet:
        raise Unreadable(
            f"{file.name} is not a round that `afi export --forum` wrote."
            if not found
            else "A round has one sheet only.",
            "Say what a tracker's columns mean: --map COLUMNS.TOML." if not found else "Leave out --sheet.",
        )
    if writing.said.by:
        raise Unreadable("Each update of a round is said by the lead of its row.", "Leave out --by.")
    return Round(writing, file, content, found)


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
