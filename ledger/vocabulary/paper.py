"""Board papers: what each kind tells, and the parts of one that people write themselves."""

from enum import StrEnum


class PaperKind(StrEnum):
    """What a paper tells its readers."""

    BOARD = "board"
    PROGRESS = "progress"
    RESPONSE = "response"
    TIMELINE = "timeline"


class PaperSection(StrEnum):
    """A part of a paper that is typed, beside what is derived from the record."""

    PURPOSE = "purpose"
    BACKGROUND = "background"
    COMMENTARY = "commentary"
    NATIONAL_PICTURE = "national_picture"
    RECOMMENDATION = "recommendation"
    #: Of a response: what the local policing body says of the report, and what the chief officer said of it.
    COMMENTS = "comments"
    CHIEF_OFFICER_COMMENTS = "chief_officer_comments"


#: The parts that a paper of a kind prints.
PRINTED = {
    PaperKind.BOARD: ("purpose", "background", "commentary", "national_picture", "recommendation"),
    PaperKind.PROGRESS: ("purpose", "commentary", "recommendation"),
    PaperKind.RESPONSE: ("purpose", "comments", "chief_officer_comments"),
    PaperKind.TIMELINE: ("commentary",),
}
