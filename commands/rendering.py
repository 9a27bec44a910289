"""How answers look: a table on a terminal, plain lines in a pipe, JSON and CSV for programs.

On a terminal rich draws the table within its width; in a pipe each row is one line, for grep. Text
from a ledger is never read as markup, and what could steer a terminal is taken out of it.
"""

import csv
import io
import json
import shutil
import sys
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ledger.receipt import Receipt

if TYPE_CHECKING:
    from commands.context import Reading
    from commands.options import Shown

Row = dict[str, Any]
_INDENT = "  "


@dataclass(frozen=True)
class Column:
    """One column: the row's key or a function of the row, its heading, and how it takes up room."""

    heading: str
    value: str | Callable[[Row], Any]
    #: Takes what room is left and wraps; the others keep to their widest word.
    wide: bool = False
    #: Left out on terminals narrower than this many characters.
    from_width: int = 0

    def of(self, row: Row) -> str:
        """The cell as people read it."""
        found = row.get(self.value) if isinstance(self.value, str) else self.value(row)
        return clean("" if found is None else str(found))


def clean(text: str) -> str:
    """The text without what could steer a terminal: control, formatting and private characters."""
    return "".join(" " if c in "\t\r" else c for c in text if c in "\t\n\r" or unicodedata.category(c)[0] != "C")


def answer(
    reading: "Reading", shown: "Shown", rows: Sequence[Row], columns: Sequence[Column], *, title: str, empty: str,
    also: Row | None = None,
) -> None:  # fmt: skip
    """Prints rows as the user asked: JSON, CSV, or a table under its title; ``empty`` says what to do when there are none."""
    if shown.json:
        print_json(reading, {"rows": list(rows), **(also or {})})
    elif shown.csv or shown.output:
        _print_csv(rows, shown)
    else:
        print_table(rows, columns, title=_titled(title, reading), empty=empty)


def print_json(reading: "Reading", body: Row) -> None:
    """One document: which ledger, as of which entry, and the body."""
    head = {"afi": 1, "origin": reading.origin, "fictitious": reading.fictitious}
    moment = {"as_of": f"E-{reading.head.size}", "at": None, "withheld": 0}
    print(json.dumps(head | moment | body, ensure_ascii=False, indent=2))


def _titled(title: str, reading: "Reading") -> str:
    return f"{title}  (FICTITIOUS)" if reading.fictitious else title


def _print_csv(rows: Sequence[Row], shown: "Shown") -> None:
    text = io.StringIO()
    keys = list(dict.fromkeys(key for row in rows for key in row))
    writer = csv.writer(text)
    writer.writerow(keys)
    cell = _excel if shown.output else _plain
    writer.writerows([[cell(row.get(key)) for key in keys] for row in rows])
    if shown.output:
        # The byte order mark makes Excel read UTF-8 as UTF-8.
        shown.output.write_text(text.getvalue(), encoding="utf-8-sig", newline="")
        print(f"{len(rows)} rows written to {shown.output}.", file=sys.stderr)
    else:
        sys.stdout.write(text.getvalue().replace("\r\n", "\n"))


def _plain(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value


def _excel(value: Any) -> Any:
    """A text that a spreadsheet would take for a formula gets an apostrophe, and stays text."""
    plain = _plain(value)
    return f"'{plain}" if isinstance(plain, str) and plain[:1] in ("=", "+", "-", "@", "\t", "\r") else plain


def print_table(rows: Sequence[Row], columns: Sequence[Column], *, title: str = "", empty: str = "") -> None:
    """A table for people on a terminal, or one line a row in a pipe."""
    if not rows:
        print(f"{title}\n{_INDENT}{empty}" if title else empty)
    elif sys.stdout.isatty():
        _print_rich(rows, columns, title)
    else:
        _print_lines(rows, columns, title)


def _print_lines(rows: Sequence[Row], columns: Sequence[Column], title: str) -> None:
    cells = [[" ".join(column.of(row).split()) for column in columns] for row in rows]
    headings = [column.heading for column in columns]
    widths = [max(map(len, column)) for column in zip(headings, *cells, strict=True)]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in (headings, *cells)
    ]
    print("\n".join([title, *lines] if title else lines))


