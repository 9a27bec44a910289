"""What one command would record, decided fact by fact on top of what the ledger holds. Writes nothing."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from ledger.aggregates import Fact, decider
from ledger.codec import Happened
from ledger.errors import IntegrityBroken, NotYetHappened, RuleBroken, UnknownReference
from ledger.events import Event, Prose
from ledger.vocabulary import KINDS, LEDGER, REFERENCE, kind_of, where_listed


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


class Loaded(NamedTuple):
    """The state of a stream, and how many facts made it; no state and 0 where there is no such stream."""

    state: Any
    version: int


class Draft:
    """The facts of one command. Each is decided in the world as the earlier ones leave it.

    ``load(stream)`` reads what is stored; ``minted`` holds the last number of each
    kind of reference. A draft can be made again and again of the same past: it has no side effects.
    """

    def __init__(self, load: Callable[[str], Loaded], minted: Mapping[str, int], recorder: str, today: date) -> None:
        self._load = load
        self._states: dict[str, Loaded] = {}
        self._named: set[str] = set()
        self.minted = dict(minted)
        self.recorder = recorder
        self.today = today
        self.pending: list[Pending] = []

    def get(self, reference: str) -> Any:
        """The state of a record, with what this draft adds to it. ``UnknownReference`` where there is none."""
        state, _ = self._state(reference)
        if state is None:
            raise UnknownReference(f"There is no {reference} in this ledger.", where_listed(kind_of(reference)))
        return state

    def add(self, event: Event, saying: Saying, to: str | None = None) -> str:
        """Decides one more fact, about the record ``to`` or a new one; returns its reference."""
        stream = to or self._next(event)
        said_by = saying.said_by or self.recorder
        wish = Fact(event, said_by, saying.on.span)
        self._check(wish, stream, new=to is None)
        evolve = decider(stream).evolve
        state = self.get(to) if to and to != LEDGER else self._state(stream).state
        for decided in self._decide(wish, state, stream, named=to not in (None, LEDGER)):
            fact = Fact(decided, said_by, saying.on.span)
            state, version = evolve(state, fact), self._state(stream).version + 1
            self._states[stream] = Loaded(state, version)
            self.pending.append(Pending(stream, version, decided, said_by, saying))
            # A person named by the opening entry follows in the same batch, so names are looked up at the end.
            self._named |= {said_by, *(source.partition(":")[0] for source in saying.src)}
            self._named |= set(_references(decided.model_dump()))
        if to is None and stream != LEDGER:
            self.minted[kind_of(stream)] = self.minted.get(kind_of(stream), 0) + 1
        return stream

    def _decide(self, wish: Fact, state: Any, stream: str, *, named: bool) -> list[Event]:
        """What the rules of the noun make of a wish; a refusal names the record, for there may be many."""
        try:
            return list(decider(stream).decide(wish, state, self))
        except RuleBroken as refusal:
            what = f"{stream}: {refusal.what}" if named else refusal.what
            raise type(refusal)(what, refusal.remedy) from None

    def finish(self) -> list[Pending]:
        """Everything decided, once each record that it names is known to exist."""
        for reference in sorted(self._named):
            self.get(reference)
        return self.pending

    def _state(self, stream: str) -> Loaded:
        if stream not in self._states:
            self._states[stream] = self._load(stream)
        return self._states[stream]

    def _next(self, event: Event) -> str:
        if event.mints is None:
            return LEDGER
        return f"{event.mints}-{self.minted.get(event.mints, 0) + 1}"

    def _check(self, wish: Fact, stream: str, *, new: bool) -> None:
        """What holds for every event of whatever noun."""
        noun = wish.event.type.partition(".")[0]
        if KINDS.get(kind_of(stream)) != noun and not (stream == LEDGER and noun in {"key", "ledger"}):
            raise ValueError(f"{wish.event.type} does not belong in {stream}")
        if stream != LEDGER and new != (wish.event.mints is not None):
            raise ValueError(f"{wish.event.type} {'begins' if wish.event.mints else 'does not begin'} a record")
        if stream != LEDGER and new and self._state(stream).version:
            raise IntegrityBroken(f"{stream} was minted before it exists.", "Do not write to it; run `afi verify`.")
        if wish.span.first > self.today:
            raise NotYetHappened(
                f"{wish.span} has not come yet.", "Record what has happened; a plan's date is set with `afi due`."
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
