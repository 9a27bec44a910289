"""A command costs what it imports: looking, with the read models level, needs nothing heavy."""

import json
import os
import subprocess
import sys

import pytest

from tests.commands.terminal import ROOT, Terminal

HEAVY = ("cryptography", "eventsourcing", "pydantic", "psycopg", "rich", "csv", "platformdirs")
_SHOW = "print(json.dumps(sorted(sys.modules)), file=sys.stderr)"
_START = (
    "import atexit, json, sys; sys.argv[0] = 'afi'; atexit.register(lambda: {}); from commands.app import main; main()"
)


def loaded(*words: str) -> set[str]:
    """The modules that `afi WORDS` has loaded when it ends."""
    start = [sys.executable, "-c", _START.format(_SHOW), *words]
    found = subprocess.run(
        start, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True
    )
    return set(json.loads(found.stderr))


def imported(*words: str) -> set[str]:
    """The top-level modules among them."""
    return {name.partition(".")[0] for name in loaded(*words)}


LOOKS: tuple[list[str], ...] = (
    *(
        [],
        ["today"],
        ["deadlines"],
        ["slippage"],
        ["register"],
        ["register", "--json"],
        ["show", "AFI-7"],
        ["timeline"],
        ["grades"],
        ["findings"],
        ["log"],
        ["log", "--sample", "5"],
        ["check"],
        ["check", "--audit"],
        ["stats"],
        ["changes", "--since", "E-5"],
        ["why", "AFI-7"],
        ["search", "supervision"],
        ["settings", "colours"],
        ["handover"],
        ["register", "--as-of", "E-20"],
    ),
    *(["people", "list"], ["document", "list"], ["inspection", "list"], ["question", "list"], ["keys", "list"]),
)


@pytest.mark.parametrize("words", LOOKS, ids=" ".join)
def test_looking_imports_nothing_heavy(desk: Terminal, words: list[str]) -> None:
    """Where the read models are level with the log; --json and -o are no exception but for csv."""
    assert imported(*words) & set(HEAVY) == set()


def test_a_noun_costs_its_own_words_and_sentences(desk: Terminal) -> None:
    """An improvement is shown without what is said of meetings or of keys."""
    told = "projections.queries.sentences"
    shown = loaded("show", "AFI-7")
    assert f"{told}.improvements" in shown
    assert not shown & {f"{told}.meetings", f"{told}.own", "ledger.vocabulary.key", "ledger.vocabulary.document"}


def test_a_note_needs_the_rules_of_no_other_noun(desk: Terminal) -> None:
    """What raising, assuring and linking ask of other records is loaded with them."""
    rules = "ledger.aggregates"
    noted = loaded("note", "AFI-7", "Workshop held.")
    assert f"{rules}.improvement" in noted
    assert not noted & {f"{rules}.inspection", f"{rules}.question", f"{rules}.post", f"{rules}.finding"}


def test_levelling_does(desk: Terminal) -> None:
    """So the test above would notice."""
    for file in desk.folder.glob("afi.ledger-views*"):
        file.unlink()
    assert "pydantic" in imported("register")


def test_the_version_costs_nothing(bare: Terminal) -> None:
    """Not even typer."""
    assert imported("--version") & {*HEAVY, "typer", "ledger", "sqlite3"} == set()


@pytest.mark.parametrize("words", [["--help"], ["note", "--help"]], ids=" ".join)
def test_help_needs_no_ledger_library(bare: Terminal, words: list[str]) -> None:
    """Help is read more often than anything is recorded."""
    assert imported(*words) & {"cryptography", "eventsourcing", "pydantic", "rich"} == set()
