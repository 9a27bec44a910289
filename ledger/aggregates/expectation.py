"""Expectations: open until what was expected happened or lapsed; moved only to other days."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from ledger.aggregates.base import Fact, World, refuse
from ledger.days import Span
from ledger.events import Event
from ledger.events.expectation import (
    ExpectationAdded,
    ExpectationLapsed,
    ExpectationMet,
    ExpectationMoved,
    Expected,
)


class Status(StrEnum):
    """Where an expectation stands."""

    OPEN = "open"
    MET = "met"
    LAPSED = "lapsed"


@dataclass(frozen=True)
class Expectation:
    """What rules need to know of an expectation: the days it is for, where any were given."""

    expected: Span | None = None
    status: Status = Status.OPEN


def evolve(state: Any, fact: Fact) -> Expectation:
    """What one more event makes of it."""
    before: Expectation = state  # there is none only before the first event, which adds it
    match fact.event:
        case ExpectationAdded(expected=expected):
            return Expectation(_days(expected))
        case ExpectationMoved(expected=expected):
            return replace(before, expected=_days(expected))
        case ExpectationMet():
            return replace(before, status=Status.MET)
        case ExpectationLapsed():
            return replace(before, status=Status.LAPSED)
    return before


def decide(wish: Fact, state: Any, world: World) -> Iterable[Event]:
    """What was met or has lapsed is expected no more."""
    match wish.event:
        case ExpectationAdded():
            pass
        case _ if state.status != Status.OPEN:
            raise refuse(
                f"It {'was met' if state.status == Status.MET else 'has lapsed'}.",
                "Record what is expected now with `afi expect add`.",
            )
        case ExpectationMoved(expected=expected) if _days(expected) == state.expected:
            raise refuse(
                f"It is expected {f'on {state.expected}' if state.expected else 'on no known day'} already.",
                "Give other days in `afi expect move`, or leave it.",
            )
    return [wish.event]


def _days(expected: Expected | None) -> Span | None:
    return expected.span if expected else None
