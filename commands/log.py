"""The log: entries in the order in which they were recorded."""

from typing import Annotated

import typer

from commands.context import Reading, entry_number
from commands.options import Shown, look
from commands.rendering import Column, answer
from commands.timeline import who


@look
def log(
    reading: Reading,
    shown: Shown,
    count: Annotated[int, typer.Option("-n", "--count", min=1, max=10_000, help="How many entries.")] = 20,
    after: Annotated[str, typer.Option("--after", metavar="E-n", help="From the entry after this one on.")] = "",
) -> None:
    """Show the newest entries, newest first; with --after, the ones that followed."""
    from projections.queries.log import log as query

    rows = query(reading.views, after=entry_number(after) if after else 0, limit=count, newest=not after)
    columns = [
        Column("Entry", "entry"),
        Column("Recorded", lambda row: row["recorded_at"][:16].replace("T", " ")),
        Column("Ref", "ref"),
        Column("What changed", "sentence", wide=True),
        Column("Happened", "when", from_width=100),
        Column("Said by", who, from_width=100),
    ]
    answer(reading, shown, rows, columns, title="Log", empty="Nothing was recorded after that.")
