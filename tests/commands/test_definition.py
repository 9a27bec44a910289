"""Definitions and the national picture: what is said of no record of this force."""

from collections.abc import Callable
from typing import Any

import pytest

from ledger.stores.log import Log
from projections.queries.definitions import context, definitions
from projections.views import Views, opened
from tests.commands.listed import opened as inspected
from tests.commands.terminal import Terminal

DEFINE = ("define", "area for improvement")
FELL_SHORT = "Practice that fell short of what is expected"


def rows(terminal: Terminal, query: Callable[[Views], list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """What a query finds in the read models, which are level after each command."""
    log = Log.open(terminal.path)
    try:
        with opened(terminal.path, log.opening()["origin"]) as views:
            return query(views)
    finally:
        log.close()


def test_define(fresh: Terminal) -> None:
    """Whose definition it is, and from when."""
    fresh.records(*DEFINE, FELL_SHORT, "--of", "HMICFRS", "--on", "2017-07")
    [row] = rows(fresh, definitions)
    assert (row["term"], row["text"], row["of"]) == ("area for improvement", FELL_SHORT, "ORG-2")
    assert row["happened_on"] == "2017-07"


def test_a_definition_drifts(fresh: Terminal) -> None:
    """The same term is defined again, and both stay."""
    fresh.records(*DEFINE, "-", "--on", "2014", stdin=b"An older wording")
    fresh.records(*DEFINE, FELL_SHORT, "--on", "2017-07")
    assert [row["text"] for row in rows(fresh, definitions)] == ["An older wording", FELL_SHORT]
    assert FELL_SHORT in fresh.does("show", "LEDGER").out


def test_context(fresh: Terminal) -> None:
    """Of an inspection it is said when its report came out; else today."""
    inspected(fresh, "2018-03-22")
    fresh.records("context", "Ten forces were graded inadequate", "--inspection", "PEEL 2017")
    [entry] = fresh.records("context", "Recorded crime rose")["entries"]
    first, second = rows(fresh, context)
    assert (first["text"], first["inspection"]) == ("Ten forces were graded inadequate", "INS-1")
    assert first["happened_on"] == "2018-03-22"
    assert (second["inspection"], second["happened_on"], entry["assumed"]) == (None, entry["happened_on"], True)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((*DEFINE, "x"), 2, "It is not said when it happened."),
        ((*DEFINE, "--on", "2018"), 2, "There is no text."),
        ((*DEFINE, " ", "--on", "2018"), 2, "The text is empty."),
        (("define", " ", "x", "--on", "2018"), 2, "The text is empty."),
        ((*DEFINE, "x", "--of", "nobody", "--on", "2018"), 3, 'There is no "nobody" in this ledger.'),
        (("context",), 2, "There is no text."),
        (("context", "x", "--inspection", "INS-9"), 3, "There is no INS-9 in this ledger."),
        (("context", "x", "--inspection", "INS-1"), 2, "The report of INS-1 is not recorded as published"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_refused(fresh: Terminal, words: tuple[str, ...], code: int, said: str) -> None:
    """A definition without its date says nothing."""
    inspected(fresh)
    assert said in fresh.refuses(code, *words)
