"""The tamper gallery: every way we know to falsify a ledger file is named, located and dated by the audit.

The forger here has the file, SQLite and this program's own code. He drops the triggers, edits, recomputes what he
can, and puts the triggers back to the letter. He signs only with keys that he has. Not here, because they are not in
this file: a paper's figure, countersignatures, evidence files, an edited read model (its own test).
"""

import json
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

import pytest

from ledger import keyring
from ledger.beginning import begin
from ledger.codec import Happened
from ledger.days import Span
from ledger.draft import Draft, Saying
from ledger.events import Prose
from ledger.events.improvement import ImprovementAssigned, ImprovementNoted, ImprovementRaised
from ledger.events.inspection import InspectionOpened
from ledger.events.key import KeyEnrolled, KeyRetired, KeyRevoked
from ledger.events.ledger import FirstKey, LedgerOpened
from ledger.events.organisation import OrganisationAdded
from ledger.events.person import PersonAdded
from ledger.events.post import PostCreated
from ledger.proofs import note
from ledger.proofs.audit import audit
from ledger.proofs.entry import canonical
from ledger.proofs.note import Checkpoint, vkey
from ledger.proofs.tree import EMPTY_ROOT, Frontier, leaf_hash
from ledger.proofs.verdict import Finding, Held, Verdict
from ledger.recording import Ledger
from ledger.stores.evidence import open_evidence
from ledger.stores.file import SCHEMA
from ledger.stores.log import Log
from ledger.vocabulary import Right

ORIGIN = "gallery.0123456789abcdef"
ON = Saying(Happened(Span.on("2018-03-22")))
EVERY = tuple(sorted(Right))
TRIGGERS = [text for text in SCHEMA if text.startswith("CREATE TRIGGER")]


class People(NamedTuple):
    """Whose keys are enrolled: Alice and Bob keep the ledger, Eve may record; nobody knows Mallory's."""

    alice: keyring.Key
    bob: keyring.Key
    eve: keyring.Key
    mallory: keyring.Key


@dataclass(frozen=True)
class World:
    """A ledger that was recorded by the program, and a place to spoil copies of it."""

    path: Path
    people: People
    folder: Path

    def copy(self, name: str = "copy.ledger") -> Path:
        """A copy to spoil."""
        return Path(shutil.copy(self.path, self.folder / name))


def first_batch(people: People) -> Callable[[Draft], None]:
    """The opening, and the people and bodies that it names."""

    def plan(draft: Draft) -> None:
        key = FirstKey(vkey=vkey(ORIGIN, people.alice.public), person="PER-1", rights=EVERY)
        draft.add(LedgerOpened(hash="sha256", origin=ORIGIN, keys=(key,), fictitious=1), ON)
        draft.add(PersonAdded(name=Prose("Alice")), ON)
        draft.add(PersonAdded(name=Prose("Bob")), ON)
        draft.add(PersonAdded(name=Prose("Eve")), ON)
        draft.add(OrganisationAdded(kind="inspectorate", name=Prose("HMICFRS")), ON)
        draft.add(OrganisationAdded(kind="force", name=Prose("Cambridgeshire Constabulary")), ON)

    return plan


def enrolments(people: People) -> Callable[[Draft], None]:
    """Bob's key with every right, and Eve's, who may record."""

    def plan(draft: Draft) -> None:
        draft.add(KeyEnrolled(vkey=vkey(ORIGIN, people.bob.public), person="PER-2", rights=EVERY), ON)
        draft.add(KeyEnrolled(vkey=vkey(ORIGIN, people.eve.public), person="PER-3", rights=(Right.RECORD,)), ON)

    return plan


def inspection(draft: Draft) -> None:
    """An inspection and a post."""
    draft.add(
        InspectionOpened(
            title=Prose("PEEL 2018"), programme="peel", framework="peel_2018_2019", cycle=2018, scale="four_tier",
            inspectorate="ORG-1", forces=("ORG-2",),
        ),
        ON,
    )  # fmt: skip
    draft.add(PostCreated(title=Prose("Head of Custody"), organisation="ORG-2"), ON)


def raising(number: int) -> Callable[[Draft], str]:
    """One more improvement."""
    return lambda draft: draft.add(
        ImprovementRaised(kind="area_for_improvement", inspection="INS-1", force="ORG-2", text=Prose(f"Improve {number}")),
        ON,
    )


