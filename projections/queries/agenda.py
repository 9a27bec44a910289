"""What comes before the next meeting of a forum: what its last one left, what waits for it, and what changed since."""

import json
import sqlite3
from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from projections.queries.actions import action, set_under
from projections.queries.changes import changes
from projections.queries.coming import coming
from projections.queries.deadlines import deadlines
from projections.queries.entries import entry_rows
from projections.queries.forums import forum as forum_row
from projections.queries.improvements import improvement
from projections.queries.meetings import decided_about, held, meeting
from projections.queries.names import Names
from projections.queries.records import Record, record, standing
from projections.queries.remit import remit
from projections.queries.words import span_of
from projections.views import Views

if TYPE_CHECKING:
    from ledger.stores.log import Log
    from projections.lens import Lens

Row = dict[str, Any]
#: What leaves of rows those that may leave the ledger.
Keep = Callable[[Iterable[Row]], list[Row]]
#: What an improvement waits for, by how it stands.
WAITS = {"assurance": "reported_complete", "submission": "assured", "closure": "submitted"}
#: What a deadline of the forum's can be of.
_KINDS = ("improvement", "action", "expectation")
#: What is told of the last meeting beside its entries, which may be under an embargo one by one.
_OF_MEETING = ("ref", "held_on", "attended", "attended_names")
_ENDED = frozenset({"closed", "superseded", "withdrawn", "declined", "not_ours", "done", "dropped"})


class _Of(NamedTuple):
    """What an agenda is made of."""

    log: "Log"
    views: Views
    names: Names
    lens: "Lens"
    keep: Keep
    forum: Row
    today: date
    #: The last day to look ahead to; none where no meeting is known to lie ahead.
    until: date | None
    #: The expectation that plans it.
    plan: str | None
    last: Record | None
    at_last: list[Row]
    #: The last entry that was recorded by the last meeting; none where the ledger had not begun.
    since: int | None
    #: What the forum looks after and may be told of, and the actions under that or set at its meetings.
    improvements: list[Row]
    actions: list[Row]


def agenda(
    log: "Log",
    views: Views,
    lens: "Lens",
    forum: str,
    today: date,
    keep: Keep,
    *,
    given: date | None = None,
    since: int | None = None,
) -> Row:
    """The draft: ``forum``, ``next``, ``last`` (null where no meeting is recorded), ``looks_after``, and its ``items``.

    ``lens`` is looked through already, ``given`` the day of the next meeting, where somebody says so. What changed is
    what was recorded after the entry ``since``; without one, what happened after the last meeting.
    """
    names, row, found = Names(views), forum_row(views, forum), remit(views, forum)
    meets = coming(views, row, today, given, keep)
    ours = keep(improvement(each, names) for each in found.improvements)
    actions = keep(action(each, names) for each in _actions(views, forum, ours))
    last = record(views, row["last_meeting"]) if row["last_meeting"] else None
    told = keep(entry_rows(views, standing(views, "h.stream = ?", last.ref), names)) if last else []
    last = last if any(each["type"] == "meeting.held" for each in told) else None
    of = _Of(
        log, views, names, lens, keep, row, today, meets.ahead(today), meets.expectation, last, told, since, ours,
        actions,
    )  # fmt: skip
    return {
        "forum": row,
        "next": meets.row() | {"ahead": meets.row()["day"] if of.until else None},
        "last": {key: meeting(last, names)[key] for key in _OF_MEETING} if last else None,
        "looks_after": {"words": found.words, "refs": [each["ref"] for each in ours]},
        "items": _items(of),
    }


def _actions(views: Views, forum: str, improvements: list[Row]) -> Iterable[Record]:
    under = (each["ref"] for each in improvements)
    at = (each.ref for each in held(views, forum))
    return {found.ref: found for ref in (*under, *at) for found in set_under(views, ref)}.values()


def _items(of: _Of) -> dict[str, list[Row]]:
    """The rows of each item, in the order in which they come before the meeting."""
    at_last, new = _at_last(of), _new(of)
    known, begun = ({row["ref"] for row in rows} for rows in (new, at_last["set"]))
    return {
        **at_last,
        "approval": [row for row in (*of.improvements, *of.actions) if _wants_approval(row)],
        **{item: [row for row in of.improvements if row["status"] == status] for item, status in WAITS.items()},
        **_deadlines(of),
        "new": new,
        "changed": [row for row in _changed(of) if row["ref"] not in known and not _began(row, begun)],
        "open": [row for row in of.actions if row["status"] == "open"],
        "decisions": _decisions(of),
    }


