"""The register: improvements as they stand, and nils."""

from collections.abc import Callable
from typing import Any

import pytest

from ledger.draft import Draft
from ledger.events import Prose
from ledger.events.improvement import ImprovementAssured, ImprovementClaimed, ImprovementSubmitted
from ledger.events.record import RecordFlagged, RecordLinked, RecordVoided
from ledger.recording import Plan
from projections.queries.register import nils, register
from projections.views import Views
from tests.making import say


def test_a_row_has_every_key(told: Views) -> None:
    """References with names beside them, dates, the due date's history, the newest note, how it ended."""
    assert register(told)[0] == {
        "ref": "AFI-1",
        "kind": "area_for_improvement",
        "kind_words": "area for improvement",
        "inspection": "INS-1",
        "inspection_title": "PEEL: Effectiveness 2017",
        "force": "ORG-2",
        "force_name": "Fenshire Constabulary",
        "question": "QUE-2",
        "question_name": "Protecting vulnerable people",
        "question_key": "vulnerable",
        "number": "No. 3",
        "text": "The force should attend prompt calls.",
        "parts": [],
        "accelerated": False,
        "scope": None,
        "scope_words": None,
        "condition": None,
        "under": None,
        "status": "closed",
        "status_words": "closed",
        "owner": "POST-2",
        "owner_name": "Head of Investigations",
        "owner_holder": None,
        "owner_holder_name": None,
        "lead": "POST-1",
        "lead_name": "Deputy Chief Constable",
        "lead_holder": "PER-2",
        "lead_holder_name": "Bob Chief",
        "due": "2018-09-30",
        "due_kind": "day",
        "due_words": "30 September 2018",
        "due_set_by": "force",
        "due_approver": "POST-1",
        "due_approver_name": "Deputy Chief Constable",
        "due_first": "2018-06-30",
        "due_revisions": 1,
        "days_slipped": 92,
        "raised_on": "2018-03-22",
        "raised_on_words": None,
        "claimed_on": "2018-10-01",
        "evidence": "An audit",
        "assured_on": None,
        "assured_by": None,
        "assured_by_name": None,
        "submitted_on": None,
        "returned": 0,
        "returned_on": None,
        "returned_by": None,
        "returned_reason": None,
        "closed_on": "2019-02",
        "closed_by": "inspectorate",
        "closed_how": "letter",
        "closed_level": "fully",
        "ended_on": None,
        "ended_how": None,
        "ended_reason": None,
        "superseded_by": None,
        "passed_to": None,
        "passed_to_name": None,
        "reopened": 0,
        "reopened_reason": None,
        "answer": None,
        "answer_text": None,
        "answered_on": None,
        "answered_by": None,
        "answered_by_name": None,
        "last_note": "Still so.",
        "last_note_on": "2019-05-05",
        "last_note_by": "PER-1",
        "last_note_by_name": "Ann Keeper",
        "last_note_by_holder": None,
        "last_note_by_holder_name": None,
        "last_note_after_closure": True,
        "notes": 3,
        "notes_after_closure": 1,
        "numbers": [],
        "links": [],
        "recurrence": None,
        "recurrence_words": None,
        "flags": [],
        "happened_on": "2018-03-22",
        "said_by": "ORG-1",
        "recorded_by": "PER-1",
        "recorded_at": "2026-01-01T13:00:01.000000Z",
        "source": ["DOC-1:3.5", "DOC-1:P36"],
        "entry": "E-45",
    }


def test_no_due_date_is_one_of_several_things(told: Views) -> None:
    """A period, at once, none set and none recorded are told apart."""
    rows = register(told, inspection="INS-1")[1:]
    assert [(row["due"], row["due_kind"], row["due_words"]) for row in rows[:4]] == [
        ("2018-09-22", "within", "within 6 months of publication (by 22 September 2018)"),
        (None, "immediate", "immediately"),
        (None, "none_set", "none set"),
        (None, None, "none recorded"),
    ]
    assert [row["days_slipped"] for row in rows] == [0, None, None, None]


def test_rows_without_anything_have_the_same_keys(told: Views) -> None:
    """So that a table of them has columns."""
    assert len({tuple(row) for row in register(told)}) == 1


@pytest.mark.parametrize(
    ("asked", "refs"),
    [
        ({"inspection": "INS-2"}, ["COC-1", "REC-1", "REC-2", "REC-3", "REC-4"]),
        ({"inspection": "INS-1", "status": "closed"}, ["AFI-1"]),
        ({"status": "raised"}, ["AFI-2", "AFI-3", "AFI-4", "AFI-5"]),
        ({"owner": "POST-2"}, ["AFI-1"]),
        ({"owner": "POST-1"}, []),
        ({"question": "QUE-1"}, []),
        ({"force": "ORG-2", "kind": "area_for_improvement", "question": "QUE-2", "owner": "POST-2"}, ["AFI-1"]),
        ({"kind": "cause_of_concern"}, ["COC-1"]),
        ({"kind": "recommendation", "status": "declined"}, ["REC-3"]),
        ({"lead": "POST-1"}, ["AFI-1"]),
        ({"lead": "POST-2"}, []),
    ],
)
def test_filters_are_all_to_be_met(told: Views, asked: dict[str, Any], refs: list[str]) -> None:
    """Each by reference or by a word of its vocabulary."""
    assert [row["ref"] for row in register(told, **asked)] == refs


