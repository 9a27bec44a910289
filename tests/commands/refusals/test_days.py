"""Days that there are not, and what has not happened yet."""

import pytest

from tests.commands.refusals.refused import refuses
from tests.commands.terminal import Terminal

NO_DAYS = (
    *("2018-02-30", "31/6/2018", "2018-13", "29 February 2019", "99/99/2018", "30 Febuary", "0000", "1066", "12345"),
    *("2018-6-1", "١٢/٣/٢٠١٨", "1e9", " ", "soon", "next century", "2018-01-01T25:00"),
)
WITH_A_DAY = (
    ("note", "AFI-3", "x", "--on"),
    ("due", "AFI-3"),
    ("expect", "add", "x", "--within"),
    ("action", "due", "ACT-3"),
    ("inspection", "open", "X", "--cycle", "2026", "--framework", "other", "--scale", "5", "--fieldwork"),
    ("correct", "E-131", "--authority", "x", "--reason", "x", "--on"),
)


@pytest.mark.parametrize("typed", NO_DAYS)
def test_no_day(fenshire: Terminal, typed: str) -> None:
    """What the calendar does not have, or nobody can tell, is answered with how a date is written."""
    what, remedy = refuses(fenshire, 2, "note", "AFI-3", "x", "--on", typed).splitlines()
    assert f'"{typed}" is not a date.' in what and "like 2018-03-29" in remedy


@pytest.mark.parametrize("words", WITH_A_DAY, ids=lambda words: " ".join(words[:2]))
def test_no_day_anywhere(fenshire: Terminal, words: tuple[str, ...]) -> None:
    """Wherever a date can be typed."""
    assert '"30 February 2027" is not a date.' in refuses(fenshire, 2, *words, "30 February 2027")
    assert "ends before it begins" in refuses(fenshire, 2, *words, "2027-06/2027-01")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("31 June 2027", "is not a day and a time of this century."),
        ("2027-06-01 25:00", "is not a day and a time of this century."),
        ("June 2027", "is not a day and a time of this century."),
        ("29 March 2026 01:30", "The clock never showed 01:30 on 2026-03-29: it went forward."),
    ],
)
def test_no_moment(fenshire: Terminal, typed: str, said: str) -> None:
    """An embargo ends at a time that a clock in the United Kingdom shows."""
    assert said in refuses(fenshire, 2, "embargo", "DOC-20", "--until", typed)


def test_no_day_is_given(fenshire: Terminal) -> None:
    """A closing has no day to assume, nor has a report that was not published."""
    words = ("close", "AFI-5", "--authority", "inspectorate", "--how", "letter")
    assert "Add --on DATE" in refuses(fenshire, 2, *words)
    assert "`afi inspection publish INS-6" in refuses(fenshire, 2, "grade", "INS-6", "crime=good")


TO_COME = (
    ("note", "AFI-3", "x"),
    ("claim", "AFI-3", "x"),
    ("close", "AFI-5", "--authority", "inspectorate", "--how", "letter"),
    ("grade", "INS-6", "crime=good"),
    ("raise", "afi", "INS-6", "x"),
    ("inspection", "publish", "INS-6"),
    ("meeting", "hold", "FOR-1"),
    ("people", "hold", "POST-2", "PER-1"),
    ("action", "done", "ACT-3"),
    ("due", "AFI-3", "2099-06-01", "--reason", "x"),
    ("correct", "E-131", "--authority", "x", "--reason", "x"),
)


@pytest.mark.parametrize("words", TO_COME, ids=lambda words: " ".join(words[:2]))
@pytest.mark.parametrize("day", ["2099-01-01", "tomorrow"])
def test_what_has_not_happened_yet(fenshire: Terminal, words: tuple[str, ...], day: str) -> None:
    """It is refused with the commands that record a plan."""
    what, remedy = refuses(fenshire, 3, *words, "--on", day).splitlines()
    assert what.endswith(" has not come yet.")
    assert "`afi expect`" in remedy and "`afi due`" in remedy
