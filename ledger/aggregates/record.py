"""What can be said of any record: a void one takes no more, and nothing is linked, flagged or settled twice."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ledger.aggregates.base import Fact, World, refuse
from ledger.events import Event
from ledger.vocabulary import IMPROVEMENTS, KINDS, Relation, Sense, VoidReason, a, kind_of, say

if TYPE_CHECKING:
    from ledger.aggregates import Known
    from ledger.events.record import RecordLinked, RecordVoided

#: What has events of its own for this.
_OWN_NOTES = frozenset({"improvement", "inspection"})
_OWN_NAMES = frozenset({"organisation"})
_OWN_ALIASES = frozenset({"inspection", "question"})
#: What can still be said of a record that does not count.
_STILL_SAID = frozenset(
    {
        "record.noted",
        "improvement.noted",
        "inspection.noted",
        "record.flagged",
        "record.unflagged",
        "record.disclosed",
        "record.undone",
    }
)
#: Nothing to call them by but their reference.
_NAMELESS = frozenset({"grade", "finding", "improvement", "action", "expectation", "meeting", "pack"})


@dataclass(frozen=True)
class Record:
    """What rules need to know of any record."""

    void: bool = False
    links: frozenset[tuple[Relation, str]] = frozenset()
    flags: int = 0
    settled: frozenset[int] = frozenset()
    #: What was accepted: which check asked, and about which entry.
    accepted: frozenset[tuple[str, int | None]] = frozenset()

    def check_counts(self, wish: Fact) -> None:
        """Refuses to build on a record that does not count; what was said of it can still be noted."""
        if self.void and wish.event.type not in _STILL_SAID:
            raise refuse(
                f"{wish.stream} does not count: it was recorded in error, or twice.",
                f"Look at it with `afi show {wish.stream}`, and record the other instead.",
            )


def evolve(state: Record, fact: Fact) -> Record:
    """What one more event makes of it."""
    # Every command loads this module, for ``Record``, and few say any of these: so they are imported here.
    from ledger.events.record import RecordAccepted, RecordFlagged, RecordLinked, RecordUnflagged, RecordVoided

    match fact.event:
        case RecordVoided():
            return replace(state, void=True)
        case RecordLinked(relation=relation, to=to):
            return replace(state, links=state.links | {(relation, to)})
        case RecordFlagged():
            return replace(state, flags=state.flags + 1)
        case RecordUnflagged(flag=flag):
            return replace(state, settled=state.settled | {flag})
        case RecordAccepted(check=check, entry=entry):
            return replace(state, accepted=state.accepted | {(check, entry)})
    return state


def decide(wish: Fact, known: "Known", world: World) -> Iterable[Event]:
    """What is said fits the record's noun and is not said twice."""
    from ledger.events.record import (
        RecordAccepted,
        RecordAliased,
        RecordDisclosed,
        RecordLinked,
        RecordNoted,
        RecordRenamed,
        RecordUnflagged,
        RecordVoided,
    )

    noun = KINDS.get(kind_of(wish.stream), "ledger")
    match wish.event:
        case RecordNoted() if noun in _OWN_NOTES:
            raise refuse("It has notes of its own kind.", "Record it with `afi note`.")
        case RecordRenamed():
            _check_name(noun, noun in _OWN_NAMES | _NAMELESS)
        case RecordAliased():
            _check_name(noun, noun in _OWN_ALIASES | _NAMELESS)
        case RecordLinked() as linked:
            _check_link(linked, wish.stream, known, world)
        case RecordUnflagged(flag=flag):
            _check_flag(flag, known.record)
        case RecordVoided() as voided:
            _check_void(voided, wish.stream)
        case RecordDisclosed(to=to, recipient=recipient) if (to is None) == (recipient is None):
            raise refuse("A disclosure has one recipient.", "Say to whom, by reference or by name.")
        case RecordAccepted(check=check, entry=entry) if (check, entry) in known.record.accepted:
            raise refuse("That is accepted already.", "`afi check --accepted` shows what is, by whom and why.")
    return [wish.event]


def _check_name(noun: str, refused: bool) -> None:
    if refused:
        raise refuse(f"That is not how {noun}s are named.", "Give it a number with `afi number`, or add `afi note`.")


def _check_link(linked: "RecordLinked", stream: str, known: "Known", world: World) -> None:
    if linked.to == stream:
        raise refuse("A record cannot be linked to itself.", "Name the other record.")
    if (linked.relation, linked.to) in known.record.links:
        raise refuse("That link is recorded already.", "Nothing needs recording twice.")
    other = world.get(linked.to)
    if linked.relation == Relation.RECURRENCE_OF:
        _check_recurrence(linked.to, stream, known.own, other)
    if linked.relation == Relation.ATTACHED_TO and {kind_of(stream), kind_of(linked.to)} - {"DOC", "PAP"}:
        raise refuse("Only documents are attached to documents.", "Link it as related, or cite it with --source.")


def _check_recurrence(to: str, stream: str, own: Any, other: Any) -> None:
    """An improvement recurs from an earlier improvement or weakness on the same subject; a strength never counts."""
    if kind_of(stream) not in IMPROVEMENTS or kind_of(to) not in (*IMPROVEMENTS, "FND"):
        raise refuse(
            "Only an improvement recurs, from an earlier improvement or finding.", "Link them as related instead."
        )
    finding = kind_of(to) == "FND"
    if finding and other.sense not in {Sense.WEAKNESS, Sense.MIXED}:
        what = "a neutral finding" if other.sense == Sense.NEUTRAL else a(say(other.sense))
        raise refuse(f"{to} is {what}: nothing recurs from it.", "Link them as related instead.")
    if other.inspection == own.inspection:
        raise refuse(f"{to} is of {own.inspection} too: nothing recurs in one inspection.", "Link them as related.")
    then = other.found if finding else other.raised
    if then.last >= own.raised.first:
        raise refuse(
            f"{to} is of {then}, which is not before {own.raised}.",
            f"Link the later of the two to the earlier, or {to} as related.",
        )


def _check_flag(flag: int, record: Record) -> None:
    if flag > record.flags:
        raise refuse(f"It has no flag {flag}.", "`afi show` numbers the flags of a record.")
    if flag in record.settled:
        raise refuse(f"Flag {flag} is settled already.", "Nothing needs recording twice.")


def _check_void(voided: "RecordVoided", stream: str) -> None:
    if (voided.reason == VoidReason.DUPLICATE) != (voided.of is not None):
        raise refuse(
            "A duplicate is of another record, and only a duplicate is.", "Name the one that counts, or leave it out."
        )
    if voided.of == stream:
        raise refuse("A record is no duplicate of itself.", "Name the record that counts.")
    if voided.of and KINDS[kind_of(voided.of)] != KINDS[kind_of(stream)]:
        raise refuse(f"{voided.of} is of another kind.", "Name the record of the same kind that counts.")
