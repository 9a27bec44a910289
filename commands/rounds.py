"""A round: a workbook that a forum's leads fill in with what is new, and that comes back as notes said by each."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from commands.context import Reading
from commands.sheets import REGISTER, Cell, Export, Free, Heading, mark, whence
from ledger.errors import RuleBroken
from projections.queries.improvements import improvement
from projections.queries.names import Names, name_of
from projections.queries.remit import remit
from projections.views import Views

Row = dict[str, Any]
#: What the first cell says, by which a round is known when it comes back, and its sheet.
TITLE, SHEET = "Round of updates", "Updates"
#: The labels beside which it stands on the first sheet what a round is of.
LEDGER, ENTRY, ROOT, FORUM = "Ledger", "As of entry", "Root", "Forum"
REF, TEXT = "Ref", "Improvement"
UPDATE, HAPPENED = "Update (please write)", "Date of update (if not today)"
NOBODY = "nobody: it has no lead and no owner"
_ENDED = frozenset({"closed", "superseded", "withdrawn", "declined", "not_ours"})
_KNOWN = {heading.title: heading for heading in REGISTER}


def _sayer(row: Row) -> Cell:
    return f"{row['sayer_name']} ({row['sayer']})" if row["sayer"] else NOBODY


HEADINGS = [
    _KNOWN[REF],
    replace(_KNOWN["Text"], title=TEXT, width=44),
    *(_KNOWN[title] for title in ("Status", "Due")),
    replace(_KNOWN["Last note"], width=44),
    _KNOWN["Last note of"],
    Heading("Update to be said by", _sayer, 24),
    Heading(UPDATE, lambda row: None, 50, lasting=True, fill=True),
    Heading(HAPPENED, lambda row: None, 18, lasting=True, fill=True),
]
_HOW = (
    f"On the sheet {SHEET}, write into the column “{UPDATE}” what has happened since the last note, and beside it the "
    "day on which it did, if that is not the day on which you save this file. Where there is nothing new, leave it "
    "empty. Then send the file back. Nothing else in it is read."
)
_BACK = "Each update is recorded as a note that is said by whoever stands beside it, with this file as its source."


def lines(views: Views, forum: str, inspection: str | None = None) -> list[Row]:
    """The improvements that a forum looks after and have not ended; ``sayer`` is the lead, or else the owner."""
    names = Names(views)
    rows = (improvement(found, names) for found in remit(views, forum).improvements)
    wanted = (row for row in rows if row["status"] not in _ENDED and inspection in (None, row["inspection"]))
    return [row | names.named("sayer", row["lead"] or row["owner"]) for row in wanted]


def round_of(reading: Reading, forum: str, inspection: str | None, now: datetime) -> Export:
    """The workbook that goes to the leads of what a forum looks after."""
    if reading.moment:
        raise RuleBroken(
            "A round asks what is new since now, so it cannot look back.", "Leave out --as-of, --at and --told."
        )
    free = Free(reading, now)
    table = free.table(SHEET, HEADINGS, lines(reading.views, forum, inspection))
    if not table.rows:
        raise RuleBroken(
            f"There is nothing to ask the leads: {name_of(reading.views, forum)} looks after nothing that is open.",
            "`afi register` shows what there is.",
        )
    export = Export(TITLE, mark(reading), [], [table], free.records, free.entries, reading.fictitious)
    about = [
        ("What to do", _HOW), ("What becomes of it", _BACK), *whence(reading, now),
        (FORUM, f"{forum} {name_of(reading.views, forum)}"), ("Embargo", export.withheld),
    ]  # fmt: skip
    export.about.extend(about)
    return export
