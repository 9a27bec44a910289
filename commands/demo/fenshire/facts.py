"""The facts of which a year has many, each in one line."""

from typing import Any

from commands.demo.fenshire.cast import FORCE, HMICFRS
from commands.demo.fenshire.script import Fact, fact

_KINDS = {"AFI": "area_for_improvement", "COC": "cause_of_concern", "REC": "recommendation"}


def opened(inspection: str, title: str, programme: str, framework: str, cycle: int, scale: str, **said: Any) -> Fact:
    """An inspection of the force became known; ``fieldwork`` is from a month or day to another."""
    fieldwork = said.pop("fieldwork", None)
    return fact(
        "inspection.opened", inspection, title=title, programme=programme, framework=framework, cycle=cycle,
        scale=scale, inspectorate=HMICFRS, forces=(FORCE,),
        fieldwork={"from": fieldwork[0], "to": fieldwork[1]} if fieldwork else None, **said,
    )  # fmt: skip


def document(ref: str, kind: str, title: str, **given: Any) -> Fact:
    """A document was put on the record."""
    return fact("document.added", ref, kind=kind, title=title, **given)


def embargoed(ref: str, until: str | None, **said: Any) -> Fact:
    """It must not be published until a moment, given in UTC."""
    return fact("document.embargoed", ref, until=f"{until}:00.000000Z" if until else None, **said)


def stage(inspection: str, reached: str, **given: Any) -> Fact:
    """Its report came a stage further."""
    return fact("inspection.stage_reached", inspection, stage=reached, **given)


def graded(ref: str, inspection: str, of: str, outcome: str, **given: Any) -> Fact:
    """A grade of a question, or overall for a pillar; judged afresh on the five-tier scale, unless it is said."""
    about = {"inspection": inspection, "force": FORCE, "question" if of.startswith("QUE") else "overall": of}
    usual = {"scale": "five_tier"} | ({} if outcome == "not_inspected" else {"basis": "inspected"})
    return fact("grade.recorded", ref, **about, outcome=outcome, **usual | given)


def found(ref: str, inspection: str, of: str | None, sense: str, text: str, **given: Any) -> Fact:
    """A finding about the force, in the inspectorate's own voice unless another is given."""
    about = {"inspection": inspection, "force": FORCE, "question": of, "sense": sense, "text": text}
    return fact("finding.recorded", ref, **about, **{"voice": "inspectorate"} | given)


def part(ref: str, sense: str, text: str, **given: Any) -> Fact:
    """A part of a finding."""
    return fact("finding.part_added", ref, sense=sense, text=text, **{"voice": "inspectorate"} | given)


def raised(ref: str, inspection: str, of: str | None, text: str, **given: Any) -> Fact:
    """Something was asked of the force; of which kind, its reference says."""
    kind = _KINDS[ref.partition("-")[0]]
    return fact(
        "improvement.raised", ref, kind=kind, inspection=inspection, force=FORCE, question=of, text=text, **given
    )


def none(inspection: str, kind: str, **said: Any) -> Fact:
    """A recorded nil."""
    return fact("inspection.found_none", inspection, kind=_KINDS[kind], force=FORCE, **said)


def owned(ref: str, owner: str | None, lead: str | None = None, **said: Any) -> Fact:
    """A post owns it, and another leads it."""
    return fact("improvement.assigned", ref, owner=owner, lead=lead, **said)


def due(ref: str, by: str | int | None, set_by: str = "force", **given: Any) -> Fact:
    """It is to be done by a day, within so many months or at once ("immediate"); or no date is set."""
    noun = "action" if ref.startswith("ACT") else "improvement"
    setter = {} if noun == "action" else {"set_by": set_by}
    return fact(f"{noun}.due_set", ref, due=due_by(by), **setter, **given)


def due_by(by: str | int | None) -> dict[str, Any]:
    """A due date, as events hold it."""
    match by:
        case None:
            return {"kind": "none_set"}
        case int():
            return {"kind": "within", "months": by}
        case "immediate":
            return {"kind": "immediate"}
    return {"kind": "day", "day": by}


def noted(ref: str, text: str, **said: Any) -> Fact:
    """Somebody said something of it; improvements and inspections have notes of their own."""
    kind = ref.partition("-")[0]
    noun = "improvement" if kind in _KINDS else "inspection" if kind == "INS" else "record"
    return fact(f"{noun}.noted", ref, text=text, **said)


def closed(ref: str, by: str, means: str, level: str, **said: Any) -> Fact:
    """An authority closed it."""
    return fact("improvement.closed", ref, closed_by=by, means=means, level=level, **said)


def linked(ref: str, relation: str, to: str, **said: Any) -> Fact:
    """It has to do with another record."""
    return fact("record.linked", ref, relation=relation, to=to, **said)


def expected(ref: str, text: str, start: str, end: str | None = None, **given: Any) -> Fact:
    """Somebody said that something is to happen."""
    return fact("expectation.added", ref, text=text, expected={"from": start, "to": end or start}, **given)


def met(ref: str, forum: str, *attended: str, **given: Any) -> Fact:
    """A forum met."""
    return fact("meeting.held", ref, forum=forum, attended=attended, **given)


def considered(meeting: str, text: str, *records: str, **said: Any) -> Fact:
    """A meeting considered records."""
    return fact("meeting.considered", meeting, records=records, text=text, **said)


def decided(meeting: str, text: str, *about: str, **said: Any) -> Fact:
    """A meeting decided something."""
    return fact("meeting.decided", meeting, text=text, about=about, **said)


def tabled(meeting: str, *papers: str, **said: Any) -> Fact:
    """Documents or papers were put before a meeting."""
    return fact("meeting.tabled", meeting, papers=papers, **said)


def action(ref: str, text: str, owner: str, by: str | int | None, **given: Any) -> Fact:
    """A piece of work was agreed."""
    return fact("action.added", ref, text=text, owner=owner, due=due_by(by), **given)
