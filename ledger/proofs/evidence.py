"""What is put before the audit: the rows of a ledger as they are stored, believed in nothing.

Whoever can write the file can put anything into any column, so all but the numbers that order the rows is
``object`` here. ``ledger.stores.evidence`` reads a file so; a test may hand in lists.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol


class RawEntry(NamedTuple):
    """A row of ``entry``; texts are their bytes. ``stored`` or ``hashes`` is None where it is too long to be one."""

    position: int
    stream: object
    version: object
    type: object
    command: object
    stored: object
    hashes: object


class RawCheckpoint(NamedTuple):
    """A row of ``checkpoint``."""

    size: int
    root: object
    key: object
    signature: object


class RawText(NamedTuple):
    """A row of ``vault`` without its commitment. ``content`` is None where it is too long to be read."""

    salt: object
    content: object


class VaultRow(NamedTuple):
    """A row of ``vault``, as the table has it in its order. ``content`` is None where it is long: ask for its text."""

    number: int
    commitment: object
    salt: object
    content: object


class Fault(NamedTuple):
    """What the store itself found wrong while it was read; ``kind`` is one of ``verdict.KINDS``."""

    kind: str
    what: str
    position: int | None = None
    column: str | None = None


class Evidence(Protocol):
    """One snapshot of a ledger. Nothing here raises for what a row holds: it becomes a ``Fault``."""

    def pages(self) -> Iterable[Sequence[RawEntry]]:
        """Every entry, by rising position, some at a time; may be asked for twice."""

    def entry(self, position: int) -> RawEntry | None:
        """One entry."""

    def checkpoints(self) -> Iterable[RawCheckpoint]:
        """Every checkpoint, by rising size."""

    def hashes(self, position: int) -> bytes | None:
        """The hashes stored with one entry."""

    def text(self, commitment: bytes) -> RawText | None:
        """The vault's row for a commitment (32 bytes)."""

    def texts(self) -> Iterable[Sequence[VaultRow]]:
        """Every row of the vault, some at a time."""

    def minted(self) -> Iterable[tuple[object, object]]:
        """Each kind of reference and the last number minted of it."""

    def faults(self) -> Iterable[Fault]:
        """What was wrong with the store; complete once everything else was read."""


def plain(value: object) -> object:
    """A column's text where it is one; a broken one with marks in place of what it is not."""
    return value.decode(errors="replace") if isinstance(value, bytes) else value
