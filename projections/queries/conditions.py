"""What a rule of colours can look for in an improvement, and the reason, in words, that it finds."""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple, Self

from projections.queries import due, words
from projections.queries.slippage import due_day

Row = dict[str, Any]
_ENDED = frozenset({"closed", "superseded", "withdrawn", "declined", "not_ours"})


class Rule(NamedTuple):
    """How improvements get their colours, and the settings that its conditions go by."""

    lines: list[Row]
    otherwise: str
    #: Whether it is the program's own.
    default: bool
    due_soon: int
    stale: int


def days_left(body: Row, published_on: str | None, today: date) -> int | None:
    """How many days are left, less than none where it is overdue; none where it ended or was reported complete."""
    day = due_day(body.get("due"), published_on, body["raised_on"])
    return (day - today).days if day and body["status"] not in _ENDED and "claim" not in body else None


class Facts(NamedTuple):
    """What the conditions of a rule look at."""

    body: Row
    first_due: str | None
    due_on: str | None
    #: The days that are left, less than none where it is overdue.
    left: int | None
    today: date
    by: Rule

    @classmethod
    def of(cls, body: Row, published_on: str | None, today: date, by: Rule) -> Self:
        """Those of an improvement, of which the report was published on a day."""
        found = body.get("due") or {}
        first, now = (due.due_on(each, published_on) for each in (found.get("first"), found))
        return cls(body, first, now, days_left(body, published_on, today), today, by)

    @property
    def open(self) -> bool:
        """Whether no authority closed it."""
        return bool(self.body["status"] != "closed")

    def day(self, fact: str, said: str) -> str:
        """Some words with the day of a fact, if that stands."""
        return f"{said}, {words.span(self.body[fact]['on'])}" if fact in self.body else ""


def _closed(facts: Facts, _over: int) -> str:
    closure = facts.body.get("closure")
    return facts.day("closure", f"closed by {words.party(closure['closed_by'])}") if closure else ""


def _closed_by_inspectorate(facts: Facts, over: int) -> str:
    return _closed(facts, over) if facts.body.get("closure", {}).get("closed_by") == "inspectorate" else ""


def _assured(facts: Facts, _over: int) -> str:
    return facts.day("assurance", words.STATUS["assured"])


def _submitted(facts: Facts, _over: int) -> str:
    return facts.day("submission", words.STATUS["submitted"]) if facts.open else ""


def _reported(facts: Facts, _over: int) -> str:
    unchecked = "" if "assurance" in facts.body else ", and not checked by another voice"
    reported = facts.day("claim", words.STATUS["reported_complete"])
    return reported + unchecked if reported and facts.open else ""


def _returned(facts: Facts, over: int) -> str:
    times = facts.body.get("returns", 0)
    if times <= over or "claim" in facts.body or not facts.open:
        return ""
    by = words.REVIEWER[facts.body["return"]["returned_by"]]
    return facts.day("return", f"sent back by {by}") + (f", {words.counted(times, 'time')} so far" if times > 1 else "")


def _reopened(facts: Facts, _over: int) -> str:
    return facts.day("reopening", "reopened") if facts.open else ""


def _overdue(facts: Facts, over: int) -> str:
    return _due(facts) if facts.left is not None and -facts.left > over else ""


def _due_soon(facts: Facts, _over: int) -> str:
    return _due(facts) if facts.left is not None and 0 <= facts.left <= facts.by.due_soon else ""


def _due(facts: Facts) -> str:
    """The due date, and how far off it is."""
    said = "due immediately"
    if facts.due_on:
        said = f"due {'on' if len(facts.due_on) == len('2018-06-12') else 'by the end of'} {words.day(facts.due_on)}"
    match facts.left:
        case None:
            return said
        case 0:
            return f"{said}, today"
        case int(left) if left < 0:
            return f"{said}, overdue by {words.counted(-left, 'day')}"
        case int(left):
            return f"{said}, in {words.counted(left, 'day')}"


def _immediately(facts: Facts, _over: int) -> str:
    return _undated(facts, 0) if facts.body.get("due", {}).get("kind") == "immediate" else ""


def _undated(facts: Facts, _over: int) -> str:
    if facts.due_on:
        return ""
    match facts.body.get("due"):
        case None:
            return "no due date is recorded"
        case {"kind": "none_set"}:
            return "no due date is set"
        case {"kind": "immediate"}:
            return "due immediately, with no date set"
        case found:
            return f"due {due.said(found)}, whose day does not follow from what is recorded"


def _slipped(facts: Facts, over: int) -> str:
    slipped = due.days_moved(facts.first_due, facts.due_on) or 0
    return f"its due date has slipped {words.counted(slipped, 'day')}" if facts.open and slipped > over else ""


def _revised(facts: Facts, over: int) -> str:
    times = facts.body.get("due", {}).get("revisions", 0)
    return f"its due date was revised {words.counted(times, 'time')}" if facts.open and times > over else ""


#: The facts that an improvement was last heard of by.
_HEARD = ("note", "claim", "assurance", "submission", "return", "reopening")


def _silent(facts: Facts, _over: int) -> str:
    heard = [facts.body[fact]["on"] for fact in _HEARD if fact in facts.body] + [facts.body["raised_on"]]
    last = max((words.span_of(each).last, each) for each in heard)
    days = (facts.today - last[0]).days
    if not facts.open or days <= facts.by.stale:
        return ""
    return f"no update since {words.span(last[1])}, {words.counted(days, 'day')} ago"


def _no_owner(facts: Facts, _over: int) -> str:
    return "no post owns it" if facts.open and "owner" not in facts.body else ""


def _not_started(facts: Facts, _over: int) -> str:
    return "no work on it is recorded" if facts.body["status"] in ("raised", "owned") else ""


def _in_progress(facts: Facts, _over: int) -> str:
    return rest(facts) if facts.body["status"] == "in_progress" else ""


def rest(facts: Facts) -> str:
    """How it stands, and when it is due."""
    status = words.STATUS[facts.body["status"]]
    return f"{status}, {_due(facts) if facts.due_on else _undated(facts, 0)}" if facts.open else status


#: By condition of the vocabulary: the reason, where it applies.
APPLIES: dict[str, Callable[[Facts, int], str]] = {
    "closed": _closed,
    "closed_by_inspectorate": _closed_by_inspectorate,
    "assured": _assured,
    "submitted": _submitted,
    "reported_complete": _reported,
    "returned": _returned,
    "reopened": _reopened,
    "overdue": _overdue,
    "due_soon": _due_soon,
    "due_immediately": _immediately,
    "no_due_date": _undated,
    "slipped": _slipped,
    "revised": _revised,
    "no_recent_update": _silent,
    "no_owner": _no_owner,
    "not_started": _not_started,
    "in_progress": _in_progress,
}
