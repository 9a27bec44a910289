"""One record, whichever: what is known of it, what hangs on it, and its history."""

import re
from pathlib import Path

import pytest

from tests.commands.fenshire import moved_to_fenshire
from tests.commands.listed import refusal
from tests.commands.packed import packed
from tests.commands.terminal import Terminal


@pytest.mark.parametrize(
    ("typed", "heading"),
    [
        ("7", "AFI-7  Have enough resources for calls graded prompt"),
        ("afi7", "AFI-7  Have enough"),
        ("AFI-7", "AFI-7  Have enough"),
        ("007", "AFI-7  Have enough"),
        ("GRD-1", "GRD-1  Preventing crime and anti-social behaviour (QUE-4): good, carried forward from 2016"),
        ("GRD-6", "GRD-6  Effectiveness overall: requires improvement"),
        ("FND-1", "FND-1  There is no overarching strategy"),
        ("INS-1", "INS-1  Core business: crime prevention"),
        ("making best use of police time", "INS-1  Core business: crime prevention"),
        ("QUE-4", "QUE-4  Preventing crime and anti-social behaviour"),
        ("DOC-3", "DOC-3  PEEL: Police effectiveness 2017"),
        ("zoë", "PER-2  Zoë Billingham"),
        ("Head of", "POST-4  Head of Corporate Development"),
        ("hmic", "ORG-2  HMICFRS"),
        ("ledger", "This ledger\n"),
    ],
)
def test_by_reference_or_name(desk: Terminal, typed: str, heading: str) -> None:
    """The heading says what the record is called, or what it says."""
    assert desk.does("show", typed).out.startswith(heading)


@pytest.mark.parametrize("kind", ["AFI", "GRD", "FND", "INS", "QUE", "DOC", "PER", "POST", "ORG"])
def test_every_kind_has_a_history(desk: Terminal, kind: str) -> None:
    """With the entries that made it what it is."""
    record = desk.does("show", f"{kind}-1", "--json").json["record"]
    assert record["ref"] == f"{kind}-1" and record["history"] and record["fields"]
    assert "\nHistory\n" in desk.does("show", f"{kind}-1").out


def test_what_hangs_on_an_inspection(desk: Terminal) -> None:
    """Its improvements, its nils, its grades and its findings, each row saying what it is."""
    shown = desk.does("show", "INS-2").out
    for title in ("Improvements", "Found none", "Grades", "Findings", "History"):
        assert f"\n{title}\n" in shown
    assert re.search(r"^E-\d+ +No causes of concern identified for Cambridgeshire Constabulary", shown, re.MULTILINE)


def test_what_cites_a_document(desk: Terminal) -> None:
    """The entries that cite it, in words."""
    lines = desk.does("show", "DOC-2").out.splitlines()
    assert [line for line in lines if line.startswith("INS-2 ") and " Report published " in line]


@pytest.mark.parametrize("ref", ["FOR-2", "ACT-1", "EXP-1"])
def test_every_kind_of_work_has_a_history(desk: Terminal, ref: str) -> None:
    """Forums, actions, expectations."""
    assert desk.does("show", ref, "--json").json["record"]["history"]
    assert "\nHistory\n" in desk.does("show", ref).out


def test_a_pack_is_called_by_whom_it_was_for(desk: Terminal) -> None:
    """And each record says in which packs it is."""
    packed(desk, 120, "AFI-1", "AFI-7")
    shown = desk.does("show", "PCK-1").out
    assert shown.startswith("PCK-1  Pack for The auditor, 3 November 2025")
    assert re.search(r"^  Records +AFI-1 and AFI-7$", shown, re.MULTILINE)
    found = desk.does("show", "AFI-7").out.partition("\nPacks\n")[2]
    assert re.search(r"^PCK-1 +The auditor +3 November 2025$", found, re.MULTILINE)


