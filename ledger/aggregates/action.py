"""Actions: open until they are done or dropped, and nothing of theirs changes afterwards."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from ledger.aggregates.base import Fact, World, refuse
from ledger.days import Span
from ledger.events import Event
from ledger.events.action import ActionAdded, ActionAssigned, ActionDone, ActionDropped, ActionDueSet
from ledger.vocabulary import say


class Status(StrEnum):
    """Where an action stands."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True)
class Action:
    """What rules need to know of an action."""

    added: Span
    owner: str | None = None
    #: As it was last set; what it was added with, nobody approved.
    due: ActionDueSet | None = None
    status: Status = Status.OPEN


def evolve(state: Any, fact: Fact) -> Action:
    """What one more event makes of it."""
    before: Action = state  # there is none only before the first event, which adds it
    match fact.event:
        case ActionAdded(owner=owner, due=due):
            return Action(fact.span, owner, ActionDueSet(due=due) if due else None)
        case ActionAssigned(owner=owner):
            return replace(before, owner=owner)
        case ActionDueSet() as due:
            return replace(before, due=due)
        case ActionDone():
            return replace(before, status=Status.DONE)
        case ActionDropped():
            return replace(before, status=Status.DROPPED)
    return before


def decide(wish: Fact, state: Any, world: World) -> Iterable[Event]:
    """What is no longer open stays as it is."""
    match wish.event:
        case ActionAdded():
            pass
        case _ if state.status != Status.OPEN:
            raise refuse(
                f"It is {say(state.status)}.", "Add another with `afi action add`, or correct that with `afi correct`."
            )
        case ActionAssigned(owner=owner) if owner == state.owner:
            raise refuse(f"{owner} owns it already.", "Name another owner in `afi action assign`, or leave it.")
        case ActionDueSet() as due if due == state.due:
            raise refuse(
                "That is its due date already.", "Give another in `afi action due`; nothing needs recording twice."
            )
        case ActionDone() | ActionDropped() if wish.span.last < state.added.first:
            raise refuse(
                f"It cannot have ended on {wish.span}, before it was added on {state.added}.",
                "Give the day on which it was done or dropped.",
            )
    return [wish.event]
