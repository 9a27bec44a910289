"""Grades: recorded on their scale, each kind of no grade, and carried ones with their own year."""

from typing import Any

import pytest

from tests.commands.stored import newest
from tests.commands.terminal import Terminal


@pytest.fixture
def later(desk: Terminal) -> Terminal:
    """A desk with a published inspection of 2018, INS-3, that asked three questions."""
    words = ("inspection", "open", "PEEL 2018", "--cycle", "2018", "--framework", "peel 2015 2017", "--scale", "4")
    desk.records(*words, "--asks", "QUE-5", "--asks", "QUE-6", "--asks", "QUE-8", entries=2)
    desk.records("inspection", "publish", "INS-3", "--on", "2019-05-02")
    return desk


def graded(desk: Terminal) -> dict[str, Any]:
    """What is shown of INS-3: subject to grade in words."""
    return {row["subject"]: row["outcome_words"] for row in desk.does("grades", "-i", "INS-3", "--json").rows}


def test_several_at_once(later: Terminal) -> None:
    """One command, one transaction; they happened when the report was published."""
    words = ("investigating=good", "vulnerable=requires improvement", "overall=RI", "specialist=not graded")
    receipt = later.records("grade", "INS-3", *words, "--by", "HMICFRS", entries=4)
    assert {entry["happened_on"] for entry in receipt["entries"]} == {"2019-05-02"}
    assert graded(later) == {
        "Investigating crime and reducing re-offending": "good",
        "Protecting vulnerable people": "requires improvement",
        "Specialist capabilities": "not graded",
        "effectiveness overall": "requires improvement",
    }


def test_a_carried_grade_keeps_its_year(later: Terminal) -> None:
    """It is never restamped with the year of the inspection that let it stand."""
    later.records("grade", "INS-3", "organised=good", "--carried-from", "2016")
    [row] = [row for row in later.does("grades", "-i", "INS-3", "--json").rows if row["question"] == "QUE-7"]
    assert (row["year"], row["basis"], row["outcome_words"]) == (
        2016,
        "carried_forward",
        "good, carried forward from 2016",
    )


def test_a_carried_grade_is_the_one_that_was_inspected(later: Terminal) -> None:
    """Where the ledger holds it, it is named, keeps its scale, and no other outcome can stand for it."""
    said = later.refuses(3, "grade", "INS-3", "investigating=good", "--carried-from", "2017")
    assert "GRD-2 is another judgement: its force, question, outcome, scale or year differs." in said
    later.records("grade", "INS-3", "investigating=RI", "overall=RI", "--carried-from", "2017", entries=2)
    assert [kept.data["carried_from"] for kept in newest(later, 2)] == ["GRD-2", "GRD-6"]
    words = ("--cycle", "2019", "--framework", "peel 2015 2017", "--scale", "5")
    later.does("inspection", "open", "PEEL 2019", *words)
    later.records("grade", "INS-4", "vulnerable=RI", "--carried-from", "2017", "--on", "2020")
    assert (newest(later)[0].data["carried_from"], newest(later)[0].data["scale"]) == ("GRD-3", "four_tier")


def test_a_carried_grade_of_a_year_that_is_not_here(later: Terminal) -> None:
    """Nothing is named that the ledger does not hold, nor what was itself carried."""
    later.records("grade", "INS-3", "organised=good", "--carried-from", "2016")
    assert "carried_from" not in newest(later)[0].data


@pytest.mark.parametrize("outcome", ["not graded", "narrative only", "not yet graded", "not inspected"])
def test_each_kind_of_no_grade(later: Terminal, outcome: str) -> None:
    """None of them is a blank, and none is another."""
    later.records("grade", "INS-3", f"specialist={outcome}")
    assert graded(later)["Specialist capabilities"].startswith(outcome)


