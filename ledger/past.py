"""The past that a draft is decided on: what the ledger holds, or held when it had so many entries."""

from collections.abc import Callable

from ledger.aggregates import Fact, fold
from ledger.aggregates.correction import Told, settle
from ledger.codec import Entry
from ledger.draft import Loaded
from ledger.errors import IntegrityBroken, UnknownReference
from ledger.stores.log import Log

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
        for row in self._log.rows(after=position - 1, limit=1):
            if self._until is None or position <= self._until:
                return row.stream, row.version
        raise UnknownReference(f"There is no E-{position} in this ledger.", "`afi log` lists the entries.")
