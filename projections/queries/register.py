"""The register: every improvement as it stands, and the nils that were recorded."""

import json
from typing import Any

from ledger.days import last_day
from projections.queries import due, words
from projections.queries.entries import entry_rows
from projections.queries.names import Names
from projections.queries.records import Record, records
from projections.views import Views

Row = dict[str, Any]
_TOLD = ("sentence", "happened_on", "said_by", "recorded_by", "recorded_at", "source", "entry")


def register(
    views: Views,
    *,
    inspection: str | None = None,
    question: str | None = None,
    status: str | None = None,
    owner: str | None = None,
    force: str | None = None,
    kind: str | None = None,
) -> list[Row]:
    """One row an improvement, in the order they were raised; a filter is a reference or a word of its vocabulary."""
    wanted = {"question": question, "status": status, "owner": owner, "force": force, "kind": kind}
    asked = {field: value for field, value in wanted.items() if value}
    names = Names(views)
    return [
        improvement(found, names)
        for found in records(views, "improvement", inspection)
        if all(found.body.get(field) == value for field, value in asked.items())
    ]


def improvement(found: Record, names: Names) -> Row:
    """One improvement as a row of the register."""
    body = found.body
    return {
        "ref": found.ref,
        "kind": body["kind"],
        "kind_words": words.KIND[body["kind"]][0],
        **names.belonging(body),
        "number": body.get("number"),
        "text": body["text"],
        "status": body["status"],
        "status_words": words.STATUS[body["status"]],
        **names.voice("owner", body.get("owner")),
        **names.voice("lead", body.get("lead")),
        **_due(body, names),
        "raised_on": body["raised_on"],
        "raised_on_words": body.get("raised_on_words"),
        **_end(body),
        **note(body, names),
        **found.began,
        "entry": found.entry,
    }


def note(body: Row, names: Names) -> Row:
    """The note of the latest day, and how many there are."""
    newest = body.get("note") or {}
    on = last_day(newest["on"].rpartition("/")[2]) if newest else None
    return {
        "last_note": newest.get("text"),
        "last_note_on": newest.get("on"),
        **names.voice("last_note_by", newest.get("by"), on),
        "last_note_after_closure": "after_closure" in newest,
        "notes": body.get("notes", 0),
        "notes_after_closure": body.get("notes_after_closure", 0),
    }


def _due(body: Row, names: Names) -> Row:
    found, published = body.get("due") or {}, names.published_on(body)
    day, first = due.due_on(found, published), due.due_on(found.get("first"), published)
    return {
        "due": day,
        "due_kind": found.get("kind"),
        "due_words": due.in_words(found, day),
        "due_set_by": found.get("set_by"),
        **names.named("due_approver", found.get("approver")),
        "due_first": first,
        "due_revisions": found.get("revisions", 0),
        "days_slipped": due.days_moved(first, day),
    }


def _end(body: Row) -> Row:
    claim, closure = body.get("claim") or {}, body.get("closure") or {}
    return {
        "claimed_on": claim.get("on"),
        "evidence": claim.get("evidence"),
        "closed_on": closure.get("on"),
        "closed_by": closure.get("closed_by"),
        "closed_how": closure.get("means"),
        "closed_level": closure.get("level"),
    }


def nils(
    views: Views, *, inspection: str | None = None, force: str | None = None, kind: str | None = None
) -> list[Row]:
    """What reports were recorded to have found none of: known to be nil, which is not the same as not recorded."""
    names = Names(views)
    rows: list[Row] = []
    for found in records(views, "inspection"):
        if found.body.get("found_none") and inspection in (None, found.ref):
            rows += _nils(views, found.ref, names)
    return [row for row in rows if force in (None, row["force"]) and kind in (None, row["kind"])]


def _nils(views: Views, inspection: str, names: Names) -> list[Row]:
    sql = "SELECT * FROM happening WHERE stream = ? AND type = 'inspection.found_none' AND NOT void ORDER BY position"
    found = views.query(sql, (inspection,))
    told = zip(map(json.loads, (row["data"] for row in found)), entry_rows(views, found, names), strict=True)
    return [
        {
            **names.inspection(inspection),
            **names.named("force", data["force"]),
            "kind": data["kind"],
            **{key: row[key] for key in _TOLD},
        }
        for data, row in told
    ]