def noting(reference: str, text: str) -> Callable[[Draft], str]:
    """A note about an improvement."""
    return lambda draft: draft.add(ImprovementNoted(text=Prose(text)), ON, reference)


def both(*plans: Callable[[Draft], object]) -> Callable[[Draft], None]:
    """Several plans as one command."""

    def plan(draft: Draft) -> None:
        for each in plans:
            each(draft)

    return plan


def record(path: Path, signer: keyring.Key, *plans: Callable[[Draft], object]) -> None:
    """Records each plan by the program, as one command each."""
    with Ledger(path, signer) as ledger:
        for plan in plans:
            ledger.record(plan)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, People]]:
    """The ledger: 24 entries in 13 batches."""
    folder = tmp_path_factory.mktemp("gallery")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AFI_HOME", str(folder / "home"))
        people = People(*(keyring.create(ORIGIN, bytes([number]) * 32) for number in range(1, 5)))
        path = folder / "afi.ledger"
        begin(path, people.alice, first_batch(people))  # E-1 to E-6
        record(path, people.alice, enrolments(people), inspection)  # E-7, E-8; E-9, E-10
        record(path, people.eve, both(raising(1), raising(2)), raising(3))  # E-11, E-12; E-13
        record(path, people.bob, noting("AFI-1", "Begun"), noting("AFI-2", "Begun"))  # E-14; E-15
        assigned = ImprovementAssigned(owner="POST-1")
        owning = [lambda draft, to=f"AFI-{n}": draft.add(assigned, ON, to) for n in (1, 2, 3)]
        record(path, people.alice, both(*owning))  # E-16 to E-18
        record(path, people.eve, noting("AFI-3", "Half way"))  # E-19
        record(path, people.alice, noting("AFI-1", "Nearly"), noting("AFI-2", "Nearly"))  # E-20; E-21
        record(path, people.bob, both(noting("AFI-3", "Nearly"), noting("AFI-1", "Done")))  # E-22, E-23
        record(path, people.alice, noting("AFI-2", "Done"))  # E-24
        yield path, people


