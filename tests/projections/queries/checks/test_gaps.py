"""What is missing; and what only seems to be."""

from datetime import date

import pytest

from ledger.events import Prose
from ledger.events.action import ActionAdded, ActionDone
from ledger.events.document import DocumentAdded
from ledger.events.grade import GradeRecorded
from ledger.events.improvement import (
    ImprovementAssigned,
    ImprovementClaimed,
    ImprovementClosed,
    ImprovementNoted,
    ImprovementReturned,
    ImprovementWithdrawn,
)
from ledger.events.inspection import InspectionOpened, InspectionPublished
from ledger.events.person import PersonAdded
from ledger.events.post import PostCreated, PostHeld, PostVacated
from ledger.events.record import RecordVoided
from tests.making import say
from tests.projections.queries.checks.desk import PUBLISHED, RAISED, TEXT, Desk, Step, raised

DAY = say("2018-04-01")
CLAIMED: Step = (ImprovementClaimed(evidence=Prose("Nine of ten.")), say("2018-05-01", by="POST-1"), "AFI-1")
OLD = InspectionOpened(
    title=TEXT, programme="peel", framework="peel_2015_2017", cycle=2016, scale="four_tier", inspectorate="ORG-1",
    forces=("ORG-2",),
)  # fmt: skip


def grade(inspection: str, **more: object) -> Step:
    """A grade of 2016 for the first question, given or carried."""
    judged = {"force": "ORG-2", "question": "QUE-1", "outcome": "good", "scale": "four_tier", "year": 2016}
    return GradeRecorded.model_validate({"inspection": inspection, **judged, **more}), PUBLISHED


CARRIED = grade("INS-1", basis="carried_forward")

# Carried grades.


def test_a_carried_grade_has_an_origin(desk: Desk) -> None:
    """Which, if the ledger has one that it could be."""
    [carried] = desk.told(CARRIED)
    [row] = desk.rows("carried_without_origin")
    assert (row["ref"], row["entry"]) == ("GRD-1", f"E-{carried}")
    assert row["reason"] == "It is carried forward from 2016, and from which grade is not recorded here."
    assert row["settle"] == f"afi correct E-{carried} carried-from=GRD-n --authority TEXT --reason TEXT"
    desk.told((OLD, say("2016")), grade("INS-2", basis="inspected"))
    [row] = desk.rows("carried_without_origin")
    assert row["reason"].endswith(" GRD-2 is the same judgement.") and " carried-from=GRD-2 " in row["settle"]
    carried_from = GradeRecorded.model_validate(CARRIED[0].model_dump() | {"carried_from": "GRD-2"})
    desk.corrected(carried, carried_from, PUBLISHED)
    assert desk.rows("carried_without_origin") == []


def test_a_grade_by_inspection_has_none(desk: Desk) -> None:
    """Nothing is missing of it; and another question's grade is no origin."""
    desk.told((OLD, say("2016")), grade("INS-2", basis="inspected", question="QUE-2"))
    assert desk.rows("carried_without_origin") == []
    desk.told(CARRIED)
    assert "GRD-n" in desk.rows("carried_without_origin")[0]["settle"]


# Causes of concern.

CONCERN = raised("Victims are let down.", kind="cause_of_concern")
RECOMMENDED = raised("Look at each.", kind="recommendation", under="COC-1")


def test_a_concern_has_a_recommendation(desk: Desk) -> None:
    """One that counts, and stands under it."""
    [concern] = desk.told((CONCERN, PUBLISHED))
    assert desk.asked("concern_without_recommendation") == [("COC-1", f"E-{concern}")]
    assert desk.rows("concern_without_recommendation")[0]["settle"] == "afi raise rec INS-1 TEXT --under COC-1"
    desk.told((RECOMMENDED, PUBLISHED))
    assert desk.rows("concern_without_recommendation") == []
    desk.told((RecordVoided(reason="in_error"), DAY, "REC-1"))
    assert desk.asked("concern_without_recommendation") == [("COC-1", f"E-{concern}")]


def test_one_before_its_report_may_wait_for_it(desk: Desk) -> None:
    """Its recommendations come with the report."""
    early = raised("Files are lost.", kind="cause_of_concern", inspection="INS-2", accelerated=1)
    desk.told((OLD, say("2016")), (early, say("2016-05-01")))
    assert desk.rows("concern_without_recommendation") == []
    desk.told((InspectionPublished(), say("2016-09-01"), "INS-2"))
    assert [ref for ref, _ in desk.asked("concern_without_recommendation")] == ["COC-1"]


def test_one_that_was_withdrawn_needs_none(desk: Desk) -> None:
    """Nothing is asked of the force any more; and an area for improvement never needs one."""
    desk.told(RAISED, (CONCERN, PUBLISHED), (ImprovementWithdrawn(), say("2018-05-01", by="ORG-1"), "COC-1"))
    assert desk.rows("concern_without_recommendation") == []


