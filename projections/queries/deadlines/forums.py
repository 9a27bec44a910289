"""Which forums follow an improvement, and when each last met."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from projections.queries.deadlines.together import Together
from projections.queries.records import STANDS
from projections.queries.words import span_of
from projections.views import Views

Row = dict[str, Any]
_NAMED_BY = "FROM mention m JOIN happening h ON h.position = m.position WHERE m.ref IN"
#: The meetings that name records as considered or decided about, in the order of recording, and those of a forum, the
#: newest first.
_CONSIDERED = (
    f"SELECT m.ref, h.stream AS meeting {_NAMED_BY} (SELECT value FROM json_each(?)) "
    "AND h.type IN ('meeting.considered', 'meeting.decided') ORDER BY m.position"
)
_HELD = f"SELECT h.stream AS ref {_NAMED_BY} (?) AND h.type = 'meeting.held' AND {STANDS} " + (
    "ORDER BY h.last_day DESC, h.position DESC"
)


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

    def __init__(self, views: Views, names: Together) -> None:
        self._views, self._names = views, names
        self._of: dict[str, tuple[str, ...]] = {}
        self._last: dict[str, Met | None] = {}

    def of(self, ref: str) -> tuple[str, ...]:
        """The forums whose meetings considered an improvement, or decided about it."""
        if ref not in self._of:
            self.read([ref])
        return self._of[ref]

    def read(self, refs: Iterable[str]) -> None:
        """Finds the forums of these improvements at once, and the meetings by which they are known."""
        met: dict[str, list[str]] = {ref: [] for ref in refs}
        for row in self._views.query(_CONSIDERED, (json.dumps(list(met)),)):
            met[row["ref"]].append(row["meeting"])
        self._names.read(meeting for meetings in met.values() for meeting in meetings)
        for ref, meetings in met.items():
            held = (self._names.body(meeting) or {} for meeting in meetings)
            self._of[ref] = tuple(dict.fromkeys(meeting["forum"] for meeting in held if _considered(meeting, ref)))

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
