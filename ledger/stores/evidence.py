"""A ledger file as evidence: its raw rows, read as an enemy may have written them.

Read-only, from one snapshot, on read-only media too. A table is read only if the schema has it exactly as it was
made, so nothing planted there runs or is believed. Whatever is damaged, odd or too large becomes a fault or a row
that cannot be right, never an error: only a file that is absent or forbidden raises.
"""

import os
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from operator import ge
from pathlib import Path
from stat import S_ISREG
from typing import Any

from ledger.errors import StoreUnavailable
from ledger.proofs.entry import LARGEST
from ledger.proofs.evidence import Fault, RawCheckpoint, RawEntry, RawText, VaultRow
from ledger.proofs.tree import HASH_SIZE
from ledger.stores.file import APPLICATION_ID, SCHEMA, SCHEMA_VERSION, connect

#: A row completes at most this many nodes: positions are below 2^63.
_MOST_HASHES = 64 * HASH_SIZE
#: A text of more bytes is not read; the write door takes a quarter of this at most.
LARGEST_TEXT = 2**24
_MOST_FAULTS = 20
_LOWEST = -(2**63) - 1
#: A longer one is not read ahead of its entry.
_LONG_TEXT = 2**13
_PAGE = 500
_ENTRY = (
    "SELECT position, CAST(stream AS BLOB), version, CAST(type AS BLOB), CAST(command AS BLOB), "
    "CASE WHEN length(bytes) <= ? THEN bytes END, CASE WHEN length(hashes) <= ? THEN hashes END"
)
_TEXT = (
    "SELECT rowid, CASE WHEN length(commitment) <= 64 THEN commitment END, "
    "CASE WHEN length(salt) <= 64 THEN salt END, CASE WHEN length(content) <= ? THEN content END"
)
#: What reading damaged pages can raise; ValueError because SQLite quotes them in messages that are then not UTF-8.
_UNREADABLE = (sqlite3.Error, ValueError, OverflowError)
#: https://sqlite.org/fileformat2.html#the_database_header: what never changes in a ledger, counters and sizes left out.
_HEADER = (
    (0, b"SQLite format 3\0", "it is a database"),
    (18, b"\2\2", "a -wal may belong to it"),
    (20, bytes((0, 64, 32, 32)), "how pages are filled"),
    (44, bytes((0, 0, 0, 4)), "the schema's format"),
    (52, bytes(4), "pages are not moved"),
    (56, bytes((0, 0, 0, 1)), "text is UTF-8"),
    (64, bytes(4), "pages are not moved"),
    (72, bytes(20), "nothing, for later versions"),
)

_CREATED = re.compile(r"CREATE (\w+) (\w+)(?:.*? ON (\w+))?", re.DOTALL)


def _expected() -> set[tuple[str, str, str, str | None]]:
    """The rows of sqlite_schema in a new ledger: type, name, table, text."""
    rows: set[tuple[str, str, str, str | None]] = set()
    for text in SCHEMA:
        created = _CREATED.match(text)
        assert created is not None
        kind, name, table = created.groups()
        rows.add((kind.lower(), name, table if kind != "TABLE" else name, text))
    # SQLite's own, for UNIQUE(stream, version) and for primary keys that are no integers.
    unique = ("entry", "vault", "minted")
    return rows | {("index", f"sqlite_autoindex_{table}_1", table, None) for table in unique}


@contextmanager
def open_evidence(path: Path, *, finished: bool = False) -> "Iterator[FileEvidence]":
    """The evidence that a ledger file is, as it stands at this moment. ``StoreUnavailable`` if it cannot be opened.

    ``finished``: nobody writes to it, so it is read without SQLite's locks and shared memory, which a network drive may
    lack, and nothing comes to lie beside it.

    Not for a process that has the ledger open to write: reading the header lets go of SQLite's locks on the file,
    for POSIX ties them to the process (https://sqlite.org/howtocorrupt.html, section 2.2).
    """
    try:
        if not S_ISREG(path.stat().st_mode):  # whoever opens a pipe waits for somebody to write into it
            raise StoreUnavailable(f"{path} is no file.", "Name the ledger's file.")
        with path.open("rb") as file:
            header, size = file.read(100), os.fstat(file.fileno()).st_size
    except OSError as error:
        raise StoreUnavailable(
            f"{path} cannot be read ({error.strerror or error}).", "Check the path and your rights to the file."
        ) from error
    with ExitStack() as stack:
        yield FileEvidence(path, header, size, stack, finished)


