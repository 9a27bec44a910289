"""Improvements: their kinds, who decides about them, and by what means."""

from enum import StrEnum


class ImprovementKind(StrEnum):
    """What the inspectorate can ask a force to put right."""

    AREA_FOR_IMPROVEMENT = "area_for_improvement"
    CAUSE_OF_CONCERN = "cause_of_concern"
    RECOMMENDATION = "recommendation"


class Authority(StrEnum):
    """Who may say that an improvement is closed, or set its date."""

    INSPECTORATE = "inspectorate"
    FORCE = "force"
    POLICING_BODY = "policing_body"


class ClosingMeans(StrEnum):
    """How a closure was reached."""

    LETTER = "letter"
    DESK_REVIEW = "desk_review"
    FIELDWORK = "fieldwork"
    MEETING = "meeting"
    OTHER = "other"


class Scope(StrEnum):
    """Whether a recommendation is made to one force or to all."""

    FORCE = "force"
    NATIONAL = "national"


class Reviewer(StrEnum):
    """Who returned a claim."""

    ASSURER = "assurer"
    FORUM = "forum"
    INSPECTORATE = "inspectorate"


class Answer(StrEnum):
    """What a force or its policing body answers to an improvement: section 55 asks for an action, or why none."""

    ACTION_TAKEN = "action_taken"
    ACTION_PROPOSED = "action_proposed"
    NO_ACTION = "no_action"
