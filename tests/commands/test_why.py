"""Why a record says what it says, on a terminal, in a pipe, as JSON and as CSV."""

import csv
import io
from pathlib import Path

import pytest

from tests.commands.fenshire import moved_to_fenshire
from tests.commands.listed import refusal
from tests.commands.terminal import Terminal


@pytest.fixture
def desk(example: Path, bare: Terminal) -> Terminal:
    """A terminal of eighty columns at Fenshire's ledger."""
    bare.patch.setenv("COLUMNS", "80")
    return moved_to_fenshire(example, bare)


def test_the_fields_that_an_entry_set_stand_below_it(desk: Terminal) -> None:
    """With who said and who recorded it, when it happened, when it was recorded where that was later, and why."""
    shown = desk.does("why", "AFI-3").out
    assert shown.startswith("AFI-3  Supervise investigations, so that each has a plan and…  (FICTITIOUS)\n")
    assert (
        "E-361  26 August 2025, said by Head of Investigations, recorded by Tamsin Oduya\n"
        "       on 27 August 2025\n"
        "       Reason: Nine sergeants are still to be trained.\n"
        "  Due date                 31 December 2025\n"
        "  Days slipped             275\n"
    ) in shown
    assert "E-137  21 November 2024, said by HMICFRS, recorded by Rowan Ellery, from\n       DOC-6:p5\n" in shown
    assert max(map(len, shown.splitlines())) <= 80


def test_every_entry_is_told_once_in_order(desk: Terminal) -> None:
    """As each was recorded."""
    lines = desk.does("why", "AFI-4").out.splitlines()
    told = [int(line.split()[0].removeprefix("E-")) for line in lines if line.startswith("E-")]
    assert told == sorted(set(told)) and len(told) > 5


def test_a_due_date_has_its_life(desk: Terminal) -> None:
    """Each new date with the days, who set and approved it, why; and the days in all."""
    shown = desk.does("why", "AFI-3", "due").out
    assert shown.splitlines()[0] == "Due date of AFI-3  (FICTITIOUS)"
    assert (
        "E-300  27 May 2025       31 August 2025, 92 days later\n"
        "                         set by the force, approved by Deputy Chief Constable\n"
        "                         (POST-4)\n"
        "                         said by Assistant Chief Constable (Crime and Justice),\n"
        "                         recorded by Rowan Ellery on 28 May 2025\n"
        "                         Reason: Training cannot begin before the case system\n"
        "                         does.\n"
    ) in shown
    assert shown.endswith("\nIn all 275 days later than at first, in 3 revisions.\n")


def test_wide_terminals_have_columns_for_who_and_when(desk: Terminal) -> None:
    """So it is not said twice."""
    desk.patch.setenv("COLUMNS", "200")
    shown = desk.does("why", "AFI-3", "due").out
    assert "Said by" in shown.splitlines()[1] and "said by" not in shown
    assert "2025-05-28 08:50 by Rowan Ellery" in shown


def test_a_correction_is_told_beside_what_it_corrects(desk: Terminal) -> None:
    """Both stand in the life of the field."""
    desk.does("correct", "E-361", "due=2026-01-31", "--authority", "MTG-22", "--reason", "A slip of typing")
    shown = " ".join(desk.does("why", "AFI-3", "due").out.split())
    assert "31 December 2025, 122 days later (corrected by E-403)" in shown
    assert "31 January 2026 correction of E-361, set by the force" in shown
    assert "Reason: A slip of typing Authority: MTG-22" in shown
    assert "E-403 26 August 2025, " not in shown
    assert "correction of E-361, 26 August 2025, said by" in " ".join(desk.does("why", "AFI-3").out.split())


def test_of_any_record(desk: Terminal) -> None:
    """A post, a forum with what follows from its meetings, the ledger's own settings."""
    assert "Holders by date" in desk.does("why", "POST-6").out
    shown = desk.does("why", "FOR-1").out
    assert shown.index("E-67 ") < shown.index("Follows from the rest") < shown.index("Last meeting")
    ledger = desk.does("why", "ledger").out
    assert ledger.startswith("This ledger  (FICTITIOUS)\n") and "No recent update" in ledger
    life = desk.does("why", "ledger", "no recent").out
    assert "60 days" in life and "90 days" in life


