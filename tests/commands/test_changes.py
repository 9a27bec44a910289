"""What changed between two moments, as a board's secretary reads it out, and as programs read it."""

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


SINCE = ("changes", "--since", "2025-08-01")


def test_it_reads_as_it_is_read_out(desk: Terminal) -> None:
    """How much there is of each, then record by record what it was, what it is, who said so, and why."""
    shown = desk.does(*SINCE).out
    assert shown.startswith(
        "What changed from 1 August 2025 (E-346) to now (E-402)  (FICTITIOUS)\n"
        "23 records appeared, 7 changed and 4 ended.\n\nAppeared\n\n"
    )
    assert shown.index("\nAppeared\n") < shown.index("\nChanged\n") < shown.index("\nEnded\n")
    assert (
        "\nAFI-3  Supervise investigations, so that each has a plan and…\n"
        "  Due date: from 31 August 2025 to 31 December 2025, 122 days later\n"
        "  Due date approved by: from Deputy Chief Constable (POST-4) to Police and\n"
        "    Crime Commissioner (POST-11)\n"
        "    26 August 2025, said by Head of Investigations, recorded by Tamsin Oduya on\n"
        "    27 August 2025 (E-361).\n"
        "    Reason: Nine sergeants are still to be trained.\n"
        "  Progress note: “Of fifty files 43 have a plan, and 38 a review.”\n"
    ) in shown
    assert max(map(len, shown.splitlines())) <= 80


def test_what_appeared_is_told_by_its_first_entry(desk: Terminal) -> None:
    """With what was set since, and no more: its first entry says the rest."""
    shown = desk.does(*SINCE, "MTG-24", "INS-5").out
    assert (
        "MTG-24  Inspection Gold Group met; attended by Deputy Chief Constable\n"
        "    6 August 2025, said by Deputy Chief Constable, recorded by Tamsin Oduya on 2\n"
        "    October 2025 (E-389).\n"
        "    Reason: The minutes were found among those of another group.\n"
        "  Note: “Two were there; it was a short meeting.”\n"
    ) in shown
    assert "  Published on: 18 September 2025\n" in shown and "Programme" not in shown


def test_what_ended_says_how(desk: Terminal) -> None:
    """And in how many steps it came to that."""
    shown = desk.does(*SINCE, "COC-1").out
    assert "1 record ended.\n\nEnded\n\nCOC-1 " in shown
    assert "  Status: from reported complete by the force to closed, in 2 steps\n" in shown
    assert "  Level of completion: resolved\n" in shown


def test_what_is_gone_is_said_to_be(desk: Terminal) -> None:
    """What fell with a reopening; what came to a list and what went from it."""
    shown = desk.does(*SINCE, "AFI-9").out
    assert "  Closed on: no longer 4 June 2025\n" in shown
    desk.does("link", "AFI-3", "FND-3")
    assert "  Links: related to FND-3: " in desk.does("changes", "--since", "E-402").out
    assert "AFI-1" not in desk.does("changes", "--since", "E-402").out


def test_a_correction_is_shown_as_one(desk: Terminal) -> None:
    """With what it corrects, and its authority."""
    desk.does("correct", "E-361", "due=2026-01-31", "--authority", "MTG-22", "--reason", "A slip of typing")
    shown = desk.does("changes", "--since", "E-402").out
    assert "  Due date: from 31 December 2025 to 31 January 2026, 31 days later\n" in shown
    assert "    Correction of E-361, 26 August 2025, said by " in shown
    assert "    Reason: A slip of typing\n    Authority: MTG-22\n" in shown


def test_the_ends_may_be_said_in_any_way(desk: Terminal) -> None:
    """By a day, an entry, a meeting, a paper; --as-of is another word for the later one."""
    one = desk.does("changes", "--since", "last OIG", "--until", "E-395", "--json").json
    assert (one["since"], one["until"], one["as_of"]) == ("E-383", "E-395", "E-395")
    other = desk.does("changes", "--since", "MTG-22", "--as-of", "E-395", "--json").json
    assert other["rows"] == one["rows"] and other["as_of"] == "E-395"
    heading = " ".join(desk.does("changes", "--since", "PAP-1", "--until", "MTG-22").out.split("\n", 3))
    assert "from 5 December 2024 (E-196), when PAP-1 was issued, to 23 September 2025 (E-383), the day of" in heading


def test_from_before_the_ledger_began(desk: Terminal) -> None:
    """It is the beginning, and says so."""
    shown = desk.does("changes", "--since", "2013", "--until", "E-66")
    said = "What changed from the beginning of this ledger on 2 September 2024 to E-66 (2 September 2024) (FICTITIOUS)"
    assert " ".join(shown.out.splitlines()[:2]) == said
    assert desk.does("changes", "--since", "2013", "--json").json["since"] is None


def test_nothing_changed_is_said_plainly(desk: Terminal) -> None:
    """Because nothing was recorded, because nothing is otherwise for it, or because it is not what was asked for."""
    nothing = desk.does("changes", "--since", "E-402").out.splitlines()[1:]
    assert nothing == ["  Nothing was recorded between E-402 (31 October 2025) and now (E-402)."]
    shown = desk.does("changes", "--since", "E-400", "--kind", "AFI").out
    assert (
        "  Nothing of what was asked for changed; 2 entries were recorded. See all: afi\n  changes --since E-400\n"
        in shown
    )
    desk.does("assign", "AFI-3", "--owner", "POST-7")
    desk.does("assign", "AFI-3", "--owner", "POST-6")
    assert desk.does("changes", "--since", "E-402").out.splitlines()[1] == (
        "  Nothing changed: after 2 entries everything is as it was."
    )
    assert desk.does("changes", "--since", "E-404", "--json").rows == []


