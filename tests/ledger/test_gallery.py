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


# Entries.


def test_an_edited_entry(world: World) -> None:
    """An entry's bytes changed in place: the stored leaf is another's."""
    path = world.copy()
    with Forger(path) as forger:
        forger.edit(14, said_by="ORG-2")
    verdict = check(path)
    finding = found(verdict, "edited")
    assert kinds(verdict) == {"edited"}
    assert place(finding) == (14, 14, "entry.bytes", 13) and finding.reference == "AFI-1"
    with Forger(path) as forger:
        assert finding.held == Held(13, forger.entry(13)["at"])


@pytest.mark.parametrize(("edited", "first", "last"), [(15, 15, 16), (16, 1, 16), (17, 17, 18), (24, 17, 24)])
def test_an_edited_entry_with_its_leaf_recomputed(world: World, edited: int, first: int, last: int) -> None:
    """The row's leaf fits again, but the next stored node over it does not."""
    path = world.copy()
    with Forger(path) as forger:
        forger.edit(edited, said_by="ORG-2")
        leaf = leaf_hash(forger.bytes(edited))
        forger.sql.execute("UPDATE entry SET hashes = ? || substr(hashes, 33) WHERE position = ?", (leaf, edited))
    verdict = check(path)
    finding = found(verdict, "edited")
    assert (finding.position, finding.until, finding.column) == (first, last, "entry.bytes")
    assert kinds(verdict) <= {"edited", "root"}


def test_an_edited_entry_with_all_hashes_recomputed(world: World) -> None:
    """The tree is whole in itself; the first checkpoint over the entry is not of it."""
    path = world.copy()
    with Forger(path) as forger:
        forger.edit(17, said_by="ORG-2")
        forger.rehash()
    verdict = check(path)
    assert kinds(verdict) == {"root"} and len(verdict.findings) == 1
    assert place(found(verdict, "root")) == (16, 18, "entry.bytes", 15)


def test_an_edited_entry_with_all_roots_recomputed(world: World) -> None:
    """Every checkpoint is of the tree, but nobody signed them."""
    path = world.copy()
    with Forger(path) as forger:
        forger.edit(17, said_by="ORG-2")
        forger.rehash()
        forger.reseal()
    verdict = check(path)
    assert kinds(verdict) == {"signature"}
    assert place(found(verdict, "signature")) == (18, None, "checkpoint.signature", 15)


def test_an_edited_entry_resealed_with_the_one_key_he_has(world: World) -> None:
    """Eve edits her own entry and signs again: the checkpoints of the others over it show that."""
    path = world.copy()
    with Forger(path) as forger:
        forger.edit(13, said_by="ORG-2")
        forger.rehash()
        forger.reseal(world.people.eve)
    verdict = check(path)
    assert kinds(verdict) == {"signature"}
    assert place(found(verdict, "signature")) == (14, None, "checkpoint.signature", 13)


def test_a_deleted_middle_row(world: World) -> None:
    """The gap is named, and what lies after it is still checked."""
    path = world.copy()
    with Forger(path) as forger:
        forger.sql.execute("DELETE FROM entry WHERE position = 14")
        forger.edit(24, said_by="ORG-2")
    verdict = check(path)
    assert place(found(verdict, "missing")) == (14, 14, "entry.position", 13)
    assert place(found(verdict, "stream")) == (16, None, "entry.bytes", 15)
    assert place(found(verdict, "edited")) == (24, 24, "entry.bytes", 23)


def test_a_deleted_middle_row_with_the_gap_closed(world: World) -> None:
    """The rows after it moved up and hashed again: everything from there on is another ledger."""
    path = world.copy()
    with Forger(path) as forger:
        forger.sql.execute("DELETE FROM entry WHERE position = 14")
        for position in range(15, 25):
            forger.sql.execute("UPDATE entry SET position = position - 1 WHERE position = ?", (position,))
        forger.rehash()
    verdict = check(path)
    assert place(found(verdict, "root")) == (14, 14, "entry.bytes", 13)
    assert place(found(verdict, "missing")) == (24, 24, "entry.position", held(found(verdict, "missing")))


def test_deleted_last_rows(world: World) -> None:
    """The checkpoints over them remain."""
    path = world.copy()
    with Forger(path) as forger:
        forger.sql.execute("DELETE FROM entry WHERE position > 21")
    verdict = check(path)
    assert place(found(verdict, "missing")) == (22, 24, "entry.position", 21)


def test_deleted_last_rows_with_their_checkpoints(world: World) -> None:
    """Texts that no entry commits to remain; and who saw the ledger before misses the entries."""
    path = world.copy()
    with Forger(path) as forger:
        forger.sql.execute("DELETE FROM entry WHERE position > 21")
        forger.sql.execute("DELETE FROM checkpoint WHERE size > 21")
    verdict = check(path, memory=memory(world.path))
    assert kinds(verdict) == {"text-surplus", "cut"}
    assert place(found(verdict, "cut")) == (22, 24, None, 21)


