"""How answers look: a table on a terminal, plain lines in a pipe, JSON and CSV for programs.

On a terminal a table is drawn within its width; in a pipe each row is one line, for grep, unless COLUMNS
asks for a width there too. What could steer a terminal is taken out of every text that people are shown.
"""

import json
import os
import shutil
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain, groupby, islice
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO

from commands import layout

if TYPE_CHECKING:
    from commands.context import Reading
    from commands.options import Shown

Row = dict[str, Any]
_INDENT = "  "
_encoded = json.JSONEncoder(ensure_ascii=False).encode


class Column(NamedTuple):
    """One column: the row's key or a function of the row, its heading, and how it takes up room."""

    heading: str
    value: str | Callable[[Row], Any]
    #: Gives way first where there is not room for all.
    wide: bool = False
    #: Left out on terminals narrower than this many characters.
    from_width: int = 0
    #: On a terminal rows of one value stand together below it, and it takes no column.
    heads: bool = False
    #: How a terminal shows the words that its cells can be, as numbers of ECMA-48.
    styles: Mapping[str, str] | None = None

    def of(self, row: Row) -> str:
        """The cell as people read it."""
        found = row.get(self.value) if isinstance(self.value, str) else self.value(row)
        return clean("" if found is None else str(found))


def clean(text: str) -> str:
    """The text without what could steer a terminal: control, formatting and private characters."""
    if text.isprintable():
        return text
    return "".join(" " if c in "\t\r" else c for c in text if c in "\t\n\r" or unicodedata.category(c)[0] != "C")


def width_of(stream: TextIO) -> int | None:
    """How wide what is written there may be: a terminal's columns, or as COLUMNS says; none in a plain pipe."""
    fits = stream.isatty() or os.environ.get("COLUMNS", "").isdigit()
    return max(20, shutil.get_terminal_size().columns) if fits else None


@contextmanager
def for_people() -> Iterator[None]:
    """What is shown meanwhile is drawn as on a terminal, into a pipe too."""
    before = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = str(shutil.get_terminal_size((100, 24)).columns)
    try:
        yield
    finally:
        del os.environ["COLUMNS"]
        if before is not None:
            os.environ["COLUMNS"] = before


def answer(
    reading: "Reading", shown: "Shown", rows: Iterable[Row], columns: Sequence[Column], *, title: str, empty: str,
    also: Row | None = None, keys: Sequence[str] = (),
) -> None:  # fmt: skip
    """Prints rows as the user asked: JSON, CSV, or a table under its title; ``empty`` says what to do without any.

    Rows that come one by one, all with the same keys, are not held for a program. What is only known after the last of
    them stands in ``also`` as a function. ``keys`` are what a CSV without rows has as its header; unsaid, those that
    the columns show.
    """
    if shown.json:
        print_json(reading, {"rows": rows, **(also or {})})
    elif shown.for_programs:
        mark = {"fictitious": True} if reading.fictitious else {}
        told: Iterable[Row] = ({**mark, **row} for row in rows)
        told = _leaving(reading, told) if shown.output else told
        heads = keys or [column.value for column in columns if isinstance(column.value, str)]
        header = [*mark, *heads] if heads else []
        _print_csv(list(told) if isinstance(rows, Sequence) else told, header, shown)
    else:
        if reading.moment and empty.startswith("No "):
            empty = _not_then(empty, reading.moment.words)
        print_table(list(rows), columns, title=titled(title, reading), empty=empty)


def _not_then(empty: str, words: str) -> str:
    """What a list that had not begun says to who looks back: how to begin one would be no answer."""
    said = empty.partition(". ")[0].rstrip(".").removesuffix(" yet")
    for recorded in (" is recorded here", " is recorded"):  # it may be, but it was not so then
        said = said.replace(recorded, " is shown")
    return f"{said}, {words}. Leave the date out to see how it stands today."


