"""The ledger that this one succeeds after a loss: how much of it could be carried over."""

from ledger.events.base import Event, Fingerprint, Number


class PredecessorCarried(Event, type="predecessor.carried"):
    """So many of the earlier ledger's entries were left, and were recorded here again; whatever came after is lost."""

    entries: Number
    #: The root of the tree of those entries in the earlier ledger.
    root: Fingerprint
