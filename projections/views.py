"""The read models' file: its tables, how it is opened, and whether it is level with the log. Standard library only.

``NAME.ledger-views`` lies beside ``NAME.ledger``; in the cache folder where the ledger's is read-only; in
memory where there is no other place. It can be deleted at any time, for it holds nothing that the log
does not. Texts stand here in the clear, so whoever may read the ledger's vault may read this, and no one else.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from ledger.errors import StoreUnavailable

if TYPE_CHECKING:
    from ledger.stores.log import Log

#: Raised whenever a table or a fold changes: read models of another number are made again.
SCHEMA = 8
#: "AFIV" in the file's header: nothing else that happens to lie there is ever overwritten.
APPLICATION_ID = 0x41464956
#: Seconds that a command waits for another to finish levelling.
PATIENCE = 30.0

#: The changes that records are looked for by; a query that is to find them by their index repeats this very condition.
GIVEN = "field IN ('chair', 'embargo', 'force', 'lead', 'owner', 'question', 'status')"
#: The records that look wrong to somebody, or once did. The name of a field is what no text in a body can hold, where
#: quotation marks stand after a backslash.
FLAGGED = "instr(body, '\"flags\":') > 0"
#: ``change`` is what the folds say; ``record`` is its newest value of each field, kept for speed. A column that
#: holds a text which may be erased (words, why, authority) holds JSON: NULL where none was given, null where
#: it was erased. A field of a body that is null was erased; one that was never given is absent. A happening
#: that is void is an entry that means nothing, so it changed nothing. ``replaced_by`` is the entry that last corrected
#: it. ``key`` is how the fingerprint of the key that sealed it begins, ``unproven`` the entry that revoked that key, so
#: that nothing proves who recorded this one (unproven.py). A change to the empty text took the field away. ``moved`` is
#: the entry that last made a record another inspection's. ``mention`` says which entries name a record that is not
#: theirs.
TABLES = (
    "CREATE TABLE level(origin TEXT NOT NULL, position INTEGER NOT NULL, root BLOB NOT NULL, "
    "schema INTEGER NOT NULL) STRICT",
    "CREATE TABLE happening(position INTEGER PRIMARY KEY, stream TEXT NOT NULL, version INTEGER NOT NULL, "
    "type TEXT NOT NULL, at TEXT NOT NULL, on_from TEXT NOT NULL, on_to TEXT NOT NULL, words TEXT, "
    "assumed INTEGER NOT NULL, said_by TEXT NOT NULL, recorded_by TEXT NOT NULL, src TEXT NOT NULL, why TEXT, "
    "authority TEXT, fixes INTEGER, command TEXT NOT NULL, data TEXT NOT NULL, first_day TEXT NOT NULL, "
    "last_day TEXT NOT NULL, void INTEGER NOT NULL, key INTEGER NOT NULL, replaced_by INTEGER, "
    "unproven INTEGER) STRICT",
    "CREATE INDEX happening_stream ON happening(stream, version)",
    "CREATE INDEX happening_day ON happening(last_day, first_day)",
    "CREATE INDEX happening_fixes ON happening(fixes) WHERE fixes IS NOT NULL",
    "CREATE INDEX happening_said ON happening(said_by, last_day)",
    "CREATE INDEX happening_recorded ON happening(recorded_by, last_day)",
    "CREATE INDEX happening_late ON happening(last_day) WHERE julianday(substr(at, 1, 10)) - julianday(last_day) > 29",
    "CREATE INDEX happening_unproven ON happening(unproven) WHERE unproven IS NOT NULL",
    "CREATE TABLE change(ref TEXT NOT NULL, field TEXT NOT NULL, position INTEGER NOT NULL, value TEXT NOT NULL, "
    "PRIMARY KEY(ref, field, position)) STRICT, WITHOUT ROWID",
    "CREATE INDEX change_position ON change(position)",
    f"CREATE INDEX change_given ON change(field, value) WHERE {GIVEN}",
    "CREATE TABLE record(ref TEXT PRIMARY KEY, noun TEXT NOT NULL, number INTEGER NOT NULL, first INTEGER NOT NULL, "
    "last INTEGER NOT NULL, inspection TEXT, moved INTEGER, status TEXT, body TEXT NOT NULL) STRICT",
    "CREATE INDEX record_noun ON record(noun, number)",
    "CREATE INDEX record_inspection ON record(inspection, noun, number) WHERE inspection IS NOT NULL",
    "CREATE INDEX record_moved ON record(moved) WHERE moved IS NOT NULL",
    "CREATE INDEX record_status ON record(noun, status, number) WHERE status IS NOT NULL",
    f"CREATE INDEX record_flagged ON record(ref) WHERE {FLAGGED}",
    "CREATE TABLE mention(ref TEXT NOT NULL, position INTEGER NOT NULL, PRIMARY KEY(ref, position)) "
    "STRICT, WITHOUT ROWID",
    "CREATE TABLE citation(document TEXT NOT NULL, position INTEGER NOT NULL, place TEXT NOT NULL, "
    "PRIMARY KEY(document, position, place)) STRICT, WITHOUT ROWID",
    "CREATE VIRTUAL TABLE search USING fts5(about, recorded_by, said_by, text, content='', "
    "tokenize='unicode61 remove_diacritics 2')",
)


class Level(NamedTuple):
    """Which log the read models are of, and how far: ``root`` (32 bytes) is of its first ``position`` entries."""

    origin: str
    position: int
    root: bytes
    schema: int


class Views:
    """An open file of read models. Rows are mappings by column name."""

    def __init__(self, connection: sqlite3.Connection, path: str) -> None:
        self._connection = connection
        self._shadowed: set[str] = set()
        self.path = path

    @classmethod
    def at(cls, path: str) -> Self:
        """Opens the file at ``path`` (or ``:memory:``), made if need be. ``StoreUnavailable`` where that cannot be."""
        with _usable(path):
            connection = sqlite3.connect(path, isolation_level=None, timeout=PATIENCE, check_same_thread=False)
            connection.row_factory = sqlite3.Row
            views = cls(connection, path)
            try:
                views._settle()
            except BaseException:
                connection.close()
                raise
            return views

    def _settle(self) -> None:
        """Nothing stored here can run code; NORMAL suffices for what can be made again.

        Several programs may find the file empty at once. Whatever any of them writes first bears the id, so it
        is asked for after the size: a file that has pages has its id.
        """
        execute = self._connection.execute
        if not execute("PRAGMA page_count").fetchone()[0]:
            execute(f"PRAGMA application_id={APPLICATION_ID}")
        if execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise _unusable(self.path, "is not a file of read models", "Move it away, then repeat the command.")
        try:
            execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            # SQLite does not wait here. Whoever holds the file sets the same mode, or whoever opens it next.
        execute("PRAGMA synchronous=NORMAL")
        execute("PRAGMA trusted_schema=OFF")

    def close(self) -> None:
        """Lets go of the file."""
        self._connection.close()

    def query(self, sql: str, parameters: Sequence[object] | Mapping[str, object] = ()) -> list[sqlite3.Row]:
        """The rows of one statement, with SQLite's complaints as refusals."""
        with _usable(self.path):
            return self._connection.execute(sql, parameters).fetchall()

    def each(self, sql: str, parameters: Sequence[object] = ()) -> Iterator[sqlite3.Row]:
        """The rows of one statement, one at a time."""
        with _usable(self.path):
            # Whoever leaves early may have closed the file by then, and a cursor told to close would complain.
            yield from iter(self._connection.execute(sql, parameters).fetchone, None)

    def many(self, sql: str, rows: Sequence[Sequence[object]]) -> None:
        """One statement for each of many rows, inside ``writing``."""
        self._connection.executemany(sql, rows)

    def shadow(self, name: str, select: str) -> None:
        """Puts a view in front of the table of that name, for this connection alone."""
        with _usable(self.path):
            self._connection.execute(f"CREATE TEMP VIEW {name} AS {select}")
        self._shadowed.add(name)

    def unshadow(self, name: str) -> None:
        """Takes the view away again."""
        with _usable(self.path):
            self._connection.execute(f"DROP VIEW temp.{name}")
        self._shadowed.discard(name)

    def shadows(self, name: str) -> bool:
        """Whether there is a view in front of the table of that name."""
        return name in self._shadowed

    def define(self, name: str, arguments: int, function: Callable[..., Any]) -> None:
        """Gives the statements of this connection a function."""
        self._connection.create_function(name, arguments, function, deterministic=True)

    def level(self) -> Level | None:
        """How far the read models are; ``None`` where they are not made, or not as this program makes them."""
        try:
            found = self._connection.execute("SELECT origin, position, root, schema FROM level").fetchall()
        except sqlite3.Error as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_ERROR:  # no such table, or no such column
                return None
            raise _refusal(error, self.path) from error
        return Level(*found[0]) if len(found) == 1 and found[0]["schema"] == SCHEMA else None

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction under the write lock. Killed inside, the file is as it was before."""
        with _usable(self.path), self._transaction("BEGIN IMMEDIATE"):
            yield

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Everything read inside is of one moment, whoever levels meanwhile."""
        with self._transaction("BEGIN"):
            yield

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[None]:
        self._connection.execute(begin)
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:  # SQLite itself rolls back when the disk is full
                self._connection.execute("ROLLBACK")
            raise

    def wipe(self, level: Level) -> None:
        """Empty tables at ``level``, inside ``writing``: whatever older schema there was is gone with its rows."""
        tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        for which in (" AND sql LIKE 'CREATE VIRTUAL%'", ""):  # first those that have tables of their own
            for table in self.query(tables + which):
                self._connection.execute(f'DROP TABLE "{table["name"]}"')
        for statement in TABLES:
            self._connection.execute(statement)
        self._connection.execute("INSERT INTO level VALUES (?,?,?,?)", level)

    def set_level(self, position: int, root: bytes) -> None:
        """Moves the level, inside ``writing``."""
        self._connection.execute("UPDATE level SET position = ?, root = ?", (position, root))


