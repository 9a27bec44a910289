"""Posts: who holds one on which day. Holders may be recorded late and in any order."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from ledger.aggregates.base import Fact, World, refuse
from ledger.days import Span
from ledger.events import Event
from ledger.events.post import PostCreated, PostHeld, PostVacated
from ledger.vocabulary import kind_of


@dataclass(frozen=True)
class Post:
    """Where it belongs, and the changes of holder, each from a day on; ``None`` where the post fell vacant."""

    changes: tuple[tuple[date, str | None], ...] = ()
    organisation: str | None = None

    def holder(self, day: date) -> str | None:
        """Who held it at the end of a day."""
        held = [holder for start, holder in sorted(self.changes, key=lambda change: change[0]) if start <= day]
        return held[-1] if held else None

    def holders(self, span: Span) -> frozenset[str]:
        """Everybody who held it at the end of any day of a span."""
        days = {span.first, *(start for start, _ in self.changes if span.first <= start <= span.last)}
        return frozenset(holder for day in days if (holder := self.holder(day)))


def evolve(state: Post | None, fact: Fact) -> Post:
    """What one more event makes of it."""
    post = state or Post()
    match fact.event:
        case PostCreated(organisation=organisation):
            return replace(post, organisation=organisation)
        case PostHeld(holder=holder):
            return replace(post, changes=(*post.changes, (fact.span.last, holder)))
        case PostVacated():
            return replace(post, changes=(*post.changes, (fact.span.last, None)))
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


def speakers(voice: str, span: Span, world: World) -> frozenset[str]:
    """Who may have spoken with a voice on the days of a span: a person alone, a post's holders, of an organisation
    nobody who is known."""
    match kind_of(voice):
        case "PER":
            return frozenset({voice})
        case "POST":
            holders: frozenset[str] = world.get(voice).holders(span)
            return holders
    return frozenset()
