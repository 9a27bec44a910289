"""Looking back: which moment is meant, how it is said, and that every command that looks takes it."""

import re
import shlex
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from commands import app
from commands.examples import examples_of
from ledger import days
from tests.commands.fenshire import moved_to_fenshire
from tests.commands.listed import refusal
from tests.commands.packed import packed
from tests.commands.terminal import Terminal

#: These write a file, or read one of the user's.
_OF_FILES = frozenset({"backup", "chase", "document save", "export", "pack make", "paper check"})
#: They are of the ledger as it is, and say so; or Fenshire states nothing that they could show.
_AS_IT_IS = frozenset({"erase find", "paper text", "prove", "policy show"})


def commands() -> Iterator[tuple[str, set[str]]]:
    """Every command with the names of its options."""

    def walk(command: Any, path: list[str]) -> Iterator[tuple[str, set[str]]]:
        for name in getattr(command, "commands", ()):
            yield from walk(command.commands[name], [*path, name])
        if not hasattr(command, "commands"):
            yield " ".join(path), {parameter.name for parameter in command.params}

    return walk(app.root(), [])


LOOKS = [path for path, options in commands() if "as_of" in options]


@pytest.fixture
def desk(example: Path, bare: Terminal) -> Terminal:
    """A terminal at Fenshire's ledger, 402 entries from 2 September 2024 to 31 October 2025."""
    return moved_to_fenshire(example, bare)


def held(desk: Terminal, *options: str) -> tuple[int, str]:
    """How many entries are seen, and what the heading says of it."""
    shown = desk.does("stats", *options, "--json").json
    heading = desk.does("stats", *options).out.splitlines()[0]
    assert re.search(rf"^  entries +{shown['stats']['entries']}$", desk.does("stats", *options).out, re.MULTILINE)
    return shown["stats"]["entries"], heading.partition(", ")[2].removesuffix("  (FICTITIOUS)")


# WHEN.


@pytest.mark.parametrize(
    ("typed", "entries", "said"),
    [
        ("2025-03-01", 251, "1 March 2025 (E-251)"),
        ("1/3/2025", 251, "1 March 2025 (E-251)"),
        ("1 March 2025", 251, "1 March 2025 (E-251)"),
        ("March 2025", 262, "31 March 2025 (E-262)"),
        ("2024", 207, "31 December 2024 (E-207)"),
        ("28 February 2025 09:59", 250, "28 February 2025 at 09:59 UK time (E-250)"),
        ("28 February 2025 10:00", 251, "28 February 2025 at 10:00 UK time (E-251)"),
        ("2025-02-28T10:00:00Z", 251, "28 February 2025 at 10:00 UK time (E-251)"),
        ("2025-02-28T09:59:59.999999Z", 250, "28 February 2025 at 09:59 UK time (E-250)"),
        ("28 May 2025 09:49", 299, "28 May 2025 at 09:49 UK time (E-299)"),
        ("28 May 2025 09:50", 300, "28 May 2025 at 09:50 UK time (E-300)"),
        ("2025-05-28t08:50:00z", 300, "28 May 2025 at 09:50 UK time (E-300)"),
        ("E-120", 120, "E-120 (4 November 2024)"),
        ("e-1", 1, "E-1 (2 September 2024)"),
        ("MTG-22", 383, "23 September 2025 (E-383), the day of MTG-22"),
        ("mtg-4", 197, "9 December 2024 (E-197), when PAP-2 was issued"),
        ("PAP-1", 196, "5 December 2024 (E-196), when PAP-1 was issued"),
        ("last OIG", 383, "23 September 2025 (E-383), the day of MTG-22"),
        ("Last Joint Audit Committee", 366, "9 September 2025 (E-366), the day of MTG-20"),
    ],
)
def test_a_moment_is_understood(desk: Terminal, typed: str, entries: int, said: str) -> None:
    """A date, a time in the United Kingdom or in UTC, an entry, a meeting, a paper; said so that it can be checked."""
    assert held(desk, "--as-of", typed) == (entries, f"as recorded by {said}")


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> date:
    """Today is a Friday in 2025."""
    today = date(2025, 3, 14)
    uk_today = days.uk_today
    monkeypatch.setattr(days, "uk_today", lambda moment=None: uk_today(moment) if moment else today)
    return today


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("today", "14 March 2025"),
        ("friday", "14 March 2025"),
        ("last friday", "7 March 2025"),
        ("Last Tuesday", "11 March 2025"),
        ("yesterday", "13 March 2025"),
        ("last month", "28 February 2025"),
        ("last week", "9 March 2025"),
        ("March 2025", "14 March 2025"),
        ("2025", "14 March 2025"),
    ],
)
def test_a_moment_near_today(desk: Terminal, now: date, typed: str, day: str) -> None:
    """A period that is not over is looked back at as far as today; "last" is no forum where it is a day."""
    assert held(desk, "--as-of", typed)[1].startswith(f"as recorded by {day} (E-")


