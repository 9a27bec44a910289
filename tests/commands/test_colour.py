"""Status colours at the terminal: the rule shown and set, what another would change, and what of it reaches the eye."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.commands.fenshire import moved_to_fenshire, rows
from tests.commands.listed import refusal
from tests.commands.terminal import Terminal

LINES = ("closed: blue", "overdue by more than 90 days: red", "no due date: amber", "otherwise: green")
SET = ("settings", "set", "colours")
THEN = ("--at", "2025-04-15")


@pytest.fixture
def year(example: Path, bare: Terminal) -> Terminal:
    """A terminal at Fenshire's ledger."""
    return moved_to_fenshire(example, bare)


def colours(terminal: Terminal, *then: str) -> dict[str, str]:
    """The colour of each improvement."""
    return {ref: row["colour"] for ref, row in rows(terminal, "register", *then).items()}


def rule(terminal: Terminal, *then: str) -> tuple[bool, list[tuple[str, int | None, str]]]:
    """Whether the rule in force is the program's own, and the lines that it decides."""
    found = terminal.does("settings", "colours", *then, "--json").json
    return found["default"], [
        (row["when"], row["over"], row["colour"]) for row in found["rows"] if not row["fixed"]
    ]  # fmt: skip


def test_the_rule_in_words(desk: Terminal) -> None:
    """The program's own is named as such; what is printed to set another sets this very one."""
    out = desk.does("settings", "colours").out
    assert out.startswith("Status colours, by the program's own rule\n")
    assert "Red        declined" in out and "White      not ours" in out and "_" not in out
    [typed] = [line for line in out.splitlines() if line.startswith("  afi settings set colours ")]
    before = rule(desk)
    desk.records(*SET, *typed.split('"')[1::2])
    assert before[0] and rule(desk) == (False, before[1])
    assert desk.does("settings", "colours").out.startswith("Status colours, by the rule of this ledger\n")


def test_a_rule_is_set_and_given_back(year: Terminal) -> None:
    """The colours follow; as of the entry before, the rule is the one that was in force then."""
    own = colours(year, *THEN)
    receipt = year.records(*SET, *LINES)
    [entry] = receipt["entries"]
    assert receipt["references"] == ["LEDGER"] and entry["entry"] == "E-403"
    assert rule(year) == (
        False,
        [
            ("closed", None, "blue"),
            ("overdue", 90, "red"),
            ("no_due_date", None, "amber"),
            ("otherwise", None, "green"),
        ],
    )
    ours = colours(year, *THEN)
    assert ours != own and ours["AFI-9"] == "green"
    assert rule(year, "--as-of", "E-402")[0] and colours(year, *THEN, "--as-of", "E-402") == own
    year.records(*SET, "default")
    assert rule(year)[0] and colours(year, *THEN) == own
    assert colours(year, *THEN, "--as-of", "E-403") == ours


def test_a_rule_is_listed_and_told(fresh: Terminal) -> None:
    """Among the settings, and in the ledger's history, in the words in which it is typed."""
    fresh.records(*SET, "No Due Date: amber\nreported complete: Amber; otherwise:green")
    [row] = [row for row in fresh.does("settings", "list", "--json").rows if row["setting"] == "colours"]
    said = ["no due date: amber", "reported complete: amber", "otherwise: green"]
    assert (row["value"], row["default"]) == (said, False)
    told = f"Status colours, the first that applies: {'; '.join(said)}"
    assert told in fresh.does("log").out
    fresh.records(*SET, "default")
    assert "Status colours: as the program has them" in fresh.does("log").out


def test_a_dry_run_says_what_would_change(year: Terminal) -> None:
    """Each with both colours; nothing is recorded."""
    before, was = year.size(), colours(year)
    out = year.does(*SET, *LINES, "--dry-run").out
    trial = year.does(*SET, *LINES, "--dry-run", "--json").json
    assert trial["dry_run"] and year.size() == before and rule(year)[0]
    changed: list[dict[str, Any]] = trial["colour_changes"]
    year.records(*SET, *LINES)
    now = colours(year)
    assert {row["ref"]: (row["from"], row["to"]) for row in changed} == {
        ref: (was[ref], now[ref]) for ref in was if was[ref] != now[ref]
    }
    assert f"It would change the colour of {len(changed)} improvements:" in out
    assert "It would change the colour of 0 improvements." in year.does(*SET, *LINES, "--dry-run").out


