"""Inspections: one piece of inspecting, the questions it asked, its publication and what is said of it as a whole."""

from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from ledger.days import Span
from ledger.events.base import Day, Event, Organisation, Prose, Question, Year
from ledger.vocabulary import Framework, ImprovementKind, Programme, Scale


class Fieldwork(BaseModel):
    """When the inspectors were in the force, as precisely as the source states it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    start: Day = Field(alias="from")
    end: Day = Field(alias="to")

    @classmethod
    def of(cls, start: str, end: str) -> Self:
        """From one day, month or year to another."""
        return cls.model_validate({"from": start, "to": end})

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if Span(self.start, self.end).last < Span(self.start, self.end).first:
            raise ValueError("fieldwork ends before it begins")
        return self


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
    fieldwork: Fieldwork | None = None


class InspectionAliased(Event, type="inspection.aliased"):
    """The inspection is also known by another name."""

    alias: Prose


class InspectionAsked(Event, type="inspection.asked"):
    """The inspection asked these questions (others may keep an earlier year's grade)."""

    questions: tuple[Question, ...] = Field(min_length=1)


class InspectionPublished(Event, type="inspection.published"):
    """The inspectorate published its report, on the day it happened."""


class InspectionNoted(Event, type="inspection.noted"):
    """Something was said about the inspection as a whole; it names no improvement and closes none."""

    text: Prose


class InspectionFoundNone(Event, type="inspection.found_none"):
    """A recorded nil: the report identified no improvement of this kind for the force."""

    kind: ImprovementKind
    force: Organisation
