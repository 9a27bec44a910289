"""Where section 55 of the Police Act 1996 asks for a response: its last day, and how far it is."""

from collections.abc import Iterator

from projections.papers.model import Block, Section
from projections.papers.parts.laying import paragraph, section
from projections.papers.parts.telling import Said, Telling, on
from projections.queries import words
from projections.queries.records import Record
from projections.queries.statutory import Response, response


def statutory(telling: Telling) -> Section:
    """A paragraph for each report and force; nothing of reports for which the law asks for none."""
    found = [each for each in telling.inspections if telling.whole(each)]
    blocks = [block for each in found for block in _of_inspection(telling, each)]
    return section(telling.brief, "response", "The response that the law asks for", blocks)


def _of_inspection(telling: Telling, found: Record) -> Iterator[Block]:
    for force in found.body["forces"]:
        answer = response(found.body, force, telling.names)
        if answer:
            yield paragraph(telling.brief, f"response/{found.ref}/{force}", how_far(telling, found, force, answer))


def how_far(telling: Telling, found: Record, force: str, answer: Response) -> Said:
    """By when the policing body is to respond to a report, and what of it is recorded."""
    title, of = telling.called(found.ref), telling.called(force)
    passed = answer.sent is None and telling.brief.today > answer.last_day
    by = f"{title.text}, {of.text}: the response of the local policing body under section 55 of the Police Act 1996"
    last = f"{'was' if passed or answer.sent else 'is'} due by {words.day(f'{answer.last_day}')}"
    late = f", {words.counted(answer.days_late, 'day')} late" if answer.days_late else ""
    sent = f"It was sent {on(f'{answer.sent}')}{late}." if answer.sent else ""
    said = sent or f"Not recorded yet: {words.listed(answer.missing)}.{' That day has passed.' if passed else ''}"
    at = (*telling.brief.at(found.ref, "published_on"), *telling.every(found.ref, "responses"))
    return Said(f"{by} {last}. {said}", (*at, *title.at, *of.at))
