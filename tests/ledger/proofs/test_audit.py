"""The audit over rows in memory: no file, no store, no event classes; and the pieces that it is made of."""

from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ledger.proofs.audit import audit
from ledger.proofs.entry import FORMAT, canonical
from ledger.proofs.evidence import Again, Fault, RawCheckpoint, RawEntry, RawText, VaultRow
from ledger.proofs.note import Checkpoint, fingerprint, vkey
from ledger.proofs.tree import EMPTY_ROOT, Frontier, leaf_hash
from ledger.proofs.verdict import KINDS, Verdict
from ledger.proofs.verifying import verify_here

ORIGIN = "rows.0123456789abcdef"
KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
PUBLIC = KEY.public_key().public_bytes_raw()
RIGHTS = ["enrol", "erase", "keep", "record"]


@dataclass
class Rows:
    """A ledger as lists: one entry a batch, each about another minute, every tenth with a text."""

    entries_: list[RawEntry] = field(default_factory=list)
    checkpoints_: list[RawCheckpoint] = field(default_factory=list)
    vault: dict[bytes, RawText] = field(default_factory=dict)
    minted_: dict[object, object] = field(default_factory=dict)
    faults_: list[Fault] = field(default_factory=list)
    tree: Frontier = field(default_factory=Frontier)
    page: int = 100

    def again(self) -> Again:
        return lambda: nullcontext(self)

    def places(self, page: int) -> list[range]:
        last = max((row.position for row in self.entries_), default=0)
        starts = sorted({(row.position - 1) // page * page + 1 for row in self.entries_})
        return [range(start, min(start + page, last + 1)) for start in starts]

    def kept(self) -> int | None:
        return len(self.vault)

    def rows(self, places: range) -> list[list[RawEntry]]:
        return self.pages(places)

    def texts_around(self, commitment: bytes, before: int, most: int) -> list[VaultRow]:
        [rows] = self.texts()
        start = next((number for number, row in enumerate(rows) if row.commitment == commitment), len(rows))
        return rows[max(start - before, 0) : start + most] if start < len(rows) else []

    def pages(self, places: range | None = None) -> list[list[RawEntry]]:
        rows = [_as_bytes(row) for row in self.entries_ if places is None or row.position in places]
        return [rows[start : start + self.page] for start in range(0, len(rows), self.page)]

    def checkpoints(self) -> list[RawCheckpoint]:
        return self.checkpoints_

    def entry(self, position: int) -> RawEntry | None:
        return next((_as_bytes(row) for row in self.entries_ if row.position == position), None)

    def hashes(self, position: int) -> bytes | None:
        found = [row.hashes for row in self.entries_ if row.position == position]
        return found[0] if found and isinstance(found[0], bytes) else None

    def text(self, commitment: bytes) -> RawText | None:
        return self.vault.get(commitment)

    def texts(self) -> list[list[VaultRow]]:
        return [[VaultRow(number, key, *row) for number, (key, row) in enumerate(self.vault.items())]]

    def minted(self) -> Iterable[tuple[object, object]]:
        return self.minted_.items()

    def faults(self) -> list[Fault]:
        return self.faults_

    def add(self, stream: str, version: int, type_name: str, data: dict[str, Any], **fields: Any) -> None:
        """One more entry, sealed."""
        position = len(self.entries_) + 1
        entry = {
            "afi": FORMAT, "at": f"2026-01-01T00:{position // 60:02}:{position % 60:02}.000000Z", "batch": [1, 1],
            "cmd": f"{position:032x}", "data": data, "key": fingerprint(PUBLIC), "on": {"from": "2018", "to": "2018"},
            "recorded_by": "PER-1", "said_by": "PER-1", "stream": stream, "type": type_name, "v": 1, "version": version,
        }  # fmt: skip
        stored = canonical(entry | fields)
        hashes = self.tree.append(leaf_hash(stored))
        self.entries_.append(RawEntry(position, stream, version, type_name, entry["cmd"], stored, hashes))
        root, name = self.tree.root(), bytes.fromhex(fingerprint(PUBLIC))
        signature = KEY.sign(Checkpoint(ORIGIN, position, root).body())
        self.checkpoints_.append(RawCheckpoint(position, root, name, signature))

    def keep(self, text: bytes) -> dict[str, str]:
        """A text in the vault, and what an entry holds of it."""
        salt = len(self.vault).to_bytes(16, "big")
        commitment = sha256(salt + text)
        self.vault[commitment.digest()] = RawText(salt, text)
        return {"prose": commitment.hexdigest()}


def _as_bytes(row: RawEntry) -> RawEntry:
    """A row as a store gives it."""
    columns = (each.encode() if isinstance(each, str) else each for each in row)
    return RawEntry._make(columns)


def opening(**more: Any) -> dict[str, Any]:
    """The data of entry 1."""
    keys = [{"person": "PER-1", "rights": RIGHTS, "vkey": vkey(ORIGIN, PUBLIC)}]
    return {"hash": "sha256", "keys": keys, "origin": ORIGIN} | more


def ledger(size: int) -> Rows:
    """A ledger of so many entries (at least 2): the opening with a person, and notes about one improvement."""
    minted: dict[object, object] = {"PER": 1, "AFI": 1} if size > 2 else {"PER": 1}
    rows = Rows(minted_=minted)
    rows.add("LEDGER", 1, "ledger.opened", opening(), batch=[1, 2], cmd="f" * 32, at="2026-01-01T00:00:01.000000Z")
    rows.checkpoints_.clear()
    rows.add("PER-1", 1, "person.added", {}, batch=[2, 2], cmd="f" * 32, at="2026-01-01T00:00:01.000000Z")
    rows.entries_ = [row._replace(command="f" * 32) for row in rows.entries_]
    for version in range(1, size - 1):
        data = {"text": rows.keep(b"text")} if version % 10 == 0 else {}
        rows.add("AFI-1", version, "improvement.noted", data)
    return rows


def edit(rows: Rows, position: int) -> None:
    """Changes an entry's bytes and nothing else."""
    [place] = [place for place, row in enumerate(rows.entries_) if row.position == position]
    row = rows.entries_[place]
    assert isinstance(row.stored, bytes)
    stored = row.stored.replace(b'"said_by":"PER-1"', b'"said_by":"ORG-1"')
    rows.entries_[place] = row._replace(stored=stored)


def found(verdict: Verdict) -> list[tuple[str, int | None, int | None]]:
    """Each finding's kind, position and last checkpoint that holds."""
    return [(each.kind, each.position, each.held.size if each.held else None) for each in verdict.findings]


def test_a_ledger_of_rows_is_sound() -> None:
    """Any source of rows can be audited."""
    verdict = audit(ledger(25))
    assert verdict.sound and verdict.size == 25 and verdict.counts.signatures == 24
    assert verdict.first_key == fingerprint(PUBLIC) and not verdict.fictitious


@pytest.mark.parametrize("size", range(2, 18))
def test_every_entry_edited(size: int) -> None:
    """In ledgers of many shapes an edit of any one entry is found, in that entry, and nowhere else."""
    for position in range(3, size + 1):
        rows = ledger(size)
        row = rows.entries_[position - 1]
        assert isinstance(row.stored, bytes)
        rows.entries_[position - 1] = row._replace(
            stored=row.stored.replace(b'"said_by":"PER-1"', b'"said_by":"ORG-1"')
        )
        assert found(audit(rows)) == [("edited", position, position - 1)]


@pytest.mark.parametrize("size", [3, 4, 8, 9, 15, 17])
def test_every_row_of_hashes_edited(size: int) -> None:
    """Hashes that were altered beside entries that were not are told apart by the next checkpoint."""
    for position in range(3, size + 1):
        rows = ledger(size)
        row = rows.entries_[position - 1]
        assert isinstance(row.hashes, bytes)
        for hashes in (b"", row.hashes[:-1] + b"\0\0"[:1], bytes(len(row.hashes)), row.hashes * 2, None):
            rows.entries_[position - 1] = row._replace(hashes=hashes)
            assert found(audit(rows)) == [("hashes", position, position - 1)]


@pytest.mark.parametrize("size", range(4, 18))
def test_every_row_deleted(size: int) -> None:
    """A missing row is found; what follows is checked as soon as stored nodes span the gap."""
    for position in range(4, size):
        rows = ledger(size)
        del rows.entries_[position - 1]
        assert found(audit(rows))[0] == ("missing", position, position - 1)
        if position + (position & -position) < size:
            edit(rows, size)
            assert ("edited", size, size - 1) in found(audit(rows))


def test_two_edits_are_two_findings() -> None:
    """What lies between two edits is still held by the checkpoints between them."""
    rows = ledger(19)
    for position in (5, 12):
        row = rows.entries_[position - 1]
        assert isinstance(row.stored, bytes)
        rows.entries_[position - 1] = row._replace(
            stored=row.stored.replace(b'"said_by":"PER-1"', b'"said_by":"ORG-1"')
        )
    assert found(audit(rows)) == [("edited", 5, 4), ("edited", 12, 11)]


def test_signatures_are_checked_in_groups() -> None:
    """The caller may spread them over processors; an answer of no is that checkpoint's finding."""
    groups: list[int] = []

    def verify(signed: Sequence[tuple[bytes, bytes, bytes]]) -> list[bool]:
        groups.append(len(signed))
        return [body.split(b"\n")[1] != b"7" for _, body, _ in signed]

    assert found(audit(ledger(12), verify=verify)) == [("signature", 7, 6)]
    assert groups == [11]
    assert verify_here([(PUBLIC, b"a\n", KEY.sign(b"a\n")), (PUBLIC, b"b\n", KEY.sign(b"a\n"))]) == [True, False]


def test_what_a_store_found_is_part_of_the_verdict() -> None:
    """Faults come with the findings; a -wal that is there is a remark."""
    rows = ledger(3)
    rows.faults_ = [Fault("file", "It is damaged.", 2, "entry"), Fault("wal", "There is one.")]
    verdict = audit(rows)
    assert found(verdict) == [("file", 2, None)] and [remark.kind for remark in verdict.remarks] == ["wal"]
    assert {finding.kind for finding in (*verdict.findings, *verdict.remarks)} <= KINDS.keys()


def test_rows_that_are_nothing() -> None:
    """Rows of every wrong type are findings, not errors."""
    for odd in (None, 7, 1.5, "text", b"\xff"):
        rows = ledger(6)
        rows.entries_[3] = RawEntry(4, odd, odd, odd, odd, odd, odd)
        rows.checkpoints_[2] = RawCheckpoint(4, odd, odd, odd)
        rows.vault[b"k"] = RawText(odd, odd)
        rows.minted_[odd] = odd
        assert {"entry", "number", "text-surplus"} <= {finding.kind for finding in audit(rows).findings}
    assert {kind for kind, _, _ in found(audit(Rows()))} == {"opening"}
    assert audit(Rows()).root == EMPTY_ROOT


def test_positions_and_sizes_out_of_place() -> None:
    """Rows at no possible position, and checkpoints of nothing or of more than there is."""
    rows = ledger(4)
    rows.entries_.insert(0, rows.entries_[0]._replace(position=-5))
    rows.checkpoints_.insert(0, RawCheckpoint(-1, b"", b"", b""))
    rows.checkpoints_.append(RawCheckpoint(2**62, b"", b"", b""))
    assert [each[:2] for each in found(audit(rows))] == [("missing", -5), ("checkpoint", -1), ("missing", 5)]
    rows = ledger(4)
    rows.entries_.append(rows.entries_[3]._replace(position=2**62))
    assert ("missing", 5, 4) in found(audit(rows))
