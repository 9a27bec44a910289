"""Of exactly which entries nothing proves the author, once keys were revoked (docs/proof-format.md, section 3).

The audit says it of batches; this says it of one entry after another, of a log that is known to be whole.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from ledger.proofs.note import fingerprint, parse_vkey


class Sealed(Protocol):
    """As much of an entry as is asked for."""

    @property
    def key(self) -> str:
        """The fingerprint of the key that sealed it."""

    @property
    def batch(self) -> tuple[int, int]:
        """Which it is of how many that one command recorded."""

    @property
    def type(self) -> str:
        """The type of its event."""

    @property
    def data(self) -> dict[str, Any]:
        """What that says."""


class Doubt:
    """Takes the entries in order. ``keys``: how far each key in doubt counts."""

    def __init__(self, revoked: Mapping[str, int]) -> None:
        """``revoked`` says of each key that was revoked, whenever that was, after which entry."""
        self.keys = dict(revoked)

    def take(self, position: int, entry: Sealed) -> bool:
        """Whether nothing proves who recorded it; then a key that it enrols counts for nothing either."""
        number, of = entry.batch
        if entry.key not in self.keys or position - number + of <= self.keys[entry.key]:
            return False
        self.keys |= dict.fromkeys(_enrolled(entry), 0)
        return True


def _enrolled(entry: Sealed) -> Iterator[str]:
    enrolling = {"key.enrolled": [entry.data], "ledger.opened": entry.data.get("keys", [])}
    return (fingerprint(parse_vkey(each["vkey"])[1]) for each in enrolling.get(entry.type, []))
