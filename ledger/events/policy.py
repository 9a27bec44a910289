"""The policy: whose countersignatures the ledger is to have, and how many of them (C2SP tlog-policy)."""

from ledger.events.base import Event, File


class PolicyStated(Event, type="policy.stated"):
    """From now on, this policy is the ledger's."""

    #: The policy file, byte for byte.
    policy: File
