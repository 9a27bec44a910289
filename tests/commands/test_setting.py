"""Settings: listed, chosen, and given back to the program; what goes by them follows."""

import pytest

from tests.commands.listed import OPEN, listed, refusal
from tests.commands.terminal import Terminal


def value(terminal: Terminal, setting: str) -> object:
    """What a setting stands at, and whether it was chosen."""
    [row] = [row for row in terminal.does("settings", "list", "--json").rows if row["setting"] == setting]
    return row["value"], not row["default"]


def test_alone_it_lists(fresh: Terminal) -> None:
    """`afi settings` is `afi settings list`."""
    shown = fresh.does("settings").out
    assert shown == fresh.does("settings", "list").out
    assert "due soon days" in shown and "Fenshire" in shown and "_" not in shown


def test_an_organisation(fresh: Terminal) -> None:
    """By name or reference; default takes the choice away."""
    assert value(fresh, "force") == ("ORG-1", False)
    fresh.records("people", "organisation", "Marshland", "--kind", "force")
    assert value(fresh, "force") == (None, False)
    assert fresh.records("settings", "set", "force", "marshland")["references"] == ["LEDGER"]
    assert value(fresh, "force") == ("ORG-3", True)
    fresh.records("settings", "set", "force", "default")
    assert value(fresh, "force") == (None, False)


@pytest.mark.parametrize("typed", ["45", "45 days", " 45 Days "])
def test_days(fresh: Terminal, typed: str) -> None:
    """A number, with the word or without."""
    before = value(fresh, "stale_days")
    fresh.records("settings", "set", "stale days", typed)
    assert value(fresh, "stale_days") == (45, True)
    fresh.records("settings", "set", "stale-days", "default")
    assert value(fresh, "stale_days") == before


def test_what_goes_by_them(fresh: Terminal) -> None:
    """Who inspects, and whom, where the ledger knows several."""
    fresh.records("people", "organisation", "Marshland", "--kind", "force")
    fresh.records("people", "organisation", "HMICS", "--kind", "inspectorate")
    assert fresh.refuses(2, *OPEN, "--force", "Fenshire") == refusal(
        "This ledger knows 2 inspectorates.",
        "Name one with --inspectorate, or one for always with `afi settings set inspectorate NAME`.",
    )
    fresh.records("settings", "set", "inspectorate", "HMICS")
    assert fresh.refuses(2, *OPEN) == refusal(
        "This ledger knows 2 forces.", "Name one with --force, or one for always with `afi settings set force NAME`."
    )
    fresh.records("settings", "set", "force", "Marshland")
    fresh.records(*OPEN)
    row = listed(fresh, "INS-1", "inspection")
    assert (row["inspectorate"], row["forces"]) == ("ORG-4", ["ORG-3"])


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("colour", "red"), 2, '"colour" is not a setting.'),
        (("force", "nowhere"), 3, 'There is no "nowhere" in this ledger.'),
        (("force", "HMICFRS"), 3, "ORG-2 is recorded as an inspectorate, not as a force."),
        (("force", "30"), 3, "There is no ORG-30 in this ledger."),
        (("stale days", "Fenshire"), 2, '"Fenshire" is not a number of days.'),
        (("stale days", "0"), 2, '"0" is not a number of days.'),
        (("stale days", "3651"), 2, '"3651" is not a number of days.'),
        (("stale days", "٣"), 2, '"٣" is not a number of days.'),
        (("stale days", "1.5"), 2, '"1.5" is not a number of days.'),
        (("stale days",), 2, "Missing argument 'VALUE...'."),
        (("stale days", "45", "days"), 2, "2 values are too many."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_refused(fresh: Terminal, words: tuple[str, ...], code: int, said: str) -> None:
    """What is no value of a setting changes nothing."""
    assert said in fresh.refuses(code, "settings", "set", *words)


def test_alone_it_needs_a_ledger(bare: Terminal) -> None:
    """Without one it says where to begin, as every list does."""
    assert "There is no ledger here" in bare.refuses(6, "settings")
