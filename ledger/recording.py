"""The only write door: lock → load → decide → stamp → encode → seal → commit → receipt.

An eventsourcing ``Application`` over streams named by reference. What happens under the lock, in this
order: the ledger is believed or not (``standing``); the facts are decided (``draft``); the signer's
rights are checked; the facts are stamped with a time that never goes back, encoded, appended and
sealed. A refusal anywhere leaves the ledger as it was.
"""

import re
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

from eventsourcing.application import AggregateNotFoundError, Application
from eventsourcing.persistence import IntegrityError
from eventsourcing.utils import Environment, EnvType

from ledger import codec
from ledger.aggregates.ledger import Ledger as LedgerState
from ledger.codec import Entropy, Entry, VaultRow
from ledger.days import uk_today
from ledger.draft import Draft, Pending
from ledger.errors import (
    ClockBehind,
    CommandReused,
    IntegrityBroken,
    KeyRefused,
    MovedOn,
    Refusal,
    RuleBroken,
    StoreUnavailable,
    UnknownReference,
    Unreadable,
)
from ledger.events.ledger import ClockAccepted, LedgerOpened
from ledger.mapper import EntryMapper
from ledger.memory import Seen, remember
from ledger.past import Stored
from ledger.proofs.entry import LARGEST, parse_entry
from ledger.proofs.note import Checkpoint
from ledger.proofs.tree import EMPTY_ROOT
from ledger.receipt import Receipt, Recorded
from ledger.repeating import minted_before, says_the_same
from ledger.standing import Standing, check_signer, stand
from ledger.stores.log import Row
from ledger.stores.sqlite import LedgerFactory, LedgerRecorder
from ledger.vocabulary import LEDGER

#: How far this computer's clock may lag behind the last entry before recording is refused.
TOLERANCE = timedelta(minutes=5)

Plan = Callable[[Draft], object]

_COMMAND_ID = re.compile(r"[0-9a-f]{32}")


class Signer(Protocol):
    """A private key on this computer (``ledger.keyring.Key``)."""

    @property
    def fingerprint(self) -> str:
        """SHA-256(0x01 ‖ public key), 64 hex digits."""

    def sign(self, body: bytes) -> bytes:
        """The Ed25519 signature of a checkpoint's body, 64 bytes."""


def utc_now() -> datetime:
    """The present, by this computer's clock."""
    return datetime.now(UTC)


