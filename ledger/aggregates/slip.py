"""Slips: what somebody recorded a few days ago, and should not have, is undone if nothing leans on it.

Whatever is older, or was recorded by somebody else, is corrected on somebody's authority; a slip needs none.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from ledger.aggregates import Fact, Known, World
from ledger.aggregates.base import refuse
from ledger.aggregates.correction import Told, refusal_of, settle
from ledger.errors import RuleBroken, Unreadable
from ledger.events import Event

#: For so many days an entry may be undone.
RECENT = 7
#: A flag is settled by its number, which would be another's were an earlier one gone.
_FLAGS = frozenset({"record.flagged", "record.unflagged"})


class Made(NamedTuple):
    """How an entry was recorded: by whom, on what day, and by which command."""

    by: str
    day: date
    command: str


class With(NamedTuple):
    """The world, but for one of its records."""

    world: World
    reference: str
    own: Any

    def get(self, reference: str) -> Any:
        """The state of a record."""
        return self.own if reference == self.reference else self.world.get(reference)


def check_slip(entry: str, version: int, told: Sequence[Told], made: Made, recorder: str, today: date) -> Event:
    """The event of the entry at ``version``, if it may be undone: it is the recorder's own, recent, and stands."""
    fact = _standing(entry, version, told)
    if fact.event.lasting:
        raise refuse(
            "What was recorded of keys, erasures and countersignatures, and of the ledger itself, cannot be undone.",
            "It stands; record what holds from now on: `afi keys --help` and `afi policy --help` say how.",
        )
    instead = f"Correct it on somebody's authority with `afi correct {entry}`, or void its record with `afi void`."
    if made.by != recorder:
        raise refuse(f"{entry} was recorded by {made.by}, and only one's own slip can be undone.", instead)
    if (today - made.day).days > RECENT:
        raise refuse(f"{entry} was recorded on {made.day}, more than {RECENT} days ago.", instead)
    _check_flag(entry, version, told)
    return fact.event


def _standing(entry: str, version: int, told: Sequence[Told]) -> Fact:
    """What is told by the entry, which neither stands in the place of another nor has another in its own."""
    [asked] = [each for each in told if each.version == version]
    if asked.fact.event.fixing:
        raise refuse(f"{entry} itself undoes another entry.", f"Record again what that one said: `afi show {entry}`.")
    if asked.fixes is not None:
        raise Unreadable(
            f"{entry} is itself a correction.",
            f"Correct what it corrects once more, with what is right: `afi show {entry}` says which entry that is.",
        )
    later = [each.fact.event for each in told if each.fixes == version]
    if any(event.fixing for event in later):
        raise refuse(f"{entry} was undone already.", "Record it again, if it was right after all.")
    if later:
        raise refuse(
            f"{entry} was corrected since, on somebody's authority.", f"Correct it once more: `afi correct {entry}`."
        )
    return asked.fact


def _check_flag(entry: str, version: int, told: Sequence[Told]) -> None:
    facts = [each.fact for each in told if each.version >= version]
    if facts[0].event.type == "record.flagged" and any(fact.event.type in _FLAGS for fact in facts[1:]):
        raise refuse(
            f"{entry} is a flag, after which others were recorded by number.",
            f"Settle it instead: `afi flag {facts[0].stream} --settle N TEXT`.",
        )


class Naming(NamedTuple):
    """A later entry of another record that names this one, with what was known of that record before it."""

    entry: str
    fact: Fact
    known: Known


def check_elsewhere(entry: str, naming: Iterable[Naming], now: World, before: World) -> None:
    """What was recorded since of other records, and names this one, could be recorded in the world as it is now."""
    for each in naming:
        refusal, old = refusal_of(each.fact, each.known, now), refusal_of(each.fact, each.known, before)
        if refusal and (old is None or refusal.what != old.what):
            raise leans(entry, each.entry, refusal.what)


def leans(entry: str, later: str, what: str = "") -> RuleBroken:
    """The refusal to undo an entry on which a later one leans."""
    why = f"could then not be: {what}" if what else f"hangs on what {entry} began."
    return refuse(f"{later} {why}", f"Undo {later} first, or both at once: `afi undo {entry} {later}`.")


def settled_at(told: Sequence[Told], version: int) -> tuple[Fact, list[Fact]]:
    """What stands now in the place of the entry at ``version``, and the facts before it."""
    places = [each.version for each in told if each.fixes is None]
    facts, corrected = settle(told), next(each for each in told if each.version == version)
    place = places.index(corrected.fixes or version)
    return facts[place], facts[:place]