@contextmanager
def opened(ledger: Path, origin: str) -> Iterator[Views]:
    """The read models of the ledger at a path, in the first place of ``places`` that can be used."""
    place = next(filter(_can_write, places(ledger, origin)))
    if place != ":memory:" and not Path(place).exists():
        with suppress(OSError):  # SQLite says better what is wrong
            Path(place).touch(mode=ledger.stat().st_mode & 0o666 | 0o600)  # for whoever may read the ledger
    views = Views.at(place)
    try:
        yield views
    finally:
        views.close()


def places(ledger: Path, origin: str) -> Iterator[str]:
    """Where the read models may lie, the best first."""
    yield f"{ledger}-views"
    from ledger.home import cache_dir, origin_file_name

    cache = cache_dir()
    try:
        cache.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        pass  # then they are made in memory
    else:
        yield str(cache / f"{origin_file_name(origin)}.ledger-views")
    yield ":memory:"


def discard(ledger: Path, origin: str) -> None:
    """Removes the files of read models, wherever they lie: the cure for a damaged one."""
    for place in filter(_can_write, places(ledger, origin)):
        for suffix in ("-wal", "-shm", ""):  # the log first: a new file must not take it for its own
            if place != ":memory:":
                Path(place + suffix).unlink(missing_ok=True)


