"""Inspections: one piece of inspecting, the questions it asked, its report's life, and what is said of it all."""

from pydantic import Field

from ledger.events.base import Document, Event, Organisation, Period, Prose, Question, Reader, Year
from ledger.vocabulary import Framework, ImprovementKind, Programme, ReportStage, ResponseStep, Scale


class InspectionOpened(Event, type="inspection.opened", mints="INS"):
    """An inspection became known to the force."""

    title: Prose
    programme: Programme
    framework: Framework
    #: The inspection's own year, which a carried grade's year is not.
    cycle: Year
    scale: Scale
    inspectorate: Organisation
    forces: tuple[Organisation, ...] = Field(min_length=1)
    fieldwork: Period | None = None


class InspectionAliased(Event, type="inspection.aliased"):
    """The inspection is also known by another name."""

    alias: Prose


class InspectionAsked(Event, type="inspection.asked"):
    """The inspection asked these questions (others may keep an earlier year's grade)."""

    questions: tuple[Question, ...] = Field(min_length=1)


class InspectionStageReached(Event, type="inspection.stage_reached"):
    """Its report came a stage further, before publication; who says is the force or the inspectorate."""

    stage: ReportStage
    #: The draft, challenge, answer or copy itself.
    document: Document | None = None
    #: What was challenged, or answered.
    text: Prose | None = None


class InspectionPublished(Event, type="inspection.published"):
    """The inspectorate published its report, on the day it happened."""


class InspectionNoted(Event, type="inspection.noted"):
    """Something was said about the inspection as a whole; it names no improvement and closes none."""

    text: Prose


class InspectionFoundNone(Event, type="inspection.found_none"):
    """A recorded nil: the report identified no improvement of this kind for the force."""

    kind: ImprovementKind
    force: Organisation


class InspectionNilVoided(Event, type="inspection.nil_voided"):
    """The recorded nil was recorded in error: whether there is one is open again."""

    kind: ImprovementKind
    force: Organisation


class InspectionResponded(Event, type="inspection.responded"):
    """A step of the response to its report (Police Act 1996, section 55): comments, publication or sending."""

    step: ResponseStep
    force: Organisation
    #: Whom it was sent to.
    to: tuple[Reader, ...] = Field(default=(), min_length=1)
    #: The response itself.
    document: Document | None = None
    #: Where it was published, as printed.
    address: Prose | None = None
