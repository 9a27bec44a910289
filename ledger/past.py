"""The past that a draft is decided on: what the ledger holds, or held when it had so many entries."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime

from ledger.aggregates import Fact, fold
from ledger.aggregates.correction import Told, settle
from ledger.aggregates.slip import Made
from ledger.codec import Entry, recall
from ledger.days import uk_today
from ledger.draft import Loaded
from ledger.errors import IntegrityBroken, UnknownReference
from ledger.stores.log import Log, Row

#: The entries of a stream in order, up to a version where one is given.
Entries = Callable[[str, int | None], list[Entry]]


class Stored:
    """What the ledger held when it had ``until`` entries: the past that a draft is decided on."""

    def __init__(self, entries: Entries, log: Log, until: int | None = None) -> None:
        self._entries, self._log, self._until = entries, log, until

    def load(self, stream: str) -> Loaded:
        """What a stream's facts make of it, each as it was last corrected."""
        told = self.told(stream)
        try:
            return Loaded(fold(settle(told)), told[-1].version) if told else Loaded()
        except (KeyError, ValueError, AttributeError) as error:
            raise IntegrityBroken(f"What is stored of {stream} makes no sense.", "Run `afi verify`.") from error

    def told(self, stream: str) -> list[Told]:
        """The facts of a stream as they were told."""
        version = None if self._until is None else self._log.version_at(stream, self._until)
        if version == 0:
            return []
        return [
            Told(
                entry.version,
                Fact(entry.event, entry.said_by, entry.span, stream),
                self._log.version_at(stream, entry.fixes) if entry.fixes else None,
            )
            for entry in self._entries(stream, version)
        ]

    def locate(self, position: int) -> tuple[str, int]:
        """The stream and version of an entry."""
        row = self._row(position)
        return row.stream, row.version

    def position(self, stream: str, version: int) -> int:
        """Where an entry of a stream stands."""
        return next(row.position for row in self._log.of_stream(stream) if row.version == version)

    def made(self, position: int) -> Made:
        """By whom, when and by which command an entry was recorded."""
        entry = recall(self._row(position).stored)
        return Made(entry.recorded_by, uk_today(datetime.fromisoformat(entry.at)), entry.cmd)

    def naming(self, reference: str, after: int) -> Iterator[tuple[int, str, int]]:
        """The entries after one that are not of a record and name it: where they stand, stream and version."""
        named = re.compile(rf'"{reference}[":]'.encode())
        while rows := self._log.rows(after):
            for row in rows:
                if self._until is not None and row.position > self._until:
                    return
                if row.stream != reference and named.search(row.stored):
                    yield row.position, row.stream, row.version
            after = rows[-1].position

    def _row(self, position: int) -> Row:
        for row in self._log.rows(after=position - 1, limit=1):
            if self._until is None or position <= self._until:
                return row
        raise UnknownReference(f"There is no E-{position} in this ledger.", "`afi log` lists the entries.")
