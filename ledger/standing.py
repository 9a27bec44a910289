"""The ledger as it stands under the lock, believed only as far as its signatures carry.

Before anything is signed on top of it: the newest checkpoint covers every entry and extends what this
terminal remembers; the newest batch is complete, and signed by the key its entries name; and every
enrolment, retirement and revocation came from a key that had the right to it. Whoever can write to
the file can append to it as themselves; without this, they could be believed to be somebody else.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ledger import codec
from ledger.aggregates import Fact
from ledger.aggregates.key import Key
from ledger.aggregates.ledger import Ledger, evolve
from ledger.codec import Entry
from ledger.errors import IntegrityBroken, KeyRefused
from ledger.head import check_head
from ledger.proofs.entry import right_needed
from ledger.proofs.note import Checkpoint, check_signature
from ledger.proofs.tree import check_inclusion, leaf_hash, prove_inclusion
from ledger.stores.log import Head, Log
from ledger.vocabulary import LEDGER, Right

_REMEDY = "Do not write to it. Run `afi verify`, and show its keeper what that says."


class Standing(NamedTuple):
    """The newest checkpoint, the time of the newest entry, and the ledger's own state: origin and keys."""

    log: Log
    head: Head | None = None
    last_at: str = ""
    state: Ledger | None = None

    @property
    def size(self) -> int:
        """How many entries there are."""
        return self.head.size if self.head else 0

    @property
    def keys(self) -> Mapping[str, Key]:
        """Every key that was ever enrolled, by fingerprint."""
        return self.state.keys if self.state else {}


def stand(log: Log, believed: set[tuple[int, bytes]]) -> Standing:
    """How the ledger stands. ``IntegrityBroken`` where it cannot be believed.

    ``believed`` are entries about keys that were found sealed before, by position and leaf hash; it grows.
    """
    if log.size() == 0:
        return Standing(log)
    origin = log.opening()["origin"]
    head = check_head(log, origin)
    start, last = _batch(log, head.size)
    roll = _Roll(log, origin, believed)
    state = roll.read()
    _check_author(last, head, origin, roll.before if roll.start == start else state)
    return Standing(log, head, last.at, state)


class _Roll:
    """Reads the ledger's own stream: who may sign. A batch is judged by the keys before it, the opening by its own."""

    def __init__(self, log: Log, origin: str, believed: set[tuple[int, bytes]]) -> None:
        self._log, self._origin, self._believed = log, origin, believed
        self.start = 0  # of the batch being read
        self.before: Ledger | None = None
        self._state: Ledger | None = None

    def read(self) -> Ledger:
        """The state after every entry of the stream."""
        for row in self._log.of_stream(LEDGER):
            self._take(row.position)
        if self._state is None:
            raise IntegrityBroken("The ledger was never opened.", _REMEDY)
        return self._state

    def _take(self, position: int) -> None:
        start, entry = _batch(self._log, position)
        if entry.type.partition(".")[0] not in {"key", "ledger"}:
            return  # what else belongs to no record says nothing of who may sign
        if start != self.start:
            self.start, self.before = start, self._state
        try:
            self._state = evolve(self._state, Fact(entry.event, entry.said_by, entry.span, LEDGER))
        except (KeyError, ValueError, AttributeError) as error:
            raise IntegrityBroken("The record of the ledger's keys contradicts itself.", _REMEDY) from error
        self.before = self.before or self._state
        if not may(self.before.keys, entry.key, entry.recorded_by, entry.type):
            raise IntegrityBroken(f"E-{position}, {entry.type}, was recorded without the right to.", _REMEDY)
        self._check_sealed(position, entry, self.before.keys[entry.key].public)

    def _check_sealed(self, position: int, entry: Entry, public: bytes) -> None:
        """The key that an entry names signed a tree with it in: else anybody with the file could write or edit it."""
        leaf, size = leaf_hash(entry.encode()), position + entry.batch[1] - entry.batch[0]
        if (position, leaf) in self._believed:
            return
        seal = self._log.checkpoint(size)
        if (
            seal is None
            or not check_signature(public, Checkpoint(self._origin, size, seal.root).body(), seal.signature)
            or not check_inclusion(
                position - 1, size, leaf, prove_inclusion(position - 1, size, self._log.node), seal.root
            )
        ):
            raise IntegrityBroken(f"E-{position}, {entry.type}, is not sealed by the key that it names.", _REMEDY)
        self._believed.add((position, leaf))


def _batch(log: Log, position: int) -> tuple[int, Entry]:
    """An entry, and where its batch begins: at an entry that says so, or somebody passes theirs off as part of it."""
    entry = _entry(log, position)
    place, count = entry.batch
    first = entry if place == 1 else _entry(log, start) if (start := position - place + 1) >= 1 else None
    if first is None or first.batch != (1, count) or first.cmd != entry.cmd or first.key != entry.key:
        raise IntegrityBroken(f"E-{position} is not part of the batch that it names.", _REMEDY)
    return position - place + 1, entry


def _entry(log: Log, position: int) -> Entry:
    [row] = log.rows(after=position - 1, limit=1)
    return codec.decode(row.stored)


def may(keys: Mapping[str, Key], fingerprint: str, person: str, type_name: str) -> bool:
    """Whether a key is active, is that person's and has the right that the event type needs."""
    key = keys.get(fingerprint)
    return key is not None and key.active and key.person == person and Right(right_needed(type_name)) in key.rights


def _check_author(last: Entry, head: Head, origin: str, authority: Ledger | None) -> None:
    if last.batch[0] != last.batch[1] or last.key != head.key.hex():
        raise IntegrityBroken("The newest entries are not sealed by the key that they name.", _REMEDY)
    keys = authority.keys if authority else {}
    key = keys.get(last.key)
    if key is None or not may(keys, last.key, last.recorded_by, last.type):
        raise IntegrityBroken("The newest entry names a recorder whose key it does not bear.", _REMEDY)
    if not check_signature(key.public, Checkpoint(origin, head.size, head.root).body(), head.signature):
        raise IntegrityBroken("The signature of the newest checkpoint is wrong.", _REMEDY)


def check_signer(standing: Standing, opened: Ledger | None, fingerprint: str, types: Iterable[str]) -> str:
    """The person whose key this is, if it may record all this; ``opened`` are the keys of an opening being recorded."""
    keys = standing.keys or (opened.keys if opened else {})
    key = keys.get(fingerprint)
    if key is None or not key.active:
        raise KeyRefused(
            "Your signing key is not enrolled in this ledger, or no longer.",
            "Ask a keeper to enrol it with `afi keys enrol`; `afi keys new` prints what they need.",
        )
    for type_name in types:
        if not may(keys, fingerprint, key.person, type_name):
            raise KeyRefused(
                f"Your key does not have the right to {right_needed(type_name)} here.",
                "Ask a keeper to do it; `afi keys list` shows who may.",
            )
    return key.person