def cut(forger: Forger, to: int) -> None:
    """Cuts the last entries off, cleanly."""
    gone = [forger.entry(position) for position in range(to + 1, forger.size() + 1)]
    for entry in gone:
        for text in entry["data"].values():
            if isinstance(text, dict):
                forger.sql.execute("DELETE FROM vault WHERE commitment = ?", (bytes.fromhex(text["prose"]),))
    forger.sql.execute("DELETE FROM entry WHERE position > ?", (to,))
    forger.sql.execute("DELETE FROM checkpoint WHERE size > ?", (to,))


def test_rolled_back_to_an_old_backup(world: World) -> None:
    """A clean older state is sound in itself: only a memory knows better."""
    path = world.copy()
    with Forger(path) as forger:
        cut(forger, 19)
    assert check(path).sound
    assert "cut off" in check(path).unprotected[2]
    verdict = check(path, memory=memory(world.path))
    assert place(found(verdict, "cut")) == (20, 24, None, 19)


def test_truncated_then_appended(world: World) -> None:
    """Cut and regrown by a keyholder, longer than before: only a memory sees that it is another history."""
    path = world.copy()
    with Forger(path) as forger:
        cut(forger, 19)
    remembered = memory(world.path)
    (world.path.parent / "home" / "state" / "seen" / ORIGIN).unlink(missing_ok=True)
    record(path, world.people.bob, *[noting("AFI-1", f"Other {n}") for n in range(6)])
    assert check(path).sound
    verdict = check(path, memory=remembered)
    assert kinds(verdict) == {"fork"}
    assert place(found(verdict, "fork")) == (1, 24, None, None)


def test_two_copies_that_forked(world: World) -> None:
    """Both are sound; each is a fork to who remembers the other."""
    here, there = world.copy("here.ledger"), world.copy("there.ledger")
    seen = world.path.parent / "home" / "state" / "seen" / ORIGIN
    for path in (here, there):
        seen.unlink(missing_ok=True)
        record(path, world.people.alice, noting("AFI-1", path.name))
        assert check(path, memory=memory(world.path)).sound
    seen.unlink(missing_ok=True)
    assert kinds(check(here, memory=memory(there))) == kinds(check(there, memory=memory(here))) == {"fork"}


def test_reordered(world: World) -> None:
    """Two whole rows changed places, hashes and all."""
    path = world.copy()
    with Forger(path) as forger:
        for old, new in ((20, 99), (21, 20), (99, 21)):
            forger.sql.execute("UPDATE entry SET position = ? WHERE position = ?", (new, old))
    verdict = check(path)
    assert place(found(verdict, "clock")) == (21, None, "entry.bytes", 19)
    assert found(verdict, "root").position == 20
    assert found(verdict, "edited").position == 17


def test_two_streams_swapped(world: World) -> None:
    """Two notes taken at one time exchange their improvements."""
    path = world.copy()
    with Forger(path) as forger:
        one, other = forger.entry(22), forger.entry(23)
        forger.sql.execute("UPDATE entry SET stream = 'X' || position WHERE position IN (22, 23)")
        forger.write(22, one | {key: other[key] for key in ("stream", "version")})
        forger.write(23, other | {key: one[key] for key in ("stream", "version")})
    verdict = check(path)
    assert [(finding.kind, finding.position, held(finding)) for finding in verdict.findings] == [
        ("edited", 22, 21),
        ("edited", 23, 21),
    ]


def test_an_inserted_forgery(world: World) -> None:
    """An entry between others, everything after it renumbered and hashed again."""
    path = world.copy()
    with Forger(path) as forger:
        forger.append(14, world.people.bob, data={"text": forger.entry(14)["data"]["text"]})
        for old in (25, *range(24, 19, -1)):
            forger.sql.execute("UPDATE entry SET position = ? WHERE position = ?", (99 if old == 25 else old + 1, old))
        forger.sql.execute("UPDATE entry SET position = 20 WHERE position = 99")
        forger.rehash()
    verdict = check(path)
    assert found(verdict, "root").position == 20 and held(found(verdict, "root")) == 19
    assert found(verdict, "stream").position == 20
    assert found(verdict, "uncovered").position == 25


def test_a_non_canonical_entry(world: World) -> None:
    """Other bytes with the same meaning are not the entry, even before they are hashed."""
    path = world.copy()
    with Forger(path) as forger:
        forger.write(14, forger.bytes(14).replace(b'"afi":', b'"afi": '))
        forger.rehash()
    verdict = check(path)
    assert place(found(verdict, "entry")) == (14, None, "entry.bytes", 13)
    assert place(found(verdict, "root")) == (14, 14, "entry.bytes", 13)


def test_duplicate_json_keys(world: World) -> None:
    """Of two values for one key, readers would see different ones."""
    path = world.copy()
    with Forger(path) as forger:
        forger.write(14, forger.bytes(14).replace(b'"said_by":', b'"said_by":"ORG-2","said_by":'))
        forger.rehash()
    verdict = check(path)
    assert place(found(verdict, "entry")) == (14, None, "entry.bytes", 13)
    assert "repeats a key" in found(verdict, "entry").what


