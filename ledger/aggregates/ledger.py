"""The ledger's own stream: its origin, its keys and their rights, its clock, and what of it is gone."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from ledger.aggregates.base import Fact, World, refuse
from ledger.aggregates.key import Key, check_enrolment, check_first, check_retirement, check_revocation
from ledger.events import Event
from ledger.events.key import KeyEnrolled, KeyRetired, KeyRevoked
from ledger.events.ledger import LedgerOpened
from ledger.events.predecessor import PredecessorCarried
from ledger.events.text import TextErased


@dataclass(frozen=True)
class Ledger:
    """What rules need to know of the ledger itself."""

    origin: str
    fictitious: bool
    keys: dict[str, Key] = field(default_factory=dict)
    #: Whether it succeeds another ledger, and has taken over what was left of that.
    follows: bool = False
    carried: bool = False
    #: The commitments of the texts that were erased.
    erased: frozenset[str] = frozenset()


def evolve(state: Any, fact: Fact) -> Ledger:
    """What one more event makes of it."""
    before: Ledger = state  # there is none only before the first event, which opens it
    match fact.event:
        case LedgerOpened(origin=origin, keys=keys, fictitious=fictitious, follows=follows):
            first = [Key.enrolled(key.vkey, key.person, key.rights) for key in keys]
            return Ledger(origin, bool(fictitious), {key.fingerprint: key for key in first}, follows is not None)
        case KeyEnrolled(vkey=vkey, person=person, rights=rights):
            key = Key.enrolled(vkey, person, rights)
            return replace(before, keys=before.keys | {key.fingerprint: key})
        case KeyRetired(key=gone):
            return replace(before, keys=before.keys | {gone: replace(before.keys[gone], active=False)})
        case KeyRevoked(key=gone):
            return replace(before, keys=before.keys | {gone: replace(before.keys[gone], active=False, revoked=True)})
        case PredecessorCarried():
            return replace(before, carried=True)
        case TextErased(texts=texts):
            return replace(before, erased=before.erased | {each.text for each in texts})
    return before


def decide(wish: Fact, state: Any, world: World) -> Iterable[Event]:
    """A ledger is opened once; keys come and go by the rules of ``key``."""
    match wish.event:
        case LedgerOpened() if state is not None:
            raise refuse("The ledger is open already.", "Choose another place for a new one.")
        case LedgerOpened(keys=keys, origin=origin):
            check_first(keys, origin)
        case KeyEnrolled(vkey=vkey):
            check_enrolment(vkey, state.keys, state.origin)
        case KeyRetired(key=gone):
            check_retirement(gone, state.keys)
        case KeyRevoked(key=gone):
            check_revocation(gone, state.keys)
    return [wish.event]
