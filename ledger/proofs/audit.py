"""The audit: everything about a ledger that can be recomputed, recomputed from its rows.

It trusts no column, no stored hash and no program that wrote them. In one pass, in bounded memory, each entry is held
to the format, hashed and put into the tree; batches must tile the log, and each must end in a checkpoint of exactly
that tree, signed by the key which its entries name, enrolled before it for the person that they name, with the right
that they need. Texts are compared with what entries commit to. docs/proof-format.md says all of it for implementers.

What is found is named, located and dated (``verdict.Finding``). Entries of which there is nothing to say are judged
and taken by pages, all others singly; both ways come to the same. ``share`` may hand pages to several processors, and
``verify`` signatures, which are checked in groups, late.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import accumulate

from ledger.proofs.batches import Batches
from ledger.proofs.entry import Json, Malformed, parse_entry
from ledger.proofs.erasures import NOUN as ERASING
from ledger.proofs.erasures import Erasures
from ledger.proofs.evidence import Evidence, RawEntry, plain
from ledger.proofs.facts import Facts
from ledger.proofs.judging import PAGE, Judgement, Run, Share, judge_here, judged_by
from ledger.proofs.keys import Roll
from ledger.proofs.limits import unprotected
from ledger.proofs.outside import NOUNS as OUTSIDE
from ledger.proofs.outside import Outside
from ledger.proofs.policy import Policy
from ledger.proofs.regular import Understand
from ledger.proofs.retrace import Retrace
from ledger.proofs.seals import Sealing, Verify, spoken
from ledger.proofs.texts import Texts
from ledger.proofs.tiling import Tiling
from ledger.proofs.tree import leaf_hash
from ledger.proofs.verdict import Counts, Finding, Findings, Signer, Verdict
from ledger.proofs.verifying import verify_here


def understand_anything(entry: Json) -> None:
    """Nothing is wrong with what an entry says: the format does not know."""


def audit(
    evidence: Evidence,
    *,
    memory: tuple[int, bytes] | None = None,
    first_key: str | None = None,
    now: str | None = None,
    verify: Verify = verify_here,
    share: Share = judge_here,
    understand: Understand = understand_anything,
    policy: Policy | None = None,
    progress: Callable[[int], None] = lambda entries: None,
) -> Verdict:
    """The verdict on a ledger.

    ``memory``: the (size, root) that this terminal last saw of it; ``first_key``: the fingerprint of the key that is
    known to have opened it; ``now``: the present, written as entries write it. Each is compared where it is given.
    ``share`` sees to where pages are judged. ``understand`` knows the types of event, which the format does not
    (``ledger.codec.understand``). ``policy``: whose countersignatures the auditor wants. ``progress`` is told how many
    entries were gone through, now and then.
    """
    return _Audit(evidence, memory, first_key, now, verify, share, understand, policy).run(progress)


class _Audit:
    def __init__(
        self, evidence: Evidence, memory: tuple[int, bytes] | None, first_key: str | None, now: str | None,
        verify: Verify, share: Share, understand: Understand, policy: Policy | None,
    ) -> None:  # fmt: skip
        self._evidence, self._memory, self._expected_key = evidence, memory, first_key
        findings, remarks, counts = Findings(), Findings(), Counts()
        self._findings, self._remarks, self._counts = findings, remarks, counts
        self._tree, self._roll, self._batches = Retrace(evidence.hashes), Roll(), Batches()
        self._facts = Facts(evidence, findings, remarks, counts, self._roll, understand, now, first_key)
        self._texts, self._erasures = Texts(evidence, findings, counts), Erasures(evidence, findings, remarks)
        self._outside = Outside(evidence, findings, policy)
        self._sealing = Sealing(findings, counts, self._roll, self._batches, self._tree, verify)
        self._tiling = Tiling(findings, counts, self._sealing, self._facts.streams, evidence.checkpoints())
        self._understand, self._share = understand, share
        self._size = 0

    def run(self, progress: Callable[[int], None]) -> Verdict:
        for rows in self._read():
            for row in rows:
                self._row(row)
            progress(self._size)
        self._finish()
        return self._verdict()

    # Many rows.

    def _read(self) -> Iterator[Sequence[RawEntry]]:
        """The rows that have to be taken singly, in their order with those that are taken meanwhile."""
        pages = self._evidence.places(PAGE)
        if pages is None:
            yield from self._evidence.pages()
            return
        judge = judged_by(self._evidence.again(), self._understand, PAGE)
        for page, judgement in zip(pages, self._share(judge, pages), strict=True):
            after = page.start
            for run in self._runs(judgement):
                yield from self._rows(after, run.places.start)
                after = run.places.stop if self._run(run) else run.places.start
            yield from self._rows(after, page.stop)

    def _rows(self, first: int, stop: int) -> Iterable[Sequence[RawEntry]]:
        return self._evidence.pages(range(first, stop)) if first < stop else [()]

    def _runs(self, judgement: Judgement | None) -> Sequence[Run]:
        """What was judged of a page, if the page comes next."""
        if judgement is None or judgement.places.start != self._size + 1:
            return ()
        return judgement.runs if self._tree.begin(judgement.places, judgement.root, judgement.above) else ()

    def _run(self, run: Run) -> bool:
        """Takes entries of which there is nothing to say by themselves; False, and none is taken, if there is."""
        position = run.places.start
        if not self._tree.goes_on(position) or not self._tiling.goes_on(run.parts[0]) or self._remembered_inside(run):
            return False
        if not self._facts.take_run(run):
            return False
        self._texts.take_settled(run.texts)
        for row in (row for unsettled in run.unsettled if (row := self._evidence.entry(unsettled))):
            self._texts.take(row.position, _bytes(row.stored), str(plain(row.stream)))
        for part in run.parts:
            self._size = position + part.size - 1
            self._tree.take_part(self._size, part.edge)
            self._compare_memory()
            self._tiling.take_part(position, part)
            position += part.size
        self._counts.entries += len(run.places)
        return True

    def _remembered_inside(self, run: Run) -> bool:
        """Whether what this terminal remembers ends within a part."""
        size = (self._memory or (0,))[0]
        ends = accumulate((part.size for part in run.parts), initial=run.places.start - 1)
        return size in run.places and size not in ends

    # One row.

    def _row(self, row: RawEntry) -> None:
        position = row.position
        if position != self._size + 1 and not self._gap(position):
            return
        self._size = position
        self._counts.entries += 1
        entry = self._parsed(row)
        stored = _bytes(row.stored)
        self._tree.take(position, leaf_hash(stored), row.hashes, str(plain(row.stream)))
        self._compare_memory()
        if entry is not None:
            self._facts.take(row, entry)
            self._texts.take(position, stored, entry["stream"])
            if entry["type"].startswith(ERASING):
                self._erasures.take(position, entry)
            elif entry["type"].startswith(OUTSIDE):
                self._outside.take(position, entry)
        self._tiling.take(position, entry)

    def _gap(self, position: int) -> bool:
        """Entries are missing before this row; False if the row has no place in a log at all."""
        first, last = self._size + 1, position - 1
        if position < first:
            self._findings.add("missing", f"A row stands at position {position}.", position, column="entry.position")
            return False
        what = f"{spoken(first, last)} missing."
        self._findings.add("missing", what, first, until=last, column="entry.position")
        self._tree.miss(first, last)
        self._tiling.miss(position)
        return True

    def _parsed(self, row: RawEntry) -> Json | None:
        if not isinstance(row.stored, bytes):
            self._say(row.position, "holds no bytes, or too many to be an entry")
            return None
        try:
            return parse_entry(row.stored)
        except Malformed as error:
            self._say(row.position, f"is malformed: {error}")
            return None

    def _say(self, position: int, what: str) -> None:
        self._findings.add("entry", f"E-{position} {what}.", position, column="entry.bytes")

    # The whole.

    def _compare_memory(self) -> None:
        size, root = self._memory or (0, b"")
        if self._size == size and not self._tree.blind and root not in self._tree.roots():
            what = f"The first {size} entries are not those that this terminal remembers."
            self._findings.add("fork", what, 1, until=size)

    def _finish(self) -> None:
        self._tiling.finish(self._size)
        self._end_of_log()
        for reference, what in self._facts.streams.compare(self._evidence.minted()):
            self._findings.add("number", what, reference=reference, column="minted.last")
        unproven = self._sealing.unproven()
        doubtful = {end for ends in unproven.values() for end in ends}
        self._texts.finish(self._erasures.standing(lambda position: self._stands(position, doubtful)))
        self._outside.finish(self._roll.origin, self._roots(), lambda position: self._stands(position, doubtful))
        self._name_repeats()
        self._sealing.say_unproven(unproven, self._remarks)
        for fault in self._evidence.faults():
            adding = self._remarks if fault.kind == "wal" else self._findings
            adding.add(fault.kind, fault.what, fault.position, column=fault.column)

    def _stands(self, position: int, doubtful: set[int]) -> bool:
        """Whether an entry's batch is soundly sealed by a proven author."""
        end = self._batches.end_of(position)
        return self._batches.is_good(end) and end not in doubtful

    def _roots(self) -> dict[int, object]:
        """The root of each tree that somebody outside is said to have signed, as far as it is known."""
        wanted = self._outside.sizes
        roots: dict[int, object] = {size: self._tree.root_of(size) for size in wanted if size <= self._size}
        for checkpoint in self._evidence.checkpoints() if wanted else ():
            if checkpoint.size in wanted and self._batches.is_good(checkpoint.size):
                roots[checkpoint.size] = checkpoint.root  # sealed, whatever became of the stored hashes
        return roots

    def _end_of_log(self) -> None:
        """Nothing may show that there were more entries."""
        if not self._size:
            self._findings.add("opening", "There are no entries.")
        remembered = self._memory[0] if self._memory else 0
        if remembered > self._size:
            what = f"This terminal has seen {remembered} entries, and there are {self._size}."
            self._findings.add("cut", what, self._size + 1, until=remembered)

    def _name_repeats(self) -> None:
        """What was used twice is known by its mark only; where, takes a second look, which few ledgers need."""
        commands, texts = self._tiling.repeated(), self._texts.repeated()
        seen: set[bytes] = set()
        for row in (row for page in self._evidence.pages() for row in page) if commands or texts else ():
            stored = _bytes(row.stored)
            with suppress(Malformed):
                entry = parse_entry(stored)
                for text in self._texts.repeats(stored, texts):
                    if text in seen:
                        self._say_repeat("text-repeated", row.position, "commits to a text of an earlier entry", entry)
                    seen.add(text)
                for command in self._tiling.repeats(entry, commands):
                    if command in seen:
                        self._say_repeat("command", row.position, "begins a second batch of one command", entry)
                    seen.add(command)

    def _say_repeat(self, kind: str, position: int, what: str, entry: Json) -> None:
        reference = entry["stream"]
        self._findings.add(kind, f"E-{position} {what}.", position, reference=reference, column="entry.bytes")

    def _verdict(self) -> Verdict:
        roots, protected = self._tree.roots(), self._outside.protected()
        return Verdict(
            findings=self._dated(self._findings),
            remarks=self._dated(self._remarks),
            more=self._findings.more() | self._remarks.more(),
            size=self._size,
            root=roots[0] if roots else None,
            origin=self._roll.origin,
            fictitious=self._facts.fictitious,
            first_key=self._facts.first_key,
            counts=self._counts,
            signers=tuple(
                Signer(key.fingerprint, key.person, tuple(sorted(key.rights)), key.since, key.until,
                       self._batches.of(key.number))
                for key in self._roll.keys.values()
            ),
            protected=protected,
            met=self._outside.met(),
            unprotected=unprotected(
                self._size, protected, self._counts.before, kept=bool(self._outside.sizes),
                compared=self._expected_key is not None, remembered=self._memory is not None,
            ),
        )  # fmt: skip

    def _dated(self, findings: Findings) -> tuple[Finding, ...]:
        """In the order of the log, each with the last checkpoint before it that holds."""
        dated = (replace(finding, held=self._batches.held(finding.position)) for finding in findings.kept)
        return tuple(sorted(dated, key=lambda finding: finding.position or self._size + 1))


def _bytes(stored: object) -> bytes:
    return stored if isinstance(stored, bytes) else b""