@pytest.mark.parametrize(
    ("column", "value"), [("stream", "AFI-99"), ("version", 77), ("type", "improvement.closed"), ("command", "0" * 32)]
)
def test_an_index_column_that_disagrees(world: World, column: str, value: object) -> None:
    """Columns only help to find; what they say must be what the entry says."""
    path = world.copy()
    with Forger(path) as forger:
        forger.sql.execute(f"UPDATE entry SET {column} = ? WHERE position = 14", (value,))
    verdict = check(path)
    assert kinds(verdict) == {"column"}
    assert place(found(verdict, "column")) == (14, None, f"entry.{column}", 13)


def test_recorded_at_going_backwards(world: World) -> None:
    """A keyholder lies backward in time with an entry that is otherwise faultless."""
    path = world.copy()
    with Forger(path) as forger:
        size = forger.append(2, world.people.alice, at=forger.entry(13)["at"], stream="PER-1", data={"name": new_text(forger)})
        forger.seal(size, world.people.alice)
    verdict = check(path)
    assert kinds(verdict) == {"clock"}
    assert place(found(verdict, "clock")) == (25, None, "entry.bytes", 24)


def test_recorded_at_in_the_future(world: World) -> None:
    """A keyholder can lie forward in time; who says what the present is hears of it."""
    verdict = check(world.copy(), now="2020-01-01T00:00:00.000000Z")
    assert verdict.sound and [remark.position for remark in verdict.remarks] == [*range(1, 25)]


def new_text(forger: Forger, text: bytes = b"text") -> dict[str, str]:
    """A text in the vault and what an entry holds of it."""
    salt = forger.size().to_bytes(16, "big")
    commitment = __import__("hashlib").sha256(salt + text)
    forger.sql.execute("INSERT INTO vault VALUES (?,?,?)", (commitment.digest(), salt, text))
    return {"prose": commitment.hexdigest()}


# Authors, batches and keys.


def test_an_entry_in_anothers_name(world: World) -> None:
    """Eve appends as Alice, Alice's next signature covers it, and Eve deletes her own checkpoint."""
    path, people = world.copy(), world.people
    with Forger(path) as forger:
        forged = forger.append(14, people.alice, recorded_by="PER-1", said_by="PER-1", data={"text": new_text(forger)})
        forger.seal(forged, people.eve)
        covering = forger.append(14, people.alice, recorded_by="PER-1", data={"text": new_text(forger)})
        forger.seal(covering, people.alice)
        before = world.copy("before.ledger")
        forger.sql.execute("VACUUM INTO ?", (str(before.with_suffix(".kept")),))
        forger.sql.execute("DELETE FROM checkpoint WHERE size = ?", (forged,))
    verdict = check(path)
    assert kinds(verdict) == {"uncovered"}
    assert place(found(verdict, "uncovered")) == (25, 25, "checkpoint.size", 24)


def test_an_entry_in_anothers_name_under_ones_own_seal(world: World) -> None:
    """With her checkpoint left there, the key that sealed is not the key that the entry names."""
    path, people = world.copy(), world.people
    with Forger(path) as forger:
        forged = forger.append(14, people.alice, recorded_by="PER-1", said_by="PER-1", data={"text": new_text(forger)})
        forger.seal(forged, people.eve)
    verdict = check(path)
    assert kinds(verdict) == {"author"}
    assert place(found(verdict, "author")) == (25, 25, "checkpoint.key", 24)
    assert found(verdict, "author").reference == "AFI-1"


def test_an_entry_that_names_another_person(world: World) -> None:
    """Eve signs with her key what it says Alice recorded."""
    path, people = world.copy(), world.people
    with Forger(path) as forger:
        forged = forger.append(14, people.eve, recorded_by="PER-1", data={"text": new_text(forger)})
        forger.seal(forged, people.eve)
    verdict = check(path)
    assert kinds(verdict) == {"author"}
    assert "recorded by PER-1" in found(verdict, "author").what


def test_a_key_without_the_right(world: World) -> None:
    """Eve, who may record, enrols a key with every right; what that key seals counts for nothing."""
    path, people = world.copy(), world.people
    with Forger(path) as forger:
        data = {"person": "PER-3", "rights": ["enrol", "keep", "record"], "vkey": vkey(ORIGIN, people.mallory.public)}
        forger.seal(forger.append(7, people.eve, recorded_by="PER-3", said_by="PER-3", data=data), people.eve)
        data = {"key": people.alice.fingerprint}
        mine = forger.append(
            7, people.mallory, recorded_by="PER-3", said_by="PER-3", type="key.retired", data=data
        )
        forger.seal(mine, people.mallory)
    verdict = check(path)
    assert kinds(verdict) == {"right", "unenrolled"}
    assert place(found(verdict, "right")) == (25, None, "checkpoint.key", 24)
    assert place(found(verdict, "unenrolled")) == (26, 26, "checkpoint.key", 24)


