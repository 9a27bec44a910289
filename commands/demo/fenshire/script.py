"""How a made-up year is written down, and recorded: what was typed when and by whose key, fact by fact."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple, get_args

from commands.init import new_origin
from ledger import days, keyring
from ledger.beginning import begin
from ledger.codec import Happened
from ledger.draft import Draft, Saying
from ledger.events import Event, File, Prose, event_class
from ledger.events.base import REGISTRY
from ledger.proofs.note import vkey
from ledger.recording import Ledger, Plan
from ledger.vocabulary import LEDGER


class Fact(NamedTuple):
    """An event of a record, what was said beside it, and a name for its entry where a later fact speaks of that."""

    type: str
    ref: str
    data: dict[str, Any]
    on: str | None = None
    said_by: str | None = None
    src: tuple[str, ...] | None = None
    why: str | None = None
    authority: str | None = None
    words: str | None = None
    mark: str | None = None
    #: The mark of the entry that it corrects.
    fixes: str | None = None


class Typed(NamedTuple):
    """One command: when it was typed (UK time) and by whose key; where a fact does not say so itself, also
    the day (unsaid, that of typing), the voice and the source."""

    at: str
    key: str
    facts: tuple[Fact, ...]
    on: str | None = None
    said_by: str | None = None
    src: tuple[str, ...] = ()


#: A value that hangs on what was recorded before: a key, a position, a number of entries.
Asked = Callable[["Book"], Any]
_SAID = frozenset(Fact._fields) - {"type", "ref", "data"}


def fact(type_name: str, ref: str = LEDGER, **given: Any) -> Fact:
    """A fact: the event's fields, and what is said beside it. What begins a record names the one that it must be."""
    said = {name: given.pop(name) for name in _SAID & set(given)}
    return Fact(type_name, ref, given, **said)


def typed(
    at: str, key: str, *facts: Fact, on: str | None = None, said_by: str | None = None, src: tuple[str, ...] = ()
) -> Typed:
    """A command of these facts."""
    return Typed(at, key, facts, on, said_by, src)


def kept(document: str, name: str, content: str, **said: Any) -> Fact:
    """A copy of a document is kept with the ledger."""
    data = content.encode()
    return fact("document.kept", document, content=File(data), name=name, size=len(data), **said)


def issued(paper: str, name: str, content: str, **given: Any) -> Fact:
    """A board paper is issued, and a copy is kept with the ledger."""
    data = content.encode()
    about = {"name": name, "size": len(data), "digest": sha256(data).hexdigest(), "content": File(data)}
    return fact("paper.issued", paper, **about, **given)


def verifier_of(key: str) -> Asked:
    """The line by which a key is enrolled."""
    return lambda book: book.verifier(key)


def fingerprint_of(key: str) -> Asked:
    """The fingerprint of a key."""
    return lambda book: book.keys[key].fingerprint


def entry_of(mark: str) -> Asked:
    """The position of an entry that was marked."""
    return lambda book: book.marks[mark]


def so_far(book: "Book") -> int:
    """How many entries there are."""
    return book.size


class Book:
    """A fictitious ledger as it is recorded, with a clock that is set by hand and randomness that repeats.

    The keys of made-up people are in memory only, so that nobody can sign for them afterwards.
    """

    def __init__(self, path: Path, people: Sequence[str]) -> None:
        self.path, self.size = path, 0
        self.origin = new_origin("fenshire")
        self.keys = {name: keyring.in_memory(self.origin, os.urandom(keyring.SEED_SIZE)) for name in people}
        self.marks: dict[str, int] = {}
        self._now = datetime(2000, 1, 1, tzinfo=UTC)
        self._numbers = count()
        self._open: dict[str, Ledger] = {}
        self._supplied: dict[str, Any] = {"clock": self._clock, "entropy": self._entropy}

    def _clock(self) -> datetime:
        return self._now

    def _entropy(self, size: int) -> bytes:
        return sha256(f"fenshire {next(self._numbers)}".encode()).digest()[:size]

    def verifier(self, key: str) -> str:
        """The line by which a key is enrolled."""
        return vkey(self.origin, self.keys[key].public)

    def begin(self, first: Typed, more: Plan) -> None:
        """Opens the ledger, with more than can be written as facts."""
        self._set(first)
        plan = self._plan(first)
        receipt = begin(self.path, self.keys[first.key], lambda draft: (plan(draft), more(draft)), **self._supplied)
        self.size = receipt.size

    def record(self, year: Sequence[Typed]) -> None:
        """Records one command after the other."""
        with ExitStack() as stack:
            for each in year:
                self._record(each, stack)
        self._open.clear()

    def _record(self, command: Typed, stack: ExitStack) -> None:
        self._set(command)
        if command.key not in self._open:
            ledger = Ledger(self.path, self.keys[command.key], **self._supplied)
            self._open[command.key] = stack.enter_context(ledger)
        receipt, before = self._open[command.key].record(self._plan(command)), self.size
        self.size = receipt.size
        for position, each in enumerate(command.facts, before + 1):
            if each.mark:
                self.marks[each.mark] = position

    def _set(self, command: Typed) -> None:
        moment = days.moment(command.at, self._now.date())
        self._now = datetime.fromisoformat(moment)

    def _plan(self, command: Typed) -> Plan:
        def plan(draft: Draft) -> None:
            for each in command.facts:
                self._add(draft, each, command)

        return plan

    def _add(self, draft: Draft, each: Fact, command: Typed) -> None:
        event, saying = self._event(each), _saying(each, command)
        if each.fixes:
            draft.correct(self.marks[each.fixes], event, saying)
        elif event.begins:
            reference = draft.add(event, saying)
            assert reference == each.ref, f"{each.type} began {reference}, not {each.ref}"
        else:
            draft.add(event, saying, None if each.ref == LEDGER else each.ref)

    def _event(self, each: Fact) -> Event:
        made = newest(each.type)
        asked = {name: value(self) if callable(value) else value for name, value in each.data.items()}
        return made.model_validate(dict(_said(made, asked)))


def newest(type_name: str) -> type[Event]:
    """The newest version of a type."""
    event_class(type_name, 1)  # the module of its noun is imported
    return event_class(type_name, max(version for name, version in REGISTRY if name == type_name))


def _said(made: type[Event], data: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """The fields of an event, with words as texts where it holds texts."""
    for name, value in data.items():
        if value == ():
            continue
        kind = made.model_fields[name].annotation
        yield name, Prose(value) if kind is Prose or Prose in get_args(kind) else value


def _saying(each: Fact, command: Typed) -> Saying:
    """A fact's own day, voice and source, or the command's."""
    on = each.on or command.on
    start, _, end = (on or command.at.partition(" ")[0]).partition("/")
    happened = Happened(days.Span(start, end or start), _text(each.words), assumed=on is None)
    src = command.src if each.src is None else each.src
    return Saying(happened, each.said_by or command.said_by, src, _text(each.why), _text(each.authority))


def _text(words: str | None) -> Prose | None:
    return Prose(words) if words else None
