"""Inspections: whom and what one covers, how far its report has come, what it found none of, and the response to it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from ledger.aggregates.base import Fact, World, refuse
from ledger.aggregates.organisation import is_a
from ledger.aggregates.question import of_framework
from ledger.days import Span
from ledger.events import Event
from ledger.events.inspection import (
    InspectionAsked,
    InspectionFoundNone,
    InspectionNilVoided,
    InspectionOpened,
    InspectionPublished,
    InspectionResponded,
    InspectionStageReached,
)
from ledger.vocabulary import Framework, ImprovementKind, OrganisationKind, ReportStage, ResponseStep, Scale, say


class _Place(NamedTuple):
    """Where a stage stands in the life of a report, and what people call its being reached."""

    order: int
    words: str


#: A draft may be challenged and answered in several rounds.
_STAGES = {
    ReportStage.DRAFT_RECEIVED: _Place(1, "the draft was received"),
    ReportStage.CHALLENGE_SENT: _Place(2, "a challenge was sent"),
    ReportStage.CHALLENGE_ANSWERED: _Place(2, "a challenge was answered"),
    ReportStage.EMBARGOED_COPY_RECEIVED: _Place(3, "the embargoed copy was received"),
}
_PUBLICATION = _Place(4, "the report was published")
_RESPONSE = 5


@dataclass(frozen=True)
class Inspection:
    """What rules need to know of an inspection."""

    framework: Framework
    cycle: int
    scale: Scale
    forces: tuple[str, ...]
    questions: tuple[str, ...] = ()
    stages: tuple[tuple[ReportStage, Span], ...] = ()
    published: Span | None = None
    found_none: frozenset[tuple[ImprovementKind, str]] = frozenset()
    #: The steps of the response: of which force, and to whom where one was sent.
    responses: frozenset[tuple[ResponseStep, str, str | None]] = frozenset()

    def reached(self) -> Iterator[tuple[_Place, Span]]:
        """How far its report has come, and when."""
        for stage, span in self.stages:
            yield _STAGES[stage], span
        if self.published:
            yield _PUBLICATION, self.published


def evolve(state: Inspection | None, fact: Fact) -> Inspection | None:
    """What one more event makes of it."""
    match fact.event:
        case InspectionOpened() as opened:
            return Inspection(opened.framework, opened.cycle, opened.scale, opened.forces)
        case InspectionAsked(questions=questions) if state:
            return replace(state, questions=(*state.questions, *questions))
        case InspectionStageReached(stage=stage) if state:
            return replace(state, stages=(*state.stages, (stage, fact.span)))
        case InspectionPublished() if state:
            return replace(state, published=fact.span)
        case InspectionFoundNone(kind=kind, force=force) if state:
            return replace(state, found_none=state.found_none | {(kind, force)})
        case InspectionNilVoided(kind=kind, force=force) if state:
            return replace(state, found_none=state.found_none - {(kind, force)})
        case InspectionResponded() as responded if state:
            return replace(state, responses=state.responses | _steps(responded))
    return state


def decide(wish: Fact, state: Any, world: World) -> Iterable[Event]:
    """A report is published once, after its stages; a question is asked once; a nil is recorded once for each force."""
    match wish.event:
        case InspectionOpened() as opened:
            _open(opened, world)
        case InspectionAsked(questions=questions):
            _new_questions(questions, state, world)
        case InspectionStageReached(stage=stage):
            _reach(stage, wish.span, state)
        case InspectionPublished():
            _publish(wish.span, state)
        case InspectionFoundNone(kind=kind, force=force):
            inspects(state, force)
            if (kind, force) in state.found_none:
                raise refuse(f"That there is no {say(kind)} is recorded already.", "Nothing needs recording twice.")
        case InspectionNilVoided(kind=kind, force=force) if (kind, force) not in state.found_none:
            raise refuse(
                f"That there is no {say(kind)} for {force} is not recorded.", "`afi register` lists the nils that are."
            )
        case InspectionResponded() as responded:
            _respond(responded, wish.span, state)
    return [wish.event]


def inspects(inspection: Inspection, force: str) -> None:
    """Refuses a force that the inspection did not inspect."""
    if force not in inspection.forces:
        raise refuse(
            f"The inspection did not inspect {force}.",
            f"Choose one that it did: {', '.join(inspection.forces)}.",
        )


def _open(opened: InspectionOpened, world: World) -> None:
    is_a(OrganisationKind.INSPECTORATE, opened.inspectorate, world)
    for force in opened.forces:
        is_a(OrganisationKind.FORCE, force, world)
        if opened.forces.count(force) > 1:
            raise refuse(f"{force} is named twice.", "Name each force once.")


def _new_questions(questions: tuple[str, ...], state: Inspection, world: World) -> None:
    for place, question in enumerate(questions):
        of_framework(world, question, state.framework)
        if question in state.questions or question in questions[:place]:
            raise refuse(f"That it asked {question} is recorded already.", "Leave that question out.")


def _reach(stage: ReportStage, span: Span, state: Inspection) -> None:
    sent = [then for each, then in state.stages if each == ReportStage.CHALLENGE_SENT]
    answered = sum(each == ReportStage.CHALLENGE_ANSWERED for each, _ in state.stages)
    if stage == ReportStage.CHALLENGE_ANSWERED:
        if answered == len(sent):
            raise refuse(
                "No challenge is recorded that is still to be answered.",
                "Record first with `afi inspection challenge` that it was sent.",
            )
        if span.last < sent[answered].first:
            raise refuse(
                f"A challenge of {sent[answered]} cannot have been answered on {span}.",
                "Give the day on which it was answered.",
            )
    elif stage != ReportStage.CHALLENGE_SENT and stage in dict(state.stages):
        raise refuse(
            f"That {_STAGES[stage].words} is recorded already.",
            "Correct its day with `afi correct` if that is wrong.",
        )
    _in_order(_STAGES[stage].order, span, state)


def _publish(span: Span, state: Inspection) -> None:
    if state.published:
        raise refuse(
            f"The report was published on {state.published}, as recorded.",
            "Look at it with `afi timeline`; nothing needs recording twice.",
        )
    _in_order(_PUBLICATION.order, span, state)


def _in_order(order: int, span: Span, state: Inspection) -> None:
    """Stages may be recorded late and in any order, but not with days that contradict one another."""
    for place, then in state.reached():
        if (place.order < order and span.last < then.first) or (place.order > order and span.first > then.last):
            raise refuse(
                f"{span} is too {'early' if place.order < order else 'late'}: {place.words} on {then}.",
                "Give the day on which it happened, or correct the other with `afi correct`.",
            )


def _respond(responded: InspectionResponded, span: Span, state: Inspection) -> None:
    inspects(state, responded.force)
    if state.published is None:
        raise refuse(
            "Its report is not recorded as published, so nothing can respond to it.",
            "Record first with `afi inspection publish` when it was published.",
        )
    _in_order(_RESPONSE, span, state)
    if responded.step == ResponseStep.SENT and not responded.to:
        raise refuse("It is not said to whom the response was sent.", "Name them in `afi response sent`.")
    if again := _steps(responded) & state.responses:
        step, force, to = min(again, key=str)
        done = "made" if step == ResponseStep.COMMENTED else say(step)
        raise refuse(
            f"That the response for {force} was {done}{f' to {to}' if to else ''} is recorded already.",
            "Leave that out, or correct it with `afi correct`.",
        )


def _steps(responded: InspectionResponded) -> frozenset[tuple[ResponseStep, str, str | None]]:
    to = responded.to if responded.step == ResponseStep.SENT else (None,)
    return frozenset((responded.step, responded.force, each) for each in to)
