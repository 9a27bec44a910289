"""Settings: what an organisation decides for its own ledger."""

from enum import StrEnum


class Setting(StrEnum):
    """What an organisation decides for its own ledger."""

    FORCE = "force"
    INSPECTORATE = "inspectorate"
    POLICING_BODY = "policing_body"
    DUE_SOON_DAYS = "due_soon_days"
    STALE_DAYS = "stale_days"