def test_what_does_not_count_is_said_to_at_the_top(desk: Terminal) -> None:
    """Before anything else of it."""
    desk.records("void", "AFI-6", "--duplicate-of", "AFI-7", "--reason", "Typed twice", "--on", "2018-05-01")
    assert desk.does("show", "6").out.splitlines()[1] == "Does not count: duplicate of AFI-7, 1 May 2018."
    assert "AFI-6" in desk.does("show", "7").out


BY = ("--by", "HMICFRS", "--on", "2025-10-31")
LATER = ("--until", "1 November 2099 00:01", *BY)


@pytest.fixture
def held(example: Path, bare: Terminal) -> Terminal:
    """Fenshire, with its newest report under an embargo of years to come."""
    fenshire = moved_to_fenshire(example, bare)
    fenshire.records("embargo", "DOC-20", *LATER)
    return fenshire


def test_what_is_under_embargo_says_so_and_until_when(held: Terminal) -> None:
    """The document, what belongs to it, and an entry that cites it; what belongs to none says nothing."""
    until = "Under embargo until 1 November 2099 at 00:01 UK time."
    raise_ = ("raise", "coc", "INS-6", "Victims wait.", "-q", "contact", "--accelerated")
    [entry] = held.records(*raise_, "--source", "DOC-20:p4", *BY)["entries"]
    for ref in ("DOC-20", entry["stream"], entry["entry"]):
        assert held.does("show", ref).out.splitlines()[1] == until
    assert (
        held.does("show", "DOC-20", "--json").json["record"]["under_embargo"]["until"] == "2099-11-01T00:01:00.000000Z"
    )
    assert held.does("show", "AFI-3", "--json").json["record"]["under_embargo"] is None
    assert "Under embargo" not in held.does("show", "AFI-3").out


def test_an_embargo_is_as_it_is_known_now(held: Terminal) -> None:
    """Whatever is looked back at; one without an end says so, and one that was lifted nothing."""
    until = "Under embargo until 1 November 2099 at 00:01 UK time."
    assert until in held.does("show", "DOC-20", "--as-of", "2025-10-30").out
    held.records("embargo", "DOC-20", "--open-ended", "--by", "HMICFRS", "--on", "2025-11-01")
    assert "Under embargo until the inspectorate says otherwise" in held.does("show", "DOC-20").out
    held.records("embargo", "DOC-20", "--lifted", "--by", "HMICFRS", "--on", "2025-11-02")
    assert held.does("show", "DOC-20").out.splitlines()[1] == ""


def test_who_approved_a_date_is_named(desk: Terminal) -> None:
    """A meeting by its forum and its day, with its reference."""
    desk.records("meeting", "hold", "Organisational Improvement Group", "--on", "2018-09-24")
    desk.records(
        "due", "AFI-7", "2018-12", "--on", "2018-09-24", "--approver", "MTG-1", "--reason", "Recruits", entries=1
    )
    shown = desk.does("show", "AFI-7").out
    assert re.search(r"Due date approved by +.+, 24 September 2018 \(MTG-1\)\n", shown)


def test_flags_are_numbered_and_links_shown_from_both_ends(desk: Terminal) -> None:
    """By its number a flag is settled; the other end of a link says what it is to this one."""
    desk.records("flag", "AFI-7", "Which September?", "--on", "2018-05-01")
    desk.records("flag", "AFI-7", "Which year?", "--on", "2018-05-01")
    desk.records("flag", "AFI-7", "2018.", "--settle", "1", "--on", "2018-05-02")
    desk.records("link", "AFI-7", "FND-1", "--relation", "related", "--on", "2018-05-01")
    shown = desk.does("show", "7").out
    assert "- 1. Which September? (1 May 2018; settled: 2018.)" in shown
    assert "- 2. Which year? (1 May 2018; open)" in shown
    assert re.search("Links +related to FND-1: There is no overarching strategy", shown)
    assert re.search("Linked to it\n.*\nAFI-7 .* related to this", desk.does("show", "FND-1").out)


