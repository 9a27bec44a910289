"""Days that cannot be, or came too late: a source, a report, a due date and a recording, each held to its day."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import groupby
from typing import Any

from ledger.days import first_day, uk_today
from ledger.vocabulary import LEDGER
from projections.queries.checks.base import POSSIBLE, Doubt, Look, asks, on, set_at, told
from projections.queries.late import FIRST_RECORDED, IN_TIME, late_by
from projections.queries.records import COUNTS, STANDS, records
from projections.queries.slippage import all_slips, slips
from projections.queries.words import counted, day, iso, quoted, span, span_of

Row = dict[str, Any]

#: What may happen after the documents that it cites were written: plans, answers to them, and what became known here.
_LATER = frozenset({
    *("expectation.added", "expectation.moved", "improvement.due_set", "action.added", "action.due_set"),
    *("finding.disputed", "improvement.answered", "inspection.responded", "inspection.stage_reached"),
    *("organisation.added", "person.added", "post.created", "forum.added", "inspection.opened"),
    *("inspection.aliased", "inspection.nil_voided"),
})  # fmt: skip
#: What is said of records, and not of the world.
_OF_RECORDS = ("record.", "question.", "setting.", "definition.")
_CITING = (
    "SELECT DISTINCT h.* FROM citation c JOIN happening h ON h.position = c.position "
    "JOIN record d ON d.ref = c.document JOIN happening b ON b.position = d.first "
    f"WHERE h.first_day > b.last_day AND {STANDS} ORDER BY h.position"
)


@asks("date_after_document", "what happened after the document that states it", reads="every citation", stated=True)
def after_document(look: Look) -> Iterator[Doubt]:
    """Each entry of a day after the newest document that it cites and that can state it."""
    for row in look.views.each(_CITING):
        if row["type"] in _LATER or row["type"].startswith(_OF_RECORDS):
            continue
        newest = _newest(look, row)
        if not newest or newest[0] >= date.fromisoformat(row["first_day"]) or _is_void(look, row["stream"]):
            continue
        assumed = ", a day that was assumed" if row["assumed"] else ""
        reason = (
            f"E-{row['position']} is of {span(iso(row['on_from'], row['on_to']))}{assumed}. It cites {newest[1]}, "
            f"which is of {span(_body(look, newest[1])['dated'])}."
        )
        settle = f"afi correct E-{row['fixes'] or row['position']} --on DATE --authority TEXT --reason TEXT"
        yield Doubt(row["stream"], row["position"], reason, settle)


def _newest(look: Look, row: sqlite3.Row) -> tuple[date, str] | None:
    """The last day of any document that an entry cites, and which; evidence shows, and states nothing."""
    cited = dict.fromkeys(source.partition(":")[0] for source in json.loads(row["src"]))
    states = [ref for ref in cited if "dated" in _body(look, ref) and _body(look, ref)["kind"] != "evidence"]
    return max(((_spoke(look, ref), ref) for ref in states), default=None)


def _spoke(look: Look, ref: str) -> date:
    """The last day of a document's own date; of a report the day of its publication, if that is later."""
    document = _body(look, ref)
    published = look.names.published_on(document) if document["kind"] == "report" else None
    return max(span_of(on).last for on in (document["dated"], published) if on)


def _body(look: Look, ref: str) -> Row:
    return look.names.body(ref) or {}


def _is_void(look: Look, ref: str) -> bool:
    return "void" in _body(look, ref)


# A report, and what was inspected.


@asks("fieldwork_after_report", "an inspection that ends after its report", reads="every inspection", stated=True)
def after_report(look: Look) -> Iterator[Doubt]:
    """Each inspection whose fieldwork ended after its report was there or published."""
    for found in records(look.views, "inspection"):
        fieldwork, reports = found.body.get("fieldwork"), list(_reports(found.body))
        if not fieldwork or not reports:
            continue
        came, what = min(reports, key=lambda report: span_of(report[0]).last)
        if first_day(span_of(fieldwork).end) > span_of(came).last:
            reason = f"Its fieldwork ended {on(span_of(fieldwork).end)}, after {what} {on(came)}."
            opened = told(look, found.ref, "inspection.opened")[0]["place"]
            settle = f"afi correct E-{opened} fieldwork=FROM/TO --authority TEXT --reason TEXT"
            yield Doubt(found.ref, set_at(look, found.ref, "fieldwork", "published_on", "stages"), reason, settle)


def _reports(inspection: Row) -> Iterator[tuple[str, str]]:
    """When a report of it was there, and how."""
    if "published_on" in inspection:
        yield inspection["published_on"], "its report was published"
    for stage in inspection.get("stages", ()):
        if stage["stage"] in ("draft_received", "embargoed_copy_received"):
            yield stage["on"], "a copy of its report came"


# A date that was moved when it had passed.


