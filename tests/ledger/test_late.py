"""Patterns that are compiled at their first use do what patterns do."""

import re

import pytest

from ledger.late import late


def test_a_late_pattern_is_a_pattern() -> None:
    """Of text or of bytes, whichever way it is asked."""
    day = late(r"([0-9]{4})-([0-9]{2})")
    assert day.pattern == r"([0-9]{4})-([0-9]{2})"
    assert (found := day.fullmatch("2018-03")) and found.groups() == ("2018", "03")
    assert day.fullmatch("2018") is None and day.findall("2018-03 2019-04") == [("2018", "03"), ("2019", "04")]
    assert late(rb"[a-z]+").sub(b"x", b"ab1c") == b"x1x"


def test_it_is_compiled_when_it_is_used_and_once() -> None:
    """Who imports it pays nothing, and who uses it again no more than for a pattern."""
    broken = late("(")
    with pytest.raises(re.error):
        broken.search("a")
    day = late("[0-9]+")
    assert day.search is day.search
