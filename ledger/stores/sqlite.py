"""The SQLite recorder: the eventsourcing library's, made to append and seal in one transaction.

Every write takes the lock first (``BEGIN IMMEDIATE``): the library's deferred ``BEGIN`` would let two
writers read the same head, and SQLite would refuse one of them however long it waited.
"""

import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from eventsourcing.persistence import IntegrityError, PersistenceError, StoredEvent
from eventsourcing.sqlite import (
    SQLiteApplicationRecorder,
    SQLiteConnection,
    SQLiteConnectionPool,
    SQLiteCursor,
    SQLiteDatastore,
    SQLiteFactory,
)
from eventsourcing.utils import Environment

from ledger.codec import VaultRow
from ledger.errors import Refusal
from ledger.proofs.tree import Frontier, leaf_hash
from ledger.stores.file import PATIENCE, check_format, connect, refusal, usable
from ledger.stores.log import Log

#: (size, root) → (full fingerprint of the key, signature over the checkpoint), 32 and 64 bytes.
Seal = Callable[[int, bytes], tuple[bytes, bytes]]


class LedgerPool(SQLiteConnectionPool):
    """The library's pool, with our connections: FULL durability, and no code from the file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(db_name=str(path), lock_timeout=int(PATIENCE))

    def get_connection(self, timeout: float | None = None, *, is_writer: bool | None = None) -> SQLiteConnection:
        """Writers take turns by SQLite's lock; the library's is never let go where opening the file is refused."""
        return super().get_connection(timeout)

    def _create_connection(self) -> SQLiteConnection:
        with usable(self.path):
            connection = connect(self.path, write=True)
            try:
                check_format(connection, self.path)
            except BaseException:
                connection.close()
                raise
        connection.row_factory = sqlite3.Row
        return SQLiteConnection(sqlite_conn=connection, max_age=None)


def _begin(cursor: SQLiteCursor) -> None:
    """Takes the write lock. SQLite itself would ask ever more seldom, so that who waited longest waits on."""
    cursor.execute("PRAGMA busy_timeout=0")
    until = monotonic() + PATIENCE
    try:
        while True:
            try:
                cursor.execute("BEGIN IMMEDIATE")
                return
            except sqlite3.OperationalError as error:
                code = getattr(error, "sqlite_errorcode", 0)
                if code & 0xFF != sqlite3.SQLITE_BUSY or monotonic() > until:
                    raise
            sleep(0.002)
    finally:
        cursor.execute(f"PRAGMA busy_timeout={int(PATIENCE * 1000)}")


class LedgerDatastore(SQLiteDatastore):
    """The library's datastore over one ledger file. Streams are named by text."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.pool = LedgerPool(path)
        self.single_row_tracking = True
        self.originator_id_type = "text"
        self._held = threading.local()

    @contextmanager
    def exclusive(self) -> Iterator[SQLiteCursor]:
        """Holds the ledger's one write lock; everything this thread does inside is one transaction.

        Leaving by an exception undoes all of it. A process killed inside leaves nothing: SQLite's
        write-ahead log has no commit record for it. Killed after COMMIT, everything is there.
        """
        with self.get_connection(commit=True) as connection, (held := connection.cursor()):
            try:
                _begin(held)
                self._held.cursor = held
                yield held
                connection.commit()
            except BaseException:
                connection.rollback()
                raise
            finally:
                self._held.cursor = None

    def settle(self) -> None:
        """Moves what lies in the write-ahead log into the file, so that a copy of the file alone lacks nothing.

        Others may be reading or writing: then the last of them does it, and nothing is lost meanwhile.
        """
        busy = suppress(sqlite3.Error, PersistenceError, Refusal)
        with busy, self.get_connection(commit=True) as connection, connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout=0")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextmanager
    def transaction(self, *, commit: bool) -> Iterator[SQLiteCursor]:
        """Joins the transaction this thread holds; else one of its own."""
        held = getattr(self._held, "cursor", None)
        if held is not None:
            yield held
        elif commit:
            with self.exclusive() as cursor:
                yield cursor
        else:
            with super().transaction(commit=False) as cursor:
                yield cursor


class LedgerRecorder(SQLiteApplicationRecorder):
    """Appends entries, grows the tree, signs the checkpoint and changes the vault, all in one transaction.

    Entries are opaque here: what the mapper made is stored and hashed byte for byte. ``seal`` signs
    each new head.
    """

    def __init__(self, datastore: LedgerDatastore, seal: Seal) -> None:
        # The library selects from its events table by its own column names: this is that table, for it.
        columns = "stream AS originator_id, version AS originator_version, type AS topic, bytes AS state"
        super().__init__(datastore, events_table_name=f"(SELECT position AS rowid, {columns} FROM entry)")
        self.datastore: LedgerDatastore = datastore
        self.seal = seal
        self.select_max_notification_id_statement = "SELECT max(position) FROM entry"

    def construct_create_table_statements(self) -> list[str]:
        """None: only ``file.create`` makes tables, so that starting many programs at once cannot race."""
        return []

    @contextmanager
    def exclusive(self) -> Iterator[Log]:
        """The write lock, and a log that reads what this transaction sees."""
        try:
            with self.datastore.exclusive() as cursor:
                yield Log(cursor.sqlite_cursor.connection, self.datastore.path)
        except (sqlite3.Error, PersistenceError) as error:
            raise refusal(error, self.datastore.path) from error

    def _insert_events(
        self,
        c: SQLiteCursor,
        stored_events: Sequence[StoredEvent],
        command: str = "",
        vault: Sequence[VaultRow] = (),
        minted: Mapping[str, int] | None = None,
        erased: Sequence[str] = (),
        **_: Any,
    ) -> Sequence[int] | None:
        """Appends, takes what is ``erased`` from the vault, and seals; killed before COMMIT, nothing happened."""
        if not stored_events:
            return []
        log = Log(c.sqlite_cursor.connection, self.datastore.path)
        tree = Frontier(size := log.size(), log.node)
        rows = [
            (size + place, str(event.originator_id), event.originator_version, event.topic, command, event.state,
             tree.append(leaf_hash(event.state)))
            for place, event in enumerate(stored_events, 1)
        ]  # fmt: skip
        try:
            c.executemany("INSERT INTO entry VALUES (?,?,?,?,?,?,?)", rows)
            c.executemany("INSERT INTO vault VALUES (?,?,?)", [(bytes.fromhex(key), *rest) for key, *rest in vault])
        except sqlite3.IntegrityError as error:
            raise IntegrityError(error) from error
        c.executemany("DELETE FROM vault WHERE commitment = ?", [(bytes.fromhex(key),) for key in erased])
        raise_to = "INSERT INTO minted VALUES (?,?) ON CONFLICT (kind) DO UPDATE SET last = excluded.last"
        c.executemany(raise_to, list((minted or {}).items()))
        root = tree.root()
        c.execute("INSERT INTO checkpoint VALUES (?,?,?,?)", (tree.size, root, *self.seal(tree.size, root)))
        return [row[0] for row in rows]


class LedgerFactory(SQLiteFactory):
    """Hands the library our recorder. It reads no environment: a variable in a shell must not change what is stored."""

    def __init__(self, path: Path, seal: Seal) -> None:
        self.env = Environment()
        self._is_entered = False
        self.datastore: LedgerDatastore = LedgerDatastore(path)
        self.seal = seal

    def application_recorder(self) -> LedgerRecorder:
        """The recorder of this file."""
        return LedgerRecorder(self.datastore, self.seal)
