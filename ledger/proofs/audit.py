"""The audit: everything about a ledger that can be recomputed, recomputed from its rows.

It trusts no column, no stored hash and no program that wrote them. In one pass, in bounded memory, each entry is held
to the format, hashed and put into the tree; batches must tile the log, and each must end in a checkpoint of exactly
that tree, signed by the key which its entries name, enrolled before it for the person that they name, with the right
that they need. Texts are compared with what entries commit to. docs/proof-format.md says all of it for implementers.

What is found is named, located and dated (``verdict.Finding``). Signatures are checked in groups, late: ``verify``
may hand a group to several processors.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from ledger.proofs.batches import Batches
from ledger.proofs.entry import Json, Malformed, parse_entry
from ledger.proofs.evidence import Evidence, RawCheckpoint, RawEntry
from ledger.proofs.keys import Roll, check_follows
from ledger.proofs.marks import Marks
from ledger.proofs.note import check_signature
from ledger.proofs.retrace import Retrace
from ledger.proofs.seals import Batch, Checkpoints, Sealing, Verify, spoken
from ledger.proofs.streams import LEDGER, Streams
from ledger.proofs.texts import Texts
from ledger.proofs.tree import leaf_hash
from ledger.proofs.verdict import Counts, Finding, Findings, Signer, Verdict, unprotected

Understand = Callable[[Json], tuple[str, str] | None]
"""A well-formed entry → None, or the kind of finding and what is wrong with the event that it states."""

#: The type of an entry that says of another that it means nothing (docs/proof-format.md, section 10), and how the types
#: begin of which that is never said: who may sign, and that something was undone.
_UNDONE = "record.undone"
_NEVER_UNDONE = ("key.", "ledger.", _UNDONE)
_SAME_IN_A_BATCH = ("cmd", "key", "recorded_by", "at")


def verify_here(signed: Sequence[tuple[bytes, bytes, bytes]]) -> list[bool]:
    """Checks signatures one after the other."""
    return [check_signature(*each) for each in signed]


def audit(
    evidence: Evidence,
    *,
    memory: tuple[int, bytes] | None = None,
    first_key: str | None = None,
    now: str | None = None,
    verify: Verify = verify_here,
    understand: Understand = lambda entry: None,
) -> Verdict:
    """The verdict on a ledger.

    ``memory``: the (size, root) that this terminal last saw of it; ``first_key``: the fingerprint of the key that is
    known to have opened it; ``now``: the present, written as entries write it. Each is compared where it is given.
    ``understand`` knows the types of event, which the format does not (``ledger.codec.understand``).
    """
    return _Audit(evidence, memory, first_key, now, verify, understand).run()


class _Audit:
    def __init__(
        self, evidence: Evidence, memory: tuple[int, bytes] | None, first_key: str | None, now: str | None,
        verify: Verify, understand: Understand,
    ) -> None:  # fmt: skip
        self._understand = understand
        self._evidence, self._memory, self._now = evidence, memory, now
        self._expected_key, self._first_key, self._began = first_key, "", ""
        self._findings, self._remarks, self._counts = Findings(), Findings(), Counts()
        self._tree, self._streams, self._roll, self._batches = Retrace(evidence.hashes), Streams(), Roll(), Batches()
        self._commands = Marks()
        self._texts = Texts(evidence, self._findings, self._counts)
        self._sealing = Sealing(self._findings, self._counts, self._roll, self._batches, self._tree, verify)
        self._checkpoints = Checkpoints(evidence.checkpoints())
        self._size, self._last_at, self._fictitious = 0, "", False
        self._batch: Batch | None = None
        self._adrift = False  # just after a gap, so that a batch may begin in its middle

    def run(self) -> Verdict:
        for row in self._evidence.entries():
            self._row(row)
        self._finish()
        return self._verdict()

    # One row.

    def _row(self, row: RawEntry) -> None:
        position = row.position
        if position != self._size + 1 and not self._gap(position):
            return
        self._size = position
        self._counts.entries += 1
        entry = self._parsed(row)
        stored = row.stored if isinstance(row.stored, bytes) else b""
        self._tree.take(position, leaf_hash(stored), row.hashes, str(row.stream))
        self._compare_memory()
        if entry is not None:
            self._columns(row, entry)
            self._facts(position, entry)
            self._texts.take(position, stored, entry["stream"])
        self._tile(position, entry)
        self._close(position)

    def _gap(self, position: int) -> bool:
        """Entries are missing before this row; False if the row has no place in a log at all."""
        first, last = self._size + 1, position - 1
        if position < first:
            self._findings.add("missing", f"A row stands at position {position}.", position, column="entry.position")
            return False
        what = f"{spoken(first, last)} missing."
        self._findings.add("missing", what, first, until=last, column="entry.position")
        for _ in self._checkpoints.before(position):
            pass  # their entries are missing, which is said already
        self._tree.miss(first, last)
        self._batch, self._adrift = None, True
        return True

    def _parsed(self, row: RawEntry) -> Json | None:
        if not isinstance(row.stored, bytes):
            self._say("entry", row.position, "holds no bytes, or too many to be an entry", column="entry.bytes")
            return None
        try:
            return parse_entry(row.stored)
        except Malformed as error:
            self._say("entry", row.position, f"is malformed: {error}", column="entry.bytes")
            return None

    def _columns(self, row: RawEntry, entry: Json) -> None:
        if (row.stream, row.version, row.type, row.command) == (
            entry["stream"], entry["version"], entry["type"], entry["cmd"],
        ):  # fmt: skip
            return
        for column, field in (("stream", "stream"), ("version", "version"), ("type", "type"), ("command", "cmd")):
            if getattr(row, column) != entry[field]:
                what = f"says {field} {entry[field]}, its column says {getattr(row, column)!s:.80}"
                self._say("column", row.position, what, entry["stream"], f"entry.{column}")

    def _facts(self, position: int, entry: Json) -> None:
        """What an entry says that must agree with those before it."""
        stream, at = entry["stream"], entry["at"]
        for kind, what in self._streams.follow(stream, entry["version"]):
            self._say(kind, position, what, stream)
        if at < self._last_at:
            self._say("clock", position, f"was recorded at {at}, before the entry above it ({self._last_at})", stream)
        elif self._now and at > self._now:
            self._remarks.add("ahead", f"E-{position} is dated {at}, after the present.", position, reference=stream)
        self._last_at = max(at, self._last_at)
        if (fault := self._understand(entry)) is not None:
            adding = self._remarks if fault[0] == "unknown" else self._findings
            adding.add(fault[0], f"E-{position} {fault[1]}.", position, reference=stream, column="entry.bytes")
        if "fixes" in entry:
            self._corrected(position, entry, known=fault is None)
        if (entry["type"] == "ledger.opened") != (position == 1):
            self._say("opening", position, f"is a {entry['type']} entry", stream)
        elif position == 1:
            self._open(entry)
        end = entry["on"]["to"]
        self._counts.before += end < self._began[: len(end)]

    def _corrected(self, position: int, entry: Json, *, known: bool) -> None:
        """What an entry corrects is an earlier one of its record, and of its type where that is a known one.

        What it undoes is of any type, but began no record and says nothing of who may sign.
        """
        fixes, stream = entry["fixes"], entry["stream"]
        before = self._evidence.entry(fixes) if fixes < position else None
        if before is None:
            self._say("fixes", position, f"corrects E-{fixes}, which is not before it", stream)
        elif before.stream == stream and known and entry["type"] == _UNDONE:
            if before.version == 1 or str(before.type).startswith(_NEVER_UNDONE):
                self._say("fixes", position, f"undoes E-{fixes}, which cannot be undone", stream)
        elif before.stream != stream or (known and before.type != entry["type"]):
            self._say("fixes", position, f"corrects E-{fixes}, which is of another record or type", stream)

    def _open(self, entry: Json) -> None:
        self._began, self._first_key = entry["at"], entry["key"]
        self._fictitious = entry["data"].get("fictitious") == 1
        for what in self._roll.open(entry["data"]):
            self._say("enrolment", 1, what, LEDGER)
        if not check_follows(entry["data"].get("follows")):
            self._say("opening", 1, "follows a ledger by a checkpoint that its key did not sign", LEDGER)
        if self._expected_key not in (None, self._first_key):
            what = f"The ledger was opened with the key {self._first_key}, not with {self._expected_key}."
            self._findings.add("first-key", what, 1, reference=LEDGER)

    # Batches.

    def _tile(self, position: int, entry: Json | None) -> None:
        batch = self._batch
        if entry is None:
            if batch is None:
                self._batch = batch = Batch(position)
            batch.place += 1
            return
        place, count = entry["batch"]
        if batch is None or batch.head is None or (place, count) != (batch.place + 1, batch.count):
            batch = self._begin(position, entry)
        batch.place = place
        self._say_unlike(position, entry, batch)
        batch.take(position, entry)

    def _begin(self, position: int, entry: Json) -> Batch:
        """An entry that does not go on the batch before it has to be the first of another."""
        place, count = entry["batch"]
        open_batch, expected = self._batch, self._batch.place + 1 if self._batch else 1
        whole_so_far = place == expected and (open_batch is None or open_batch.head is None)
        if not whole_so_far and not self._adrift:
            what = f"is number {place} of {count} in its batch, where number {expected} was due"
            self._say("batch", position, what, entry["stream"])
        self._adrift = False
        self._batch = Batch(max(position - place + 1, 1), place - 1, count, entry)
        return self._batch

    def _say_unlike(self, position: int, entry: Json, batch: Batch) -> None:
        head = batch.head or entry
        for field in _SAME_IN_A_BATCH:
            if entry[field] != head[field]:
                self._say("batch", position, f"has another {field} than the rest of its batch", entry["stream"])

    def _close(self, position: int) -> None:
        """Ends the batch here if it is whole, and holds it against the checkpoint."""
        for stray in self._checkpoints.before(position):
            self._stray(stray, "is of no batch's end")
        checkpoint, batch = self._checkpoints.at(position), self._batch
        if batch and (batch.place == batch.count or (batch.count is None and checkpoint)):
            if batch.head:
                self._commands.add(bytes.fromhex(batch.head["cmd"]))
            self._sealing.seal(position, batch, checkpoint, self._streams)
            self._batch = None
        elif checkpoint:
            self._stray(checkpoint, "stands in the middle of a batch")

    def _stray(self, checkpoint: RawCheckpoint, what: str) -> None:
        self._counts.checkpoints += 1
        size = checkpoint.size
        self._findings.add("checkpoint", f"The checkpoint of {size} entries {what}.", size, column="checkpoint.size")

    # The whole.

    def _compare_memory(self) -> None:
        size, root = self._memory or (0, b"")
        if self._size == size and not self._tree.blind and root not in self._tree.roots():
            what = f"The first {size} entries are not those that this terminal remembers."
            self._findings.add("fork", what, 1, until=size)

    def _finish(self) -> None:
        self._sealing.flush()
        if self._batch and self._batch.count:
            what = f"The last batch has {self._batch.place} of {self._batch.count} entries."
            self._findings.add("batch", what, self._batch.first, until=self._size)
        self._end_of_log()
        for reference, what in self._streams.compare(self._evidence.minted()):
            self._findings.add("number", what, reference=reference, column="minted.last")
        self._texts.finish()
        self._name_repeats()
        self._sealing.say_unproven(self._remarks)
        for fault in self._evidence.faults():
            adding = self._remarks if fault.kind == "wal" else self._findings
            adding.add(fault.kind, fault.what, fault.position, column=fault.column)

    def _end_of_log(self) -> None:
        """Nothing may show that there were more entries."""
        sealed = max((checkpoint.size for checkpoint in self._checkpoints.rest()), default=0)
        if sealed:
            what = f"There is a checkpoint of {sealed} entries: {spoken(self._size + 1, sealed)} missing."
            self._findings.add("missing", what, self._size + 1, until=sealed, column="entry.position")
        if not self._size:
            self._findings.add("opening", "There are no entries.")
        remembered = self._memory[0] if self._memory else 0
        if remembered > self._size:
            what = f"This terminal has seen {remembered} entries, and there are {self._size}."
            self._findings.add("cut", what, self._size + 1, until=remembered)

    def _name_repeats(self) -> None:
        """What was used twice is known by its mark only; where, takes a second look, which few ledgers need."""
        commands, texts = self._commands.repeated(), self._texts.repeated()
        seen: set[int] = set()
        for row in self._evidence.entries() if commands or texts else ():
            try:
                stored = row.stored if isinstance(row.stored, bytes) else b""
                entry = parse_entry(stored)
            except Malformed:
                continue
            for mark in self._texts.repeats(stored, texts):
                if mark in seen:
                    self._say("text-repeated", row.position, "commits to a text of an earlier entry", entry["stream"])
                seen.add(mark)
            mark = self._commands.mark(bytes.fromhex(entry["cmd"]))
            if mark in commands and entry["batch"][0] == 1:
                if mark in seen:
                    self._say("command", row.position, "begins a second batch of one command", entry["stream"])
                seen.add(mark)

    def _say(
        self, kind: str, position: int, what: str, reference: str | None = None, column: str = "entry.bytes"
    ) -> None:
        self._findings.add(kind, f"E-{position} {what}.", position, reference=reference, column=column)

    def _verdict(self) -> Verdict:
        roots = self._tree.roots()
        return Verdict(
            findings=self._dated(self._findings),
            remarks=self._dated(self._remarks),
            more=self._findings.more() | self._remarks.more(),
            size=self._size,
            root=roots[0] if roots else None,
            origin=self._roll.origin,
            fictitious=self._fictitious,
            first_key=self._first_key,
            counts=self._counts,
            signers=tuple(
                Signer(key.fingerprint, key.person, tuple(sorted(key.rights)), key.since, key.until,
                       self._batches.of(key.number))
                for key in self._roll.keys.values()
            ),
            unprotected=unprotected(self._memory is not None, self._expected_key is not None),
        )  # fmt: skip

    def _dated(self, findings: Findings) -> tuple[Finding, ...]:
        """In the order of the log, each with the last checkpoint before it that holds."""
        dated = (replace(finding, held=self._batches.held(finding.position)) for finding in findings.kept)
        return tuple(sorted(dated, key=lambda finding: finding.position or self._size + 1))
