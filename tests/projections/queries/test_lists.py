"""Organisations, people, posts, questions, documents, inspections, keys, and the whole in numbers."""

from datetime import date

from projections.queries.documents import documents
from projections.queries.inspections import inspections
from projections.queries.keys import keys
from projections.queries.people import organisations, persons, posts
from projections.queries.questions import questions
from projections.queries.stats import heading, stats
from projections.views import Views
from tests.making import ORIGIN
from tests.projections.everything import SIZE


def test_organisations_have_all_their_names(told: Views) -> None:
    """With the day from which each held; the first held from before anybody here knew."""
    assert organisations(told)[0] == {
        "ref": "ORG-1",
        "kind": "inspectorate",
        "name": "HMICFRS today",
        "names": [{"name": "HMICFRS", "from": None}, {"name": "HMICFRS today", "from": "2017-07"}],
        "entry": "E-17",
    }
    assert [row["ref"] for row in organisations(told, kind="force")] == ["ORG-2"]


def test_posts_have_all_their_holders(told: Views) -> None:
    """And the one of the day that is asked about."""
    first, second = posts(told)
    assert (first["holder_name"], second["holder"], second["organisation"]) == ("Bob Chief", None, None)
    assert [(held["holder_name"], held["from"]) for held in first["holders"]] == [
        ("Ann Keeper", "2018-01"),
        ("Bob Chief", "2018-06-01"),
    ]
    assert posts(told, date(2018, 5, 31))[0]["holder"] == "PER-1"


def test_people_have_the_posts_they_hold(told: Views) -> None:
    """Not those they have left."""
    first, second = persons(told)
    assert first["posts"] == [] and first["organisation_name"] == "Fenshire Constabulary"
    assert second["posts"] == [{"post": "POST-1", "post_name": "Deputy Chief Constable", "from": "2018-06-01"}]


def test_questions_have_key_name_wording_and_aliases(told: Views) -> None:
    """Of one framework, if it is named."""
    [row] = questions(told, framework="core_business_2014")
    assert row == {
        "ref": "QUE-3",
        "key": "time",
        "name": "Use of time",
        "wording": "Is time freed?",
        "pillar": "none",
        "framework": "core_business_2014",
        "framework_words": "Core business 2014",
        "aliases": ["freeing time"],
        "entry": "E-28",
    }
    assert len(questions(told)) == 3


def test_documents_say_how_many_entries_cite_them(told: Views) -> None:
    """Each entry once, however many places it cites."""
    [row] = documents(told)
    assert (
        row["cited"] == 9 and row["author_name"] == "Deputy Chief Constable" and row["marking_words"] == "none stated"
    )
    assert row["to_names"] == ["Commissioner"] and row["copied_names"] == ["Ann Keeper"]
    assert documents(told, kind="letter") == [] and documents(told, kind="board_paper") == [row]


def test_inspections_say_what_is_recorded_of_them(told: Views) -> None:
    """Questions, publication, nils, notes, and counts of what belongs to each."""
    first, second = inspections(told)
    assert (first["improvements"], first["findings"], first["grades"], first["notes"]) == (5, 1, 2, 1)
    assert first["published_on"] == "2018-03-22" and first["last_note"] == "Most have been addressed."
    assert first["found_none"] == [{"kind": "cause_of_concern", "force": "ORG-2"}]
    assert second["aliases"] == ["Making best use of police time"] and second["fieldwork"] == "2014-01/2014-04"
    assert second["published_on"] is None and second["question_names"] == ["Use of time"]
    assert (first["programme_words"], first["framework_words"]) == ("PEEL", "PEEL 2015–2017")
    assert (second["improvements"], second["stage"], second["stages"], second["responses"]) == (5, None, [], [])


def test_an_inspections_report_has_a_life_of_its_own(told: Views) -> None:
    """How far it came before it was published, and what was answered to it."""
    row = inspections(told)[0]
    assert (row["stage"], row["stage_words"]) == ("challenge_sent", "factual accuracy challenged")
    reached = {"stage": "challenge_sent", "on": "2018-02", "document": "DOC-1", "document_name": "An update"}
    assert row["stages"] == [reached | {"text": "Two figures."}]
    assert row["responses"] == [
        {
            "step": "sent",
            "force": "ORG-2",
            "force_name": "Fenshire Constabulary",
            "on": "2018-05-16",
            "to": ["ORG-1", "ORG-3"],
            "to_names": ["HMICFRS today", "Commissioner"],
            "document": "DOC-1",
            "document_name": "An update",
            "address": None,
        }
    ]


def test_keys_are_listed_with_what_became_of_them(told: Views) -> None:
    """In the order of enrolment."""
    first, retired, revoked = keys(told)
    assert [key["status"] for key in (first, retired, revoked)] == ["active", "retired", "revoked"]
    assert revoked["revoked_after"] == 12 and retired["revoked_after"] is None
    assert first["person_name"] == "Ann Keeper" and retired["rights"] == ["publish", "record"]
    assert first["vkey"].startswith(f"{ORIGIN}+") and len(first["fingerprint"]) == 64


def test_the_whole_in_numbers(told: Views) -> None:
    """Entries, records, improvements by status, from when to when, by whom."""
    assert stats(told) == {
        "entries": SIZE,
        "predecessor": {
            "origin": "fenshire-lost.ffeeddccbbaa9988", "size": 40, "root": "ab" * 32, "entries": 38,
            "lost": ["E-39", "E-40"],
        },
        "records": {
            "action": 1, "document": 1, "expectation": 2, "finding": 1, "forum": 2, "grade": 2, "improvement": 10,
            "inspection": 2, "meeting": 1, "organisation": 3, "pack": 2, "paper": 2, "person": 2, "post": 2,
            "question": 3,
        },
        "void": 1,
        "improvements": {
            "closed": 1, "raised": 4, "in_progress": 1, "superseded": 1, "withdrawn": 1, "declined": 1, "not_ours": 1,
        },
        "first_recorded": "2026-01-01T12:00:01.000000Z",
        "last_recorded": "2026-01-01T13:00:03.000000Z",
        "recorders": [
            {"person": "PER-1", "person_name": "Ann Keeper", "entries": SIZE, "last": "2026-01-01T13:00:03.000000Z"}
        ],
    }  # fmt: skip


def test_the_heading_of_every_answer(told: Views) -> None:
    """Of which ledger, and as far as which entry."""
    assert heading(told) == {"origin": ORIGIN, "fictitious": True, "as_of": f"E-{SIZE}"}
