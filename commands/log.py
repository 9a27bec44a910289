"""The log: entries in the order in which they were recorded."""

from typing import Annotated

from commands.context import Reading, entry_number
from commands.options import Shown, look
from commands.parameters import option
from commands.rendering import Column, answer
from commands.timeline import ENTRY, HAPPENED, REF, ROOMY, SAID, recorded, recorded_at, roomy, what_changed


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
    when = Column("Recorded", recorded if roomy() else recorded_at)
    columns = [ENTRY, when, REF, what_changed(), HAPPENED._replace(from_width=ROOMY), SAID]
    answer(reading, shown, rows, columns, title="Log", empty="Nothing was recorded after that.")
