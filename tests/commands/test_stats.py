"""Stats: how much is recorded, by whom and since when."""

from tests.commands.terminal import Terminal


def test_counts(desk: Terminal) -> None:
    """Of entries, of records by noun, of improvements by how they stand, and of entries by recorder."""
    found = desk.does("stats", "--json").json["stats"]
    assert found["entries"] == 89
    assert found["records"] == {
        "document": 3,
        "finding": 24,
        "grade": 6,
        "improvement": 7,
        "inspection": 2,
        "organisation": 2,
        "person": 6,
        "post": 6,
        "question": 8,
    }
    assert found["improvements"] == {"raised": 6, "in_progress": 1}
    assert [(row["person_name"], row["entries"]) for row in found["recorders"]] == [("Sam Okafor", 89)]


def test_for_people(desk: Terminal) -> None:
    """In words, with the ledger's path first."""
    shown = desk.does("stats").out
    assert shown.startswith(str(desk.path))
    assert "  people                    6\n" in shown and "  improvements in progress  1\n" in shown