@pytest.mark.parametrize(
    ("lines", "code", "said"),
    [
        (("overdue: red",), 2, "The last line does not say what colour the rest has."),
        ((" ; ",), 2, "The last line does not say what colour the rest has."),
        (("otherwise: red",), 2, "A rule has 1 to 50 lines before that of the rest."),
        (("overdue more than 1 day: red",) * 51 + ("otherwise: red",), 2, "A rule has 1 to 50 lines before"),
        (
            ("otherwise: red", "otherwise: amber"),
            2,
            '"otherwise" takes all that is left over, so it stands last, once.',
        ),
        (("overdue", "otherwise: red"), 2, '"overdue" does not say what has which colour.'),
        ((": red", "otherwise: red"), 2, '": red" does not say what has which colour.'),
        (("late: red", "otherwise: red"), 2, '"late" is not a colour condition.'),
        (("overdue: grey", "otherwise: red"), 2, '"grey" is not a status colour.'),
        (("overdue: white", "otherwise: red"), 2, "White is for what is not ours, and no rule gives it."),
        (("overdue: red", "otherwise: none"), 2, "No colour is for what was superseded or withdrawn, and no rule"),
        (("overdue more than 0 days: red", "otherwise: red"), 2, '"more than 0" is no number that a line can ask for.'),
        (("overdue more than 3651 days: red", "otherwise: red"), 2, '"more than 3651" is no number that a line can'),
        (("declined: amber", "otherwise: red"), 2, "No rule decides about what is declined: it is always red."),
        (("not ours: white", "otherwise: red"), 2, "No rule decides about what is not ours: it is always white."),
        (("withdrawn: red", "otherwise: red"), 2, "No rule decides about what is withdrawn: it never has a colour."),
        (("superseded: blue", "otherwise: red"), 2, "No rule decides about what is superseded: it never has a colour."),
        (("overdue: blue", "otherwise: red"), 3, '"overdue: blue" gives blue to what is not verified complete.'),
        (("no due date: green", "otherwise: red"), 3, "What is overdue or has no due date is never green."),
        (("overdue: green", "otherwise: red"), 3, "What is overdue or has no due date is never green."),
        (("overdue: red", "otherwise: green"), 3, 'What has no due date is never green, and "otherwise: green" would'),
        (
            ("no owner more than 2 times: red", "otherwise: red"),
            3,
            '"no owner more than 2 times: red" counts what cannot',
        ),
        (("overdue: red", "overdue: amber", "otherwise: red"), 3, '"overdue: amber" would never apply: "overdue: red"'),
        (("default", "overdue: red"), 2, "The last line does not say what colour the rest has."),
    ],
)
def test_refused(fresh: Terminal, lines: tuple[str, ...], code: int, said: str) -> None:
    """Each with what to write instead; nothing is recorded, and a dry run says the same."""
    assert said in fresh.refuses(code, *SET, *lines)
    assert said in fresh.refuses(code, *SET, *lines, "--dry-run")
    assert rule(fresh)[0]


def test_who_keeps_the_ledger_sets_the_rule(year: Terminal) -> None:
    """Another key may not, though it may record."""
    vkey = year.does("keys", "new").out.strip()
    year.records("keys", "enrol", vkey, "--person", "PER-8")
    assert "the right to keep" in year.refuses(3, *SET, *LINES, "--as", "PER-8")


# In the register.


def test_every_row_has_its_colour_and_reason(year: Terminal) -> None:
    """In JSON and CSV alike, and the totals are those of the rows."""
    found = year.does("register", *THEN, "--json").json
    listed = found["rows"]
    assert all(row["colour"] and row["colour_reason"] for row in listed)
    for field in ("colour", "status"):
        assert found["totals"][field] == Counter(row[field] for row in listed)
    assert found["totals"]["improvements"] == len(listed) == 13
    heading, *lines = year.does("register", *THEN, "--csv").out.splitlines()
    assert {"colour", "colour_reason", "days_left", "embargoed"} <= set(heading.split(","))
    assert any(',red,"due on 31 March 2025, overdue by 15 days",-15' in line for line in lines)


