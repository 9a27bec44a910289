"""Tiling: batches follow one another without a gap, each of one command, key, person and time, and each is sealed."""

from collections.abc import Iterable, Iterator

from ledger.proofs.entry import Json
from ledger.proofs.evidence import RawCheckpoint
from ledger.proofs.judging import Part
from ledger.proofs.marks import Marks
from ledger.proofs.seals import Batch, Checkpoints, Sealing, spoken
from ledger.proofs.streams import Streams
from ledger.proofs.verdict import Counts, Findings

_SAME_IN_A_BATCH = ("cmd", "key", "recorded_by", "at")


class Tiling:
    """Takes the entries in order, None for one that cannot be read; ``finish`` once all were taken."""

    def __init__(
        self, findings: Findings, counts: Counts, sealing: Sealing, streams: Streams,
        checkpoints: Iterable[RawCheckpoint],
    ) -> None:  # fmt: skip
        self._findings, self._counts = findings, counts
        self._sealing, self._streams = sealing, streams
        self._checkpoints = Checkpoints(checkpoints)
        self._commands = Marks()
        self._batch: Batch | None = None
        self._adrift = False  # just after a gap, so that a batch may begin in its middle

    def miss(self, position: int) -> None:
        """The entries up to ``position`` are missing."""
        for _ in self._checkpoints.before(position):
            pass  # their entries are missing, which is said already
        self._batch, self._adrift = None, True

    def take(self, position: int, entry: Json | None) -> None:
        """One more entry, and the end of its batch if it is the last."""
        self._place(position, entry)
        self._close(position)

    def goes_on(self, part: Part) -> bool:
        """Whether a part of a batch can come next; if not, its entries have to be taken singly."""
        batch = self._batch
        if batch is None:
            return part.place == 1
        if batch.head is None or batch.about_keys or part.place != batch.place + 1:
            return False
        return part.shared == (*(batch.head[field] for field in _SAME_IN_A_BATCH), batch.head["batch"][1])

    def take_part(self, position: int, part: Part) -> None:
        """Such a part, ``position`` being that of its first entry; and the end of its batch if it goes so far."""
        if self._batch is None:
            *same, count = part.shared
            head = dict(zip(_SAME_IN_A_BATCH, same, strict=True)) | {"stream": part.stream, "batch": [1, count]}
            self._batch = Batch(position, 0, count, head)
            self._adrift = False
        self._batch.place += part.size
        self._batch.rights.setdefault("record", position)
        self._close(position + part.size - 1)

    def finish(self, size: int) -> None:
        """The end of the log, which has ``size`` entries."""
        self._sealing.flush()
        if self._batch and self._batch.count:
            what = f"The last batch has {self._batch.place} of {self._batch.count} entries."
            self._findings.add("batch", what, self._batch.first, until=size)
        sealed = max((checkpoint.size for checkpoint in self._checkpoints.rest()), default=0)
        if sealed:
            what = f"There is a checkpoint of {sealed} entries: {spoken(size + 1, sealed)} missing."
            self._findings.add("missing", what, size + 1, until=sealed, column="entry.position")

    def repeated(self) -> set[int]:
        """Marks of the commands that were used for more than one batch."""
        return self._commands.repeated()

    def repeats(self, entry: Json, repeated: set[int]) -> Iterator[bytes]:
        """The command of an entry that begins a batch, if its mark is one of these."""
        command = bytes.fromhex(entry["cmd"])
        if entry["batch"][0] == 1 and self._commands.mark(command) in repeated:
            yield command

    def _place(self, position: int, entry: Json | None) -> None:
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
            self._stray(stray)
        checkpoint, batch = self._checkpoints.at(position), self._batch
        if batch and (batch.place == batch.count or (batch.count is None and checkpoint)):
            if batch.head:
                self._commands.add(bytes.fromhex(batch.head["cmd"]))
            self._sealing.seal(position, batch, checkpoint, self._streams)
            self._batch = None
        elif checkpoint:
            self._stray(checkpoint)

    def _stray(self, checkpoint: RawCheckpoint) -> None:
        self._counts.checkpoints += 1
        what = f"The checkpoint of {checkpoint.size} entries is of no batch's end."
        self._findings.add("checkpoint", what, checkpoint.size, column="checkpoint.size")

    def _say(self, kind: str, position: int, what: str, reference: str) -> None:
        self._findings.add(kind, f"E-{position} {what}.", position, reference=reference, column="entry.bytes")