#: What is recorded of these, beside what every improvement has.
MORE: dict[str, dict[str, object]] = {
    "COC-1": {
        "parts": [{"number": "a", "text": "Most of all at night."}],
        "accelerated": True,
        "status": "in_progress",
        "returned": 1,
        "returned_on": "2018-11-08",
        "returned_by": "forum",
        "returned_reason": "Rotas show nothing.",
        "reopened": 1,
        "reopened_reason": "It came back.",
        "answer": "action_proposed",
        "answer_text": "More officers.",
        "answered_on": "2018-10-01",
        "answered_by": "ORG-3",
        "answered_by_name": "Commissioner",
        "links": [{"relation": "recurrence_of", "to": "AFI-2", "to_name": "Do the other thing: 1."}],
        "recurrence": {"times": 2, "since": 2018, "of": ["AFI-2"]},
        "recurrence_words": "second time since 2018",
    },
    "REC-1": {
        "scope": "national",
        "scope_words": "made to every force",
        "condition": "If money is found.",
        "under": "COC-1",
        "ended_on": "2018-12",
        "ended_how": "superseded",
        "ended_reason": "The same again.",
        "superseded_by": "COC-1",
        "numbers": [{"number": "R 12", "by": "ORG-1", "by_name": "HMICFRS today"}],
    },
    "REC-2": {"ended_on": "2018-12", "ended_how": "withdrawn", "ended_reason": "No longer asked."},
    "REC-4": {
        "ended_on": "2018-12",
        "ended_how": "passed_on",
        "ended_reason": "It commissions them.",
        "passed_to": "ORG-3",
        "passed_to_name": "Commissioner",
        "status_words": "not ours to deliver",
    },
}


@pytest.mark.parametrize("ref", MORE)
def test_what_became_of_each(told: Views, ref: str) -> None:
    """Sent back and reopened, superseded, withdrawn, passed on; what a reopening ended is no field any more."""
    [row] = [row for row in register(told) if row["ref"] == ref]
    assert {key: row[key] for key in MORE[ref]} == MORE[ref]
    assert [row[key] for key in ("claimed_on", "evidence", "assured_on", "submitted_on", "closed_on")] == [None] * 5


def test_what_was_assured_and_submitted(told: Views, tell: Callable[[Plan], Views]) -> None:
    """Each a fact of its own, with who said so."""

    def plan(draft: Draft) -> None:
        draft.add(ImprovementClaimed(evidence=Prose("Rotas")), say("2019-04-01", by="POST-1"), "COC-1")
        draft.add(ImprovementAssured(), say("2019-04-02", by="PER-1"), "COC-1")
        draft.add(ImprovementSubmitted(), say("2019-04"), "COC-1")

    [row] = register(tell(plan), kind="cause_of_concern")
    fields = ("status", "claimed_on", "assured_on", "assured_by", "assured_by_name", "submitted_on")
    assert [row[field] for field in fields] == [
        "submitted", "2019-04-01", "2019-04-02", "PER-1", "Ann Keeper", "2019-04",
    ]  # fmt: skip


def test_only_open_flags_and_recurrences_that_count(told: Views, tell: Callable[[Plan], Views]) -> None:
    """What was settled is told by `show`; a shortcoming recorded in error recurs nowhere."""

    def plan(draft: Draft) -> None:
        draft.add(RecordFlagged(text=Prose("Whose?"), entry=83), say("2019-04-01"), "COC-1")
        draft.add(RecordLinked(relation="related_to", to="FND-1"), say("2019-04-01"), "COC-1")
        draft.add(RecordVoided(reason="in_error"), say("2019-04-01"), "AFI-2")

    [row] = register(tell(plan), kind="cause_of_concern")
    flag = {"flag": 2, "text": "Whose?", "entry": "E-83", "on": "2019-04-01", "settled": None, "open": True}
    assert row["flags"] == [flag]
    assert [link["to"] for link in row["links"]] == ["AFI-2", "FND-1"] and row["recurrence"] is None


def test_a_nil_is_recorded_and_not_missing(told: Views) -> None:
    """With its source, apart from the rows of what was found."""
    [nil] = nils(told)
    assert nil == {
        "inspection": "INS-1",
        "inspection_title": "PEEL: Effectiveness 2017",
        "force": "ORG-2",
        "force_name": "Fenshire Constabulary",
        "kind": "cause_of_concern",
        "sentence": "No causes of concern identified for Fenshire Constabulary",
        "happened_on": "2018-03-22",
        "said_by": "PER-1",
        "recorded_by": "PER-1",
        "recorded_at": "2026-01-01T13:00:01.000000Z",
        "source": ["DOC-1:3.6"],
        "entry": "E-31",
    }
    assert nils(told, inspection="INS-1", force="ORG-2", kind="cause_of_concern") == [nil]
    assert nils(told, inspection="INS-2") == nils(told, force="ORG-1") == nils(told, kind="recommendation") == []


def test_erased_texts_are_null(told: Views, erase: Callable[..., None]) -> None:
    """The rest of the row stands."""
    erase("The force should attend prompt calls.", "An audit", "fully", "Still so.", "No. 3")
    row = register(told)[0]
    assert [row[key] for key in ("text", "evidence", "closed_level", "last_note", "number")] == [None] * 5
    assert row["last_note_on"] == "2019-05-05" and row["status"] == "closed"