def test_a_colour_follows(desk: Terminal) -> None:
    """By the rule and the day, with its reason; nobody set it."""
    shown = desk.does("why", "AFI-3", "--as-of", "2025-10-01").out
    assert "Follows from the rest\n  Colour  " in shown
    [row] = desk.does("why", "AFI-3", "colour", "--as-of", "2025-10-01", "--json").rows
    assert row["entry"] is None and row["words"] in " ".join(
        desk.does("show", "AFI-3", "--as-of", "2025-10-01").out.split()
    )
    assert row["words"] in " ".join(desk.does("why", "AFI-3", "colour", "--as-of", "2025-10-01").out.split())


def test_as_json_and_csv(desk: Terminal) -> None:
    """One row a field, or each time that one was set, with documented keys."""
    body = desk.does("why", "AFI-3", "--json").json
    assert body["as_of"] == "E-402"
    [due] = [row for row in body["rows"] if row["field"] == "due"]
    assert (due["label"], due["value"], due["words"], due["times"]) == ("Due date", "2025-12-31", "31 December 2025", 4)
    assert (due["entry"], due["happened_on"], due["said_by"], due["recorded_by"]) == (
        "E-361", "2025-08-26", "POST-6", "PER-12",
    )  # fmt: skip
    life = desk.does("why", "AFI-3", "due", "--json").rows
    assert [(row["value"], row["days"], row["days_in_all"], row["due_approver"]) for row in life] == [
        ("2025-03-31", None, 0, None), ("2025-05-31", 61, 61, "MTG-13"),
        ("2025-08-31", 92, 153, "POST-4"), ("2025-12-31", 122, 275, "POST-11"),
    ]  # fmt: skip
    rows = list(csv.DictReader(io.StringIO(desk.does("why", "AFI-3", "--csv").out)))
    assert {row["label"] for row in rows} == {row["label"] for row in body["rows"]}


def test_what_was_taken_away_is_told(desk: Terminal) -> None:
    """By the entry that took it."""
    shown = desk.does("why", "AFI-9", "closed on").out
    assert "E-374  11 September      none any more\n" in shown


def test_a_pipe_has_a_line_for_each_field(desk: Terminal) -> None:
    """For grep."""
    desk.patch.delenv("COLUMNS")
    lines = desk.does("why", "AFI-3").out.splitlines()
    assert len(lines) == 2 + len(desk.does("why", "AFI-3", "--json").rows)
    [line] = [line for line in lines if line.startswith("Due date  ")]
    assert " E-361 " in line and "Nine sergeants" in line
    assert "Last meeting" in desk.does("why", "FOR-1").out and "None" not in desk.does("why", "FOR-1").out


def test_as_it_was_known(desk: Terminal) -> None:
    """Under --as-of the life ends there, and the heading says so."""
    shown = desk.does("why", "AFI-3", "due", "--as-of", "2025-06-01").out
    assert "as recorded by 1 June 2025 (E-308)" in shown and "31 December 2025" not in shown
    assert "As recorded by 1 June 2025 (E-308).\n" in desk.does("why", "AFI-3", "--as-of", "2025-06-01").out


def test_blame_means_why(desk: Terminal) -> None:
    """For hands that know another program; no help lists it."""
    assert desk.does("blame", "AFI-3", "due").out == desk.does("why", "AFI-3", "due").out
    assert "blame" not in desk.does("--help").out and "diff" not in desk.does("--help").out


def test_refused(desk: Terminal) -> None:
    """What is not there, with what is; what fits several, with which; an entry, with what shows one."""
    desk.patch.delenv("COLUMNS")
    assert desk.refuses(3, "why", "AFI-3", "colours").startswith(
        'afi: There is no field "colours" in this record.\n     It has: Kind, Inspection, Force, '
    )
    assert desk.refuses(2, "why", "AFI-3", "last") == refusal(
        '"last" could be "Last note" or "Last note on" or "Last note by".', "Write more of the one you mean."
    )
    assert desk.refuses(2, "why", "e-361") == refusal(
        "E-361 is an entry, not a record.", "`afi show E-361` says all there is of it."
    )
    assert "There is no AFI-99" in desk.refuses(3, "why", "AFI-99")