def test_only_of_one_colour(year: Terminal) -> None:
    """By its word or as people read it; where none has it, that is said."""
    of = colours(year, *THEN)
    for typed, word in (("red", "red"), ("Amber", "amber"), ("no colour", "none"), ("none", "none")):
        found = year.does("register", *THEN, "--colour", typed, "--json")
        assert [row["ref"] for row in found.rows] == [ref for ref, colour in of.items() if colour == word]
    assert "None of the 13 improvements recorded here fits --colour white." in " ".join(
        year.does("register", *THEN, "--colour", "white").out.split()
    )
    assert year.refuses(2, "register", "--colour", "grey") == refusal(
        '"grey" is not a status colour.', "Use one of: Red, Amber, Green, Blue, White, No colour."
    )


def test_the_totals_stand_below(year: Terminal) -> None:
    """With the day and whose rule it is; nothing is counted where nothing is listed."""
    out = year.does("register", *THEN).out
    assert (
        "13 improvements: 2 red, 7 amber, 2 green, 2 blue. By status: 3 raised, 3 owned, 4 in progress, "
        "1 reported complete by the force, 2 closed.\n"
        "Colours as on 15 April 2025, by the program's own rule: afi settings colours.\n"
    ) in out
    assert "Colours as on" not in year.does("register", *THEN, "--colour", "white").out


def test_what_is_overdue_says_by_how_much(year: Terminal) -> None:
    """What was reported complete is not; nor is what has ended."""
    late = {ref: row["days_left"] for ref, row in rows(year, "register", "--at", "2025-05-20").items()}
    assert late["AFI-4"] is None and late["AFI-1"] is None
    line = next(line for line in year.does("register", "--at", "2025-12-31").out.splitlines() if "REC-1" in line)
    assert "Red in progress, overdue by 153 days" in " ".join(line.split()) and "2025-07" in line


def test_what_is_under_embargo_says_so(year: Terminal) -> None:
    """As that is known now, whatever is looked back at."""
    assert not any(row["embargoed"] for row in rows(year, "register").values())
    year.records("document", "add", "report", "Custody again", "--inspection", "INS-4", "--on", "2025-11-01")
    year.records("embargo", "DOC-21", "--until", "2099-12-31 00:01", "--by", "HMICFRS", "--on", "2025-11-01")
    [ref] = year.records("raise", "afi", "INS-4", "Count the blankets.", "--source", "DOC-21", "--on", "2025-11-01")[
        "references"
    ]
    found = rows(year, "register")
    assert [held for held, row in found.items() if row["embargoed"]] == [ref]
    [line] = [line for line in year.does("register").out.splitlines() if line.startswith(ref)]
    assert "raised, under embargo" in line


def test_one_improvement_gives_its_reason(year: Terminal) -> None:
    """On the day that is looked back at."""
    shown = " ".join(year.does("show", "AFI-3", "--at", "2025-03-01").out.split())
    assert " Colour Amber: due on 31 March 2025, in 30 days " in shown
    fields = {row["field"]: row for row in year.does("show", "REC-3", "--json").json["record"]["fields"]}
    assert fields["colour"]["value"] == "red" and "“Victims would wait" in fields["colour"]["words"]
    year.records("void", "REC-3", "--in-error", "--reason", "Typed twice")
    assert "Colour " not in year.does("show", "REC-3").out


@pytest.mark.parametrize("width", [80, 200])
def test_a_terminal_shows_the_word_in_its_colour(year: Terminal, width: int) -> None:
    """Never colour alone; where there is little room it stands above the status."""
    year.tty = True
    year.patch.setenv("TERM", "xterm-256color")
    year.patch.setenv("COLUMNS", str(width))
    shown = year.does("register").out
    assert "\x1b[1;31mRed\x1b[0m" in shown and "\x1b[34mBlue\x1b[0m" in shown
    year.patch.setenv("NO_COLOR", "1")
    plain = year.does("register").out
    assert "\x1b" not in plain and " Red" in plain
    assert plain.split("\n", 1)[1] == _without(shown).split("\n", 1)[1]
    assert max(map(len, plain.splitlines())) <= width
    assert ("Colour" in plain.splitlines()[1]) == (width == 200)


def _without(shown: str) -> str:
    """What is shown, without what colours it."""
    return re.sub(r"\x1b\[[0-9;]*m", "", shown)
