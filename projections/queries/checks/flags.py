"""Flags that nobody has settled: what a source states, somebody found wrong, and nothing has been said of since."""

import json
from collections.abc import Iterator

from projections.queries.checks.base import Doubt, Look, asks, told
from projections.queries.records import COUNTS
from projections.queries.words import quoted
from projections.views import FLAGGED

#: The name of the check that asks for others, where they ask about what it flags.
OPEN = "open_flag"


@asks(OPEN, "a flag that nobody has settled", reads="every record")
def open_flag(look: Look) -> Iterator[Doubt]:
    """Each flag on a record that counts, unless it was settled."""
    for row in look.views.each(f"SELECT ref, body FROM record WHERE {FLAGGED} AND {COUNTS}"):
        flagged = told(look, row["ref"], "record.flagged")
        for number, (flag, entry) in enumerate(zip(json.loads(row["body"])["flags"], flagged, strict=False), 1):
            if "settled" not in flag:
                about = f", about E-{flag['entry']}" if "entry" in flag else ""
                reason = f"Flag {number} is open{about}: {quoted(flag['text'])}"
                settle = f"afi flag {row['ref']} --settle {number} TEXT"
                yield Doubt(row["ref"], entry["position"], reason, settle, flagged=flag.get("entry"))
