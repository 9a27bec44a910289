"""Deadlines at the terminal: what is listed of two ledgers, how it is filtered, shown and refused."""

from pathlib import Path

import pytest

from tests.commands.fenshire import moved_to_fenshire
from tests.commands.terminal import Terminal

OCTOBER = ("--as-of", "2025-10-31")


@pytest.fixture
def fenshire(example: Path, bare: Terminal) -> Terminal:
    """A terminal at Fenshire's ledger."""
    return moved_to_fenshire(example, bare)


def states(desk: Terminal, *words: str) -> list[tuple[str, str]]:
    """What is listed, in its order: each reference with how it stands."""
    return [(row["ref"], row["state"]) for row in desk.does("deadlines", *words, "--json").rows]


def test_what_fenshire_had_before_it(fenshire: Terminal) -> None:
    """On 31 October 2025: overdue, late by law, to come within 42 days, later, reported, silent, from before."""
    assert states(fenshire, *OCTOBER) == [
        *(("REC-2", "late"), ("REC-1", "overdue"), ("INS-4", "late"), ("ACT-3", "overdue"), ("FOR-3", "overdue")),
        *(("FOR-1", "due_soon"), ("DOC-20", "lifting"), ("EXP-8", "due_soon"), ("INS-5", "outstanding")),
        *(("ACT-7", "due_soon"), ("FOR-2", "due_soon"), ("EXP-7", "due_soon"), ("FOR-4", "due_soon")),
        *(("AFI-3", "due"), ("FOR-5", "due"), ("AFI-9", "due"), ("AFI-5", "reported"), ("AFI-10", "reported")),
        *(("AFI-8", "stale"), ("AFI-9", "stale"), ("INS-1", "late")),
    ]


