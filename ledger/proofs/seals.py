"""Seals: the checkpoint that ends a batch is of exactly the tree so far, and by the key that its entries name.

Without the key and the batch inside the entries, authorship could be forged: Eve appends as Alice, Alice's next
signature covers it, Eve deletes her own checkpoint. So a batch counts only under a checkpoint of its own end, signed
by its own key, which must have been enrolled before it for its own person and with the right that each entry needs.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ledger.proofs.batches import NOBODY, Batches
from ledger.proofs.entry import Json, right_needed
from ledger.proofs.evidence import RawCheckpoint
from ledger.proofs.keys import Enrolled, Roll
from ledger.proofs.note import Checkpoint, check_signature
from ledger.proofs.retrace import Retrace
from ledger.proofs.streams import LEDGER, Streams
from ledger.proofs.verdict import Counts, Findings

Verify = Callable[[Sequence[tuple[bytes, bytes, bytes]]], Iterable[bool]]
"""(public key, body, signature) of many checkpoints → whether each signature is good, in the same order."""

#: So many signatures are checked at once; each waits in some 400 bytes.
_GROUP = 4096


@dataclass(slots=True)
class Batch:
    """The batch that is being gone through. ``head`` is its first readable entry; ``count`` is unknown before that."""

    first: int
    place: int = 0
    count: int | None = None
    head: Json | None = None
    rights: dict[str, int] = field(default_factory=dict)
    about_keys: list[tuple[int, Json]] = field(default_factory=list)

    def take(self, position: int, entry: Json) -> None:
        """Notes what the batch's key has to be allowed."""
        self.rights.setdefault(right_needed(entry["type"]), position)
        if entry["stream"] == LEDGER and position > 1:
            self.about_keys.append((position, entry))


class _Seal(NamedTuple):
    """A checkpoint that waits for its signature to be checked; ``public`` is None where that would say nothing."""

    size: int
    public: bytes | None
    body: bytes
    signature: bytes
    #: Whether the root is that of the entries; None where missing entries leave that unknown.
    rooted: bool | None
    #: What should have been signed, where the stored root is not that of the entries.
    as_made: bytes