def print_json(reading: "Reading", body: Row) -> None:
    """One document: which ledger, as of which entry, and the body, its rows as they come."""
    head = {"afi": 1, "origin": reading.origin, "fictitious": reading.fictitious}
    lens = reading.moment.lens if reading.moment else None
    at, told = (str(day) if day else None for day in ((lens.at, lens.told) if lens else (None, None)))
    moment = {"as_of": f"E-{reading.position}", "at": at, "withheld": 0, "told": told}
    for place, (key, value) in enumerate((head | moment | body).items()):
        sys.stdout.write(f"{',' if place else '{'}\n  {_encoded(key)}: ")
        if isinstance(value, list | Iterator):
            sys.stdout.writelines(_listed(value))
        else:
            sys.stdout.write(_indented(value() if callable(value) else value, _INDENT))
    print("\n}")


def _listed(rows: Iterable[Any]) -> Iterator[str]:
    """A list in a document, each of its rows as it comes: a whole country's are not to be held."""
    mark = "["
    for row in rows:
        yield f"{mark}\n{_INDENT * 2}{_indented(row, _INDENT * 2)}"
        mark = ","
    yield f"\n{_INDENT}]" if mark == "," else "[]"


def _indented(value: Any, margin: str) -> str:
    """As ``json.dumps`` has it with an indent of two, several times as fast: there Python goes from mark to mark."""
    inner = margin + _INDENT
    if value and isinstance(value, dict):
        pairs = (f"{inner}{_encoded(str(key))}: {_indented(each, inner)}" for key, each in value.items())
        return "{\n" + ",\n".join(pairs) + f"\n{margin}}}"
    if value and isinstance(value, list | tuple):
        return "[\n" + ",\n".join(f"{inner}{_indented(each, inner)}" for each in value) + f"\n{margin}]"
    return _encoded(value)


def number_of(reference: str | None) -> int:
    """7 of ``AFI-7``; 0 of none."""
    return int(reference.partition("-")[2]) if reference else 0


def titled(title: str, reading: "Reading") -> str:
    """A title, with the moment that is looked back at, and the mark that a made-up ledger bears on everything."""
    return marked(reading.moment.of(title) if reading.moment else title, reading)


def marked(title: str, reading: "Reading") -> str:
    """A title, with the mark that a made-up ledger bears on everything."""
    return f"{title}  (FICTITIOUS)" if reading.fictitious else title


def _leaving(reading: "Reading", rows: Iterable[Row]) -> Iterator[Row]:
    """The rows for a file, which goes to others: without what is under embargo, and that is said after the last."""
    from datetime import UTC, datetime

    from projections.leaving import Leaving

    with reading.present():
        leaving = Leaving(reading.views, datetime.now(UTC))
    yield from leaving.told(rows)
    if left_out := leaving.left_out():
        print(f"afi: {left_out}", file=sys.stderr)


def _print_csv(rows: Iterable[Row], header: Sequence[str], shown: "Shown") -> None:
    if not shown.output:
        sys.stdout.writelines(line.replace("\r\n", "\n") for line in _csv(rows, header, _plain))
        return
    from commands.files import put

    lines = list(_csv(rows, header, _excel))
    put(shown.output, "".join(lines).encode("utf-8-sig"))  # Excel knows UTF-8 by its byte order mark
    print(f"{len(lines) - 1} rows written to {shown.output}.", file=sys.stderr)


def _csv(rows: Iterable[Row], header: Sequence[str], cell: Callable[[Any], Any]) -> Iterator[str]:
    """The keys, then each row; those of rows that come one by one are all as the first, and without any, the header."""
    import csv
    import io

    known = rows if isinstance(rows, Sequence) else list(islice(rows, 1))
    keys = list(dict.fromkeys(key for row in known for key in row)) or header
    text = io.StringIO()
    writer = csv.writer(text)
    every = known if known is rows else chain(known, rows)
    for line in chain([keys], ([cell(row.get(key)) for key in keys] for row in every)):
        writer.writerow(line)
        yield text.getvalue()
        text.seek(0)
        text.truncate()


def _plain(value: Any) -> Any:
    """A list of texts as one text; what is deeper as JSON."""
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return "; ".join(value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, bool | dict | list) else value


