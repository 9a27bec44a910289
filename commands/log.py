"""The log: entries in the order in which they were recorded, and samples of them."""

import os
from typing import Annotated

from commands.context import Reading, entry_number
from commands.options import Shown, look
from commands.parameters import option
from commands.rendering import Column, Row, answer, print_text
from commands.timeline import ENTRY, HAPPENED, REF, ROOMY, SAID, recorded, recorded_at, roomy, what_changed
from ledger.errors import Unreadable

_MOST = 10_000
#: A seed that the program chooses is short enough to be read out.
_SEEDS = 1_000_000
_HOW = (
    "Drawn so that anybody can draw it again: of those entries the ones for which the SHA-256 of SEED:NUMBER "
    "({seed}:120 for E-120) is lowest."
)


@look
def log(
    reading: Reading,
    shown: Shown,
    count: Annotated[
        int | None,
        option("-n", "--count", metavar="NUMBER", help="How many entries: 20, if unsaid.", min=1, max=_MOST),
    ] = None,
    after: Annotated[str, option("--after", metavar="E-n", help="From the entry after this one on.")] = "",
    sample: Annotated[
        int | None,
        option("--sample", metavar="NUMBER", help="Draw so many at random instead.", min=1, max=10_000),
    ] = None,
    seed: Annotated[
        int | None, option("--seed", metavar="NUMBER", help="Draw the --sample of this seed again.", min=0)
    ] = None,
    recorded_by: Annotated[
        str, option("--recorded-by", metavar="PERSON", help="With --sample: only from what this person recorded.")
    ] = "",
) -> None:
    """Show the newest entries, newest first; with --after, the ones that followed; with --sample, some at random.

    A sample can be drawn again with any tool: of all entries (or those that --after, --recorded-by and --as-of leave)
    it has the ones for which the SHA-256 of SEED:NUMBER, in hex, is lowest. With the seed 7, E-120 is ranked by
    what `printf 7:120 | sha256sum` prints.
    """
    from projections.queries.log import log as query

    first = entry_number(after) if after else 0
    if sample:
        if count:
            raise Unreadable("A sample has its own number.", "Give --sample NUMBER without -n.")
        return _sample(reading, shown, sample, seed, first, recorded_by)
    if seed is not None or recorded_by:
        raise Unreadable("Only a sample is drawn by seed or recorder.", "Add --sample NUMBER.")
    several = count or 20
    by_day = reading.moment and (reading.moment.lens.at or reading.moment.lens.told)
    found = query(reading.views, after=first, limit=_MOST if by_day else several, newest=not after)
    rows = reading.counted(found)[:several]
    return answer(reading, shown, rows, _columns(), title="Log", empty="Nothing was recorded after that.")


def _sample(reading: Reading, shown: Shown, size: int, seed: int | None, after: int, recorded_by: str) -> None:
    from projections.queries.log import sample

    chosen = int.from_bytes(os.urandom(8)) % _SEEDS if seed is None else seed
    rows = sample(reading.views, size, chosen, after, reading.named(recorded_by, "PER"))
    of = rows[0]["drawn_from"] if rows else 0
    title = f"Sample of {len(rows):,} of {of:,} entries, seed {chosen}"
    body: Row = {"sample": {"size": len(rows), "of": of, "seed": chosen, "method": "lowest SHA-256 of SEED:NUMBER"}}
    answer(reading, shown, rows, _columns(), title=title, empty="Nothing was recorded after that.", also=body)
    if rows and not shown.for_programs:
        print()
        print_text(_HOW.format(seed=chosen))


def _columns() -> list[Column]:
    when = Column("Recorded (UTC)", recorded if roomy() else recorded_at)
    return [ENTRY, when, REF, what_changed(), HAPPENED._replace(from_width=ROOMY), SAID]
