"""Deadlines: what is due by which day, what has passed, of what nobody spoke, and what others' dates ask for."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from ledger.draft import Draft
from ledger.events import Prose
from ledger.events.action import ActionAdded, ActionDone
from ledger.events.expectation import ExpectationMet
from ledger.events.forum import ForumAdded, ForumEnded
from ledger.events.improvement import (
    Due,
    DueImmediately,
    DueNoneSet,
    DueOn,
    DueWithin,
    ImprovementAssigned,
    ImprovementClaimed,
    ImprovementClosed,
    ImprovementNoted,
    ImprovementReturned,
)
from ledger.events.meeting import MeetingDecided
from ledger.events.record import RecordVoided
from ledger.events.setting import SettingChosen
from projections.queries.deadlines import deadlines
from projections.views import Views
from tests.making import say
from tests.projections.queries.dated import RAISED, WEEKS, Tell, considered, due, expected, raised, rows, stands


def dated(tell: Tell, one: Due) -> Views:
    """An improvement with this date."""
    return tell(lambda draft: due(draft, raised(draft), ("2018-03-22", one)))


def test_a_row_has_every_key(tell: Tell) -> None:
    """What, whose, when, how many days, and the command that shows it."""

    def plan(draft: Draft) -> None:
        afi = raised(draft)
        draft.add(ImprovementAssigned(owner="POST-1"), say("2018-03-23"), afi)
        due(draft, afi, ("2018-03-24", DueWithin(months=6)))

    [row] = rows(tell(plan), date(2018, 4, 1), "improvement")
    assert row == {
        "ref": "AFI-1",
        "kind": "improvement",
        "kind_words": "improvement",
        "state": "due",
        "state_words": "174 days left",
        "group": "later",
        "day": "2018-09-22",
        "day_words": "within 6 months of publication (by 22 September 2018)",
        "days": 174,
        "what": "Do it.",
        "owner": "POST-1",
        "owner_name": "Deputy Chief Constable",
        "owner_holder": "PER-1",
        "owner_holder_name": "Ann Keeper",
        "inspection": "INS-1",
        "inspection_title": "PEEL: Effectiveness 2017",
        "status": "owned",
        "status_words": "owned",
        "force": "ORG-2",
        "due_set_by": "force",
        "missing": [],
        "sent_on": None,
        "command": "afi show AFI-1",
        "entry": "E-14",
    }


@pytest.mark.parametrize(
    ("one", "today", "state", "days"),
    [
        (DueOn(day="2018-04-10"), date(2018, 4, 9), "due_soon", 1),
        (DueOn(day="2018-04-10"), date(2018, 4, 10), "due_soon", 0),
        (DueOn(day="2018-04-10"), date(2018, 4, 11), "overdue", -1),
        (DueOn(day="2018-04-30"), date(2018, 3, 31), "due_soon", 30),
        (DueOn(day="2018-04-30"), date(2018, 3, 30), "due", 31),
        (DueOn(day="2018-03"), date(2018, 3, 31), "due_soon", 0),
        (DueOn(day="2018-03"), date(2018, 4, 1), "overdue", -1),
        (DueOn(day="2018"), date(2018, 12, 31), "due_soon", 0),
        (DueOn(day="2018"), date(2019, 1, 1), "overdue", -1),
        (DueOn(day="2020-02"), date(2020, 2, 29), "due_soon", 0),
        (DueOn(day="2020-02"), date(2020, 3, 1), "overdue", -1),
        (DueWithin(months=6), date(2018, 9, 22), "due_soon", 0),
        (DueWithin(months=6), date(2018, 9, 23), "overdue", -1),
        (DueImmediately(), RAISED, "due_soon", 0),
        (DueImmediately(), date(2018, 3, 23), "overdue", -1),
        (DueNoneSet(), date(2018, 3, 23), "no_date", None),
    ],
)
def test_by_the_last_of_the_days_stated(tell: Tell, one: Due, today: date, state: str, days: int | None) -> None:
    """What is due today is not overdue; a month or a year is over on its last day; soon is within 30 days."""
    first, *_ = stands(dated(tell, one), today)
    assert (first[0], first[2]) == (state, days)


def test_none_recorded_is_no_date(tell: Tell) -> None:
    """And is not there unless everything is asked for."""
    views = tell(raised)
    assert stands(views, RAISED) == [("no_date", None, None)]
    assert [row for row in deadlines(views, RAISED) if row["ref"] == "AFI-1"] == []


def test_soon_is_what_was_chosen(tell: Tell) -> None:
    """The organisation sets how many days."""

    def plan(draft: Draft) -> None:
        draft.add(SettingChosen(setting="due_soon_days", days=7), say("2018"))
        due(draft, raised(draft), ("2018-03-22", DueOn(day="2018-04-10")))

    views = tell(plan)
    assert [stands(views, date(2018, 4, day))[0][0] for day in (2, 3)] == ["due", "due_soon"]


def test_what_was_reported_complete_waits_for_others(tell: Tell) -> None:
    """It is not overdue; sent back, it is again."""

    def plan(draft: Draft) -> None:
        afi = raised(draft)
        due(draft, afi, ("2018-03-22", DueOn(day="2018-04-10")))
        draft.add(ImprovementClaimed(evidence=Prose("Done.")), say("2018-04-09"), afi)

    views = tell(plan)
    assert stands(views, date(2018, 4, 12)) == [("reported", "2018-04-10", -2)]
    returned = ImprovementReturned(returned_by="inspectorate", text=Prose("No."))
    tell(lambda draft: draft.add(returned, say("2018-04-11"), "AFI-1"))
    assert stands(views, date(2018, 4, 12)) == [("overdue", "2018-04-10", -2)]


@pytest.mark.parametrize("end", ["closed", "void"])
def test_what_has_ended_has_no_deadline(tell: Tell, end: str) -> None:
    """Nor has what does not count."""

    def plan(draft: Draft) -> None:
        afi = raised(draft)
        due(draft, afi, ("2018-03-22", DueOn(day="2018-04-10")))
        if end == "closed":
            draft.add(ImprovementClosed(closed_by="inspectorate", means="letter"), say("2018-04-09"), afi)
        else:
            draft.add(RecordVoided(reason="in_error"), say("2018-04-09", why="Twice."), afi)

    assert stands(tell(plan), date(2018, 4, 12)) == []


# No update.


def followed(draft: Draft) -> None:
    """AFI-1, which FOR-1 considered on 10 April; it met again on 22 May."""
    raised(draft)
    for name in ("Improvement Group", "Gold Group"):
        draft.add(ForumAdded(name=Prose(name)), say("2018"))
    considered(draft, "FOR-1", "2018-04-10", "AFI-1")
    considered(draft, "FOR-1", "2018-05-22")


def silent(views: Views, today: date) -> list[tuple[str, str]]:
    """Since when and since what nobody has spoken."""
    return [(row["day"], row["day_words"]) for row in rows(views, today) if row["state"] == "stale"]


def test_no_update_since_its_forum_last_met(tell: Tell) -> None:
    """At its last meeting, whether that considered it or not, from the day after; or for longer than is allowed."""
    views = tell(followed)
    assert silent(views, date(2018, 4, 10)) == []
    silence = "no update since 22 March 2018"
    assert silent(views, date(2018, 5, 22)) == [("2018-03-22", silence)]
    assert silent(views, date(2018, 5, 23)) == [("2018-03-22", f"{silence}, nor since Improvement Group, 22 May 2018")]


@pytest.mark.parametrize(
    ("event", "on", "is_silent"),
    [
        (ImprovementNoted(text=Prose("Going on.")), "2018-05-21", True),
        (ImprovementNoted(text=Prose("Going on.")), "2018-05-22", False),
        (ImprovementNoted(text=Prose("Going on.")), "2018-05", False),
        (ImprovementClaimed(evidence=Prose("Done.")), "2018-05-23", False),
        (ImprovementAssigned(owner="POST-1"), "2018-05-23", True),
    ],
)
def test_what_an_update_is(tell: Tell, event: Any, on: str, is_silent: bool) -> None:
    """A note, or a word on its completion, of the day of the meeting or later, as far as is known."""
    tell(followed)
    views = tell(lambda draft: draft.add(event, say(on), "AFI-1"))
    assert bool(silent(views, date(2018, 5, 25))) is is_silent


def test_of_several_forums_the_last_to_meet_counts(tell: Tell) -> None:
    """That it was decided about is as good as considered; one that has ended meets no more."""
    tell(followed)

    def decided(draft: Draft) -> None:
        meeting = considered(draft, "FOR-2", "2018-06-05")
        draft.add(MeetingDecided(text=Prose("More time."), about=("AFI-1",)), say("2018-06-05"), meeting)

    views = tell(decided)
    silence = "no update since 22 March 2018, nor since"
    assert silent(views, date(2018, 6, 6)) == [("2018-03-22", f"{silence} Gold Group, 5 June 2018")]
    tell(lambda draft: draft.add(ForumEnded(), say("2018-06-06"), "FOR-2"))
    assert silent(views, date(2018, 6, 7)) == [("2018-03-22", f"{silence} Improvement Group, 22 May 2018")]


def test_a_meeting_that_does_not_count_was_none(tell: Tell) -> None:
    """Neither as the one that considered it, nor as the last."""
    tell(followed)
    why = say("2018-05-23", why="Typed twice.")
    views = tell(lambda draft: draft.add(RecordVoided(reason="in_error"), why, "MTG-2"))
    silence = "no update since 22 March 2018, nor since Improvement Group, 10 April 2018"
    assert silent(views, date(2018, 5, 23)) == [("2018-03-22", silence)]
    tell(lambda draft: draft.add(RecordVoided(reason="in_error"), why, "MTG-1"))
    assert silent(views, date(2018, 5, 3)) == []
    assert silent(views, date(2018, 5, 4)) == [("2018-03-22", "no update since 22 March 2018")]


@pytest.mark.parametrize(("days", "silent_from"), [(None, date(2018, 5, 4)), (10, date(2018, 4, 2))])
def test_where_no_forum_considers_it_the_setting_counts(tell: Tell, days: int | None, silent_from: date) -> None:
    """More than 42 days, unless the organisation chose others; what was raised was new on that day."""

    def plan(draft: Draft) -> None:
        raised(draft)
        if days:
            draft.add(SettingChosen(setting="stale_days", days=days), say("2018"))

    views = tell(plan)
    assert silent(views, silent_from) == [("2018-03-22", "no update since 22 March 2018")]
    assert silent(views, date.fromordinal(silent_from.toordinal() - 1)) == []


# Actions and expectations.


def test_an_action_is_due_until_it_is_done(tell: Tell) -> None:
    """By its own date, or so long after the publication of its improvement's report."""

    def plan(draft: Draft) -> None:
        afi = raised(draft)
        for one in (DueOn(day="2018-04-10"), DueWithin(months=1), DueImmediately(), None):
            draft.add(ActionAdded(text=Prose("Ask."), under=afi, owner="POST-1", due=one), say("2018-03-30"))

    views = tell(plan)
    found = {row["ref"]: row["day"] for row in rows(views, date(2018, 4, 1), "action")}
    assert found == {"ACT-1": "2018-04-10", "ACT-2": "2018-04-22", "ACT-3": "2018-03-30", "ACT-4": None}
    tell(lambda draft: draft.add(ActionDone(), say("2018-04-01"), "ACT-1"))
    assert stands(views, date(2018, 4, 12), "ACT-1") == []
    assert stands(views, date(2018, 4, 23), "ACT-2") == [("overdue", "2018-04-22", -1)]


