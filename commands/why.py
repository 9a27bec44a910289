"""Why a record says what it says: who last set each field, when, from what and why; or the whole life of one field."""

import sys
from collections.abc import Sequence
from itertools import groupby
from typing import Annotated

from commands.context import Reading
from commands.options import Shown, look
from commands.parameters import argument
from commands.rendering import Column, Row, answer, marked, number_of, print_text, width_of
from commands.timeline import ENTRY, HAPPENED, RECORDED, SAID, SOURCE, roomy, voices
from ledger.errors import Unreadable
from ledger.vocabulary import LEDGER
from projections.queries.entries import UNDONE, later
from projections.queries.sentences.base import upper
from projections.queries.words import counted, plain


@look
def why(
    reading: Reading,
    shown: Shown,
    ref: Annotated[str, argument("REF", help="The record: AFI-7, or 7; INS-2, POST-1; or its name.")],
    field: Annotated[str, argument("[FIELD]", help="One field, as `afi show` calls it: due, owner, last note.")] = "",
) -> None:
    """Show who last set each field of a record, when, from what and why; or all that one field ever was."""
    from projections.lens import Lens
    from projections.queries import why as query

    if ref.strip()[:2].upper() == "E-":
        entry = ref.strip().upper()
        raise Unreadable(f"{entry} is an entry, not a record.", f"`afi show {entry}` says all there is of it.")
    of, lens = reading.record(ref), reading.moment.lens if reading.moment else Lens()
    if field:
        _answer_life(reading, shown, query.whole_life(reading.log, reading.views, lens, of, field, reading.today))
        return
    rows = query.why(reading.log, reading.views, lens, of, reading.today)
    if shown.for_programs or width_of(sys.stdout) is None:
        answer(reading, shown, rows, _FIELDS, title=_title(rows[0]), empty="")
    else:
        _print_fields(reading, rows)


def _title(row: Row) -> str:
    return "This ledger" if row["ref"] == LEDGER else f"{row['ref']}  {row['name']}"


# Each field.


def _print_fields(reading: Reading, rows: Sequence[Row]) -> None:
    """The fields that an entry set stand together below it, in the order of recording."""
    print_text(marked(_title(rows[0]), reading), style="bold")
    if reading.moment:
        print_text(f"{upper(reading.moment.words)}.")
    margin = max(len(row["label"]) for row in rows) + 4
    ordered = sorted(rows, key=lambda row: (not row["entry"], number_of(row["entry"])))
    for entry, set_by_it in groupby(ordered, key=lambda row: row["entry"]):
        print()
        below = list(set_by_it)
        first = f"{entry}  " if entry else ""
        said = "\n".join([told_by(below[0]), *grounds(below[0])]) if entry else "Follows from the rest"
        print_text(said, first=first, indent=" " * len(first), style="bold")
        for row in below:
            print_text(row["words"], first=f"  {row['label']}".ljust(margin), indent=" " * margin)


def told_by(row: Row) -> str:
    """When it happened, who said and recorded it and when, from what, and that it is a correction."""
    undone = "undoing" if row["type"] == UNDONE else "correction"
    fixing = f"{undone} of {row['fixes']}, " if row["fixes"] else ""
    return f"{fixing}{row['when']}, {voices(row)}"


def grounds(row: Row) -> list[str]:
    """Why, and on whose authority, where that was said."""
    said = {"Reason": row["why"], "Authority": row["authority"]}
    return [f"{name}: {plain(text)}" for name, text in said.items() if text]


def _of_entry(column: Column) -> Column:
    """A column that is empty where no entry set the field."""
    return column._replace(value=lambda row: column.of(row) if row["entry"] else "")


_FIELDS = [
    Column("Field", "label"),
    Column("Value", "words", wide=True),
    *map(_of_entry, (ENTRY, HAPPENED, SAID, RECORDED, SOURCE)),
    Column("Reason", "why"),
]


# One field.


def _answer_life(reading: Reading, shown: Shown, rows: Sequence[Row]) -> None:
    first, last = rows[0], rows[-1]
    entry, happened, *others = map(_of_entry, (ENTRY, HAPPENED, SAID, RECORDED, SOURCE))
    columns = [entry, happened, Column(first["label"], _value, wide=True), *others]
    answer(reading, shown, rows, columns, title=f"{first['label']} of {first['ref']}", empty="")
    if last.get("days_in_all") and not shown.for_programs:
        print()
        days = counted(abs(last["days_in_all"]), "day") + (" later" if last["days_in_all"] > 0 else " earlier")
        revised = sum(not (row["fixes"] or row["undone_by"]) for row in rows) - 1
        print_text(f"In all {days} than at first, in {counted(revised, 'revision')}.")


def _value(row: Row) -> str:
    """What it was then, how far a date moved, who set and approved it, and why; who said so, if no column does."""
    if not row["entry"]:
        return f"{row['words']}\nfollows from the rest"
    moved = f", {row['days_words']}" if row.get("days_words") else ""
    set_by = f"set by {row['due_set_by_words']}" if row.get("due_set_by") else ""
    approved = f"approved by {row['due_approver_words']}" if row.get("due_approver") else ""
    fixing = "" if not row["fixes"] else f"{'undoing' if row['type'] == UNDONE else 'correction'} of {row['fixes']}"
    beside = ", ".join(filter(None, (fixing, set_by, approved)))
    lines = [
        f"{row['words'] or 'none any more'}{moved}{later(row)}",
        beside,
        "" if roomy() else voices(row),
        *grounds(row),
    ]
    return "\n".join(filter(None, lines))
