"""What an example is: an event, and what is recorded beside it. Names, places and texts are invented."""

from dataclasses import dataclass, field
from hashlib import sha256

from ledger import keyring
from ledger.codec import Entry, Happened, Settled, VaultRow, settle
from ledger.days import Span
from ledger.events import Event, Prose
from tests.making import ORIGIN, repeating

ALL_RIGHTS = ("enrol", "erase", "keep", "publish", "record")
DAY = Happened(Span.on("2018-03-22"))
WORDS = "Zoë’s dip sample: 92% “right first time”\nand 3 of 40 cases late 🙂"


def seed(name: str) -> bytes:
    """The private key of somebody in the examples: SHA-256 of the name."""
    return sha256(name.encode()).digest()


def key(name: str, origin: str = ORIGIN) -> keyring.Key:
    """The signing key of somebody in the examples."""
    return keyring.in_memory(origin, seed(name))


@dataclass(frozen=True)
class Example:
    """An event and what was recorded beside it."""

    event: Event
    stream: str
    what: str = "with as little as there may be"
    on: Happened = DAY
    said_by: str = "PER-1"
    src: tuple[str, ...] = ()
    why: str | None = None
    authority: str | None = None
    fixes: int | None = None
    batch: tuple[int, int] = field(default=(1, 1))

    def entry(self) -> tuple[Entry, list[VaultRow]]:
        """The entry, and the texts it commits to; always the same."""
        salts = repeating(f"{self.event.type} {self.what}")
        data, on = settle(self.event, salts), settle(self.on, salts)
        why, authority = (
            settle(Prose(text), salts) if text else Settled({}, []) for text in (self.why, self.authority)
        )
        version = 1 if self.event.begins or self.event.type == "ledger.opened" else 2
        entry = Entry(
            self.stream, version, self.event.type, self.event.v, data.data, "2026-01-01T12:00:00.000000Z", on.data,
            "PER-1", self.said_by, sha256(self.what.encode()).hexdigest()[:32], key("ann").fingerprint, self.batch,
            self.src, why.data or None, authority.data or None, self.fixes,
        )  # fmt: skip
        return entry, [*data.vault, *on.vault, *why.vault, *authority.vault]
