"""The log: entries in the order in which they were recorded."""

from typing import Annotated

from commands.context import Reading, entry_number
from commands.options import Shown, look
from commands.parameters import option
from commands.rendering import Column, answer
from commands.timeline import what, who


@look
def log(
    reading: Reading,
    shown: Shown,
    count: Annotated[int, option("-n", "--count", metavar="NUMBER", help="How many entries.", min=1, max=10_000)] = 20,
    after: Annotated[str, option("--after", metavar="E-n", help="From the entry after this one on.")] = "",
) -> None:
    """Show the newest entries, newest first; with --after, the ones that followed."""
    from projections.queries.log import log as query

    rows = query(reading.views, after=entry_number(after) if after else 0, limit=count, newest=not after)
    columns = [
        Column("Entry", "entry"),
        Column("Recorded", lambda row: row["recorded_at"][:16].replace("T", " ")),
        Column("Ref", "ref"),
        Column("What changed", what, wide=True),
        Column("Happened", "when", from_width=100),
        Column("Said by", who, from_width=100),
    ]
    answer(reading, shown, rows, columns, title="Log", empty="Nothing was recorded after that.")
