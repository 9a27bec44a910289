"""The SQLite file passes the contract of a store."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from itertools import count
from pathlib import Path
from typing import Any
from unittest.mock import patch

from eventsourcing.sqlite import SQLiteConnection, SQLiteCursor

from ledger.recording import Ledger
from ledger.stores import file
from ledger.stores.log import Log
from ledger.stores.sqlite import LedgerDatastore, LedgerRecorder
from tests.contracts.backend import Backend, Contents, Fault, Recorder, Seal
from tests.contracts.door import DoorContract
from tests.contracts.store import StoreContract
from tests.making import make_ledger

TABLES = ("entry", "checkpoint", "vault", "minted")


class SQLite(Backend):
    """A ledger file, and how it is broken."""

    FAULTS = ("before", "after", "within")

    def recorder(self, seal: Seal) -> LedgerRecorder:
        """Over one file."""
        path = self._path()
        if not path.exists():
            file.create(path)
        datastore = LedgerDatastore(path)
        self.opened.callback(datastore.close)
        return LedgerRecorder(datastore, seal)

    def log(self, name: str = "afi") -> Log:
        """A connection of its own."""
        log = Log.open(self._path(name))
        self.opened.callback(log.close)
        return log

    def contents(self, name: str = "afi") -> Contents:
        """Every row in the order of its rowid."""
        with closing(file.connect(self._path(name))) as connection:
            return {table: connection.execute(f"SELECT * FROM {table} ORDER BY rowid").fetchall() for table in TABLES}

    def failing(self, recorder: Recorder, kind: str, step: int) -> AbstractContextManager[Fault]:
        """A statement that does not begin, or whose answer is an error, or that stops in its middle."""
        return interrupted(recorder, step) if kind == "within" else failed(kind, step)

    @contextmanager
    def answer_lost(self) -> Iterator[None]:
        """COMMIT, and then an error of the disk."""
        commit = SQLiteConnection.commit

        def lost(connection: SQLiteConnection) -> None:
            commit(connection)
            raise sqlite3.OperationalError("disk I/O error")

        with patch.object(SQLiteConnection, "commit", lost):
            yield

    def execute(self, statement: str) -> None:
        """As with the sqlite3 program."""
        with closing(sqlite3.connect(self._path(), isolation_level=None)) as connection:
            connection.execute(statement)

    def forbidden(self) -> Iterable[str]:
        """Also by INSERT OR REPLACE, which deletes what is in its way without asking the triggers for DELETE."""
        columns = "stream, version, type, command, bytes, hashes"
        for insert in ("INSERT", "INSERT OR REPLACE", "INSERT OR IGNORE", "REPLACE"):
            for position in (0, 1, 3, 5, -1, "NULL"):
                yield f"{insert} INTO entry SELECT {position}, 'AFI-9', {columns[8:]} FROM entry WHERE position = 1"
            yield f"{insert} INTO entry SELECT 4, {columns} FROM entry WHERE position = 1"
            yield f"{insert} INTO entry({columns}) SELECT 'AFI-9', {columns[8:]} FROM entry WHERE position = 1"
            yield f"{insert} INTO vault SELECT commitment, salt, x'00' FROM vault"
            for size in (0, 1, 2, 3, 4):
                yield f"{insert} INTO checkpoint SELECT {size}, root, key, signature FROM checkpoint WHERE size = 2"
        for table, column in (("entry", "bytes"), ("entry", "hashes"), ("checkpoint", "signature"), ("vault", "salt")):
            yield f"UPDATE {table} SET {column} = x'00'"
            yield f"UPDATE OR REPLACE {table} SET rowid = 7"
        yield "INSERT INTO entry SELECT * FROM entry WHERE true ON CONFLICT DO UPDATE SET bytes = x'00'"
        yield "INSERT INTO vault SELECT * FROM vault WHERE true ON CONFLICT DO UPDATE SET content = x'00'"
        for table in ("entry", "checkpoint"):
            yield f"DELETE FROM {table}"
            yield f"DELETE FROM {table} WHERE rowid = 3"

    def ledger(self, name: str = "afi") -> Ledger:
        """Each in a folder of its own."""
        path = self._path(name)
        return self.opened.enter_context(make_ledger(path.parent))

    def _path(self, name: str = "afi") -> Path:
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        return folder / "afi.ledger"


class TestStore(SQLite, StoreContract):
    """What a file does with entries."""


class TestDoor(SQLite, DoorContract):
    """What recordings in a file come to."""


@contextmanager
def failed(kind: str, step: int) -> Iterator[Fault]:
    """The ``step``-th statement of a transaction fails before it is carried out, or after; COMMIT only before."""
    fault, steps = Fault(), count()

    def failing(owner: type, name: str) -> Any:
        original: Callable[..., Any] = getattr(owner, name)

        def call(*args: Any) -> Any:
            strike = next(steps) == step and (kind == "before" or name != "commit")
            if not (strike and kind == "before"):
                original(*args)
            if strike:
                fault.struck = True
                raise sqlite3.OperationalError(f"failed {kind} {name}{args[1:2]}")

        return patch.object(owner, name, call)

    with failing(SQLiteCursor, "execute"), failing(SQLiteCursor, "executemany"), failing(SQLiteConnection, "commit"):
        yield fault


@contextmanager
def interrupted(recorder: Recorder, step: int) -> Iterator[Fault]:
    """The transaction is stopped where SQLite looks for the ``step``-th time whether it should stop.

    Not in COMMIT: it looks there once more when all is on the disk, and then says that it was interrupted.
    """
    assert isinstance(recorder, LedgerRecorder)
    fault, steps = Fault(), count()

    def look() -> bool:
        strike = next(steps) == step and not committing
        fault.struck = fault.struck or strike
        return strike

    def watch(handler: Callable[[], bool] | None) -> None:
        with recorder.datastore.get_connection(commit=False) as connection:
            connection.cursor().sqlite_cursor.connection.set_progress_handler(handler, 1)

    def commit(connection: SQLiteConnection) -> None:
        committing.append(True)
        original(connection)

    committing: list[bool] = []
    original = SQLiteConnection.commit
    watch(look)
    try:
        with patch.object(SQLiteConnection, "commit", commit):
            yield fault
    finally:
        watch(None)
