"""Of what a progress report tells: how much of all that is recorded, what of it changed, and what it leaves out."""

from collections.abc import Iterator
from datetime import datetime

from ledger.days import uk_today
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
    late = [at_ for each in since.others if telling.whole(each) for at_ in at(each.ref, "status", "due", "claim")]
    return Said(" ".join(_scope(since, overdue)), (*counted, *late))


def _scope(since: Since, overdue: list[Record]) -> Iterator[str]:
    yield _its(since)
    told, others = len(since.improvements), since.others
    if ended := len(since.its) - told:
        yield f"{ended:,} had ended before; {told:,} {'is' if told == 1 else 'are'} reported here."
    if others:
        every = f"the other {len(others):,}" if len(others) > 1 else "the other one"
        whole = all(since.telling.whole(each) for each in others)
        yield f"It does not look after {every}{_late(overdue, len(others), whole=whole)}."


def _late(overdue: list[Record], others: int, *, whole: bool) -> str:
    """Which of the others are overdue; that none is, only where it may be told how each stands."""
    if not overdue:
        return (", of which none is overdue" if others > 1 else ", which is not overdue") if whole else ""
    if others == 1:
        return f", {overdue[0].ref}, which is overdue"
    return f", of which {words.listed([each.ref for each in overdue])} {'is' if len(overdue) == 1 else 'are'} overdue"


def _its(since: Since) -> str:
    number = words.counted(len(since.its) + len(since.others), "improvement")
    recipe = since.telling.brief.recipe
    of = f" of {recipe.inspection}" if recipe.inspection else ""
    if recipe.forum is None:
        return f"This report is of all there are: {number} recorded{of}."
    return f"{since.telling.called(recipe.forum).text} looks after {len(since.its):,} of {number}{of}."


def changed(since: Since) -> Said:
    """Of what something was recorded since."""
    every = [*since.improvements, *since.actions]
    told = [each.ref for each in every if each.entries and each.whole]
    if not every:
        said = "No improvement or action is recorded that was open then, came after that, or is open now."
    elif not told:
        said = f"Nothing was recorded after E-{since.after} about these improvements and actions: nothing changed."
    else:
        said = f"Changed since {_began(since)}: {words.listed(told)}."
    return Said(said, since.at)


def _began(since: Since) -> str:
    """From when on it tells of changes."""
    if not since.after:
        return "this ledger began"
    return f"{words.day(f'{uk_today(datetime.fromisoformat(since.moment))}')} ({since.entry})"