def _at_last(of: _Of) -> dict[str, list[Row]]:
    """What the last meeting considered and decided, and the actions that it set."""
    types = ("considered", "decided")
    by_type = {name: [row for row in of.at_last if of.last and row["type"] == f"meeting.{name}"] for name in types}
    return by_type | {"set": [row for row in of.actions if of.last and row["meeting"] == of.last.ref]}


def _wants_approval(row: Row) -> bool:
    """Whether the force moved its date, and nobody is recorded to have approved that."""
    by_force = row.get("due_set_by", "force") == "force"  # nobody else sets that of an action
    return row["status"] not in _ENDED and by_force and row["due_revisions"] > 0 and row["due_approver"] is None


def _deadlines(of: _Of) -> dict[str, list[Row]]:
    """What is overdue, what is due before the meeting (soon, where no day is known), and what has had no update."""
    found = deadlines(of.views, of.today, forum=of.forum["ref"])
    rows = of.keep(row for row in found if row["kind"] in _KINDS and row["ref"] != of.plan)
    items: dict[str, list[Row]] = {"overdue": [], "due": [], "stale": []}
    for row in rows:
        before = row["state"] == "due_soon" if of.until is None else row["day"] <= f"{of.until}"
        if row["state"] in ("overdue", "stale"):
            items[row["state"]].append(row)
        elif row["state"] in ("due", "due_soon") and before:
            items["due"].append(row)
    return items


# What came since the last meeting.


def _began(row: Row, refs: set[str | None]) -> bool:
    """Whether an entry began one of these records, which are told of already."""
    return row["type"] == "action.added" and row["ref"] in refs


def _told_since(of: _Of, where: str, *parameters: object) -> list[sqlite3.Row]:
    """The entries that were recorded since; those that tell of a later day, where the ledger had not begun."""
    if of.last is None:
        return []
    if of.since is not None:
        return standing(of.views, f"h.position > ? AND {where}", of.since, *parameters)
    day = span_of(of.last.body["held_on"]).last
    return standing(of.views, f"h.last_day > ? AND {where}", f"{day}", *parameters)


def _changed(of: _Of) -> list[Row]:
    """The entries by which what the forum looks after, and the actions, are otherwise than they were, by record."""
    texts = {row["ref"]: row["text"] for row in (*of.improvements, *of.actions)}
    place = {ref: number for number, ref in enumerate(texts)}
    rows = sorted(of.keep(_steps(of, list(texts))), key=lambda row: place[row["ref"]])
    return [row | {"text": texts[row["ref"]]} for row in rows]


def _steps(of: _Of, refs: list[str]) -> Iterable[Row]:
    if of.last is None or of.since is None:
        told = _told_since(of, "h.stream IN (SELECT value FROM json_each(?))", json.dumps(refs))
        return entry_rows(of.views, told, of.names)
    found = changes(of.log, of.views, of.lens, of.since, refs=refs)
    return {step["entry"]: {"ref": row["ref"], **step} for row in found for step in row["steps"]}.values()


def _new(of: _Of) -> list[Row]:
    """What was raised since, of its own force if it is a force's: nobody may have taken it up. At first, all it has."""
    if of.last is None:
        return [row for row in of.improvements if row["status"] not in _ENDED]
    told = _told_since(of, "h.type = 'improvement.raised'")
    found = (record(of.views, ref) for ref in dict.fromkeys(row["stream"] for row in told))
    rows = of.keep(improvement(each, of.names) for each in found if "void" not in each.body)
    own = of.forum["organisation"]
    is_force = (of.names.body(own or "") or {}).get("kind") == "force"
    return [row for row in rows if not is_force or row["force"] == own]


def _decisions(of: _Of) -> list[Row]:
    """What meetings decided about the improvements that have not ended: each decision once, as recorded."""
    open_ = [row["ref"] for row in of.improvements if row["status"] not in _ENDED]
    told = {row["position"]: row for ref in open_ for row in decided_about(of.views, ref)}
    rows = of.keep(entry_rows(of.views, (told[position] for position in sorted(told)), of.names))
    return [row | {"meeting_name": of.names.label(row["ref"])} for row in rows]