def test_a_paper_that_was_recorded_late_is_of_its_own_day(desk: Terminal) -> None:
    """Nobody who read it then could know what was recorded since."""
    desk.does("paper", "issue", str(_file(desk)), "--title", "Late", "--on", "2025-03-01", "--forum", "OIG")
    assert held(desk, "--as-of", "PAP-4") == (251, "as recorded by 1 March 2025 (E-251), when PAP-4 was issued")


def test_a_pack_is_of_the_entry_that_it_says(desk: Terminal) -> None:
    """Whenever it was made; so what changed since somebody got it is one look."""
    packed(desk, 120, "AFI-1")
    assert held(desk, "--as-of", "pck-1") == (120, "as recorded by E-120 (4 November 2024), as in PCK-1")
    heading = " ".join(desk.does("changes", "--since", "PCK-1", "--until", "E-130").out.split("\n", 3))
    assert "from E-120 (4 November 2024), as in PCK-1, to E-130 " in heading
    assert "There is no PCK-2 in this ledger." in desk.refuses(3, "register", "--as-of", "PCK-2")


def _file(desk: Terminal) -> Path:
    path = desk.folder / "paper.txt"
    path.write_text("A paper")
    return path


def test_the_newest_paper_before_a_meeting_says_what_it_knew(desk: Terminal) -> None:
    """Not the day of the meeting, by which more may have been recorded; a document of others says nothing of it."""
    desk.does("meeting", "table", "MTG-13", "PAP-1", "DOC-7")
    assert held(desk, "--as-of", "MTG-13")[0] == 196
    desk.does("meeting", "table", "MTG-13", "PAP-2", "PAP-3")
    assert held(desk, "--as-of", "MTG-13")[1].endswith("when PAP-3 was issued")
    desk.does("meeting", "table", "MTG-14", "DOC-7")
    assert held(desk, "--as-of", "MTG-14")[1].endswith("the day of MTG-14")


_HOW = 'Write it like 2018-03-29, "29 March 2018 14:00", E-120, MTG-4, PAP-1 or "last OIG".'