@pytest.mark.parametrize(
    ("words", "refs"),
    [
        (
            ("--within", "10"),
            ["REC-2", "REC-1", "INS-4", "ACT-3", "FOR-3", "FOR-1", "DOC-20", "EXP-8", "AFI-5", "INS-1"],
        ),
        (("--until", "5/11/2025", "--kind", "meeting"), ["FOR-3", "FOR-1"]),
        (("--overdue",), ["REC-2", "REC-1", "INS-4", "ACT-3", "FOR-3"]),
        (("--overdue", "--kind", "work"), ["REC-1", "ACT-3"]),
        (("--stale",), ["AFI-8", "AFI-9"]),
        (("--kind", "section 55"), ["REC-2", "INS-4", "INS-5", "INS-1"]),
        (("--kind", "section 55", "--all"), ["REC-2", "INS-4", "INS-5", "INS-1", "INS-2", "INS-3"]),
        (("--kind", "embargo", "--all"), ["DOC-20", "DOC-18"]),
        (("--owner", "Head of Investigations"), ["REC-1", "ACT-3", "AFI-3"]),
        (("--owner", "Leonie Achterberg"), ["REC-1", "ACT-3", "AFI-3"]),
        (("-i", "INS-3"), ["REC-2", "REC-1"]),
        (("--forum", "gold group", "--kind", "improvement", "--stale"), ["AFI-8", "AFI-9"]),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_filters(fenshire: Terminal, words: tuple[str, ...], refs: list[str]) -> None:
    """By reference or name, by days and by kind."""
    assert [ref for ref, _ in states(fenshire, *OCTOBER, *words)] == refs


def test_a_ledger_that_was_filled_in_later(desk: Terminal) -> None:
    """What passed before it began stands apart, and is not called overdue; that no date follows for a forum is said."""
    out = desk.does("deadlines").out
    assert "Overdue" not in out and "overdue" not in out
    assert "Passed before this ledger began: what came of it is not recorded here" in out
    assert "none: no meeting is recorded" in out
    [response] = desk.does("deadlines", "--kind", "section 55", "--json").rows
    assert (response["day"], response["state"], response["group"]) == ("2018-05-16", "late", "before_ledger")
    assert response["state_words"].startswith("late by ")
    assert out.splitlines()[-1] == "14 more have no date, or nothing left to do: afi deadlines --all"


def test_looked_back_at_days_are_counted_from_then(desk: Terminal) -> None:
    """On 1 May 2018 there were 15 days left, and a promise was a day late."""
    found = {row["ref"]: row["state_words"] for row in desk.does("deadlines", "--at", "2018-05-01", "--json").rows}
    assert (found["INS-2"], found["EXP-7"]) == ("15 days left", "overdue by 1 day")
    assert desk.does("deadlines", "--at", "2018-05-01").out.startswith("Deadlines, as it was on 1 May 2018")


@pytest.mark.parametrize("width", [80, 120, 200])
def test_it_fits_the_terminal(fenshire: Terminal, width: int) -> None:
    """Each row says what, whose, when, how many days, and the command, wherever there is room for it."""
    fenshire.patch.setenv("COLUMNS", str(width))
    out = fenshire.does("deadlines", *OCTOBER).out
    assert all(len(line) <= width for line in out.splitlines())
    for said in ("Overdue", "92 days late", "Head of Investigations", "afi show REC-1", "July 2025", "Due soon"):
        assert said in out
    assert "6 November 2025 at 00:01 UK time" in " ".join(out.split())


def test_the_number_of_the_others_is_said(fenshire: Terminal) -> None:
    """In JSON too; with all of them there are no others."""
    assert fenshire.does("deadlines", *OCTOBER, "--json").json["not_shown"] == 5
    assert fenshire.does("deadlines", *OCTOBER, "--all", "--json").json["not_shown"] == 0
    assert "more have" not in fenshire.does("deadlines", *OCTOBER, "--within", "3").out


def test_a_file_for_others_leaves_out_what_is_under_embargo(fenshire: Terminal) -> None:
    """As CSV; on the screen it is there."""
    fenshire.records("embargo", "DOC-20", "--until", "1 November 2099 00:01", "--by", "HMICFRS", "--on", "2025-10-31")
    assert "DOC-20" in fenshire.does("deadlines", "--csv").out
    result = fenshire.run("deadlines", "-o", "due.csv")
    assert "embargo" in result.err
    assert "DOC-20" not in Path("due.csv").read_text(encoding="utf-8-sig")


def test_with_nothing_to_list(fresh: Terminal) -> None:
    """It says how to set a date, or that nothing is of the kind."""
    assert "Set one: afi due AFI-1 2026-12-31" in fresh.does("deadlines").out
    assert "There is nothing of the kind. See all: afi deadlines" in fresh.does("deadlines", "--overdue").out
    assert fresh.does("deadlines", "--json").rows == []


def test_nothing_fits_a_filter(fenshire: Terminal) -> None:
    """That there are others is said."""
    out = fenshire.does("deadlines", *OCTOBER, "--owner", "Force Assurance Lead").out
    assert 'fits --owner "Force Assurance Lead". See all: afi deadlines' in " ".join(out.split())


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--within", "3", "--until", "friday"), 2, "two ends"),
        (("--within", "-1"), 2, "is less than 0"),
        (("--until", "whenever"), 2, "is not a date"),
        (("--kind", "letter"), 2, "is not a kind of deadline"),
        (("--forum", "FOR-99"), 3, "There is no FOR-99"),
        (("--owner", "nobody"), 3, "There is no"),
        (("--ics", "a.ics", "--csv"), 2, "both a calendar and CSV"),
        (("--ics", "a.txt"), 2, "not the name of a calendar"),
    ],
)
def test_refused(fenshire: Terminal, words: tuple[str, ...], code: int, said: str) -> None:
    """What names nothing, or asks for two things."""
    assert said in fenshire.refuses(code, "deadlines", *words)
    assert not Path("a.ics").exists() and not Path("a.txt").exists()
