"""The ids of cells outlast corrections: what differs afterwards is what was corrected, and nothing else."""

import pytest

from ledger.draft import Draft
from ledger.events import Event, Prose
from ledger.events.context import ContextStated
from ledger.events.definition import DefinitionStated
from ledger.events.improvement import DueOn, ImprovementDueSet
from ledger.events.inspection import InspectionNoted, InspectionResponded
from ledger.recording import Ledger
from projections.papers.model import Paper
from tests.making import say
from tests.projections.papers.composed import Compose, Tell, texts
from tests.projections.papers.composed import make as make
from tests.projections.papers.composed import tell as tell
from tests.projections.papers.progressing import due, raised

DAY = say("2018-04-02")


def told(draft: Draft) -> None:
    """What papers have rows of: E-12 and on."""
    ref = raised(draft)
    for day in ("2018-06-01", "2018-09-01", "2018-12-01"):
        due(day)(draft, ref)
    draft.add(DefinitionStated(term=Prose("AFI"), text=Prose("Falls short.")), DAY)
    draft.add(ContextStated(text=Prose("Elsewhere too.")), DAY)
    draft.add(InspectionNoted(text=Prose("On the whole.")), DAY, "INS-1")
    draft.add(InspectionResponded(step="commented", force="ORG-2"), DAY, "INS-1")


def differ(before: Paper, after: Paper) -> set[str]:
    """The ids of the cells that one of two papers has not, or has otherwise; but for the foot of each page."""
    was, is_ = texts(before), texts(after)
    return {id_ for id_ in was.keys() | is_.keys() if was.get(id_) != is_.get(id_)} - {"footer"}


@pytest.mark.parametrize(
    ("kind", "position", "event", "expected"),
    [
        ("board", 14, ImprovementDueSet(due=DueOn(day="2018-08-01"), set_by="force"),
         {"slips/AFI-1/E-14/to", "slips/AFI-1/E-14/days", "slips/AFI-1/E-15/from", "slips/AFI-1/E-15/days"}),
        ("progress", 14, ImprovementDueSet(due=DueOn(day="2018-08-01"), set_by="force"),
         {"revisions/E-14/to", "revisions/E-14/days", "revisions/E-15/from", "revisions/E-15/days",
          "revisions/E-14/recorded"}),
        ("board", 16, DefinitionStated(term=Prose("AFI"), text=Prose("Other.")),
         {"background/definitions/E-16/meaning"}),
        ("board", 17, ContextStated(text=Prose("Other.")), {"national/E-17"}),
        ("board", 18, InspectionNoted(text=Prose("Other.")), {"notes/E-18"}),
    ],
)  # fmt: skip
def test_only_what_was_corrected_differs(
    tell: Tell, make: Compose, ledger: Ledger, kind: str, position: int, event: Event, expected: set[str]
) -> None:
    """Each row is called by the entry in whose place others may come to stand."""
    tell(told)
    before = make(kind)
    ledger.record(lambda draft: draft.correct(position, event, DAY))
    found = {id_ for id_ in differ(before, make(kind)) if not id_.endswith("/since")}
    assert {id_ for id_ in found if not id_.startswith(("charts/", "summary/", "head/"))} == expected


def test_a_step_of_a_response_that_was_corrected(tell: Tell, make: Compose, ledger: Ledger) -> None:
    """It keeps its row."""
    tell(told)
    before = make("response", inspection="INS-1")
    event = InspectionResponded(step="published", force="ORG-2")
    ledger.record(lambda draft: draft.correct(19, event, DAY))
    found = differ(before, make("response", inspection="INS-1"))
    assert {id_ for id_ in found if id_.startswith("steps/")} == {"steps/E-19/step", "steps/E-19/entry"}


@pytest.mark.parametrize(
    ("kind", "cell"), [("board", "slips/AFI-1/E-14/reason"), ("progress", "revisions/E-14/reason")]
)
def test_why_it_was_corrected_is_not_why_it_happened(
    tell: Tell, make: Compose, ledger: Ledger, kind: str, cell: str
) -> None:
    """The reason for moving a date is that of the entry that moved it."""

    def moved(draft: Draft) -> None:
        ref = raised(draft)
        due("2018-06-01")(draft, ref)
        due("2018-09-01", "No trainers.")(draft, ref)

    tell(moved)
    event = ImprovementDueSet(due=DueOn(day="2018-10-01"), set_by="force")
    ledger.record(lambda draft: draft.correct(14, event, say("2018-04-02", why="Mistyped.")))
    assert texts(make(kind))[cell] == "No trainers."
