"""National context: what is true of policing and its inspection beyond this force."""

from ledger.events.base import Event, Inspection, Prose


class ContextStated(Event, type="context.stated"):
    """Something was said of the national picture."""

    text: Prose
    #: The inspection whose national picture it is.
    inspection: Inspection | None = None