# Posts.


def assigned(**posts: str) -> ImprovementAssigned:
    """Who owns and leads it."""
    return ImprovementAssigned.model_validate(posts)


def test_a_post_that_owns_something_open_has_a_holder(desk: Desk) -> None:
    """All that it owns and leads is one question; what is new to it is another."""
    first = desk.told(
        (PostCreated(title=Prose("Head of Custody")), DAY), RAISED, RAISED, (assigned(owner="POST-2"), DAY, "AFI-1"),
        (assigned(owner="POST-1", lead="POST-2"), DAY, "AFI-2"), (ActionAdded(text=TEXT, owner="POST-2"), DAY),
    )  # fmt: skip
    [row] = desk.rows("post_without_holder")
    assert (row["ref"], row["entry"]) == ("POST-2", f"E-{first[-1]}")
    assert row["reason"] == (
        "Nobody is recorded as holding the post of Head of Custody, which owns AFI-1, ACT-1 and leads AFI-2."
    )
    assert row["settle"] == "afi people hold POST-2 PERSON --on DATE"
    [again] = desk.told((assigned(owner="POST-2"), DAY, "AFI-2"))
    assert desk.asked("post_without_holder") == [("POST-2", f"E-{again}")]
    desk.told((PersonAdded(name=TEXT), DAY), (PostHeld(holder="PER-2"), say("2018-06-01"), "POST-2"))
    assert desk.rows("post_without_holder") == []


def test_it_is_asked_of_the_day_that_is_looked_at(desk: Desk) -> None:
    """Somebody held it then, and left."""
    desk.told(RAISED, (assigned(owner="POST-1"), DAY, "AFI-1"))
    [left] = desk.told((PostVacated(), say("2018-09-01"), "POST-1"))
    assert desk.asked("post_without_holder") == [("POST-1", f"E-{left}")]
    assert desk.asked("post_without_holder", today=date(2018, 8, 31)) == []


def test_a_post_with_nothing_open_may_be_vacant(desk: Desk) -> None:
    """What it owned is closed or done, and people who own actions are no posts."""
    desk.told(
        (PostCreated(title=TEXT), DAY), RAISED, (assigned(owner="POST-2"), DAY, "AFI-1"),
        (ActionAdded(text=TEXT, owner="POST-2"), DAY), (ActionDone(), DAY, "ACT-1"),
        (ActionAdded(text=TEXT, owner="PER-1"), DAY),
        (ImprovementClosed(closed_by="inspectorate", means="letter"), say("2018-06-01", by="ORG-1"), "AFI-1"),
    )  # fmt: skip
    assert desk.rows("post_without_holder") == []


# What shows that it is complete.


def test_what_is_reported_complete_is_shown_by_a_document(desk: Desk) -> None:
    """Words alone are asked about, until something that shows it is recorded."""
    *_, claimed = desk.told(RAISED, CLAIMED)
    [row] = desk.rows("claim_without_evidence")
    assert (row["ref"], row["entry"]) == ("AFI-1", f"E-{claimed}")
    assert row["reason"] == "It was reported complete on 1 May 2018 on these words alone: “Nine of ten.”"
    sample = DocumentAdded(kind="evidence", title=TEXT)
    desk.told((sample, DAY), (ImprovementNoted(text=TEXT), say("2018-05-02", src=("DOC-1",)), "AFI-1"))
    assert desk.rows("claim_without_evidence") == []


@pytest.mark.parametrize(("closed_by", "asked"), [("inspectorate", 0), ("force", 1)])
def test_who_closed_it_has_seen_for_themselves(desk: Desk, closed_by: str, asked: int) -> None:
    """Unless it was the force."""
    by = "ORG-1" if closed_by == "inspectorate" else "POST-1"
    closed = ImprovementClosed.model_validate({"closed_by": closed_by, "means": "letter"})
    desk.told(RAISED, CLAIMED, (closed, say("2018-06-01", by=by), "AFI-1"))
    assert len(desk.rows("claim_without_evidence")) == asked


def test_what_was_sent_back_is_not_reported_complete(desk: Desk) -> None:
    """Nothing is to be shown; and what was shown before is not what is reported now."""
    sample = DocumentAdded(kind="evidence", title=TEXT)
    noted: Step = (ImprovementNoted(text=TEXT), say("2018-04-20", src=("DOC-1",)), "AFI-1")
    back: Step = (ImprovementReturned(returned_by="assurer", text=TEXT), say("2018-05-02"), "AFI-1")
    desk.told(RAISED, (sample, DAY), noted, CLAIMED, back)
    assert desk.rows("claim_without_evidence") == []
    [claimed] = desk.told((CLAIMED[0], say("2018-06-01", by="POST-1"), "AFI-1"))
    assert desk.asked("claim_without_evidence") == [("AFI-1", f"E-{claimed}")]
