"""Meetings: of a forum that had not ended, as expected or not; each paper is put before one once."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from ledger.aggregates.base import Fact, World, refuse
from ledger.aggregates.expectation import Status
from ledger.days import Span
from ledger.events import Event
from ledger.events.meeting import MeetingHeld, MeetingTabled


@dataclass(frozen=True)
class Meeting:
    """What rules need to know of a meeting."""

    forum: str
    tabled: tuple[str, ...] = ()


def evolve(state: Any, fact: Fact) -> Meeting:
    """What one more event makes of it."""
    before: Meeting = state  # there is none only before the first event, which says it was held
    match fact.event:
        case MeetingHeld(forum=forum):
            return Meeting(forum)
        case MeetingTabled(papers=papers):
            return replace(before, tabled=(*before.tabled, *papers))
    return before


def decide(wish: Fact, state: Any, world: World) -> Iterable[Event]:
    """A forum meets while it sits; what it considers and decides is its own affair."""
    match wish.event:
        case MeetingHeld() as held:
            _hold(held, wish.span, world)
        case MeetingTabled(papers=papers):
            for place, paper in enumerate(papers):
                if paper in state.tabled or paper in papers[:place]:
                    raise refuse(f"{paper} is tabled already.", "Leave it out of `afi meeting table`.")
    return [wish.event]


def _hold(held: MeetingHeld, span: Span, world: World) -> None:
    ended = world.get(held.forum).ended
    if ended and span.first > ended.last:
        raise refuse(
            f"{held.forum} cannot have met on {span}: it ended on {ended}.",
            "Give the day on which it met, or add the forum that followed with `afi forum add`.",
        )
    if held.expected and world.get(held.expected).status != Status.OPEN:
        raise refuse(
            f"{held.expected} is no longer expected.",
            "Leave it out, or name another; `afi expect list` shows what is expected.",
        )
