"""Forums: what their cadence counts."""

from enum import StrEnum


class CadenceUnit(StrEnum):
    """What a cadence counts."""

    WEEKS = "weeks"
    MONTHS = "months"
