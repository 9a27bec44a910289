"""Entries of which nothing proves who recorded them: the key that sealed them was revoked afterwards."""

from collections.abc import Iterator
from itertools import groupby

from ledger.vocabulary import LEDGER
from projections.queries.checks.base import Doubt, Look, asks
from projections.queries.records import STANDS


@asks("author_unproven", "what a key signed that was revoked, so that its author is unproven", reads="every entry")
def unproven(look: Look) -> Iterator[Doubt]:
    """One question for all that one command recorded of one record. Who stands by it accepts it, or corrects it."""
    sql = (
        f"SELECT h.* FROM happening h WHERE h.unproven IS NOT NULL AND h.stream <> '{LEDGER}' AND {STANDS} "
        "ORDER BY h.position"
    )
    for (_, ref), rows in groupby(look.views.query(sql), key=lambda row: (row["command"], row["stream"])):
        entries = list(rows)
        first = entries[0]
        more = f" ({len(entries)} entries of one command)" if len(entries) > 1 else ""
        who, since = look.names.of(first["recorded_by"]), first["unproven"]
        reason = f"It bears the name of {who}{more}, and nothing proves it: its key does not count, by E-{since}."
        yield Doubt(ref, first["position"], reason)
