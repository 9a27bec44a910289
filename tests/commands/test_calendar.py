"""Deadlines as a calendar: read back by the library, the same each time, and nothing under embargo in it."""

import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from tests.commands.fenshire import moved_to_fenshire
from tests.commands.terminal import Terminal

OCTOBER = ("--as-of", "2025-10-31")


@pytest.fixture
def fenshire(example: Path, bare: Terminal) -> Terminal:
    """A terminal at Fenshire's ledger."""
    return moved_to_fenshire(example, bare)


def events(path: str) -> dict[str, Any]:
    """The events of a calendar, by name."""
    calendar = Calendar.from_ical(Path(path).read_bytes())
    return {str(event["UID"]): event for event in calendar.walk("VEVENT")}


def origin(desk: Terminal) -> str:
    """What the ledger is called."""
    return str(desk.does("stats", "--json").json["origin"])


def test_the_rows_are_its_events(fenshire: Terminal) -> None:
    """Each of a whole day, with what it is, whose, and the command; what is silent, sent or without a date is not."""
    out = fenshire.does("deadlines", *OCTOBER, "--ics", "due.ics").out
    rows = fenshire.does("deadlines", *OCTOBER, "--json").rows
    found = events("due.ics")
    dated = [row for row in rows if row["state"] != "stale"]
    assert out.startswith(f"Wrote due.ics: {len(dated)} dates") and "(FICTITIOUS)" in out
    assert sorted((event["DTSTART"].dt, str(event["SUMMARY"]).split()[0]) for event in found.values()) == sorted(
        (date.fromisoformat(row["day"]), row["ref"]) for row in dated
    )
    event = found[f"ACT-3.action@{origin(fenshire)}"]
    assert event["SUMMARY"] == "ACT-3 action: Train forty sergeants to review files.  (FICTITIOUS)"
    assert event["DESCRIPTION"] == "Due: 30 September 2025\nWhose: Head of Investigations\nafi action done ACT-3"
    assert "DTEND" not in event and event["TRANSP"] == "TRANSPARENT"


def test_an_event_keeps_its_name_and_grows_newer(fenshire: Terminal) -> None:
    """So that importing a later file moves what has moved."""
    fenshire.does("deadlines", "--ics", "one.ics")
    fenshire.records("due", "AFI-3", "2027-03-31", "--reason", "Later", "--on", "2025-11-04")
    fenshire.does("deadlines", "--ics", "two.ics")
    one, two = (events(name)[f"AFI-3.improvement@{origin(fenshire)}"] for name in ("one.ics", "two.ics"))
    assert (one["DTSTART"].dt, two["DTSTART"].dt) == (date(2025, 12, 31), date(2027, 3, 31))
    assert two["SEQUENCE"] == one["SEQUENCE"] + 1 and two["DTSTAMP"].dt > one["DTSTAMP"].dt


def test_the_same_ledger_makes_the_same_file(fenshire: Terminal) -> None:
    """In every byte: its stamp is when the newest entry was recorded. -o writes it too, by its name."""
    fenshire.does("deadlines", "--ics", "one.ics")
    fenshire.does("deadlines", "-o", "two.ics")
    assert Path("one.ics").read_bytes() == Path("two.ics").read_bytes()


def test_what_is_under_embargo_is_kept_back(fenshire: Terminal) -> None:
    """By what is known now, whatever is looked back at; how many is said."""
    fenshire.records("embargo", "DOC-20", "--until", "1 November 2099 00:01", "--by", "HMICFRS", "--on", "2025-10-31")
    result = fenshire.run("deadlines", *OCTOBER, "--ics", "due.ics")
    assert result.code == 0 and result.err.startswith("afi: Left out because of an embargo: ")
    content = Path("due.ics").read_bytes().decode()
    assert "DOC-20" not in content and "ACT-3" in content
    found = fenshire.run("deadlines", *OCTOBER, "--ics", "also.ics", "--json").json
    assert found["withheld"] >= 1 and found["dates"] == len(events("also.ics"))


def test_each_force_has_its_own_response(desk: Terminal) -> None:
    """Two of one report have two names."""
    desk.does("deadlines", "--kind", "section 55", "--ics", "due.ics")
    [name] = events("due.ics")
    assert name.startswith("INS-2.section_55.ORG-")


def test_what_somebody_typed_stays_text(desk: Terminal) -> None:
    """It cannot end its event, or begin another line."""
    typed = "Ask.\nEND:VEVENT\nBEGIN:VEVENT; \\n,"
    desk.records("action", "add", typed, "--under", "AFI-7", "--due", "2099-01-31")
    desk.does("deadlines", "--kind", "action", "--ics", "due.ics")
    [event] = events("due.ics").values()
    assert str(event["SUMMARY"]).startswith("ACT-2 action: Ask. END:VEVENT BEGIN:VEVENT; \\n,")


def test_never_over_another_file(desk: Terminal) -> None:
    """What lies there stays."""
    Path("due.ics").write_text("mine", encoding="utf-8")
    desk.refuses(3, "deadlines", "--ics", "due.ics")
    assert Path("due.ics").read_text(encoding="utf-8") == "mine"


def test_without_the_library(desk: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    """How to install it is said."""
    monkeypatch.setitem(sys.modules, "icalendar", None)
    assert 'pip install "icalendar>=7"' in desk.refuses(6, "deadlines", "--ics", "due.ics")
    assert not Path("due.ics").exists()
