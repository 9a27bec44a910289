"""Grades over time: each year has its word, and nothing is compared that cannot be."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.draft import Draft
from ledger.events import Prose
from ledger.events.grade import GradeRecorded
from ledger.events.inspection import InspectionAsked, InspectionOpened, InspectionPublished
from ledger.events.question import QuestionAdded, QuestionAliased
from ledger.recording import Plan
from projections.queries.matrix import matrix, over_time, parted, subject_called
from projections.views import Views
from tests.making import say

Tell = Callable[[Plan], Views]
GRADES = ("outstanding", "good", "adequate", "requires_improvement", "inadequate")
NONE = ("not_graded", "narrative_only", "not_yet_graded", "not_inspected")


def question(draft: Draft, key: str, name: str, framework: str) -> str:
    """A question of a framework."""
    return draft.add(QuestionAdded(key=Prose(key), name=Prose(name), pillar="none", framework=framework), say("2014"))


def inspected(draft: Draft, year: int, framework: str, scale: str, *questions: str) -> str:
    """An inspection that asked some questions, published in its year."""
    opened = InspectionOpened(
        title=Prose(f"PEEL {year}"), programme="peel", framework=framework, cycle=year, scale=scale,
        inspectorate="ORG-1", forces=("ORG-2",),
    )  # fmt: skip
    reference = draft.add(opened, say(str(year)))
    draft.add(InspectionPublished(), say(str(year)), reference)
    if questions:
        draft.add(InspectionAsked(questions=questions), say(str(year)), reference)
    return reference


def graded(
    draft: Draft, inspection: str, question: str, outcome: str, year: int | None, scale: str = "four_tier", **more: Any
) -> str:
    """A grade, inspected unless it is said otherwise."""
    made: dict[str, Any] = {
        "inspection": inspection,
        "force": "ORG-2",
        "question": question,
        "outcome": outcome,
        "scale": scale,
    }
    made |= {"year": year, "basis": more.get("basis", "inspected") if year else None}
    return draft.add(GradeRecorded.model_validate(made | more), say(str(draft.get(inspection).cycle)))


@pytest.fixture
def story(tell: Tell) -> Views:
    """Crime, graded in 2015, carried in 2016, better in 2017, and graded on another scale in 2024."""

    def plan(draft: Draft) -> None:
        old = question(draft, "crime", "Fighting crime", "peel_2015_2017")
        other = question(draft, "people", "Its people", "peel_2015_2017")
        new = question(draft, "Crime", "Looking into it", "peel_2023_2025")
        first, second, third = (
            inspected(draft, year, "peel_2015_2017", "four_tier", old) for year in (2015, 2016, 2017)
        )
        last = inspected(draft, 2024, "peel_2023_2025", "five_tier", new)
        graded(draft, first, old, "requires_improvement", 2015)
        graded(draft, second, old, "requires_improvement", 2015, basis="carried_forward")
        graded(draft, third, old, "good", 2017)
        draft.add(InspectionAsked(questions=(other,)), say("2017"), third)
        graded(draft, last, new, "adequate", 2024, "five_tier")

    return tell(plan)


def told(rows: list[dict[str, Any]], *fields: str) -> list[tuple[Any, ...]]:
    """Some fields of the rows."""
    return [tuple(row[field] for field in fields) for row in rows]


def test_a_question_year_by_year(story: Views) -> None:
    """A carried grade keeps its year and is not compared; the next is compared with what it repeats."""
    rows = [row for row in matrix(story) if row["subject"] == "Looking into it"]
    assert told(rows, "reported", "year", "outcome_words", "basis", "movement_words") == [
        (2015, 2015, "requires improvement", "inspected", None),
        (2016, 2015, "requires improvement, carried forward from 2015", "carried_forward", None),
        (2017, 2017, "good", "inspected", "better than in 2015 (requires improvement)"),
        (2024, 2024, "adequate", "inspected", "not comparable with 2017: another framework and scale"),
    ]
    assert told(rows, "movement", "moved_from") == [
        *[(None, None)] * 2, ("better", rows[0]["ref"]), ("not_comparable", rows[2]["ref"]),
    ]  # fmt: skip


def test_no_year_is_without_a_word(story: Views) -> None:
    """What was asked and has no grade here, and what nobody asked in a year in which others were."""
    rows = [row for row in matrix(story, force="ORG-2") if row["subject"] == "Its people"]
    assert told(rows, "reported", "outcome_words", "ref", "outcome") == [
        (2015, "not asked", None, None),
        (2016, "not asked", None, None),
        (2017, "not recorded here", None, None),
        (2024, "not asked", None, None),
    ]
    assert len({tuple(row) for row in matrix(story)}) == 1
    assert all(row["outcome_words"] for row in matrix(story))


def test_filters(story: Views) -> None:
    """One inspection's cells are compared as among all; a question is asked for by that of any framework."""
    [of_2017, _] = matrix(story, inspection="INS-4")
    assert of_2017["movement"] == "better"
    assert {row["subject"] for row in matrix(story, question="QUE-5")} == {"Looking into it"}
    assert matrix(story, question="QUE-5") == matrix(story, question="QUE-3")
    assert subject_called(story, "CRIME") == subject_called(story, "looking into it") == "QUE-3"
    assert subject_called(story, "nothing") is None
    assert matrix(story, force="ORG-1") == []


