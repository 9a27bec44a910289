"""Records as they stand: corrected, with fields that left them, and without those that do not count."""

from collections.abc import Callable
from itertools import pairwise

import pytest

from ledger.draft import Draft
from ledger.events import Prose
from ledger.events.document import DocumentAdded
from ledger.events.improvement import (
    ImprovementClaimed,
    ImprovementClosed,
    ImprovementRaised,
    ImprovementReopened,
)
from ledger.events.inspection import InspectionFoundNone
from ledger.events.record import RecordVoided
from ledger.recording import Plan
from projections.queries.entries import entry_rows
from projections.queries.log import log
from projections.queries.records import at, before, bodies, record, records, standing, these
from projections.queries.register import nils, register
from projections.queries.timeline import timeline
from projections.views import Views
from tests.making import say

Tell = Callable[[Plan], Views]
NIL = InspectionFoundNone(kind="recommendation", force="ORG-2")


def _asked(text: str = "See to it by September.", kind: str = "area_for_improvement") -> ImprovementRaised:
    return ImprovementRaised(kind=kind, inspection="INS-1", force="ORG-2", text=Prose(text))


def _raise(draft: Draft) -> None:
    """Entries 12 and 13."""
    draft.add(_asked(), say("2018-03-22", by="ORG-1"))
    draft.add(NIL, say("2018-03-22"), "INS-1")


def _correct(draft: Draft) -> None:
    """Entries 14 and 15."""
    said = say("2018-03-23", by="PER-1", why="So the printed report says.")
    draft.correct(12, _asked("See to it by October."), said)
    draft.correct(13, InspectionFoundNone(kind="cause_of_concern", force="ORG-2"), say("2018-03-22"))


def test_a_correction_is_what_the_record_began_with(tell: Tell) -> None:
    """Its text, day and voice stand; what was told first is in the log alone."""
    tell(_raise)
    [row] = register(tell(_correct))
    assert (row["text"], row["raised_on"], row["said_by"]) == ("See to it by October.", "2018-03-23", "PER-1")
    assert (row["happened_on"], row["entry"]) == ("2018-03-23", "E-14")


def test_an_entry_and_its_correction_name_each_other(tell: Tell) -> None:
    """The corrected one keeps its sentence."""
    tell(_raise)
    rows = log(tell(_correct), after=11)
    told, found = "Area for improvement raised: ", "No {} identified for Fenshire Constabulary"
    assert [(row["sentence"], row["fixes"], row["corrected_by"]) for row in rows] == [
        (f"{told}“See to it by September.”", None, "E-14"),
        (found.format("recommendations"), None, "E-15"),
        (f"Correction of E-12: {told}“See to it by October.”", "E-12", None),
        (f"Correction of E-13: {found.format('causes of concern')}", "E-13", None),
    ]


def test_the_last_of_several_corrections_stands(tell: Tell) -> None:
    """Though it names the same entry as the one before it, which nothing marks as corrected."""
    tell(_raise)
    tell(_correct)
    views = tell(lambda draft: draft.correct(13, NIL, say("2018-03-22")))
    assert [row["position"] for row in standing(views, "h.stream = 'INS-1' AND h.type = ?", NIL.type)] == [16]
    [nil] = nils(views)
    assert (nil["kind"], nil["entry"]) == ("recommendation", "E-16")


def test_a_nil_is_as_it_was_last_corrected(tell: Tell) -> None:
    """What it said first is no nil any more."""
    tell(_raise)
    assert [nil["kind"] for nil in nils(tell(_correct))] == ["cause_of_concern"]


def test_what_left_a_record_is_not_there(tell: Tell) -> None:
    """What was reported before a reopening is no field of it; it was one before."""
    views = tell(_reopen)
    assert "claim" not in record(views, "AFI-1").body
    assert at(views, "AFI-1", "claim", 15) is None and at(views, "AFI-1", "status", 15) == "in_progress"
    assert before(views, "AFI-1", "claim", 15)["evidence"] == "An audit"
    assert before(views, "AFI-1", "claim", 16) is None and before(views, "AFI-1", "claim", 13) is None


def _reopen(draft: Draft) -> None:
    """Entries 12 to 15."""
    afi = draft.add(_asked(), say("2018-03-22", by="ORG-1"))
    draft.add(ImprovementClaimed(evidence=Prose("An audit")), say("2018-05-01"), afi)
    draft.add(ImprovementClosed(closed_by="force", means="meeting"), say("2018-06-01"), afi)
    draft.add(ImprovementReopened(text=Prose("Not so.")), say("2018-07-01"), afi)


def test_what_does_not_count_is_no_record_unless_asked_for(tell: Tell) -> None:
    """Neither listed nor counted; its entries are told, and it can be shown."""

    def twice(draft: Draft) -> None:
        for _ in range(2):
            draft.add(_asked(), say("2018-03-22", by="ORG-1"))
        draft.add(RecordVoided(reason="duplicate", of="AFI-1"), say("2018-04-01"), "AFI-2")

    views = tell(twice)
    assert [each.ref for each in records(views, "improvement")] == ["AFI-1"] == [row["ref"] for row in register(views)]
    assert [each.ref for each in records(views, "improvement", "INS-1", void=True)] == ["AFI-1", "AFI-2"]
    assert len(timeline(views, ["AFI-2"])) == 2 and record(views, "AFI-2").body["void"]["of"] == "AFI-1"


def test_kinds_of_one_noun_stand_apart(tell: Tell) -> None:
    """AFI, COC, REC, each by number."""

    def mixed(draft: Draft) -> None:
        for kind in ("recommendation", "area_for_improvement", "cause_of_concern") * 2:
            draft.add(_asked(kind=kind), say("2018-03-22", by="ORG-1"))

    found = [each.ref for each in records(tell(mixed), "improvement")]
    assert found == ["AFI-1", "AFI-2", "COC-1", "COC-2", "REC-1", "REC-2"]


@pytest.mark.parametrize("noun", ["paper", "inspection"])
def test_records_come_by_number(tell: Tell, noun: str) -> None:
    """However they were recorded; none of a noun that there is none of."""
    found = [each.ref for each in records(tell(_raise), noun)]
    assert all(first < second for first, second in pairwise(found)) and bool(found) == (noun == "inspection")


def test_entries_are_made_rows_one_by_one(tell: Tell) -> None:
    """So that a long log is not held in memory twice."""
    paper = DocumentAdded(kind="letter", title=Prose("A letter"))
    views = tell(lambda draft: draft.add(paper, say("2018")))
    rows = entry_rows(views, iter(views.query("SELECT * FROM happening ORDER BY position DESC")))
    assert next(rows)["ref"] == "DOC-1"


def test_many_are_looked_up_at_once(tell: Tell) -> None:
    """By kind and number, those that do not count too; of what there is not, nothing."""

    def plan(draft: Draft) -> None:
        for _ in range(2):
            draft.add(_asked(), say("2018-03-22", by="ORG-1"))
        draft.add(RecordVoided(reason="duplicate", of="AFI-1"), say("2018-03-23"), "AFI-2")

    views = tell(plan)
    found = list(these(views, ["AFI-9", "AFI-2", "INS-1", "AFI-1"]))
    assert found == [record(views, ref) for ref in ("AFI-1", "AFI-2", "INS-1")]
    assert bodies(views, ["AFI-9", "AFI-2"]) == {"AFI-2": found[1].body} and "void" in found[1].body
    assert bodies(views, []) == {}
