"""Signing keys: whose each is, what it may do, and whether it still may."""

from typing import Any

from ledger.vocabulary import LEDGER
from projections.queries.names import Names
from projections.views import Views

_FIELD = "key."


def keys(views: Views) -> list[dict[str, Any]]:
    """Each key ever enrolled, in the order of enrolment."""
    names = Names(views)
    sql = (
        "SELECT field, min(position) AS since FROM change WHERE ref = ? AND field LIKE 'key.%' "
        "GROUP BY field ORDER BY since, field"
    )
    body = names.body(LEDGER) or {}
    enrolled = {row["field"]: (row["since"], body[row["field"]]) for row in views.query(sql, (LEDGER,))}
    return [
        {
            "fingerprint": field.removeprefix(_FIELD),
            **names.named("person", key["person"]),
            "rights": key["rights"],
            "status": key["status"],
            "revoked_after": key.get("revoked_after"),
            "recovery": since == 1 and key["rights"] == ["enrol"],
            "vkey": key["vkey"],
        }
        for field, (since, key) in enrolled.items()
    ]
