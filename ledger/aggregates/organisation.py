"""Organisations: nothing is refused; what matters to others is the kind."""

from collections.abc import Iterable
from dataclasses import dataclass

from ledger.aggregates.base import Fact, World, refuse
from ledger.events import Event
from ledger.events.organisation import OrganisationAdded
from ledger.vocabulary import OrganisationKind, a, say


@dataclass(frozen=True)
class Organisation:
    """What rules need to know of an organisation."""

    kind: OrganisationKind


def evolve(state: Organisation | None, fact: Fact) -> Organisation | None:
    """What one more event makes of it."""
    return Organisation(fact.event.kind) if isinstance(fact.event, OrganisationAdded) else state


def decide(wish: Fact, state: Organisation | None, world: World) -> Iterable[Event]:
    """Any organisation may be added or renamed."""
    return [wish.event]


def is_a(kind: OrganisationKind, organisation: str, world: World) -> None:
    """Refuses an organisation of another kind."""
    found = world.get(organisation).kind
    if found != kind:
        raise refuse(
            f"{organisation} is recorded as {a(say(found))}, not as {a(say(kind))}.",
            "Name the organisation that is; `afi people list` shows them.",
        )
