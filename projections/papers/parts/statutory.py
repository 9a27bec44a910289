"""What section 55 of the Police Act 1996 asks about a report, and how far its response has come, force by force."""

from collections.abc import Iterator

from ledger.vocabulary import OrganisationKind
from projections.papers.model import Block, Facts, Heading
from projections.papers.parts.head import sender
from projections.papers.parts.laying import Labelled, cell, facts, paragraph
from projections.papers.parts.telling import Said, Telling, on
from projections.queries import words
from projections.queries.late import began
from projections.queries.records import Record, records
from projections.queries.statutory import IN_FORCE, Response, last_day, response

_POLICING_BODY = str(OrganisationKind.POLICING_BODY)


def addressed(telling: Telling, found: Record) -> Labelled:
    """From whom a response is, where that was given or only one policing body is recorded; and to whom it is to go."""
    if "sender" in telling.brief.own.body:
        yield from sender(telling)
    elif body := _policing_body(telling, found):
        yield "from", "From", telling.who(body.ref).also(*telling.brief.at(body.ref, "kind"))
    to = telling.called(found.body["inspectorate"]).also(*telling.brief.at(found.ref, "inspectorate"))
    if telling.whole(found) and last_day(found.body.get("published_on")):
        to = to._replace(text=f"{to.text}; Secretary of State").also(*telling.brief.at(found.ref, "published_on"))
    yield "to", "To", to


def _policing_body(telling: Telling, found: Record) -> Record | None:
    """The one that is recorded; of a report on several forces, each has its own."""
    every = [each for each in records(telling.views, "organisation") if each.body["kind"] == _POLICING_BODY]
    known = [each for each in every if telling.brief.is_whole(each.ref) and telling.brief.is_free(each.ref)]
    return known[0] if len(known) == 1 == len(found.body["forces"]) else None


def asked(telling: Telling, found: Record) -> Iterator[Block]:
    """Whether it asks for a response, and by when; for each force where there were several."""
    published, at = found.body.get("published_on"), telling.brief.at
    if not telling.brief.is_whole(found.ref):
        name, said = "partly", Said("Part of this is under embargo, so how far the response has come is not told.")
    elif published is None:
        text = "The report is not recorded as published, so section 55 of the Police Act 1996 asks for no response yet."
        name, said = "unpublished", Said(text, at(found.ref, "title"))
    elif words.span_of(published).last < IN_FORCE:
        name, said = "earlier", Said(_EARLIER.format(on(published)), at(found.ref, "published_on"))
    else:
        name, said = "asked", Said(_ASKED.format(on(published)), at(found.ref, "published_on"))
    yield paragraph(telling.brief, f"report/{name}", said)
    if name == "asked":
        yield from _forces(telling, found)


_EARLIER = (
    "The report was published {}. Section 55 of the Police Act 1996 asks for a response as it is set out here to "
    f"reports that were published from {words.day(f'{IN_FORCE}')} on, so not to this one."
)
_ASKED = (
    "The report was published {}. Section 55 of the Police Act 1996 asks the local policing body to publish its "
    "comments, with those of the chief officer, within 56 days beginning with that day, and to send copies to the "
    "inspectorate and to the Secretary of State. Of each recommendation it is to say what was done or is proposed, or "
    "why nothing."
)


def _forces(telling: Telling, found: Record) -> Iterator[Block]:
    forces = found.body["forces"]
    for force in forces:
        if state := response(found.body, force, telling.names):
            if len(forces) > 1:
                named = telling.who(force).also(*telling.brief.at(found.ref, "forces"))
                yield Heading(cell(telling.brief, f"report/{force}/title", named))
            yield _dates(telling, found, force, state)


def _dates(telling: Telling, found: Record, force: str, state: Response) -> Facts:
    """The last day, when it was sent, and what is missing."""
    published, sent = (telling.brief.at(found.ref, field) for field in ("published_on", "responses"))
    told = (
        ("last_day", "Last day", Said(_last_day(telling, state), published)),
        ("sent", "Copies sent", Said(_sent(state), (*published, *sent))),
        ("missing", "Not recorded", Said(", ".join(state.missing) or "nothing is missing", sent)),
    )
    return facts(telling.brief, f"report/{force}", told)


def _last_day(telling: Telling, state: Response) -> str:
    """By when; where nothing is recorded as sent, that the day has passed, and whether this ledger was there."""
    day = words.day(f"{state.last_day}")
    if state.sent or telling.brief.today <= state.last_day:
        return day
    before = state.last_day < began(telling.views)
    return day + ("; it passed before this ledger began" if before else "; it has passed")


def _sent(state: Response) -> str:
    if state.sent is None:
        return f"none recorded to {state.missing[-1].removeprefix('copies to ').replace(' and ', ' or ')}"
    late = f", {words.counted(state.days_late, 'day')} late" if state.days_late else ", in time"
    return f"to both by {words.span(str(state.sent))}{late}"
