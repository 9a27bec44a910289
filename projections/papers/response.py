"""The response to a report: what section 55 of the Police Act 1996 asks of the local policing body, and how far it is.

Each recommendation stands with the action that was answered to it, or why none, in the words of whoever answered; an
area for improvement or a cause of concern where it was answered too. What was sent, when and to whom is what is
recorded; what is missing is what nobody recorded.
"""

from projections.papers.brief import Brief
from projections.papers.parts.answered import answers
from projections.papers.parts.comments import comments, steps
from projections.papers.parts.entries import count_left_out
from projections.papers.parts.head import title
from projections.papers.parts.laying import Composed, Labelled, facts, paragraph, put, section, typed
from projections.papers.parts.statutory import addressed, asked
from projections.papers.parts.telling import Said, Telling
from projections.queries import words
from projections.queries.records import Record


def compose(brief: Brief) -> Composed:
    """Title, head, sections and figures."""
    telling, ref = Telling(brief), str(brief.recipe.inspection)
    if not brief.is_free(ref) or not telling.lasts(ref):
        return _withheld(brief)
    [found] = telling.inspections
    answered, figures = answers(telling)
    count_left_out(telling, [ref])
    sections = (
        typed(brief, "purpose"),
        section(brief, "report", "What is asked", asked(telling, found)),
        comments(telling, found, "comments"),
        comments(telling, found, "chief_officer_comments"),
        section(brief, "answers", "What is done about each recommendation", answered),
        section(brief, "steps", "Publication and copies", [steps(telling, found)]),
    )
    head = facts(brief, "head", _head(telling, found)).pairs
    return title(telling, ref, "Response to {}", "Response to a report"), head, put(sections), figures


def _withheld(brief: Brief) -> Composed:
    """Of a report under embargo not even its name is told."""
    said = Said("Nothing of this report may be told: it is under embargo.")
    nothing = section(brief, "report", "The report", [paragraph(brief, "report/withheld", said)])
    return brief.cell("title", "Response to a report"), (), (nothing,), ()


def _head(telling: Telling, found: Record) -> Labelled:
    at = telling.brief.at
    yield from addressed(telling, found)
    yield "date", "Date", Said(words.day(f"{telling.brief.today}"))
    named = telling.called(found.ref)
    yield "inspection", "Report", Said(f"{named.text} ({found.ref})", named.at)
    by = telling.by(found.body["inspectorate"], found.began["happened_on"])
    yield "inspectorate", "Inspectorate", by.also(*at(found.ref, "inspectorate"))
    forces = [f"{telling.called(each).text}" for each in found.body["forces"]]
    yield "forces", "Force inspected", Said(words.listed(forces), at(found.ref, "forces"))