def test_a_batch_cut_in_two(world: World) -> None:
    """Entries 16 to 18 are one command; a checkpoint in its middle, and lengths to suit it."""
    path, people = world.copy(), world.people
    with Forger(path) as forger:
        forger.seal(17, people.alice)
    verdict = check(path)
    assert kinds(verdict) == {"checkpoint"}
    assert place(found(verdict, "checkpoint")) == (17, None, "checkpoint.size", 15)
    with Forger(path) as forger:
        for position, batch in ((16, [1, 2]), (17, [2, 2]), (18, [1, 1])):
            forger.edit(position, batch=batch)
    verdict = check(path)
    assert kinds(verdict) == {"edited", "command"}
    assert place(found(verdict, "command")) == (18, None, "entry.bytes", 17)
    assert [finding.position for finding in verdict.findings if finding.kind == "edited"] == [16, 17, 18]


def test_a_batch_of_guessed_length(world: World) -> None:
    """A keyholder's batch that says it has more entries than it has, and one that begins at its second."""
    path, people = world.copy(), world.people
    with Forger(path) as forger:
        short = forger.append(14, people.bob, batch=[1, 2], data={"text": new_text(forger)})
        forger.seal(short, people.bob)
    assert place(found(check(path), "batch")) == (25, 25, "entry.bytes" and None, 24)
    with Forger(path) as forger:
        forger.edit(short, batch=[2, 2])
        forger.rehash()
        forger.seal(short, people.bob)
    assert place(found(check(path), "batch")) == (25, None, "entry.bytes", 24)


def test_a_batch_of_two_people(world: World) -> None:
    """The second entry of a batch names another key, person, time and command."""
    path, people = world.copy(), world.people
    with Forger(path) as forger:
        forger.append(14, people.bob, batch=[1, 2], data={"text": new_text(forger)})
        last = forger.append(14, people.alice, batch=[2, 2], recorded_by="PER-1", data={"text": new_text(forger)})
        forger.seal(last, people.bob)
    batch = [finding for finding in check(path).findings if finding.kind == "batch"]
    assert [finding.position for finding in batch] == [26, 26, 26]
    assert [finding.what.split()[3] for finding in batch] == ["cmd", "key", "recorded_by"]


def test_a_command_used_again(world: World) -> None:
    """The id by which a command repeats safely names one batch."""
    path, people = world.copy(), world.people
    with Forger(path) as forger:
        again = forger.append(14, people.bob, cmd=forger.entry(14)["cmd"], data={"text": new_text(forger)})
        forger.seal(again, people.bob)
    verdict = check(path)
    assert kinds(verdict) == {"command"}
    assert place(found(verdict, "command")) == (25, None, "entry.bytes", 24)


def test_a_deleted_checkpoint_row(world: World) -> None:
    """Later checkpoints cover the batch, but not in its author's name."""
    path = world.copy()
    with Forger(path) as forger:
        forger.sql.execute("DELETE FROM checkpoint WHERE size = 18")
    verdict = check(path)
    assert kinds(verdict) == {"uncovered"}
    assert place(found(verdict, "uncovered")) == (16, 18, "checkpoint.size", 15)


def test_a_chain_rewritten_without_a_key(world: World) -> None:
    """All from the first word of the first text, with no key at all: no checkpoint is signed."""
    path = world.copy()
    with Forger(path) as forger:
        forger.edit(2, said_by="ORG-1")
        forger.rehash()
        forger.reseal()
    verdict = check(path)
    assert kinds(verdict) == {"signature"} and len(verdict.findings) == 13
    assert place(found(verdict, "signature")) == (6, None, "checkpoint.signature", None)
    assert verdict.counts.signatures == 0


def test_a_chain_rewritten_with_an_unenrolled_key(world: World) -> None:
    """Mallory seals everything after the opening himself."""
    path, people = world.copy(), world.people
    with Forger(path) as forger:
        for position in range(7, 25):
            forger.edit(position, key=people.mallory.fingerprint)
        forger.rehash()
        forger.reseal()
        for [size] in forger.sql.execute("SELECT size FROM checkpoint WHERE size > 6").fetchall():
            forger.seal(size, people.mallory)
    verdict = check(path)
    assert kinds(verdict) == {"unenrolled"} and len(verdict.findings) == 12
    assert place(found(verdict, "unenrolled")) == (7, 8, "checkpoint.key", 6)


def test_a_chain_rewritten_with_a_first_key_of_ones_own(world: World) -> None:
    """A ledger made up as a whole is sound: the first key's fingerprint, known from elsewhere, is what betrays it."""
    path, people = world.copy(), world.people
    with Forger(path) as forger:
        cut(forger, 6)
        opening = forger.entry(1)
        opening["data"]["keys"][0]["vkey"] = vkey(ORIGIN, people.mallory.public)
        for position in range(1, 7):
            forger.edit(position, **{"key": people.mallory.fingerprint, **({"data": opening["data"]} if position == 1 else {})})
        forger.rehash()
        forger.seal(6, people.mallory)
        forger.sql.execute("DELETE FROM minted WHERE kind NOT IN ('PER', 'ORG')")
    assert check(path).sound
    verdict = check(path, first_key=people.alice.fingerprint, memory=memory(world.path))
    assert kinds(verdict) == {"first-key", "cut"}
    assert place(found(verdict, "first-key")) == (1, None, None, None)


