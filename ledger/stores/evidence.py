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
from contextlib import ExitStack, closing, contextmanager, suppress
from functools import partial
from pathlib import Path
from stat import S_ISREG

from ledger.errors import StoreUnavailable
from ledger.proofs.evidence import Again
from ledger.stores.file import APPLICATION_ID, SCHEMA, SCHEMA_VERSION, connect
from ledger.stores.rows import LARGEST_TEXT, MOST_FAULTS, UNREADABLE, RawRows

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


class FileEvidence(RawRows):
    """``ledger.proofs.evidence.Evidence`` of a file."""

    def __init__(self, path: Path, header: bytes, size: int, stack: ExitStack, finished: bool) -> None:
        super().__init__()
        self._indexed: set[object] = set()
        self._check_header(header, size)
        try:
            self._at, self._immutable = _readable(path, stack, finished)
            self._connection = stack.enter_context(_connected(self._at, self._immutable))
            self._say_wal(path)
            self._check_numbers()
            self._check_schema()
            self._check_pages()
        except (*UNREADABLE, OSError) as error:
            self._fault("file", f"The file cannot be read as a database: {error}.")
        self._whole = all(fault.kind == "wal" for fault in self._faults)

    def again(self) -> Again:
        """How to read it anew, in another process too."""
        return partial(_reopened, self._at, self._immutable, frozenset(self._sound))

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
            argument = f"({table})" if table else f"({MOST_FAULTS})"
            rows = self._connection.execute(f"PRAGMA integrity_check{argument}").fetchmany(MOST_FAULTS)
            for [said] in rows:
                if said != "ok":
                    self._fault("file", f"SQLite finds: {said!s:.200}.", column=table or None)


def _readable(path: Path, stack: ExitStack, finished: bool) -> tuple[Path, bool]:
    """Where to read a file, itself or a copy, and whether without locks and shared memory."""
    alone = not os.access(path.parent, os.W_OK)  # SQLite cannot make its shared memory there
    if alone and Path(f"{path}-wal").exists():
        return _copied(path, Path(stack.enter_context(tempfile.TemporaryDirectory()))), finished
    return path, alone or finished


@contextmanager
def _connected(path: Path, immutable: bool) -> Iterator[sqlite3.Connection]:
    """A connection in one read transaction, that nothing in the file can make run code or use much memory."""
    with closing(connect(path, immutable=immutable)) as connection:
        connection.text_factory = partial(str, encoding="utf-8", errors="replace")
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 2 * LARGEST_TEXT)
        connection.execute("PRAGMA cell_size_check=ON")
        connection.execute("BEGIN")
        yield connection


@contextmanager
def _reopened(path: Path, immutable: bool, sound: frozenset[str]) -> Iterator[RawRows]:
    """The rows of a file whose tables were found sound; none where it cannot be opened now."""
    with ExitStack() as stack:
        rows = RawRows()
        with suppress(*UNREADABLE, OSError):
            rows = RawRows(stack.enter_context(_connected(path, immutable)), sound)
        yield rows


def _copied(path: Path, folder: Path) -> Path:
    """On read-only media a -wal can be read only with a copy of both."""
    for end in ("", "-wal"):
        shutil.copy(f"{path}{end}", folder / f"copy{end}")
    return folder / "copy"
