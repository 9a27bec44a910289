"""What moved and what is being done: due dates that were revised, actions, and what is expected."""

from datetime import date
from typing import Any

from ledger.days import last_day
from ledger.vocabulary import say
from projections.papers.model import Block, Section
from projections.papers.model import Row as Line
from projections.papers.parts import pictures
from projections.papers.parts.lasting import Origin, origins
from projections.papers.parts.laying import row, section, table
from projections.papers.parts.telling import PARTLY, Said, Telling, lines
from projections.queries import due, slippage, words
from projections.queries.records import Record

Row = dict[str, Any]
SLIPS = (
    ("ref", "Ref"), ("from", "From"), ("to", "To"), ("days", "Moved"), ("reason", "Reason given"),
    ("approved", "Approved by"), ("by", "Said by, and when"),
)  # fmt: skip
_ACTIONS = (
    ("ref", "Ref"), ("under", "Under"), ("text", "Action"), ("owner", "Owner"), ("due", "Due"),
    ("status", "How it stands"),
)  # fmt: skip
_EXPECTED = (
    ("ref", "Ref"), ("text", "What is expected"), ("about", "About"), ("when", "When"),
    ("by", "Said by"), ("status", "How it stands"),
)  # fmt: skip
#: How an expectation stands.
_STANDS = {"met": "it happened", "lapsed": "it did not happen"}


# Due dates that moved.


def slips(telling: Telling) -> Section:
    """Each revision of a due date, with its reason as recorded."""
    told = {each.ref: each for each in telling.improvements if telling.whole(each)}
    found = slippage.all_slips(telling.views, telling.names, telling.brief.recipe.inspection)
    rows = slip_rows(telling, [slip for ref, _, revised in found if ref in told for slip in revised], "slips")
    blocks = [table(telling.brief, "slips/table", Said("Every revision of a due date"), SLIPS, rows)] if rows else []
    return section(telling.brief, "slips", "Due dates that moved", blocks)


def slip_rows(telling: Telling, revised: list[Row], prefix: str) -> list[Line]:
    """The rows of a table with ``SLIPS``, of revisions as ``slippage`` gives them."""
    found = origins(telling.views, (each["entry"] for each in revised))
    return [
        row(
            telling.brief, f"{prefix}/{each['ref']}/{found[each['entry']].entry}", each["ref"],
            _slip(telling, each, found[each["entry"]]),
        )
        for each in revised
    ]  # fmt: skip


def _position(slip: Row) -> int:
    return int(slip["entry"].removeprefix("E-"))


def _slip(telling: Telling, slip: Row, origin: Origin) -> dict[str, Said]:
    at = _position(slip)
    so_far = tuple(each for each in telling.every(slip["ref"], "due") if each <= at)
    by = telling.by(slip["said_by"], slip["happened_on"])
    passed = "; the former date had passed" if slip["after_passed"] else ""
    approver = Said("not recorded", (at,))
    if slip["due_approver"]:
        approver = Said(_approver(telling, slip), (at, *telling.called(slip["due_approver"]).at))
    return {
        "ref": Said(slip["ref"], (at,)),
        "from": Said(slip["from_words"], so_far),
        "to": Said(slip["to_words"], (at,)),
        "days": Said(slip["days_words"] + passed, so_far),
        "reason": Said(origin.reason or "not recorded", (origin.position, at)),
        "approved": approver,
        "by": Said(f"{by.text}, {words.span(slip['happened_on'])}", (at, *by.at)),
    }


def _approver(telling: Telling, slip: Row) -> str:
    """By name; a meeting by its forum and day."""
    free = telling.brief.is_free(slip["due_approver"])
    return str(slip["due_approver_name"] if free else telling.called(slip["due_approver"]).text)


def timeline(telling: Telling) -> Section:
    """The improvements as bars, with the due dates that moved, where there is a picture of them."""
    return section(telling.brief, "timeline", "Timeline", pictures.timeline(telling))


# Actions.


def actions(telling: Telling) -> Section:
    """The actions under what is told of, improvement by improvement."""
    order = {each.ref: place for place, each in enumerate(telling.improvements)}
    found = sorted(telling.work, key=lambda each: order[each.body["under"]])
    rows = action_rows(telling, found, "actions")
    caption = Said("Actions set")
    blocks: list[Block] = [table(telling.brief, "actions/table", caption, _ACTIONS, rows)] if rows else []
    return section(telling.brief, "actions", "Actions", blocks)


