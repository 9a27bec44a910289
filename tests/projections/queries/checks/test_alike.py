"""Improvements in nearly the same words; and those that only share some."""

from itertools import combinations
from random import Random

import pytest

from ledger.events.improvement import ImprovementSuperseded
from ledger.events.inspection import InspectionOpened, InspectionPublished
from ledger.events.record import RecordLinked, RecordVoided
from tests.making import say
from tests.projections.queries.checks.desk import PUBLISHED, TEXT, Desk, Step, raised

FIRST = "The force should supervise each investigation closely, so that it has a plan and moves on quickly."
NEARLY = "Supervise every investigation closely so that each has a plan and moves on quickly."


def asked(text: str, **more: object) -> Step:
    """An improvement in these words."""
    return raised(text, **more), say("2019-01-01", by="ORG-1")


LATER: tuple[Step, ...] = (
    (
        InspectionOpened(
            title=TEXT, programme="peel", framework="peel_2015_2017", cycle=2018, scale="four_tier",
            inspectorate="ORG-1", forces=("ORG-2",),
        ),
        say("2018-06-01"),
    ),
    (InspectionPublished(), say("2018-12-01", by="ORG-1"), "INS-2"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "sure"), [(FIRST.upper(), "likely"), (NEARLY, "possible")])
def test_the_same_words_twice(desk: Desk, text: str, sure: str) -> None:
    """Of the later, whatever the capitals, the small words and the stops."""
    *_, second = desk.told(asked(FIRST), asked("Answer the telephone."), asked(text))
    [row] = desk.rows("near_identical")
    assert (row["ref"], row["entry"], row["sure"]) == ("AFI-3", f"E-{second}", sure)
    assert row["reason"].startswith("It asks in ") and row["reason"].endswith("words for what AFI-1 asks for.")
    assert row["settle"] == "afi void AFI-3 --duplicate-of AFI-1 --reason TEXT"


@pytest.mark.parametrize(
    ("text", "again"),
    [
        ("Investigations of burglary need plans.", "An investigation of a burglary needs a plan."),
        ("Write policies on witnesses.", "Write a policy on the witness."),
        ("Review the process, box and case.", "Review processes, boxes and cases."),
    ],
)
def test_a_plural_is_the_same_word(desk: Desk, text: str, again: str) -> None:
    """Whichever of the two has it."""
    desk.told(asked(text), asked(again))
    [row] = desk.rows("near_identical")
    assert (row["ref"], row["sure"]) == ("AFI-2", "likely")


@pytest.mark.parametrize(("one", "other"), [("Keep its status.", "Keep its statue."), ("Count gas.", "Count ga.")])
def test_what_is_no_plural_is_another_word(desk: Desk, one: str, other: str) -> None:
    """Though it ends as one."""
    desk.told(asked(one), asked(other))
    assert desk.rows("near_identical") == []


def test_of_another_inspection_it_recurs(desk: Desk) -> None:
    """Unless it is the same twice, it is the same again."""
    desk.told(*LATER, asked(FIRST), asked(FIRST, inspection="INS-2"))
    assert desk.rows("near_identical")[0]["settle"] == "afi link AFI-2 AFI-1 --relation recurrence"


@pytest.mark.parametrize(
    "text",
    [
        "The force should supervise each investigation closely, so that no evidence is lost.",
        "The force should supervise its staff.",
        "Answer.",
    ],
)
def test_some_of_the_same_words(desk: Desk, text: str) -> None:
    """Are not the same improvement."""
    desk.told(asked(FIRST), asked(text))
    assert desk.rows("near_identical") == []


@pytest.mark.parametrize(
    ("one", "other", "like"), [("Answer calls.", "Answer calls", 1), ("Answer calls.", "Calls", 0)]
)
def test_of_few_words_all_are_the_same(desk: Desk, one: str, other: str, like: int) -> None:
    """Of two words one is half."""
    desk.told(asked(one), asked(other))
    assert len(desk.rows("near_identical")) == like


@pytest.mark.parametrize(
    "step",
    [
        (RecordLinked(relation="related_to", to="AFI-1"), say("2019-02-01"), "AFI-2"),
        (RecordLinked(relation="related_to", to="AFI-2"), say("2019-02-01"), "AFI-1"),
        (RecordVoided(reason="duplicate", of="AFI-1"), say("2019-02-01"), "AFI-2"),
        (ImprovementSuperseded(by="AFI-2"), say("2019-02-01", by="ORG-1"), "AFI-1"),
    ],
    ids=["linked", "linked back", "void", "superseded"],
)
def test_what_is_known_of_them_settles_it(desk: Desk, step: Step) -> None:
    """A link either way, or that one does not count or gave way to the other."""
    desk.told(asked(FIRST), asked(NEARLY))
    assert len(desk.rows("near_identical")) == 1
    desk.told(step)
    assert desk.rows("near_identical") == []


def test_a_recommendation_may_say_what_its_concern_says(desk: Desk) -> None:
    """It stands under it."""
    concern = asked(FIRST, kind="cause_of_concern")
    desk.told(concern, asked(FIRST, kind="recommendation", under="COC-1"))
    assert desk.rows("near_identical") == []


def test_a_correction_is_asked_about_anew(desk: Desk) -> None:
    """What made the words the same is the entry that raises it, on whichever of the two."""
    first, _ = desk.told(asked("Answer the telephone."), asked(FIRST))
    event = raised(FIRST)
    corrected = desk.corrected(first, event, PUBLISHED)
    assert desk.asked("near_identical") == [("AFI-1", f"E-{corrected}")]


def test_none_is_missed(desk: Desk) -> None:
    """Those that are found are exactly those that comparing each with each finds, of two hundred random texts."""
    random, words = Random(4), [f"word{number}" for number in range(14)]
    texts = [random.sample(words, random.randint(3, 12)) for _ in range(200)]
    desk.told(*(asked(" ".join(text)) for text in texts))
    expected = {
        (f"AFI-{later + 1}", f"AFI-{earlier + 1}")
        for earlier, later in combinations(range(len(texts)), 2)
        if _alike(set(texts[earlier]), set(texts[later]))
    }
    assert len(expected) > 20
    assert {row["ref"] for row in desk.rows("near_identical")} == {later for later, _ in expected}


def _alike(one: set[str], other: set[str]) -> bool:
    both, either = len(one & other), len(one | other)
    return both == either if either <= 3 else 5 * both >= 4 * either
