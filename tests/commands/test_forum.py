"""Forums: added, chaired, renamed and ended, and how often they meet."""

import pytest

from tests.commands.listed import listed, refusal
from tests.commands.terminal import Terminal

ADD = ("forum", "add", "Gold Group")


def test_add(fresh: Terminal) -> None:
    """With its chair, how often it meets, what it is for and whose it is."""
    about = ("--chair", "Keeper", "--every", "6 weeks", "--purpose", "Reviews progress", "--organisation", "Fenshire")
    assert fresh.records(*ADD, *about)["references"] == ["FOR-1"]
    row = listed(fresh, "FOR-1", "forum")
    assert (row["name"], row["chair"], row["organisation"]) == ("Gold Group", "POST-1", "ORG-1")
    assert (row["cadence"], row["purpose"]) == ({"every": 6, "unit": "weeks"}, "Reviews progress")


def test_a_name_alone(fresh: Terminal) -> None:
    """Nothing more need be known."""
    fresh.records(*ADD)
    row = listed(fresh, "FOR-1", "forum")
    assert (row["chair"], row["cadence"], row["purpose"], row["organisation"]) == (None, None, None, None)


@pytest.mark.parametrize(
    ("typed", "every", "unit"),
    [
        ("6 weeks", 6, "weeks"),
        ("month", 1, "months"),
        ("2 months", 2, "months"),
        ("every month", 1, "months"),
        ("Every  Six Weeks", 6, "weeks"),
        ("six-weekly", 6, "weeks"),
        ("monthly", 1, "months"),
        ("quarterly", 3, "months"),
        ("year", 12, "months"),
        ("60 weeks", 60, "weeks"),
    ],
)
def test_cadence(fresh: Terminal, typed: str, every: int, unit: str) -> None:
    """It is read as people put it."""
    fresh.records(*ADD)
    fresh.records("forum", "cadence", "gold", typed, "--on", "2018-01-01")
    assert listed(fresh, "FOR-1", "forum")["cadence"] == {"every": every, "unit": unit}


def test_as_needed(fresh: Terminal) -> None:
    """It may stop to have a cadence."""
    fresh.records(*ADD, "--every", "month")
    fresh.records("forum", "cadence", "FOR-1", "none", "--on", "2018-01-01")
    row = listed(fresh, "FOR-1", "forum")
    assert (row["cadence"], row["cadence_words"]) == ({"unit": "as_needed"}, "as it is needed")


def test_chair_name_and_end(fresh: Terminal) -> None:
    """Each on its day."""
    fresh.records(*ADD)
    fresh.records("forum", "chair", "FOR-1", "Keeper", "--on", "2018-01-01")
    fresh.records("forum", "rename", "FOR-1", "Silver Group", "--on", "2018-02-01")
    fresh.records("forum", "end", "silver group", "Merged with the board", "--on", "2019-03-31")
    row = listed(fresh, "FOR-1", "forum")
    assert (row["chair"], row["name"], row["status"]) == ("POST-1", "Silver Group", "ended")
    assert row["ended_on"] == "2019-03-31"
    assert "Merged with the board" in fresh.does("timeline", "FOR-1").out


def test_list(fresh: Terminal) -> None:
    """When each met last and meets next, or why that cannot be said."""
    assert "No forum is recorded yet." in fresh.does("forum", "list").out
    fresh.records(*ADD, "--every", "6 weeks")
    assert "no meeting is recorded" in fresh.does("forum", "list").out
    fresh.records("meeting", "hold", "FOR-1", "--on", "2018-04-10")
    assert "22 May 2018" in fresh.does("forum", "list").out


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("add", " "), 2, "The text is empty."),
        (("add", "x", "--chair", "nobody"), 3, 'There is no "nobody" in this ledger.'),
        (("add", "x", "--chair", "PER-1"), 3, "PER-1 is a person, not a post."),
        (("add", "x", "--organisation", "PER-1"), 3, "PER-1 is a person, not an organisation."),
        (("chair", "FOR-9", "Keeper", "--on", "2018"), 3, "There is no FOR-9 in this ledger."),
        (("chair", "FOR-1", "Keeper", "--on", "2018"), 3, "POST-1 chairs it already."),
        (("chair", "FOR-1", "Keeper"), 2, "It is not said when it happened."),
        (("cadence", "FOR-1", "month"), 2, "It is not said when it happened."),
        (("cadence", "FOR-1", "6 weeks", "--on", "2018"), 3, "It meets as often as that already."),
        (("rename", "FOR-1", "x"), 2, "It is not said when it happened."),
        (("rename", "FOR-1", " ", "--on", "2018"), 2, "The text is empty."),
        (("end", "FOR-1"), 2, "It is not said when it happened."),
        (("end", "FOR-2", "--on", "2019"), 3, "The forum ended on 2018."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_refused(fresh: Terminal, words: tuple[str, ...], code: int, said: str) -> None:
    """What changes a forum has its day, and one that ended changes no more."""
    fresh.records(*ADD, "--chair", "POST-1", "--every", "6 weeks")
    fresh.records("forum", "add", "Old Board")
    fresh.records("forum", "end", "FOR-2", "--on", "2018")
    assert said in fresh.refuses(code, "forum", *words)


@pytest.mark.parametrize("typed", ["often", "6", "six", "6 fortnights", "-1 weeks", "1.5 months", ""])
def test_no_cadence(fresh: Terminal, typed: str) -> None:
    """What does not say how often is refused with a way to say it."""
    assert fresh.refuses(2, *ADD, "--every", typed or " ") == refusal(
        f'"{typed or " "}" does not say how often.', 'Write it like "6 weeks", "month" or "2 months".'
    )


@pytest.mark.parametrize(
    ("typed", "what"), [("61 weeks", "61 weeks"), ("0 months", "0 months"), ("6 years", "72 months")]
)
def test_a_cadence_out_of_bounds(fresh: Terminal, typed: str, what: str) -> None:
    """Nothing reviews progress as seldom as that, or all the time."""
    assert fresh.refuses(2, *ADD, "--every", typed) == refusal(
        f"Every {what} is no cadence.", "Give between 1 and 60 weeks or months."
    )
