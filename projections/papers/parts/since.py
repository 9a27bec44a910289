"""What a forum is told of since an entry: how each improvement and action stood then, and stands now.

An improvement is told of where the forum looks after it, and it was open then, came after that entry, or is open now.
What "open" means here is that no authority closed it and it did not end otherwise; what the force reported complete is
open, and nobody has confirmed it.
"""

import json
from datetime import date
from typing import Any, NamedTuple, Self

from projections.papers.parts import standing
from projections.papers.parts.entries import count_left_out, position_of, told
from projections.papers.parts.telling import Telling
from projections.queries.late import FIRST_RECORDED, began, late_by
from projections.queries.meetings import held
from projections.queries.records import STANDS, Record, records
from projections.queries.remit import remit
from projections.queries.slippage import all_slips, due_day

Row = dict[str, Any]
#: What an improvement or an action has ended as.
_ENDED = standing.ENDED | {"done", "dropped"}
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


class Stands(NamedTuple):
    """An improvement, or an action: where it stands, and what was recorded of it since."""

    found: Record
    #: The inspection on whose publication its due date may hang, and the first date that ever was set.
    inspection: str | None
    set_first: Row | None
    #: The last day on which it is in time, and by that first date; and the one that stood then.
    day: date | None
    first: date | None
    stood: date | None
    #: Whether there was none of it then; and whether it may be told how it stands.
    new: bool
    whole: bool
    entries: list[Row]

    @property
    def ref(self) -> str:
        """Its reference."""
        return self.found.ref

    @property
    def is_open(self) -> bool:
        """Whether it has not ended, so far as that may be told."""
        return self.whole and self.found.body["status"] not in _ENDED


class Since(NamedTuple):
    """All that a progress report tells of."""

    telling: Telling
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
    #: What was said last of these improvements.
    progress: standing.Progress

    @property
    def entry(self) -> str:
        """After what things count as having changed."""
        return f"E-{self.after}" if self.after else "the ledger began"

    @property
    def moment(self) -> str:
        """When that entry was recorded, where there was one."""
        [[recorded]] = self.telling.views.query("SELECT at FROM main.happening WHERE position = ?", (self.after,))
        return str(recorded)

    @property
    def at(self) -> tuple[int, ...]:
        """The position of that entry, where there was one."""
        return (self.after,) if self.after else ()

    @classmethod
    def of(cls, telling: Telling) -> Self:
        """What a recipe asks for."""
        recipe = telling.brief.recipe
        its, others, said = _looked_after(telling)
        meetings = [each.ref for each in held(telling.views, recipe.forum)] if recipe.forum else []
        actions = _actions(telling, {each.ref for each in its}, set(meetings))
        refs = [each.ref for each in (*its, *actions)]
        after = recipe.since or 0
        entries = _entries(telling, after, [*refs, *dict.fromkeys([*meetings, *_spoke_of(telling, refs)])])
        improvements, settled = (_stand(telling, after, found, entries) for found in (its, actions))
        count_left_out(telling, refs)
        shown = {each.ref for each in improvements if each.whole}
        slips = [slip for ref, slips in _revised(telling) if ref in shown for slip in slips]
        late = [row for row in entries if row["late_by"] and telling.brief.is_whole(row["ref"])]
        progress = standing.Progress(telling, [each.found for each in improvements])
        return cls(telling, after, said, its, others, improvements, settled, slips, late, progress)


def _looked_after(telling: Telling) -> tuple[list[Record], list[Record], str]:
    """Of the improvements that may be told of: those that it looks after, the others, and what the former are that."""
    recipe = telling.brief.recipe
    free = telling.free(records(telling.views, "improvement", recipe.inspection))
    if not recipe.forum:
        return free, [], "all there are"
    found = remit(telling.views, recipe.forum)
    refs = set(found.refs)
    its = [each for each in free if each.ref in refs]
    return its, [each for each in free if each.ref not in refs], found.words


def _spoke_of(telling: Telling, refs: list[str]) -> list[str]:
    """The meetings that spoke of any of these records, of whichever forum."""
    return [row["stream"] for row in telling.views.query(_SPOKE_OF, (json.dumps(refs),))]


def _actions(telling: Telling, under: set[str], meetings: set[str]) -> list[Record]:
    """The actions under these improvements; of all inspections also those that were set at the forum's meetings."""
    of_forum = set() if telling.brief.recipe.inspection else meetings
    return telling.free(
        each
        for each in records(telling.views, "action")
        if each.body.get("under") in under or each.body.get("meeting") in of_forum
    )


def _entries(telling: Telling, after: int, refs: list[str]) -> list[Row]:
    """The entries since that stand, as rows that may be told, each with how late it was recorded."""
    found, first = telling.views.query(_ENTRIES, (after, json.dumps(refs))), began(telling.views)
    late = {row["position"]: late_by(row["last_day"], row["first_recorded"], first) for row in found}
    return [row | {"late_by": late[row["position"]]} for row in told(telling, found)]


def _revised(telling: Telling) -> list[tuple[str, list[Row]]]:
    inspection = telling.brief.recipe.inspection
    found = ((ref, slips) for ref, _, slips in all_slips(telling.views, telling.names, inspection))
    return sorted(found, key=lambda pair: position_of(pair[1][0]["entry"]))


# Where each stands.


def _stand(telling: Telling, after: int, found: list[Record], entries: list[Row]) -> list[Stands]:
    """Where each stands, but for those that had ended then and still have."""
    then, by = _then(telling, after, [each.ref for each in found]), dict[str, list[Row]]()
    for row in entries:
        by.setdefault(row["ref"], []).append(row)
    stood = ((each, then.get(each.ref, {})) for each in found)
    return [
        _stands(telling, each, was, by.get(each.ref, []))
        for each, was in stood
        if not {each.body["status"], was.get("status")} <= _ENDED
    ]


def _then(telling: Telling, after: int, refs: list[str]) -> dict[str, Row]:
    """What some fields of the records were after that entry; nothing of one that was not there, or did not count."""
    then: dict[str, Row] = {}
    for row in telling.views.query(_THEN, (after, json.dumps(refs))):
        if row["value"]:
            then.setdefault(row["ref"], {})[row["field"]] = json.loads(row["value"])
    return {ref: fields for ref, fields in then.items() if "void" not in fields}


def _stands(telling: Telling, found: Record, then: Row, entries: list[Row]) -> Stands:
    body, names = found.body, telling.names
    of = body if "inspection" in body else names.body(body.get("under", "")) or {}
    published, raised = names.published_on(of), body.get("raised_on", body.get("added_on"))
    set_first = body.get("due_first", (body.get("due") or {}).get("first"))
    day, first, stood = (due_day(set_, published, raised) for set_ in (body.get("due"), set_first, then.get("due")))
    new, whole = "status" not in then, telling.whole(found)
    return Stands(found, of.get("inspection"), set_first, day, first, stood, new, whole, entries)
