"""What became of each row of a file: all of them, so that their number is that of the sheet."""

import sys
from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import typer

from commands.receipt import print_receipt, receipt_json
from commands.rendering import Column, print_json, print_table, print_text, titled
from ledger.errors import Unreadable

if TYPE_CHECKING:
    from commands.context import Reading
    from commands.intake.bringing import Bringing
    from commands.intake.lines import Line
    from commands.intake.proposal import Proposal

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


def bring(brought: "Bringing", reading: "Reading", *, preview: bool, as_json: bool) -> None:
    """Records a file, or sees what would be; and prints what became of each row, then the receipt."""
    if preview:
        brought.preview()
    receipt = None if preview else brought.record()
    if as_json:
        told = receipt_json(receipt, reading) if receipt else {}
        print_json(reading, told | _body(brought) | {"dry_run": preview})
        return
    _print(brought, reading, "What each row would become" if preview else "What became of each row")
    if receipt:
        print()
        print_receipt(receipt, reading, as_json=False)
    else:
        print_text("Nothing was recorded." if preview else "Nothing is new: nothing was recorded.")


def show_and_ask(brought: "Bringing", reading: "Reading", *, as_json: bool) -> None:
    """Shows what each row would become; records it where somebody says yes."""
    if as_json or not sys.stdin.isatty():
        raise Unreadable("Nobody is there to be asked whether that is meant.", "See --preview, then add --yes.")
    brought.preview()
    _print(brought, reading, "What each row would become")
    brought.check_refused()
    if not brought.is_new:
        return print_text("Nothing is new: nothing was recorded.")
    receipt = brought.record() if typer.confirm("Record that?", default=False) else None
    if receipt is None:
        return print_text("Nothing was recorded.")
    print()
    return print_receipt(receipt, reading, as_json=False)


def _print(brought: "Bringing", reading: "Reading", title: str) -> None:
    rows = [asdict(row) for row in brought.account]
    columns = [column for column in _COLUMNS if column.value != "number" or any(row["number"] for row in rows)]
    print_table(rows, columns, title=titled(title, reading), empty="No rows.")
    print()
    for remark in (*_totals(brought), *brought.sheet.remarks, *_unread(brought)):
        print_text(remark)


def _counts(brought: "Bringing") -> dict[str, int]:
    counted = Counter(row.outcome for row in brought.account)
    return {outcome: counted[outcome] for outcome in OUTCOMES}


def _totals(brought: "Bringing") -> list[str]:
    parts = ", ".join(f"{number} {outcome}" for outcome, number in _counts(brought).items())
    return [f"{len(brought.account)} rows below the headings of the sheet {brought.sheet.name}: {parts}."]


def _unread(brought: "Bringing") -> list[str]:
    return [f"Columns that mean nothing here: {', '.join(brought.unread)}."] if brought.unread else []


def _body(brought: "Bringing") -> dict[str, Any]:
    return {
        "sheet": brought.sheet.name,
        "rows": [asdict(row) for row in brought.account],
        "counts": _counts(brought),
        "remarks": brought.sheet.remarks,
        "unread": brought.unread,
    }


_COLUMNS = [
    Column("Row", "row"),
    Column("Number", "number"),
    Column("Became", "outcome"),
    Column("Ref", "ref"),
    Column("Improvement", "text", wide=True, from_width=140),
    Column("What", "what", wide=True),
]
