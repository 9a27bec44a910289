"""What a board paper says of days that have passed, of whose oversight is recorded, and of reasons for readers."""

from datetime import date

import pytest

from ledger.draft import Draft
from ledger.events import Prose
from ledger.events.action import ActionAdded, ActionDone
from ledger.events.document import DocumentAdded
from ledger.events.expectation import ExpectationAdded, Expected
from ledger.events.forum import ForumAdded
from ledger.events.grade import GradeRecorded
from ledger.events.improvement import DueOn, ImprovementAnswered, ImprovementRaised
from ledger.events.meeting import MeetingHeld
from ledger.events.record import RecordInvolved
from ledger.recording import Ledger
from ledger.vocabulary import Outcome
from tests.making import say
from tests.projections.papers.composed import Compose, Tell, refs, texts
from tests.projections.papers.composed import make as make
from tests.projections.papers.composed import tell as tell
from tests.projections.papers.progressing import DAY, raised


def _forums(draft: Draft) -> None:
    """Three: the first is only written to."""
    draft.add(ForumAdded(name=Prose("The Board")), DAY)
    group = draft.add(ForumAdded.model_validate({"name": Prose("The Group"), "cadence": _MONTHLY}), DAY)
    gold = draft.add(ForumAdded(name=Prose("Gold")), DAY)
    draft.add(MeetingHeld(forum=group), say("2018-04-10"))
    draft.add(RecordInvolved(who="POST-1", role="oversight"), DAY, gold)


_MONTHLY = {"every": 1, "unit": "months"}


def test_being_written_to_is_no_review(tell: Tell, make: Compose) -> None:
    """The addressee of which nothing else is recorded is in no list of forums that review; another still is."""
    tell(_forums)
    assert refs(make("board", forum="FOR-1"), "governance/forums") == ["FOR-2", "FOR-3"]
    assert refs(make("board", forum="FOR-2"), "governance/forums") == ["FOR-1", "FOR-2", "FOR-3"]


def test_an_oversight_that_nobody_recorded_is_not_recorded(tell: Tell, make: Compose) -> None:
    """That there is none does not follow."""
    tell(_forums)
    said = texts(make("board", forum="FOR-1"))
    assert said["governance/FOR-2/oversight"] == "not recorded"
    assert said["governance/FOR-3/oversight"] == "Deputy Chief Constable (Ann Keeper)"


def test_no_column_for_an_oversight_that_nobody_recorded(tell: Tell, make: Compose) -> None:
    """Of no forum at all: then the paper has no word of it."""
    tell(lambda draft: draft.add(ForumAdded(name=Prose("The Group")), DAY))
    said = texts(make("board"))
    assert "governance/FOR-1/chair" in said and not any("oversight" in id_ for id_ in said)


@pytest.mark.parametrize(
    ("dated", "more"),
    [("2018-05-10", ""), ("2018-05-11", "; that day has passed, and no later meeting is recorded")],
)
def test_when_a_forum_was_to_meet(tell: Tell, make: Compose, dated: str, more: str) -> None:
    """On its day it may still meet."""
    tell(_forums)
    said = texts(make("board", dated=date.fromisoformat(dated)))
    assert said["governance/FOR-2/next"] == f"10 May 2018, 1 month after MTG-1{more}"


@pytest.mark.parametrize(
    ("dated", "action", "expected"),
    [
        ("2018-06-30", "open, not yet due", "open"),
        (
            "2018-07-01",
            "open, overdue by 1 day",
            "open: the time for it has passed, and what came of it is not recorded",
        ),
    ],
)
def test_what_is_open_though_its_day_has_passed(
    tell: Tell, make: Compose, dated: str, action: str, expected: str
) -> None:
    """It is said to have passed; of an action that is done, or without a day, nothing of the kind."""

    def told(draft: Draft) -> None:
        ref = raised(draft)
        for more in ({"due": DueOn(day="2018-06-30")}, {}, {}):
            draft.add(ActionAdded.model_validate({"text": Prose("Act."), "under": ref} | more), DAY)
        draft.add(ActionDone(text=Prose("It is.")), DAY, "ACT-3")
        expected_ = Expected.model_validate({"from": "2018-06", "to": "2018-06"})
        draft.add(ExpectationAdded(text=Prose("A report."), about=ref, expected=expected_), DAY)

    tell(told)
    said = texts(make("board", dated=date.fromisoformat(dated)))
    assert said["actions/ACT-1/status"] == action
    assert said["actions/ACT-2/status"] == "open, with no day by which it is due"
    assert said["actions/ACT-3/status"].startswith("done, 2 April 2018")
    assert said["expectations/EXP-1/status"] == expected


def _recommended(draft: Draft) -> None:
    asked = {"kind": "recommendation", "inspection": "INS-1", "force": "ORG-2", "scope": "force"}
    for _ in range(3):
        draft.add(ImprovementRaised.model_validate(asked | {"text": Prose("Do it.")}), say("2018-03-22", by="ORG-1"))
    draft.add(ImprovementAnswered.model_validate({"answer": "no_action", "text": Prose("No.")}), DAY, "REC-1")


def test_a_response_that_was_due(tell: Tell, make: Compose, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before this ledger began nothing follows from what it does not hold; an answer that is missing is said to be."""
    tell(_recommended)
    said = texts(make("board"))
    due = "was due by 16 May 2018. "
    assert said["response/INS-1/ORG-2"].endswith(
        f"{due}That day passed before this ledger began: what came of it is not recorded here."
    )
    assert said["response/INS-1/ORG-2/unanswered"] == (
        "PEEL: Effectiveness 2017, Fenshire Constabulary: no answer to REC-2 and REC-3 is recorded. "
        "The law asks of each for the action taken or proposed, or why there is none."
    )
    monkeypatch.setattr("projections.papers.parts.answers.began", lambda _: date(2018, 5, 16))
    assert texts(make("board"))["response/INS-1/ORG-2"].endswith("the Secretary of State. That day has passed.")


def test_reasons_for_readers(tell: Tell, make: Compose, ledger: Ledger) -> None:
    """Why a grade was recorded so is told with its document; why an entry was corrected is not."""
    grade = GradeRecorded.model_validate(
        {"inspection": "INS-1", "force": "ORG-2", "question": "QUE-1", "outcome": "good", "scale": "four_tier",
         "year": 2017, "basis": "inspected"}
    )  # fmt: skip

    def told(draft: Draft) -> None:
        letter = draft.add(DocumentAdded(kind="letter", title=Prose("A letter")), DAY)
        draft.add(grade, say("2018-03-22", by="ORG-1", src=(f"{letter}:3",), why="Only implied."))

    tell(told)
    assert texts(make("board"))["grades/GRD-1/basis"].splitlines()[1:] == ["Reason recorded, from DOC-1: Only implied."]
    other = grade.model_copy(update={"outcome": Outcome.OUTSTANDING})
    ledger.record(lambda draft: draft.correct(13, other, say("2018-03-22", by="ORG-1", why="A slip.")))
    assert texts(make("board"))["grades/GRD-1/basis"] == "inspected in 2017"
