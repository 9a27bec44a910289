"""What the ledger holds, in numbers, and the heading that every answer bears."""

import json
from typing import Any

from ledger.vocabulary import LEDGER
from projections.queries.names import Names
from projections.queries.records import COUNTS, body
from projections.views import Views

Row = dict[str, Any]


def heading(views: Views) -> Row:
    """Which ledger the answer is of, whether it is made up, and the entry that it goes as far as."""
    opened, level = body(views, LEDGER) or {}, views.level()
    return {
        "origin": opened.get("origin"),
        "fictitious": "fictitious" in opened,
        "as_of": f"E-{level.position}" if level else None,
    }


def stats(views: Views) -> Row:
    """Counts of entries, of records by noun, of improvements by status; first and last entry; who recorded how many.

    Records that do not count are not among them, but a number of their own.
    """
    names = Names(views)
    [whole] = views.query("SELECT count(*) AS entries, min(at) AS first, max(at) AS last FROM happening")
    nouns = views.query(
        f"SELECT noun, count(*) AS number FROM record WHERE noun <> 'ledger' AND {COUNTS} GROUP BY noun"
    )
    [void] = views.query(f"SELECT count(*) AS number FROM record WHERE NOT ({COUNTS})")
    people = views.query(
        "SELECT recorded_by AS person, count(*) AS entries, max(at) AS last FROM happening "
        "GROUP BY recorded_by ORDER BY entries DESC, person"
    )
    return {
        "entries": whole["entries"],
        "predecessor": _predecessor(views),
        "records": {row["noun"]: row["number"] for row in nouns},
        "void": void["number"],
        "improvements": _by_status(views),
        "first_recorded": whole["first"],
        "last_recorded": whole["last"],
        "recorders": [
            {**names.named("person", row["person"]), "entries": row["entries"], "last": row["last"]} for row in people
        ],
    }


def _predecessor(views: Views) -> Row | None:
    """The ledger that this one follows after a loss, how much of it was known, and how much was left."""
    found = body(views, LEDGER) or {}
    if "follows" not in found:
        return None
    known = found["follows"]
    left = found.get("carried", {"entries": 0})  # looked back at while it took over what was left, or made otherwise
    lost = [f"E-{left['entries'] + 1}", f"E-{known['size']}"] if known["size"] > left["entries"] else None
    return {
        "origin": known["origin"], "size": known["size"], "root": known["root"], "entries": left["entries"],
        "lost": lost,
    }  # fmt: skip


def _by_status(views: Views) -> dict[str, int]:
    counts: dict[str, int] = {}
    for row in views.each(f"SELECT body FROM record WHERE noun = 'improvement' AND {COUNTS}"):
        status = json.loads(row["body"])["status"]
        counts[status] = counts.get(status, 0) + 1
    return counts
