"""Handover: what hangs on one person, and the command that settles each."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from ledger.vocabulary import Right
from projections.queries import words
from projections.queries.actions import action
from projections.queries.colour import Colours
from projections.queries.deadlines.base import OPEN, Opened, still_open
from projections.queries.improvements import improvement
from projections.queries.keys import keys
from projections.queries.names import Names
from projections.queries.records import Record, record, records, standing
from projections.views import Views

Row = dict[str, Any]
#: What a key needs to look after the others and the ledger.
_KEEPING = frozenset({Right.ENROL, Right.KEEP})


def handover(views: Views, person: str, today: date) -> Row:
    """Everything that hangs on a person on a day, each list with the command that settles its rows."""
    names = Names(views)
    posts = _posts(views, names, person, today)
    voices = frozenset({person, *(row["post"] for row in posts)})
    improvements = _improvements(views, names, voices, today)
    actions = _actions(views, names, voices)
    refs = {*voices, *(row["ref"] for row in (*improvements, *actions))}
    return {
        "person": person,
        "person_name": names.of(person),
        "keys": _keys(views, person),
        "keepers": _keepers(views, person),
        "posts": posts,
        "improvements": improvements,
        "actions": actions,
        "claims": list(_claims(views, names, person)),
        "flags": list(_flags(views, names, person)),
        "checks": _checks(views, today, refs),
    }


def _keys(views: Views, person: str) -> list[Row]:
    """The keys of theirs that may still sign."""
    mine = [row for row in keys(views) if row["person"] == person and row["status"] == "active"]
    shown = ("fingerprint", "rights", "status")
    settle = "afi keys retire {}".format
    return [{key: row[key] for key in shown} | {"settle": settle(row["fingerprint"][:16])} for row in mine]


def _keepers(views: Views, person: str) -> list[Row]:
    """The others whose keys can enrol keys and keep this ledger."""
    found = [row for row in keys(views) if row["status"] == "active" and set(row["rights"]) >= _KEEPING]
    others = {row["person"]: row["person_name"] for row in found if row["person"] != person}
    return [{"person": ref, "person_name": name} for ref, name in others.items()]


def _posts(views: Views, names: Names, person: str, today: date) -> list[Row]:
    """The posts that they hold, and the forums that each chairs."""
    chaired = [each for each in records(views, "forum") if "chair" in each.body and "ended_on" not in each.body]
    held = [each for each in records(views, "post") if names.holder(each.ref, today) == person]
    return [
        {
            **names.named("post", each.ref),
            **names.named("organisation", each.body.get("organisation")),
            "from": _since(each, person),
            "chairs": (chairs := [forum.ref for forum in chaired if forum.body["chair"] == each.ref]),
            "chairs_names": [names.of(forum) for forum in chairs],
            "settle": f"afi people hold {each.ref} PERSON --on DATE",
        }
        for each in held
    ]


def _since(post: Record, person: str) -> str | None:
    return next((held["from"] for held in reversed(post.body["holders"]) if held["holder"] == person), None)


def _improvements(views: Views, names: Names, voices: frozenset[str], today: date) -> list[Row]:
    """The open improvements that their posts own or lead: these go with the post."""
    colours = Colours(views, today)
    open_ = [each for each in still_open(views, "improvement", OPEN) if voices & _parties(each)]
    rows = [improvement(record(views, each.ref), names, colours) for each in sorted(open_, key=_by_number)]
    return [row | {"part": _part(row, voices), "settle": f"afi show {row['ref']}"} for row in rows]


def _parties(each: Opened) -> set[str]:
    return {each.body[part] for part in ("owner", "lead") if part in each.body}


def _part(row: Row, voices: frozenset[str]) -> str:
    return " and ".join(what for what, field in (("owns", "owner"), ("leads", "lead")) if row[field] in voices)


def _by_number(each: Opened) -> tuple[str, int]:
    kind, _, number = each.ref.partition("-")
    return kind, int(number)


def _actions(views: Views, names: Names, voices: frozenset[str]) -> list[Row]:
    """The open actions that are theirs or their posts'; those of their own have to be given to somebody."""
    open_ = [each for each in still_open(views, "action", ("open",)) if each.body.get("owner") in voices]
    rows = [action(record(views, each.ref), names) for each in sorted(open_, key=_by_number)]
    return [row | {"settle": f"afi action {_doing(row)}"} for row in rows]


def _doing(row: Row) -> str:
    own = row["owner"].startswith("PER-")
    return f"assign {row['ref']} --owner WHO" if own else f"done {row['ref']} OUTCOME --on DATE"


def _claims(views: Views, names: Names, person: str) -> Iterator[Row]:
    """What they typed as reported complete, and nobody has checked."""
    for each in sorted(still_open(views, "improvement", ("reported_complete",)), key=_by_number):
        typed = standing(views, "h.stream = ? AND h.type = 'improvement.claimed'", each.ref)[-1]
        if typed["recorded_by"] == person:
            yield {
                "ref": each.ref,
                "text": each.body["text"],
                "claimed_on": each.body["claim"]["on"],
                **names.voice("said_by", typed["said_by"], date.fromisoformat(typed["last_day"])),
                "entry": f"E-{typed['position']}",
                "settle": f"afi assure {each.ref} --by WHO --on DATE",
            }


def _flags(views: Views, names: Names, person: str) -> Iterator[Row]:
    """The flags that they raised and nobody has settled."""
    sql = "SELECT ref, body FROM record WHERE json_type(body, '$.flags') IS NOT NULL ORDER BY noun, number"
    for row in views.each(sql):
        flags = json.loads(row["body"])
        raised = (
            standing(views, "h.stream = ? AND h.type = 'record.flagged'", row["ref"]) if "void" not in flags else []
        )
        raised.sort(key=lambda told: told["fixes"] or told["position"])
        for number, (flag, told) in enumerate(zip(flags["flags"], raised, strict=False), 1):
            if told["recorded_by"] == person and "settled" not in flag:
                yield {
                    "ref": row["ref"],
                    "name": names.label(row["ref"]),
                    "flag": number,
                    "text": words.plain(flag["text"]),
                    "on": flag["on"],
                    "settle": f"afi flag {row['ref']} TEXT --settle {number}",
                }


def _checks(views: Views, today: date, refs: set[str]) -> list[Row]:
    from projections.queries.checks import check  # reads much of the ledger, which nothing else here does

    shown = ("check", "ref", "name", "reason", "entry", "settle")
    return [{key: row[key] for key in shown} for row in check(views, today, refs=refs)]
