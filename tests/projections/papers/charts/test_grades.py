"""Grades over the years, drawn: each grade in its own word, and nothing compared that cannot be."""

from itertools import pairwise

import pytest

from projections.papers.charts.grades import grades
from projections.queries import words
from tests.projections.papers.charts.made import (
    GRADES,
    NAMES,
    SVG,
    cell,
    drawn,
    many,
    matrix,
    of_class,
    read,
    said,
    sound,
)

OVERALL = {"question": None, "subject_ref": None, "overall": "none", "subject": "overall"}
STORY = matrix(
    cell(1, 2015, "requires_improvement"),
    cell(1, 2016, "requires_improvement", year=2015, basis="carried_forward",
         outcome_words="requires improvement, carried forward from 2015"),
    cell(1, 2017, "good"),
    cell(1, 2024, "adequate"),
    cell(2, 2015, "good"),
    cell(2, 2017, "inadequate"),
    cell(3, 2017, "not_graded"),
    cell(4, 2017, None),
    cell(5, 2024, "outstanding", **OVERALL),
)  # fmt: skip


def test_nothing_to_draw() -> None:
    """Without rows there is no chart."""
    assert grades([]) == ()


def test_each_grade_is_drawn_in_its_word() -> None:
    """In the column of its year, a carried one with the year in which it was made, and where there is none why."""
    [chart] = grades(STORY)
    sound(chart)
    shown = said(chart)
    assert shown[:4] == ["2015", "2016", "2017", "2024"]
    assert [text for text in shown if text.startswith(("Question", "Overall"))] == [
        "Question 1", "Question 2", "Question 3", "Question 4", "Overall",
    ]  # fmt: skip
    for row in STORY:
        word = words.outcome(row["outcome"]) if row["graded"] else row["outcome_words"]
        assert word in drawn(chart)
    assert "requires improvement carried from 2015" in drawn(chart)
    assert drawn(chart).count("not asked") == sum(row["outcome_words"] == "not asked" for row in STORY) == 8
    assert len(of_class(chart, "carried")) == 1 and len(of_class(chart, "grade")) == 6
    assert len(of_class(chart, "none")) == 5  # not graded, not recorded here: what nobody asked has no box


def test_each_grade_has_a_pattern_of_its_own() -> None:
    """So that it can be told in black and white, and at a glance."""
    outcomes = ("outstanding", "good", "adequate", "requires_improvement", "inadequate")
    [chart] = grades(matrix(*(cell(number, 2024, outcome) for number, outcome in enumerate(outcomes))))
    fills = [each.attrib["fill"] for each in read(chart).iter(f"{SVG}rect") if each.get("fill", "").startswith("url")]
    assert len(set(fills)) == len(fills) == 5


def test_better_and_worse_are_said_and_drawn() -> None:
    """Only of what can be compared."""
    [chart] = grades(STORY)
    assert len(of_class(chart, "better")) == len(of_class(chart, "worse")) == 1
    assert said(chart).count("better") == said(chart).count("worse") == 1
    told = "1 grade better than before: question 1 in 2017. 1 grade worse than before: question 2 in 2017."
    assert told in chart.alternative.text


def test_a_line_where_nothing_can_be_compared() -> None:
    """Between the years, and below what is different in words."""
    [chart] = grades(STORY)
    [line] = of_class(chart, "apart")
    heads = {each.text: float(each.attrib["x"]) for each in read(chart).iter(f"{SVG}text") if each.get("text-anchor")}
    assert heads["2017"] < float(line.attrib["x1"]) == float(line.attrib["x2"]) < heads["2024"]
    why = "before it PEEL early, four-tier; from it on PEEL later, five-tier"
    assert f"Line before 2024: grades cannot be compared across it ({why})." in drawn(chart)
    assert f"Grades of 2024 and later cannot be compared with those before: {why}." in chart.alternative.text


def test_what_is_said_of_it() -> None:
    """How many of each year have which grade, or none and why."""
    [chart] = grades(STORY, "board/grades", (12, 57))
    assert chart.caption == ("board/grades/caption", "Grades of Fenshire Police, 2015 to 2024", (12, 57))
    assert chart.alternative.id == "board/grades/alternative" and chart.alternative.at == (12, 57)
    assert chart.name == "board-grades"
    assert chart.alternative.text.startswith(
        "Grades of Fenshire Police, 2015 to 2024: 4 questions and 1 overall grade. "
        "2015: 1 good, 1 requires improvement, 1 not recorded here, 2 not asked. "
    )
    assert "2016: 1 requires improvement (carried forward), " in chart.alternative.text
    assert "2017: 1 good, 1 inadequate, 1 not graded, 2 not recorded here." in chart.alternative.text


def test_one_year_and_one_question() -> None:
    """The smallest chart."""
    [chart] = grades(matrix(cell(1, 2017, "good")))
    sound(chart)
    assert said(chart) == ["2017", "Question 1", "good"]
    assert chart.alternative.text == "Grades of Fenshire Police, 2017: 1 question. 2017: 1 good."


@pytest.mark.parametrize(("questions", "years"), [(60, 2), (3, 12), (40, 9)])
def test_what_is_too_much_for_a_page_is_cut(questions: int, years: int) -> None:
    """Into charts that each have room, with every grade in one of them and nothing over anything else."""
    rows = many(questions, years)
    charts = grades(rows)
    sound(*charts)
    assert len(charts) > 1 and all(chart.picture.height <= 820 for chart in charts)
    assert not any("…" in text for chart in charts for text in said(chart))
    assert [chart.name for chart in charts[:2]] == ["grades", "grades-2"]
    assert charts[1].caption.id == "grades/2/caption" and charts[1].caption.text.endswith(f"(part 2 of {len(charts)})")
    count = {name: sum(len(of_class(chart, name)) for chart in charts) for name in ("grade", "none")}
    assert count["grade"] == sum(row["graded"] for row in rows) == len(rows) - count["none"]


def test_boxes_do_not_overlap() -> None:
    """Those of several inspections of a year stand below one another."""
    rows = matrix(*(cell(1, 2017, outcome, inspection=f"INS-{n}") for n, outcome in enumerate(GRADES)))
    [chart] = grades(rows)
    boxes = [each.attrib for each in of_class(chart, "grade") + of_class(chart, "none")]
    ends = sorted((float(box["y"]), float(box["y"]) + float(box["height"])) for box in boxes)
    assert len(ends) == 6 and all(before[1] < after[0] for before, after in pairwise(ends))


def test_forces_have_charts_of_their_own() -> None:
    """Each with its name."""
    rows = [*matrix(cell(1, 2017, "good")), *matrix(cell(1, 2018, "good", force="ORG-3", force_name="Other Police"))]
    charts = grades(rows)
    sound(*charts)
    assert [chart.caption.text for chart in charts] == [
        "Grades of Fenshire Police, 2017 (part 1 of 2)", "Grades of Other Police, 2018 (part 2 of 2)",
    ]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_awkward_names_are_text(name: str) -> None:
    """Nothing in them is markup, and none is wider than its room."""
    [chart] = grades(matrix(cell(1, 2017, "good", subject=name, force_name=name)))
    sound(chart)
    lines = said(chart)[1:-1]
    assert 1 <= len(lines) <= 5 and all(len(line) <= 75 for line in lines)


def test_the_same_rows_are_the_same_bytes() -> None:
    """Always."""
    assert grades(STORY) == grades(list(STORY))
