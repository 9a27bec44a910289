"""Where section 55 of the Police Act 1996 asks for a response: its last day, and how far it is."""

from collections.abc import Iterator
from datetime import date

from projections.papers.model import Block, Section
from projections.papers.parts.improvements import REC
from projections.papers.parts.laying import paragraph, section
from projections.papers.parts.telling import Said, Telling, on
from projections.queries import words
from projections.queries.late import began
from projections.queries.records import Record
from projections.queries.statutory import Response, response


def statutory(telling: Telling) -> Section:
    """A paragraph for each report and force; nothing of reports for which the law asks for none."""
    found = [each for each in telling.inspections if telling.whole(each)]
    since = began(telling.views)
    blocks = [block for each in found for block in _of_inspection(telling, each, since)]
    return section(telling.brief, "response", "Statutory response (section 55)", blocks)


def _of_inspection(telling: Telling, found: Record, since: date) -> Iterator[Block]:
    for force in found.body["forces"]:
        answer = response(found.body, force, telling.names)
        if answer:
            name = f"response/{found.ref}/{force}"
            yield paragraph(telling.brief, name, _how_far(telling, found, force, answer, since))
            if unanswered := _unanswered(telling, found, force):
                yield paragraph(telling.brief, f"{name}/unanswered", unanswered)


def _how_far(telling: Telling, found: Record, force: str, answer: Response, since: date) -> Said:
    """By when the policing body is to respond to a report, and what of it is recorded."""
    title, of = telling.called(found.ref), telling.called(force)
    passed = answer.sent is None and telling.brief.today > answer.last_day
    by = f"{title.text}, {of.text}: the response of the local policing body under section 55 of the Police Act 1996"
    last = f"{'was' if passed or answer.sent else 'is'} due by {words.day(f'{answer.last_day}')}"
    late = f", {words.counted(answer.days_late, 'day')} late" if answer.days_late else ""
    sent = f"It was sent {on(f'{answer.sent}')}{late}." if answer.sent else ""
    said = sent or _missing(answer, since, passed=passed)
    began_at = (1,) if passed and answer.last_day < since else ()
    at = (*telling.brief.at(found.ref, "published_on"), *telling.every(found.ref, "responses"), *began_at)
    return Said(f"{by} {last}. {said}", (*at, *title.at, *of.at))


def _missing(answer: Response, since: date, *, passed: bool) -> str:
    """What is not recorded; of a day before this ledger began nothing follows from that."""
    if passed and answer.last_day < since:
        return "That day passed before this ledger began: what came of it is not recorded here."
    return f"Not recorded yet: {words.listed(answer.missing)}.{' That day has passed.' if passed else ''}"


def _unanswered(telling: Telling, found: Record, force: str) -> Said | None:
    """The recommendations of the report to which no answer is recorded, as each asks for one."""
    asked = [
        each
        for each in telling.improvements
        if (each.body["inspection"], each.body["force"], each.body["kind"]) == (found.ref, force, REC)
        and telling.whole(each)
        and "answer" not in each.body
    ]
    if not asked:
        return None
    refs, title, of = [each.ref for each in asked], telling.called(found.ref), telling.called(force)
    at = (position for ref in refs for position in telling.brief.at(ref, "text"))
    none = f"{title.text}, {of.text}: no answer to {words.listed(refs)} is recorded."
    asks = f"The law asks{' of each' if len(refs) > 1 else ''} for the action taken or proposed"
    return Said(f"{none} {asks}, or why there is none.", (*at, *title.at, *of.at))
