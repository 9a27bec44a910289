"""What the events of expectations change."""

from collections.abc import Mapping
from typing import Any

from ledger.codec import Entry
from ledger.events import Prose
from ledger.events.expectation import ExpectationAdded, ExpectationLapsed, ExpectationMet, ExpectationMoved, Expected
from projections.folds.base import Fields, count, given, gone


def fold(entry: Entry, now: Mapping[str, Any]) -> Fields:
    """The fields of an expectation: text, about, when it is expected, when it first was, moves, status, its end."""
    match entry.event:
        case ExpectationAdded(text=text, about=about, expected=expected):
            return given(text=text, about=about) | _expected(expected, now) | {"status": "open"}
        case ExpectationMoved(expected=expected):
            return (_expected(expected, now) or gone(now, "expected")) | count(now, "moves")
        case ExpectationMet(text=text):
            return _ended(entry, "met", text)
        case ExpectationLapsed(text=text):
            return _ended(entry, "lapsed", text)
    return {}


def _expected(expected: Expected | None, now: Mapping[str, Any]) -> Fields:
    if expected is None:
        return {}
    days = given(**{"from": expected.start, "to": expected.end}, words=expected.words)
    return {"expected": days} | ({} if "first" in now else {"first": days})


def _ended(entry: Entry, status: str, text: Prose | None) -> Fields:
    return {"status": status, "ended_on": str(entry.span)} | given(outcome=text)
