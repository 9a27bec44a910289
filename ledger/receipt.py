"""What a recording gives back: what was recorded where, by whom, and under which root. Standard library only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ledger.stores.log import Row


class Recorded(NamedTuple):
    """One entry as the receipt names it."""

    position: int
    stream: str
    type: str
    said_by: str
    recorded_by: str
    happened_on: str
    assumed: bool
    recorded_at: str


@dataclass(frozen=True)
class Receipt:
    """One command's entries and the checkpoint that covers them. Keep it: it is a witness."""

    origin: str
    command: str
    entries: tuple[Recorded, ...]
    size: int
    root: bytes
    #: Nothing was stored: the command was tried only.
    dry_run: bool = False
    #: Nothing was stored: the command had been recorded before, and this is its first receipt.
    repeated: bool = False
    #: This terminal keeps the checkpoint in its memory; where it cannot, nobody here would notice a rollback.
    remembered: bool = True
    #: The entries of a dry run as they would be stored, and the texts that they commit to: kept here only.
    tried: "tuple[Row, ...]" = ()
    texts: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def references(self) -> list[str]:
        """The records that were written to, each once, in order."""
        return list(dict.fromkeys(entry.stream for entry in self.entries))
