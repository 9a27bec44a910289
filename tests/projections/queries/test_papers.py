"""Papers that were issued, and what documents hold besides."""

from collections.abc import Callable

from ledger.events import Prose
from ledger.events.paper import PaperIssued
from ledger.recording import Plan
from projections.queries import words
from projections.queries.documents import documents
from projections.queries.papers import papers
from projections.views import Views
from tests.making import say


def test_a_row_has_every_key(told: Views) -> None:
    """What was issued to whom, by whose answer, and by which hash its file is known again."""
    first, second = papers(told)
    empty = dict.fromkeys(words.SECTION)
    assert [first, second] == [
        {
            "ref": "PAP-1",
            "kind": None,
            "kind_words": None,
            "dated": None,
            "title": "Progress",
            "inspection": None,
            "inspection_name": None,
            "records": [],
            "sender": None,
            "sender_name": None,
            **empty,
            "of_entry": None,
            "forum": "FOR-1",
            "forum_name": "Improvement Board",
            "meeting": "MTG-1",
            "meeting_name": "Organisational Improvement Group, 8 November 2018",
            "to": ["POST-1"],
            "to_names": ["Deputy Chief Constable"],
            "marking": "official_sensitive",
            "marking_words": "OFFICIAL-SENSITIVE",
            "replaces": None,
            "issued_on": "2018-11-01",
            "file": "progress.pdf",
            "size": 12345,
            "digest": "0f" * 32,
            "kept": True,
            "void": False,
            "happened_on": "2018-11-01",
            "said_by": "POST-1",
            "recorded_by": "PER-1",
            "recorded_at": "2026-01-01T13:00:01.000000Z",
            "source": [],
            "entry": "E-110",
            "replaced_by": "PAP-2",
        },
        first
        | {
            "ref": "PAP-2",
            "kind": "board",
            "kind_words": "Board paper",
            "dated": "2018-12-06",
            "title": "Progress to December",
            "inspection": "INS-1",
            "inspection_name": "PEEL: Effectiveness 2017",
            "records": ["AFI-1"],
            "sender": "POST-1",
            "sender_name": "Deputy Chief Constable",
            "purpose": "To tell of December.",
            "meeting": None,
            "meeting_name": None,
            "to": [],
            "to_names": [],
            "marking": "official",
            "marking_words": "OFFICIAL",
            "replaces": "PAP-1",
            "issued_on": "2018-11-30",
            "of_entry": "E-40",
            "file": "update.docx",
            "size": 2,
            "digest": "1f" * 32,
            "kept": False,
            "void": False,
            "happened_on": "2018-11-09",
            "entry": "E-132",
            "replaced_by": None,
        },
    ]


def test_a_reissued_paper_names_the_one_that_took_its_place(tell: Callable[[Plan], Views], full: object) -> None:
    """Both ways; one that is not kept says so."""
    again = PaperIssued(title=Prose("Progress"), digest="1f" * 32, name=Prose("again.pdf"), size=9, replaces="PAP-2")
    rows = papers(tell(lambda draft: draft.add(again, say("2018-11-02"))))
    assert [(row["replaces"], row["replaced_by"], row["kept"]) for row in rows] == [
        (None, "PAP-2", True),
        ("PAP-1", "PAP-3", False),
        ("PAP-2", None, False),
    ]


def test_a_document_has_its_copies_its_embargoes_and_what_it_asks(told: Views) -> None:
    """Each embargo there was, though none is left."""
    [row] = documents(told)
    assert row["files"] == [{"name": "update.pdf", "size": 29, "kept": row["files"][0]["kept"]}]
    assert row["asks"] == [{"text": "To note the report.", "of": "FOR-1", "of_name": "Improvement Board"}]
    assert row["embargoes"] == [
        {"until": "2018-03-20T00:01:00.000000Z", "on": "2018-03-01"},
        {"until": "2018-04-03T23:01:00.000000Z", "on": "2018-03-02"},
    ]
    assert (row["embargo"], row["embargo_words"], row["embargoed"]) == (None, None, False)
    assert (row["released_on"], row["inspection"], row["inspection_title"]) == ("2018-03-21", None, None)
