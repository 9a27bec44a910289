"""What we are compared with: raw SQLite, and the eventsourcing library as it is used without a ledger's proofs."""

import sqlite3
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from eventsourcing.application import Application
from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import Mapper, StoredEvent
from pydantic import BaseModel, ConfigDict

from ledger.stores.file import connect, create

_TABLE = (
    "CREATE TABLE event(id INTEGER PRIMARY KEY, stream TEXT NOT NULL, version INTEGER NOT NULL, type TEXT NOT NULL, "
    "state BLOB NOT NULL)"
)
_INSERT = "INSERT INTO event(stream, version, type, state) VALUES (?,?,?,?)"


class RawSqlite:
    """One table without an index, in a file as durable as a ledger: WAL, and FULL."""

    def __init__(self, path: Path, state: bytes) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=FULL")
        self._connection.execute(_TABLE)
        self._state = state

    def insert(self, rows: int = 1) -> None:
        """So many rows in one durable transaction."""
        row = ("AFI-1", 1, "improvement.noted", self._state)
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.executemany(_INSERT, [row] * rows)
        self._connection.execute("COMMIT")

    def close(self) -> None:
        """Lets go of the file."""
        self._connection.close()


class Rows:
    """A ledger's own tables, indexes and triggers, written to by SQLite alone: no tree, and nothing signed."""

    def __init__(self, path: Path, state: bytes) -> None:
        create(path)
        self._connection = connect(path, write=True)
        self._state, self._size = state, 0

    def insert(self) -> None:
        """One entry and its checkpoint in one durable transaction."""
        self._size = size = self._size + 1
        row = ("AFI-1", size, "improvement.noted", f"{size:032x}", self._state, bytes(32))
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.execute("INSERT INTO entry VALUES (?,?,?,?,?,?,?)", (size, *row))
        self._connection.execute("INSERT INTO checkpoint VALUES (?,?,?,?)", (size, bytes(32), bytes(32), bytes(64)))
        self._connection.execute("COMMIT")

    def close(self) -> None:
        """Lets go of the file."""
        self._connection.close()


class Noted(BaseModel):
    """An event as the library's users write it with pydantic, its text inside."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    originator_id: UUID
    originator_version: int
    at: str
    recorded_by: str
    text: str


class NotedMapper(Mapper[UUID]):
    """The library's mapper with pydantic in place of its JSON."""

    def to_stored_event(self, domain_event: DomainEventProtocol[UUID]) -> StoredEvent:
        """The event as JSON."""
        assert isinstance(domain_event, Noted)
        state = domain_event.model_dump_json().encode()
        return StoredEvent(domain_event.originator_id, domain_event.originator_version, "noted", state)

    def to_domain_event(self, stored_event: StoredEvent) -> DomainEventProtocol[UUID]:
        """The event of its JSON."""
        return Noted.model_validate_json(stored_event.state)


class Plain(Application[UUID]):
    """The library over a SQLite file; durable by its own default (WAL, FULL)."""

    def __init__(self, path: Path) -> None:
        super().__init__({"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": str(path)})
        self._id, self._version = uuid4(), 0

    def construct_mapper(self) -> Any:
        """Ours, which validates."""
        return NotedMapper(self.construct_transcoder())

    def save_one(self, text: str) -> None:
        """One more event, durable on return."""
        self._version += 1
        event = Noted(
            originator_id=self._id, originator_version=self._version, at="2025-01-01T12:00:00.000000Z",
            recorded_by="PER-1", text=text,
        )  # fmt: skip
        self.save(event)
