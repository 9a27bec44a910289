"""The ledger as it stands under the lock, believed only as far as its signatures carry.

Before anything is signed on top of it: the newest checkpoint covers every entry and extends what this
terminal remembers; the newest batch is complete, and signed by the key its entries name; and every
enrolment, retirement and revocation came from a key that had the right to it. Whoever can write to
the file can append to it as themselves; without this, they could be believed to be somebody else.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from ledger import codec
from ledger.aggregates import Fact
from ledger.aggregates.key import Key
from ledger.aggregates.ledger import Ledger, evolve
from ledger.codec import Entry
from ledger.errors import IntegrityBroken, KeyRefused
from ledger.head import check_head
from ledger.proofs.entry import right_needed
from ledger.proofs.note import Checkpoint, check_signature
from ledger.stores.log import Head, Log
from ledger.vocabulary import Right

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


def stand(log: Log, own: Iterable[Entry]) -> Standing:
    """How the ledger stands; ``own`` is the ledger's own stream. ``IntegrityBroken`` where it cannot be believed."""
    if log.size() == 0:
        return Standing(log)
    origin = log.opening()["origin"]
    head = check_head(log, origin)
    state, before, command = _roll(own)
    [row] = log.rows(after=head.size - 1, limit=1)
    last = codec.decode(row.stored)
    _check_author(last, head, origin, before if last.cmd == command else state)
    return Standing(log, head, last.at, state)


def _roll(own: Iterable[Entry]) -> tuple[Ledger, Ledger, str]:
    """The state of the ledger's own stream, the state before its last command, and that command's id.

    A command is judged by the keys as they stood before it; the opening by its own.
    """
    state: Any = None
    before: Any = None
    command = ""
    for entry in own:
        if entry.cmd != command:
            before, command = state, entry.cmd
        try:
            after = evolve(state, Fact(entry.event, entry.said_by, entry.span))
        except (KeyError, ValueError, AttributeError) as error:
            raise IntegrityBroken("The record of the ledger's keys contradicts itself.", _REMEDY) from error
        before = before or after
        if not may(before.keys, entry.key, entry.recorded_by, entry.type):
            raise IntegrityBroken(f"A {entry.type} entry was recorded without the right to.", _REMEDY)
        state = after
    if not isinstance(state, Ledger):
        raise IntegrityBroken("The ledger was never opened.", _REMEDY)
    return state, before, command


def may(keys: Mapping[str, Key], fingerprint: str, person: str, type_name: str) -> bool:
    """Whether a key is active, is that person's and has the right that the event type needs."""
    key = keys.get(fingerprint)
    return key is not None and key.active and key.person == person and Right(right_needed(type_name)) in key.rights


def _check_author(last: Entry, head: Head, origin: str, authority: Ledger) -> None:
    if last.batch[0] != last.batch[1] or last.key != head.key.hex():
        raise IntegrityBroken("The newest entries are not sealed by the key that they name.", _REMEDY)
    key = authority.keys.get(last.key)
    if key is None or not may(authority.keys, last.key, last.recorded_by, last.type):
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

