"""Everything about one record, of whatever noun."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from ledger.draft import Draft
from ledger.errors import UnknownReference
from ledger.events import Prose
from ledger.events.document import DocumentEmbargoed
from ledger.events.meeting import MeetingDecided
from ledger.events.record import RecordVoided
from ledger.recording import Plan
from ledger.vocabulary import KINDS
from projections.queries.show import show
from projections.queries.timeline import timeline
from projections.views import Views
from tests.making import say

RELATED = {
    "AFI-1": {"Packs": 2, "Papers": 1, "At meetings": 1},
    "AFI-2": {"Actions": 1, "Expectations": 1, "Linked to it": 1, "Decided about it": 1},
    "COC-1": {"Raised under it": 4, "Packs": 1, "Named in": 1},
    "REC-1": {},
    "INS-1": {"Improvements": 5, "Found none": 1, "Grades": 2, "Findings": 1, "Papers": 1, "Named in": 1},
    "INS-2": {"Improvements": 5},
    "QUE-1": {"Grades": 1},
    "QUE-2": {"Improvements": 5},
    "POST-1": {"Lead of": 1, "Meetings": 1, "Papers": 2, "Named in": 1},
    "POST-2": {"Owner of": 1, "Chair of": 1, "Actions": 1, "Named in": 1},
    "PER-1": {"Posts held": 1, "Meetings": 1, "Documents": 1},
    "PER-2": {"Posts held": 2},
    "ORG-1": {"Inspections": 2, "Packs": 1, "Named in": 1},
    "ORG-2": {"Inspections": 2, "Posts": 1, "People": 1},
    "ORG-3": {"Documents": 1, "Named in": 2},
    "DOC-1": {"Entries that cite it": 9, "At meetings": 1, "Named in": 2},
    "GRD-1": {},
    "FND-1": {},
    "ACT-1": {"Named in": 1},
    "ACT-2": {},
    "EXP-1": {"Meetings": 1},
    "FOR-1": {"Looks after": 3, "Meetings": 1, "Expectations": 1, "Papers": 2, "Named in": 2},
    "FOR-2": {},
    "MTG-1": {"Actions": 1, "Papers": 1, "Named in": 1},
    "PAP-1": {"Papers": 1, "At meetings": 1},
    "PAP-2": {},
    "PCK-1": {"Packs": 1},
    "PCK-2": {},
    "LEDGER": {"Settings": 6, "Definitions": 1, "National context": 1, "Keys": 3},
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


def test_every_noun_is_shown(told: Views) -> None:
    """With a row of its own; the story has records of all kinds."""
    assert {row["ref"].partition("-")[0] for row in told.query("SELECT ref FROM record")} == {*KINDS, "LEDGER"}
    assert {ref.partition("-")[0] for ref in RELATED} == {*KINDS, "LEDGER"}


def test_fields_are_labelled_and_worded(told: Views) -> None:
    """A sample of each way to say a value."""
    said = {
        field["label"]: field["words"]
        for ref in ("AFI-1", "FND-1", "POST-2", "INS-2", "COC-1", "REC-1", "DOC-1", "FOR-1", "MTG-1", "PAP-1", "EXP-1")
        for field in show(told, ref)["fields"]
    }
    expected = {
        "Owner": "Head of Investigations (POST-2)",
        "Due date": "30 September 2018",
        "Due date set by": "the force",
        "Reported complete on": "1 October 2018",
        "Last note after closure": "yes",
        "Source": "DOC-1:3.5; DOC-1:P36",
        "Holders by date": "Bob Chief from February 2017; no holder recorded from 1 June 2018",
        "Fieldwork": "January 2014 to April 2014",
        "Recorded at": "1 January 2026 at 13:00 UTC",
        "Forces": "Fenshire Constabulary",
        "Parts": "a. Most of all at night.",
        "Returned by": "a forum",
        "Why it was reopened": "It came back.",
        "Answer": "action proposed",
        "Links": "recurrence of AFI-2: Do the other thing: 1.",
        "Flags": "1. Which month? (in E-40, October 2018; settled: September.)",
        "Under": "Victims are let down. (COC-1)",
        "Ended as": "superseded",
        "Superseded by": "Victims are let down. (COC-1)",
        "Scope": "made to every force",
        "Numbers of others": "R 12 (HMICFRS today)",
        "Embargoes so far": "until 20 March 2018 at 00:01 UK time (since 1 March 2018); "
        "until 4 April 2018 at 00:01 UK time (since 2 March 2018)",
        "Files": "update.pdf (29 bytes)",
        "Asks": "“To note the report.”, of Improvement Board",
        "Meets": "monthly",
        "Chairs by date": "Deputy Chief Constable; Head of Investigations from June 2018",
        "Next meeting due": "8 December 2018, 1 month after MTG-1",
        "Also called": "OIG",
        "People": "Commissioner (oversight)",
        "Names by date": "Organisational Improvement Group; Improvement Board from 2019",
        "Tabled": "An update (DOC-1); Progress (PAP-1)",
        "Considered": "AFI-1 and AFI-3: Slow.",
        "Decisions": "Go on. (about AFI-2)",
        "Size": "12,345 bytes",
        "Disclosures": "to A journalist, 2019: On request",
        "Expected": "early November (1 November 2018 to 30 November 2018)",
    }
    assert {label: said[label] for label in expected} == expected


def test_what_was_erased_is_shown_as_such_in_its_place(told: Views, erase: Callable[..., None]) -> None:
    """Null for programs; what was never given is not shown at all."""
    erase()
    erased = [field["field"] for field in show(told, "AFI-1")["fields"] if field["words"] == "[erased]"]
    assert erased == ["number", "text", "evidence", "closed_level", "last_note"]
    more = {field["field"] for ref in ("COC-1", "REC-1", "FND-1") for field in show(told, ref)["fields"]}
    assert more >= {"returned_reason", "reopened_reason", "answer_text", "ended_reason", "dispute", "settlement_text"}
    assert all(field["value"] is None for field in show(told, "AFI-1")["fields"] if field["field"] in erased)
    assert "number" not in {field["field"] for field in show(told, "FND-1")["fields"]}


def test_a_void_record_says_why_it_does_not_count(told: Views) -> None:
    """And of which it is a duplicate; one that counts says nothing."""
    words = "Does not count: duplicate of ACT-1, 2019"
    assert show(told, "ACT-2")["void"] == {"reason": "duplicate", "of": "ACT-1", "on": "2019", "words": words}
    assert show(told, "ACT-1")["void"] is None


def test_what_a_void_record_names_is_not_bound_to_it(told: Views, tell: Callable[[Plan], Views]) -> None:
    """An action recorded in error is no action of its improvement, nor its meeting one that considered it."""

    def void(draft: Draft) -> None:
        for ref in ("ACT-1", "MTG-1"):
            draft.add(RecordVoided(reason="in_error"), say("2019"), ref)

    assert set(show(tell(void), "AFI-2")["related"]) == {"Expectations", "Linked to it"}


def test_a_corrected_entry_names_nothing_any_more(told: Views, tell: Callable[[Plan], Views]) -> None:
    """Its correction does."""
    position = next(row["position"] for row in timeline(told, ["MTG-1"]) if row["type"] == "meeting.decided")
    other = MeetingDecided(text=Prose("Go on."), about=("AFI-5",))
    views = tell(lambda draft: draft.correct(position, other, say("2018-11-08")))
    assert "Decided about it" not in show(views, "AFI-2")["related"]
    [row] = show(views, "AFI-5")["related"]["Decided about it"]
    assert row["fixes"] == f"E-{position}"


def test_a_link_is_shown_from_both_ends(told: Views) -> None:
    """What it is linked to among its fields, what is linked to it below."""
    [link] = show(told, "AFI-2")["related"]["Linked to it"]
    assert link == {"ref": "COC-1", "text": "Victims are let down.", "relation": "recurrence_of", "entry": "E-106"}


@pytest.mark.parametrize("now", [None, datetime(2026, 1, 1, tzinfo=UTC)])
def test_an_embargo_that_has_not_lifted(told: Views, tell: Callable[[Plan], Views], now: datetime | None) -> None:
    """Without a moment it lasts until the inspectorate says otherwise."""
    views = tell(lambda draft: draft.add(DocumentEmbargoed(), say("2019"), "DOC-1"))
    fields = {field["field"]: field for field in show(views, "DOC-1", now)["fields"]}
    assert (fields["embargo"]["value"], fields["embargo"]["words"]) == (None, "until the inspectorate says otherwise")


def test_an_unknown_record_is_refused(told: Views) -> None:
    """With where to look."""
    with pytest.raises(UnknownReference, match="AFI-99"):
        show(told, "AFI-99")
