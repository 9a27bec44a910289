"""Improvements as rows: what is asked for, where each stands, who owns it, when it is due and how it ended."""

from typing import TYPE_CHECKING, Any

from ledger.days import last_day
from projections.queries import common, due, words
from projections.queries.names import Names
from projections.queries.records import Record
from projections.queries.recurrence import in_words, recurrence

if TYPE_CHECKING:
    from projections.queries.colour import Colours

Row = dict[str, Any]


def improvement(found: Record, names: Names, colours: "Colours | None" = None) -> Row:
    """One improvement as a row of the register; with its colour, where that is asked for, which hangs on a day."""
    body = found.body
    return {
        "ref": found.ref,
        "kind": body["kind"],
        "kind_words": words.KIND[body["kind"]][0],
        **names.belonging(body),
        **_asked(body),
        "status": body["status"],
        "status_words": words.STATUS[body["status"]],
        **(colours.row(body, names) if colours else {}),
        **names.voice("owner", body.get("owner")),
        **names.voice("lead", body.get("lead")),
        **_due(body, names),
        "raised_on": body["raised_on"],
        "raised_on_words": body.get("raised_on_words"),
        **_reported(body, names),
        **_ended(body, names),
        **_answered(body, names),
        **note(body, names),
        "numbers": common.numbers(found, names),
        "links": common.links(found, names),
        **_again(found, names),
        "flags": common.open_flags(found),
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


def _again(found: Record, names: Names) -> Row:
    """How often it was found, where that is more than once."""
    times = recurrence(names, found)
    return {"recurrence": times, "recurrence_words": in_words(times)}


def _asked(body: Row) -> Row:
    return {
        "number": body.get("number"),
        "text": body["text"],
        "parts": [{"number": part.get("number"), "text": part["text"]} for part in body.get("parts", ())],
        "accelerated": "accelerated" in body,
        "scope": body.get("scope"),
        "scope_words": words.SCOPE.get(body.get("scope", "")),
        "condition": body.get("condition"),
        "under": body.get("under"),
    }


def _due(body: Row, names: Names) -> Row:
    found = body.get("due") or {}
    approver = found.get("approver")
    return {
        **due.dated(found, found.get("first"), names.published_on(body)),
        "due_set_by": found.get("set_by"),
        "due_approver": approver,
        "due_approver_name": names.label(approver) if approver else None,
        "due_revisions": found.get("revisions", 0),
    }


def _reported(body: Row, names: Names) -> Row:
    claim, assurance, returned = (body.get(fact) or {} for fact in ("claim", "assurance", "return"))
    return {
        "claimed_on": claim.get("on"),
        "evidence": claim.get("evidence"),
        "assured_on": assurance.get("on"),
        **names.named("assured_by", assurance.get("by")),
        "submitted_on": (body.get("submission") or {}).get("on"),
        "returned": body.get("returns", 0),
        "returned_on": returned.get("on"),
        "returned_by": returned.get("returned_by"),
        "returned_reason": returned.get("text"),
    }


def _ended(body: Row, names: Names) -> Row:
    closure, end = body.get("closure") or {}, body.get("end") or {}
    how = end.get("how")
    return {
        "closed_on": closure.get("on"),
        "closed_by": closure.get("closed_by"),
        "closed_how": closure.get("means"),
        "closed_level": closure.get("level"),
        "ended_on": end.get("on"),
        "ended_how": how,
        "ended_reason": end.get("text"),
        "superseded_by": end.get("by") if how == "superseded" else None,
        **names.named("passed_to", end.get("by") if how == "passed_on" else None),
        "reopened": body.get("reopenings", 0),
        "reopened_reason": (body.get("reopening") or {}).get("text"),
    }


def _answered(body: Row, names: Names) -> Row:
    answer = body.get("answer") or {}
    return {
        "answer": answer.get("answer"),
        "answer_text": answer.get("text"),
        "answered_on": answer.get("on"),
        **names.named("answered_by", answer.get("by")),
    }
