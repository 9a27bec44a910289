"""Findings as they are shown: each with its parts, by sense."""

import pytest

from tests.commands.terminal import Terminal


def test_parts_stand_below_their_finding(desk: Terminal) -> None:
    """Marked as parts, each with its own sense."""
    lines = desk.does("findings").out.splitlines()
    at = next(place for place, line in enumerate(lines) if line.startswith("FND-8 "))
    assert "neutral" in lines[at] and lines[at + 1].startswith("└ ") and "weakness" in lines[at + 1]


@pytest.mark.parametrize(("sense", "count"), [("strength", 12), ("weakness", 6), ("mixed", 6), ("neutral", 3)])
def test_by_sense(desk: Terminal, sense: str, count: int) -> None:
    """A finding is found by the sense of any part of it."""
    assert len(desk.does("findings", "--sense", sense, "--json").rows) == count


def test_by_inspection(desk: Terminal) -> None:
    """As everywhere, by reference or name."""
    assert len(desk.does("findings", "-i", "INS-2", "--json").rows) == 9


def test_what_is_held_up_or_disputed_says_so(desk: Terminal) -> None:
    """Beside its sense, with what the inspectorate answered."""
    held_up = ("finding", "INS-2", "Drones find people.", "--sense", "strength", "--practice", "promising")
    [ref] = desk.records(*held_up)["references"]
    desk.records("dispute", "FND-1", "FND-2", "It is not so.", "--on", "2014-10-01", entries=2)
    desk.records("dispute", "FND-2", "It is.", "--settled", "stands", "--on", "2014-11-01")
    lines = {line.split()[0]: line for line in desk.does("findings").out.splitlines()[2:]}
    assert " mixed, disputed " in lines["FND-1"] and " strength, disputed: stands " in lines["FND-2"]
    assert " strength, promising practice " in lines[ref]


def test_refused(desk: Terminal) -> None:
    """An unknown sense or inspection."""
    assert "Use one of: strength" in desk.refuses(2, "findings", "--sense", "bad")
    desk.refuses(3, "findings", "-i", "INS-9")