def test_an_expectation_is_due_by_the_last_of_its_days(tell: Tell) -> None:
    """Until somebody says what came of it; it is of whoever said so."""

    def plan(draft: Draft) -> None:
        draft.add(expected("It goes live.", "2018-03", "2018-04", "INS-1"), say("2018-03-29", by="POST-1"))
        draft.add(expected("It helps."), say("2018-03-29"))

    views = tell(plan)
    assert stands(views, date(2018, 4, 30), "EXP-1") == [("due_soon", "2018-04-30", 0)]
    assert stands(views, date(2018, 5, 1), "EXP-1") == [("overdue", "2018-04-30", -1)]
    assert stands(views, date(2018, 5, 1), "EXP-2") == [("no_date", None, None)]
    [row] = rows(views, RAISED, "expectation", inspection="INS-1")
    assert (row["ref"], row["owner"], row["day_words"]) == ("EXP-1", "POST-1", "March 2018 to April 2018")
    tell(lambda draft: draft.add(ExpectationMet(), say("2018-04-30"), "EXP-1"))
    assert stands(views, date(2018, 5, 1), "EXP-1") == []


# What is asked for, and in which order.


@pytest.fixture
def busy(tell: Tell) -> Views:
    """Three improvements, one late and two to come, an action, a forum that considered one, its planned meeting."""

    def plan(draft: Draft) -> None:
        for text, day in (("First.", "2018-04-30"), ("Second.", "2018-04-01"), ("Third.", "2018-09-30")):
            due(draft, raised(draft, text), ("2018-03-22", DueOn(day=day)))
        draft.add(ImprovementAssigned(owner="POST-1"), say("2018-03-23"), "AFI-2")
        draft.add(
            ActionAdded(text=Prose("Ask."), under="AFI-1", owner="PER-1", due=DueOn(day="2018-04-20")),
            say("2018-04-05"),
        )
        draft.add(ForumAdded(name=Prose("Group"), cadence=WEEKS), say("2018"))
        considered(draft, "FOR-1", "2018-04-05", "AFI-1")
        draft.add(expected("It meets again.", "2018-05-15", about="FOR-1"), say("2018-04-05"))

    return tell(plan)


