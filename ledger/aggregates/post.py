"""Posts: who holds one on which day. Holders may be recorded late and in any order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ledger.aggregates.base import Fact, World, refuse
from ledger.events import Event
from ledger.events.post import PostHeld, PostVacated


@dataclass(frozen=True)
class Post:
    """The changes of holder, each from a day on; ``None`` where the post fell vacant."""

    changes: tuple[tuple[date, str | None], ...] = ()

    def holder(self, day: date) -> str | None:
        """Who held it at the end of a day."""
        held = [holder for start, holder in sorted(self.changes, key=lambda change: change[0]) if start <= day]
        return held[-1] if held else None


def evolve(state: Post | None, fact: Fact) -> Post:
    """What one more event makes of it."""
    post = state or Post()
    match fact.event:
        case PostHeld(holder=holder):
            return Post((*post.changes, (fact.span.last, holder)))
        case PostVacated():
            return Post((*post.changes, (fact.span.last, None)))
    return post


def decide(wish: Fact, state: Post | None, world: World) -> Iterable[Event]:
    """A post is held by one person at a time."""
    now = state.holder(wish.span.last) if state else None
    match wish.event:
        case PostHeld(holder=holder) if now == holder:
            raise refuse(f"{holder} already holds the post on {wish.span}.", "Give the day on which it changed hands.")
        case PostVacated() if now is None:
            raise refuse(f"Nobody holds the post on {wish.span}.", "Give a day on which it was held.")
    return [wish.event]
