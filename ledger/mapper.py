"""The eventsourcing library's mapper, over our codec."""

from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import Mapper, StoredEvent

from ledger import codec
from ledger.codec import Entry
from ledger.errors import IntegrityBroken


class EntryMapper(Mapper[str]):
    """Entries are encoded by our codec; nothing of the environment compresses or encrypts them."""

    def __init__(self) -> None:
        """Needs none of the library's transcoders."""

    def to_stored_event(self, domain_event: DomainEventProtocol[str]) -> StoredEvent:
        """The entry's own bytes, under its stable type name."""
        assert isinstance(domain_event, Entry)
        return StoredEvent(domain_event.stream, domain_event.version, domain_event.type, domain_event.encode())

    def to_domain_event(self, stored_event: StoredEvent) -> DomainEventProtocol[str]:
        """The entry, held against the columns that found it; the type column is not believed."""
        entry = codec.recall(stored_event.state)
        if (entry.stream, entry.version) != (stored_event.originator_id, stored_event.originator_version):
            raise IntegrityBroken(
                f"An entry of {entry.stream} lies among those of another record.", "Run `afi verify`."
            )
        return entry
