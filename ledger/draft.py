"""What one command would record, decided fact by fact on top of what the ledger holds. Writes nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple, Protocol

from ledger.aggregates import Fact, Known, decide, evolve, fold
from ledger.aggregates.correction import Told, check_correction
from ledger.aggregates.slip import Made, Naming, With, check_elsewhere, check_slip, leans, settled_at
from ledger.codec import Happened, stands
from ledger.errors import IntegrityBroken, NotYetHappened, RuleBroken, UnknownReference
from ledger.events import Event, Prose
from ledger.vocabulary import LEDGER, REFERENCE, VoidReason, kind_of, where_listed


@dataclass(frozen=True)
class Saying:
    """What is recorded about a fact beside the fact: when it happened, who said it, where it stands, and why."""

    on: Happened
    said_by: str | None = None  # unsaid, the recorder
    src: tuple[str, ...] = ()
    why: Prose | None = None
    authority: Prose | None = None


class Pending(NamedTuple):
    """An event that was decided and is not yet recorded."""

    stream: str
    version: int
    event: Event
    said_by: str
    saying: Saying
    #: The position of the entry that it corrects.
    fixes: int | None = None


class Loaded(NamedTuple):
    """What the rules know of a stream, and how many entries it has; nothing and 0 where there is no such stream."""

    known: Known = Known()
    version: int = 0


class Past(Protocol):
    """What is stored, as far as the command goes by it."""

    def load(self, stream: str) -> Loaded:
        """What the facts of a stream, each as it was last corrected, make of it."""

    def told(self, stream: str) -> list[Told]:
        """The facts of a stream as they were told, in order."""

    def locate(self, position: int) -> tuple[str, int]:
        """The stream and version of an entry. ``UnknownReference`` where there is none."""

    def position(self, stream: str, version: int) -> int:
        """Where an entry of a stream stands."""

    def made(self, position: int) -> Made:
        """By whom, when and by which command an entry was recorded."""

    def naming(self, reference: str, after: int) -> Iterable[tuple[int, str, int]]:
        """The entries after one that are not of a record and name it: where they stand, stream and version."""


class Draft:
    """The facts of one command. Each is decided in the world as the earlier ones leave it.

    ``past`` reads what is stored; ``minted`` holds the last number of each
    kind of reference. A draft can be made again and again of the same past: it has no side effects.
    """

    def __init__(self, past: Past, minted: Mapping[str, int], recorder: str, today: date) -> None:
        self._past = past
        self._states: dict[str, Loaded] = {}
        self._named: set[str] = set()
        self.minted = dict(minted)
        self.recorder = recorder
        self.today = today
        self.pending: list[Pending] = []
        #: The documents that everything added from now on cites: the evidence that comes with it.
        self.cited: tuple[str, ...] = ()

    def get(self, reference: str) -> Any:
        """The state of a record, with what this draft adds to it.

        ``UnknownReference`` where there is none, ``RuleBroken`` where it does not count.
        """
        known, version = self._state(reference)
        if not version:
            raise UnknownReference(f"There is no {reference} in this ledger.", where_listed(kind_of(reference)))
        if known.record.void:
            raise RuleBroken(
                f"{reference} does not count: it was recorded in error, or twice.",
                f"Look at it with `afi show {reference}`, and name the other instead.",
            )
        return known.own

    def add(self, event: Event, saying: Saying, to: str | None = None) -> str:
        """Decides one more fact, about the record ``to`` or a new one; returns its reference."""
        stream = to or self._next(event)
        wish = Fact(event, saying.said_by or self.recorder, saying.on.span, stream)
        self._check(wish, new=to is None)
        known, version = self._state(stream)
        if to and not version:
            self.get(to)
        for decided in self._decide(wish, known, named=to not in (None, LEDGER)):
            known, version = evolve(known, fact := wish._replace(event=decided)), version + 1
            self._keep(fact, saying, Loaded(known, version))
        if to is None and stream != LEDGER:
            self.minted[kind_of(stream)] = self.minted.get(kind_of(stream), 0) + 1
        return stream

    def correct(self, position: int, event: Event, saying: Saying) -> str:
        """Puts another fact in the place of one that was recorded; returns the reference of its record.

        Refused where the rules forbid the other fact then and there, or something that was recorded since.
        """
        stream, version = self._past.locate(position)
        wish = Fact(event, saying.said_by or self.recorder, saying.on.span, stream)
        self._check_day(wish)
        known = check_correction(wish, version, self._told(stream), self)
        self._keep(wish, saying, Loaded(known, self._state(stream).version + 1), position)
        return stream

    def undo(self, position: int, saying: Saying) -> str:
        """Takes back a recent slip of the recorder's own; returns the reference of its record.

        A record that the entry began does not count any more; of anything else it is as if it had not been recorded.
        Refused where something that was recorded since could then not be.
        """
        from ledger.events.record import RecordUndone, RecordVoided  # which few commands say

        stream, version = self._past.locate(position)
        entry, told, made = f"E-{position}", self._told(stream), self._past.made(position)
        event = check_slip(entry, version, told, made, self.recorder, self.today)
        naming = list(self._naming(stream, position))
        if event.begins:
            for later in (*self._added_by_others(stream, made.command), *(each.entry for each in naming)):
                raise leans(entry, later)
            return self.add(RecordVoided(reason=VoidReason.IN_ERROR), saying, stream)
        wish = Fact(RecordUndone(), saying.said_by or self.recorder, saying.on.span, stream)
        known = check_correction(wish, version, told, self, lambda *later: self._leans(entry, stream, *later))
        check_elsewhere(entry, naming, With(self, stream, known.own), self)
        self._keep(wish, saying, Loaded(known, self._state(stream).version + 1), position)
        return stream

    def _leans(self, entry: str, stream: str, version: int, refusal: RuleBroken) -> RuleBroken:
        return leans(entry, f"E-{self._past.position(stream, version)}", refusal.what)

    def _naming(self, stream: str, after: int) -> Iterable[Naming]:
        """What was recorded of other records that count, after an entry, names this one, and was not undone."""
        for position, other, version in self._past.naming(stream, after):
            fact, before = settled_at(self._told(other), version)
            if not (fact.event.fixing or self._state(other).known.record.void):
                yield Naming(f"E-{position}", fact, fold(before))

    def _added_by_others(self, stream: str, command: str) -> Iterable[str]:
        """The entries with which other commands than that which began a record went on, and which were not undone."""
        told = self._told(stream)
        for each in self._past.told(stream):
            if each.fixes is None and not settled_at(told, each.version)[0].event.fixing:
                position = self._past.position(stream, each.version)
                if self._past.made(position).command != command:
                    yield f"E-{position}"

    def _told(self, stream: str) -> list[Told]:
        """The facts of a stream as they were told, with what this draft adds to it."""
        return [*self._past.told(stream), *self._added(stream)]

    def _added(self, stream: str) -> Iterable[Told]:
        for each in self.pending:
            if each.stream == stream:
                fact = Fact(each.event, each.said_by, each.saying.on.span, stream)
                yield Told(each.version, fact, self._past.locate(each.fixes)[1] if each.fixes else None)

    def _keep(self, fact: Fact, saying: Saying, now: Loaded, fixes: int | None = None) -> None:
        self._states[fact.stream] = now
        saying = replace(saying, src=(*saying.src, *self.cited))
        self.pending.append(Pending(fact.stream, now.version, fact.event, fact.said_by, saying, fixes))
        # A person named by the opening entry follows in the same batch, so names are looked up at the end.
        self._named |= {fact.said_by, *(source.partition(":")[0] for source in saying.src)}
        self._named |= set(_references(fact.event.model_dump()))

    def _decide(self, wish: Fact, known: Known, *, named: bool) -> list[Event]:
        """What the rules of the noun make of a wish; a refusal names the record, for there may be many."""
        try:
            return list(decide(wish, known, self))
        except RuleBroken as refusal:
            what = f"{wish.stream}: {refusal.what}" if named else refusal.what
            raise type(refusal)(what, refusal.remedy) from None

    def finish(self) -> list[Pending]:
        """Everything decided, once each record that it names is known to exist."""
        for reference in sorted(self._named):
            self.get(reference)
        return self.pending

    def _state(self, stream: str) -> Loaded:
        if stream not in self._states:
            self._states[stream] = self._past.load(stream)
        return self._states[stream]

    def _next(self, event: Event) -> str:
        if event.begins is None:
            return LEDGER
        return f"{event.begins}-{self.minted.get(event.begins, 0) + 1}"

    def _check(self, wish: Fact, *, new: bool) -> None:
        """What holds for every event of whatever noun."""
        stream, begins = wish.stream, wish.event.begins
        if not stands(wish.event, stream):
            raise ValueError(f"{wish.event.type} does not belong in {stream}")
        if stream != LEDGER and new != (begins is not None):
            raise ValueError(f"{wish.event.type} {'begins' if begins else 'does not begin'} a record")
        if stream != LEDGER and new and self._state(stream).version:
            raise IntegrityBroken(f"{stream} was minted before it exists.", "Do not write to it; run `afi verify`.")
        self._check_day(wish)

    def _check_day(self, wish: Fact) -> None:
        if wish.span.first > self.today:
            raise NotYetHappened(
                f"{wish.span} has not come yet.",
                "Record what has happened; a plan is recorded with `afi expect`, a date to meet with `afi due`.",
            )


def _references(value: Any) -> Iterable[str]:
    match value:
        case str() if REFERENCE.fullmatch(value):
            yield value
        case {"typed": _} | {"prose": _}:
            return  # what a text happens to say names nothing
        case dict():
            for inner in value.values():
                yield from _references(inner)
        case tuple() | list():
            for inner in value:
                yield from _references(inner)
