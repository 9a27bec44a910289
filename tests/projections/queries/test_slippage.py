"""Slippage: each revision of a due date, whose it was then, and the totals, later and earlier apart."""

from collections.abc import Callable, Sequence

import pytest

from ledger.draft import Draft
from ledger.events import Prose
from ledger.events.action import ActionAdded, ActionAssigned, ActionDueSet
from ledger.events.improvement import (
    Due,
    DueImmediately,
    DueNoneSet,
    DueOn,
    DueWithin,
    ImprovementAssigned,
    ImprovementDueSet,
)
from ledger.events.post import PostCreated
from ledger.events.record import RecordVoided
from projections.queries.register import register
from projections.queries.slippage import by_improvement, by_post, by_question, slips, totals
from projections.views import Views
from tests.making import say
from tests.projections.queries.dated import Row, Set, Tell, due, raised


def told(tell: Tell, *dates: Set) -> list[Row]:
    """The revisions of an improvement with these dates."""
    return slips(tell(lambda draft: due(draft, raised(draft), *dates)), "AFI-1")


def on(day: str) -> DueOn:
    """By a day, or the end of a month or year."""
    return DueOn(day=day)


JUNE, SEPTEMBER = on("2018-06-30"), on("2018-09-30")


def test_a_row_has_every_key(told: Views) -> None:
    """From what to what, how far, who set it and with whose approval, why, and whose it was then."""
    [slip] = slips(told, "AFI-1")
    assert slip == {
        "ref": "AFI-1",
        "entry": slip["entry"],
        "from": "2018-06-30",
        "from_words": "30 June 2018",
        "to": "2018-09-30",
        "to_words": "30 September 2018",
        "days": 92,
        "days_words": "92 days later",
        "after_passed": False,
        "due_set_by": "force",
        "due_approver": "POST-1",
        "due_approver_name": slip["due_approver_name"],
        "owner": "POST-2",
        "owner_name": slip["owner_name"],
        "owner_holder": "PER-2",
        "owner_holder_name": "Bob Chief",
        "reason": "New shifts begin later.",
        "happened_on": "2018-05-01",
        "said_by": "POST-1",
        "said_by_name": "Deputy Chief Constable",
        "said_by_holder": "PER-1",
        "said_by_holder_name": slip["said_by_holder_name"],
        "recorded_by": "PER-1",
        "recorded_by_name": slip["recorded_by_name"],
        "recorded_at": slip["recorded_at"],
    }


@pytest.mark.parametrize(
    ("was", "now", "days", "said"),
    [
        (JUNE, SEPTEMBER, 92, "92 days later"),
        (SEPTEMBER, JUNE, -92, "92 days earlier"),
        (on("2020-02"), on("2020-03-01"), 1, "1 day later"),
        (on("2018-06"), JUNE, 0, "the same day"),
        (DueWithin(months=6), SEPTEMBER, 8, "8 days later"),
        (DueImmediately(), on("2018-03-29"), 7, "7 days later"),
        (DueNoneSet(), JUNE, None, "a day where there was none"),
        (JUNE, DueNoneSet(), None, "no day any more"),
    ],
)
def test_how_far_a_date_moved(tell: Tell, was: Due, now: Due, days: int | None, said: str) -> None:
    """By its last day; immediately is the day it was raised on; where there was no day before, nothing slipped."""
    [slip] = told(tell, ("2018-04-01", was), ("2018-04-02", now))
    assert (slip["days"], slip["days_words"]) == (days, said)


@pytest.mark.parametrize(
    ("moved_on", "after"),
    [("2018-06-29", False), ("2018-06-30", False), ("2018-07-01", True), ("2018-06", False), ("2018-07", True)],
)
def test_after_it_had_passed(tell: Tell, moved_on: str, after: bool) -> None:
    """On the day itself it had not; and not where it is not known to have."""
    [slip] = told(tell, ("2018-04-01", JUNE), (moved_on, SEPTEMBER))
    assert slip["after_passed"] is after


def test_the_first_date_is_no_revision(tell: Tell) -> None:
    """Nor is having none."""
    assert told(tell, ("2018-04-01", JUNE)) == []


def test_later_and_earlier_are_never_set_off(tell: Tell) -> None:
    """Two moves later and one earlier are told apart, and so is how far the first date is from the last."""
    dates: list[Set] = [
        ("2018-04-01", JUNE), ("2018-05-01", SEPTEMBER), ("2018-06-01", on("2018-08-31")),
             ("2018-07-01", on("2018-10-31")), ("2018-07-02", DueNoneSet())]  # fmt: skip
    found = told(tell, *dates)
    assert totals(found) == {
        "revisions": 4,
        "moved_later": 2,
        "days_later": 153,
        "moved_earlier": 1,
        "days_earlier": -30,
        "moved_after_passed": 0,
        "without_days": 1,
    }


def test_whose_it_was_is_by_the_day_it_moved(tell: Tell) -> None:
    """However late the change of owner was recorded."""

    def plan(draft: Draft) -> None:
        draft.add(PostCreated(title=Prose("Head of Crime"), organisation="ORG-2"), say("2018"))
        afi = raised(draft)
        due(draft, afi, ("2018-04-01", JUNE), ("2018-05-01", SEPTEMBER), ("2018-06-02", on("2018-12-31")))
        draft.add(ImprovementAssigned(owner="POST-1"), say("2018-04-20"), afi)
        draft.add(ImprovementAssigned(lead="POST-1"), say("2018-05-15"), afi)
        draft.add(ImprovementAssigned(owner="POST-2"), say("2018-06-02"), afi)

    views = tell(plan)
    assert [slip["owner"] for slip in slips(views, "AFI-1")] == ["POST-1", "POST-2"]
    rows = {row["owner"]: row for row in by_post(views)}
    assert [(rows[post]["days_later"], rows[post]["refs_now"]) for post in ("POST-1", "POST-2")] == [
        (92, []),
        (92, ["AFI-1"]),
    ]
    assert rows["POST-2"]["days_later_now"] == 184


