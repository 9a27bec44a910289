"""Whom a forum has to ask before it meets, and for what: what is late, due, without an update or without evidence."""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from projections.queries import words
from projections.queries.actions import action
from projections.queries.deadlines import deadlines
from projections.queries.improvements import improvement
from projections.queries.names import Names
from projections.queries.records import record, standing
from projections.queries.remit import remit
from projections.views import Views

Row = dict[str, Any]
Keep = Callable[[Iterable[Row]], list[Row]]
#: Why somebody is asked, the most urgent first, and by which states of a deadline.
WHY = ("overdue", "evidence", "due", "stale")
_WHY_OF = {"overdue": "overdue", "due": "due", "due_soon": "due", "stale": "stale"}
#: What its owner is at work on: what is reported complete is for others to move.
_AT_WORK = ("raised", "owned", "in_progress")


class _To(NamedTuple):
    """Whose items they are, to whom the message goes, and in what stead: as owner, as lead or as chair."""

    owner: str | None
    to: str | None
    stead: str


def chase(views: Views, forum: Row, today: date, keep: Keep, *, until: date, owner: str | None = None) -> list[Row]:
    """One row a message: whose items, to whom it goes and in what stead, and the ``items``, each once.

    ``forum`` is a row; ``until`` the last day of what is due that is asked for. With ``owner`` only what that post,
    person or organisation owns, or a post that the person holds.
    """
    names = Names(views)
    found = keep(_items(views, names, forum["ref"], today, until))
    asked = [row for row in found if owner in (None, row["owner"], names.holder(row["owner"], today))]
    told = sorted(((_to(row, forum, names, today), row) for row in asked), key=lambda each: _order(each[0]))
    return [
        _message(to, [row for _, row in rows], names, today) for to, rows in groupby(told, key=lambda each: each[0])
    ]


def _message(to: _To, items: list[Row], names: Names, today: date) -> Row:
    return {
        **names.voice("owner", to.owner, today),
        **names.voice("to", to.to, today),
        "stead": to.stead,
        "vacant": to.to is not None and _is_vacant(to.to, names, today),
        "items": sorted(items, key=lambda row: WHY.index(row["why"][0])),
    }


# To whom.


def _to(row: Row, forum: Row, names: Names, today: date) -> _To:
    """The owner; while that post is vacant, or nobody owns it, the lead, and failing that the forum's chair."""
    steads = ((row["owner"], "owner"), (row["lead"], "lead"), (forum["chair"], "chair"))
    there = [(ref, stead) for ref, stead in steads if ref]
    filled = [(ref, stead) for ref, stead in there if not _is_vacant(ref, names, today)]
    to, stead = next(iter(filled or there), (None, "owner"))
    return _To(row["owner"], to, stead)


def _is_vacant(ref: str, names: Names, today: date) -> bool:
    return ref.startswith("POST-") and names.holder(ref, today) is None


def _order(to: _To) -> tuple[object, ...]:
    """By the number of whom it goes to."""
    kind, _, number = (to.to or "").partition("-")
    return kind, int(number or 0), to.owner or ""


# What.


def _items(views: Views, names: Names, forum: str, today: date, until: date) -> Iterator[Row]:
    """What is asked about: why, and each reason as a sentence."""
    reasons: dict[str, list[tuple[str, str]]] = {}
    for row in deadlines(views, today, forum=forum):
        why = _WHY_OF.get(row["state"])
        if row["kind"] in ("improvement", "action") and why and (why != "due" or row["day"] <= f"{until}"):
            reasons.setdefault(row["ref"], []).append((why, _dated(row)))
    rows = {each.ref: improvement(each, names) for each in remit(views, forum).improvements}
    for ref, row in rows.items():
        if said := _evidence(views, row):
            reasons.setdefault(ref, []).append(("evidence", said))
    for ref, given in reasons.items():
        row = rows.get(ref) or _acted(views, ref, names)
        if row["status"] in (*_AT_WORK, "open") or "evidence" in dict(given):
            yield _item(row, sorted(given, key=lambda each: WHY.index(each[0])))


def _acted(views: Views, ref: str, names: Names) -> Row:
    """An action, with the lead of the improvement that it is under."""
    row = action(record(views, ref), names)
    above = names.body(row["under"] or "") or {}
    return row | {"inspection": above.get("inspection"), "lead": above.get("lead")}


def _dated(row: Row) -> str:
    return row["day_words"] if row["state"] == "stale" else f"due {row['day_words']}, {row['state_words']}"


def _evidence(views: Views, row: Row) -> str | None:
    """What was sent back and not reported again, and what was reported without a document that shows it."""
    if row["status"] == "in_progress" and row["returned_on"]:
        return f"sent back on {words.span(row['returned_on'])}: {words.quoted(row['returned_reason'])}"
    told = standing(views, "h.stream = ? AND h.type = 'improvement.claimed'", row["ref"])
    if row["status"] != "reported_complete" or json.loads(told[-1]["src"]):
        return None
    return f"reported complete on {words.span(row['claimed_on'])}, and no document is recorded that shows it"


def _item(row: Row, why: list[tuple[str, str]]) -> Row:
    return {
        **{
            key: row.get(key)
            for key in ("ref", "text", "inspection", "under", "status", "owner", "lead", "due", "due_words")
        },
        "why": [each for each, _ in why],
        "why_words": [said for _, said in why],
    }
