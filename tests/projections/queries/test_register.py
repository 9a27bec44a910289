"""The register: improvements as they stand, and nils."""

from collections.abc import Callable

import pytest

from projections.queries.register import nils, register
from projections.views import Views


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
        "closed_on": "2019-02",
        "closed_by": "inspectorate",
        "closed_how": "letter",
        "closed_level": "fully",
        "last_note": "Still so.",
        "last_note_on": "2019-05-05",
        "last_note_by": "PER-1",
        "last_note_by_name": "Ann Keeper",
        "last_note_by_holder": None,
        "last_note_by_holder_name": None,
        "last_note_after_closure": True,
        "notes": 3,
        "notes_after_closure": 1,
        "happened_on": "2018-03-22",
        "said_by": "ORG-1",
        "recorded_by": "PER-1",
        "recorded_at": "2026-01-01T13:00:01.000000Z",
        "source": ["DOC-1:3.5", "DOC-1:P36"],
        "entry": "E-45",
    }


def test_no_due_date_is_one_of_several_things(told: Views) -> None:
    """A period, at once, none set and none recorded are told apart."""
    rows = register(told)[1:]
    assert [(row["due"], row["due_kind"], row["due_words"]) for row in rows] == [
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
        ({"inspection": "INS-2"}, []),
        ({"inspection": "INS-1", "status": "closed"}, ["AFI-1"]),
        ({"status": "raised"}, ["AFI-2", "AFI-3", "AFI-4", "AFI-5"]),
        ({"owner": "POST-2"}, ["AFI-1"]),
        ({"owner": "POST-1"}, []),
        ({"question": "QUE-1"}, []),
        ({"force": "ORG-2", "kind": "area_for_improvement", "question": "QUE-2", "owner": "POST-2"}, ["AFI-1"]),
        ({"kind": "cause_of_concern"}, []),
    ],
)
def test_filters_are_all_to_be_met(told: Views, asked: dict[str, str], refs: list[str]) -> None:
    """Each by reference or by a word of its vocabulary."""
    assert [row["ref"] for row in register(told, **asked)] == refs


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
