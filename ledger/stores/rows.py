"""Raw rows of a ledger file, as an enemy may have written them; ``evidence`` says which tables may be read.

Whatever is damaged, odd or too large becomes a fault or a row that cannot be right, never an error.
"""

import sqlite3
from collections.abc import Collection, Iterator
from contextlib import suppress
from operator import ge
from typing import Any

from ledger.proofs.entry import LARGEST
from ledger.proofs.evidence import Fault, RawCheckpoint, RawEntry, RawText, VaultRow
from ledger.proofs.tree import HASH_SIZE

#: A row completes at most this many nodes: positions are below 2^63.
_MOST_HASHES = 64 * HASH_SIZE
#: A text of more bytes is not read; the write door takes a quarter of this at most.
LARGEST_TEXT = 2**24
MOST_FAULTS = 20
_LOWEST = -(2**63)
#: A longer one is not read ahead of its entry.
_LONG_TEXT = 2**13
_PAGE = 500
_ENTRY = (
    "SELECT position, CAST(stream AS BLOB), version, CAST(type AS BLOB), CAST(command AS BLOB), "
    "CASE WHEN length(bytes) <= ? THEN bytes END, CASE WHEN length(hashes) <= ? THEN hashes END"
)
_SHORT = (
    "SELECT position, CAST(stream AS BLOB), version, CAST(type AS BLOB), CAST(command AS BLOB), bytes, hashes "
    "FROM entry NOT INDEXED WHERE length(bytes) + length(hashes) <= ? AND position BETWEEN ? AND ? ORDER BY position"
)
_TEXT = (
    "SELECT rowid, CASE WHEN length(commitment) <= 64 THEN commitment END, "
    "CASE WHEN length(salt) <= 64 THEN salt END, CASE WHEN length(content) <= ? THEN content END"
)
#: What reading damaged pages can raise; ValueError because SQLite quotes them in messages that are then not UTF-8.
UNREADABLE = (sqlite3.Error, ValueError, OverflowError)


