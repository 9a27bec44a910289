"""The ledger file: its tables, its settings, and how it is opened. Standard library only.

What is refused at opening: a file that is not a ledger, one from a newer version, one that cannot be
reached or read. ``usable`` turns what SQLite says later (locked, full, read-only) into refusals.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ledger.errors import AlreadyThere, IntegrityBroken, StoreUnavailable

#: "AFI1" in the file's header, so that `file` and SQLite's own tools tell a ledger from other databases.
APPLICATION_ID = 0x41464931
SCHEMA_VERSION = 1
#: Seconds that a command waits for others to finish writing.
PATIENCE = 30.0

_REFUSE = "BEGIN SELECT raise(ABORT, '{}'); END"
#: Each statement exactly as SQLite keeps it, so that the audit can compare. A row's ``hashes`` are its leaf
#: hash and those of the nodes it completes (ledger.proofs.tree). BEFORE INSERT: INSERT OR REPLACE would
#: otherwise walk past the triggers on UPDATE and DELETE, by whichever of a table's unique columns.
SCHEMA = (
    "CREATE TABLE entry(position INTEGER PRIMARY KEY, stream TEXT NOT NULL, version INTEGER NOT NULL, "
    "type TEXT NOT NULL, command TEXT NOT NULL, bytes BLOB NOT NULL, hashes BLOB NOT NULL, "
    "UNIQUE(stream, version)) STRICT",
    "CREATE INDEX entry_command ON entry(command)",
    "CREATE TABLE checkpoint(size INTEGER PRIMARY KEY, root BLOB NOT NULL, key BLOB NOT NULL, "
    "signature BLOB NOT NULL) STRICT",
    "CREATE TABLE vault(commitment BLOB PRIMARY KEY, salt BLOB NOT NULL, content BLOB NOT NULL) STRICT",
    "CREATE TABLE minted(kind TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT",
    "CREATE TRIGGER entry_append BEFORE INSERT ON entry WHEN NEW.position IS NOT "
    "(SELECT coalesce(max(position), 0) + 1 FROM entry) OR EXISTS "
    "(SELECT 1 FROM entry WHERE stream = NEW.stream AND version = NEW.version) "
    + _REFUSE.format("entries are only appended"),
    "CREATE TRIGGER entry_update BEFORE UPDATE ON entry " + _REFUSE.format("entries never change"),
    "CREATE TRIGGER entry_delete BEFORE DELETE ON entry " + _REFUSE.format("entries are never deleted"),
    "CREATE TRIGGER checkpoint_append BEFORE INSERT ON checkpoint WHEN NEW.size IS NOT "
    "(SELECT max(position) FROM entry) OR EXISTS (SELECT 1 FROM checkpoint WHERE size >= NEW.size) "
    + _REFUSE.format("a checkpoint is of the newest entry"),
    "CREATE TRIGGER checkpoint_update BEFORE UPDATE ON checkpoint " + _REFUSE.format("checkpoints never change"),
    "CREATE TRIGGER checkpoint_delete BEFORE DELETE ON checkpoint " + _REFUSE.format("checkpoints are never deleted"),
    "CREATE TRIGGER vault_append BEFORE INSERT ON vault WHEN EXISTS "
    "(SELECT 1 FROM vault WHERE commitment = NEW.commitment) " + _REFUSE.format("a text is kept once"),
    "CREATE TRIGGER vault_update BEFORE UPDATE ON vault " + _REFUSE.format("texts never change"),
)


def address(path: Path) -> str:
    """A file as SQLite takes it, which knows no other computer: a network folder of Windows is part of the path."""
    uri = path.absolute().as_uri()
    return uri if uri.startswith("file:///") else uri.replace("file://", "file:////", 1)


def connect(path: Path, *, write: bool = False, immutable: bool = False) -> sqlite3.Connection:
    """A connection in autocommit mode. Nothing stored in the file can run code (``trusted_schema``)."""
    uri = f"{address(path)}?mode={'rw' if write else 'ro'}{'&immutable=1' if immutable else ''}"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=PATIENCE, check_same_thread=False)
    try:
        connection.execute("PRAGMA trusted_schema=OFF")
        if write:
            # FULL: an acknowledged entry is on the disk. secure_delete: an erased text leaves no trace in free pages.
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("PRAGMA secure_delete=ON")
    except BaseException:  # reads the first page, which may be anything
        connection.close()
        raise
    return connection


def create(path: Path) -> None:
    """An empty ledger file with its tables, which only its maker may read; refuses to touch anything that is there."""
    if path.exists():
        raise AlreadyThere(f"There is something at {path} already.", "Choose another place; nothing was changed.")
    with usable(path):
        path.touch(mode=0o600, exist_ok=False)  # it holds names; to share it is for its owner to decide
        connection = connect(path, write=True)
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("BEGIN IMMEDIATE")
            for statement in SCHEMA:
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version={SCHEMA_VERSION}")
            connection.execute("COMMIT")
        finally:
            connection.close()


def open_for_reading(path: Path) -> sqlite3.Connection:
    """A read-only connection to a ledger, on read-only media too."""
    _require_file(path)
    with usable(path):
        connection = connect(path, immutable=_cannot_share(path))
        try:
            check_format(connection, path)
        except BaseException:
            connection.close()
            raise
        return connection


def check_format(connection: sqlite3.Connection, path: Path) -> None:
    """Refuses a database that is not a ledger, or that only a newer program can read."""
    [application] = connection.execute("PRAGMA application_id").fetchone()
    [version] = connection.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID:
        raise _not_a_ledger(path)
    if version > SCHEMA_VERSION:
        raise StoreUnavailable(
            f"{path} was written by a newer afi-ledger (format {version}; this one knows {SCHEMA_VERSION}).",
            "Install the newest afi-ledger, then repeat the command.",
        )


@contextmanager
def usable(path: Path) -> Iterator[None]:
    """Turns what SQLite and the system refuse into refusals that say what to do."""
    try:
        yield
    except (sqlite3.Error, UnicodeDecodeError) as error:  # SQLite quotes the damaged bytes of a schema
        raise refusal(error, path) from error
    except OSError as error:
        raise StoreUnavailable(
            f"{path} cannot be used ({error.strerror or error}).", "Check the folder and your rights to it."
        ) from error


def refusal(error: Exception, path: Path) -> StoreUnavailable | IntegrityBroken:
    """The refusal that stands for what SQLite said (https://sqlite.org/rescode.html)."""
    name = getattr(error, "sqlite_errorname", None) or ""
    if not name and error.__cause__:
        name = getattr(error.__cause__, "sqlite_errorname", "")
    for prefix, what, remedy in _SAID:
        if name.startswith(prefix):
            return StoreUnavailable(what.format(path=path), remedy)
    if name.startswith("SQLITE_NOTADB"):
        return _not_a_ledger(path)
    if name.startswith("SQLITE_CORRUPT"):
        return IntegrityBroken(f"{path} is damaged: {error}.", "Work on a copy: `afi verify` says what still holds.")
    return StoreUnavailable(f"{path} could not be used: {error}.", "Run `afi verify` to see whether it is whole.")


_SAID = (
    (
        "SQLITE_BUSY",
        "{path} stayed locked by other writers.",
        "Repeat the command; if it goes on, see who has it open.",
    ),
    ("SQLITE_LOCKED", "{path} stayed locked by other writers.", "Repeat the command."),
    ("SQLITE_READONLY", "{path} is read-only.", "Get the right to write to the file and its folder, then repeat."),
    ("SQLITE_IOERR", "The system could not read or write {path}.", "See whether its disk is sound and has room."),
    ("SQLITE_FULL", "The disk is full; nothing was recorded.", "Free some space, then repeat the command."),
    ("SQLITE_CANTOPEN", "{path} cannot be opened.", "Check the path and your rights to the file and its folder."),
    ("SQLITE_PERM", "{path} cannot be opened.", "Check your rights to the file and its folder."),
)


def _not_a_ledger(path: Path) -> StoreUnavailable:
    return StoreUnavailable(f"{path} is not a ledger.", "Check the path, or begin a ledger with `afi init`.")


def _require_file(path: Path) -> None:
    if not path.is_file():
        raise StoreUnavailable(f"There is no ledger at {path}.", "Check the path, or begin one with `afi init`.")


def _cannot_share(path: Path) -> bool:
    """Whether SQLite has no way to make its shared-memory file, as on read-only media without a ``-wal``."""
    import os

    wal = Path(f"{path}-wal")
    return not os.access(path.parent, os.W_OK) and not (wal.exists() and wal.stat().st_size)
