"""`afi` alone: what needs you now, on one screen; where there is no ledger, how to begin."""

from pathlib import Path

import pytest

from tests.commands.fenshire import moved_to_fenshire
from tests.commands.terminal import Terminal

OCTOBER = ("--as-of", "2025-10-31")


@pytest.fixture
def fenshire(example: Path, bare: Terminal) -> Terminal:
    """A terminal at Fenshire's ledger."""
    return moved_to_fenshire(example, bare)


def test_alone_it_is_today(fenshire: Terminal) -> None:
    """The same as `afi today`, with a ledger that is named as well."""
    alone = fenshire.does().out
    assert alone.startswith("Today, ")
    assert alone == fenshire.does("today").out == fenshire.does("--ledger", "afi.ledger").out


def test_what_needed_fenshire(fenshire: Terminal) -> None:
    """Each section with how many and the command that lists them, each line with the command that shows it."""
    lines = fenshire.does("today", *OCTOBER).out.splitlines()
    assert lines[0] == "Today, as recorded by 31 October 2025 (E-402)  (FICTITIOUS)"
    then = " --as-of E-402"  # which each command that looks says too
    assert [line.removesuffix(then) for line in lines[1:] if line.endswith(then) and not line.startswith(" ")] == [
        "Overdue: 2  afi deadlines --overdue --kind work",
        'Section 55 of the Police Act: 3  afi deadlines --kind "section 55"',
        "Due soon: 3  afi deadlines --soon --kind work",
        "Awaiting assurance: 1  afi register --status reported_complete",
        "Awaiting closure: 1  afi register --status submitted",
        "Embargoes to lift: 1  afi deadlines --kind embargo",
        "Meetings due: 4  afi deadlines --kind meeting",
        "No update: 2  afi deadlines --stale",
        "Passed before this ledger began: 1  afi deadlines",
    ]
    assert all(line.startswith("  afi show ") and then in line for line in lines[1:] if line.startswith(" "))


def test_its_commands_can_be_run(fenshire: Terminal) -> None:
    """Those that list a section list as many as it says."""
    counts = fenshire.does("today", *OCTOBER, "--json").json["counts"]
    for words, section in (
        (("deadlines", "--stale"), "no_update"),
        (("deadlines", "--kind", "embargo"), "embargoes"),
        (("register", "--status", "reported_complete"), "assurance"),
        (("register", "--status", "submitted"), "closure"),
    ):
        assert len(fenshire.does(*words, *OCTOBER, "--json").rows) == counts[section]


@pytest.mark.parametrize("width", [80, 200])
def test_it_fits_one_screen(fenshire: Terminal, width: int) -> None:
    """80 places by 24 lines, with the prompt; nothing is broken over two."""
    fenshire.patch.setenv("COLUMNS", str(width))
    lines = fenshire.does("today", *OCTOBER).out.splitlines()
    assert len(lines) <= 23 and max(map(len, lines)) <= width


def test_a_terminal_of_few_lines(fenshire: Terminal) -> None:
    """Each section has a line, whatever else there is room for; a tall one shows more."""
    fenshire.tty = True
    fenshire.patch.setenv("COLUMNS", "100")
    fenshire.patch.setenv("NO_COLOR", "1")
    fenshire.patch.setenv("LINES", "16")
    few = fenshire.does("today", *OCTOBER).out.splitlines()
    fenshire.patch.setenv("LINES", "60")
    many = fenshire.does("today", *OCTOBER).out.splitlines()
    assert len(few) <= 15 < len(many)
    assert [line for line in few if line[0] != " "] == [line for line in many if line[0] != " "]
    assert sum("afi show FOR-" in line for line in many) == 4


def test_in_json_are_all_of_them(fenshire: Terminal) -> None:
    """Each row with its section, and how many each section has."""
    found = fenshire.does("today", *OCTOBER, "--json").json
    assert sum(found["counts"].values()) == len(found["rows"])
    assert {row["section"] for row in found["rows"]} == set(found["counts"])


def test_what_is_yours_stands_first(desk: Terminal) -> None:
    """By the key on this computer, and the posts that its person holds."""
    person = desk.does("keys", "list", "--json").rows[0]["person"]
    desk.records("action", "add", "Ask them.", "--under", "AFI-7", "--due", "2018-04-01", "--on", "2018-03-30")
    desk.records("action", "add", "Ask us.", "--owner", person, "--due", "2018-05-01", "--on", "2018-03-30")
    lines = [line for line in desk.does().out.splitlines() if "afi show ACT-" in line]
    assert [line.partition("days")[2].strip() for line in lines] == ["yours: Ask us.", "Ask them."]


def test_a_ledger_that_was_filled_in_later(desk: Terminal) -> None:
    """What passed before it began is one line; what looks wrong in it is to be settled."""
    lines = desk.does().out.splitlines()
    assert lines[-1] == "Passed before this ledger began: 11  afi deadlines"
    assert lines[1] == "Flags to settle: 2" and "Overdue" not in "".join(lines)
    desk.records("flag", "INS-2", "As printed.", "--settle", "1", "--on", "2018-05-02")
    desk.records("flag", "DOC-3", "As printed.", "--settle", "1", "--on", "2018-05-02")
    assert desk.does().out.splitlines()[1:] == ["  Nothing needs you today.", lines[-1]]


def test_nothing_needs_anybody(fresh: Terminal) -> None:
    """That is said too."""
    assert fresh.does().out.splitlines()[1:] == ["  Nothing needs you today."]
    assert fresh.does("today", "--json").json["counts"] == {}


def test_without_a_ledger_it_says_how_to_begin(bare: Terminal) -> None:
    """That is no mistake; a ledger that was named and is not there is one."""
    out = bare.does().out
    assert all(command in out for command in ("afi init", "afi demo", "afi --help", "--ledger PATH"))
    bare.refuses(6, "--ledger", "nowhere.ledger")
    bare.patch.setenv("AFI_LEDGER", "nowhere.ledger")
    bare.refuses(6)
    bare.patch.delenv("AFI_LEDGER")
    bare.refuses(6, "today")