def test_a_chain_rewritten_with_a_key_revoked_earlier(world: World) -> None:
    """Eve's key was revoked; she goes on with it by her own hand."""
    path, people = world.copy(), world.people
    seen = world.path.parent / "home" / "state" / "seen" / ORIGIN
    seen.unlink(missing_ok=True)
    record(path, people.alice, lambda draft: draft.add(KeyRevoked(key=people.eve.fingerprint, after=13), ON))
    seen.unlink(missing_ok=True)
    with Forger(path) as forger:
        late = forger.append(19, people.eve, data={"text": new_text(forger)})
        forger.seal(late, people.eve)
    verdict = check(path)
    assert kinds(verdict) == {"inactive"}
    assert place(found(verdict, "inactive")) == (26, 26, "checkpoint.key", 25)
    [remark] = verdict.remarks
    assert (remark.kind, remark.position, remark.until) == ("unproven", 19, 26)
    assert remark.reference == people.eve.fingerprint


def test_a_revoked_keys_own_enrolments_are_unproven_too(world: World) -> None:
    """Bob's key was stolen before it enrolled Mallory's: what Mallory's sealed is nobody's word."""
    path, people = world.copy(), world.people
    seen = world.path.parent / "home" / "state" / "seen" / ORIGIN
    seen.unlink(missing_ok=True)
    enrol = KeyEnrolled(vkey=vkey(ORIGIN, people.mallory.public), person="PER-3", rights=(Right.RECORD,))
    record(path, people.bob, lambda draft: draft.add(enrol, ON))
    record(path, people.mallory, noting("AFI-1", "Mallory"))
    revoke = KeyRevoked(key=people.bob.fingerprint, after=15)
    record(path, people.alice, lambda draft: draft.add(KeyRetired(key=people.bob.fingerprint), ON))
    record(path, people.alice, lambda draft: draft.add(revoke, ON))
    seen.unlink(missing_ok=True)
    verdict = check(path)
    assert verdict.sound
    assert [(remark.position, remark.until, remark.reference) for remark in verdict.remarks] == [
        (23, 25, people.bob.fingerprint),
        (26, 26, people.mallory.fingerprint),
    ]
    assert [signer.until for signer in verdict.signers] == [None, 27, None, None]


def test_a_key_record_swapped(world: World) -> None:
    """Eve's and Bob's keys exchange their persons in the entries that enrol them."""
    path = world.copy()
    with Forger(path) as forger:
        bob, eve = forger.entry(7), forger.entry(8)
        forger.edit(7, data=bob["data"] | {"vkey": eve["data"]["vkey"]})
        forger.edit(8, data=eve["data"] | {"vkey": bob["data"]["vkey"]})
    verdict = check(path)
    assert [(found.position, found.until) for found in verdict.findings if found.kind == "edited"] == [(7, 7), (8, 8)]
    assert place(found(verdict, "author")) == (11, 12, "checkpoint.key", 10)


def test_a_person_record_swapped(world: World) -> None:
    """Bob's and Eve's names exchanged between their records."""
    path = world.copy()
    with Forger(path) as forger:
        bob, eve = forger.entry(3), forger.entry(4)
        forger.edit(3, data=eve["data"])
        forger.edit(4, data=bob["data"])
    assert [(found.kind, found.position) for found in check(path).findings] == [("edited", 3), ("edited", 4)]


