"""Improvements: what the inspectorate asks a force to put right, and what becomes of it."""

from typing import Annotated, Literal

from pydantic import Field

from ledger.events.base import (
    Approver,
    Concern,
    Day,
    Event,
    Flag,
    Forum,
    Inspection,
    Meeting,
    Organisation,
    Part,
    Post,
    Prose,
    Question,
    Somebody,
    Successor,
)
from ledger.vocabulary import Answer, Authority, ClosingMeans, ImprovementKind, Reviewer, Scope


class DueOn(Part):
    """By a day, or by the end of a month or year."""

    kind: Literal["day"] = "day"
    day: Day


class DueWithin(Part):
    """Within a number of months of the report's publication."""

    kind: Literal["within"] = "within"
    months: Annotated[int, Field(strict=True, ge=1, le=120)]


class DueImmediately(Part):
    """At once."""

    kind: Literal["immediate"] = "immediate"


class DueNoneSet(Part):
    """It was said that there is no due date; this is never "on course"."""

    kind: Literal["none_set"] = "none_set"


Due = Annotated[DueOn | DueWithin | DueImmediately | DueNoneSet, Field(discriminator="kind")]


class ImprovementRaisedV1(Event, type="improvement.raised", mints="AFI"):
    """As of version 1, which knew areas for improvement only."""

    kind: Literal[ImprovementKind.AREA_FOR_IMPROVEMENT]
    inspection: Inspection
    force: Organisation
    question: Question | None = None
    text: Prose
    #: The number that the report, the inspectorate's register or the force gives it.
    number: Prose | None = None

    def newest(self) -> "ImprovementRaised":
        """The same, as version 2 says it."""
        return ImprovementRaised(**dict(self))


#: The kind of record that each kind of improvement begins.
BEGINS = {
    ImprovementKind.AREA_FOR_IMPROVEMENT: "AFI",
    ImprovementKind.CAUSE_OF_CONCERN: "COC",
    ImprovementKind.RECOMMENDATION: "REC",
}


class ImprovementRaised(Event, type="improvement.raised", v=2, mints="AFI"):
    """The inspectorate asked for an improvement; it happened when its report was published, unless accelerated."""

    kind: ImprovementKind
    inspection: Inspection
    force: Organisation
    question: Question | None = None
    text: Prose
    #: The number that the report, the inspectorate's register or the force gives it.
    number: Prose | None = None
    #: A cause of concern that was issued before the report.
    accelerated: Flag | None = None
    #: Whom a recommendation is made to: the force, or every force.
    scope: Scope | None = None
    #: What a recommendation depends on.
    condition: Prose | None = None
    #: The cause of concern that a recommendation is made under.
    under: Concern | None = None

    @property
    def begins(self) -> str:
        """``AFI``, ``COC`` or ``REC``."""
        return BEGINS[self.kind]


class ImprovementPartAdded(Event, type="improvement.part_added"):
    """A part of what is asked for."""

    text: Prose
    #: What the report calls it ("a", "2.1").
    number: Prose | None = None


class ImprovementAssigned(Event, type="improvement.assigned"):
    """A post owns it, or a chief officer's post leads it, from now on; one left out stays as it was."""

    owner: Post | None = None
    lead: Post | None = None


class ImprovementDueSetV1(Event, type="improvement.due_set"):
    """As of version 1, which knew no forum or meeting that approves."""

    due: Due
    set_by: Authority
    approver: Somebody | None = None

    def newest(self) -> "ImprovementDueSet":
        """The same, as version 2 says it."""
        return ImprovementDueSet(**dict(self))


class ImprovementDueSet(Event, type="improvement.due_set", v=2):
    """The date by which it is to be done was set or revised, by whom and with whose approval."""

    due: Due
    set_by: Authority
    approver: Approver | None = None


class ImprovementNoted(Event, type="improvement.noted"):
    """Somebody said what has happened about it."""

    text: Prose


class ImprovementClaimed(Event, type="improvement.claimed"):
    """The force reported it complete, and says what shows it."""

    evidence: Prose


class ImprovementAssured(Event, type="improvement.assured"):
    """Another voice in the force than the one that reported it complete checked that it is."""

    text: Prose | None = None


class ImprovementReturned(Event, type="improvement.returned"):
    """What was reported complete was sent back, for a reason: it is not."""

    returned_by: Reviewer
    text: Prose
    forum: Forum | None = None
    meeting: Meeting | None = None


class ImprovementSubmitted(Event, type="improvement.submitted"):
    """What was reported complete was put to the inspectorate."""

    text: Prose | None = None


class ImprovementClosed(Event, type="improvement.closed"):
    """An authority closed it."""

    closed_by: Authority
    #: By what means: a letter, a desk review, fieldwork, a meeting.
    means: ClosingMeans
    #: How complete the authority said it was, in its own words.
    level: Prose | None = None


class ImprovementReopened(Event, type="improvement.reopened"):
    """What had ended, or was not ours, is to be worked on again, for a reason."""

    text: Prose


class ImprovementSuperseded(Event, type="improvement.superseded"):
    """Another improvement or inspection took its place; that says nothing of completion."""

    by: Successor
    text: Prose | None = None


class ImprovementWithdrawn(Event, type="improvement.withdrawn"):
    """The inspectorate withdrew it."""

    text: Prose | None = None


class ImprovementDeclined(Event, type="improvement.declined"):
    """The force will not do it, and says why."""

    text: Prose


class ImprovementPassedOn(Event, type="improvement.passed_on"):
    """It is not the force's to deliver, but another's."""

    #: Whose it is, where that is known.
    to: Organisation | None = None
    text: Prose


class ImprovementAnswered(Event, type="improvement.answered"):
    """What the force or its policing body answers in public (Police Act 1996, section 55): an action, or why none."""

    answer: Answer
    text: Prose
