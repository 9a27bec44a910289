"""Stats: how much is recorded, by whom and since when."""

import re

from tests.commands.terminal import Terminal


def test_counts(desk: Terminal) -> None:
    """Of entries, of records by noun, of improvements by how they stand, and of entries by recorder."""
    found = desk.does("stats", "--json").json["stats"]
    size = desk.size()
    assert found["entries"] == size and found["void"] == 0
    few = {"finding": 24, "grade": 6, "improvement": 7, "inspection": 2}
    assert {noun: found["records"][noun] for noun in few} == few
    assert found["improvements"] == {"raised": 6, "in_progress": 1}
    assert [(row["person_name"], row["entries"]) for row in found["recorders"]] == [("Sam Okafor", size)]


def test_for_people(desk: Terminal) -> None:
    """In words, with the ledger's path first."""
    desk.records("void", "AFI-6", "--in-error", "--reason", "Typed twice", "--on", "2018-05-01")
    shown = desk.does("stats").out
    assert re.search("records that do not count +1\n", shown)
    assert shown.startswith(str(desk.path))
    assert re.search(r"^  people +\d+$", shown, re.MULTILINE)
    assert re.search("^  improvements in progress +1$", shown, re.MULTILINE)