def test_a_key_with_a_colliding_id(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two keys of one 32-bit id. Finding one takes hours, so every key's id is made the same for this test."""
    path, people = world.copy(), world.people
    monkeypatch.setattr(note, "key_id", lambda name, public: b"same")
    with Forger(path) as forger:
        data = {"person": "PER-3", "rights": ["record"], "vkey": vkey(ORIGIN, people.mallory.public)}
        forger.seal(forger.append(7, people.alice, recorded_by="PER-1", data=data), people.alice)
        for position in (1, 7, 8):
            entry = forger.entry(position)
            for key in entry["data"].get("keys", [entry["data"]]):
                key["vkey"] = vkey(*note.parse_vkey(key["vkey"].replace(key["vkey"].split("+")[1], b"same".hex())))
            forger.edit(position, data=entry["data"])
    enrolments = [finding for finding in check(path).findings if finding.kind == "enrolment"]
    assert [finding.position for finding in enrolments] == [7, 8, 25]
    assert all("short id" in finding.what for finding in enrolments)


@pytest.mark.parametrize(
    ("rest", "what"),
    [
        ({"vkey": "alice"}, "enrolled before"),
        ({"person": "PER-9"}, "no record"),
        ({"vkey": vkey("other.0123456789abcdef", b"k" * 32)}, "another ledger"),
    ],
)
def test_an_enrolment_that_cannot_be(world: World, rest: dict[str, Any], what: str) -> None:
    """A keeper by his own hand enrols a key twice, for nobody, or of another ledger."""
    path, people = world.copy(), world.people
    with Forger(path) as forger:
        data = {"person": "PER-3", "rights": ["record"], "vkey": vkey(ORIGIN, people.mallory.public)} | rest
        data |= {"vkey": vkey(ORIGIN, people.alice.public)} if rest.get("vkey") == "alice" else {}
        forger.seal(forger.append(7, people.alice, recorded_by="PER-1", data=data), people.alice)
    verdict = check(path)
    assert kinds(verdict) == {"enrolment"}
    assert place(found(verdict, "enrolment")) == (25, None, "entry.bytes", 24)
    assert what in found(verdict, "enrolment").what


def test_a_signature_stripped(world: World) -> None:
    """A checkpoint with no signature is nobody's."""
    path = world.copy()
    with Forger(path) as forger:
        forger.sql.execute("UPDATE checkpoint SET signature = x'' WHERE size = 18")
    verdict = check(path)
    assert kinds(verdict) == {"signature"}
    assert place(found(verdict, "signature")) == (18, None, "checkpoint.signature", 15)


def test_signatures_exchanged(world: World) -> None:
    """Each is Alice's, but of the other checkpoint."""
    path = world.copy()
    with Forger(path) as forger:
        rows = dict(forger.sql.execute("SELECT size, signature FROM checkpoint WHERE size IN (20, 21)").fetchall())
        forger.sql.executemany("UPDATE checkpoint SET signature = ? WHERE size = ?", [(rows[20], 21), (rows[21], 20)])
    verdict = check(path)
    assert [(finding.kind, finding.position, held(finding)) for finding in verdict.findings] == [
        ("signature", 20, 19),
        ("signature", 21, 19),
    ]


# Texts and numbers.


def vault_row(forger: Forger, position: int) -> bytes:
    """The commitment of an entry's text."""
    return bytes.fromhex(forger.entry(position)["data"]["text"]["prose"])


def test_a_text_edited(world: World) -> None:
    """The entry commits to other words."""
    path = world.copy()
    with Forger(path) as forger:
        forger.sql.execute("UPDATE vault SET content = ? WHERE commitment = ?", (b"Never begun", vault_row(forger, 14)))
    verdict = check(path)
    assert kinds(verdict) == {"text-altered"}
    assert place(found(verdict, "text-altered")) == (14, None, "vault.content", 13)
    assert found(verdict, "text-altered").reference == "AFI-1"
    assert verdict.counts.texts_kept == 17


def test_texts_exchanged(world: World) -> None:
    """Each text is somebody's, with its salt, but not under that commitment."""
    path = world.copy()
    with Forger(path) as forger:
        ours, theirs = vault_row(forger, 14), vault_row(forger, 19)
        for old, new in ((ours, b"x"), (theirs, ours), (b"x", theirs)):
            forger.sql.execute("UPDATE vault SET commitment = ? WHERE commitment = ?", (new, old))
    verdict = check(path)
    assert [(finding.kind, finding.position) for finding in verdict.findings] == [
        ("text-altered", 14),
        ("text-altered", 19),
    ]


def test_a_text_removed(world: World) -> None:
    """No entry says that it was erased."""
    path = world.copy()
    with Forger(path) as forger:
        forger.sql.execute("DELETE FROM vault WHERE commitment = ?", (vault_row(forger, 14),))
    verdict = check(path)
    assert kinds(verdict) == {"text-missing"}
    assert place(found(verdict, "text-missing")) == (14, None, "vault.commitment", 13)


def test_a_text_added(world: World) -> None:
    """A text in the vault that nobody recorded."""
    path = world.copy()
    with Forger(path) as forger:
        name = new_text(forger)["prose"]
    verdict = check(path)
    assert kinds(verdict) == {"text-surplus"}
    assert found(verdict, "text-surplus").reference == name


def test_a_text_committed_to_twice(world: World) -> None:
    """Eve says unread what Bob said, and hides a text of her own behind the right count."""
    path, people = world.copy(), world.people
    with Forger(path) as forger:
        forger.seal(forger.append(14, people.eve, recorded_by="PER-3"), people.eve)
        new_text(forger)
    verdict = check(path)
    assert kinds(verdict) == {"text-repeated", "text-surplus"}
    assert place(found(verdict, "text-repeated")) == (25, None, "entry.bytes", 24)


def test_a_text_that_is_not_text(world: World) -> None:
    """What an entry commits to is UTF-8."""
    path, people = world.copy(), world.people
    with Forger(path) as forger:
        data = {"text": new_text(forger, b"\xff")}
        forger.seal(forger.append(14, people.bob, data=data), people.bob)
    finding = found(check(path), "text-altered")
    assert place(finding) == (25, None, "vault.content", 24) and "UTF-8" in finding.what


def test_numbers_that_disagree(world: World) -> None:
    """The table of the last numbers given out is what the entries say, each kind."""
    path = world.copy()
    with Forger(path) as forger:
        forger.sql.execute("UPDATE minted SET last = 2 WHERE kind = 'AFI'")
        forger.sql.execute("INSERT INTO minted VALUES ('QUE', 1)")
    verdict = check(path)
    assert [(finding.kind, finding.reference, finding.column) for finding in verdict.findings] == [
        ("number", "AFI-3", "minted.last"),
        ("number", "QUE-0", "minted.last"),
    ]


def test_a_number_skipped(world: World) -> None:
    """A record begins whose predecessor never did; or an entry is of none."""
    path, people = world.copy(), world.people
    with Forger(path) as forger:
        data = forger.entry(13)["data"] | {"text": new_text(forger)}
        forger.seal(forger.append(13, people.eve, stream="AFI-5", data=data), people.eve)
        forger.sql.execute("UPDATE minted SET last = 5 WHERE kind = 'AFI'")
    verdict = check(path)
    assert kinds(verdict) == {"number"}
    assert place(found(verdict, "number")) == (25, None, "entry.bytes", 24)


def test_a_correction_of_what_is_to_come(world: World) -> None:
    """Only an earlier entry can be corrected."""
    path, people = world.copy(), world.people
    with Forger(path) as forger:
        forger.seal(forger.append(14, people.bob, fixes=25, data={"text": new_text(forger)}), people.bob)
    verdict = check(path)
    assert kinds(verdict) == {"fixes"}
    assert place(found(verdict, "fixes")) == (25, None, "entry.bytes", 24)


def test_opened_again(world: World) -> None:
    """A second opening would name other first keys."""
    path, people = world.copy(), world.people
    with Forger(path) as forger:
        forger.seal(forger.append(1, people.alice), people.alice)
    assert place(found(check(path), "opening")) == (25, None, "entry.bytes", 24)


# The file.


@pytest.mark.parametrize("trigger", [text.split()[2] for text in TRIGGERS])
def test_a_trigger_dropped_or_altered(world: World, trigger: str) -> None:
    """The schema is what the program makes, to the letter."""
    path = world.copy()
    sql = sqlite3.connect(path, isolation_level=None)
    sql.execute(f"DROP TRIGGER {trigger}")
    verdict = check(path)
    assert [(finding.kind, finding.column) for finding in verdict.findings] == [("schema", trigger)]
    [text] = [text for text in TRIGGERS if text.split()[2] == trigger]
    sql.execute(text.replace("raise(ABORT, '", "('"))
    sql.close()
    verdict = check(path)
    assert [(finding.kind, finding.column) for finding in verdict.findings] == [("schema", trigger)]


@pytest.mark.parametrize(
    "planted",
    [
        "CREATE TABLE extra(x)",
        "CREATE VIEW extra AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n",
        "CREATE TRIGGER extra AFTER INSERT ON entry BEGIN DELETE FROM vault; END",
        "CREATE INDEX extra ON entry(type)",
        "CREATE TABLE extra(x, y AS (hex(randomblob(100000000))))",
    ],
)
def test_something_planted(world: World, planted: str) -> None:
    """A planted table, view, trigger or index is named, and not run."""
    path = world.copy()
    sql = sqlite3.connect(path, isolation_level=None)
    sql.execute(planted)
    sql.close()
    assert [(finding.kind, finding.column) for finding in check(path).findings] == [("schema", "extra")]


def test_a_view_in_place_of_the_entries(world: World) -> None:
    """What is not the table as it was made is not read: here it would never end."""
    path = world.copy()
    sql = sqlite3.connect(path, isolation_level=None)
    sql.execute("DROP TABLE entry")
    sql.execute(
        "CREATE VIEW entry AS WITH RECURSIVE n(position) AS (SELECT 1 UNION ALL SELECT position + 1 FROM n) "
        "SELECT position, '' AS stream, 1 AS version, '' AS type, '' AS command, x'' AS bytes, x'' AS hashes FROM n"
    )
    sql.close()
    verdict = check(path)
    assert {"schema", "missing", "opening"} <= kinds(verdict)
    assert place(found(verdict, "missing"))[:2] == (1, 24)


def test_a_write_ahead_log_left_behind(world: World) -> None:
    """After a crash, a copy without its -wal is an older ledger: sound, and only a memory misses what was acknowledged."""
    path = world.copy()
    seen = world.path.parent / "home" / "state" / "seen" / ORIGIN
    seen.unlink(missing_ok=True)
    with Ledger(path, world.people.bob) as ledger:
        receipt = ledger.record(noting("AFI-1", "Acknowledged"))
        crashed = world.folder / "crashed.ledger"
        for end in ("", "-wal"):
            shutil.copy(f"{path}{end}", f"{crashed}{end}")
        alone = Path(shutil.copy(path, world.folder / "alone.ledger"))
    seen.unlink(missing_ok=True)
    whole = check(crashed, memory=(receipt.size, receipt.root))
    assert whole.sound and whole.size == 25
    assert [remark.kind for remark in whole.remarks] == ["wal"]
    assert check(alone).sound
    verdict = check(alone, memory=(receipt.size, receipt.root))
    assert kinds(verdict) == {"cut"}
    assert place(found(verdict, "cut")) == (25, 25, None, 24)


# Bits.

COLUMNS = {
    "entry.position": {"missing"},
    "entry.stream": {"column"},
    "entry.version": {"column"},
    "entry.type": {"column"},
    "entry.command": {"column"},
    "entry.bytes": {"edited"},
    "entry.hashes": {"hashes"},
    "checkpoint.size": {"uncovered"},
    "checkpoint.root": {"checkpoint"},
    "checkpoint.key": {"checkpoint"},
    "checkpoint.signature": {"signature"},
    "vault.commitment": {"text-missing"},
    "vault.salt": {"text-altered"},
    "vault.content": {"text-altered"},
    "minted.kind": {"number"},
    "minted.last": {"number"},
}


def flipped(value: object, chance: random.Random) -> object:
    """The value with one bit changed: of a number one of the lowest eight, of a text one that leaves it ASCII."""
    if isinstance(value, int):
        return value ^ 1 << chance.randrange(8)
    if isinstance(value, str):
        changed = bytearray(value.encode())
        changed[chance.randrange(len(changed))] ^= 1
        return changed.decode()
    assert isinstance(value, bytes)
    bit = chance.randrange(8 * len(value))
    return (int.from_bytes(value, "big") ^ 1 << bit).to_bytes(len(value), "big")


@pytest.mark.parametrize("column", COLUMNS)
def test_a_bit_flipped_in_a_column(world: World, column: str) -> None:
    """One seeded bit in each column of several rows: named, and located in that row and column."""
    table, name = column.split(".")
    chance = random.Random(column)
    with sqlite3.connect(world.path) as sql:
        rows = dict(sql.execute(f"SELECT rowid, {name} FROM {table}").fetchall())
    for row in chance.sample(sorted(rows), 4):
        path = world.copy()
        with Forger(path) as forger:
            value = flipped(rows[row], chance)
            forger.sql.execute(f"UPDATE OR REPLACE {table} SET {name} = ? WHERE rowid = ?", (value, row))
        verdict = check(path)
        assert kinds(verdict) & COLUMNS[column], (column, row, kinds(verdict))
        first = next(finding for finding in verdict.findings if finding.kind in COLUMNS[column])
        if table in ("entry", "checkpoint"):
            assert first.position is not None
            assert first.position <= row <= (first.until or first.position)
        stated = "vault.content" if column == "vault.salt" else column
        assert first.column in (stated, "minted.last")


def content(path: Path) -> list[object]:
    """Everything that a ledger file says."""
    with sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True) as sql:
        tables = ("sqlite_master", "entry", "checkpoint", "vault", "minted")
        rows = [sql.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in tables]
        return [*rows, *(sql.execute(f"PRAGMA {name}").fetchone() for name in ("application_id", "user_version"))]