def test_what_is_not_recorded_says_so(later: Terminal) -> None:
    """A question that was asked and has no grade is not known here, which is none of the kinds of no grade."""
    assert set(graded(later).values()) == {"not recorded here"}


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("INS-3", "good"), 2, "does not say what is graded"),
        (("INS-3", "=good"), 2, "does not say what is graded"),
        (("INS-3", "investigating=fine"), 2, '"fine" is not an outcome.'),
        (("INS-3", "overall=good", "--pillar", "salt"), 2, "is not a pillar"),
        (("INS-3", "investigating=adequate"), 3, "is not a grade of the four tier scale"),
        (("INS-3", "organised=good"), 3, "did not ask QUE-7"),
        (("INS-3", "investigating=good", "--carried-from", "2018"), 3, "made before it, not in 2018"),
        (("INS-3", "specialist=not graded", "--carried-from", "2016"), 3, "no grade to carry forward"),
        (("INS-3", "investigating=good", "--carried-from", "16"), 2, "'--carried-from'"),
        (("INS-3", "investigating=good", "nonsense=good"), 3, 'There is no "nonsense"'),
        (("INS-3", "investigating=good", "--force", "ORG-2"), 3, "did not inspect ORG-2"),
        (("INS-1", "attending=good"), 2, "not recorded as published"),
        (("INS-1", "attending=good", "--on", "2014"), 3, "is not a grade of the ungraded scale"),
        (("INS-9", "investigating=good"), 3, "There is no INS-9"),
    ],
)
def test_refused(later: Terminal, words: tuple[str, ...], code: int, said: str) -> None:
    """One that is refused takes the others of its command with it."""
    assert said in later.refuses(code, "grade", *words)


@pytest.mark.parametrize(
    ("framework", "options", "pillar"),
    [
        ("peel 2014", (), "effectiveness"),
        ("peel 2015 2017", (), "effectiveness"),
        ("peel 2018 2019", (), "effectiveness"),
        ("peel 2018 2019", ("--pillar", "legitimacy"), "legitimacy"),
        ("peel 2021 2022", (), "none"),
        ("peel 2023 2025", (), "none"),
        ("other", (), "none"),
    ],
)
def test_what_an_overall_grade_is_for(desk: Terminal, framework: str, options: tuple[str, ...], pillar: str) -> None:
    """Of effectiveness where PEEL graded its pillars as wholes, unless it is said; of no pillar elsewhere."""
    desk.does("inspection", "open", "X", "--cycle", "2019", "--framework", framework, "--scale", "4")
    desk.records("grade", "INS-3", "overall=good", *options, "--on", "2019")
    assert newest(desk)[0].data["overall"] == pillar


def test_a_second_grade_is_refused(later: Terminal) -> None:
    """A report states one grade for each question and force; the remedy names the entry that has it."""
    [entry] = later.records("grade", "INS-3", "investigating=good")["entries"]
    later.records("grade", "INS-3", "overall=good", "vulnerable=good", entries=2)
    said = later.refuses(3, "grade", "INS-3", "specialist=not graded", "investigating=requires improvement")
    assert said.splitlines() == [
        f"afi: INS-3 has a grade of Investigating crime and reducing re-offending already: {entry['stream']}.",
        f'     If that is wrong, use `afi correct {entry["entry"]} outcome="requires improvement"`, '
        "with --authority and --reason.",
    ]
    assert "a grade of effectiveness overall already" in later.refuses(3, "grade", "INS-3", "overall=RI")
    later.records("grade", "INS-3", "overall=good", "--pillar", "legitimacy")
    assert "already" in later.refuses(3, "grade", "INS-3", "investigating=good", "--carried-from", "2016")


def test_a_repeated_command_is_recorded_once(later: Terminal) -> None:
    """What it recorded itself is no reason to refuse it."""
    words = ("grade", "INS-3", "investigating=good", "--command", "ab" * 16)
    first = later.records(*words)
    assert later.does(*words, "--json").json == first | {"repeated": True}


def test_a_grade_that_does_not_count_is_no_grade(later: Terminal) -> None:
    """One that was recorded in error gives way."""
    [grade] = later.records("grade", "INS-3", "investigating=good")["references"]
    later.does("void", grade, "--in-error", "--reason", "Wrong report")
    later.records("grade", "INS-3", "investigating=requires improvement")


def test_each_force_has_its_own(desk: Terminal) -> None:
    """A grade of one force is none of another."""
    desk.does("people", "organisation", "Fenshire", "--kind", "force")
    [fenshire] = newest(desk)
    forces = ("--force", "ORG-1", "--force", fenshire.ref)
    desk.does("inspection", "open", "X", "--cycle", "2019", "--framework", "peel 2017", "--scale", "4", *forces)
    for force in ("ORG-1", fenshire.ref):
        desk.records("grade", "INS-3", "investigating=good", "--force", force, "--on", "2019")


OVERALL = ("overall=good", "overall=good")


def test_the_same_question_twice_in_one_command(later: Terminal) -> None:
    """Whichever was meant, one is wrong."""
    said = later.refuses(2, "grade", "INS-3", "investigating=good", "QUE-5=requires improvement")
    assert "There are two grades of Investigating crime" in said
    assert "There are two grades of effectiveness overall." in later.refuses(2, "grade", "INS-3", *OVERALL)
