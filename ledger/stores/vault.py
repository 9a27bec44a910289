"""Texts taken out of a ledger's file for good: out of its pages, and out of the log of what was written.

SQLite overwrites what it deletes (``secure_delete``), but not the copies of rows that it leaves in a page when it
moves them to another: of texts deleted one after another about one in a thousand stayed in some page so. Therefore the
file is written anew from its rows (VACUUM), and the log beside it is emptied, which nobody may be reading meanwhile.
"""

import mmap
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from ledger.errors import StoreUnavailable
from ledger.stores.file import connect, usable

#: Seconds that others have to finish reading.
PATIENCE = 5.0


def check_unread(path: Path) -> None:
    """Refuses where somebody reads the ledger, who would keep what is erased in the log; changes no row.

    A reader who needs nothing of the log is noticed only when there is something in it: hence the number that is
    written as it was.
    """
    with _open(path) as connection:
        [version] = connection.execute("PRAGMA user_version").fetchone()
        connection.execute(f"PRAGMA user_version={version}")
        if not _empty_log(connection):
            raise StoreUnavailable(
                f"Another program is reading {path}, so a text could not be wholly erased; nothing was recorded.",
                "Close what has the ledger open, like a backup being made or a database browser, then repeat.",
            )


def purge(path: Path, commitments: Iterable[str]) -> bool:
    """Removes these texts, and whatever the file still holds of any that was removed before.

    Whether nothing is left: not where somebody reads the ledger.
    """
    with _open(path) as connection:
        connection.execute("BEGIN IMMEDIATE")
        gone = [(bytes.fromhex(commitment),) for commitment in commitments]
        connection.executemany("DELETE FROM vault WHERE commitment = ?", gone)
        connection.execute("COMMIT")
        connection.execute("VACUUM")
        return _empty_log(connection)


def salts(path: Path, commitments: Iterable[str]) -> list[bytes]:
    """What stands before each of these texts in the file, and nowhere else in the world."""
    sql = "SELECT salt FROM vault WHERE commitment = ?"
    with usable(path), closing(connect(path)) as connection:
        asked = (connection.execute(sql, (bytes.fromhex(each),)).fetchone() for each in commitments)
        return [found[0] for found in asked if found]


def holding(files: Iterable[Path], traces: Collection[bytes]) -> Iterator[Path]:
    """Those of these files, if they are there, that hold any of these bytes."""
    for path in files:
        if path.is_file() and path.stat().st_size:
            with path.open("rb") as file, closing(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)) as content:
                if any(content.find(trace) >= 0 for trace in traces):
                    yield path


@contextmanager
def _open(path: Path) -> Iterator[sqlite3.Connection]:
    with usable(path), closing(connect(path, write=True)) as connection:
        yield connection


def _empty_log(connection: sqlite3.Connection) -> bool:
    connection.execute(f"PRAGMA busy_timeout={int(PATIENCE * 1000)}")
    [busy, *_] = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy
