"""Totals that disagree with what is recorded; and numbers that are no totals."""

import pytest

from ledger.events import Prose
from ledger.events.document import DocumentAdded, DocumentAsked
from ledger.events.forum import ForumAdded
from ledger.events.improvement import ImprovementClosed, ImprovementReopened
from ledger.events.inspection import InspectionFoundNone, InspectionNoted
from ledger.events.meeting import MeetingConsidered, MeetingHeld
from projections.queries.checks.totals import Total, stated
from tests.making import say
from tests.projections.queries.checks.desk import PUBLISHED, RAISED, TEXT, Desk, Step

AFI, COC, REC = "area_for_improvement", "cause_of_concern", "recommendation"


def totals(text: str) -> list[tuple[str, str, int]]:
    """What a text states, with the kind as it begins."""
    return [(total.kind[:4], total.state, total.number) for total in dict.fromkeys(stated(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The report identified seven areas for improvement.", [("area", "all", 7)]),
        ("12 AFIs, 5 closed", [("area", "all", 12), ("area", "closed", 5)]),
        ("12 AFIs: 5 are closed, 7 remain open", [("area", "all", 12), ("area", "closed", 5), ("area", "open", 7)]),
        ("Three of the seven AFIs are closed.", [("area", "closed", 3), ("area", "all", 7)]),
        ("Three AFIs are closed.", [("area", "closed", 3)]),
        ("There is a total of two causes of concern", [("caus", "all", 2)]),
        ("Two recommendations in all; no causes of concern were identified.", [("caus", "all", 0), ("reco", "all", 2)]),
        ("We have 7 AFIs", [("area", "all", 7)]),
    ],
)
def test_what_states_a_total(text: str, found: list[tuple[str, str, int]]) -> None:
    """Of all, of those that are closed, of those that are open."""
    assert sorted(totals(text)) == sorted(found)


@pytest.mark.parametrize(
    "text",
    [
        "Seven AFIs were discussed.",
        "Most of the AFIs were considered.",
        "Two of the AFIs are hard.",
        "Identified two AFIs about custody",
        "Of 43 forces nine were asked for the same.",
        "All seven have an owner.",
        "Three AFIs were closed this month",
        "Five questions were asked.",
    ],
)
def test_what_states_none(text: str) -> None:
    """A number of some, or of something else."""
    assert totals(text) == []


def test_a_total_is_hashed_by_what_it_says() -> None:
    """The same said twice is asked about once."""
    assert list(stated("7 AFIs in all. 7 AFIs in all.")) == [Total(AFI, "all", 7)] * 2


# Against what is recorded.


def noted(text: str, on: str = "2018-06-01") -> Step:
    """A note on the inspection as a whole."""
    return InspectionNoted(text=Prose(text)), say(on), "INS-1"


CLOSED: Step = (ImprovementClosed(closed_by="inspectorate", means="letter"), say("2018-05", by="ORG-1"), "AFI-1")


def test_a_total_that_disagrees(desk: Desk) -> None:
    """Both what was said and what is recorded."""
    *_, note = desk.told(RAISED, RAISED, CLOSED, noted("3 AFIs, 2 closed"))
    [row] = desk.rows("totals_disagree")
    assert (row["ref"], row["entry"], row["sure"]) == ("INS-1", f"E-{note}", "likely")
    assert row["reason"] == (
        "“3 AFIs, 2 closed” The ledger has 2 areas for improvement of INS-1 on 1 June 2018, not 3. "
        "The ledger has 1 closed area for improvement of INS-1 on 1 June 2018, not 2."
    )
    assert row["settle"] == f"afi flag E-{note} TEXT"


@pytest.mark.parametrize(
    ("text", "on", "asked"),
    [
        ("2 AFIs, 1 closed", "2018-06-01", 0),
        ("2 AFIs, 1 closed", "2018-05-15", 0),
        ("2 AFIs, 0 closed", "2018-05-15", 0),
        ("2 AFIs, 1 closed", "2018-04-30", 1),
        ("0 AFIs in all", "2018-03-21", 0),
        ("2 AFIs, 1 open", "2018-07-02", 1),
        ("2 AFIs, 2 open", "2018-07-02", 0),
    ],
)
def test_it_is_held_against_that_day(desk: Desk, text: str, on: str, asked: int) -> None:
    """In a month in which one was closed it may have been, or not yet; reopened, it is open again."""
    reopened: Step = (ImprovementReopened(text=TEXT), say("2018-07-01"), "AFI-1")
    desk.told(RAISED, RAISED, CLOSED, reopened, noted(text, on))
    assert len(desk.rows("totals_disagree")) == asked


def paper(**more: str) -> DocumentAdded:
    """A board paper."""
    return DocumentAdded.model_validate({"kind": "board_paper", "title": TEXT} | more)


def test_what_a_document_asks_and_a_meeting_said(desk: Desk) -> None:
    """Where they are of one inspection."""
    text = Prose("To note the 5 areas for improvement in all")
    spoke = MeetingConsidered(records=("INS-1",), text=Prose("Five AFIs in all."))
    day = say("2018-06-01")
    desk.told(
        (paper(inspection="INS-1"), day), (DocumentAsked(text=text), day, "DOC-1"),
        (paper(), day), (DocumentAsked(text=text), day, "DOC-2"),
        (ForumAdded(name=TEXT), day), (MeetingHeld(forum="FOR-1"), day), (spoke, day, "MTG-1"),
        (MeetingConsidered(records=("QUE-1",), text=Prose("Five AFIs in all.")), day, "MTG-1"),
    )  # fmt: skip
    assert [row["ref"] for row in desk.rows("totals_disagree")] == ["DOC-1", "MTG-1"]


def test_a_nil_beside_what_it_denies(desk: Desk) -> None:
    """It may be recorded after the improvement was raised."""
    *_, nil = desk.told(RAISED, (InspectionFoundNone(kind="area_for_improvement", force="ORG-2"), PUBLISHED, "INS-1"))
    [row] = desk.rows("totals_disagree")
    assert (row["ref"], row["entry"], row["sure"]) == ("INS-1", f"E-{nil}", "certain")
    assert row["reason"] == "It is recorded to have found no area for improvement, and AFI-1 counts."
    assert row["settle"] == "afi raise afi INS-1 --none --in-error --reason TEXT"


def test_a_nil_of_another_kind(desk: Desk) -> None:
    """Denies nothing."""
    desk.told(RAISED, (InspectionFoundNone(kind="cause_of_concern", force="ORG-2"), PUBLISHED, "INS-1"))
    assert desk.rows("totals_disagree") == []
