"""Inspections: whom and what one covers, whether its report is out, and what it found none of."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from ledger.aggregates.base import Fact, World, refuse
from ledger.aggregates.question import of_framework
from ledger.days import Span
from ledger.events import Event
from ledger.events.inspection import InspectionAsked, InspectionFoundNone, InspectionOpened, InspectionPublished
from ledger.vocabulary import Framework, ImprovementKind, OrganisationKind, Scale, a, say


@dataclass(frozen=True)
class Inspection:
    """What rules need to know of an inspection."""

    framework: Framework
    cycle: int
    scale: Scale
    forces: tuple[str, ...]
    questions: tuple[str, ...] = ()
    published: Span | None = None
    found_none: frozenset[tuple[ImprovementKind, str]] = frozenset()


def evolve(state: Inspection | None, fact: Fact) -> Inspection | None:
    """What one more event makes of it."""
    match fact.event:
        case InspectionOpened() as opened:
            return Inspection(opened.framework, opened.cycle, opened.scale, opened.forces)
        case InspectionAsked(questions=questions) if state:
            return replace(state, questions=(*state.questions, *questions))
        case InspectionPublished() if state:
            return replace(state, published=fact.span)
        case InspectionFoundNone(kind=kind, force=force) if state:
            return replace(state, found_none=state.found_none | {(kind, force)})
    return state


def decide(wish: Fact, state: Any, world: World) -> Iterable[Event]:
    """A report is published once; a question is asked once; a nil is recorded once for each force."""
    match wish.event:
        case InspectionOpened(inspectorate=inspectorate, forces=forces):
            _is_a(OrganisationKind.INSPECTORATE, inspectorate, world)
            for force in forces:
                _is_a(OrganisationKind.FORCE, force, world)
                if forces.count(force) > 1:
                    raise refuse(f"{force} is named twice.", "Name each force once.")
        case InspectionAsked(questions=questions):
            _new_questions(questions, state, world)
        case InspectionPublished() if state.published:
            raise refuse(
                f"The report was published on {state.published}, as recorded.",
                "Look at it with `afi timeline`; nothing needs recording twice.",
            )
        case InspectionFoundNone(kind=kind, force=force):
            inspects(state, force)
            if (kind, force) in state.found_none:
                raise refuse(f"That there is no {say(kind)} is recorded already.", "Nothing needs recording twice.")
    return [wish.event]


def inspects(inspection: Inspection, force: str) -> None:
    """Refuses a force that the inspection did not inspect."""
    if force not in inspection.forces:
        raise refuse(
            f"The inspection did not inspect {force}.",
            f"Choose one that it did: {', '.join(inspection.forces)}.",
        )


def _is_a(kind: OrganisationKind, organisation: str, world: World) -> None:
    found = world.get(organisation).kind
    if found != kind:
        raise refuse(
            f"{organisation} is recorded as {a(say(found))}, not as {a(say(kind))}.",
            "Name the organisation that is; `afi people list` shows them.",
        )


def _new_questions(questions: tuple[str, ...], state: Inspection, world: World) -> None:
    for place, question in enumerate(questions):
        of_framework(world, question, state.framework)
        if question in state.questions or question in questions[:place]:
            raise refuse(f"That it asked {question} is recorded already.", "Leave that question out.")