def action_rows(telling: Telling, found: list[Record], prefix: str) -> list[Line]:
    """The rows of a table of actions."""
    return [row(telling.brief, f"{prefix}/{each.ref}", each.ref, _action(telling, each)) for each in found]


def _action(telling: Telling, found: Record) -> dict[str, Said]:
    brief, body, ref = telling.brief, found.body, found.ref
    told = {
        "ref": Said(ref, brief.at(ref, "text")),
        "under": Said(body.get("under", ""), brief.at(ref, "under")),
        "text": Said(body["text"], brief.at(ref, "text")),
    }
    if not telling.whole(found):
        return told | {"owner": Said(""), "due": Said(""), "status": Said(PARTLY)}
    published = telling.names.published_on(telling.names.body(body.get("under", "")) or {})
    due_words = due.in_words(body.get("due"), due.due_on(body.get("due"), published))
    moved = body.get("due_revisions", 0)
    revised = [Said(f"revised {words.times(moved)}, first {due.said(body['due_first'])}")] if moved else []
    when = lines(Said(due_words), *revised).also(*telling.every(ref, "due"))
    owner = telling.who(body.get("owner")).also(*brief.at(ref, "owner"))
    day = slippage.due_day(body.get("due"), published, body["added_on"])
    named = {"open": open_until(day, telling.brief.today)}
    return told | {"owner": owner, "due": when, "status": _ended(telling, found, "done_on", named)}


def open_until(day: date | None, today: date) -> str:
    """How what is open stands to the day by which it is due."""
    if day is None:
        return "open, with no day by which it is due"
    left = (day - today).days
    return f"open, overdue by {words.counted(-left, 'day')}" if left < 0 else "open, not yet due"


def _ended(telling: Telling, found: Record, day: str, named: dict[str, str]) -> Said:
    """How it stands, since when, and what came of it."""
    body = found.body
    said = named.get(body["status"], say(body["status"]))
    since = f", {words.span(body[day])}" if day in body else ""
    outcome = [Said(body["outcome"], telling.brief.at(found.ref, "outcome"))] if "outcome" in body else []
    return lines(Said(said + since, telling.brief.at(found.ref, "status", day)), *outcome)


# What is expected.


def expectations(telling: Telling) -> Section:
    """What was promised or foreseen: none of it has happened by being said."""
    rows = [
        row(telling.brief, f"expectations/{each.ref}", each.ref, _expected(telling, each))
        for each in telling.expectations
    ]
    caption = Said("What is expected to happen")
    blocks = [table(telling.brief, "expectations/table", caption, _EXPECTED, rows)] if rows else []
    return section(telling.brief, "expectations", "What is expected", blocks)


def _expected(telling: Telling, found: Record) -> dict[str, Said]:
    brief, body, ref = telling.brief, found.body, found.ref
    told = {"ref": Said(ref, brief.at(ref, "text")), "text": Said(body["text"], brief.at(ref, "text"))}
    told |= {"about": _about(telling, found)}
    if not telling.whole(found):
        return told | {"when": Said(""), "by": Said(""), "status": Said(PARTLY)}
    moves = body.get("moves", 0)
    moved = [Said(f"moved {words.times(moves)}, first {words.expected(body.get('first'))}")] if moves else []
    when = lines(Said(words.expected(body.get("expected"))), *moved)
    by = telling.by(found.began["said_by"], found.began["happened_on"]).also(*brief.at(ref, "text"))
    status = _ended(telling, found, "ended_on", _STANDS | {"open": _still_open(telling, body.get("expected"))})
    return told | {
        "when": when.also(*telling.every(ref, "expected"), *brief.at(ref, "text")),
        "by": by,
        "status": status,
    }


def _still_open(telling: Telling, expected: Row | None) -> str:
    """That it is open; where the time for it has passed, that too."""
    if expected is None or last_day(expected["to"]) >= telling.brief.today:
        return "open"
    return "open: the time for it has passed, and what came of it is not recorded"


def _about(telling: Telling, found: Record) -> Said:
    ref = found.body.get("about")
    if ref is None:
        return Said("nothing in particular")
    titled = ref.startswith(("INS-", "FOR-"))
    named = telling.called(ref) if titled else Said(ref)
    return named.also(*telling.brief.at(found.ref, "about"))
