"""The timeline: what changed, from what to what, when, who said it, who recorded it and when."""

from typing import Annotated

from commands.context import Reading
from commands.options import Shown, look
from commands.parameters import argument, option
from commands.rendering import Column, Row, answer


@look
def timeline(
    reading: Reading,
    shown: Shown,
    refs: Annotated[list[str] | None, argument("[REF...]", help="Only of these records.")] = None,
    inspection: Annotated[
        str, option("--inspection", "-i", metavar="INSPECTION", help="Of an inspection and all that hangs on it.")
    ] = "",
) -> None:
    """Show what happened, in the order in which it happened."""
    from projections.queries.timeline import timeline as query

    rows = query(
        reading.views,
        refs=reading.records(refs) if refs else None,
        inspection=reading.named(inspection, "INS"),
    )
    answer(reading, shown, rows, COLUMNS, title="Timeline", empty="Nothing is recorded of that.")


def who(row: Row) -> str:
    """Who said it, who recorded it where that was somebody else, and when it was recorded."""
    said = row["said_by_name"] or row["said_by"]
    other = (
        f"recorded by {row['recorded_by_name'] or row['recorded_by']}\n" if row["said_by"] != row["recorded_by"] else ""
    )
    return f"{said}\n{other}{row['recorded_at'][:16].replace('T', ' ')}"


def what(row: Row) -> str:
    """What changed, that something else stands there now, and why and on whose authority where that was said."""
    later = f" (corrected by {row['corrected_by']})" if row["corrected_by"] else ""
    grounds = {"Reason": row["why"], "Authority": row["authority"]}
    return "\n".join([f"{row['sentence']}{later}", *(f"{name}: {text}" for name, text in grounds.items() if text)])


COLUMNS = [
    Column("Happened", "when"),
    Column("Ref", "ref"),
    Column("What changed", what, wide=True),
    Column("Said and recorded by", who),
    Column("Source", lambda row: ", ".join(row["source"]), from_width=120),
    Column("Entry", "entry", from_width=100),
]
