"""Findings: which way they point, whose they are, and what became of a dispute."""

from enum import StrEnum


class Sense(StrEnum):
    """Which way a finding points. A negative verb is not a weakness."""

    STRENGTH = "strength"
    WEAKNESS = "weakness"
    MIXED = "mixed"
    NEUTRAL = "neutral"


class Voice(StrEnum):
    """Whose view a finding states."""

    INSPECTORATE = "inspectorate"
    REPORTING_FORCE = "inspectorate_reporting_force"
    FORCE = "force"


class Practice(StrEnum):
    """Practice that the inspectorate holds up to other forces."""

    INNOVATIVE = "innovative"
    PROMISING = "promising"


class Settlement(StrEnum):
    """What became of a finding that the force disputed."""

    STANDS = "stands"
    AMENDED = "amended"
    REMOVED = "removed"
