"""What an exported workbook says: its sheets as headings and rows, without anything that is under embargo."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from commands.context import Reading
from projections.leaving import UNDER_EMBARGO, Leaving
from projections.queries import words
from projections.queries.actions import actions
from projections.queries.colour import COLOURS
from projections.queries.findings import findings
from projections.queries.grades import grades
from projections.queries.register import register
from projections.queries.timeline import timeline

Row = dict[str, Any]
Cell = str | int | date | None
#: The first day from which Excel counts as the calendar does.
_FIRST_DAY = "1900-03-01"


@dataclass(frozen=True)
class Heading:
    """A column: what it is called, what it holds of a row, and how many characters wide it is."""

    title: str
    value: str | Callable[[Row], Cell]
    width: int = 14
    #: No later entry changes it.
    lasting: bool = False
    #: Whoever gets the workbook writes in it; where a table has such columns, only there.
    fill: bool = False

    def of(self, row: Row, *, partly: bool) -> Cell:
        """The cell of a row, of which an entry may be under embargo."""
        if partly and not self.lasting:
            return UNDER_EMBARGO
        cell: Cell = row[self.value] if isinstance(self.value, str) else self.value(row)
        return cell


@dataclass(frozen=True)
class Table:
    """One sheet of rows under headings."""

    title: str
    headings: list[Heading]
    rows: list[list[Cell]]

    @property
    def to_fill(self) -> list[int]:
        """The columns to be filled, counted from 1."""
        return [place for place, heading in enumerate(self.headings, 1) if heading.fill]


@dataclass(frozen=True)
class Export:
    """All that a workbook holds: ``about`` comes first, as labels and what they say."""

    title: str
    #: What is printed at the head of every page.
    mark: str
    about: list[tuple[str, str]]
    tables: list[Table] = field(default_factory=list)
    #: How many records and entries were left out.
    records: int = 0
    entries: int = 0
    #: The ledger is made up, which each sheet's tab says.
    fictitious: bool = False

    @property
    def withheld(self) -> str:
        """What was left out, in words."""
        counted = words.counted(self.records, "record"), words.counted(self.entries, "entry", "entries")
        return f"Left out because of an embargo: {words.listed(counted)}."


class Free:
    """What may leave the ledger at a moment, and how much was kept back."""

    def __init__(self, reading: Reading, now: datetime) -> None:
        with reading.present():
            self._leaving = Leaving(reading.views, now)
        self.records = self.entries = 0

    def table(self, title: str, headings: list[Heading], rows: Iterable[Row]) -> Table:
        """The rows of records that are free."""
        given = list(rows)
        free, partly = self._leaving.free(given), self._leaving.partly
        self.records += len({row["ref"] for row in given} - {row["ref"] for row in free})
        return Table(
            title, headings, [[each.of(row, partly=row["ref"] in partly) for each in headings] for row in free]
        )

    def timeline(self, headings: list[Heading], rows: list[Row]) -> Table:
        """The entries that are free."""
        free = self._leaving.free(rows)
        self.entries += len(rows) - len(free)
        return Table("Timeline", headings, [[each.of(row, partly=False) for each in headings] for row in free])


def sheets(reading: Reading, inspection: str | None, now: datetime | None = None) -> Export:
    """What the ledger holds that may leave it now; of one inspection, if it is given."""
    now = now or datetime.now(UTC)
    views, free = reading.views, Free(reading, now)
    improvements = register(views, inspection=inspection, today=reading.today)
    refs = {row["ref"] for row in improvements}
    work = [row for row in actions(views) if not inspection or row["under"] in refs]
    told = timeline(views, [row["ref"] for row in work] if inspection else None, inspection)
    tables = [
        free.table("Register", REGISTER, improvements),
        free.table("Grades", GRADES, grades(views, inspection)),
        free.table("Findings", FINDINGS, _with_parts(findings(views, inspection))),
        free.timeline(TIMELINE, told),
        free.table("Actions", ACTIONS, work),
    ]
    title = "Register of improvements"
    export = Export(title, mark(reading), [], tables, free.records, free.entries, reading.fictitious)
    export.about.extend(_about(reading, inspection, export, now))
    return export


def mark(reading: Reading) -> str:
    """What is printed at the head of every page: which ledger, as of which entry."""
    return f"{'FICTITIOUS  ' if reading.fictitious else ''}{reading.origin} as of E-{reading.position}"


def whence(reading: Reading, now: datetime) -> list[tuple[str, str]]:
    """Which ledger a workbook is of, as of which entry, and when it was written."""
    made_up = [("FICTITIOUS", "This ledger is for teaching or trying out. Nothing in it is real.")]
    looked_back = [("Looked back at", reading.moment.words)] if reading.moment else []
    return [
        *(made_up if reading.fictitious else []),
        ("Ledger", reading.origin),
        ("As of entry", f"E-{reading.position}"),
        ("Root", reading.log.root(reading.position).hex()),
        *looked_back,
        ("Written", words.moment(f"{now:%Y-%m-%dT%H:%M}")),
    ]


def _about(reading: Reading, inspection: str | None, export: Export, now: datetime) -> list[tuple[str, str]]:
    from projections.queries.names import name_of

    return [
        *whence(reading, now),
        ("Inspection", f"{inspection} {name_of(reading.views, inspection)}" if inspection else "all"),
        ("Embargo", export.withheld),
        ("What this is", "What the ledger held then. This copy proves nothing: `afi verify` checks the ledger itself."),
        *((table.title, words.counted(len(table.rows), "row")) for table in export.tables),
    ]


def _day(name: str) -> Callable[[Row], Cell]:
    """A date of a row: as a date where it is a full day that Excel can hold, else in words."""

    def of(row: Row) -> Cell:
        found = row[name]
        if not found or len(found) != len(_FIRST_DAY) or found < _FIRST_DAY:
            return words.span(found) if found else None
        return date.fromisoformat(found)

    return of


def _due(row: Row) -> Cell:
    return _day("due")(row) if row["due"] else row["due_words"]


def _text(name: str, there: str = "") -> Callable[[Row], Cell]:
    """A text exactly as it was recorded, or that it was erased; ``there`` says whether there was one."""
    return lambda row: words.ERASED if row[name] is None and (not there or row[there]) else row[name]


def _said(name: str) -> Callable[[Row], Cell]:
    """A word of the vocabulary as people say it."""
    return lambda row: row[name].replace("_", " ") if row[name] else None


def _with_parts(rows: Iterable[Row]) -> Iterable[Row]:
    """Each finding, and below it each of its parts."""
    for row in rows:
        yield row | {"part": None}
        for number, part in enumerate(row["parts"], 1):
            yield row | part | {"part": number}


REGISTER = [
    Heading("Ref", "ref", 9, lasting=True),
    Heading("Kind", "kind_words", 18, lasting=True),
    Heading("Inspection", "inspection_title", 24, lasting=True),
    Heading("Question", "question_name", 24, lasting=True),
    Heading("Number", "number", 10, lasting=True),
    Heading("Text", _text("text"), 60, lasting=True),
    Heading("Status", "status_words", 18),
    Heading("Colour", lambda row: COLOURS[row["colour"]]),
    Heading("Why that colour", "colour_reason", 40),
    Heading("Recurrence", "recurrence_words", 20),
    Heading("Owner", "owner_name", 20),
    Heading("Lead", "lead_name", 20),
    Heading("Due", _due),
    Heading("First due", _day("due_first")),
    Heading("Slips", "due_revisions", 8),
    Heading("Days slipped", "days_slipped", 8),
    Heading("Raised", _day("raised_on"), lasting=True),
    Heading("Last note", _text("last_note", "notes"), 60),
    Heading("Last note of", _day("last_note_on")),
    Heading("Notes", "notes", 8),
    Heading("Reported complete", _day("claimed_on")),
    Heading("Evidence", _text("evidence", "claimed_on"), 40),
    Heading("Checked", _day("assured_on")),
    Heading("Put to inspectorate", _day("submitted_on")),
    Heading("Closed", _day("closed_on")),
    Heading("Closed by", _said("closed_by")),
    Heading("Closed how", _said("closed_how")),
    Heading("Level", "closed_level", 18),
    Heading("Ended otherwise", _day("ended_on")),
]
GRADES = [
    Heading("Ref", "ref", 9, lasting=True),
    Heading("Inspection", "inspection_title", 30, lasting=True),
    Heading("Force", "force_name", 24, lasting=True),
    Heading("Question", "subject", 40, lasting=True),
    Heading("Grade", "outcome_words", 30),
    Heading("Year", "year", 8),
    Heading("Scale", _said("scale"), lasting=True),
]
FINDINGS = [
    Heading("Ref", "ref", 9, lasting=True),
    Heading("Part", "part", 6, lasting=True),
    Heading("Inspection", "inspection_title", 30, lasting=True),
    Heading("Question", "question_name", 30, lasting=True),
    Heading("Sense", _said("sense"), lasting=True),
    Heading("Text", _text("text"), 70, lasting=True),
    Heading("Whose view", "voice_words", 20, lasting=True),
    Heading("Disputed", _day("disputed_on")),
    Heading("Settled", _said("settlement")),
]
TIMELINE = [
    Heading("Entry", "entry", 9),
    Heading("Happened", _day("happened_on")),
    Heading("As stated", "when", 20),
    Heading("Record", "ref", 10),
    Heading("What happened", "sentence", 80),
    Heading("Said by", "said_by_name", 24),
    Heading("Recorded by", "recorded_by_name", 20),
    Heading("Recorded", lambda row: words.moment(row["recorded_at"]), 26),
    Heading("Source", lambda row: "; ".join(row["source"]), 16),
    Heading("Why", "why", 40),
]
ACTIONS = [
    Heading("Ref", "ref", 9, lasting=True),
    Heading("Under", "under", 10, lasting=True),
    Heading("Meeting", "meeting", 10, lasting=True),
    Heading("Text", _text("text"), 60, lasting=True),
    Heading("Status", "status", 10),
    Heading("Owner", "owner_name", 24),
    Heading("Due", _due),
    Heading("First due", _day("due_first")),
    Heading("Slips", "due_revisions", 8),
    Heading("Done", _day("done_on")),
    Heading("Outcome", "outcome", 40),
]
