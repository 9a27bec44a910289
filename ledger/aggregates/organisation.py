"""Organisations: nothing is refused; what matters to others is the kind."""

from collections.abc import Iterable
from dataclasses import dataclass

from ledger.aggregates.base import Fact, World, refuse
from ledger.events import Event
from ledger.events.organisation import OrganisationAdded
from ledger.vocabulary import OrganisationKind, a, kind_of, say


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


#: Who never speaks for a force. A department may be the force's own, and of what is of another kind nothing is known.
_NEVER_THE_FORCE = frozenset({OrganisationKind.INSPECTORATE, OrganisationKind.POLICING_BODY, OrganisationKind.PARTNER})


def speaks_for(voice: str, world: World) -> OrganisationKind | None:
    """The kind of organisation that a voice is, or belongs to; none where it belongs to none that is recorded."""
    organisation = voice if kind_of(voice) == "ORG" else world.get(voice).organisation
    kind: OrganisationKind | None = world.get(organisation).kind if organisation else None
    return kind


def of_the_force(does: str, voice: str, world: World) -> None:
    """Refuses as the force's word what was said by somebody who does not speak for it."""
    kind = speaks_for(voice, world)
    if kind and kind in _NEVER_THE_FORCE:
        raise refuse(
            f"Only the force {does}, and {voice} is the voice of {a(say(kind))}.",
            "Name with --by the post in the force that said so.",
        )
