"""Today's page: what needs you now, on one screen, each line with the command that shows it."""

import os
import shutil
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from commands import layout
from commands.context import Reading, find_ledger
from commands.options import Shown, look_at_one
from commands.rendering import Row, clean, print_json, print_text, titled, width_of
from ledger.errors import KeyRefused, StoreUnavailable
from projections.queries.words import day

if TYPE_CHECKING:
    from projections.queries.today import Section

_INDENT, _GAP = "  ", "  "
#: The sections of which the number is enough.
_COUNTED = frozenset({"before_ledger"})
#: The lines of the smallest terminal that people use, which a pipe gets too.
_LINES = 24
#: Those that are not for sections: what was typed, the heading, that nothing needs anybody, and the prompt.
_OTHERS = 4

_BEGIN = """\
There is no ledger in this folder or one above it.

  afi init       begin one here
  afi demo       make two worked examples to look at
  afi --help     see every command

One that lies elsewhere: afi --ledger PATH, or the variable AFI_LEDGER."""


@look_at_one
def today(reading: Reading, shown: Shown) -> None:
    """Show what needs you now; `afi` alone does the same."""
    from projections.queries.today import today as query

    found = query(reading.views, reading.today, _mine(reading), None if shown.json else _lines())
    sections = [_of_then(section, reading) for section in found]
    if shown.json:
        rows = [row | {"section": section.name} for section in sections for row in section.rows]
        return print_json(reading, {"rows": rows, "counts": {section.name: section.number for section in sections}})
    title = "Today" if reading.moment else f"Today, {day(str(reading.today))}"
    print_text(titled(title, reading), style="bold")
    if all(section.name in _COUNTED for section in sections):
        print_text("Nothing needs you today.", indent=_INDENT)
    return _print(sections)


def _mine(reading: Reading) -> frozenset[str]:
    """Whose keys lie on this computer; nobody's where that cannot be told."""
    from ledger import keyring
    from projections.queries.keys import keys

    try:
        here = {key.fingerprint for key in keyring.keys(reading.origin)}
    except KeyRefused:
        return frozenset()
    return frozenset(key["person"] for key in keys(reading.views) if key["fingerprint"] in here)


def _lines() -> int:
    """How many there are for sections and rows: on a terminal its own, less the heading, the last, and the prompt."""
    return (shutil.get_terminal_size().lines if sys.stdout.isatty() else _LINES) - _OTHERS


def _print(sections: Sequence["Section"]) -> None:
    """Each section under its heading, the most urgent of each; no line is longer than the terminal is wide."""
    shown = _shared([0 if each.name in _COUNTED else each.number for each in sections], _lines() - len(sections))
    rows = [row for each, number in zip(sections, shown, strict=True) for row in each.rows[:number]]
    widths = [max((len(row[key]) for row in rows), default=0) for key in ("command", "state_words")]
    for section, number in zip(sections, shown, strict=True):
        print_text(_fitted(f"{section.title}: {section.number:,}{_listed(section)}"), style="bold")
        for row in section.rows[:number]:
            columns = (f"{row[key]:<{width}}" for key, width in zip(("command", "state_words"), widths, strict=True))
            print(_fitted(f"{_INDENT}{_GAP.join([*columns, _what(row)])}"))


def _shared(counts: Sequence[int], lines: int) -> list[int]:
    """How many rows of each section are shown, so that each has its turn until the lines are used up."""
    given = [0] * len(counts)
    while lines > 0 and given != list(counts):
        for place, count in enumerate(counts):
            if given[place] < count and lines > 0:
                given[place], lines = given[place] + 1, lines - 1
    return given


def _listed(section: "Section") -> str:
    return f"{_GAP}{section.command}" if section.command else ""


def _of_then(section: "Section", reading: Reading) -> "Section":
    """The section with commands that look back too; those that record something are as they are."""
    if reading.moment is None or not reading.moment.options:
        return section
    then = f" {reading.moment.options}"
    rows = [row | {"command": row["command"] + then * row["command"].startswith("afi show")} for row in section.rows]
    return section._replace(command=section.command and section.command + then, rows=rows)


def _what(row: Row) -> str:
    """What it is, and that it is of whoever looks."""
    return f"{'yours: ' if row['mine'] else ''}{clean(row['what'])}"


def _fitted(line: str) -> str:
    """A line that a terminal does not break."""
    width = width_of(sys.stdout)
    if width is None or layout.room(line) <= width:
        return line
    line = line[: width - 1]
    while layout.room(line) >= width:
        line = line[:-1]
    return f"{line.rstrip()}…"


def begin(ledger: str) -> bool:
    """Says how to begin where no ledger was named and none is near, and whether it did."""
    if ledger or os.environ.get("AFI_LEDGER"):
        return False
    try:
        find_ledger(None)
    except StoreUnavailable:
        print(_BEGIN)
        return True
    return False
