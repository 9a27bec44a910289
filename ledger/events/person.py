"""People. Who acted is kept by reference; a name can be erased and the record stands."""

from ledger.events.base import Event, Organisation, Prose


class PersonAdded(Event, type="person.added", mints="PER"):
    """A person became known to the ledger."""

    name: Prose
    organisation: Organisation | None = None
