"""Grades: recorded on their scale, each kind of no grade, and carried ones with their own year."""

from typing import Any

import pytest

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
