"""What a forum is told of since an entry: how each improvement stood then and stands now, in one group each.

An improvement is told of where the forum looks after it, and it was open then, came after that entry, or is open now.
The groups are disjoint, and the first that fits is its own: see ``GROUPS``. What "open" means here is that no authority
closed it and it did not end otherwise; what the force reported complete is open, and nobody has confirmed it.
"""

import json
from datetime import date
from typing import Any, NamedTuple, Self

from projections.papers.brief import Brief
from projections.papers.parts.numbers import OVERDUE
from projections.papers.parts.of_cells import count_left_out, position_of, told
from projections.papers.parts.telling import Telling
from projections.queries.actions import action
from projections.queries.improvements import improvement
from projections.queries.late import FIRST_RECORDED, began, late_by
from projections.queries.meetings import held
from projections.queries.records import STANDS, Record, records
from projections.queries.remit import remit
from projections.queries.slippage import all_slips, due_day

Row = dict[str, Any]
_OTHERWISE = frozenset({"superseded", "withdrawn", "declined", "not_ours"})
_ENDED = _OTHERWISE | {"closed"}
_LISTED = "(SELECT value FROM json_each(?))"
_THEN = (
    "SELECT ref, field, value, max(position) FROM change WHERE position <= ? AND field IN ('status', 'due', 'void') "
    f"AND ref IN {_LISTED} GROUP BY ref, field"
)
_SPOKE_OF = (
    "SELECT DISTINCT h.stream FROM mention m JOIN happening h USING (position) "
    f"WHERE h.stream LIKE 'MTG-%' AND m.ref IN {_LISTED}"
)
_ENTRIES = (
    f"SELECT h.*, {FIRST_RECORDED} AS first_recorded FROM happening h WHERE {STANDS} AND h.position > ? "
    f"AND h.stream IN {_LISTED} ORDER BY h.position"
)


class Group(NamedTuple):
    """Where improvements stand: the name of its table, the caption, and the rule that decides, in words."""

    name: str
    caption: str
    rule: str


#: In the order of the paper; ``_group`` decides in the order of urgency.
GROUPS = (
    Group("done", "Done", "it stands as closed by an authority"),
    Group(
        "on_course", "On course",
        "it is open and not reported complete, its due day has not passed, and that day is no later than the first "
        "that was set, nor than the one that stood then",
    ),
    Group(
        "slipped", "Slipped, and not yet overdue",
        "it is open and not reported complete, its due day has not passed, and that day is later than the first that "
        "was set, or than the one that stood then",
    ),
    Group("overdue", OVERDUE, "it is open and not reported complete, and its due day has passed"),
    Group(
        "awaiting", "Awaiting assurance or sign-off",
        "the force reported it complete, and it was neither sent back since nor closed",
    ),
    Group(
        "undated", "Without a due day",
        "it is open and not reported complete, and no day is known by which it is due",
    ),
    Group(
        "otherwise", "Ended otherwise, which says nothing of completion",
        "it was superseded, withdrawn, declined, or is not ours to deliver",
    ),
    Group("partly", "Partly under embargo", "something of it is under embargo, so how it stands is not told"),
)  # fmt: skip


class Stands(NamedTuple):
    """An improvement, or an action: where it stands, and what was recorded of it since."""

    found: Record
    row: Row
    group: str
    #: The last day on which it is in time, and the first that ever was set.
    day: date | None
    first: date | None
    #: Whether there was none of it then.
    new: bool
    entries: list[Row]


class Since(NamedTuple):
    """All that a progress report tells of."""

    #: So many entries the ledger had; 0 where it had not begun.
    after: int
    looks_after: str
    #: All that the forum looks after, and what else is recorded and may be told of: this report tells nothing of that.
    its: list[Record]
    others: list[Record]
    improvements: list[Stands]
    actions: list[Stands]
    #: Each revision of the due dates of these improvements.
    slips: list[Row]
    #: The entries since that were recorded late.
    late: list[Row]

    def of(self, group: str) -> list[Stands]:
        """The improvements of a group."""
        return [each for each in self.improvements if each.group == group]

    @classmethod
    def of_brief(cls, brief: Brief) -> Self:
        """What a recipe asks for."""
        after = brief.recipe.since or 0
        its, others, said = _looked_after(brief)
        meetings = [each.ref for each in held(brief.views, brief.recipe.forum)] if brief.recipe.forum else []
        actions = _actions(brief, {each.ref for each in its}, set(meetings))
        refs = [each.ref for each in (*its, *actions)]
        met = dict.fromkeys([*meetings, *_spoke_of(brief, refs)])
        then, entries = _then(brief, after, refs), _entries(brief, after, [*refs, *met])
        standing = [_improvement(brief, each, then.get(each.ref, {}), entries) for each in its]
        improvements = [each for each in standing if each]
        shown = {each.found.ref for each in improvements if each.group != "partly"}
        count_left_out(brief, refs)
        settled = [_action(brief, each, then.get(each.ref, {}), entries) for each in actions]
        return cls(
            after, said, its, others, improvements,
            [each for each in settled if each],
            [slip for ref, slips in _revised(brief) if ref in shown for slip in slips],
            [row for row in entries if row["late_by"] and brief.is_whole(row["ref"])],
        )  # fmt: skip


