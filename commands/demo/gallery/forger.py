"""The forger's tools: SQL with the triggers dropped, the published format, and whatever keys he has."""

import json
import re
import sqlite3
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

from projections.pages.check import Tree, body, leaf


class Signer(Protocol):
    """A key that the forger has."""

    @property
    def fingerprint(self) -> str:
        """As entries name it."""

    @property
    def public(self) -> bytes:
        """Its 32 bytes."""

    def sign(self, body: bytes) -> bytes:
        """The signature over a checkpoint's body."""


class Forger:
    """Edits a ledger file by SQL, leaving no trace in the schema."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> Self:
        self.sql = sqlite3.connect(self.path, isolation_level=None)
        self.sql.execute("PRAGMA synchronous=OFF")  # a copy, to be thrown away
        found = self.sql.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY rowid").fetchall()
        self._triggers = [sql for _, sql in found]
        for name, _ in found:
            self.sql.execute(f"DROP TRIGGER {name}")
        self.sql.execute("BEGIN")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.sql.execute("COMMIT")
        for trigger in self._triggers:
            self.sql.execute(trigger)
        self.sql.close()

    # What is there.

    @property
    def origin(self) -> str:
        """The ledger's name."""
        return str(self.entry(1)["data"]["origin"])

    def size(self) -> int:
        """How many entries there are."""
        return int(self.sql.execute("SELECT max(position) FROM entry").fetchone()[0])

    def stored(self, position: int) -> bytes:
        """An entry as stored."""
        return bytes(self.sql.execute("SELECT bytes FROM entry WHERE position = ?", (position,)).fetchone()[0])

    def entry(self, position: int) -> Any:
        """An entry, parsed."""
        return json.loads(self.stored(position))

    def root(self, size: int) -> bytes:
        """The root of the first ``size`` entries."""
        tree = Tree()
        for [stored] in self.sql.execute("SELECT bytes FROM entry WHERE position <= ? ORDER BY position", (size,)):
            tree.append(leaf(stored))
        return tree.root()

    # Entries.

    def write(self, position: int, entry: Any) -> None:
        """Puts an entry (or bytes) in the place of another, with the columns that repeat parts of it."""
        stored = entry if isinstance(entry, bytes) else canonical(entry)
        fields = json.loads(stored)
        columns = (fields["stream"], fields["version"], fields["type"], fields["cmd"], stored, position)
        self.sql.execute("UPDATE entry SET stream=?, version=?, type=?, command=?, bytes=? WHERE position=?", columns)

    def edit(self, position: int, **fields: Any) -> None:
        """Changes fields of an entry."""
        self.write(position, self.entry(position) | fields)

    def move(self, *steps: tuple[int, int]) -> None:
        """Gives rows other positions, one after the other."""
        self.sql.executemany("UPDATE entry SET position = ? WHERE position = ?", [(new, old) for old, new in steps])

    def append(self, like: int, signer: Signer, **fields: Any) -> int:
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

    def cut(self, to: int) -> None:
        """Cuts the last entries off, cleanly: their checkpoints, texts and numbers too."""
        for position in range(to + 1, self.size() + 1):
            for committed in commitments(self.stored(position)):
                self.sql.execute("DELETE FROM vault WHERE commitment = ?", (committed,))
        self.sql.execute("DELETE FROM entry WHERE position > ?", (to,))
        self.sql.execute("DELETE FROM checkpoint WHERE size > ?", (to,))
        first = "SELECT 1 FROM entry WHERE version = 1 AND stream LIKE kind || '-%'"
        self.sql.execute(f"DELETE FROM minted WHERE NOT EXISTS ({first})")
        last = "SELECT max(CAST(substr(stream, length(kind) + 2) AS INTEGER)) FROM entry WHERE stream LIKE kind || '-%'"
        self.sql.execute(f"UPDATE minted SET last = ({last})")

    # The tree and its seals.

    def rehash(self) -> None:
        """Every leaf and node again, from the entries."""
        tree = Tree()
        for position, stored in self.sql.execute("SELECT position, bytes FROM entry ORDER BY position").fetchall():
            self.sql.execute("UPDATE entry SET hashes=? WHERE position=?", (tree.append(leaf(stored)), position))

    def reseal(self, *signers: Signer) -> None:
        """The root of every checkpoint again; signed where the forger has the key."""
        keys = {bytes.fromhex(signer.fingerprint): signer for signer in signers}
        roots, tree = {}, Tree()
        for [stored] in self.sql.execute("SELECT bytes FROM entry ORDER BY position").fetchall():
            tree.append(leaf(stored))
            roots[tree.size] = tree.root()
        for size, key in self.sql.execute("SELECT size, key FROM checkpoint").fetchall():
            self.sql.execute("UPDATE checkpoint SET root=? WHERE size=?", (roots[size], size))
            if key in keys:
                self._sign(size, roots[size], keys[key])

    def seal(self, size: int, signer: Signer) -> None:
        """A checkpoint of ``size`` entries by this key, in place of any there is."""
        self.sql.execute("DELETE FROM checkpoint WHERE size=?", (size,))
        fields = (size, self.root(size), bytes.fromhex(signer.fingerprint), b"")
        self.sql.execute("INSERT INTO checkpoint VALUES (?,?,?,?)", fields)
        self._sign(size, fields[1], signer)

    def _sign(self, size: int, root: bytes, signer: Signer) -> None:
        signature = signer.sign(body(self.origin, size, root))
        self.sql.execute("UPDATE checkpoint SET signature=? WHERE size=?", (signature, size))

    # The vault.

    def text_of(self, position: int) -> bytes:
        """The commitment of an entry's first text or file."""
        return next(commitments(self.stored(position)))

    def new_text(self, text: bytes = b"text", kind: str = "prose") -> dict[str, str]:
        """A text in the vault, and what an entry holds of it."""
        salt = self.size().to_bytes(16, "big")
        commitment = sha256(salt + text)
        self.sql.execute("INSERT INTO vault VALUES (?,?,?)", (commitment.digest(), salt, text))
        return {kind: commitment.hexdigest()}

    def overwrite(self, commitment: bytes, content: bytes) -> None:
        """Other content under a commitment."""
        self.sql.execute("UPDATE vault SET content = ? WHERE commitment = ?", (content, commitment))


def canonical(entry: Any) -> bytes:
    """An entry as bytes."""
    return json.dumps(entry, sort_keys=True, separators=(",", ":")).encode()


def commitments(stored: bytes) -> Iterator[bytes]:
    """The commitments in an entry's bytes, in their order."""
    return (bytes.fromhex(found.decode()) for found in re.findall(rb'"(?:prose|file)":"([0-9a-f]{64})"', stored))