class FileEvidence:
    """``ledger.proofs.evidence.Evidence`` of a file."""

    def __init__(self, path: Path, header: bytes, size: int, stack: ExitStack, finished: bool) -> None:
        self._faults: list[Fault] = []
        self._sound: set[str] = set()
        self._indexed: set[object] = set()
        self._check_header(header, size)
        try:
            self._connection = _open(path, stack, finished)
            self._say_wal(path)
            self._check_numbers()
            self._check_schema()
            self._check_pages()
        except (*_UNREADABLE, OSError) as error:
            self._fault("file", f"The file cannot be read as a database: {error}.")

    def size(self) -> int:
        """The position of the last entry; 0 where that cannot be read."""
        found = self._one("entry", "SELECT max(position) FROM entry")
        return found[0] if found and isinstance(found[0], int) else 0

    def pages(self) -> Iterator[list[RawEntry]]:
        """Every entry, by rising position, some at a time."""
        sql = f"{_ENTRY} FROM entry NOT INDEXED ORDER BY position"
        return ([*map(RawEntry._make, page)] for page in self._pages("entry", sql, LARGEST, _MOST_HASHES))

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
        last = _LOWEST
        if table not in self._sound:
            return
        with suppress(*_UNREADABLE):
            rows = self._connection.execute(sql, parameters)
            while page := rows.fetchmany(_PAGE):
                numbers = [last, *(row[0] for row in page)]
                if any(map(ge, numbers, numbers[1:])):
                    break
                last = numbers[-1]
                yield page
            else:
                return
        yield from self._singly(table, sql, parameters, last)  # of a page that is damaged, as much as there is

    def _singly(self, table: str, sql: str, parameters: tuple[int, ...], after: int) -> Iterator[list[Any]]:
        last = _LOWEST
        try:
            for row in self._connection.execute(sql, parameters):
                if row[0] <= last:
                    self._fault("file", f"The rows of {table} are out of order at {row[0]}.", row[0], table)
                    return
                last = row[0]
                if last > after:
                    yield [row]
        except _UNREADABLE as error:
            where = f" after {last}" if last >= 0 else ""
            self._fault("file", f"The table {table} cannot be read{where}: {error}.", max(last, 0) + 1, table)

    def _one(self, table: str, sql: str, *parameters: object) -> tuple[object, ...] | None:
        if table not in self._sound:
            return None
        try:
            return self._connection.execute(sql, parameters).fetchone()  # type: ignore[no-any-return]
        except _UNREADABLE as error:
            self._fault("file", f"A row of {table} cannot be read: {error}.", column=table)
            return None

    def _fault(self, kind: str, what: str, position: int | None = None, column: str | None = None) -> None:
        fault = Fault(kind, what, position, column)
        if len(self._faults) < 10 * _MOST_FAULTS and fault not in self._faults:
            self._faults.append(fault)

    # The file as a whole.

    def _check_header(self, header: bytes, size: int) -> None:
        if size % (int.from_bytes(header[16:18], "big") or 1):
            self._fault("file", f"The file ends in the middle of a page, after {size:,} bytes.")
        for at, expected, meaning in _HEADER:
            if header[at : at + len(expected)] != expected:
                self._fault("file", f"The file's header is not a ledger's, in byte {at}: {meaning}.")
                if at == 0:
                    return  # it is no database, so no other byte of it means anything

    def _say_wal(self, path: Path) -> None:
        wal = Path(f"{os.path.realpath(path)}-wal")
        size = wal.stat().st_size if wal.exists() else 0
        if size:
            what = f"{wal.name} ({size:,} bytes) lies beside the ledger and is part of it: copy both or neither."
            self._fault("wal", what)

    def _check_numbers(self) -> None:
        """Also what proves that the file can be read at all."""
        for pragma, expected in (("application_id", APPLICATION_ID), ("user_version", SCHEMA_VERSION)):
            [found] = self._connection.execute(f"PRAGMA {pragma}").fetchone()
            if found != expected:
                self._fault("file", f"The file's {pragma} is {found}; a ledger's is {expected}.")

    def _check_schema(self) -> None:
        expected = _expected()
        sql = "SELECT type, name, tbl_name, sql FROM sqlite_master LIMIT 1000"
        found = {(*row,) for row in self._connection.execute(sql)}
        for _, name, *_ in sorted(expected - found):
            self._fault("schema", f"{name} was dropped or altered.", column=name)
        for kind, name, *_ in sorted(found - expected, key=str):
            if name not in {row[1] for row in expected}:
                self._fault("schema", f"The {kind} {name!s:.80} was planted.", column=f"{name!s:.80}")
        self._sound = {name for kind, name, *_ in expected & found if kind == "table"}
        self._indexed = {table for kind, _, table, _ in found - expected if kind == "index"}

    def _check_pages(self) -> None:
        """SQLite's own check: pages, rows against indexes, types; of tables as they were made only.

        And without a planted index, which could compute anything at every row.
        """
        tables = sorted(self._sound - self._indexed) if any(fault.kind == "schema" for fault in self._faults) else [""]
        for table in tables:
            argument = f"({table})" if table else f"({_MOST_FAULTS})"
            rows = self._connection.execute(f"PRAGMA integrity_check{argument}").fetchmany(_MOST_FAULTS)
            for [said] in rows:
                if said != "ok":
                    self._fault("file", f"SQLite finds: {said!s:.200}.", column=table or None)


def _open(path: Path, stack: ExitStack, finished: bool) -> sqlite3.Connection:
    """A connection in one read transaction, that nothing in the file can make run code or use much memory."""
    alone = not os.access(path.parent, os.W_OK)  # SQLite cannot make its shared memory there
    if alone and Path(f"{path}-wal").exists():
        path = _copied(path, Path(stack.enter_context(tempfile.TemporaryDirectory())))
        alone = False
    connection = connect(path, immutable=alone or finished)
    stack.callback(connection.close)
    connection.text_factory = partial(str, encoding="utf-8", errors="replace")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 2 * LARGEST_TEXT)
    connection.execute("PRAGMA cell_size_check=ON")
    connection.execute("BEGIN")
    return connection


def _copied(path: Path, folder: Path) -> Path:
    """On read-only media a -wal can be read only with a copy of both."""
    for end in ("", "-wal"):
        shutil.copy(f"{path}{end}", folder / f"copy{end}")
    return folder / "copy"
