"""Expectations: what is to happen, and whether it did."""

from collections.abc import Callable

from projections.queries.expectations import expectations
from projections.views import Views


def test_a_row_has_every_key(told: Views) -> None:
    """When it is expected, in the source's words where it has them, when it first was, and how it ended."""
    met, lapsed = expectations(told)
    assert met == {
        "ref": "EXP-1",
        "text": "The group meets.",
        "about": "FOR-1",
        "about_name": "Improvement Board",
        "status": "met",
        "expected": "2018-11-01/2018-11-30",
        "expected_words": "early November (1 November 2018 to 30 November 2018)",
        "first_expected": "2018-11-01/2018-11-30",
        "first_expected_words": "early November (1 November 2018 to 30 November 2018)",
        "moves": 0,
        "ended_on": "2018-11-08",
        "outcome": "It met.",
        "happened_on": "2018-11-08",
        "said_by": "PER-1",
        "recorded_by": "PER-1",
        "recorded_at": "2026-01-01T13:00:01.000000Z",
        "source": [],
        "entry": "E-73",
    }
    assert (lapsed["status"], lapsed["moves"], lapsed["expected_words"]) == ("lapsed", 1, "March 2019 to May 2019")
    assert lapsed["about_name"] == "Do the other thing: 1." and tuple(lapsed) == tuple(met)


def test_erased_words_are_said_to_be(told: Views, erase: Callable[..., None]) -> None:
    """The days they were taken for stand."""
    erase("early November", "It met.")
    row = expectations(told)[0]
    assert (row["expected"], row["outcome"]) == ("2018-11-01/2018-11-30", None)
    assert "early" not in row["expected_words"]
