"""The closed words: each enumeration, and what people type for them."""

import re
from enum import StrEnum
from typing import TypeVar

from ledger.errors import Unreadable

Word = TypeVar("Word", bound=StrEnum)


class Framework(StrEnum):
    """The version of the inspection framework that a question belongs to."""

    CORE_BUSINESS_2014 = "core_business_2014"
    PEEL_2014 = "peel_2014"
    PEEL_2015_2017 = "peel_2015_2017"
    PEEL_2018_2019 = "peel_2018_2019"
    PEEL_2021_2022 = "peel_2021_2022"
    PEEL_2023_2025 = "peel_2023_2025"
    PEEL_2025_2027 = "peel_2025_2027"
    OTHER = "other"


class Programme(StrEnum):
    """What kind of inspecting it was."""

    PEEL = "peel"
    THEMATIC = "thematic"
    REVISIT = "revisit"
    JOINT = "joint"
    OTHER = "other"


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


class OrganisationKind(StrEnum):
    """What an organisation is to an inspection."""

    FORCE = "force"
    INSPECTORATE = "inspectorate"
    POLICING_BODY = "policing_body"
    DEPARTMENT = "department"
    PARTNER = "partner"
    OTHER = "other"


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


class Right(StrEnum):
    """What a signing key may do."""

    RECORD = "record"
    PUBLISH = "publish"
    ENROL = "enrol"
    ERASE = "erase"
    KEEP = "keep"


class ReportStage(StrEnum):
    """How far the report of an inspection has come before it is published."""

    DRAFT_RECEIVED = "draft_received"
    CHALLENGE_SENT = "challenge_sent"
    CHALLENGE_ANSWERED = "challenge_answered"
    EMBARGOED_COPY_RECEIVED = "embargoed_copy_received"


class ResponseStep(StrEnum):
    """What section 55 of the Police Act 1996 asks for once a report is published."""

    COMMENTED = "commented"
    PUBLISHED = "published"
    SENT = "sent"


class Practice(StrEnum):
    """Practice that the inspectorate holds up to other forces."""

    INNOVATIVE = "innovative"
    PROMISING = "promising"


class Settlement(StrEnum):
    """What became of a finding that the force disputed."""

    STANDS = "stands"
    AMENDED = "amended"
    REMOVED = "removed"


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


class CadenceUnit(StrEnum):
    """What a cadence counts."""

    WEEKS = "weeks"
    MONTHS = "months"


class Setting(StrEnum):
    """What an organisation decides for its own ledger."""

    FORCE = "force"
    INSPECTORATE = "inspectorate"
    POLICING_BODY = "policing_body"
    DUE_SOON_DAYS = "due_soon_days"
    STALE_DAYS = "stale_days"


_SHORT = {
    "ri": "requires_improvement",
    "afi": "area_for_improvement",
    "coc": "cause_of_concern",
    "rec": "recommendation",
    "none": "none_stated",
    "hmicfrs": "inspectorate",
    "hmic": "inspectorate",
    "pcc": "policing_body",
    "4": "four_tier",
    "5": "five_tier",
    "reporting": "inspectorate_reporting_force",
    "error": "in_error",
    "recurrence": "recurrence_of",
    "recurs": "recurrence_of",
    "related": "related_to",
    "attached": "attached_to",
    "taken": "action_taken",
    "proposed": "action_proposed",
    "none_proposed": "no_action",
    "4_tier": "four_tier",
    "5_tier": "five_tier",
    "core_2014": "core_business_2014",
    "peel_2017": "peel_2015_2017",
    "peel_2018": "peel_2018_2019",
    "peel_2021": "peel_2021_2022",
    "peel_2023": "peel_2023_2025",
}


def say(word: str) -> str:
    """The word as people write it: ``requires_improvement`` is "requires improvement"."""
    return word.replace("_", " ")


def a(words: str) -> str:
    """The words after the article that they take: "an inspectorate", "a force"."""
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"


def word(vocabulary: type[Word], typed: str) -> Word:
    """The word of a closed vocabulary that a person typed; ``Unreadable`` names the choices."""
    folded = re.sub(r"[\s\-–/]+", "_", typed.strip().casefold())
    for candidate in (folded, _SHORT.get(folded, folded)):
        if candidate in list(vocabulary):
            return vocabulary(candidate)
    choices = ", ".join(say(member) for member in vocabulary)
    what = re.sub(r"(?<!^)([A-Z])", r" \1", vocabulary.__name__).lower()
    raise Unreadable(f'"{typed}" is not {a(what)}.', f"Use one of: {choices}.")