TODAY = date(2018, 4, 10)


@pytest.mark.parametrize(
    ("asked", "refs"),
    [
        ({}, ["AFI-2", "ACT-1", "AFI-1", "EXP-1", "INS-1", "FOR-1", "AFI-3", "AFI-1"]),
        ({"kind": "improvement"}, ["AFI-2", "AFI-1", "AFI-3", "AFI-1"]),
        ({"overdue": True}, ["AFI-2"]),
        ({"stale": True}, ["AFI-1"]),
        ({"until": date(2018, 4, 30)}, ["AFI-2", "ACT-1", "AFI-1"]),
        ({"until": date(2018, 4, 29)}, ["AFI-2", "ACT-1"]),
        ({"owner": "POST-1"}, ["AFI-2"]),
        ({"owner": "PER-1"}, ["AFI-2", "ACT-1", "EXP-1"]),
        ({"inspection": "INS-1", "kind": "action"}, ["ACT-1"]),
        ({"inspection": "INS-2"}, []),
        ({"forum": "FOR-1"}, ["ACT-1", "AFI-1", "EXP-1", "FOR-1", "AFI-1"]),
    ],
    ids=str,
)
def test_filters(busy: Views, asked: dict[str, Any], refs: list[str]) -> None:
    """The most urgent first; a person has what is of their posts; a forum what it looks after."""
    assert [row["ref"] for row in deadlines(busy, TODAY, **asked)] == refs


