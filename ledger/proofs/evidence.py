"""What is put before the audit: the rows of a ledger as they are stored, believed in nothing.

Whoever can write the file can put anything into any column, so all but the numbers that order the rows is
``object`` here. ``ledger.stores.evidence`` reads a file so; a test may hand in lists.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
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


class Pages(Protocol):
    """What a page of entries is judged by (``judging``). Nothing here raises for what a row holds, nor below."""

    def rows(self, places: range) -> Iterable[Sequence[RawEntry]]:
        """The entries at these positions, by rising position, some at a time; the columns need have no names."""

    def texts_around(self, commitment: bytes, before: int, most: int) -> Sequence[VaultRow]:
        """The vault's row for a commitment and those around it in the table, from ``before`` rows above it on, at
        ``most`` so many; none where it has no such row."""

    def faults(self) -> Iterable[Fault]:
        """What was wrong with the store; complete once everything else was read."""


Again = Callable[[], AbstractContextManager[Pages]]
"""Opens the same evidence once more. What was written in between may be there too; nothing else may be otherwise."""


class Evidence(Pages, Protocol):
    """One snapshot of a ledger. What a row holds that is odd becomes a ``Fault``."""

    def pages(self, places: range | None = None) -> Iterable[Sequence[RawEntry]]:
        """Every entry, or every one at these positions, by rising position, some at a time; may be asked for twice."""

    def again(self) -> Again:
        """How to read it anew, in another process too."""

    def places(self, page: int) -> Sequence[range] | None:
        """Where entries stand, by rising position: of 1 to ``page``, of the next as many, and so on, those that hold
        any. None where the rows have to be gone through in one go, for finding one is not to be trusted."""

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

    def kept(self) -> int | None:
        """How many rows the vault has; None where the table is not to be trusted in that."""

    def minted(self) -> Iterable[tuple[object, object]]:
        """Each kind of reference and the last number minted of it."""


def plain(value: object) -> object:
    """A column's text where it is one; a broken one with marks in place of what it is not."""
    return value.decode(errors="replace") if isinstance(value, bytes) else value