class Sealing:
    """Takes whole batches in order. ``flush`` once all were taken."""

    def __init__(
        self, findings: Findings, counts: Counts, roll: Roll, batches: Batches, tree: Retrace, verify: Verify
    ) -> None:
        self._findings, self._counts, self._roll = findings, counts, roll
        self._batches, self._tree, self._verify = batches, tree, verify
        self._waiting: list[_Seal] = []
        self._off = False  # the last checkpoint was not of the entries, so the next will not be either

    def seal(self, size: int, batch: Batch, checkpoint: RawCheckpoint | None, streams: Streams) -> None:
        """Holds a batch that ends at position ``size`` against the checkpoint of that size."""
        head = batch.head or {"key": "", "at": ""}
        key = self._roll.keys.get(head["key"])
        self._counts.batches += 1
        trusted, rooted = False, None
        if checkpoint is None:
            what = f"No checkpoint covers {spoken(batch.first, size)}."
            self._findings.add("uncovered", what, batch.first, until=size, column="checkpoint.size")
        else:
            made, rooted = self._root(checkpoint)
            trusted = batch.head is not None and self._may(batch, checkpoint, key)
            self._wait(checkpoint, key if trusted else None, made, rooted)
        self._batches.add(size, head["at"], key.number if key else NOBODY, trusted and rooted is True)
        if trusted:
            self._apply(batch, streams)

    def flush(self) -> None:
        """Checks the signatures that wait."""
        waiting, self._waiting = self._waiting, []
        results = iter(self._verify([(seal.public, seal.body, seal.signature) for seal in waiting if seal.public]))
        for seal in waiting:
            self._settle(seal, good=next(results) if seal.public else None)

    def _root(self, checkpoint: RawCheckpoint) -> tuple[bytes | None, bool | None]:
        """The root that the entries make, and whether the checkpoint is of the tree; None where missing entries leave
        it unknown. Also says what was altered where a row's hashes are not its own."""
        self._counts.checkpoints += 1
        doubts = self._tree.doubts
        made, kept = self._tree.settle(checkpoint.root)
        for first, last, reference in doubts:
            if checkpoint.root == made:
                what = f"The hashes stored with E-{last} are not its own."
                self._findings.add("hashes", what, last, reference=reference, column="entry.hashes")
            else:
                what = f"{spoken(first, last)}: not what was sealed."
                self._findings.add("edited", what, first, until=last, reference=reference, column="entry.bytes")
        return made, None if made is None else kept or checkpoint.root == made

    def _may(self, batch: Batch, checkpoint: RawCheckpoint, key: Enrolled | None) -> bool:
        """Whether the batch's key may say what the batch says, and the checkpoint is by that key."""
        head: Json = batch.head or {}
        entries, named = spoken(batch.first, checkpoint.size), f"the key {head['key'][:16]}…"
        if checkpoint.key != bytes.fromhex(head["key"]):
            self._foreign(batch, checkpoint, key)
        elif key is None:
            self._say("unenrolled", batch, checkpoint, f"{entries}: {named} is not enrolled.")
        elif key.until is not None:
            self._say("inactive", batch, checkpoint, f"{entries}: the use of {named} was ended by E-{key.until}.")
        elif key.person != head["recorded_by"]:
            what = f"{entries}: recorded by {head['recorded_by']}, sealed with {named} of {key.person}."
            self._say("author", batch, checkpoint, what)
        else:
            lacking = {right: at for right, at in batch.rights.items() if right not in key.rights}
            for right, position in lacking.items():
                what = f"E-{position}: {named} of {key.person} has no right to {right}."
                self._findings.add("right", what, position, reference=head["stream"], column="checkpoint.key")
            return not lacking
        return False

    def _foreign(self, batch: Batch, checkpoint: RawCheckpoint, key: Enrolled | None) -> None:
        """The checkpoint names another key than the entries: the signature says which of the two was forged."""
        body = self._body(checkpoint.size, checkpoint.root)
        if key and check_signature(key.public, body, _bytes(checkpoint.signature)):
            what = f"The checkpoint of {checkpoint.size} entries names another key than the one that signed it."
            self._findings.add("checkpoint", what, checkpoint.size, column="checkpoint.key")
            return
        sealer = self._roll.keys.get(_bytes(checkpoint.key).hex())
        name = f"the key of {sealer.person}" if sealer else "a key that is not enrolled"
        entries, person = spoken(batch.first, checkpoint.size), (batch.head or {})["recorded_by"]
        self._say("author", batch, checkpoint, f"{entries}: in the name of {person}, but sealed with {name}.")

    def _say(self, kind: str, batch: Batch, checkpoint: RawCheckpoint, what: str) -> None:
        reference = batch.head["stream"] if batch.head else None
        self._findings.add(kind, what, batch.first, until=checkpoint.size, reference=reference, column="checkpoint.key")

    def _wait(self, checkpoint: RawCheckpoint, key: Enrolled | None, made: bytes | None, rooted: bool | None) -> None:
        size, public = checkpoint.size, key.public if key else None
        body = self._body(size, checkpoint.root)
        as_made = self._body(size, made) if rooted is False else b""
        self._waiting.append(_Seal(size, public, body, _bytes(checkpoint.signature), rooted, as_made))
        if len(self._waiting) >= _GROUP:
            self.flush()

    def _settle(self, seal: _Seal, good: bool | None) -> None:
        """One checkpoint with the answer about its signature; None where nobody asked."""
        self._counts.signatures += good is True
        if seal.as_made and seal.public and not good and check_signature(seal.public, seal.as_made, seal.signature):
            what = f"The checkpoint of {seal.size} entries has another root than the one that was signed."
            self._findings.add("checkpoint", what, seal.size, column="checkpoint.root")
            return
        if good is False:
            self._batches.spoil(seal.size)
            what = f"The checkpoint of {seal.size} entries was not signed by the key that it names."
            self._findings.add("signature", what, seal.size, column="checkpoint.signature")
        if seal.rooted is False and not self._off:
            held = self._batches.held(seal.size)
            first = held.size + 1 if held else 1
            what = f"The checkpoint of {seal.size} entries is not of these: something in {spoken(first, seal.size)}."
            self._findings.add("root", what, first, until=seal.size, column="entry.bytes")
        self._off = seal.rooted is False

    def _apply(self, batch: Batch, streams: Streams) -> None:
        """What the batch says about keys counts from the next batch on."""
        before = len(self._roll.keys) if batch.first > 1 else 0
        for position, entry in batch.about_keys:
            for what in self._roll.follow(position, entry["type"], entry["data"]):
                self._say_enrolment(position, what)
        new = list(self._roll.keys.values())[before:] if batch.about_keys or not before else []
        for key in new:
            if not streams.exists(key.person):
                self._say_enrolment(key.since, f"enrols a key for {key.person}, of whom there is no record")

    def _say_enrolment(self, position: int, what: str) -> None:
        self._findings.add("enrolment", f"E-{position} {what}.", position, reference=LEDGER, column="entry.bytes")

    def _body(self, size: int, root: object) -> bytes:
        """The body of a checkpoint of this ledger; empty where nobody could have signed one."""
        try:
            return Checkpoint(self._roll.origin, size, _bytes(root)).body()
        except ValueError:
            return b""

    def unproven(self) -> dict[int, list[int]]:
        """The ends of the batches whose author nothing proves, by the number of their key: it was revoked, or its
        enrolment is not proven either."""
        keys = {key.number: key for key in self._roll.keys.values()}
        enrolled: dict[int, list[int]] = {}
        for number, key in keys.items():
            enrolled.setdefault(self._batches.end_of(key.since), []).append(number)
        doubtful = {number: key.counts_to for number, key in keys.items() if key.counts_to is not None}
        for end, numbers in enrolled.items():
            if not self._batches.is_good(end):
                doubtful |= dict.fromkeys(numbers, 0)
        return self._batches.unproven(doubtful, enrolled)

    def say_unproven(self, unproven: Mapping[int, Sequence[int]], remarks: Findings) -> None:
        """Names the batches whose author nothing proves."""
        keys = {key.number: key for key in self._roll.keys.values()}
        for number, ends in unproven.items():
            key = keys[number]
            many = f"{len(ends)} batch{'es' if len(ends) > 1 else ''} of {key.person}"
            what = f"{many}, sealed with the key {key.fingerprint[:16]}…: author unproven."
            remarks.add("unproven", what, ends[0], until=ends[-1], reference=key.fingerprint)


class Checkpoints:
    """The checkpoints in order, taken as the entries reach their sizes."""

    def __init__(self, checkpoints: Iterable[RawCheckpoint]) -> None:
        self._left = iter(checkpoints)
        self._next = next(self._left, None)

    def before(self, position: int) -> Iterator[RawCheckpoint]:
        """Those of fewer entries that nobody took."""
        while self._next and self._next.size < position:
            yield self._next
            self._next = next(self._left, None)

    def at(self, position: int) -> RawCheckpoint | None:
        """The one of exactly so many entries."""
        found = self._next if self._next and self._next.size == position else None
        if found:
            self._next = next(self._left, None)
        return found

    def rest(self) -> Iterator[RawCheckpoint]:
        """All that are left."""
        return self.before(2**63)


def spoken(first: int, last: int) -> str:
    """``E-5`` or ``E-5 to E-7``."""
    return f"E-{first}" if first == last else f"E-{first} to E-{last}"


def _bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else b""
