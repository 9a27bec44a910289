"""What an exported workbook says: all that the ledger holds, but for what is under embargo."""

from datetime import date
from typing import Any

import pytest

from tests.commands.intake.making import opened
from tests.commands.terminal import Terminal

Row = dict[str, Any]
_FIRST = {"Register of improvements", "Ref", "Entry"}


def exported(desk: Terminal, *words: str, name: str = "out.xlsx", err: str = "") -> dict[str, list[Row]]:
    """The rows of each sheet of the workbook that is written, by their headings."""
    result = desk.run("export", name, *words)
    assert (result.code, result.err) == (0, err)
    found: dict[str, list[Row]] = {}
    for sheet in opened(desk.folder / name).worksheets[1:]:
        headings, *rows = sheet.iter_rows(values_only=True)
        found[sheet.title] = [dict(zip(map(str, headings), row, strict=True)) for row in rows]
    return found


def about(desk: Terminal, name: str = "out.xlsx") -> dict[str, str]:
    """What the first sheet of a workbook says."""
    sheet = opened(desk.folder / name).worksheets[0]
    return {str(label): str(said) for label, said in sheet.iter_rows(min_row=3, max_col=2, values_only=True)}


def refs(rows: list[Row]) -> list[str]:
    """Their references."""
    return [row["Ref"] for row in rows]


def test_every_sheet_has_what_the_ledger_has(desk: Terminal) -> None:
    """As many rows as the commands show, and each entry."""
    found = exported(desk)
    assert list(found) == ["Register", "Grades", "Findings", "Timeline", "Actions"]
    assert refs(found["Register"]) == [row["ref"] for row in desk.does("register", "--json").rows]
    assert len(found["Grades"]) == len(desk.does("grades", "--json").rows)
    findings = desk.does("findings", "--json").rows
    assert len(found["Findings"]) == sum(1 + len(row["parts"]) for row in findings)
    assert len(found["Timeline"]) == desk.size()


def test_a_row_of_the_register(desk: Terminal) -> None:
    """Days are dates, vaguer ones words, and texts as they were recorded."""
    ref = desk.records("raise", "afi", "INS-2", "=Two\r\nlines", "--number", "-7")["references"][0]
    desk.records("assign", ref, "--owner", "POST-4", "--on", "2018-04-09")
    for due in ("2018-09-30", "December 2018"):
        desk.records("due", ref, due, "--on", "2018-04-09", "--reason", "Agreed")
    desk.records("note", ref, "@Sampled", "--on", "2018-05")
    [row] = [row for row in exported(desk)["Register"] if row["Ref"] == ref]
    assert (row["Text"], row["Number"]) == ("=Two_x000D_\nlines", "-7")  # Excel shows the escape as what it stands for
    assert (row["Raised"].date(), row["First due"].date()) == (date(2018, 3, 22), date(2018, 9, 30))
    assert (row["Due"], row["Slips"], row["Days slipped"]) == ("December 2018", 1, 92)
    assert (row["Owner"], row["Lead"]) == ("Head of Corporate Development", None)
    assert (row["Last note"], row["Last note of"], row["Status"]) == ("@Sampled", "May 2018", "in progress")


def test_of_one_inspection(desk: Terminal) -> None:
    """With the actions under its improvements, and their entries."""
    ref = desk.records("action", "add", "Draft the plan", "--under", "AFI-7", "--on", "2018-04-09")["references"][0]
    found = exported(desk, "--inspection", "PEEL Effectiveness 2017")
    assert refs(found["Actions"])[-1] == ref and ref in [row["Record"] for row in found["Timeline"]]
    assert {row["Inspection"] for row in found["Findings"]} == {"PEEL Effectiveness 2017"}
    assert about(desk)["Inspection"] == "INS-2 PEEL Effectiveness 2017"
    other = exported(desk, "-i", "INS-1", name="other.xlsx")
    assert (other["Register"], other["Actions"]) == ([], [])


def test_what_the_first_sheet_says(fresh: Terminal) -> None:
    """Which ledger, as of what; that a made-up one is made up, on each page too."""
    exported(fresh)
    found, head = about(fresh), fresh.does("stats", "--json").json
    assert (found["Ledger"], found["As of entry"]) == (head["origin"], "E-6")
    assert found["Root"] in fresh.does("verify").out
    assert "FICTITIOUS" in found and found["Timeline"] == "6 rows"
    assert found["Embargo"] == "Left out because of an embargo: 0 records and 0 entries."
    for sheet in opened(fresh.folder / "out.xlsx").worksheets:
        assert sheet.oddHeader and sheet.oddHeader.center
        assert str(sheet.oddHeader.center.text).startswith(f"FICTITIOUS  {head['origin']}")


def test_what_is_under_embargo_stays_out(desk: Terminal) -> None:
    """Records and entries; how many is said. Afterwards they are in."""
    words = ("document", "add", "report", "Unheard of", "--on", "2018-02-01", "--embargo", "2099-01-01")
    draft = desk.records(*words, entries=2)["references"][0]
    cited = ("--source", f"{draft}:1", "--on", "2018-03-22")
    held = desk.records("raise", "afi", "INS-2", "Secret so far", *cited)["references"][0]
    desk.records("note", "AFI-7", "Not to be known", *cited)
    found = exported(desk, err="afi: Left out because of an embargo: 1 record and 4 entries.\n")
    assert held not in refs(found["Register"])
    assert about(desk)["Embargo"] == "Left out because of an embargo: 1 record and 4 entries."
    assert [text for text in ("Secret so far", "Not to be known", held, "Unheard of") if text in str(found)] == []
    [partly] = [row for row in found["Register"] if row["Ref"] == "AFI-7"]
    assert partly["Text"] and partly["Last note"] == partly["Status"] == "under embargo"
    desk.records("embargo", draft, "--lifted", "--on", "2018-03-22")
    assert held in refs(exported(desk, name="later.xlsx")["Register"])


def test_a_made_up_ledger_says_so_on_each_sheet(fresh: Terminal) -> None:
    """On its tab, which is on the screen whatever is scrolled to; the first row stays the headings'."""
    exported(fresh)
    sheets = opened(fresh.folder / "out.xlsx").worksheets
    assert [sheet.title for sheet in sheets[:2]] == ["About (FICTITIOUS)", "Register (FICTITIOUS)"]
    assert all(sheet.title.endswith(" (FICTITIOUS)") and sheet["A1"].value in _FIRST for sheet in sheets)


def test_as_json(desk: Terminal) -> None:
    """What was written, and how much was left out."""
    found = desk.does("export", "out.xlsx", "--json").json
    assert found["rows"]["timeline"] == desk.size()
    assert (found["file"], found["withheld"], found["cut"]) == ("out.xlsx", 0, 0)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("out.csv",), 2, "is not the name of an Excel workbook"),
        (("there.xlsx",), 3, "There is something at there.xlsx already."),
        (("nowhere/out.xlsx",), 6, "cannot be written"),
        (("out.xlsx", "-i", "INS-9"), 3, "There is no INS-9"),
    ],
)
def test_refused(desk: Terminal, words: tuple[str, ...], code: int, said: str) -> None:
    """Nothing is written, and nothing written over."""
    (desk.folder / "there.xlsx").write_text("mine")
    before = sorted(desk.folder.iterdir())
    assert said in desk.refuses(code, "export", *words)
    assert sorted(desk.folder.iterdir()) == before and (desk.folder / "there.xlsx").read_text() == "mine"