def test_bits_flipped_anywhere(world: World) -> None:
    """One of 300 seeded bits anywhere in the file: found, or nothing that the ledger says has changed.

    Not found are bits that hold no part of the record: in the header, counters and hints of SQLite (change counter,
    "version valid for", page cache size); in pages, the space that no row uses. They are counted, so that this list
    stays true: a page here is about half full.
    """
    original, chance = world.path.read_bytes(), random.Random(300)
    true, path, silent = content(world.path), world.folder / "flipped.ledger", []
    for bit in chance.sample(range(8 * len(original)), 300):
        spoiled = bytearray(original)
        spoiled[bit // 8] ^= 1 << bit % 8
        path.write_bytes(spoiled)
        verdict = check(path)
        if verdict.sound:
            assert content(path) == true, bit
            silent.append(bit // 8)
    for offset in silent:
        assert is_unused(original, offset), offset


#: Bytes of the database header that say nothing about the content: https://sqlite.org/fileformat2.html#the_database_header
COUNTERS = {*range(24, 28), *range(40, 44), *range(48, 52), *range(92, 100)}


def is_unused(file: bytes, offset: int) -> bool:
    """Whether a byte is one of the header's counters, in a page without a use, or between the rows of a page."""
    if offset < 100:
        return offset in COUNTERS
    size = int.from_bytes(file[16:18], "big")
    start = offset // size * size
    page, within = file[start : start + size], offset - start
    header = 100 if start == 0 else 0
    if page[header] not in (2, 5, 10, 13):
        return not any(page)
    cells = int.from_bytes(page[header + 3 : header + 5], "big")
    pointers = header + (12 if page[header] in (2, 5) else 8) + 2 * cells
    return pointers <= within < int.from_bytes(page[header + 5 : header + 7], "big") or page[within] == 0


def test_an_empty_tree_has_a_root() -> None:
    """The root over no entries is the hash of nothing, as for the audit of a file that says nothing."""
    assert Frontier().root() == EMPTY_ROOT
