"""Keys: what each may do."""

from enum import StrEnum


class Right(StrEnum):
    """What a signing key may do."""

    RECORD = "record"
    PUBLISH = "publish"
    ENROL = "enrol"
    ERASE = "erase"
    KEEP = "keep"