def test_what_passed_before_the_ledger_began_is_set_apart(busy: Views) -> None:
    """On 1 January 2026: what came of a promise then is not known; what is open here is overdue all the same."""
    found = {(row["ref"], row["state"]): row["group"] for row in deadlines(busy, date(2026, 1, 2))}
    assert found["EXP-1", "overdue"] == found["INS-1", "late"] == found["AFI-3", "stale"] == "before_ledger"
    assert found["AFI-2", "overdue"] == found["ACT-1", "overdue"] == "passed"
    last = deadlines(busy, date(2026, 1, 2))[-1]
    assert last["group"] == "before_ledger"
    [late] = deadlines(busy, date(2026, 1, 2), kind="section_55")
    assert late["state_words"] == "late by 2,788 days"


def test_without_its_texts_everything_has_its_dates(told: Views, erase: Callable[..., None]) -> None:
    """Rows are the same but for their words, of a ledger that has every type of event."""
    today = date(2018, 12, 1)
    before = deadlines(told, today, everything=True)
    erase()
    after = deadlines(told, today, everything=True)
    dates = ("ref", "kind", "state", "day", "days", "owner", "command")
    assert [[row[key] for key in dates] for row in after] == [[row[key] for key in dates] for row in before]
    assert {row["kind"] for row in after} >= {"improvement", "section_55"}
    assert all("[erased]" in row["what"] for row in after)
