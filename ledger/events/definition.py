"""Definitions: what a term of the inspectorate means from a day on. They drift, so each has its date."""

from ledger.events.base import Event, Organisation, Prose


class DefinitionStated(Event, type="definition.stated"):
    """A term was defined so, on the day it happened."""

    term: Prose
    text: Prose
    #: Whose definition it is.
    of: Organisation | None = None
