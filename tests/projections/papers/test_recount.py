"""Each number of a paper is what a plain count of the deeds gives, made in another way, as of the paper's date."""

from datetime import date
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from projections.papers.recipe import Recipe
from tests.projections.histories import whole
from tests.projections.papers.composed import figures
from tests.projections.papers.marked import LIFTED, paper_of
from tests.projections.papers.recount import CLAIMED, KINDS, Life, Lives, State, lives

TODAY = date(2026, 6, 1)
#: Days on which and after which what the lives have for due dates is due.
DATES = st.sampled_from(
    [TODAY, *(date(2018, *day) for day in ((5, 1), (6, 30), (7, 1), (7, 22), (7, 23), (9, 30), (10, 1)))]
)
GROUPS = ("done", "on_course", "slipped", "overdue", "awaiting", "undated", "otherwise", "partly")
_KIND = dict(zip(KINDS, ("areas_for_improvement", "causes_of_concern", "recommendations"), strict=True))


def stand(history: Lives, day: date) -> list[tuple[Life, State]]:
    """Those that had been raised by a day, and how each stood."""
    return [(life, state) for life in history.lives if (state := life.state(day))]


def is_late(state: State, day: date) -> bool:
    """Whether an open one is due before a day, and nobody said that it is complete."""
    return state.open and state.status not in CLAIMED and state.due is not None and state.due < day


def has_slipped(state: State) -> bool:
    """Whether an open one is due later than by its first date."""
    return state.open and bool(state.due and state.first and state.due > state.first)


@settings(max_examples=40)
@given(lives(), DATES)
def test_the_numbers_of_a_board_paper(history: Lives, day: date) -> None:
    """By kind, open and ended, by status, overdue, without a date, slipped and without an owner."""
    recipe = Recipe("board", day, history.size(), LIFTED, None, inspection="INS-1")
    found, states = stand(history, day), [state for _, state in stand(history, day)]
    open_ = [state for state in states if state.open]
    counted = {
        "open": len(open_),
        "ended": len(states) - len(open_),
        "overdue": sum(is_late(state, day) for state in states),
        "no_due_date": sum(state.due is None for state in open_),
        "moved_later": sum(has_slipped(state) for state in states),
        "no_owner": sum(not state.owned for state in open_),
    }
    several = {name: sum(life.kind == kind for life, _ in found) for kind, name in _KIND.items()}
    by_status = {f"status_{state.status}": sum(each == state.status for each, *_ in states) for state in states}
    counted |= {name: number for name, number in several.items() if number} | by_status
    assert figures(paper_of(history, whole(history), recipe)) == (counted if states else {})


def group(state: State, then: State | None, day: date) -> str:
    """The table of a progress report in which one stands."""
    if not state.open:
        return "done" if state.status == "closed" else "otherwise"
    if state.status in CLAIMED:
        return "awaiting"
    if state.due is None:
        return "undated"
    if state.due < day:
        return "overdue"
    told = [state.first, then.due if then else None]
    return "slipped" if any(each and state.due > each for each in told) else "on_course"


@settings(max_examples=50)
@given(st.data())
def test_the_numbers_of_a_progress_report(data: st.DataObject) -> None:
    """Each that was open then, came after that or is open now is in one table; and how many slipped."""
    day = data.draw(DATES)
    history = data.draw(lives(slips=day == TODAY))  # what was undone was there then, but in no picture of a day
    since = data.draw(st.none() | st.integers(15, history.size()))
    recipe = Recipe("progress", day, history.size(), LIFTED, None, inspection="INS-1", since=since)
    found = [(life.state(day, since or 0), state) for life, state in stand(history, day)]
    told = [(then, state) for then, state in found if then is None or then.open or state.open]
    groups = [group(state, then, day) for then, state in told]
    counted = {name: groups.count(name) for name in GROUPS} | {
        "improvements": len(told),
        "moved_later": sum(has_slipped(state) for _, state in told),
    }
    given = figures(paper_of(history, whole(history), recipe))
    assert {name: number for name, number in given.items() if name in counted} == counted


@settings(max_examples=20)
@given(lives(), DATES)
def test_the_numbers_of_a_response(history: Lives, day: date) -> None:
    """The recommendations by their newest answers; nothing is counted where there are none."""
    recipe = Recipe("response", day, history.size(), LIFTED, None, inspection="INS-1")
    answers = [state.answer for life, state in stand(history, day) if life.kind == "recommendation"]
    expected = {
        "recommendations_all": len(answers),
        "recommendations_action_taken": answers.count("answer taken"),
        "recommendations_action_proposed": 0,
        "recommendations_no_action": answers.count("answer none"),
        "recommendations_unanswered": answers.count(""),
    }
    assert figures(paper_of(history, whole(history), recipe)) == (expected if answers else {})


@settings(max_examples=20)
@given(lives())
def test_the_numbers_of_a_timeline(history: Lives) -> None:
    """Each entry of the lives stands there once; what was undone is marked, and so are dates that moved later."""
    recipe = Recipe("timeline", TODAY, history.size(), LIFTED, None)
    deeds = [deed for life in history.lives for deed in life.deeds]
    undone = sum(deed.undone is not None for deed in deeds)
    given = figures(paper_of(history, whole(history), recipe))
    moved = sum(now > was for life in history.lives for was, now in moves(life))
    assert given == {
        "records": len(history.lives), "entries": len(history.lives) + len(deeds) + undone, "moved_later": moved,
        "corrected": undone, "late": 0,
    }  # fmt: skip


def moves(life: Life) -> list[tuple[date, date]]:
    """From what day to what day each revision of its due date went; what was undone revised nothing."""
    dues = [
        life.state(position=deed.position) for deed in life.deeds if deed.what.startswith("due") and not deed.undone
    ]
    days = [state.due for state in dues if state and state.due]
    return list(pairwise(days))
