"""Grades as they are shown: by inspection, the overall one last, and never a blank."""

from tests.commands.terminal import Terminal


def test_by_inspection(desk: Terminal) -> None:
    """Each under its title, in the order of its questions."""
    shown = desk.does("grades").out
    assert shown.index("INS-1  Core business") < shown.index("INS-2  PEEL Effectiveness 2017")
    assert shown.rstrip().splitlines()[-1].startswith("Effectiveness overall")


def test_no_cell_is_blank(desk: Terminal) -> None:
    """No grade is one of several things, and each is said."""
    rows = desk.does("grades", "--json").rows
    assert [row["outcome_words"] for row in rows] == [
        *["no grades given by this inspection"] * 3,
        "good, carried forward from 2016",
        *["requires improvement"] * 2,
        "good, carried forward from 2016",
        "not graded",
        "requires improvement",
    ]


def test_filters(desk: Terminal) -> None:
    """By inspection and by force."""
    assert len(desk.does("grades", "-i", "peel effectiveness", "--json").rows) == 6
    assert len(desk.does("grades", "--force", "ORG-1", "--json").rows) == 9
    desk.refuses(3, "grades", "-i", "INS-9")
    desk.refuses(3, "grades", "--force", "Fenshire")
