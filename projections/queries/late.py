"""Late recordings: what was recorded more than thirty days after it happened. Of days and moments alone; pure.

What happened before the ledger began could not have been recorded in it then. It is never called late.
"""

from datetime import date, datetime

from ledger.days import uk_today
from ledger.vocabulary import LEDGER
from projections.queries.records import body
from projections.queries.words import span_of
from projections.views import Views

#: So many days after it happened a recording is still in time.
IN_TIME = 30
#: When a happening ``h`` was first recorded: what a correction says stands in the place of what was recorded before it.
FIRST_RECORDED = "coalesce((SELECT told.at FROM happening told WHERE told.position = h.fixes), h.at)"


def late_by(happened_last_day: str, recorded_at: str, began: date) -> int | None:
    """How many days after the last day on which it happened it was recorded; ``None`` if in time, or from before."""
    happened = date.fromisoformat(happened_last_day)
    # A day of the United Kingdom is at most one after that of UTC, and most entries are in time.
    if happened < began or (date.fromisoformat(recorded_at[:10]) - happened).days < IN_TIME:
        return None
    days = (uk_today(datetime.fromisoformat(recorded_at)) - happened).days
    return days if days > IN_TIME else None


def before_began(happened_last_day: str, began: date) -> bool:
    """Whether it had all happened before the day on which the ledger began."""
    return date.fromisoformat(happened_last_day) < began


def began(views: Views) -> date:
    """The day on which the ledger began: that of its first entry, in the United Kingdom."""
    [first] = views.query("SELECT at FROM happening WHERE position = 1")
    return uk_today(datetime.fromisoformat(first["at"]))


def carried_until(views: Views) -> int:
    """The entry with which a ledger that follows another had taken over what was left of that; 0 where it follows none.

    Until there one person recorded all entries anew on one day: who recorded them first, and when, it cannot say.
    """
    sql = "SELECT coalesce(min(position), 0) FROM main.change WHERE ref = ? AND field = 'carried'"
    return int(views.query(sql, (LEDGER,))[0][0])  # whatever is looked back at


def work_began(views: Views) -> date:
    """The day from which work is followed: a ledger that follows another took over what was open in that."""
    carried = (body(views, LEDGER) or {}).get("carried")
    return span_of(carried["on"]).first if carried else began(views)
