"""When what is under an embargo may leave the ledger."""

from datetime import datetime
from typing import Any

from projections.queries import words
from projections.queries.withheld import withheld
from projections.views import GIVEN, Views

Row = dict[str, Any]
_MOMENTS = (
    "SELECT DISTINCT json_extract(body, '$.embargo.until') AS until FROM record "
    f"WHERE ref IN (SELECT ref FROM change WHERE {GIVEN} AND field = 'embargo') AND until IS NOT NULL"
)


def embargo(views: Views, what: str, now: datetime) -> Row | None:
    """Until when a record or an entry (``E-57``) is under an embargo, as is known now; none where it is under none.

    It may hang on several documents: it is free at the first moment at which none of them holds it any more.
    """
    if what not in withheld(views, now):
        return None
    moments = sorted((datetime.fromisoformat(row["until"]), row["until"]) for row in views.query(_MOMENTS))
    ahead = ((at, until) for at, until in moments if at > now)
    until = next((until for at, until in ahead if what not in withheld(views, at)), None)
    return {"until": until, "words": words.until(until)}