def test_by_knowledge_of_a_day(desk: Terminal) -> None:
    """With --at: what was learned since of how things stood on a day."""
    shown = desk.does("changes", "--since", "2025-05-01", "--at", "2025-05-01").out
    assert "as it was on 1 May 2025" in " ".join(shown.splitlines()[:2])
    assert "INS-6" in shown and "AFI-3" not in shown
    head = desk.does("changes", "--since", "2025-05-01", "--at", "2025-05-01", "--json").json
    assert (head["at"], head["as_of"]) == ("2025-05-01", "E-402")


@pytest.mark.parametrize(
    ("filters", "refs"),
    [
        (["AFI-3", "9"], {"AFI-3", "AFI-9"}),
        (["--kind", "action"], {"ACT-5", "ACT-6", "ACT-7"}),
        (["--kind", "COC", "--kind", "forum"], {"COC-1"}),
        (["-i", "INS-3"], {"COC-1", "REC-1"}),
        (["--said-by", "Head of Contact"], {"AFI-4", "MTG-25"}),
        (["--recorded-by", "Rowan"], set()),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_only_what_is_asked_for(desk: Terminal, filters: list[str], refs: set[str]) -> None:
    """Records, kinds, an inspection and what hangs on it, who said and who recorded it."""
    assert {row["ref"] for row in desk.does(*SINCE, *filters, "--json").rows} == refs


def test_without_rows_a_csv_has_its_header(desk: Terminal) -> None:
    """With every key that rows have."""
    [header] = desk.does("changes", "--since", "E-402", "--csv").out.splitlines()
    assert set(header.split(",")) == {"fictitious", *(key for row in desk.does(*SINCE, "--json").rows for key in row)}


def test_as_json_and_csv(desk: Terminal) -> None:
    """One row a field, with every step; in CSV the steps by their entries."""
    rows = desk.does(*SINCE, "AFI-9", "--json").rows
    [due] = [row for row in rows if row["field"] == "due"]
    assert (due["change"], due["label"], due["from_words"]) == (
        "changed", "Due date", "within 6 months of publication (by 21 May 2025)",
    )  # fmt: skip
    assert (due["to"], due["days"], due["entry"], due["said_by"]) == ("2026-01-31", 255, "E-375", "POST-4")
    assert [step["entry"] for step in due["steps"]] == ["E-375"] and "sentence" in due["steps"][0]
    told = list(csv.DictReader(io.StringIO(desk.does(*SINCE, "AFI-9", "--csv").out)))
    assert len(told) == len(rows) and told[0]["fictitious"] == "true"
    assert {row["steps"] for row in told if row["field"] == "due"} == {"E-375"}


def test_a_pipe_has_a_line_for_each_field(desk: Terminal) -> None:
    """For grep."""
    desk.patch.delenv("COLUMNS")
    lines = desk.does(*SINCE, "AFI-3").out.splitlines()
    assert len(lines) == 2 + len(desk.does(*SINCE, "AFI-3", "--json").rows)
    assert all(line.startswith("AFI-3  changed ") for line in lines[2:])


def test_what_is_under_embargo_does_not_leave(desk: Terminal) -> None:
    """A file goes to others."""
    result = desk.run(*SINCE, "-o", "changes.csv")
    assert result.code == 0 and "because of an embargo" in result.err
    written = (desk.folder / "changes.csv").read_text(encoding="utf-8-sig")
    assert ",DOC-18," not in written and "Nineteen of nineteen" in written
    assert ",DOC-18," in desk.does(*SINCE, "--csv").out


def test_diff_means_changes(desk: Terminal) -> None:
    """For hands that know another program."""
    assert desk.does("diff", "--since", "E-395").out == desk.does("changes", "--since", "E-395").out


@pytest.mark.parametrize(
    ("words", "code", "what", "remedy"),
    [
        ([], 2, "It is not said since when.",
         'Give it: --since 2018-03-29, --since "last OIG", --since E-120.'),
        (["--since", "E-300", "--until", "E-299"], 3, "E-300 (28 May 2025) is after E-299 (27 May 2025).",
         "Give the earlier moment with --since, or no --until."),
        (["--since", "E-1", "--until", "E-9", "--as-of", "E-9"], 2, "There are two ends: --until and --as-of.",
         "Give only one of them."),
        (["--since", "2099"], 3, "31 December 2099 has not come yet, so there is nothing to look back to.",
         "Give a day that has passed with --since, or leave it out."),
        (["--since", "E-1", "--until", "2099"], 3,
         "31 December 2099 has not come yet, so there is nothing to look back to.",
         "Give a day that has passed with --until, or leave it out."),
        (["--since", "2012", "--until", "2013"], 3,
         "This ledger began on 2 September 2024, so it held nothing by 31 December 2013.",
         "Give a later day with --until, or leave it out."),
        (["--since", "E-1", "--kind", "grades of gold"], 2, '"grades of gold" is not a kind of record.',
         "Use one of: ORG, PER, POST, INS, QUE, DOC, GRD, FND, AFI, COC, REC, ACT, EXP, FOR, MTG, PAP, PCK; or a noun: "
         "finding."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)  # fmt: skip
def test_refused(desk: Terminal, words: list[str], code: int, what: str, remedy: str) -> None:
    """What is not said, cannot be, or is no moment."""
    desk.patch.delenv("COLUMNS")
    assert desk.refuses(code, "changes", *words) == refusal(what, remedy)
