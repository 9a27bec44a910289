"""What a backend says of itself, so that its contract can be run."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Protocol

import pytest
from eventsourcing.persistence import StoredEvent

from ledger.recording import Ledger
from ledger.stores.log import Log

Seal = Callable[[int, bytes], tuple[bytes, bytes]]
Contents = Mapping[str, Sequence[tuple[object, ...]]]


class Recorder(Protocol):
    """The part of a backend that writes; the rest of what the library expects of a recorder comes with it."""

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int] | None:
        """Appends and seals, in a transaction of its own or in the one that is held."""

    def select_events(self, originator_id: str) -> Sequence[StoredEvent]:
        """One stream."""

    def exclusive(self) -> AbstractContextManager[Log]:
        """The write lock, and one transaction."""


@dataclass
class Fault:
    """A failure that lies in wait. ``struck``: it has happened."""

    struck: bool = False


class Backend(ABC):
    """Every test takes a new place. ``name`` tells two stores at one place apart."""

    #: The ways in which ``failing`` can make this backend fail.
    FAULTS: ClassVar[Sequence[str]]

    folder: Path
    opened: ExitStack

    @abstractmethod
    def recorder(self, seal: Seal) -> Recorder:
        """A recorder of a store that is empty at first; ``opened`` closes it."""

    @abstractmethod
    def log(self, name: str = "afi") -> Log:
        """A reader of its own; ``opened`` closes it."""

    @abstractmethod
    def contents(self, name: str = "afi") -> Contents:
        """Every row of every table, in order."""

    @abstractmethod
    def failing(self, recorder: Recorder, kind: str, step: int) -> AbstractContextManager[Fault]:
        """The store fails once, before COMMIT, at the ``step``-th point (from 0) at which it can fail so."""

    @abstractmethod
    def answer_lost(self) -> AbstractContextManager[None]:
        """The next COMMIT succeeds, and an error is reported all the same."""

    @abstractmethod
    def forbidden(self) -> Iterable[str]:
        """Statements, in the backend's own SQL, that change or skip what is recorded in the store of two batches."""

    @abstractmethod
    def execute(self, statement: str) -> None:
        """Somebody uses the database's own tools on it."""

    @abstractmethod
    def ledger(self, name: str = "afi") -> Ledger:
        """The fictitious ledger of ``tests.making``, open for recording; ``opened`` closes it."""

    @pytest.fixture(autouse=True)
    def place(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
        """A folder, and keys and memory, of this test's own."""
        monkeypatch.setenv("AFI_HOME", str(tmp_path / "home"))
        self.folder = tmp_path
        with ExitStack() as self.opened:
            yield