def _excel(value: Any) -> Any:
    """A text that a spreadsheet would take for a formula gets an apostrophe, and stays text."""
    plain = _plain(value)
    return f"'{plain}" if isinstance(plain, str) and plain[:1] in ("=", "+", "-", "@", "\t", "\r") else plain


def print_table(rows: Sequence[Row], columns: Sequence[Column], *, title: str = "", empty: str = "") -> None:
    """A table for people on a terminal, or one line a row in a pipe."""
    width = width_of(sys.stdout)
    if title:
        print_text(title, style="bold")
    if not rows:
        print_text(empty, indent=_INDENT)
        return
    if width is None:
        lines = layout.unfitted([column.heading for column in columns], _cells(rows, columns))
    else:
        shown = [column for column in columns if width >= column.from_width and not column.heads]
        wide = [column.wide for column in shown]
        lines = layout.fitted([column.heading for column in shown], _headed(rows, columns, shown), wide, width)
        head = next(place for place, line in enumerate(lines, 1) if line.startswith("─"))
        _write(lines[: head - 1], "bold")
        _write(lines[head - 1 : head], "dim")
        lines = _styled(lines[head:], lines[0], shown)
    for line in lines:
        print(line)


def _styled(lines: list[str], headings: str, columns: Sequence[Column]) -> list[str]:
    """The lines, with the words in colour that have one where a terminal shows it; a cell begins below its heading."""
    column = next((column for column in columns if column.styles), None)
    if column is None or not sys.stdout.isatty() or os.environ.get("NO_COLOR"):
        return lines
    from rich.console import Console

    if Console(file=sys.stdout).color_system in (None, "windows"):  # no colours, or none by escape sequences
        return lines
    place, styles = headings.index(column.heading), column.styles or {}

    def styled(line: str) -> str:
        cell = line[place:].partition("  ")[0]
        before = f"{line[:place]}\x1b[{styles[cell]}m{cell}\x1b[0m" if cell in styles else line[:place] + cell
        return before + line[place + len(cell) :]

    return [styled(line) for line in lines]


def _write(lines: Iterable[str], style: str | None = None) -> None:
    """Lines as they are; styled by rich, which knows what a terminal can show, where it is one."""
    text = "\n".join(line.rstrip() for line in lines)
    if style is None or not sys.stdout.isatty() or os.environ.get("NO_COLOR"):
        print(text)
        return
    from rich.console import Console
    from rich.text import Text

    Console(file=sys.stdout, soft_wrap=True, highlight=False).print(Text(text, style))


def _cells(rows: Iterable[Row], columns: Sequence[Column]) -> list[list[str]]:
    return [[column.of(row) for column in columns] for row in rows]


def _headed(rows: Sequence[Row], columns: Sequence[Column], shown: Sequence[Column]) -> list[list[str]]:
    """The cells of the rows; before those that share a heading a line of one cell, the heading."""
    heads = next((column for column in columns if column.heads), None)
    if heads is None:
        return _cells(rows, shown)
    return [line for heading, below in groupby(rows, key=heads.of) for line in ([heading], *_cells(below, shown))]


def print_fields(pairs: Iterable[tuple[str, Any]]) -> None:
    """Labels and values, one below the other, values wrapped beside their labels on a terminal."""
    shown = [(label, clean(str(value))) for label, value in pairs if value not in (None, "", [])]
    margin = max((len(label) for label, _ in shown), default=0) + 2
    for label, value in shown:
        print_text(value, first=f"{_INDENT}{label.ljust(margin)}", indent=_INDENT + " " * margin)


def print_text(text: str, *, first: str | None = None, indent: str = "", style: str | None = None) -> None:
    """A paragraph, wrapped on a terminal; ``first`` begins it, ``indent`` its other lines."""
    lines = wrapped(text, sys.stdout, len(indent))
    shown = [(first if place == 0 and first is not None else indent) + line for place, line in enumerate(lines)]
    _write(shown, style)


def wrapped(text: str, stream: TextIO, margin: int) -> list[str]:
    """The lines of a text as they fit beside a margin there; words are never broken, so that they can be copied."""
    width = width_of(stream)
    text = clean(text)
    return layout.wrap(text, max(20, width - margin)) if width else text.split("\n")