def test_an_alias_makes_two_questions_one(story: Views, tell: Tell) -> None:
    """Where a later framework calls it otherwise, and somebody recorded that it is the same."""

    def plan(draft: Draft) -> None:
        latest = question(draft, "solving", "Solving crime", "peel_2025_2027")
        draft.add(QuestionAliased(alias=Prose("Fighting  Crime")), say("2025"), latest)
        graded(draft, inspected(draft, 2025, "peel_2025_2027", "five_tier", latest), latest, "good", 2025, "five_tier")

    rows = matrix(tell(plan), question="QUE-3")
    assert {row["subject"] for row in rows} == {"Solving crime"}
    assert rows[-1]["movement_words"] == "not comparable with 2024: another framework"


def test_what_a_carried_grade_repeats_may_be_unknown(story: Views, tell: Tell) -> None:
    """Then the next cannot be compared with it; nor with what was before that."""

    def plan(draft: Draft) -> None:
        carried = inspected(draft, 2018, "peel_2015_2017", "four_tier")
        graded(draft, carried, "QUE-3", "outstanding", 2016, basis="carried_forward")
        graded(draft, inspected(draft, 2019, "peel_2015_2017", "four_tier"), "QUE-3", "good", 2019)

    rows = {row["reported"]: row for row in matrix(tell(plan), question="QUE-3")}
    assert (rows[2019]["movement"], rows[2018]["movement"]) == ("not_recorded", None)
    assert rows[2019]["movement_words"] == "not compared: the grade of 2016 is not recorded here as it was made"


def test_overall_grades_are_as_recorded(told: Views) -> None:
    """Last of all; where the inspections of a year grade nothing, that is said, and none is computed."""
    [old, new] = [row for row in matrix(told) if row["overall"]]
    assert (old["outcome_words"], new["outcome_words"]) == (
        "no grades given by this inspection",
        "requires improvement",
    )
    assert new["subject"] == "effectiveness overall" and matrix(told)[-1] == new


def test_the_years_between_which_nothing_can_be_compared(story: Views) -> None:
    """Said once, with what is different."""
    assert parted(matrix(story)) == {2024: "before it PEEL 2015–2017, four-tier; from it on PEEL 2023–2025, five-tier"}
    assert parted([]) == {}


def cells(drawn: list[tuple[str, str, str, bool, int]]) -> Iterator[dict[str, Any]]:
    """Cells of one question, a year each."""
    for place, (outcome, scale, framework, carried, back) in enumerate(drawn):
        year, made = 2010 + place, outcome in GRADES
        yield {
            "subject_ref": "QUE-1", "subject": "Crime", "overall": None, "question": "QUE-1" if back else "QUE-2",
            "force": "ORG-2", "force_name": "Fenshire", "inspection": f"INS-{place + 1}", "ref": f"GRD-{place + 1}",
            "outcome": outcome, "graded": made, "scale": scale, "framework": framework, "reported": year,
            "basis": ("carried_forward" if carried else "inspected") if made else None,
            "year": (year - back if carried else year) if made else None, "source": [], "outcome_words": outcome,
        }  # fmt: skip


@given(
    st.lists(
        st.tuples(
            st.sampled_from(GRADES + NONE),
            st.sampled_from(["four_tier", "five_tier"]),
            st.sampled_from(["peel_2015_2017", "peel_2023_2025", "other"]),
            st.booleans(),
            st.integers(0, 3),
        ),
        max_size=8,
    )
)
def test_nothing_is_better_or_worse_across_a_boundary(drawn: list[tuple[str, str, str, bool, int]]) -> None:
    """Of another scale or framework, of a carried grade, or of none: whatever the history."""
    rows = list(over_time(list(cells(drawn))))
    by_ref = {row["ref"]: row for row in rows}
    assert [row["reported"] for row in rows] == [2010 + place for place in range(len(drawn))]
    for row in rows:
        former = by_ref.get(row["moved_from"])
        if row["movement"] in ("better", "worse", "unchanged"):
            assert former and row["basis"] == former["basis"] == "inspected"
            assert (row["scale"], row["framework"]) == (former["scale"], former["framework"])
            assert former["framework"] != "other" or former["question"] == row["question"]
            assert former["year"] < row["year"]
            by = GRADES.index(former["outcome"]) - GRADES.index(row["outcome"])
            assert row["movement"] == ("better" if by > 0 else "worse" if by else "unchanged")
        if not row["graded"] or row["basis"] != "inspected":
            assert (row["movement"], row["movement_words"], row["moved_from"]) == (None, None, None)
