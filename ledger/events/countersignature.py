"""Countersignatures: that one was asked for, and those that came back (C2SP tlog-cosignature)."""

from ledger.events.base import Event, File, Number, Somebody


class CountersignatureAsked(Event, type="countersignature.asked"):
    """Somebody outside was asked to countersign the checkpoint that seals this entry."""

    to: Somebody | None = None


class CountersignatureAdded(Event, type="countersignature.added"):
    """A countersigned checkpoint of the ledger's first entries came back."""

    #: How many: the size that the checkpoint names.
    size: Number
    #: The signed note: the checkpoint, and a line of each who signed it.
    note: File