def _looked_after(brief: Brief) -> tuple[list[Record], list[Record], str]:
    """Of the improvements that may be told of: those that it looks after, the others, and what the former are that."""
    every = list(records(brief.views, "improvement", brief.recipe.inspection))
    free = _free(brief, every, [improvement(each, brief.names) for each in every])
    if not brief.recipe.forum:
        return free, [], "all there are"
    found = remit(brief.views, brief.recipe.forum)
    refs = set(found.refs)
    its = [each for each in free if each.ref in refs]
    return its, [each for each in free if each.ref not in refs], found.words


def _spoke_of(brief: Brief, refs: list[str]) -> list[str]:
    """The meetings that spoke of any of these records, of whichever forum."""
    return [row["stream"] for row in brief.views.query(_SPOKE_OF, (json.dumps(refs),))]


def _actions(brief: Brief, under: set[str], meetings: set[str]) -> list[Record]:
    """The actions under these improvements; of all inspections also those that were set at the forum's meetings."""
    of_forum = set() if brief.recipe.inspection else meetings
    found = [
        each
        for each in records(brief.views, "action")
        if each.body.get("under") in under or each.body.get("meeting") in of_forum
    ]
    return _free(brief, found, [action(each, brief.names) for each in found])


def _free(brief: Brief, found: list[Record], rows: list[Row]) -> list[Record]:
    kept = {row["ref"] for row in brief.free(rows)}
    return [each for each in found if each.ref in kept]


def _then(brief: Brief, after: int, refs: list[str]) -> dict[str, Row]:
    """What some fields of the records were after that entry; nothing of one that was not there, or did not count."""
    then: dict[str, Row] = {}
    for row in brief.views.query(_THEN, (after, json.dumps(refs))):
        if row["value"]:
            then.setdefault(row["ref"], {})[row["field"]] = json.loads(row["value"])
    return {ref: fields for ref, fields in then.items() if "void" not in fields}


def _entries(brief: Brief, after: int, refs: list[str]) -> list[Row]:
    """The entries since that stand, as rows that may be told, each with how late it was recorded."""
    found, first = brief.views.query(_ENTRIES, (after, json.dumps(refs))), began(brief.views)
    late = {row["position"]: late_by(row["last_day"], row["first_recorded"], first) for row in found}
    return [row | {"late_by": late[row["position"]]} for row in told(brief, found)]


def _revised(brief: Brief) -> list[tuple[str, list[Row]]]:
    found = ((ref, slips) for ref, _, slips in all_slips(brief.views, brief.names, brief.recipe.inspection))
    return sorted(found, key=lambda pair: position_of(pair[1][0]["entry"]))


# Where each stands.


def _improvement(brief: Brief, found: Record, then: Row, since: list[Row]) -> Stands | None:
    """Where an improvement stands; nothing of one that had ended then and still has."""
    ended_then = then.get("status") in _ENDED
    if ended_then and found.body["status"] in _ENDED:
        return None
    day, first, stood = _days(brief, found, then)
    whole = Telling(brief).whole(found)
    group = _group(found.body, day, later=_later(day, first, stood), today=brief.today) if whole else "partly"
    entries = [row for row in since if row["ref"] == found.ref]
    row = improvement(found, brief.names)
    return Stands(found, row, group, day, first, "status" not in then, entries)


def _group(body: Row, day: date | None, *, later: bool, today: date) -> str:
    """The first that fits, from what has ended to what has yet to come."""
    if body["status"] in _ENDED:
        return "done" if body["status"] == "closed" else "otherwise"
    if "claim" in body:
        return "awaiting"
    if day is None:
        return "undated"
    if day < today:
        return "overdue"
    return "slipped" if later else "on_course"


def _days(brief: Brief, found: Record, then: Row) -> tuple[date | None, date | None, date | None]:
    """Its due day, the first that was set, and the one that stood then."""
    set_, published = found.body.get("due") or {}, brief.names.published_on(found.body)
    each = (set_, set_.get("first"), then.get("due"))
    day, first, stood = (due_day(one, published, found.body["raised_on"]) for one in each)
    return day, first, stood


def _later(day: date | None, *others: date | None) -> bool:
    return day is not None and any(other is not None and day > other for other in others)


def _action(brief: Brief, found: Record, then: Row, since: list[Row]) -> Stands | None:
    """Where an action stands; nothing of one that had ended then and still has."""
    if then.get("status", "open") != "open" and found.body["status"] != "open":
        return None
    under = brief.names.body(found.body.get("under", "")) or {}
    published, added = brief.names.published_on(under), found.body["added_on"]
    day = due_day(found.body.get("due"), published, added)
    group = found.body["status"] if Telling(brief).whole(found) else "partly"
    entries = [row for row in since if row["ref"] == found.ref]
    return Stands(found, action(found, brief.names), group, day, None, "status" not in then, entries)
