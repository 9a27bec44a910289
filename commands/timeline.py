"""The timeline: what changed, from what to what, who said it, who recorded it, when it happened and when it was recorded."""

from typing import Annotated

import typer

from commands.context import Reading
from commands.options import Shown, look
from commands.rendering import Column, Row, answer
from ledger.vocabulary import references


@look
def timeline(
    reading: Reading,
    shown: Shown,
    refs: Annotated[list[str] | None, typer.Argument(metavar="[REF...]", help="Only of these records.")] = None,
    inspection: Annotated[str, typer.Option("--inspection", "-i", help="Of an inspection and all that hangs on it.")] = "",
) -> None:
    """Show what happened, in the order in which it happened."""
    from projections.queries.timeline import timeline as query

    rows = query(
        reading.views,
        refs=references(refs, "AFI", *_OTHERS) if refs else None,
        inspection=reading.named(inspection, "INS"),
    )
    answer(reading, shown, rows, COLUMNS, title="Timeline", empty="Nothing is recorded of that.")


def who(row: Row) -> str:
    """Who said it, who recorded it where that was somebody else, and when it was recorded."""
    said = row["said_by_name"] or row["said_by"]
    other = f" by {row['recorded_by_name'] or row['recorded_by']}" if row["said_by"] != row["recorded_by"] else ""
    return f"{said}\nrecorded{other}\n{row['recorded_at'][:16].replace('T', ' ')}"


_OTHERS = ("INS", "FND", "GRD", "DOC", "QUE", "ORG", "PER", "POST")
COLUMNS = [
    Column("Happened", "when"),
    Column("Ref", "ref"),
    Column("What changed", "sentence", wide=True),
    Column("Said and recorded by", who),
    Column("Source", lambda row: ", ".join(row["source"]), from_width=120),
    Column("Why", "why", from_width=160),
    Column("Entry", "entry", from_width=100),
]
