"""Deadlines as a calendar (RFC 5545), for a program that people keep theirs in.

The file follows from the ledger alone, so that the same ledger makes the same file. An event keeps its name, so that
importing a later file moves it; what has been settled since has to be deleted by hand. Nothing under embargo is in it.
"""

import sys
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from commands.context import Reading
from commands.files import check_free, put
from commands.rendering import Row, marked, print_json, print_text, titled
from ledger.errors import StoreUnavailable, Unreadable
from projections.queries.words import counted

if TYPE_CHECKING:
    from icalendar import Calendar, Event

#: What is no date to keep: since when there was no update, and what was sent.
_NO_DATE_TO_KEEP = frozenset({"stale", "sent", "no_date"})


def write(reading: Reading, path: Path, rows: Iterable[Row], *, as_json: bool) -> None:
    """Writes the calendar where nothing is, and says how many dates are in it and how many were kept back."""
    _check_library()
    if path.suffix.casefold() != ".ics":
        raise Unreadable(f"{path} is not the name of a calendar.", "Let it end in .ics.")
    check_free(path)
    dated = [row for row in rows if row["state"] not in _NO_DATE_TO_KEEP]
    free = _free(reading, dated)
    put(path, _calendar(reading, free).to_ical())
    withheld = len(dated) - len(free)
    if withheld:
        print(f"afi: Left out because of an embargo: {counted(withheld, 'date')}.", file=sys.stderr)
    if as_json:
        return print_json(reading, {"withheld": withheld, "file": str(path), "dates": len(free)})
    return print_text(titled(f"Wrote {path}: {counted(len(free), 'date')}", reading), style="bold")


def _free(reading: Reading, rows: list[Row]) -> list[Row]:
    """What may leave by what is known now: of what is under embargo in part, a date would give the rest away."""
    from projections.leaving import Leaving

    with reading.present():
        leaving = Leaving(reading.views, datetime.now(UTC))
        return [row for row in leaving.free(rows) if row["ref"] not in leaving.partly]


def _calendar(reading: Reading, rows: Iterable[Row]) -> "Calendar":
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", "-//afi-ledger//deadlines//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", marked("Deadlines", reading))
    [[at]] = reading.views.query("SELECT at FROM happening WHERE position = ?", (reading.position,))
    for row in rows:
        made.add_component(_event(reading, row, datetime.fromisoformat(at)))
    return made


def _event(reading: Reading, row: Row, stamp: datetime) -> "Event":
    """A whole day, on which nobody is busy."""
    from icalendar import Event

    made = Event()
    made.add("uid", f"{_name(row)}@{reading.origin}")
    made.add("dtstamp", stamp)
    made.add("sequence", reading.position)
    made.add("dtstart", date.fromisoformat(row["day"]))
    made.add("transp", "TRANSPARENT")
    made.add("categories", [row["kind_words"]])
    made.add("summary", marked(f"{row['ref']} {row['kind_words']}: {row['what']}", reading))
    whose = f"Whose: {row['owner_name']}" if row["owner"] else None
    made.add("description", "\n".join(filter(None, [f"Due: {row['day_words']}", whose, row["command"]])))
    return made


def _name(row: Row) -> str:
    """What one date is known by, however it moves: there may be several responses to one report."""
    return ".".join(filter(None, [row["ref"], row["kind"], row["force"] if row["kind"] == "section_55" else None]))


def _check_library() -> None:
    try:
        import icalendar  # noqa: F401
    except ImportError:
        raise StoreUnavailable(
            "Calendars are written by icalendar, which is not installed.",
            'Install it with `pip install "icalendar>=7"`.',
        ) from None