@pytest.fixture
def world(made: tuple[Path, People], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """The ledger, and a terminal of its own for each test."""
    path, people = made
    monkeypatch.setenv("AFI_HOME", str(path.parent / "home"))
    return World(path, people, tmp_path)


class Forger:
    """Edits a ledger file by SQL, leaving no trace in the schema."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> Self:
        self.sql = sqlite3.connect(self.path, isolation_level=None)
        for trigger in TRIGGERS:
            self.sql.execute(f"DROP TRIGGER {trigger.split()[2]}")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for trigger in TRIGGERS:
            self.sql.execute(trigger)
        self.sql.close()

    def size(self) -> int:
        """How many entries there are."""
        return int(self.sql.execute("SELECT max(position) FROM entry").fetchone()[0])

    def bytes(self, position: int) -> bytes:
        """An entry as stored."""
        return bytes(self.sql.execute("SELECT bytes FROM entry WHERE position = ?", (position,)).fetchone()[0])

    def entry(self, position: int) -> Any:
        """An entry, parsed."""
        return json.loads(self.bytes(position))

    def write(self, position: int, entry: Any) -> None:
        """Puts an entry (or bytes) in the place of another, with the columns that repeat parts of it."""
        stored = entry if isinstance(entry, bytes) else canonical(entry)
        fields = json.loads(stored)
        columns = (fields["stream"], fields["version"], fields["type"], fields["cmd"], stored, position)
        self.sql.execute("UPDATE entry SET stream=?, version=?, type=?, command=?, bytes=? WHERE position=?", columns)

    def edit(self, position: int, **fields: Any) -> None:
        """Changes fields of an entry."""
        self.write(position, self.entry(position) | fields)

    def rehash(self) -> None:
        """Every leaf and node again, from the entries."""
        tree = Frontier()
        for position, stored in self.sql.execute("SELECT position, bytes FROM entry ORDER BY position").fetchall():
            self.sql.execute("UPDATE entry SET hashes=? WHERE position=?", (tree.append(leaf_hash(stored)), position))

    def root(self, size: int) -> bytes:
        """The root of the first ``size`` entries."""
        tree = Frontier()
        for [stored] in self.sql.execute("SELECT bytes FROM entry WHERE position <= ? ORDER BY position", (size,)):
            tree.append(leaf_hash(stored))
        return tree.root()

    def reseal(self, *signers: keyring.Key) -> None:
        """The root of every checkpoint again; signed where the forger has the key."""
        keys = {bytes.fromhex(signer.fingerprint): signer for signer in signers}
        for size, key in self.sql.execute("SELECT size, key FROM checkpoint").fetchall():
            root = self.root(size)
            self.sql.execute("UPDATE checkpoint SET root=? WHERE size=?", (root, size))
            if key in keys:
                self._sign(size, root, keys[key])

    def seal(self, size: int, signer: keyring.Key) -> None:
        """A checkpoint of ``size`` entries by this key, in place of any there is."""
        self.sql.execute("DELETE FROM checkpoint WHERE size=?", (size,))
        fields = (size, self.root(size), bytes.fromhex(signer.fingerprint), b"")
        self.sql.execute("INSERT INTO checkpoint VALUES (?,?,?,?)", fields)
        self._sign(size, fields[1], signer)

    def _sign(self, size: int, root: bytes, signer: keyring.Key) -> None:
        signature = signer.sign(Checkpoint(ORIGIN, size, root).body())
        self.sql.execute("UPDATE checkpoint SET signature=? WHERE size=?", (signature, size))

    def append(self, like: int, signer: keyring.Key, **fields: Any) -> int:
        """One more entry in a batch of its own, unsealed: that at ``like`` with other fields. Returns its position."""
        size = self.size() + 1
        entry = self.entry(like) | {"at": self.entry(size - 1)["at"], "batch": [1, 1], "cmd": f"{size:032x}"}
        entry |= {"key": signer.fingerprint} | fields
        [version] = self.sql.execute("SELECT max(version) FROM entry WHERE stream=?", (entry["stream"],)).fetchone()
        entry |= {"version": (version or 0) + 1, "data": fields.get("data", entry["data"])}
        self.sql.execute("INSERT INTO entry VALUES (?,?,?,?,?,?,?)", (size, "", size, "", "", b"", b""))
        self.write(size, entry)
        self.rehash()
        return size


def check(path: Path, **known: Any) -> Verdict:
    """The verdict on a file."""
    with open_evidence(path) as evidence:
        return audit(evidence, **known)


def found(verdict: Verdict, kind: str) -> Finding:
    """The first finding of a kind."""
    kinds = [finding.kind for finding in verdict.findings]
    assert kind in kinds, kinds
    return verdict.findings[kinds.index(kind)]


def kinds(verdict: Verdict) -> set[str]:
    """What was found."""
    return {finding.kind for finding in verdict.findings}


def held(finding: Finding) -> int | None:
    """The size of the last checkpoint that holds."""
    return finding.held.size if finding.held else None


def place(finding: Finding) -> tuple[int | None, int | None, str | None, int | None]:
    """Where a finding is and by what it is dated: position, until, column, size of the last checkpoint that holds."""
    return finding.position, finding.until, finding.column, held(finding)


def memory(path: Path) -> tuple[int, bytes]:
    """What a terminal that last saw this file remembers."""
    log = Log.open(path)
    head = log.head()
    log.close()
    assert head is not None
    return head.size, head.root


# Whole.


def test_a_ledger_nobody_touched_is_sound(world: World) -> None:
    """Nothing is found, and everything is counted."""
    verdict = check(world.copy(), memory=memory(world.path), first_key=world.people.alice.fingerprint)
    assert verdict.sound and not verdict.remarks and not verdict.more
    assert (verdict.size, verdict.root) == memory(world.path)
    assert (verdict.origin, verdict.fictitious) == (ORIGIN, True)
    counts = verdict.counts
    assert (counts.entries, counts.batches, counts.checkpoints, counts.signatures) == (24, 13, 13, 13)
    assert (counts.texts_kept, counts.texts_erased, counts.before) == (18, 0, 24)
    assert [(signer.person, signer.since, signer.until, signer.batches) for signer in verdict.signers] == [
        ("PER-1", 1, None, 7), ("PER-2", 7, None, 3), ("PER-3", 8, None, 3)
    ]  # fmt: skip
    assert "could have rewritten everything" in verdict.unprotected[0]
