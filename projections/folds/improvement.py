"""What the events of improvements change, and how far each brings one along."""

from collections.abc import Callable, Mapping
from typing import Any

from ledger.codec import Entry
from ledger.events import Prose
from ledger.events.improvement import (
    ImprovementAnswered,
    ImprovementAssigned,
    ImprovementAssured,
    ImprovementClaimed,
    ImprovementClosed,
    ImprovementDeclined,
    ImprovementDueSet,
    ImprovementNoted,
    ImprovementPartAdded,
    ImprovementPassedOn,
    ImprovementRaised,
    ImprovementReopened,
    ImprovementReturned,
    ImprovementSubmitted,
    ImprovementSuperseded,
    ImprovementWithdrawn,
)
from projections.folds.base import Fields, count, given, gone, noted, one_more, span, words

_ENDED = frozenset({"closed", "superseded", "withdrawn", "declined", "not_ours"})
#: What falls with a report of completion that was sent back, and what else falls where an end did not last.
_REPORT = ("claim", "assurance", "submission")
_END = ("closure", "end")


def fold(entry: Entry, now: Mapping[str, Any]) -> Fields:
    """The fields of an improvement: what was asked for, the work on it, what was said of its completion, its end."""
    return next(filter(None, (part(entry, now) for part in _PARTS)), {})


def _asked(entry: Entry, now: Mapping[str, Any]) -> Fields:
    match entry.event:
        case ImprovementRaised() as raised:
            return given(
                kind=raised.kind, inspection=raised.inspection, force=raised.force, question=raised.question,
                text=raised.text, number=raised.number, accelerated=raised.accelerated, scope=raised.scope,
                condition=raised.condition, under=raised.under, raised_on=str(entry.span),
                raised_on_words=words(entry), status="raised",
            )  # fmt: skip
        case ImprovementPartAdded(text=text, number=number):
            return one_more(now, "parts", given(text=text, number=number))
        case ImprovementAnswered(answer=answer, text=text):
            return {"answer": given(on=str(entry.span), by=entry.said_by, answer=answer, text=text)}
    return {}


# The work on it.


def _worked(entry: Entry, now: Mapping[str, Any]) -> Fields:
    match entry.event:
        case ImprovementAssigned(owner=owner, lead=lead):
            begun = {"status": "owned"} if owner and now["status"] == "raised" else {}
            return given(owner=owner, lead=lead) | begun
        case ImprovementDueSet() as due:
            return {"due": _due(due, now)}
        case ImprovementNoted(text=text):
            return _note(entry, text, now)
    return {}


def _due(event: ImprovementDueSet, now: Mapping[str, Any]) -> Fields:
    """The date with who set it; the first ever set and the number of revisions since stay with it.

    That none is set is no date, so the one that comes after it is the first, and no revision.
    """
    due = event.due.model_dump()
    former = now.get("due")
    dated = former and former["first"]["kind"] != "none_set"
    revised = {"first": former["first"], "revisions": former["revisions"] + 1} if former and dated else {}
    history = revised or {"first": due, "revisions": 0}
    return given(**due, set_by=event.set_by, approver=event.approver) | history


def _note(entry: Entry, text: Prose, now: Mapping[str, Any]) -> Fields:
    """A note of a day before the end, only recorded late, is no note after closure."""
    status = now["status"]
    if status not in _ENDED:
        begun = {"status": "in_progress"} if status in {"raised", "owned"} else {}
        return noted(entry, text, now) | begun
    if entry.span.last < span(now["closure" if status == "closed" else "end"]["on"]).first:
        return noted(entry, text, now)
    return noted(entry, text, now, after_closure=1) | count(now, "notes_after_closure")


# What was said of its completion.


def _reported(entry: Entry, now: Mapping[str, Any]) -> Fields:
    on = str(entry.span)
    match entry.event:
        case ImprovementClaimed(evidence=evidence):
            return {"status": "reported_complete", "claim": given(on=on, by=entry.said_by, evidence=evidence)}
        case ImprovementAssured(text=text):
            return {"status": "assured", "assurance": given(on=on, by=entry.said_by, text=text)}
        case ImprovementReturned() as returned:
            return _returned(returned, entry, now)
        case ImprovementSubmitted(text=text):
            return {"status": "submitted", "submission": given(on=on, text=text)}
        case ImprovementClosed() as closed:
            closure = given(on=on, closed_by=closed.closed_by, means=closed.means, level=closed.level)
            return {"status": "closed", "closure": closure}
    return {}


def _returned(event: ImprovementReturned, entry: Entry, now: Mapping[str, Any]) -> Fields:
    fact = given(
        on=str(entry.span), by=entry.said_by, returned_by=event.returned_by, forum=event.forum, meeting=event.meeting,
        text=event.text,
    )  # fmt: skip
    return {"status": "in_progress", "return": fact} | count(now, "returns") | gone(now, *_REPORT)


# Its other ends, and that one did not last.


def _ended(entry: Entry, now: Mapping[str, Any]) -> Fields:
    match entry.event:
        case ImprovementSuperseded(by=by, text=text):
            return _end(entry, "superseded", "superseded", text, by)
        case ImprovementWithdrawn(text=text):
            return _end(entry, "withdrawn", "withdrawn", text)
        case ImprovementDeclined(text=text):
            return _end(entry, "declined", "declined", text)
        case ImprovementPassedOn(to=to, text=text):
            return _end(entry, "not_ours", "passed_on", text, to)
        case ImprovementReopened(text=text):
            reopening = {"status": "in_progress", "reopening": given(on=str(entry.span), text=text)}
            return reopening | count(now, "reopenings") | gone(now, *_REPORT, *_END)
    return {}


def _end(entry: Entry, status: str, how: str, text: Prose | None, by: str | None = None) -> Fields:
    return {"status": status, "end": given(on=str(entry.span), how=how, text=text, by=by)}


_PARTS: tuple[Callable[[Entry, Mapping[str, Any]], Fields], ...] = (_asked, _worked, _reported, _ended)