@asks("moved_after_due", "a date that was moved after it had passed", reads="every improvement, action and expectation")
def moved(look: Look) -> Iterator[Doubt]:
    """Each date moved after it had passed; but a new one for what was sent back or reopened since is no move."""
    for _, _, moves in all_slips(look.views, look.names):
        yield from _late_moves(look, moves)
    for ref in _revised(look, "action", "due_revisions"):
        yield from _late_moves(look, slips(look.views, ref))
    for ref in _revised(look, "expectation", "moves"):
        yield from _late_moves(look, _expected(look, ref))


def _revised(look: Look, noun: str, count: str) -> Iterator[str]:
    sql = f"SELECT ref FROM record WHERE noun = ? AND json_extract(body, '$.{count}') > 0 AND {COUNTS} ORDER BY number"
    return (row["ref"] for row in look.views.each(sql, (noun,)))


def _expected(look: Look, ref: str) -> Iterator[Row]:
    """The moves of an expectation, as slippage has those of a due date."""
    rows = told(look, ref, "expectation.added", "expectation.moved")
    data = [json.loads(row["data"]).get("expected") for row in rows]
    for was, now, row in zip(data, data[1:], rows[1:], strict=False):
        before, after = (span_of(iso(each["from"], each["to"])) if each else None for each in (was, now))
        happened = iso(row["on_from"], row["on_to"])
        yield {
            "ref": ref, "entry": f"E-{row['position']}", "happened_on": happened, "recorded_at": row["at"],
            "from": str(before.last) if before else None, "to_words": span(str(after)) if after else "no known day",
        }  # fmt: skip


def _late_moves(look: Look, moves: Iterable[Row]) -> Iterator[Doubt]:
    for move in moves:
        if not move["from"]:
            continue
        due, position = date.fromisoformat(move["from"]), int(move["entry"][2:])
        happened, typed = span_of(move["happened_on"]), uk_today(datetime.fromisoformat(move["recorded_at"]))
        if position <= look.carried:
            typed = happened.first  # it was taken over from an earlier ledger: when it was typed first nobody knows
        if due >= max(happened.first, typed) or _begun_again(look, move["ref"], due, position):
            continue
        what = f"The date of {day(str(due))} was moved to {move['to_words']} {on(move['happened_on'])}"
        if happened.first > due:
            days = counted((happened.first - due).days, "day")
            yield Doubt(move["ref"], position, f"{what}, {days} after it had passed.")
        elif happened.last >= look.began and not _corrects(look, position):
            reason = f"{what}, but that was recorded on {day(str(typed))}, when it had passed."
            yield Doubt(move["ref"], position, reason, sure=POSSIBLE)


def _begun_again(look: Look, ref: str, due: date, position: int) -> bool:
    """Whether it was sent back or reopened between the date and its move: the old one could no longer be met."""
    again = told(look, ref, "improvement.returned", "improvement.reopened")
    return any(row["place"] < position and date.fromisoformat(row["last_day"]) > due for row in again)


def _corrects(look: Look, position: int) -> bool:
    return bool(look.views.query("SELECT 1 FROM happening WHERE position = ? AND fixes IS NOT NULL", (position,)))


# What was recorded long after it happened.


@asks("recorded_late", f"what was recorded more than {IN_TIME} days after it happened", reads="every entry")
def recorded_late(look: Look) -> Iterator[Doubt]:
    """One question for all that one command recorded of one record."""
    for _, rows in groupby(late(look), key=lambda row: (row["command"], row["stream"])):
        entries = list(rows)
        first = entries[0]
        if not _is_void(look, first["stream"]):
            more = f" ({len(entries)} entries of one command)" if len(entries) > 1 else ""
            yield Doubt(first["stream"], first["position"], f"{_how_late(look, first)}{more}.{_given(entries)}")


def late(look: Look) -> Iterator[sqlite3.Row]:
    """The entries that stand, are of a record and were recorded late, in the order of recording."""
    days = "julianday(substr(h.at, 1, 10)) - julianday(h.last_day)"
    sql = (
        f"SELECT h.*, {FIRST_RECORDED} AS first_recorded FROM happening h WHERE h.last_day >= ? AND {days} >= ? "
        f"AND h.stream <> '{LEDGER}' AND h.position > ? AND {STANDS} ORDER BY h.position"
    )
    found = look.views.each(sql, (str(look.began), IN_TIME, look.carried))
    return (row for row in found if late_by(row["last_day"], row["first_recorded"], look.began))


def _how_late(look: Look, row: sqlite3.Row) -> str:
    recorded = uk_today(datetime.fromisoformat(row["first_recorded"]))
    days = late_by(row["last_day"], row["first_recorded"], look.began)
    happened = on(iso(row["on_from"], row["on_to"]))
    return f"What happened {happened} was recorded on {day(str(recorded))}, {days} days later"


def _given(entries: list[sqlite3.Row]) -> str:
    """The reason that was given with it, where one was."""
    reasons = dict.fromkeys(row["why"] for row in entries if row["why"])
    return "".join(f" Reason given: {quoted(json.loads(reason))}" for reason in reasons)
