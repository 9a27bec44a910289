"""Slippage: how often due dates moved, how far, and whose they were."""

from collections.abc import Callable
from enum import StrEnum
from typing import Annotated, Any

from commands.context import Reading
from commands.options import Shown, look
from commands.parameters import argument, option
from commands.rendering import Column, Row, answer
from ledger.errors import Unreadable
from ledger.vocabulary import IMPROVEMENTS, word
from projections.queries.words import counted


class Total(StrEnum):
    """What the moves are added up by."""

    IMPROVEMENT = "improvement"
    QUESTION = "question"
    POST = "post"


@look
def slippage(
    reading: Reading,
    shown: Shown,
    ref: Annotated[str, argument("[REF]", help="Each revision of the date of this improvement or action.")] = "",
    by: Annotated[
        str, option("--by", metavar="WHAT", help="Totals by improvement, question or post.", words=Total)
    ] = "",
    inspection: Annotated[
        str, option("--inspection", "-i", metavar="INSPECTION", help="Only of this inspection.")
    ] = "",
) -> None:
    """Show how far due dates moved: later and earlier apart, and never set off against one another."""
    from projections.queries import slippage as query

    if ref and (by or inspection):
        raise Unreadable("One record has no totals.", "Leave out --by and --inspection, or the reference.")
    if ref:
        return _revisions(reading, shown, ref)
    total = word(Total, by or "improvement")
    queries: dict[Total, Callable[..., list[Row]]] = {
        Total.IMPROVEMENT: query.by_improvement, Total.QUESTION: query.by_question, Total.POST: query.by_post,
    }  # fmt: skip
    rows = queries[total](reading.views, reading.named(inspection, "INS"))
    empty = "No due date has been revised. What is due: afi deadlines"
    return answer(reading, shown, rows, [*_BY[total], *_TOTALS], title=f"Slippage by {total}", empty=empty)


def _revisions(reading: Reading, shown: Shown, typed: str) -> None:
    from projections.queries.names import resolve
    from projections.queries.slippage import slips, totals

    ref = resolve(reading.views, typed, *IMPROVEMENTS, "ACT")
    rows = slips(reading.views, ref)
    empty = f"The due date of {ref} has not been revised. What became of it: afi show {ref}"
    title = f"Slippage of {ref}" + (f": {_said(totals(rows))}" if rows else "")
    answer(reading, shown, rows, _SLIPS, title=title, empty=empty, also=totals(rows))


def _said(total: Row) -> str:
    """Totals in one line."""
    later = f"{counted(total['days_later'], 'day')} later" if total["moved_later"] else ""
    earlier = f"{counted(-total['days_earlier'], 'day')} earlier" if total["moved_earlier"] else ""
    apart = [counted(total["revisions"], "revision"), later, earlier]
    return ", ".join(filter(None, apart))


def _days(key: str) -> Callable[[Row], Any]:
    """A number of days with its sign; nothing where there is none."""
    return lambda row: f"{row[key]:+,}" if row[key] else ""


def _set_by(row: Row) -> str:
    """Who set it, and with whose approval."""
    approved = f"approved by {row['due_approver_name']}" if row["due_approver"] else ""
    return ", ".join(filter(None, [row["said_by_name"] or row["said_by"], approved]))


_SLIPS = [
    Column("Entry", "entry"),
    Column("Set on", "happened_on"),
    Column("From", lambda row: row["from"] or row["from_words"]),
    Column("To", lambda row: row["to"] or row["to_words"]),
    Column("Days", lambda row: f"{row['days_words']}{', after it had passed' if row['after_passed'] else ''}"),
    Column("Said by", _set_by, wide=True),
    Column("Owner then", "owner_name", from_width=120),
    Column("Reason", "reason", wide=True, from_width=120),
]
_BY = {
    Total.IMPROVEMENT: [
        Column("Ref", "ref"),
        Column("Improvement", "text", wide=True),
        Column("Owner now", "owner_name", from_width=120),
        Column("First", lambda row: row["due_first"] or row["due_first_words"]),
        Column("Now", lambda row: row["due"] or row["due_words"]),
    ],
    Total.QUESTION: [
        Column("Question", lambda row: row["question_name"] or "Under no question", wide=True),
        Column("Improvements", lambda row: ", ".join(row["refs"])),
    ],
    Total.POST: [
        Column("Post", lambda row: row["owner_name"] or "Nobody", wide=True),
        Column("Holder", "owner_holder_name", from_width=120),
        Column("Moved while its own", lambda row: ", ".join(row["refs"])),
        Column("Its own now", lambda row: ", ".join(row["refs_now"])),
        Column("Of these later", _days("days_later_now"), from_width=120),
    ],
}
_TOTALS = [
    Column("Revised", "revisions"),
    Column("Later", _days("days_later")),
    Column("Earlier", _days("days_earlier")),
    Column("After it passed", lambda row: row["moved_after_passed"] or "", from_width=100),
]
