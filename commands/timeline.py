"""The timeline: what changed, from what to what, when, who said it, who recorded it and when."""

import sys
from typing import Annotated

from commands.context import Reading
from commands.options import Shown, look
from commands.parameters import argument, option
from commands.rendering import Column, Row, answer, width_of


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
    columns = [ENTRY, HAPPENED, REF, what_changed(), SAID, RECORDED, SOURCE]
    answer(reading, shown, rows, columns, title="Timeline", empty="Nothing is recorded of that.")


def roomy() -> bool:
    """Whether who said and recorded it, and when, can stand in columns of their own."""
    width = width_of(sys.stdout)
    return width is None or width >= ROOMY


def said_by(row: Row) -> str:
    """Who said it."""
    return str(row["said_by_name"] or row["said_by"])


def recorded_at(row: Row) -> str:
    """When it was recorded, in UTC."""
    return str(row["recorded_at"])[:16].replace("T", " ")


def recorder(row: Row) -> str:
    """Who recorded it, where that was somebody else than who said it."""
    return "" if row["said_by"] == row["recorded_by"] else str(row["recorded_by_name"] or row["recorded_by"])


def recorded(row: Row) -> str:
    """When it was recorded, and by whom where somebody else had said it."""
    return recorded_at(row) + (f" by {recorder(row)}" if recorder(row) else "")


def what(row: Row) -> str:
    """What changed, that something else stands there now, and why and on whose authority where that was said."""
    later = f" (corrected by {row['corrected_by']})" if row["corrected_by"] else ""
    grounds = {"Reason": row["why"], "Authority": row["authority"]}
    return "\n".join([f"{row['sentence']}{later}", *(f"{name}: {text}" for name, text in grounds.items() if text)])


def _told(row: Row) -> str:
    """What changed, and below it who said and recorded it."""
    return f"{what(row)}\nsaid by {said_by(row)}" + (f", recorded by {recorder(row)}" if recorder(row) else "")


def what_changed() -> Column:
    """What changed; with who said it, where that has no column of its own."""
    return Column("What changed", what if roomy() else _told, wide=True)


#: From so many places on there is room for those columns.
ROOMY = 120
#: The entry is what `afi correct` and `afi show` take.
ENTRY = Column("Entry", "entry")
HAPPENED = Column("Happened", "when")
REF = Column("Ref", "ref")
SAID = Column("Said by", said_by, from_width=ROOMY)
RECORDED = Column("Recorded", recorded, from_width=ROOMY)
SOURCE = Column("Source", lambda row: ", ".join(row["source"]), from_width=140)
