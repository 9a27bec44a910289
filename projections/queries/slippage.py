"""Slippage: each revision of a due date, who set it and whose it was then; totals by improvement, question and post.

A move to a later day slipped, a move to an earlier one was brought forward; they are counted apart and never set off
against one another. That no day is set any more counts no days; a day that is set after that moved from the last that
there was. What was to be done at once was due on the day it was raised.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby, pairwise
from typing import Any, NamedTuple

from ledger.days import last_day
from projections.queries import due, words
from projections.queries.names import Names
from projections.queries.records import STANDS
from projections.views import Views

Row = dict[str, Any]
#: Why an entry was recorded. The reason of a correction says why that was made, not why the date moved.
_REASON = "CASE WHEN h.fixes IS NULL THEN h.why ELSE (SELECT o.why FROM happening o WHERE o.position = h.fixes) END"
#: What sets a due date, and what says whose it is, as told last, each in the place of what it corrects.
_TOLD = (
    f"SELECT h.*, coalesce(h.fixes, h.position) AS place, {_REASON} AS reason, r.body "
    "FROM record r JOIN happening h ON h.stream = r.ref "
    f"WHERE {STANDS} AND h.type IN ('improvement.due_set', 'improvement.assigned', 'action.added', 'action.due_set', "
    "'action.assigned') AND "
)
_MOVED = "r.noun = 'improvement' AND json_extract(r.body, '$.due.revisions') > 0"
_ORDER = " ORDER BY substr(r.ref, 1, 3), r.number, place"


class _Told(NamedTuple):
    """An entry that sets a date or an owner: its row, its event, and the days on which it happened."""

    row: sqlite3.Row
    data: Row
    first: date
    last: date


def due_day(set_: Row | None, published_on: str | None, raised_on: str | None) -> date | None:
    """The last day on which it is in time, if one follows from what was set."""
    if (set_ or {}).get("kind") == "immediate" and raised_on:
        return words.span_of(raised_on).last
    day = due.due_on(set_, published_on)
    return last_day(day) if day else None


def slips(views: Views, ref: str) -> list[Row]:
    """Each revision of the due date of an improvement or action, in the order of recording."""
    found = views.query(f"{_TOLD}r.ref = ?{_ORDER}", (ref,))
    return _slips(found, Names(views))


def all_slips(views: Views, names: Names, inspection: str | None = None) -> Iterator[tuple[str, Row, list[Row]]]:
    """The improvements that count and whose due date was revised: reference, fields and revisions of each."""
    asked = " AND r.inspection = ?" if inspection else ""
    found = views.each(f"{_TOLD}{_MOVED}{asked}{_ORDER}", (inspection,) if inspection else ())
    for ref, told in groupby(found, key=lambda row: str(row["stream"])):
        rows = list(told)
        fields = json.loads(rows[0]["body"])
        if "void" not in fields:
            yield ref, fields, _slips(rows, names)


def _slips(found: Iterable[sqlite3.Row], names: Names) -> list[Row]:
    told = [_told(row) for row in found]
    owners = [each for each in told if "owner" in each.data]
    dates = [each for each in told if "due" in each.data]
    days = _days(told[0].row["body"], names) if told else ()
    known, slips = None, []
    for was, now in pairwise(dates):
        known = due_day(was.data["due"], *days) or known
        slips.append(_slip(was, now, known, _owner(owners, now), days, names))
    return slips


def _told(row: sqlite3.Row) -> _Told:
    days = (date.fromisoformat(row[name]) for name in ("first_day", "last_day"))
    return _Told(row, json.loads(row["data"]), *days)


def _owner(owners: list[_Told], slip: _Told) -> str | None:
    """Whose it was at the end of the day on which its date was moved."""
    by_then = [each for each in owners if each.last <= slip.last]
    return max(by_then, key=lambda each: each.last).data["owner"] if by_then else None


def _days(record: str, names: Names) -> tuple[str | None, ...]:
    """What dates hang on that are no days: when the report was published, and when the record was raised or added."""
    fields = json.loads(record)
    of = fields if "inspection" in fields else names.body(fields.get("under", "")) or {}
    return names.published_on(of), fields.get("raised_on", fields.get("added_on"))


def _slip(
    was: _Told, now: _Told, known: date | None, owner: str | None, dates: tuple[str | None, ...], names: Names
) -> Row:  # fmt: skip
    """One revision. A day that comes after none was set has moved from the last that was ``known`` before that."""
    before, after = due_day(was.data["due"], *dates), due_day(now.data["due"], *dates)
    days = (after - known).days if known and after else None
    return {
        "ref": now.row["stream"],
        "entry": f"E-{now.row['position']}",
        "from": str(before) if before else None,
        "from_words": due.said(was.data["due"]),
        "to": str(after) if after else None,
        "to_words": due.said(now.data["due"]),
        "days": days,
        "days_words": moved(days, before is None, after is None),
        "after_passed": before is not None and now.first > before,
        "due_set_by": now.data.get("set_by"),
        **_approver(now.data.get("approver"), names),
        **names.voice("owner", owner, now.last),
        "reason": json.loads(now.row["reason"]) if now.row["reason"] else None,
        "happened_on": words.iso(now.row["on_from"], now.row["on_to"]),
        **names.voice("said_by", now.row["said_by"], now.last),
        **names.named("recorded_by", now.row["recorded_by"]),
        "recorded_at": now.row["at"],
    }


def _approver(ref: str | None, names: Names) -> Row:
    """Who approved it; a meeting by its forum and day."""
    return {"due_approver": ref, "due_approver_name": names.label(ref) if ref else None}


def moved(days: int | None, was_none: bool = False, is_none: bool = False) -> str:
    """How far a date moved, in words."""
    if days:
        return f"{words.counted(abs(days), 'day')} {'later' if days > 0 else 'earlier'}"
    if days == 0:
        return "the same day"
    return "no day any more" if is_none and not was_none else "no day yet" if is_none else "a day where there was none"


# Totals.


def totals(told: Iterable[Row]) -> Row:
    """How often a date moved and how far, later and earlier apart."""
    revisions = list(told)
    moves = [slip["days"] for slip in revisions if slip["days"]]
    return {
        "revisions": len(revisions),
        "moved_later": sum(days > 0 for days in moves),
        "days_later": sum(days for days in moves if days > 0),
        "moved_earlier": sum(days < 0 for days in moves),
        "days_earlier": sum(days for days in moves if days < 0),
        "moved_after_passed": sum(slip["after_passed"] for slip in revisions),
        "without_days": sum(slip["days"] is None for slip in revisions),
    }


def by_improvement(views: Views, inspection: str | None = None) -> list[Row]:
    """One row an improvement whose due date was revised, the most days later first."""
    names = Names(views)
    rows = [_improvement(*found, names) for found in all_slips(views, names, inspection)]
    return sorted(rows, key=lambda row: -row["days_later"])


def _improvement(ref: str, fields: Row, told: list[Row], names: Names) -> Row:
    set_ = fields["due"]
    first, now = (due_day(one, names.published_on(fields), fields["raised_on"]) for one in (set_["first"], set_))
    return {
        "ref": ref,
        "kind": fields["kind"],
        "text": fields["text"],
        **names.inspection(fields["inspection"]),
        **names.question(fields.get("question")),
        "status": fields["status"],
        "status_words": words.STATUS[fields["status"]],
        **names.voice("owner", fields.get("owner")),
        "due_first": str(first) if first else None,
        "due_first_words": due.said(set_["first"]),
        "due": str(now) if now else None,
        "due_words": due.said(set_),
        "days_slipped": (now - first).days if first and now else None,
        **totals(told),
        "slips": told,
    }


def by_question(views: Views, inspection: str | None = None) -> list[Row]:
    """One row a question under which a due date was revised, the most days later first."""
    names = Names(views)
    found: dict[str | None, tuple[list[str], list[Row]]] = {}
    for ref, fields, told in all_slips(views, names, inspection):
        refs, slipped = found.setdefault(fields.get("question"), ([], []))
        refs.append(ref)
        slipped += told
    rows = [names.question(ref) | {"refs": refs} | totals(told) for ref, (refs, told) in found.items()]
    return sorted(rows, key=lambda row: -row["days_later"])


def by_post(views: Views, inspection: str | None = None) -> list[Row]:
    """One row a post: what moved while it was the owner, and which of what it owns now has moved, whoever owned it."""
    names = Names(views)
    then: dict[str | None, list[Row]] = {}
    now: dict[str | None, list[tuple[str, list[Row]]]] = {}
    for ref, fields, told in all_slips(views, names, inspection):
        for slip in told:
            then.setdefault(slip["owner"], []).append(slip)
        now.setdefault(fields.get("owner"), []).append((ref, told))
    rows = [_post(owner, then.get(owner, []), now.get(owner, []), names) for owner in then | now]
    return sorted(rows, key=lambda row: (-row["days_later"], -row["days_later_now"]))


def _post(owner: str | None, then: list[Row], now: list[tuple[str, list[Row]]], names: Names) -> Row:
    return {
        **names.voice("owner", owner),
        "refs": list(dict.fromkeys(slip["ref"] for slip in then)),
        **totals(then),
        "refs_now": [ref for ref, _ in now],
        "days_later_now": sum(totals(told)["days_later"] for _, told in now),
        "days_earlier_now": sum(totals(told)["days_earlier"] for _, told in now),
    }
