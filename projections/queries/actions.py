"""Actions: pieces of work under improvements or from meetings, whose each is and when it is due."""

from typing import Any

from projections.queries import due
from projections.queries.names import Names
from projections.queries.records import Record, begun_naming, records
from projections.views import Views

Row = dict[str, Any]


def actions(
    views: Views, *, under: str | None = None, owner: str | None = None, status: str | None = None
) -> list[Row]:
    """One row an action, in the order they were added; only those of an improvement, an owner or a status."""
    wanted = {"under": under, "owner": owner, "status": status}
    asked = {field: value for field, value in wanted.items() if value}
    names = Names(views)
    return [
        action(found, names)
        for found in records(views, "action")
        if all(found.body.get(field) == value for field, value in asked.items())
    ]


def set_under(views: Views, ref: str) -> list[Record]:
    """The actions under an improvement, or set at a meeting."""
    field = "meeting" if ref.startswith("MTG-") else "under"
    return [each for each in begun_naming(views, "action.added", ref) if each.body.get(field) == ref]


def action(found: Record, names: Names) -> Row:
    """An action as a row."""
    body = found.body
    return {
        "ref": found.ref,
        "text": body["text"],
        "under": body.get("under"),
        "under_name": names.label(body["under"]) if "under" in body else None,
        "meeting": body.get("meeting"),
        "meeting_name": names.label(body["meeting"]) if "meeting" in body else None,
        "status": body["status"],
        **names.voice("owner", body.get("owner")),
        **_due(body, names),
        "added_on": body["added_on"],
        "done_on": body.get("done_on"),
        "outcome": body.get("outcome"),
        **found.began,
        "entry": found.entry,
    }


def _due(body: Row, names: Names) -> Row:
    """What is due so long after publication is so after that of the improvement's inspection."""
    published = names.published_on(names.body(body.get("under", "")) or {})
    found, approver = body.get("due"), (body.get("due") or {}).get("approver")
    return {
        **due.dated(found, body.get("due_first"), published),
        "due_approver": approver,
        "due_approver_name": names.label(approver) if approver else None,
        "due_revisions": body.get("due_revisions", 0),
    }