class RawRows:
    """The rows of a file's tables, of those of them that are ``sound``."""

    _connection: sqlite3.Connection

    def __init__(self, connection: sqlite3.Connection | None = None, sound: Collection[str] = ()) -> None:
        if connection:
            self._connection = connection
        self._sound = {*sound}
        self._whole = False
        self._faults: list[Fault] = []

    def size(self) -> int:
        """The position of the last entry; 0 where that cannot be read."""
        found = self._one("entry", "SELECT max(position) FROM entry")
        return found[0] if found and isinstance(found[0], int) else 0

    def pages(self, places: range | None = None) -> Iterator[list[RawEntry]]:
        """Every entry, or every one at these positions, by rising position, some at a time."""
        where, bounds = ("WHERE position BETWEEN ? AND ?", (places.start, places.stop - 1)) if places else ("", ())
        sql = f"{_ENTRY} FROM entry NOT INDEXED {where} ORDER BY position"
        return ([*map(RawEntry._make, page)] for page in self._pages("entry", sql, LARGEST, _MOST_HASHES, *bounds))

    def rows(self, places: range) -> Iterator[list[RawEntry]]:
        """The entries at these positions that are not too long, their columns without names."""
        return self._pages("entry", _SHORT, LARGEST + _MOST_HASHES, places.start, places.stop - 1)

    def places(self, page: int) -> list[range] | None:
        """Where entries stand, in pages; None where finding them is not to be trusted."""
        if not self._whole:
            return None
        found, at, last = [], _LOWEST, self.size()
        while at <= last:
            row = self._one("entry", "SELECT min(position) FROM entry WHERE position >= ?", at)
            if not row or not isinstance(row[0], int):
                break
            start = (row[0] - 1) // page * page + 1
            at = start + page
            found.append(range(max(start, _LOWEST), min(at - 1, last) + 1))
        return found

    def entry(self, position: int) -> RawEntry | None:
        """One entry."""
        found = self._one("entry", f"{_ENTRY} FROM entry WHERE position = ?", LARGEST, _MOST_HASHES, position)
        return RawEntry._make(found) if found else None

    def checkpoints(self) -> Iterator[RawCheckpoint]:
        """Every checkpoint, by rising size."""
        sql = "SELECT size, root, key, signature FROM checkpoint NOT INDEXED ORDER BY size"
        return map(RawCheckpoint._make, self._rising("checkpoint", sql))

    def hashes(self, position: int) -> bytes | None:
        """The hashes stored with one entry."""
        sql = "SELECT hashes FROM entry WHERE position = ? AND length(hashes) <= ?"
        found = self._one("entry", sql, position, _MOST_HASHES)
        return found[0] if found and isinstance(found[0], bytes) else None

    def text(self, commitment: bytes) -> RawText | None:
        """The vault's row for a commitment."""
        sql = (
            "SELECT CASE WHEN length(salt) <= 64 THEN salt END, CASE WHEN length(content) <= ? THEN content END "
            "FROM vault WHERE commitment = ?"
        )
        found = self._one("vault", sql, LARGEST_TEXT, commitment)
        return RawText._make(found) if found else None

    def texts(self) -> Iterator[list[VaultRow]]:
        """Every row of the vault, some at a time."""
        return self._pages("vault", f"{_TEXT} FROM vault NOT INDEXED ORDER BY rowid", _LONG_TEXT)

    def texts_around(self, commitment: bytes, before: int, most: int) -> list[VaultRow]:
        """The vault's row for a commitment and those that lie around it."""
        sql = f"{_TEXT} FROM vault NOT INDEXED WHERE rowid >= ? ORDER BY rowid LIMIT ?"
        first = self._one("vault", "SELECT rowid FROM vault WHERE commitment = ?", commitment)
        return [*self._rising("vault", sql, _LONG_TEXT, max(first[0] - before, _LOWEST), most)] if first else []

    def kept(self) -> int | None:
        """How many rows the vault has; None where that is not to be trusted."""
        found = self._one("vault", "SELECT count(*) FROM vault") if self._whole else None
        return found[0] if found else None

    def minted(self) -> Iterator[tuple[object, object]]:
        """Each kind of reference and the last number minted of it."""
        sql = "SELECT rowid, kind, last FROM minted NOT INDEXED ORDER BY rowid LIMIT 1000"
        return ((kind, last) for _, kind, last in self._rising("minted", sql))

    def faults(self) -> list[Fault]:
        """What was wrong with the file itself."""
        return self._faults

    # Reading.

    def _rising(self, table: str, sql: str, *parameters: int) -> Iterator[Any]:
        """The rows of a table as far as they can be read."""
        return (row for page in self._pages(table, sql, *parameters) for row in page)

    def _pages(self, table: str, sql: str, *parameters: int) -> Iterator[list[Any]]:
        """The same, some at a time. Damaged pages can lead in a circle, but never upwards."""
        last = _LOWEST - 1
        if table not in self._sound:
            return
        with suppress(*UNREADABLE):
            rows = self._connection.execute(sql, parameters)
            while page := rows.fetchmany(_PAGE):
                numbers = [last, *[row[0] for row in page]]
                if any(map(ge, numbers, numbers[1:])):
                    break
                last = numbers[-1]
                yield page
            else:
                return
        yield from self._singly(table, sql, parameters, last)  # of a page that is damaged, as much as there is

    def _singly(self, table: str, sql: str, parameters: tuple[int, ...], after: int) -> Iterator[list[Any]]:
        last = _LOWEST - 1
        try:
            for row in self._connection.execute(sql, parameters):
                if row[0] <= last:
                    self._fault("file", f"The rows of {table} are out of order at {row[0]}.", row[0], table)
                    return
                last = row[0]
                if last > after:
                    yield [row]
        except UNREADABLE as error:
            where = f" after {last}" if last >= 0 else ""
            self._fault("file", f"The table {table} cannot be read{where}: {error}.", max(last, 0) + 1, table)

    def _one(self, table: str, sql: str, *parameters: object) -> tuple[Any, ...] | None:
        if table not in self._sound:
            return None
        try:
            return self._connection.execute(sql, parameters).fetchone()  # type: ignore[no-any-return]
        except UNREADABLE as error:
            self._fault("file", f"A row of {table} cannot be read: {error}.", column=table)
            return None

    def _fault(self, kind: str, what: str, position: int | None = None, column: str | None = None) -> None:
        fault = Fault(kind, what, position, column)
        if len(self._faults) < 10 * MOST_FAULTS and fault not in self._faults:
            self._faults.append(fault)
