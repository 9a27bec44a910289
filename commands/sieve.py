"""What of a draft may leave the ledger: nothing that is under embargo, and how much was left out."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from commands.context import Reading
from projections.leaving import Leaving
from projections.queries import words

Row = dict[str, Any]


class Sieve:
    """Keeps what may leave the ledger now, whatever is looked back at; counts what may not."""

    def __init__(self, reading: Reading) -> None:
        with reading.present():
            self._leaving = Leaving(reading.views, datetime.now(UTC))
        self._left: set[str] = set()

    def keep(self, rows: Iterable[Row]) -> list[Row]:
        """The rows of entries and records that are free. How a record stands that is partly so would give it away."""
        given = list(rows)
        free = self._leaving.free(given)
        kept = [row for row in free if "sentence" in row or row["ref"] not in self._leaving.partly]
        self._left |= set(map(_which, given)) - set(map(_which, kept))
        return kept

    @property
    def left_out(self) -> int:
        """How many records and entries were left out."""
        return len(self._left)

    @property
    def words(self) -> str:
        """The same in words; nothing where nothing was."""
        entries = sum(each.startswith("E-") for each in self._left)
        records = len(self._left) - entries
        counted = [words.counted(records, "record")] if records else []
        counted += [words.counted(entries, "entry", "entries")] if entries else []
        return f"Left out because of an embargo: {words.listed(counted)}." if counted else ""


def _which(row: Row) -> str:
    """A record, or an entry: those have sentences."""
    return str(row["entry"] if "sentence" in row else row["ref"])
