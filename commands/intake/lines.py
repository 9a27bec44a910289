"""What each row of a tracker says, in the ledger's words: every row is a line, also the one that is skipped. Pure."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from commands.intake.columns import DATES, Columns, folded
from commands.intake.sheet import Fault, Sheet, Value
from ledger.errors import Unreadable

#: A number in a column of dates is a year, or from here on (1954) a day as Excel counts them.
_FIRST_SERIAL = 20_000


@dataclass(frozen=True)
class Line:
    """One row: what it says of each field that it says anything of, or why it is skipped or refused."""

    row: int
    said: dict[str, str] = field(default_factory=dict)
    skipped: str = ""
    refused: str = ""


@dataclass(frozen=True)
class Lines:
    """The rows below the headings, and the headings of the columns that mean nothing."""

    lines: list[Line]
    unread: list[str]


def read_lines(sheet: Sheet, columns: Columns) -> Lines:
    """A line for each row below the headings."""
    if columns.header > len(sheet.rows):
        raise Unreadable(
            f"The sheet {sheet.name} ends before row {columns.header}.", "Say where the headings are: header = 1."
        )
    headings = [text_of(value) for value in sheet.rows[columns.header - 1]]
    places = {name: _place(headings, heading, columns.header) for name, heading in columns.headings.items()}
    below = enumerate(sheet.rows[columns.header :], columns.header + 1)
    unread = [heading for place, heading in enumerate(headings) if heading and place not in places.values()]
    return Lines([_line(number, row, places, columns, sheet) for number, row in below], unread)


def _place(headings: list[str], heading: str, row: int) -> int:
    found = [place for place, each in enumerate(headings) if folded(each) == folded(heading)]
    if len(found) != 1:
        there = ", ".join(filter(None, headings)) or "nothing"
        what = f'Row {row} has no heading "{heading}".' if not found else f'Row {row} has two headings "{heading}".'
        raise Unreadable(what, f"It holds: {there}.")
    return found[0]


def _line(number: int, row: list[Value], places: dict[str, int], columns: Columns, sheet: Sheet) -> Line:
    filled = [text_of(value) for value in row if text_of(value)]
    if not filled:
        return Line(number, skipped="empty")
    if len(filled) == 1 < len(places):
        return Line(number, skipped=f"a heading or a remark, for it has one cell only: “{filled[0]}”")
    said: dict[str, str] = {}
    for name, place in places.items():
        value = row[place]
        if isinstance(value, Fault):
            return Line(number, said, refused=f"The cell of {name} {value.what}.")
        text = day_of(value, sheet, month_first=columns.month_first) if name in DATES else text_of(value)
        if text:
            said[name] = columns.meaning(name, text) or text
    if not said.keys() & {"number", "text"}:
        return Line(number, said, skipped="neither a number nor a text")
    return _meant(Line(number, said), places, columns, row)


def _meant(line: Line, places: dict[str, int], columns: Columns, row: list[Value]) -> Line:
    """The line, unless its status is a word of which nobody said what it stands for."""
    word = text_of(row[places["status"]]) if "status" in places else ""
    if word and columns.meaning("status", word) is None:
        return Line(line.row, line.said, refused=f"[words.status] does not say what “{word}” stands for.")
    status = {"status_word": word} if word else {}
    return Line(line.row, {**columns.always, **line.said, **status})


def text_of(value: Value) -> str:
    """A cell as text: a text as it is, unless nothing in it can be seen."""
    match value:
        case None | Fault():
            return "" if value is None else "?"
        case str():
            return value if value.strip() else ""
    return str(value)


def day_of(value: Value, sheet: Sheet, *, month_first: bool = False) -> str:
    """A cell of a column of dates, as a person types one."""
    match value:
        case int() | float() if value >= _FIRST_SERIAL:
            return _of_serial(int(value), sheet)
        case float():
            return f"{value}"  # no date, as whoever parses it will say
        case str() if month_first:
            return re.sub(r"^\s*(\d{1,2})([/.])(\d{1,2})\2(\d{4})\s*$", r"\3\2\1\2\4", value)
    return text_of(value).strip()


def _of_serial(serial: int, sheet: Sheet) -> str:
    try:
        day: date = sheet.epoch + timedelta(days=serial)
    except OverflowError:
        return f"{serial}"
    return day.isoformat()