def test_the_ledger_shows_what_it_goes_by(desk: Terminal) -> None:
    """Its settings, the definitions of terms, the national picture, its keys."""
    desk.records("settings", "set", "stale-days", "14", "--on", "2018-05-01")
    shown = desk.does("show", "ledger").out
    for title in ("Settings", "Definitions", "National context", "Keys", "History"):
        assert f"\n{title}\n" in shown
    assert re.search("^no recent update +14 days", shown, re.MULTILINE)


def test_it_fits_a_terminal(desk: Terminal) -> None:
    """Of eighty columns, whatever is shown."""
    desk.patch.setenv("COLUMNS", "80")
    for ref in ("AFI-7", "INS-1", "DOC-1", "FOR-2", "LEDGER", "POST-4"):
        assert [line for line in desk.does("show", ref).out.splitlines() if len(line) > 80] == []


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("AFI-99", 3),
        ("99", 3),
        ("0", 3),
        ("", 3),
        ("²", 3),
        ("nothing", 3),
        ("liaison", 2),
        ("XYZ-1", 3),
        ("E-999", 3),
        ("E-0", 2),
    ],
)
def test_refused(desk: Terminal, typed: str, code: int) -> None:
    """What names nothing, or more than one record."""
    desk.refuses(code, "show", typed)


def test_an_entry(desk: Terminal) -> None:
    """All that is recorded of it: its sentence, its record, who, when, from what, why, and the command."""
    reason = ("--reason", "The audit asked", "--source", "DOC-3:p5")
    receipt = desk.records("note", "AFI-7", "x", "--by", "POST-4", "--on", "2018-06-12", *reason)
    shown = desk.does("show", "e-132").out.splitlines()
    assert shown[0] == "E-132  Progress note: “x”"
    told = {line.split("  ")[1]: line.split("  ")[-1].strip() for line in shown[2:]}
    assert told["Record"].startswith("AFI-7: Have enough resources")
    assert (told["Happened"], told["Reason"], told["Source"]) == ("12 June 2018", "The audit asked", "DOC-3:p5")
    assert (told["Said by"], told["Recorded by"]) == ("Head of Corporate Development (POST-4)", "Sam Okafor (PER-1)")
    assert told["Recorded at"].endswith(" UTC, as entry 132 of 132") and told["Command"] == receipt["command"]
    assert desk.does("show", "E-132", "--json").json["entry"]["sentence"] == "Progress note: “x”"


def test_an_entry_and_what_corrects_it_name_each_other(desk: Terminal) -> None:
    """From both ends; what says nothing of a source says so, and the ledger's own entries are the ledger's."""
    desk.records("note", "AFI-1", "At 29%", "--on", "2018-06-12")
    desk.records("correct", "E-132", "--text", "At 92%", "--authority", "The auditor", "--reason", "A slip")
    assert re.search("Corrected by +E-133", desk.does("show", "E-132").out)
    assert re.search("Authority +The auditor\n +Corrects +E-132\n", desk.does("show", "E-133").out)
    first = desk.does("show", "E-1").out
    assert re.search("Record +this ledger\n", first) and re.search("Source +none given\n", first)


def test_an_entry_that_is_not_there(desk: Terminal) -> None:
    """It is said where the entries are."""
    assert desk.refuses(3, "show", "E-999") == refusal(
        "There is no E-999 in this ledger.", "`afi log` shows the newest entries."
    )


def test_a_name_that_fits_several_lists_them(desk: Terminal) -> None:
    """So that the next attempt succeeds."""
    error = desk.refuses(2, "show", "liaison")
    assert "POST-3 (HMIC Liaison Officer)" in error and "POST-5 (HMICFRS Liaison Officer)" in error


def test_it_is_no_table(desk: Terminal) -> None:
    """So there is no CSV of it."""
    assert "No such option: --csv" in desk.refuses(2, "show", "AFI-7", "--csv")
