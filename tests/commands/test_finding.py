"""Findings: recorded whole and in parts, each with its sense, voice and hedge."""

import pytest

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
        (("INS-2",), 2, "The text is empty."),
        (("INS-2", "x", "-q", "QUE-1"), 3, "is a question of core business 2014"),
        (("INS-2", "x", "--force", "ORG-2"), 3, "did not inspect ORG-2"),
        (("INS-1", "x"), 2, "not recorded as published"),
        (("FND-1", "x"), 2, "not recorded as published"),
        (("FND-99", "x"), 3, "There is no FND-99"),
        (("AFI-1", "x"), 3, "AFI-1 is an improvement, not an inspection or a finding."),
    ],
)
def test_refused(desk: Terminal, words: tuple[str, ...], code: int, said: str) -> None:
    """Nothing is half recorded."""
    assert said in desk.refuses(code, "finding", *words)
