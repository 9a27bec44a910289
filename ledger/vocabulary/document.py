"""Sources: what they are, and how they are marked."""

from enum import StrEnum


class DocumentKind(StrEnum):
    """What a source is."""

    LETTER = "letter"
    REPORT = "report"
    BOARD_PAPER = "board_paper"
    MINUTES = "minutes"
    EMAIL = "email"
    OTHER = "other"
    RESPONSE = "response"
    EVIDENCE = "evidence"


class Marking(StrEnum):
    """The protective marking as printed; that none is printed is a value."""

    NONE_STATED = "none_stated"
    OFFICIAL = "official"
    OFFICIAL_SENSITIVE = "official_sensitive"
    NOT_PROTECTIVELY_MARKED = "not_protectively_marked"
    UNCLASSIFIED = "unclassified"
    PROTECT = "protect"
    RESTRICTED = "restricted"
    CONFIDENTIAL = "confidential"
    SECRET = "secret"
    TOP_SECRET = "top_secret"
    OTHER = "other"
