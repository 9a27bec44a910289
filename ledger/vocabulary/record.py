"""Any record: how it is linked, why it does not count, and who is named in it."""

from enum import StrEnum


class Relation(StrEnum):
    """How one record is linked to another. Only a recurrence counts as the same shortcoming found again."""

    RECURRENCE_OF = "recurrence_of"
    RELATED_TO = "related_to"
    ATTACHED_TO = "attached_to"
    REPLACES = "replaces"


class VoidReason(StrEnum):
    """Why a record does not count."""

    IN_ERROR = "in_error"
    DUPLICATE = "duplicate"


class Role(StrEnum):
    """In what part somebody is named in a record."""

    AUTHOR = "author"
    CONTACT = "contact"
    INSPECTOR = "inspector"
    ASSURER = "assurer"
    SPONSOR = "sponsor"
    OVERSIGHT = "oversight"