class Ledger(Application[str]):
    """An open ledger that one person's key can write to."""

    def __init__(
        self,
        path: Path,
        signer: Signer,
        clock: Callable[[], datetime] = utc_now,
        entropy: Entropy = secrets.token_bytes,
    ) -> None:
        """``clock`` and ``entropy`` may be supplied for a fictitious ledger only."""
        self.path, self.signer, self._clock, self._entropy = path, signer, clock, entropy
        self._origin = ""
        self._believed: set[tuple[int, bytes]] = set()
        super().__init__()

    def construct_env(self, name: str, env: EnvType | None = None) -> Environment:
        """Nothing: a variable in the shell must not change what is stored."""
        return Environment(name)

    def construct_factory(self, env: Environment) -> LedgerFactory:  # type: ignore[override]
        """Our recorder over the ledger file."""
        return LedgerFactory(self.path, self._seal)

    def construct_mapper(self) -> EntryMapper:
        """Our codec."""
        return EntryMapper()

    def close(self) -> None:
        """Lets go of the file, with everything in it."""
        if not self.closing.is_set():
            self.factory.datastore.settle()  # type: ignore[attr-defined]
        super().close()

    def record(
        self, plan: Plan, *, command: str | None = None, expect: int | None = None, dry_run: bool = False
    ) -> Receipt:
        """Records what ``plan`` adds to a draft, in one transaction, and returns the receipt.

        ``command`` (32 hex digits) repeats safely: the same id with the same content returns the first
        receipt. ``expect`` refuses with ``MovedOn`` if a record written to has an entry after that position.
        """
        if command is not None and not _COMMAND_ID.fullmatch(command):
            raise Unreadable("The command id is not 32 hex digits.", "Leave --command out, or give such an id.")
        recorder: LedgerRecorder = self.recorder  # type: ignore[assignment]
        receipt = None
        try:
            with recorder.exclusive() as log:
                now = stand(log, self._believed)
                if command and (stored := log.of_command(command)):
                    receipt = self._repeat(plan, now, stored)
                else:
                    receipt = self._append(plan, now, command or self._entropy(16).hex(), expect, dry_run)
        except StoreUnavailable as refusal:
            if receipt is None:
                raise
            # SQLite may say that COMMIT failed and have done it all the same.
            again = f"It may be recorded all the same: repeat it with --command {receipt.command}, which is safe."
            raise StoreUnavailable(refusal.what, again) from refusal
        # Committed: a crash from here on loses only this terminal's memory of it, which the next command renews.
        if receipt.dry_run or receipt.repeated:
            return receipt
        return replace(receipt, remembered=remember(Seen(receipt.origin, receipt.size, receipt.root)))

    def _append(self, plan: Plan, now: Standing, command: str, expect: int | None, dry_run: bool) -> Receipt:
        draft = self._draft(now, Stored(self.entries, now.log), now.log.minted(), self._clock())
        plan(draft)
        pending = draft.finish()
        if not pending:
            raise RuleBroken("There is nothing to record.", "Name at least one record.")
        opened = self._opened(pending, now, draft)
        signer = check_signer(now, opened, self.signer.fingerprint, (fact.event.type for fact in pending))
        if signer != draft.recorder:
            raise KeyRefused(
                f"The first key is {signer}'s, not {draft.recorder}'s.", "Open the ledger in your own name."
            )
        check_expected({fact.stream for fact in pending}, expect, now)
        entries, vault = self._stamp(pending, draft.recorder, self._time(pending, now), command)
        if dry_run:
            root = now.head.root if now.head else EMPTY_ROOT
            tried, texts = _tried(entries, now.size), {text.commitment: text.content for text in vault}
            recorded = _recorded(entries, now.size)
            return Receipt(self._origin, command, recorded, now.size, root, dry_run=True, tried=tried, texts=texts)
        try:
            self.save(*entries, command=command, vault=vault, minted=draft.minted, erased=codec.erased(entries))
        except IntegrityError as error:  # cannot be, under the lock, unless the file contradicts itself
            raise IntegrityBroken(f"The ledger contradicts itself: {error}.", "Run `afi verify`.") from error
        size = now.size + len(entries)
        return Receipt(self._origin, command, _recorded(entries, now.size), size, now.log.root(size))

    def _draft(self, now: Standing, past: Stored, minted: Mapping[str, int], moment: datetime) -> Draft:
        """A draft in the name of the signer; whoever opens a ledger is its first person."""
        person = check_signer(now, None, self.signer.fingerprint, ()) if now.state else "PER-1"
        return Draft(past, minted, person, uk_today(moment))

    def _opened(self, pending: list[Pending], now: Standing, draft: Draft) -> LedgerState:
        """The ledger's own state. An empty ledger is opened first; only a fictitious one is supplied with time."""
        if now.state is None and not isinstance(pending[0].event, LedgerOpened):
            raise StoreUnavailable(f"{self.path} was made but never opened.", "Delete it and run `afi init` again.")
        state: LedgerState = now.state or draft.get(LEDGER)
        if not state.fictitious and (self._clock, self._entropy) != (utc_now, secrets.token_bytes):
            raise RuleBroken("Only a fictitious ledger takes a supplied clock.", "Record with this computer's clock.")
        self._origin = state.origin
        return state

    def entries(self, stream: str, version: int | None = None) -> list[Entry]:
        """The entries of a stream in order, up to a version; none where there is no such stream."""

        def collect(_: list[Entry] | None, entries: Iterable[Entry]) -> list[Entry]:
            return list(entries)

        try:
            return self.repository.get(stream, version=version, projector_func=collect)  # type: ignore[type-var, return-value]
        except AggregateNotFoundError:
            return []

    def _time(self, pending: list[Pending], now: Standing) -> str:
        """max(clock, last): time never goes back, and a clock that lags badly is refused, not believed."""
        clock = self._clock().astimezone(UTC)
        here = f"{clock:%Y-%m-%dT%H:%M:%S.%f}Z"
        if here >= now.last_at:
            return here
        behind = datetime.fromisoformat(now.last_at) - clock
        accepting = any(isinstance(fact.event, ClockAccepted) for fact in pending)
        if behind > TOLERANCE and not accepting and not self._clock_accepted(now.last_at):
            raise ClockBehind(
                f"This computer's clock is {behind} behind the last entry.",
                "Set the clock; if it is right, a keeper records that with `afi keys accept-clock`.",
            )
        return now.last_at

    def _clock_accepted(self, last_at: str) -> bool:
        """Whether a keeper accepted that time stands still: it then has not moved since."""
        entries = self.events.get(LEDGER, desc=True)
        return any(isinstance(e.event, ClockAccepted) and e.at == last_at for e in entries)  # type: ignore[attr-defined]

    def _stamp(
        self, pending: list[Pending], recorder: str, at: str, command: str
    ) -> tuple[list[Entry], list[VaultRow]]:
        entries: list[Entry] = []
        vault: list[VaultRow] = []
        for place, fact in enumerate(pending, 1):
            entry, texts = self._settle(fact, recorder, at, command, (place, len(pending)))
            if len(stored := entry.encode()) > LARGEST:
                raise RuleBroken("One entry would be too large.", "Name fewer records at once.")
            parse_entry(stored)  # the door never stores what it could not read; ``Malformed`` is our defect
            entries.append(entry)
            vault += texts
        return entries, vault

    def _settle(
        self, fact: Pending, recorder: str, at: str, command: str, batch: tuple[int, int]
    ) -> tuple[Entry, list[VaultRow]]:
        """One fact as its entry, and the texts that leave it for the vault."""
        saying, key = fact.saying, self.signer.fingerprint
        data, on = codec.settle(fact.event, self._entropy), codec.settle(saying.on, self._entropy)
        why, authority = (
            codec.settle(text, self._entropy) if text else codec.Settled({}, [])
            for text in (saying.why, saying.authority)
        )
        entry = Entry(
            fact.stream, fact.version, fact.event.type, fact.event.v, data.data, at, on.data, recorder,
            fact.said_by, command, key, batch, saying.src, why.data or None, authority.data or None, fact.fixes,
        )  # fmt: skip
        return entry, [*data.vault, *on.vault, *why.vault, *authority.vault]

    def _seal(self, size: int, root: bytes) -> tuple[bytes, bytes]:
        body = Checkpoint(self._origin, size, root).body()
        return bytes.fromhex(self.signer.fingerprint), self.signer.sign(body)

    def _repeat(self, plan: Plan, now: Standing, rows: list[Row]) -> Receipt:
        """The first receipt of a command, if ``plan`` says again what it said; decided in the world as it was then."""
        before, stored = rows[0].position - 1, [codec.decode(row.stored) for row in rows]

        past = Stored(self.entries, now.log, before)
        moment = datetime.fromisoformat(stored[0].at)  # what is recent, or has not happened yet, is so as of then
        draft = self._draft(now, past, minted_before(stored, now.log.minted()), moment)
        try:
            plan(draft)
            again, vault = self._stamp(draft.finish(), draft.recorder, stored[0].at, stored[0].cmd)
        except Refusal:
            again, vault = [], []  # what was recorded then could be, so this is something else
        if not says_the_same(again, vault, stored, now.log):
            raise CommandReused(
                "That command id was used before, for something else.",
                "Leave --command out, or give a new one: 32 random hex digits.",
            )
        assert now.state is not None
        size = rows[-1].position
        recorded = _recorded(stored, before)
        return Receipt(now.state.origin, stored[0].cmd, recorded, size, now.log.root(size), repeated=True)


def _recorded(entries: list[Entry], after: int) -> tuple[Recorded, ...]:
    return tuple(
        Recorded(
            position, entry.stream, entry.type, entry.said_by, entry.recorded_by, str(entry.span),
            "assumed" in entry.on, entry.at,
        )
        for position, entry in enumerate(entries, after + 1)
    )  # fmt: skip


def _tried(entries: list[Entry], after: int) -> tuple[Row, ...]:
    """The entries as rows of a log that has them; no tree has them, so they have no hashes."""
    return tuple(
        Row(position, entry.stream, entry.version, entry.type, entry.cmd, entry.encode(), b"")
        for position, entry in enumerate(entries, after + 1)
    )


def check_expected(streams: set[str], expect: int | None, now: Standing) -> None:
    """Refuses if a record has an entry after the position that the user expected it to be at."""
    if expect is None:
        return
    if expect > now.size:
        raise UnknownReference(f"There is no E-{expect} yet.", "Name the newest entry that you have seen.")
    for stream in sorted(streams):
        if (position := now.log.latest(stream)) > expect:
            raise MovedOn(
                f"{stream} has moved on to E-{position} since E-{expect}.",
                f"Look at it with `afi show {stream}`, then decide again.",
            )