@pytest.mark.parametrize(
    ("option", "typed", "code", "what", "remedy"),
    [
        ("--as-of", "soon", 2, '"soon" is not a moment.', _HOW),
        ("--as-of", "AFI-7", 2, '"AFI-7" is not a moment.', _HOW),
        ("--as-of", "last nobody", 2, '"last nobody" is not a moment.', _HOW),
        ("--as-of", "2025-02-30", 2, '"2025-02-30" is not a moment.', _HOW),
        ("--as-of", "E-0", 2, '"E-0" is not an entry.', "Write it like E-120; `afi log` shows them."),
        ("--as-of", "E-403", 3, "There is no E-403 in this ledger.", "`afi log` shows the newest entries."),
        ("--as-of", "MTG-99", 3, "There is no MTG-99 in this ledger.",
         "Look for it with `afi register` or `afi log`."),
        ("--as-of", "2099-01-01", 3, "1 January 2099 has not come yet, so there is nothing to look back to.",
         "Give a day that has passed with --as-of, or leave it out."),
        ("--at", "2099", 3, "31 December 2099 has not come yet, so there is nothing to look back to.",
         "Give a day that has passed with --at, or leave it out."),
        ("--told", "2099-01-01", 3, "1 January 2099 has not come yet, so there is nothing to look back to.",
         "Give a day that has passed with --told, or leave it out."),
        ("--as-of", "2099-01-01T00:00:00Z", 3, "1 January 2099 at 00:00 UK time has not come yet, so there is nothing "
         "to look back to.", "Give a day that has passed with --as-of, or leave it out."),
        ("--as-of", "30 March 2025 01:30", 2, "The clock never showed 01:30 on 2025-03-30: it went forward.",
         "Give a time before or after that hour."),
        ("--as-of", "2018-03-29", 3, "This ledger began on 2 September 2024, so it held nothing by 29 March 2018.",
         "For what was true then, as it is known now, give --at 2018-03-29 instead of --as-of; for what "
         "documents had said by then, --told 2018-03-29."),
        ("--as-of", "March 2018", 3, "This ledger began on 2 September 2024, so it held nothing by 31 March 2018.",
         "For what was true then, as it is known now, give --at 2018-03-31 instead of --as-of; for what "
         "documents had said by then, --told 2018-03-31."),
        ("--as-of", "29 March 2018 14:00", 3,
         "This ledger began on 2 September 2024, so it held nothing by 29 March 2018 at 14:00 UK time.",
         "For what was true then, as it is known now, give --at 2018-03-29 instead of --as-of; for what "
         "documents had said by then, --told 2018-03-29."),
    ],
)  # fmt: skip
def test_a_moment_that_is_none_is_refused(
    desk: Terminal, option: str, typed: str, code: int, what: str, remedy: str
) -> None:
    """What cannot be read, what is not there, what is to come; and before the ledger began what answers instead."""
    assert desk.refuses(code, "register", option, typed) == refusal(what, remedy)


def test_a_forum_that_has_not_met_has_no_last_meeting(desk: Terminal) -> None:
    """It says so, and how one is recorded."""
    desk.does("forum", "add", "Custody Board")
    assert desk.refuses(3, "register", "--as-of", "last custody") == refusal(
        "No meeting of Custody Board is recorded, so there is no last custody.",
        "Record it with `afi meeting hold`, or give a date.",
    )


def test_of_a_ledger_that_was_filled_in_later(example: Path, bare: Terminal) -> None:
    """Of 2018 it held nothing then, and knows much now."""
    shutil.copytree(example / "home", bare.folder.parent / "home")
    shutil.copytree(example / "cambridgeshire", bare.folder, dirs_exist_ok=True)
    error = bare.refuses(3, "register", "--as-of", "2018-03-29")
    assert f"This ledger began on {days.uk_today().day} " in error and "--at 2018-03-29" in error
    assert len(bare.does("register", "--at", "2018-03-29", "--json").rows) == 7
    assert bare.does("register", "--at", "2018-03-01", "--json").rows == []


# What is shown of it.


def test_headings_and_json_say_both_dates(desk: Terminal) -> None:
    """In words for people, as dates for programs; nothing where nothing is looked back at."""
    both = ("--as-of", "E-300", "--at", "2025-03-01", "--told", "2025-02-01")
    said = (
        "as documents dated by 1 February 2025 state it, as it was on 1 March 2025, as recorded by E-300 (28 May 2025)"
    )
    for words in (("register",), ("log",), ("grades",), ("stats",)):
        assert said in desk.does(*words, *both).out.splitlines()[0]
    assert desk.does("show", "AFI-3", *both).out.splitlines()[1].strip() == f"A{said[1:]}."
    head = desk.does("register", *both, "--json").json
    assert (head["as_of"], head["at"], head["told"]) == ("E-300", "2025-03-01", "2025-02-01")
    head = desk.does("register", "--json").json
    assert (head["as_of"], head["at"], head["told"]) == ("E-402", None, None)
    assert (
        desk.does("register", "--at", "2025-03-01")
        .out.splitlines()[0]
        .startswith("Register of improvements, as it was on 1 March 2025, as known now")
    )


