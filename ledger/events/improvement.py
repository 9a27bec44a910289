"""Improvements: what the inspectorate asks a force to put right, and what becomes of it."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from ledger.events.base import Day, Event, Inspection, Organisation, Post, Prose, Question, Somebody
from ledger.vocabulary import Authority, ClosingMeans, ImprovementKind


class DueOn(BaseModel):
    """By a day, or by the end of a month or year."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["day"] = "day"
    day: Day


class DueWithin(BaseModel):
    """Within a number of months of the report's publication."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["within"] = "within"
    months: Annotated[int, Field(strict=True, ge=1, le=120)]


class DueImmediately(BaseModel):
    """At once."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["immediate"] = "immediate"


class DueNoneSet(BaseModel):
    """It was said that there is no due date; this is never "on course"."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["none_set"] = "none_set"


Due = Annotated[DueOn | DueWithin | DueImmediately | DueNoneSet, Field(discriminator="kind")]


class ImprovementRaised(Event, type="improvement.raised", mints="AFI"):
    """The inspectorate asked for an improvement; it happened when its report was published."""

    kind: Literal[ImprovementKind.AREA_FOR_IMPROVEMENT]
    inspection: Inspection
    force: Organisation
    question: Question | None = None
    text: Prose
    #: The number that the report, the inspectorate's register or the force gives it.
    number: Prose | None = None


class ImprovementAssigned(Event, type="improvement.assigned"):
    """A post owns it, or a chief officer's post leads it, from now on; one left out stays as it was."""

    owner: Post | None = None
    lead: Post | None = None


class ImprovementDueSet(Event, type="improvement.due_set"):
    """The date by which it is to be done was set or revised, by whom and with whose approval."""

    due: Due
    set_by: Authority
    approver: Somebody | None = None


class ImprovementNoted(Event, type="improvement.noted"):
    """Somebody said what has happened about it."""

    text: Prose


class ImprovementClaimed(Event, type="improvement.claimed"):
    """The force reported it complete, and says what shows it."""

    evidence: Prose


class ImprovementClosed(Event, type="improvement.closed"):
    """An authority closed it."""

    closed_by: Authority
    #: By what means: a letter, a desk review, fieldwork, a meeting.
    means: ClosingMeans
    #: How complete the authority said it was, in its own words.
    level: Prose | None = None