def is_level(log: "Log", views: Views) -> bool:
    """Whether the read models show all of this very log: by origin, position and root, in O(log n)."""
    level = views.level()
    return level is not None and level.position == log.size() and belongs(log, level)


def belongs(log: "Log", level: Level) -> bool:
    """Whether this log is the one, as far as ``level``: not another, not one that was cut, rolled back or forked."""
    if level.origin != log.opening()["origin"] or not 0 <= level.position <= log.size():
        return False
    return log.root(level.position) == level.root


def _can_write(place: str) -> bool:
    if place == ":memory:":
        return True
    path = Path(place)
    return os.access(path.parent, os.W_OK) and (not path.exists() or os.access(path, os.W_OK))


@contextmanager
def _usable(path: str) -> Iterator[None]:
    try:
        yield
    except sqlite3.IntegrityError:
        raise  # a row that is there already: the follower's to judge
    except sqlite3.Error as error:
        raise _refusal(error, path) from error


def _refusal(error: sqlite3.Error, path: str) -> StoreUnavailable:
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return _unusable(path, "stayed locked by another program", "Repeat the command.")
    if name.startswith("SQLITE_IOERR"):
        return _unusable(path, "could not be read or written", "See whether its disk is sound and has room.")
    if name.startswith("SQLITE_FULL"):
        return _unusable(path, "could not grow: the disk is full", "Free some space, then repeat the command.")
    if "no such module" in str(error):
        what = "needs a search that this Python's SQLite was built without (FTS5)"
        return _unusable(path, what, "Use a Python whose SQLite has it, as those from python.org do.")
    if name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT", "SQLITE_ERROR")):
        return _unusable(path, "is damaged", "Run `afi rebuild`, which makes it again from the ledger.")
    return _unusable(path, f"cannot be used ({error})", "Check your rights to it and its folder.")


def _unusable(path: str, what: str, remedy: str) -> StoreUnavailable:
    return StoreUnavailable(f"The file of read models {path} {what}.", remedy)
