"""Grades: on their scale, for their question, with the year and basis that the report states."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ledger.aggregates.base import Fact, World, refuse
from ledger.aggregates.inspection import Inspection, inspects
from ledger.aggregates.question import of_framework
from ledger.events import Event
from ledger.events.grade import GradeRecorded
from ledger.vocabulary import NO_GRADE, ON_SCALE, Basis, Outcome, say


@dataclass(frozen=True)
class Grade:
    """What rules need to know of a grade: what a later one may be carried from."""

    recorded: GradeRecorded


def evolve(state: Grade | None, fact: Fact) -> Grade | None:
    """What one more event makes of it."""
    return Grade(fact.event) if isinstance(fact.event, GradeRecorded) else state


def decide(wish: Fact, state: Any, world: World) -> Iterable[Event]:
    """A grade says what its scale can say, and never takes a carried grade for a new one."""
    match wish.event:
        case GradeRecorded() as grade:
            inspection: Inspection = world.get(grade.inspection)
            inspects(inspection, grade.force)
            _one_subject(grade)
            of_framework(world, grade.question, inspection.framework)
            _on_scale(grade, inspection)
            _with_basis(grade)
            if grade.basis == Basis.CARRIED_FORWARD:
                _carried(grade, inspection, world)
            else:
                _not_carried(grade, inspection)
    return [wish.event]


def _one_subject(grade: GradeRecorded) -> None:
    if (grade.question is None) == (grade.overall is None):
        raise refuse(
            "A grade is for one question, or overall.", "Name a question, or the pillar that it is overall for."
        )


def _with_basis(grade: GradeRecorded) -> None:
    judged = grade.outcome not in {Outcome.NOT_INSPECTED, Outcome.NOT_YET_GRADED}
    if judged != (grade.basis is not None) or judged != (grade.year is not None):
        raise refuse(
            f'"{say(grade.outcome)}" {"needs a basis and a year" if judged else "has neither basis nor year"}.',
            "Say in which year it was inspected, or from which it is carried forward." if judged else "Leave them out.",
        )


def _on_scale(grade: GradeRecorded, inspection: Inspection) -> None:
    if grade.outcome not in ON_SCALE[grade.scale]:
        raise refuse(
            f'"{say(grade.outcome)}" is not a grade of the {say(grade.scale)} scale.',
            f"Use one of: {', '.join(say(each) for each in Outcome if each in ON_SCALE[grade.scale])}.",
        )
    if grade.basis != Basis.CARRIED_FORWARD and grade.scale != inspection.scale:
        raise refuse(
            f"The inspection grades on the {say(inspection.scale)} scale, not on the {say(grade.scale)}.",
            "Use the inspection's scale; only a carried grade keeps an older one.",
        )


def _carried(grade: GradeRecorded, inspection: Inspection, world: World) -> None:
    if grade.outcome in NO_GRADE:
        raise refuse(f'"{say(grade.outcome)}" is no grade to carry forward.', "Record it without a carried year.")
    if grade.year and grade.year >= inspection.cycle:
        raise refuse(
            f"A grade carried into the {inspection.cycle} inspection was made before it, not in {grade.year}.",
            "Give the year in which the grade was made.",
        )
    if grade.carried_from and _judgement(world.get(grade.carried_from).recorded) != _judgement(grade):
        raise refuse(
            f"{grade.carried_from} is another judgement: its force, question, outcome, scale or year differs.",
            "Repeat what was judged and when, name the grade that it was carried from, or leave that out.",
        )


def _judgement(grade: GradeRecorded) -> tuple[object, ...]:
    """What being carried forward leaves as it was: above all the year, which is never restamped."""
    return grade.force, grade.question, grade.overall, grade.outcome, grade.scale, grade.year


def _not_carried(grade: GradeRecorded, inspection: Inspection) -> None:
    if grade.carried_from:
        raise refuse(
            "Only a grade that is carried forward was carried from another.",
            "Record it as carried forward, or leave out what from.",
        )
    if grade.year and grade.year < inspection.cycle:
        raise refuse(
            f"The {inspection.cycle} inspection could not judge afresh in {grade.year}.",
            f"Record it as carried forward from {grade.year}, or give the inspection's year.",
        )
    asked = inspection.questions
    if grade.question and asked and grade.question not in asked and grade.outcome != Outcome.NOT_INSPECTED:
        raise refuse(
            f"The inspection did not ask {grade.question}.",
            "Record it as carried forward from the year it was made, or `afi question ask` it first.",
        )
