"""Of what a progress report tells: how much of all that is recorded, and what there is of which it says nothing."""

from collections.abc import Iterator

from projections.papers.brief import Brief
from projections.papers.model import Cell
from projections.papers.parts.numbers import is_overdue
from projections.papers.parts.of_since import Since
from projections.papers.parts.telling import Telling
from projections.queries import words
from projections.queries.records import Record


def scope(brief: Brief, since: Since) -> Cell:
    """A few sentences, resting on what is counted in them."""
    telling = Telling(brief)
    overdue = [each for each in since.others if telling.whole(each) and is_overdue(brief, each)]
    at = [position for each in (*since.its, *since.others) for position in brief.at(each.ref, "text")]
    at += [position for each in overdue for position in brief.at(each.ref, "status", "due")]
    return brief.cell("summary/scope", " ".join(_told(brief, since, overdue)), *at)


def _told(brief: Brief, since: Since, overdue: list[Record]) -> Iterator[str]:
    yield _its(brief, since)
    ended = len(since.its) - len(since.improvements)
    if ended:
        said = "had ended by then and still has: it is" if ended == 1 else "had ended by then and still have: they are"
        yield f"Of these {ended} {said} not in this report."
    if since.others:
        number = len(since.others)
        refs = words.listed([each.ref for each in overdue]) or "none"
        yield f"Nor {'is' if number == 1 else 'are'} the other {number}; open and overdue among them: {refs}."


def _its(brief: Brief, since: Since) -> str:
    number = words.counted(len(since.its) + len(since.others), "improvement")
    of, forum = brief.recipe.inspection, brief.recipe.forum
    recorded = f"recorded of {of}" if of else "recorded"
    if forum is None:
        return f"This report is of all there are: {number} {recorded}."
    name = brief.names.of(forum, brief.today)
    return f"{name} looks after {len(since.its)} of {number} {recorded}: {since.looks_after}."
