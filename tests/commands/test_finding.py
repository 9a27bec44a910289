"""Findings: recorded whole and in parts, each with its sense, voice and hedge; disputed, and settled."""

import pytest

from tests.commands.stored import newest
from tests.commands.terminal import Terminal


def test_a_whole_finding(desk: Terminal) -> None:
    """It happened when the report was published."""
    options = ("--sense", "weakness", "--voice", "reporting", "--hedge", "in general", "-q", "investigating")
    receipt = desk.records("finding", "INS-2", "- Crime is recorded late.", *options, "--source", "DOC-3:12")
    assert (receipt["references"], receipt["entries"][0]["happened_on"]) == (["FND-25"], "2018-03-22")
    row = desk.does("findings", "--json").rows[24]
    assert (row["text"], row["sense"], row["hedge"]) == ("- Crime is recorded late.", "weakness", "in general")
    assert (row["voice"], row["question"]) == ("inspectorate_reporting_force", "QUE-5")


def test_a_part(desk: Terminal) -> None:
    """A part hangs on its finding, with a sense of its own."""
    desk.records("finding", "FND-20", "But much is done.", "--sense", "strength")
    row = desk.does("findings", "--json").rows[19]
    assert [(part["text"], part["sense"]) for part in row["parts"]] == [("But much is done.", "strength")]


def test_from_a_file(desk: Terminal) -> None:
    """As every text."""
    (desk.folder / "x.txt").write_text("From a file.\n", encoding="utf-8", newline="\n")
    desk.records("finding", "INS-2", "--file", "x.txt")
    assert desk.does("findings", "--json").rows[24]["text"] == "From a file.\n"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("INS-2", "x", "--sense", "bad"), 2, '"bad" is not a sense.'),
        (("INS-2", "x", "--voice", "loud"), 2, '"loud" is not a voice.'),
        (("INS-2",), 2, "There is no text."),
        (("INS-2", "x", "--practice", "good"), 2, '"good" is not a practice.'),
        (("FND-20", "x", "--practice", "promising"), 2, "A part has the force, question and practice"),
        (("FND-20", "x", "-q", "investigating"), 2, "A part has the force, question and practice"),
        (("FND-20", "x", "--force", "ORG-1"), 2, "A part has the force, question and practice"),
        (("INS-2", "x", "-q", "QUE-1"), 3, "is a question of Core business 2014"),
        (("INS-2", "x", "--force", "ORG-2"), 3, "did not inspect ORG-2"),
        (("INS-1", "x"), 2, "not recorded as published"),
        (("FND-1", "x"), 2, "not recorded as published"),
        (("FND-99", "x"), 3, "There is no FND-99"),
        (("AFI-1", "x"), 3, "AFI-1 is an "),
    ],
)
def test_refused(desk: Terminal, words: tuple[str, ...], code: int, said: str) -> None:
    """Nothing is half recorded."""
    assert said in desk.refuses(code, "finding", *words)


@pytest.mark.parametrize("practice", ["innovative", "promising"])
def test_practice_held_up_to_others(desk: Terminal, practice: str) -> None:
    """A whole finding may say so."""
    desk.records("finding", "INS-2", "A clever thing.", "-s", "strength", "--practice", practice)
    assert newest(desk)[0].data["practice"] == practice


def test_dispute_and_settle(desk: Terminal) -> None:
    """The force disputes several findings at once; the inspectorate answers, with or without a word more."""
    desk.records("dispute", "FND-1..2", "3", "- The count is wrong", "--on", "2014-09-10", entries=3)
    kept = newest(desk, 3)
    assert [each.ref for each in kept] == ["FND-1", "FND-2", "FND-3"]
    assert {(each.type, each.data["text"]) for each in kept} == {("finding.disputed", "- The count is wrong")}
    desk.records("dispute", "FND-1", "--settled", "amended", "By letter", "--on", "2014-09-20")
    desk.records("dispute", "FND-2..3", "--settled", "stands", "--on", "2014-09-20", entries=2)
    assert [each.data for each in newest(desk, 3)] == [
        {"settlement": "amended", "text": "By letter"},
        {"settlement": "stands"},
        {"settlement": "stands"},
    ]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("FND-1",), 2, "There is no text."),
        (("AFI-1", "x"), 3, "AFI-1 is an "),
        (("FND-1", "x", "--settled", "gone"), 2, '"gone" is not a settlement.'),
        (("FND-1", "--settled", "stands"), 3, "FND-1: "),
        (("FND-99", "x"), 3, "There is no FND-99"),
    ],
)
def test_refused_disputes(desk: Terminal, words: tuple[str, ...], code: int, said: str) -> None:
    """What was not disputed is not settled; nothing is half recorded."""
    assert said in desk.refuses(code, "dispute", *words)
