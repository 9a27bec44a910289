"""Of what a progress report tells: how much of all that is recorded, what of it changed, and what it leaves out."""

from collections.abc import Iterator

from projections.papers.parts.numbers import is_overdue
from projections.papers.parts.since import Since
from projections.papers.parts.telling import Said
from projections.queries import words
from projections.queries.records import Record


def scope(since: Since) -> Said:
    """A few sentences, resting on what is counted in them."""
    telling, at = since.telling, since.telling.brief.at
    overdue = [each for each in since.others if telling.whole(each) and is_overdue(telling.brief, each)]
    counted = [position for each in (*since.its, *since.others) for position in at(each.ref, "text")]
    late = [position for each in overdue for position in at(each.ref, "status", "due")]
    return Said(" ".join(_scope(since, overdue)), (*counted, *late))


def _scope(since: Since, overdue: list[Record]) -> Iterator[str]:
    yield _its(since)
    ended, others = len(since.its) - len(since.improvements), len(since.others)
    if ended:
        said = "had ended by then and still has: it is" if ended == 1 else "had ended by then and still have: they are"
        yield f"Of these {ended} {said} not in this report."
    if others:
        refs = words.listed([each.ref for each in overdue]) or "none"
        yield f"Nor {'is' if others == 1 else 'are'} the other {others}; open and overdue among them: {refs}."


def _its(since: Since) -> str:
    number = words.counted(len(since.its) + len(since.others), "improvement")
    recipe = since.telling.brief.recipe
    recorded = f"recorded of {recipe.inspection}" if recipe.inspection else "recorded"
    if recipe.forum is None:
        return f"This report is of all there are: {number} {recorded}."
    name = since.telling.called(recipe.forum).text
    return f"{name} looks after {len(since.its)} of {number} {recorded}: {since.looks_after}."


def changed(since: Since) -> Said:
    """Of what something was recorded since."""
    every = [*since.improvements, *since.actions]
    told = [each.ref for each in every if each.entries and each.whole]
    if not every:
        said = "No improvement or action is recorded that was open then, came after that, or is open now."
    elif not told:
        said = f"Nothing was recorded after E-{since.after} about these improvements and actions: nothing changed."
    else:
        after = f"After {since.entry}" if since.after else "Since this ledger began"
        rest = " Of the others nothing was." if len(told) < len(every) else ""
        said = f"{after} something was recorded of {words.listed(told)}.{rest}"
    return Said(said, since.at)