def status(desk: Terminal, ref: str, *options: str) -> str:
    """How an improvement stands."""
    [row] = [row for row in desk.does("register", *options, "--json").rows if row["ref"] == ref]
    return str(row["status"])


def test_the_two_dates_are_never_mixed_up(desk: Terminal) -> None:
    """What was recorded late was not known before, and true all the same."""
    desk.does(
        "close", "AFI-5", "--authority", "inspectorate", "--how", "letter", "--on", "2025-02-03", "--by", "HMICFRS"
    )
    assert status(desk, "AFI-5") == status(desk, "AFI-5", "--at", "2025-02-03") == "closed"
    assert status(desk, "AFI-5", "--at", "2025-02-02") != "closed"
    assert status(desk, "AFI-5", "--as-of", "2025-06-01") != "closed"
    assert status(desk, "AFI-5", "--at", "2025-02-03", "--as-of", "2025-06-01") != "closed"


def test_a_record_of_later_is_not_there(desk: Terminal) -> None:
    """It says as of when."""
    assert desk.refuses(3, "show", "COC-1", "--as-of", "E-137") == refusal(
        "There is no COC-1 in this ledger, as recorded by E-137 (21 November 2024).",
        "`afi register` lists what there is.",
    )
    assert "as it was on 1 January 2019, as known now" in desk.refuses(3, "show", "AFI-3", "--at", "2019-01-01")
    assert "as recorded by" in desk.refuses(3, "show", "E-300", "--as-of", "E-299")


def test_what_was_called_something_else_then(desk: Terminal) -> None:
    """A post is shown by the name that the ledger knew."""
    assert "Assistant Chief Constable (Crime)" in desk.does("show", "AFI-3", "--as-of", "2024-12-31").out
    assert "Assistant Chief Constable (Crime and Justice)" in desk.does("show", "AFI-3").out


# Every command.


def test_every_command_that_looks_can_look_back() -> None:
    """Whatever prints JSON and records nothing; what proves the ledger itself is of the whole of it."""
    looks = {path for path, options in commands() if "json" in options and "dry_run" not in options}
    assert looks - set(LOOKS) <= {"verify", "rebuild", "succeed", "paper explain", "paper verify"}
    assert {"register", "show", "log", "stats", "why", "changes", "people list", "settings list"} <= set(LOOKS)


@pytest.mark.parametrize("path", sorted({*LOOKS} - _OF_FILES - _AS_IT_IS))
@pytest.mark.parametrize(
    "back",
    ["--as-of E-395", "--at 2025-09-01", "--told 2025-09-01", "--as-of E-395 --at 2025-09-01"],
)
def test_each_looks_back(desk: Terminal, path: str, back: str) -> None:
    """As its example has it: it answers, for people and for programs, and says what it is of."""
    words, then = _example(path), back.split()
    assert desk.does(*words, *then).out
    head = desk.does(*words, *then, "--json").json
    asked = dict(zip(then[::2], then[1::2], strict=True))
    assert (head["at"], head["told"]) == (asked.get("--at"), asked.get("--told"))
    assert head["as_of"] == asked.get("--as-of", "E-402")


def _example(path: str) -> list[str]:
    """An example of a command, without the format; of what is asked of whoever asks, the one that names somebody."""
    found = [shlex.split(line)[1:] for line in examples_of(path)] or [path.split()]
    return [word for word in found[-1 if path == "handover" else 0] if word not in ("--json", "--csv")]


def test_looking_back_leaves_nothing_behind(desk: Terminal) -> None:
    """The next look is at the present, and nothing was written."""
    before = desk.does("register", "--json").out
    desk.does("register", "--at", "2025-03-01", "--as-of", "E-300")
    assert desk.does("register", "--json").out == before
    assert desk.does("rebuild", "--check").out
