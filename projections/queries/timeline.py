"""What happened, in the order in which it happened in the world: last day, first day, then as recorded.

A timeline is narrowed by what is ``Asked``, each part of which narrows what the others leave:

- of an inspection or a question: the record, what belongs to it (grades, findings, improvements, documents), what
  hangs on those (actions, expectations, whatever level down), and every other entry that names one of them, like a
  meeting's that considered it;
- of a forum: the forum, its meetings and papers, what hangs on those, and every other entry that names one of them;
- of a person: what the person said or recorded, what was said by a post while the person held it, the entries with
  which the person took and left posts, and every other entry that names the person;
- of a post: what was said by it, who held it, the improvements and actions that it owns or leads, the entries with
  which it was given others or a chair, and every other entry that names it;
- of a range of days: what happened, or may have happened, on one of them;
- late: what was recorded late (``late.py``).
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

from ledger.days import last_day
from ledger.vocabulary import kind_of
from projections.queries.entries import entry_rows
from projections.queries.late import FIRST_RECORDED, before_began, began, late_by
from projections.queries.names import Names
from projections.queries.records import body
from projections.views import GIVEN, Views

Row = dict[str, Any]
#: A condition on a row ``h`` of the table ``happening``, and its parameters.
_Condition = tuple[str, list[Any]]
_LISTED = "(SELECT value FROM json_each(?))"
_SELECT = f"SELECT h.*, {FIRST_RECORDED} AS first_recorded FROM happening h"
#: The sign keeps the index of days from being taken for its order alone, where that of late recordings is far smaller.
_ORDER, _OF_LATE = "h.last_day {0}, h.first_day {0}, h.position {0}", "+h.last_day, h.first_day, h.position"
#: The fields by which one record hangs on another.
_HANGS_BY = ("under", "about", "meeting", "forum")
#: Few enough to look at each: those of which this does not hold were recorded within thirty days.
_MAY_BE_LATE = "julianday(substr(h.at, 1, 10)) - julianday(h.last_day) > 29"


class Asked(NamedTuple):
    """What narrows a timeline, each where it is given: references, the first and the last day of a range, lateness."""

    refs: Sequence[str] | None = None
    inspection: str | None = None
    question: str | None = None
    person: str | None = None
    post: str | None = None
    forum: str | None = None
    first: date | None = None
    last: date | None = None
    late: bool = False


def timeline(
    views: Views, refs: Sequence[str] | None = None, inspection: str | None = None, limit: int | None = None
) -> list[Row]:
    """The entries of some records and of an inspection, or of all; the last ``limit``."""
    either = [_of(refs)] if refs is not None else []
    either += [_of_inspection(views, inspection)] if inspection else []
    where = " OR ".join(f"({sql})" for sql, _ in either)
    return list(_entries(views, where, [each for _, given in either for each in given], limit))


def narrowed(views: Views, asked: Asked, limit: int | None = None) -> Iterator[Row]:
    """The entries that are asked for, one at a time; the last ``limit``."""
    conditions = list(_conditions(views, asked))
    where = " AND ".join(f"({sql})" for sql, _ in conditions)
    return _entries(views, where, [each for _, given in conditions for each in given], limit, late=asked.late)


def _conditions(views: Views, asked: Asked) -> Iterator[_Condition]:
    if asked.refs is not None:
        yield _of(asked.refs)
    if asked.inspection:
        yield _of_inspection(views, asked.inspection)
    if asked.question:
        yield _with_hanging(views, [asked.question, *_given(views, asked.question, "question")])
    if asked.forum:
        yield _with_hanging(views, [asked.forum])
    if asked.person:
        yield _of_person(views, asked.person)
    if asked.post:
        yield _of_post(views, asked.post)
    if asked.first:
        yield "h.last_day >= ?", [str(asked.first)]
    if asked.last:
        yield "h.first_day <= ?", [str(asked.last)]
    if asked.late:
        yield f"{_MAY_BE_LATE} AND h.last_day >= ?", [str(began(views))]


def _entries(
    views: Views, where: str, given: list[Any], limit: int | None = None, *, late: bool = False
) -> Iterator[Row]:
    """Rows of entries, with how late each was recorded, and whether it is of before the ledger began."""
    sql = f"{_SELECT}{' WHERE ' + where if where else ''} ORDER BY "
    found: Iterable[sqlite3.Row] = views.each(sql + (_OF_LATE if late else _ORDER.format("ASC")), given)
    if limit:
        found = reversed(views.query(f"{sql}{_ORDER.format('DESC')} LIMIT ?", [*given, limit]))
    first, names = began(views), Names(views)
    for row in found:
        days = late_by(row["last_day"], row["first_recorded"], first)
        if days or not late:
            [told] = entry_rows(views, [row], names)
            yield told | {"late_by": days, "before_began": before_began(row["last_day"], first)}


# Which entries are of what.


def _of(refs: Sequence[str]) -> _Condition:
    return f"h.stream IN {_LISTED}", [json.dumps(list(refs))]


def _of_inspection(views: Views, ref: str) -> _Condition:
    found = views.query("SELECT ref FROM record WHERE inspection = ?", (ref,))
    return _with_hanging(views, [ref, *(row["ref"] for row in found)])


def _with_hanging(views: Views, refs: list[str]) -> _Condition:
    """Records, what hangs on them, and every other entry that names one of them."""
    whole, fresh = dict.fromkeys(refs), refs
    while fresh:
        fresh = [ref for ref in dict.fromkeys(_hanging(views, fresh)) if ref not in whole]
        whole |= dict.fromkeys(fresh)
    listed = json.dumps(list(whole))
    named = f"SELECT position FROM mention WHERE ref IN {_LISTED}"
    return f"h.stream IN {_LISTED} OR h.position IN ({named})", [listed, listed]


def _hanging(views: Views, refs: Sequence[str]) -> Iterator[str]:
    """The records that say they are under one of these, about it, or of it; of meetings, also the papers put before."""
    naming = f"SELECT DISTINCT h.stream FROM mention m JOIN happening h USING (position) WHERE m.ref IN {_LISTED}"
    named = set(refs)
    for row in views.query(naming, (json.dumps(list(refs)),)):
        if not named.isdisjoint(map((body(views, row["stream"]) or {}).get, _HANGS_BY)):
            yield row["stream"]
    for ref in refs:
        if kind_of(ref) == "MTG":
            yield from (each for each in (body(views, ref) or {}).get("tabled", ()) if kind_of(each) == "PAP")


def _given(views: Views, to: str, *fields: str) -> list[str]:
    """The records of which one of these fields is that record now."""
    ever = f"SELECT DISTINCT ref FROM change WHERE {GIVEN} AND field IN {_LISTED} AND value = ?"
    refs = [row["ref"] for row in views.query(ever, (json.dumps(fields), json.dumps(to)))]
    return [ref for ref in refs if to in map((body(views, ref) or {}).get, fields)]


def _of_post(views: Views, ref: str) -> _Condition:
    streams = json.dumps([ref, *_given(views, ref, "owner", "lead")])
    given = f"SELECT position FROM change WHERE {GIVEN} AND field IN ('owner', 'lead', 'chair') AND value = ?"
    named = f"SELECT position FROM mention WHERE ref = ? UNION {given}"
    return (
        f"h.said_by = ? OR h.stream IN {_LISTED} OR h.position IN ({named})",
        [ref, streams, ref, json.dumps(ref)],
    )


def _of_person(views: Views, ref: str) -> _Condition:
    by_posts = list(_by_posts(views, ref))
    sql = (
        f"h.said_by = ? OR h.recorded_by = ? OR h.stream = ? OR h.position IN {_LISTED} "
        "OR h.position IN (SELECT position FROM mention WHERE ref = ?) "
        "OR (h.stream = 'LEDGER' AND h.type = 'key.enrolled' AND json_extract(h.data, '$.person') = ?)"
    )
    given = [ref, ref, ref, json.dumps(_holding(views, ref)), ref, ref]
    return " OR ".join([sql, *(condition for condition, _ in by_posts)]), given + [
        each for _, several in by_posts for each in several
    ]


def _posts_of(views: Views, ref: str) -> list[str]:
    """The posts that a person ever held."""
    held = "SELECT 1 FROM json_each(body, '$.holders') WHERE json_extract(value, '$.holder') = ?"
    return [
        row["ref"] for row in views.query(f"SELECT ref FROM record WHERE noun = 'post' AND EXISTS ({held})", (ref,))
    ]


def _by_posts(views: Views, ref: str) -> Iterator[_Condition]:
    """What was said by the posts that a person held, on the days on which the person did."""
    for post in _posts_of(views, ref):
        holders = (body(views, post) or {})["holders"]
        starts = [str(last_day(each["from"])) if "from" in each else "" for each in holders]
        for each, start, end in zip(holders, starts, [*starts[1:], "~"], strict=True):
            if each["holder"] == ref:
                yield "h.said_by = ? AND h.last_day >= ? AND h.last_day < ?", [post, start, end]


def _holding(views: Views, ref: str) -> list[int]:
    """The entries with which a person took a post, and with which somebody else did after, or nobody."""
    sql = (
        "SELECT position, json_extract(data, '$.holder') AS holder FROM happening WHERE stream = ? "
        "AND type IN ('post.held', 'post.vacated') AND NOT void ORDER BY last_day, first_day, position"
    )
    found = [[(None, None), *map(tuple, views.query(sql, (post,)))] for post in _posts_of(views, ref)]
    return [after[0] for told in found for before, after in pairwise(told) if ref in (before[1], after[1])]
