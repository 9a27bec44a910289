"""Reading a ledger file: entries, tree, checkpoints and vault. No locks, no rules, standard library only.

Read models, receipts and the audit read through this; it never writes, and never decides whether
what it read is true (that is ``ledger.proofs.audit``).
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple, Self

from ledger.errors import IntegrityBroken
from ledger.proofs.tree import HASH_SIZE, root, stored_at
from ledger.stores.file import open_for_reading, usable


class Head(NamedTuple):
    """The newest checkpoint as stored: how many entries, their root (32 bytes), the signing key and signature."""

    size: int
    root: bytes
    key: bytes
    signature: bytes


class Erased(NamedTuple):
    """Which entry erased a text, and the commitment of what stands in its place, if anything does."""

    position: int
    instead: str | None = None


class Row(NamedTuple):
    """An entry as stored, with the columns that repeat parts of it."""

    position: int
    stream: str
    version: int
    type: str
    command: str
    stored: bytes
    hashes: bytes


class Log:
    """What one ledger file holds, read through a connection of its own or a writer's."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self.path = path

    @classmethod
    def open(cls, path: Path) -> Self:
        """Opens a ledger file read-only; ``StoreUnavailable`` where that cannot be."""
        return cls(open_for_reading(path), path)

    def close(self) -> None:
        """Lets go of the file."""
        self._connection.close()

    def query(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[object, ...]]:
        """The rows of one statement, with SQLite's complaints as refusals."""
        with usable(self.path):
            return self._connection.execute(sql, parameters).fetchall()

    def opening(self) -> dict[str, Any]:
        """The data of entry 1: the ledger's origin, and whether it is fictitious."""
        found = self.query("SELECT bytes FROM entry WHERE position = 1")
        try:
            data: dict[str, Any] = json.loads(found[0][0])["data"]  # type: ignore[arg-type]
            origin = data["origin"]
        except (IndexError, ValueError, KeyError, TypeError):
            raise IntegrityBroken(
                f"{self.path} does not begin with the opening of a ledger.", "Run `afi verify` to see what is wrong."
            ) from None
        return data | {"origin": str(origin)}

    def head(self) -> Head | None:
        """The newest checkpoint, or ``None`` in a ledger that was never opened."""
        found = self.query("SELECT size, root, key, signature FROM checkpoint ORDER BY size DESC LIMIT 1")
        return Head(*found[0]) if found else None  # type: ignore[arg-type]

    def checkpoint(self, size: int) -> Head | None:
        """The checkpoint of exactly the first ``size`` entries, where a batch ends there."""
        found = self.query("SELECT size, root, key, signature FROM checkpoint WHERE size = ?", (size,))
        return Head(*found[0]) if found else None  # type: ignore[arg-type]

    def size(self) -> int:
        """How many entries there are."""
        [[size]] = self.query("SELECT coalesce(max(position), 0) FROM entry")
        return size  # type: ignore[return-value]

    def node(self, level: int, index: int) -> bytes:
        """A stored node of the tree (a ``tree.Read``); ``IntegrityBroken`` where the row lacks it."""
        position, start = stored_at(level, index)
        found = self.query(
            "SELECT substr(hashes, ?, ?) FROM entry WHERE position = ?", (start + 1, HASH_SIZE, position)
        )
        if not found or len(found[0][0]) != HASH_SIZE:  # type: ignore[arg-type]
            raise IntegrityBroken(
                f"The tree lacks a node at entry {position}.", "Run `afi verify` to see what is wrong."
            )
        return found[0][0]  # type: ignore[return-value]

    def root(self, size: int) -> bytes:
        """The root over the first ``size`` entries, from the stored nodes."""
        return root(size, self.node)

    def rows(self, after: int = 0, limit: int = 1000) -> list[Row]:
        """A page of entries in order, from the position after ``after``."""
        return self._rows("position > ? ORDER BY position LIMIT ?", after, limit)

    def all_rows(self, page: int = 1000) -> Iterator[Row]:
        """Every entry in order, a page at a time, so that memory stays bounded."""
        after = 0
        while rows := self.rows(after, page):
            yield from rows
            after = rows[-1].position

    def of_command(self, command: str) -> list[Row]:
        """The entries that one invocation recorded."""
        return self._rows("command = ? ORDER BY position", command)

    def of_stream(self, stream: str) -> list[Row]:
        """The entries of one record, in order."""
        return self._rows("stream = ? ORDER BY version", stream)

    def _rows(self, where: str, *parameters: object) -> list[Row]:
        sql = f"SELECT position, stream, version, type, command, bytes, hashes FROM entry WHERE {where}"
        return [Row(*row) for row in self.query(sql, parameters)]  # type: ignore[arg-type]

    def latest(self, stream: str) -> int:
        """The position of a stream's newest entry; 0 where there is none."""
        [[position]] = self.query("SELECT coalesce(max(position), 0) FROM entry WHERE stream = ?", (stream,))
        return position  # type: ignore[return-value]

    def version_at(self, stream: str, position: int) -> int:
        """The version that a stream had when the ledger held ``position`` entries."""
        sql = "SELECT coalesce(max(version), 0) FROM entry WHERE stream = ? AND position <= ?"
        [[version]] = self.query(sql, (stream, position))
        return version  # type: ignore[return-value]

    def minted(self) -> dict[str, int]:
        """The last number minted of each kind of reference."""
        return dict(self.query("SELECT kind, last FROM minted"))  # type: ignore[arg-type]

    def texts(self, commitments: Sequence[str]) -> dict[str, bytes]:
        """The vault's content for each commitment (64 hex digits) that it still has.

        One that was altered is not shown, nor one that was erased and is there all the same.
        """
        erased = self.erased()
        found: dict[str, bytes] = {}
        for key, salt, content in self._vault("*", [each for each in commitments if each not in erased]):
            if sha256(salt + content).digest() != key:  # type: ignore[operator]
                raise IntegrityBroken(
                    "A text is not the one that its entry commits to.",
                    "Run `afi verify` to see which, and since when.",
                )
            found[key.hex()] = content  # type: ignore[assignment]
        return found

    def kept(self, commitments: Sequence[str]) -> set[str]:
        """Those of these commitments of which the vault has a row, whatever was recorded of them."""
        return {row[0].hex() for row in self._vault("commitment", commitments)}  # type: ignore[attr-defined]

    def _vault(self, columns: str, commitments: Sequence[str]) -> Iterator[tuple[object, ...]]:
        for start in range(0, len(commitments), 500):
            part = [bytes.fromhex(commitment) for commitment in commitments[start : start + 500]]
            yield from self.query(
                f"SELECT {columns} FROM vault WHERE commitment IN ({','.join('?' * len(part))})", part
            )

    def all_texts(self, page: int = 500) -> Iterator[tuple[str, bytes]]:
        """Every row of the vault, by commitment and content, a page at a time; also what should not be there."""
        after = b""
        while rows := self.query(
            "SELECT commitment, content FROM vault WHERE commitment > ? ORDER BY commitment LIMIT ?", (after, page)
        ):
            yield from ((key.hex(), content) for key, content in rows)  # type: ignore[attr-defined, misc]
            after = rows[-1][0]  # type: ignore[assignment]

    def erased(self) -> dict[str, Erased]:
        """Every text that an entry erased, by its commitment. What means nothing is passed over."""
        sql = "SELECT position, bytes FROM entry WHERE stream = 'LEDGER' AND type = 'text.erased' ORDER BY version"
        found: dict[str, Erased] = {}
        for position, stored in self.query(sql):
            with suppress(ValueError, KeyError, TypeError, AttributeError):
                for each in json.loads(stored)["data"]["texts"]:  # type: ignore[arg-type]
                    instead = each.get("instead", {}).get("prose")
                    found.setdefault(str(each["text"]), Erased(position, instead))  # type: ignore[arg-type]
        return found

    def instead(self, commitments: Sequence[str]) -> dict[str, bytes]:
        """What stands in the place of those of these texts that were erased; of what was erased in turn, the last."""
        erased = self.erased()
        last = {each: _last(each, erased) for each in commitments if each in erased}
        found = self.texts(list(last.values()))
        return {each: found[text] for each, text in last.items() if text in found}


def _last(text: str, erased: Mapping[str, Erased]) -> str:
    """What is left where one text after another was erased; nothing that an entry says makes this go round for ever."""
    seen = set()
    while text not in seen and text in erased:
        seen.add(text)
        text = erased[text].instead or text
    return text
