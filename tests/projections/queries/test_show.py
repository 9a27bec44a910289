"""Everything about one record, of whatever noun."""

from collections.abc import Callable

import pytest

from ledger.errors import UnknownReference
from projections.queries.show import show
from projections.queries.timeline import timeline
from projections.views import Views

RELATED = {
    "AFI-1": {},
    "INS-1": {"Improvements": 5, "Found none": 1, "Grades": 2, "Findings": 1},
    "INS-2": {},
    "QUE-1": {"Grades": 1},
    "QUE-2": {"Improvements": 5},
    "POST-1": {"Lead of": 1},
    "POST-2": {"Owner of": 1},
    "PER-2": {"Posts held": 2},
    "ORG-1": {"Inspections": 2},
    "ORG-2": {"Inspections": 2, "Posts": 1, "People": 1},
    "DOC-1": {"Entries that cite it": 9},
    "GRD-1": {},
    "FND-1": {},
    "LEDGER": {"Keys": 3},
}


@pytest.mark.parametrize("ref", RELATED)
def test_a_record_of_any_noun_can_be_shown(told: Views, ref: str) -> None:
    """Its fields for people and for programs, its history, and what belongs to it."""
    shown = show(told, ref)
    assert shown["ref"] == ref and shown["history"] == timeline(told, [ref])
    assert {title: len(rows) for title, rows in shown["related"].items()} == RELATED[ref]
    assert shown["entry"] == f"E-{max(row['position'] for row in shown['history'])}"
    for field in shown["fields"]:
        assert set(field) == {"field", "label", "value", "words"}
        assert field["words"] and "_" not in field["label"] + field["words"], field


def test_fields_are_labelled_and_worded(told: Views) -> None:
    """A sample of each way to say a value."""
    said = {
        field["label"]: field["words"]
        for ref in ("AFI-1", "FND-1", "POST-2", "INS-2")
        for field in show(told, ref)["fields"]
    }
    expected = {
        "Owner": "Head of Investigations (POST-2)",
        "Due date": "30 September 2018",
        "Due date set by": "the force",
        "Reported complete on": "1 October 2018",
        "Last note after closure": "yes",
        "Source": "DOC-1:3.5; DOC-1:P36",
        "Parts": "It had seen this. (weakness)",
        "Holders by date": "Bob Chief from February 2017; vacant from 1 June 2018",
        "Fieldwork": "January 2014 to April 2014",
        "Recorded at": "1 January 2026 at 13:00 UTC",
        "Forces": "Fenshire Constabulary",
    }
    assert {label: said[label] for label in expected} == expected


def test_what_was_erased_is_shown_as_such_in_its_place(told: Views, erase: Callable[..., None]) -> None:
    """Null for programs; what was never given is not shown at all."""
    erase()
    erased = [field["field"] for field in show(told, "AFI-1")["fields"] if field["words"] == "[erased]"]
    assert erased == ["number", "text", "evidence", "closed_level", "last_note"]
    assert all(field["value"] is None for field in show(told, "AFI-1")["fields"] if field["field"] in erased)
    assert "number" not in {field["field"] for field in show(told, "FND-1")["fields"]}


def test_an_unknown_record_is_refused(told: Views) -> None:
    """With where to look."""
    with pytest.raises(UnknownReference, match="AFI-99"):
        show(told, "AFI-99")
