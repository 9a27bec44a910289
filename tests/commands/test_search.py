"""Search: what was ever said, by the words in it."""

import pytest

from tests.commands.terminal import Terminal


@pytest.fixture
def noted(desk: Terminal) -> Terminal:
    """A desk where two notes were taken, one of them wrong at first."""
    desk.records("note", "AFI-7", "Dip sample of the night shift at 29%", "--on", "2018-06-12")
    wrong = f"E-{desk.size()}"
    desk.records("note", "AFI-1", "The dip sample was repeated", "--on", "2018-07", "--by", "POST-4")
    right = ("--text", "Dip sample of the night shift at 92%", "--authority", "The auditor", "--reason", "A slip")
    desk.records("correct", wrong, *right)
    return desk


@pytest.mark.parametrize(
    ("words", "refs"),
    [
        (["dip sample"], ["AFI-7", "AFI-1", "AFI-7"]),
        (["DIP", "repeated"], ["AFI-1"]),
        (["sample", "night"], ["AFI-7", "AFI-7"]),
        (["dip", "--kind", "improvement"], ["AFI-7", "AFI-1", "AFI-7"]),
        (["dip", "--kind", "afi", "--kind", "FND"], ["AFI-7", "AFI-1", "AFI-7"]),
        (["dip", "--kind", "findings"], []),
        (["xyzzy"], []),
        (["repeate*"], ["AFI-1"]),
        (["INS-2"], ["INS-2"]),
    ],
)
def test_the_newest_first(noted: Terminal, words: list[str], refs: list[str]) -> None:
    """By words, by phrases, in records of some kinds."""
    assert [row["ref"] for row in noted.does("search", *words, "--json").rows] == refs


def test_for_people(noted: Terminal) -> None:
    """The words with what stands around them, and that something else stands there now."""
    size = noted.size()
    lines = noted.does("search", "29%").out.splitlines()
    found = next(line for line in lines if line.startswith("AFI-7 "))
    assert f"Dip sample of the night shift at 29% (corrected by E-{size})" in found
    assert "12 June 2018" in found and found.endswith(f"E-{size - 2}")


@pytest.mark.parametrize("typed", ["Zoe Billingham", "ZOË", "zoe\u0308"])
def test_whatever_the_accents(desk: Terminal, typed: str) -> None:
    """As letters, as letters with marks of their own, or without any; the name is shown as it was recorded."""
    found = desk.does("search", typed, "--kind", "PER", "--json").rows
    assert found and all("Zoë Billingham" in row["snippet"] for row in found)


def test_nothing_found_says_what_to_try(noted: Terminal) -> None:
    """It is no refusal; programs get no rows."""
    assert "Nothing was found. Try fewer words" in noted.does("search", "xyzzy").out
    assert noted.does("search", "xyzzy", "--csv").out == ""


def test_as_csv(noted: Terminal) -> None:
    """A header and one line a row."""
    lines = noted.does("search", "repeated", "--csv").out.splitlines()
    assert lines[0].startswith("ref,name,entry,field,snippet,") and len(lines) == 2


@pytest.mark.parametrize("words", [[""], ["*"], ["dip", "  "], ["dip", "--kind", "noun"]])
def test_refused(desk: Terminal, words: list[str]) -> None:
    """No word, and a kind that there is not."""
    desk.refuses(2, "search", *words)