def test_an_action_slips_too(tell: Tell) -> None:
    """From the date that it was added with, and by its improvement's publication."""

    def plan(draft: Draft) -> None:
        action = ActionAdded(text=Prose("Ask."), under=raised(draft), owner="POST-1", due=DueWithin(months=1))
        ref = draft.add(action, say("2018-04-01"))
        draft.add(ActionAssigned(owner="PER-1"), say("2018-04-10"), ref)
        draft.add(ActionDueSet(due=on("2018-05-02"), approver="POST-1"), say("2018-04-22"), ref)

    [slip] = slips(tell(plan), "ACT-1")
    assert (slip["from"], slip["days"], slip["owner"], slip["due_approver"]) == ("2018-04-22", 10, "PER-1", "POST-1")


def test_a_correction_is_no_revision(tell: Tell) -> None:
    """The corrected date stands in the place of what was typed, and moved by so much from the first."""
    tell(lambda draft: due(draft, raised(draft), ("2018-04-01", JUNE), ("2018-05-01", on("2019-09-30"))))
    right = ImprovementDueSet(due=SEPTEMBER, set_by="force")
    [slip] = slips(tell(lambda draft: draft.correct(14, right, say("2018-05-01"))), "AFI-1")
    assert (slip["to"], slip["days"], slip["entry"]) == ("2018-09-30", 92, "E-15")


def test_why_a_revision_was_corrected_is_not_why_the_date_moved(tell: Tell) -> None:
    """Its reason is that with which it was recorded, whatever was said of a correction; or there is none."""

    def plan(draft: Draft) -> None:
        ref = raised(draft)
        due(draft, ref, ("2018-04-01", JUNE))
        draft.add(ImprovementDueSet(due=on("2018-08-31"), set_by="force"), say("2018-05-01", why="Recruits"), ref)
        due(draft, ref, ("2018-06-01", on("2018-10-31")))

    def correct(draft: Draft) -> None:
        for position, day, right in ((14, "2018-05-01", SEPTEMBER), (15, "2018-06-01", on("2018-12-31"))):
            draft.correct(position, ImprovementDueSet(due=right, set_by="force"), say(day, why="A slip of the pen"))

    tell(plan)
    first, second = slips(tell(correct), "AFI-1")
    assert (first["entry"], first["to"], first["reason"]) == ("E-16", "2018-09-30", "Recruits")
    assert (second["entry"], second["reason"]) == ("E-17", None)


def test_what_was_undone_is_no_revision(tell: Tell) -> None:
    """It is as if the date had never been moved."""
    tell(lambda draft: due(draft, raised(draft), ("2018-04-01", JUNE), ("2018-05-01", SEPTEMBER)))
    views = tell(lambda draft: draft.undo(14, say("2026-01-01")))
    assert slips(views, "AFI-1") == by_improvement(views) == []


@pytest.fixture
def several(tell: Tell) -> Views:
    """Three improvements that slipped under two questions and none, one that did not, and one that does not count."""

    def plan(draft: Draft) -> None:
        for text, question, last in (
            ("First.", "QUE-1", SEPTEMBER), ("Second.", "QUE-1", on("2018-07-30")), ("Third.", None, on("2018-06-15")),
        ):  # fmt: skip
            due(draft, raised(draft, text, question), ("2018-04-01", JUNE), ("2018-05-01", last))
        due(draft, raised(draft, "Fourth."), ("2018-04-01", JUNE))
        wrong = raised(draft, "Fifth.")
        due(draft, wrong, ("2018-04-01", JUNE), ("2018-05-01", SEPTEMBER))
        draft.add(RecordVoided(reason="in_error"), say("2018-05-02", why="Typed twice."), wrong)

    return tell(plan)


def test_totals_by_improvement(several: Views) -> None:
    """The most days later first; what did not slip, or does not count, is not there. They agree with the register."""
    rows = by_improvement(several)
    assert [(row["ref"], row["days_later"], row["days_earlier"]) for row in rows] == [
        ("AFI-1", 92, 0), ("AFI-2", 30, 0), ("AFI-3", 0, -15),
    ]  # fmt: skip
    assert [(row["due_first"], row["due"]) for row in rows[:1]] == [("2018-06-30", "2018-09-30")]
    listed = {row["ref"]: row for row in register(several)}
    for row in rows:
        assert row["days_slipped"] == listed[row["ref"]]["days_slipped"] == row["days_later"] + row["days_earlier"]
        assert row["revisions"] == listed[row["ref"]]["due_revisions"] == len(row["slips"])


def test_totals_by_question(several: Views) -> None:
    """What stands under none has a row too."""
    rows = by_question(several)
    assert [(row["question"], row["refs"], row["days_later"]) for row in rows] == [
        ("QUE-1", ["AFI-1", "AFI-2"], 122), (None, ["AFI-3"], 0),
    ]  # fmt: skip


@pytest.mark.parametrize("query", [by_improvement, by_question, by_post])
def test_of_one_inspection(several: Views, query: Callable[[Views, str | None], Sequence[Row]]) -> None:
    """Nothing of another is added up."""
    assert list(query(several, "INS-1")) == list(query(several, None))
    assert list(query(several, "INS-2")) == []
