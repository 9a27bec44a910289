"""Which forums follow an improvement, and when each last met."""

from datetime import date
from typing import Any, NamedTuple

from projections.queries.names import Names
from projections.queries.records import STANDS
from projections.queries.words import span_of
from projections.views import Views

Row = dict[str, Any]
_NAMED_BY = "FROM mention m JOIN happening h ON h.position = m.position WHERE m.ref = ? AND h.type IN"
#: The meetings that name a record as considered or decided about, and those of a forum, the newest first.
_CONSIDERED = f"SELECT DISTINCT h.stream AS ref {_NAMED_BY} ('meeting.considered', 'meeting.decided')"
_HELD = f"SELECT h.stream AS ref {_NAMED_BY} ('meeting.held') AND {STANDS} ORDER BY h.last_day DESC, h.position DESC"


class Met(NamedTuple):
    """A meeting that was held."""

    ref: str
    held_on: str

    @property
    def first(self) -> date:
        """The first day on which it can have been."""
        return span_of(self.held_on).first


class Forums:
    """Forums by what they consider, each asked for once. Only meetings that are asked about are read."""

    def __init__(self, views: Views, names: Names) -> None:
        self._views, self._names = views, names
        self._of: dict[str, tuple[str, ...]] = {}
        self._last: dict[str, Met | None] = {}

    def of(self, ref: str) -> tuple[str, ...]:
        """The forums whose meetings considered an improvement, or decided about it."""
        if ref not in self._of:
            self._of[ref] = self._find(ref)
        return self._of[ref]

    def _find(self, ref: str) -> tuple[str, ...]:
        held = (self._names.body(row["ref"]) or {} for row in self._views.query(_CONSIDERED, (ref,)))
        return tuple(dict.fromkeys(meeting["forum"] for meeting in held if _considered(meeting, ref)))

    def last_met(self, forum: str) -> Met | None:
        """The last meeting of a forum in the world; none where none is recorded."""
        if forum not in self._last:
            self._last[forum] = self._find_last(forum)
        return self._last[forum]

    def _find_last(self, forum: str) -> Met | None:
        for row in self._views.query(_HELD, (forum,)):
            meeting = self._names.body(row["ref"]) or {}
            if meeting.get("forum") == forum and "void" not in meeting:
                return Met(row["ref"], meeting["held_on"])
        return None

    def newest_meeting(self, ref: str) -> Met | None:
        """The last meeting of those forums of a record that still sit."""
        sitting = (forum for forum in self.of(ref) if (self._names.body(forum) or {}).get("status") == "sitting")
        met = filter(None, map(self.last_met, sitting))
        return max(met, key=lambda each: each.first, default=None)


def _considered(meeting: Row, ref: str) -> bool:
    """As it was last corrected, a meeting that counts considered it, or decided about it."""
    about = [
        *meeting.get("considered", ()),
        *({"records": each.get("about", [])} for each in meeting.get("decisions", ())),
    ]
    return "void" not in meeting and any(ref in each["records"] for each in about)
