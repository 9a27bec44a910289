"""The tamper gallery: every way we know to falsify a ledger file is named, located and dated by the audit.

The forger here has the file, SQLite and this program's own code. He drops the triggers, edits, recomputes what he
can, and puts the triggers back to the letter. He signs only with keys that he has. Not here, because they are not in
this file: a paper's figure, countersignatures, evidence files, an edited read model (its own test).
"""

import json
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from ledger import keyring
from ledger.codec import Happened
from ledger.days import Span
from ledger.draft import Draft, Saying
from ledger.events import Prose
from ledger.events.improvement import ImprovementNoted
from ledger.home import state_dir
from ledger.proofs.audit import audit
from ledger.proofs.entry import canonical
from ledger.proofs.note import Checkpoint
from ledger.proofs.tree import Frontier, leaf_hash
from ledger.proofs.verdict import Finding, Verdict
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


def noting(reference: str, text: str) -> Callable[[Draft], str]:
    """A note about an improvement."""
    return lambda draft: draft.add(ImprovementNoted(text=Prose(text)), ON, reference)


def record(path: Path, signer: keyring.Key, *plans: Callable[[Draft], object]) -> None:
    """Records each plan by the program, as one command each."""
    with Ledger(path, signer) as ledger:
        for plan in plans:
            ledger.record(plan)


def forget() -> None:
    """This terminal loses its memory of the ledger, or it would refuse to write to a copy that was cut."""
    (state_dir() / "seen" / ORIGIN).unlink(missing_ok=True)


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

    def stored(self, position: int) -> bytes:
        """An entry as stored."""
        return bytes(self.sql.execute("SELECT bytes FROM entry WHERE position = ?", (position,)).fetchone()[0])

    def entry(self, position: int) -> Any:
        """An entry, parsed."""
        return json.loads(self.stored(position))

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


def cut(forger: Forger, to: int) -> None:
    """Cuts the last entries off, cleanly."""
    gone = [forger.entry(position) for position in range(to + 1, forger.size() + 1)]
    for entry in gone:
        for text in entry["data"].values():
            if isinstance(text, dict) and "prose" in text:
                forger.sql.execute("DELETE FROM vault WHERE commitment = ?", (bytes.fromhex(text["prose"]),))
    forger.sql.execute("DELETE FROM entry WHERE position > ?", (to,))
    forger.sql.execute("DELETE FROM checkpoint WHERE size > ?", (to,))


def new_text(forger: Forger, text: bytes = b"text") -> dict[str, str]:
    """A text in the vault and what an entry holds of it."""
    salt = forger.size().to_bytes(16, "big")
    commitment = sha256(salt + text)
    forger.sql.execute("INSERT INTO vault VALUES (?,?,?)", (commitment.digest(), salt, text))
    return {"prose": commitment.hexdigest()}