def _print_rich(rows: Sequence[Row], columns: Sequence[Column], title: str) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    width = shutil.get_terminal_size().columns
    shown = [column for column in columns if width >= column.from_width]
    table = Table(box=box.SIMPLE_HEAD, title=Text(title), title_justify="left", title_style="bold", pad_edge=False)
    cells = [[column.of(row) for column in shown] for row in rows]
    for column, values in zip(shown, zip(*cells, strict=True), strict=True):
        if column.wide:
            table.add_column(column.heading, overflow="fold", ratio=1)
        else:
            widest = max(max(map(len, value.split("\n"))) if value else 0 for value in (column.heading, *values))
            table.add_column(column.heading, overflow="fold", width=min(widest, max(12, width // 5)))
    table.expand = any(column.wide for column in shown)
    for line in cells:
        table.add_row(*(Text(cell) for cell in line))
    Console(width=width, highlight=False).print(table)


def print_fields(pairs: Iterable[tuple[str, Any]]) -> None:
    """Labels and values, one below the other, values wrapped beside their labels on a terminal."""
    import textwrap

    shown = [(label, clean(str(value))) for label, value in pairs if value not in (None, "", [])]
    margin = max((len(label) for label, _ in shown), default=0) + 2
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 10_000
    for label, value in shown:
        lines = [line for part in value.split("\n") for line in textwrap.wrap(part, max(20, width - margin - 2)) or [""]]
        for place, line in enumerate(lines):
            print(f"{_INDENT}{(label if place == 0 else '').ljust(margin)}{line}".rstrip())


def print_text(text: str) -> None:
    """A paragraph, wrapped on a terminal."""
    import textwrap

    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 10_000
    print("\n".join(textwrap.wrap(clean(text), width)))


def print_receipt(receipt: Receipt, reading: "Reading", *, as_json: bool) -> None:
    """What was recorded: reference, entry, who said and who recorded it, when it happened, and the root."""
    if as_json:
        print(json.dumps(_receipt_json(receipt, reading), ensure_ascii=False, indent=2))
        return
    did = "Would record" if receipt.dry_run else "Recorded before" if receipt.repeated else "Recorded"
    first = receipt.entries[0]
    many = len({entry.position for entry in receipt.entries}) > 1
    where = f"E-{first.position}" + (f" to E-{receipt.entries[-1].position}" if many else "")
    print(f"{did} {_list(receipt.references)} ({where})")
    happened = list(dict.fromkeys(f"{e.happened_on}{' (assumed)' if e.assumed else ''}" for e in receipt.entries))
    said = _names(reading, (entry.said_by for entry in receipt.entries))
    by = _names(reading, (entry.recorded_by for entry in receipt.entries))
    print_fields(
        [
            ("happened", _list(happened)),
            ("said by", said),
            ("recorded by", by),
            ("root", "" if receipt.dry_run else f"{receipt.root.hex()[:16]}… over {receipt.size} entries"),
        ]
    )


def _list(words: Sequence[str], most: int = 8) -> str:
    return ", ".join(words[:most]) + (f" and {len(words) - most} more" if len(words) > most else "")


def _names(reading: "Reading", references: Iterable[str]) -> str:
    from projections.queries.names import name_of

    unique = dict.fromkeys(references)
    return _list([f"{name_of(reading.views, reference)} ({reference})" for reference in unique])


def _receipt_json(receipt: Receipt, reading: "Reading") -> Row:
    return {
        "afi": 1,
        "origin": receipt.origin,
        "fictitious": reading.fictitious,
        "command": receipt.command,
        "references": receipt.references,
        "entries": [entry._asdict() | {"entry": f"E-{entry.position}"} for entry in receipt.entries],
        "size": receipt.size,
        "root": receipt.root.hex(),
        "dry_run": receipt.dry_run,
        "repeated": receipt.repeated,
    }
