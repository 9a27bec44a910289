"""Meetings: held with all that was before them in one transaction, or told bit by bit."""

import pytest

from tests.commands.listed import listed, opened
from tests.commands.terminal import Terminal


@pytest.fixture
def gold(fresh: Terminal) -> Terminal:
    """Ann Keeper's terminal, with a forum, a published inspection of three improvements, a letter and a paper."""
    fresh.records("forum", "add", "Gold Group")
    opened(fresh, "2018-03-22")
    for what in ("One", "Two", "Three"):
        fresh.records("raise", "afi", "INS-1", what)
    fresh.records("document", "add", "letter", "Progress", "--on", "2018-04-01")
    (fresh.folder / "paper.pdf").write_bytes(b"%PDF")
    fresh.records("paper", "issue", "paper.pdf", "--title", "Update", "--on", "2018-04-02")
    return fresh


def test_hold(gold: Terminal) -> None:
    """Who was there, what was tabled and considered, and the expectation that it meets, in one transaction."""
    gold.records("expect", "add", "The group meets in April", "--within", "2018-04", "--on", "2018-03")
    told = ("--attended", "Ann Keeper", "--attended", "POST-1", "--table", "DOC-1", "--table", "PAP-1")
    more = ("--consider", "AFI-1..2", "--consider", "INS-1", "--expected", "1")
    receipt = gold.records("meeting", "hold", "gold", "--on", "2018-04-10", *told, *more, entries=4)
    assert receipt["references"] == ["MTG-1", "EXP-1"]
    assert {entry["happened_on"] for entry in receipt["entries"]} == {"2018-04-10"}
    row = listed(gold, "MTG-1", "meeting")
    assert (row["forum"], row["held_on"], row["expected"]) == ("FOR-1", "2018-04-10", "EXP-1")
    assert (row["attended"], row["tabled"]) == (["PER-1", "POST-1"], ["DOC-1", "PAP-1"])
    assert row["considered"] == [{"records": ["AFI-1", "AFI-2", "INS-1"], "text": None}]
    assert listed(gold, "EXP-1", "expect")["status"] == "met"


def test_that_it_met_alone(gold: Terminal) -> None:
    """Nothing more need be known of it."""
    gold.records("meeting", "hold", "FOR-1", "--on", "2018-04")
    row = listed(gold, "MTG-1", "meeting")
    assert (row["held_on"], row["attended"], row["tabled"], row["considered"]) == ("2018-04", [], [], [])


def test_told_afterwards(gold: Terminal) -> None:
    """What was tabled, considered and decided happened on the day of the meeting."""
    gold.records("meeting", "hold", "FOR-1", "--on", "2018-04-10")
    told = [
        gold.records("meeting", "table", "MTG-1", "DOC-1", "PAP-1"),
        gold.records("meeting", "consider", "1", "AFI-1..3", "--text", "Slow"),
        gold.records("meeting", "decide", "1", "Bring a plan", "--about", "AFI-1", "--about", "2..3"),
        gold.records("meeting", "decide", "1", "-", stdin=b"Meet again"),
    ]
    assert {entry["happened_on"] for each in told for entry in each["entries"]} == {"2018-04-10"}
    row = listed(gold, "MTG-1", "meeting")
    assert row["tabled"] == ["DOC-1", "PAP-1"]
    assert row["considered"] == [{"records": ["AFI-1", "AFI-2", "AFI-3"], "text": "Slow"}]
    assert row["decisions"] == [
        {"text": "Bring a plan", "about": ["AFI-1", "AFI-2", "AFI-3"]},
        {"text": "Meet again", "about": []},
    ]


def test_list(gold: Terminal) -> None:
    """All meetings, or one forum's."""
    assert "No meeting is recorded yet." in gold.does("meeting", "list").out
    gold.records("forum", "add", "Silver Group")
    gold.records("meeting", "hold", "gold", "--on", "2018-04-10")
    gold.records("meeting", "hold", "silver", "--on", "2018-05-10")
    gold.records("meeting", "decide", "MTG-2", "Go ahead")
    assert [row["ref"] for row in gold.does("meeting", "list", "--forum", "silver", "--json").rows] == ["MTG-2"]
    assert "Go ahead" in gold.does("meeting", "list").out


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("hold", "FOR-1"), 2, "It is not said when it happened."),
        (("hold", "nowhere", "--on", "2018"), 3, 'There is no "nowhere" in this ledger.'),
        (("hold", "FOR-1", "--on", "2099"), 3, "2099 has not come yet."),
        (("hold", "FOR-1", "--on", "2018", "--attended", "nobody"), 3, 'There is no "nobody" in this ledger.'),
        (("hold", "FOR-1", "--on", "2018", "--attended", "FOR-1"), 3, "FOR-1 is a forum, not a person"),
        (
            ("hold", "FOR-1", "--on", "2018", "--table", "AFI-1"),
            3,
            "AFI-1 is an improvement, not a paper or a document.",
        ),
        (("hold", "FOR-1", "--on", "2018", "--table", "DOC-1", "--table", "DOC-1"), 3, "DOC-1 is tabled already."),
        (("hold", "FOR-1", "--on", "2018", "--consider", "AFI-1..9"), 3, "There is no AFI-4 in this ledger."),
        (("hold", "FOR-1", "--on", "2018", "--consider", "ledger"), 3, 'There is no "ledger" in this ledger.'),
        (("hold", "FOR-1", "--on", "2018", "--expected", "EXP-1"), 3, "There is no EXP-1 in this ledger."),
        (("table", "MTG-9", "DOC-1"), 3, "There is no MTG-9 in this ledger."),
        (("table", "MTG-1"), 2, "Missing argument 'DOCUMENT|PAPER...'."),
        (("table", "MTG-1", "DOC-1", "DOC-1"), 3, "DOC-1 is tabled already."),
        (("consider", "MTG-1"), 2, "Missing argument 'REF...'."),
        (("consider", "MTG-1", "AFI-9"), 3, "There is no AFI-9 in this ledger."),
        (("decide", "MTG-1", " "), 2, "The text is empty."),
        (("decide", "MTG-1"), 2, "There is no text."),
        (("decide", "MTG-1", "x", "--about", "AFI-9"), 3, "There is no AFI-9 in this ledger."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_refused(gold: Terminal, words: tuple[str, ...], code: int, said: str) -> None:
    """A meeting that cannot be told as it was said is not recorded in part."""
    gold.records("meeting", "hold", "FOR-1", "--on", "2018-04-10")
    assert said in gold.refuses(code, "meeting", *words)
