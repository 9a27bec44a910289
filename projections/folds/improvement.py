"""What the events of improvements change, and how far each brings one along."""

from collections.abc import Mapping
from typing import Any

from ledger.codec import Entry
from ledger.events import Prose
from ledger.events.improvement import (
    ImprovementAssigned,
    ImprovementClaimed,
    ImprovementClosed,
    ImprovementDueSet,
    ImprovementNoted,
    ImprovementRaised,
)
from projections.folds.base import Fields, given, noted, span, words


def fold(entry: Entry, now: Mapping[str, Any]) -> Fields:
    """The fields of an improvement: what was raised, status, owner, lead, due, notes, claim, closure."""
    match entry.event:
        case ImprovementRaised() as raised:
            return given(
                kind=raised.kind, inspection=raised.inspection, force=raised.force, question=raised.question,
                text=raised.text, number=raised.number, raised_on=str(entry.span), raised_on_words=words(entry),
                status="raised",
            )  # fmt: skip
        case ImprovementAssigned(owner=owner, lead=lead):
            begun = {"status": "owned"} if owner and now["status"] == "raised" else {}
            return given(owner=owner, lead=lead) | begun
        case ImprovementDueSet() as due:
            return {"due": _due(due, now)}
        case ImprovementNoted(text=text):
            return _note(entry, text, now)
        case ImprovementClaimed(evidence=evidence):
            return {"status": "reported_complete", "claim": given(on=str(entry.span), evidence=evidence)}
        case ImprovementClosed() as closed:
            closure = given(on=str(entry.span), closed_by=closed.closed_by, means=closed.means, level=closed.level)
            return {"status": "closed", "closure": closure}
    return {}


def _due(event: ImprovementDueSet, now: Mapping[str, Any]) -> Fields:
    """The date with who set it; the first date ever set and the number of revisions since stay with it."""
    due = event.due.model_dump()
    former = now.get("due")
    history = (
        {"first": former["first"], "revisions": former["revisions"] + 1} if former else {"first": due, "revisions": 0}
    )
    return given(**due, set_by=event.set_by, approver=event.approver) | history


def _note(entry: Entry, text: Prose, now: Mapping[str, Any]) -> Fields:
    """A note of a day before the closing, only recorded late, is no note after closure."""
    if now["status"] != "closed":
        begun = {"status": "in_progress"} if now["status"] in {"raised", "owned"} else {}
        return noted(entry, text, now) | begun
    if entry.span.last < span(now["closure"]["on"]).first:
        return noted(entry, text, now)
    after = {"notes_after_closure": now.get("notes_after_closure", 0) + 1}
    return noted(entry, text, now, after_closure=1) | after
