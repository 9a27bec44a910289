"""What a forum looks after, and when it meets next."""

from collections.abc import Callable
from datetime import date

import pytest

from ledger.draft import Draft
from ledger.errors import UnknownReference
from ledger.events import Prose
from ledger.events.action import ActionAdded
from ledger.events.expectation import ExpectationAdded, ExpectationLapsed, Expected
from ledger.events.forum import Cadence, ForumAdded
from ledger.events.improvement import ImprovementRaised
from ledger.events.meeting import MeetingConsidered, MeetingDecided, MeetingHeld
from ledger.events.record import RecordVoided
from ledger.recording import Plan
from projections.queries.coming import coming
from projections.queries.forums import forum, forums
from projections.queries.remit import remit
from projections.views import Views
from tests.making import say

Tell = Callable[[Plan], Views]
DAY = say("2018-11-08")


def test_of_the_whole_story(told: Views) -> None:
    """What was considered, decided about and acted on; in the order of the register."""
    found = remit(told, "FOR-1")
    assert (found.refs, found.own) == (["AFI-1", "AFI-2", "AFI-3"], True)


def test_until_it_took_up_any_it_looks_after_all(told: Views, tell: Tell) -> None:
    """Of its force, if it is a force's; and says so."""
    assert remit(told, "FOR-2").words.startswith("all there are")
    views = tell(lambda draft: draft.add(ForumAdded(name=Prose("Own"), organisation="ORG-2"), DAY))
    found = remit(views, "FOR-3")
    assert found.words == "all of Fenshire Constabulary, for it has taken up none itself"
    assert len(found.refs) == len(remit(views, "FOR-2").refs) > 3 and not found.own


def test_who_names_no_forum(told: Views) -> None:
    """Is told so."""
    with pytest.raises(UnknownReference):
        remit(told, "FOR-9")


@pytest.mark.parametrize(
    ("named", "taken"),
    [
        ("AFI-1", ["AFI-1"]),
        ("EXP-1", []),
        ("QUE-1", []),
        ("ACT-1", ["AFI-2"]),
    ],
)
def test_what_a_named_record_stands_for(told: Views, tell: Tell, named: str, taken: list[str]) -> None:
    """An action stands for what it is under; what belongs to no improvement, for nothing."""

    def plan(draft: Draft) -> None:
        draft.add(ForumAdded(name=Prose("Own")), DAY)
        draft.add(MeetingHeld(forum="FOR-3"), DAY)
        draft.add(MeetingConsidered(records=(named,)), DAY, "MTG-2")

    found = remit(tell(plan), "FOR-3")
    assert (found.refs if found.own else []) == taken


def test_inspections_and_causes_of_concern_stand_for_what_they_ask(told: Views, tell: Tell) -> None:
    """An inspection for all of its improvements, also those raised later; a cause of concern for what is under it."""

    def plan(draft: Draft) -> None:
        for number in (3, 4):
            draft.add(ForumAdded(name=Prose(f"Own {number}")), DAY)
            draft.add(MeetingHeld(forum=f"FOR-{number}"), DAY)
        draft.add(MeetingConsidered(records=("COC-1",)), DAY, "MTG-2")
        draft.add(MeetingDecided(text=Prose("All."), about=("INS-1",)), DAY, "MTG-3")

    views = tell(plan)
    below, whole = remit(views, "FOR-3").refs, remit(views, "FOR-4").refs
    assert "COC-1" in below and len([ref for ref in below if ref.startswith("REC-")]) == 4
    more = ImprovementRaised(kind="area_for_improvement", inspection="INS-1", force="ORG-2", text=Prose("One more."))
    views = tell(lambda draft: draft.add(more, say("2019-01-01")))
    assert len(remit(views, "FOR-4").refs) == len(whole) + 1


def test_what_does_not_count_is_not_looked_after(told: Views, tell: Tell) -> None:
    """Neither a meeting that was none, nor an improvement recorded in error."""
    views = tell(lambda draft: draft.add(RecordVoided(reason="in_error"), say("2019"), "AFI-1"))
    assert remit(views, "FOR-1").refs == ["AFI-2", "AFI-3"]

    def action(draft: Draft) -> None:
        draft.add(RecordVoided(reason="in_error"), say("2019"), "MTG-1")
        draft.add(ActionAdded(text=Prose("Ask."), under="AFI-5"), say("2019"))

    assert not remit(tell(action), "FOR-1").own


# When it meets next.


def _forum(draft: Draft, *plans: tuple[str, str]) -> None:
    draft.add(ForumAdded(name=Prose("Gold Group"), cadence=Cadence(every=6, unit="weeks")), say("2018"))
    draft.add(MeetingHeld(forum="FOR-1"), DAY)  # and next on 20 December
    for start, end in plans:
        meets = ExpectationAdded(text=Prose("It meets."), about="FOR-1", expected=Expected.of(start, end))
        draft.add(meets, DAY)


@pytest.mark.parametrize(
    ("today", "plans", "day", "said"),
    [
        ("2018-12-01", [], "2018-12-20", "20 December 2018, 6 weeks after MTG-1"),
        ("2018-12-20", [], "2018-12-20", "20 December 2018, 6 weeks after MTG-1"),
        ("2018-12-21", [], "2018-12-20", "20 December 2018, 6 weeks after MTG-1; that has passed, and no meeting is"),
        ("2018-12-01", ["2019-01-15"], "2019-01-15", "15 January 2019, as planned (EXP-1)"),
        ("2018-12-01", ["2019-02-15", "2019-01-15"], "2019-01-15", "15 January 2019, as planned (EXP-2)"),
        ("2018-12-01", ["2018-11-20"], "2018-12-20", "20 December 2018, 6 weeks after MTG-1"),
        ("2018-12-21", ["2018-12-05"], "2018-12-20", "20 December 2018, 6 weeks after MTG-1; that has passed"),
        ("2018-12-01", ["2018-11-08"], "2018-12-20", "20 December 2018"),  # the day on which it met
        ("2018-12-01", ["2019-01"], "2019-01-31", "January 2019, as planned (EXP-1)"),
    ],
    ids=str,
)
def test_when_it_meets_next(tell: Tell, today: str, plans: list[str], day: str, said: str) -> None:
    """As planned, if that lies ahead; else by its cadence; else what should have been, and that it has passed."""
    views = tell(lambda draft: _forum(draft, *((plan, plan) for plan in plans)))
    found = coming(views, forum(views, "FOR-1"), date.fromisoformat(today))
    assert (str(found.day), found.words.startswith(said)) == (day, True), found
    assert (found.ahead(date.fromisoformat(today)) is None) == ("passed" in found.words)


def test_a_plan_that_lapsed_or_is_hidden_is_none(tell: Tell) -> None:
    """Then the cadence says when."""

    def plan(draft: Draft) -> None:
        _forum(draft, ("2019-01-15", "2019-01-15"), ("2019-01-16", "2019-01-16"))
        draft.add(ExpectationLapsed(), say("2018-11-20"), "EXP-1")

    views = tell(plan)
    [row], today = forums(views), date(2018, 12, 1)
    assert coming(views, row, today).expectation == "EXP-2"
    assert coming(views, row, today, keep=lambda rows: []).known == "cadence"
    assert coming(views, row, today, date(2019, 5, 1)).words == "1 May 2019, as given"
