"""Expectations: said, moved, met and lapsed, with days as vague as they were given."""

import pytest

from tests.commands.listed import listed, opened
from tests.commands.terminal import Terminal

ADD = ("expect", "add", "The new model goes live")


def days(terminal: Terminal, ref: str, words: str = "") -> str | None:
    """The days of an expectation, which is listed with these words."""
    row = listed(terminal, ref, "expect")
    assert words in row["expected_words"]
    return row["expected"]  # type: ignore[no-any-return]


def test_add(fresh: Terminal) -> None:
    """With what it is about and when it is to happen, in the words that were used."""
    opened(fresh)
    fresh.records(*ADD, "--about", "INS-1", "--within", "end of November 2014", "--on", "2014-09-03")
    row = listed(fresh, "EXP-1", "expect")
    assert (row["text"], row["about"], row["status"]) == ("The new model goes live", "INS-1", "open")
    assert days(fresh, "EXP-1", "end of November 2014") == "2014-11-21/2014-11-30"


def test_a_day_or_none(fresh: Terminal) -> None:
    """A day needs no words; that none was given is a value."""
    fresh.records(*ADD, "--within", "1 April 2019")
    fresh.records(*ADD)
    assert days(fresh, "EXP-1", "1 April 2019") == "2019-04-01"
    assert days(fresh, "EXP-2") is None


def test_ahead_of_the_day_on_which_it_was_said(fresh: Terminal) -> None:
    """A month without a year is the next one, as whoever said so meant it, and not the next from today."""
    fresh.records(*ADD, "--within", "November", "--on", "2014-09-03")
    fresh.records("document", "add", "letter", "Plans", "--on", "2016-01-10")
    fresh.records(*ADD, "--within", "next month", "--source", "DOC-1", "--on", "2016-01")
    assert days(fresh, "EXP-1", "November") == "2014-11"
    assert days(fresh, "EXP-2", "next month") == "2016-02"


def test_move(fresh: Terminal) -> None:
    """To other days, or to none that is known; the first are kept."""
    fresh.records(*ADD, "--within", "2018-06")
    fresh.records("expect", "move", "1", "--within", "summer 2018", "--on", "2018-06-10")
    assert days(fresh, "EXP-1", "summer 2018") == "2018-06/2018-08"
    fresh.records("expect", "move", "1", "autumn 2018", "--on", "2018-06-20")
    assert days(fresh, "EXP-1", "autumn 2018") == "2018-09/2018-11"
    fresh.records("expect", "move", "EXP-1", "--within", "unknown", "--on", "2018-10-01")
    row = listed(fresh, "EXP-1", "expect")
    assert (row["expected"], row["first_expected"], row["moves"]) == (None, "2018-06", 3)


def test_what_became_of_it(fresh: Terminal) -> None:
    """It happened or it did not, several at once, with a text or without."""
    for _ in range(4):
        fresh.records(*ADD)
    fresh.records("expect", "met", "EXP-1..2", "On time", "--on", "2018-06-01", entries=2)
    fresh.records("expect", "lapsed", "3", "--on", "2018-07-01")
    fresh.records("expect", "lapsed", "4", "-", "--on", "2018-07-01", stdin=b"No money")
    rows = fresh.does("expect", "list", "--json").rows
    assert [(row["status"], row["ended_on"], row["outcome"]) for row in rows] == [
        ("met", "2018-06-01", "On time"),
        ("met", "2018-06-01", "On time"),
        ("lapsed", "2018-07-01", None),
        ("lapsed", "2018-07-01", "No money"),
    ]


def test_list(fresh: Terminal) -> None:
    """What is expected, and where nothing is, how to say so."""
    assert "Nothing is recorded as expected yet." in fresh.does("expect", "list").out
    fresh.records(*ADD, "--within", "2018-06")
    shown = fresh.does("expect", "list").out
    assert "June 2018" in shown and "The new model goes live" in shown


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("add", " "), 2, "The text is empty."),
        (("add",), 2, "There is no text."),
        (("add", "x", "--within", "soon"), 2, '"soon" is not a date.'),
        (("add", "x", "--within", "2018-07/2018-06"), 2, "ends before it begins."),
        (("add", "x", "--about", "AFI-9"), 3, "There is no AFI-9 in this ledger."),
        (("add", "x", "--about", "ledger"), 3, 'There is no "ledger" in this ledger.'),
        (("add", "x", "--on", "2099"), 3, "2099 has not come yet."),
        (("move", "EXP-9", "2018"), 3, "There is no EXP-9 in this ledger."),
        (("move", "1"), 2, "It is not said once when it is to happen."),
        (("move", "1", "2018-07", "--within", "2018-08"), 2, "It is not said once when it is to happen."),
        (("move", "1", "soon"), 2, '"soon" is not a date.'),
        (("move", "1", "2018-06"), 3, "It is expected on 2018-06 already."),
        (("met", "EXP-9"), 3, "There is no EXP-9 in this ledger."),
        (("met", "2"), 3, "It was met."),
        (("lapsed", "1", "2", "x"), 3, "It was met."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_refused(fresh: Terminal, words: tuple[str, ...], code: int, said: str) -> None:
    """What is expected no more stays as it ended, and what is refused leaves nothing."""
    fresh.records(*ADD, "--within", "2018-06", "--on", "2018-01")
    fresh.records(*ADD)
    fresh.records("expect", "met", "2")
    assert said in fresh.refuses(code, "expect", *words)
