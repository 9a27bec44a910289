"""What became of each row of a tracker: all of them, so that their number is that of the sheet."""

from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from commands.receipt import print_receipt, receipt_json
from commands.rendering import Column, print_json, print_table, print_text, titled

if TYPE_CHECKING:
    from commands.context import Reading
    from commands.intake.lines import Line
    from commands.intake.proposal import Proposal
    from commands.intake.tracker import Tracker

RECORDED, CHANGED, THERE, SKIPPED, REFUSED = OUTCOMES = ("recorded", "changed", "already there", "skipped", "refused")


@dataclass(frozen=True)
class Became:
    """What became of one row."""

    row: int
    outcome: str
    what: str
    number: str = ""
    text: str = ""
    ref: str | None = None


def passed_over(line: "Line") -> Became:
    """A row that says nothing of an improvement, or cannot be read."""
    outcome = SKIPPED if line.skipped else REFUSED
    return Became(
        line.row, outcome, line.skipped or line.refused, line.said.get("number", ""), line.said.get("text", "")
    )


def became(proposal: "Proposal") -> Became:
    """A row that was understood."""
    outcome = (CHANGED if proposal.known else RECORDED) if proposal.wishes else THERE
    left = f"not recorded: {'; '.join(proposal.left)}" if proposal.left else ""
    what = "; ".join(filter(None, (", ".join(wish.what for wish in proposal.wishes), left)))
    ref = proposal.known.ref if proposal.known else None
    return Became(proposal.row, outcome, what, proposal.number, proposal.text, ref)


def bring(tracker: "Tracker", reading: "Reading", *, preview: bool, as_json: bool) -> None:
    """Records a tracker, or sees what would be; and prints what became of each row, then the receipt."""
    if preview:
        tracker.preview()
    receipt = None if preview else tracker.record()
    if as_json:
        told = receipt_json(receipt, reading) if receipt else {}
        print_json(reading, told | _body(tracker) | {"dry_run": preview})
        return
    title = "What each row would become" if preview else "What became of each row"
    print_table([asdict(row) for row in tracker.account], _COLUMNS, title=titled(title, reading), empty="No rows.")
    print()
    for remark in (*_totals(tracker), *tracker.sheet.remarks, *_unread(tracker)):
        print_text(remark)
    if receipt:
        print()
        print_receipt(receipt, reading, as_json=False)
    else:
        print_text("Nothing was recorded." if preview else "Nothing is new: nothing was recorded.")


def _counts(tracker: "Tracker") -> dict[str, int]:
    counted = Counter(row.outcome for row in tracker.account)
    return {outcome: counted[outcome] for outcome in OUTCOMES}


def _totals(tracker: "Tracker") -> list[str]:
    parts = ", ".join(f"{number} {outcome}" for outcome, number in _counts(tracker).items())
    return [f"{len(tracker.account)} rows below the headings of the sheet {tracker.sheet.name}: {parts}."]


def _unread(tracker: "Tracker") -> list[str]:
    return [f"Columns that mean nothing here: {', '.join(tracker.lines.unread)}."] if tracker.lines.unread else []


def _body(tracker: "Tracker") -> dict[str, Any]:
    return {
        "sheet": tracker.sheet.name,
        "rows": [asdict(row) for row in tracker.account],
        "counts": _counts(tracker),
        "remarks": tracker.sheet.remarks,
        "unread": tracker.lines.unread,
    }


_COLUMNS = [
    Column("Row", "row"),
    Column("Number", "number"),
    Column("Became", "outcome"),
    Column("Ref", "ref"),
    Column("Improvement", "text", wide=True, from_width=140),
    Column("What", "what", wide=True),
]
