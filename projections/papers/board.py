"""The board paper: what an inspection found, what has been done about it, and what the board is asked.

Its sections, in the order of reading. One in which nothing stands is left out.
"""

from collections.abc import Iterator

from projections.papers.brief import Brief
from projections.papers.model import Section, cells_of
from projections.papers.parts import answers, findings, governance, head, improvements, remarks, sources, work
from projections.papers.parts.grades import grades
from projections.papers.parts.laying import Composed, put, typed
from projections.papers.parts.numbers import numbers
from projections.papers.parts.telling import Telling


def compose(brief: Brief) -> Composed:
    """Title, head, sections and figures."""
    telling = Telling(brief)
    title = head.title(telling, brief.recipe.inspection, "An update on {}", "An update on inspections")
    counted, figures = numbers(telling)
    begun = tuple(_sections(telling, counted))
    documents = sources.drawn_on(
        telling, [cell for section in begun for block in section.blocks for cell in cells_of(block)]
    )
    ended = (
        remarks.asks(telling, documents),
        remarks.flags(telling, documents),
        sources.sources(telling, documents),
        sources.contacts(telling),
    )
    return title, head.head(telling), put((*begun, *ended)), figures


def _sections(telling: Telling, counted: Section) -> Iterator[Section]:
    """What is told of the record; in numbers, before it is told in words."""
    yield head.purpose(telling)
    yield head.background(telling)
    yield counted
    yield grades(telling)
    yield findings.summary(telling)
    yield improvements.areas(telling)
    yield improvements.concerns(telling)
    yield improvements.recommendations(telling)
    yield work.slips(telling)
    yield work.actions(telling)
    yield work.expectations(telling)
    yield governance.governance(telling)
    yield governance.meetings(telling)
    yield work.timeline(telling)
    yield answers.statutory(telling)
    yield remarks.notes(telling)
    yield typed(telling.brief, "commentary")
    yield remarks.national(telling)
