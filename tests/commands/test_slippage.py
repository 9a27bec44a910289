"""Slippage at the terminal: totals, and each revision of one date."""

from pathlib import Path

import pytest

from tests.commands.fenshire import moved_to_fenshire
from tests.commands.terminal import Terminal


@pytest.fixture
def fenshire(example: Path, bare: Terminal) -> Terminal:
    """A terminal at Fenshire's ledger."""
    return moved_to_fenshire(example, bare)


@pytest.mark.parametrize(
    ("words", "key", "found"),
    [
        ((), "ref", [("AFI-3", 275, 0, 0), ("AFI-9", 255, 0, 1)]),
        (("--by", "improvement", "-i", "INS-3"), "ref", []),
        (("--by", "question"), "question_key", [("investigating", 275, 0, 0), ("preventing", 255, 0, 1)]),
        (("--by", "post"), "owner_name", [
            ("Head of Investigations", 275, 0, 0), ("Head of Corporate Development", 255, 0, 1),
        ]),
        (("--as-of", "2025-06-01"), "ref", [("AFI-3", 153, 0, 0)]),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)  # fmt: skip
def test_totals(fenshire: Terminal, words: tuple[str, ...], key: str, found: list[tuple[object, ...]]) -> None:
    """By improvement, question and post; as far as was recorded then."""
    rows = fenshire.does("slippage", *words, "--json").rows
    assert [(row[key], row["days_later"], row["days_earlier"], row["moved_after_passed"]) for row in rows] == found


def test_each_revision(fenshire: Terminal) -> None:
    """From what to what, who said so and who approved it, and the totals in the heading and the JSON."""
    out = fenshire.does("slippage", "AFI-3").out
    assert out.startswith("Slippage of AFI-3: 3 revisions, 275 days later  (FICTITIOUS)")
    assert "61 days later" in out and "approved by Force Performance Board, 18 March 2025" in out
    assert "255 days later, after it had passed" in fenshire.does("slippage", "AFI-9").out
    assert fenshire.does("slippage", "AFI-3", "--json").json["days_later"] == 275


def test_what_was_brought_forward_is_told_apart(fenshire: Terminal) -> None:
    """Never set off against what slipped."""
    fenshire.records("due", "AFI-3", "2025-12-01", "--reason", "Sooner", "--on", "2025-11-04")
    assert "4 revisions, 275 days later, 30 days earlier" in fenshire.does("slippage", "AFI-3").out
    [row, _] = fenshire.does("slippage", "--json").rows
    assert (row["days_later"], row["days_earlier"], row["days_slipped"]) == (275, -30, 245)


def test_an_action(fenshire: Terminal) -> None:
    """Has revisions too."""
    [row] = fenshire.does("slippage", "ACT-3", "--json").rows
    assert (row["days"], row["after_passed"]) == (92, True)


@pytest.mark.parametrize("words", [(), ("AFI-3",), ("--by", "post")], ids=" ".join)
@pytest.mark.parametrize("width", [80, 200])
def test_it_fits_the_terminal(fenshire: Terminal, words: tuple[str, ...], width: int) -> None:
    """However narrow."""
    fenshire.patch.setenv("COLUMNS", str(width))
    assert all(len(line) <= width for line in fenshire.does("slippage", *words).out.splitlines())


def test_nothing_slipped(desk: Terminal) -> None:
    """It says where to look instead."""
    assert "afi deadlines" in desk.does("slippage").out
    assert "The due date of AFI-1 has not been revised." in desk.does("slippage", "AFI-1").out


@pytest.mark.parametrize(
    ("words", "code"),
    [(("AFI-99",), 3), (("INS-2",), 3), (("AFI-1", "--by", "post"), 2), (("--by", "force"), 2), (("-i", "INS-99"), 3)],
)
def test_refused(desk: Terminal, words: tuple[str, ...], code: int) -> None:
    """What names nothing, or has no due date."""
    desk.refuses(code, "slippage", *words)
