"""Due dates: a day, a period after publication, at once, or that none is set; and how far they slipped."""

from calendar import monthrange
from typing import Any

from ledger.days import last_day
from projections.queries import words

Due = dict[str, Any]


def dated(due: Due | None, first: Due | None, published_on: str | None) -> dict[str, Any]:
    """The columns of what is due: the day that follows, what was set, the first day ever set, and the days between."""
    day, earliest = due_on(due, published_on), due_on(first, published_on)
    return {
        "due": day,
        "due_kind": (due or {}).get("kind"),
        "due_words": in_words(due, day),
        "due_first": earliest,
        "days_slipped": days_moved(earliest, day),
    }


def due_on(due: Due | None, published_on: str | None) -> str | None:
    """The day (or month, or year) by which it is due, if one follows from what was set."""
    match due:
        case {"kind": "day", "day": str(day)}:
            return day
        case {"kind": "within", "months": int(months)} if published_on:
            return later(published_on.partition("/")[2] or published_on, months)
    return None


def said(due: Due | None) -> str:
    """What was set, in words."""
    match due:
        case {"kind": "day", "day": str(day)}:
            return words.day(day)
        case {"kind": "within", "months": int(months)}:
            return f"within {words.counted(months, 'month')} of publication"
        case {"kind": "immediate"}:
            return "immediately"
        case {"kind": "none_set"}:
            return "none set"
    return "none recorded"


def in_words(due: Due | None, day: str | None) -> str:
    """What was set, and the day that follows from it."""
    return said(due) + (f" (by {words.day(day)})" if day and due and due["kind"] == "within" else "")


def days_moved(was: str | None, now: str | None) -> int | None:
    """By how many days the last day moved; less than none where it was brought forward."""
    if was == now:
        return 0 if now else None
    return (last_day(now) - last_day(was)).days if was and now else None


def later(day: str, months: int) -> str | None:
    """So many months after, as precisely as ``day`` is; the last of a month where it has no such day."""
    year, *rest = map(int, day.split("-"))
    if not rest:
        return str(year + months // 12) if months % 12 == 0 else None
    year, month = year + (rest[0] - 1 + months) // 12, (rest[0] - 1 + months) % 12 + 1
    number = f"-{min(rest[1], monthrange(year, month)[1]):02}" if len(rest) > 1 else ""
    return f"{year}-{month:02}{number}"
