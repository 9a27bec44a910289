"""Grades: never a blank cell, and nothing computed."""

import pytest

from ledger.events import Prose
from ledger.events.grade import GradeRecorded
from ledger.events.question import QuestionAdded
from ledger.recording import Ledger
from ledger.stores.log import Log
from projections.follow import level
from projections.queries.grades import grades
from projections.views import Views
from tests.making import say


def test_each_question_then_the_overall_grade(told: Views) -> None:
    """A carried grade keeps its year; what is not recorded says so; an overall grade has its source."""
    rows = grades(told, inspection="INS-1")
    assert [(row["ref"], row["subject"], row["outcome"], row["outcome_words"], row["year"]) for row in rows] == [
        ("GRD-1", "Investigating crime", "good", "good, carried forward from 2016", 2016),
        (None, "Protecting vulnerable people", None, "not recorded here", None),
        ("GRD-2", "effectiveness overall", "requires_improvement", "requires improvement", 2017),
    ]
    assert rows[2]["source"] == ["DOC-1:3.4"] and rows[2]["said_by"] == "ORG-1" and rows[2]["entry"] == "E-33"


def test_an_inspection_that_graded_nothing_says_so(told: Views) -> None:
    """Which is another thing than a grade that is not recorded here."""
    [row] = grades(told, inspection="INS-2")
    assert row["outcome"] is None and row["outcome_words"] == "no grades given by this inspection"


def test_rows_have_the_same_keys_with_and_without_a_grade(told: Views) -> None:
    """In the same order, so that a table of them has columns."""
    assert len({tuple(row) for row in grades(told)}) == 1


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        ("not_graded", "not graded"),
        ("narrative_only", "narrative only, no grade"),
        ("not_yet_graded", "not yet graded"),
        ("not_inspected", "not inspected"),
        ("outstanding", "outstanding"),
    ],
)
def test_every_kind_of_no_grade_is_spelt_out(ledger: Ledger, log: Log, views: Views, outcome: str, said: str) -> None:
    """No two of them read alike, and none is a grade."""
    judged = {} if outcome in {"not_yet_graded", "not_inspected"} else {"basis": "inspected", "year": 2017}
    grade = GradeRecorded(
        inspection="INS-1", force="ORG-2", question="QUE-2", outcome=outcome, scale="four_tier", **judged
    )  # fmt: skip
    ledger.record(lambda draft: draft.add(grade, say("2018-03-22")))
    level(log, views)
    [row] = grades(views, question="QUE-2")
    assert (row["outcome_words"], row["graded"]) == (said, outcome == "outstanding")


def test_filters(told: Views) -> None:
    """By force and by question, besides the inspection."""
    assert len(grades(told, force="ORG-2")) == 4 and grades(told, force="ORG-1") == []
    assert [row["ref"] for row in grades(told, question="QUE-1")] == ["GRD-1"]


def test_a_question_graded_though_not_recorded_as_asked_has_its_row(ledger: Ledger, log: Log, views: Views) -> None:
    """After those that were asked."""
    carried = GradeRecorded(
        inspection="INS-1", force="ORG-2", question="QUE-3", outcome="good", scale="four_tier", year=2016,
        basis="carried_forward",
    )  # fmt: skip
    another = QuestionAdded(
        key=Prose("soc"), name=Prose("Serious crime"), pillar="effectiveness", framework="peel_2015_2017"
    )
    ledger.record(lambda draft: (draft.add(another, say("2018")), draft.add(carried, say("2018"))))
    level(log, views)
    assert [row["subject"] for row in grades(views)][-1] == "Serious crime"
