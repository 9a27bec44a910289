"""Grades: what each scale can say, and under which heading."""

from enum import StrEnum


class Pillar(StrEnum):
    """The heading of PEEL that a question or an overall grade stands under."""

    EFFECTIVENESS = "effectiveness"
    EFFICIENCY = "efficiency"
    LEGITIMACY = "legitimacy"
    NONE = "none"


class Scale(StrEnum):
    """The grades an inspection could give: four, or five with ``adequate`` since 2021/22."""

    FOUR_TIER = "four_tier"
    FIVE_TIER = "five_tier"
    UNGRADED = "ungraded"


class Outcome(StrEnum):
    """A grade, or one of the kinds of no grade; never a blank."""

    OUTSTANDING = "outstanding"
    GOOD = "good"
    ADEQUATE = "adequate"
    REQUIRES_IMPROVEMENT = "requires_improvement"
    INADEQUATE = "inadequate"
    NOT_GRADED = "not_graded"
    NARRATIVE_ONLY = "narrative_only"
    NOT_YET_GRADED = "not_yet_graded"
    NOT_INSPECTED = "not_inspected"


NO_GRADE = frozenset({Outcome.NOT_GRADED, Outcome.NARRATIVE_ONLY, Outcome.NOT_YET_GRADED, Outcome.NOT_INSPECTED})
_FOUR = frozenset({Outcome.OUTSTANDING, Outcome.GOOD, Outcome.REQUIRES_IMPROVEMENT, Outcome.INADEQUATE})
#: What each scale can say.
ON_SCALE: dict[Scale, frozenset[Outcome]] = {
    Scale.FOUR_TIER: _FOUR | NO_GRADE,
    Scale.FIVE_TIER: _FOUR | NO_GRADE | {Outcome.ADEQUATE},
    Scale.UNGRADED: NO_GRADE,
}


class Basis(StrEnum):
    """Whether the inspectorate judged afresh or let an earlier year's grade stand."""

    INSPECTED = "inspected"
    CARRIED_FORWARD = "carried_forward"
