"""Excel at the terminal: a tracker is brought, and brought again; a workbook is written, and nothing in it runs."""

import re
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from commands.context import Writing
from commands.intake.columns import parse
from commands.intake.tracker import Tracker
from commands.options import Said
from ledger.errors import MovedOn
from ledger.vocabulary import LARGEST_FILE
from tests.commands.intake.making import content, workbook
from tests.commands.terminal import ROOT, Terminal

PAGE = (ROOT / "docs" / "excel.md").read_text(encoding="utf-8")
MAP = re.findall(r"^```toml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)[0]
HEADINGS = (
    "Ref", "Area for improvement", "Question", "Owner", "Chief officer", "Target", "RAG", "Latest update", "Updated",
    "Completed", "What shows it", "Folder",
)  # fmt: skip
CALLS = ("T1", "Answer calls sooner.", None, "Crime", None, date(2018, 9, 30), "Amber")
VICTIMS = ("T2", "=Keep victims\ninformed.", "QUE-5", "POST-4", "Deputy Chief Constable", "TBC", "Red", "At 92%",
           date(2018, 5, 3))  # fmt: skip
DONE = ("T3", "Train recruits.", None, None, None, 43373, "Complete", None, None, "3/5/2018", "Signed off", "pink")
Rows = Sequence[Sequence[Any]]


def tracker(desk: Terminal, rows: Rows = (CALLS, VICTIMS, DONE), columns: str = MAP, name: str = "t.xlsx") -> None:
    """Puts a tracker with these rows, and the map of its columns, on the desk."""
    made = workbook(["Tracker"], HEADINGS)
    for number, row in enumerate(rows, 3):
        for place, value in enumerate(row, 1):
            cell: Any = made["AFIs"].cell(number, place, value)
            if isinstance(value, str):
                cell.data_type = "s"
    (desk.folder / name).write_bytes(content(made))
    (desk.folder / "columns.toml").write_text(columns, encoding="utf-8")


def brings(desk: Terminal, rows: Rows = (CALLS, VICTIMS, DONE), *words: str, columns: str = MAP) -> dict[str, Any]:
    """Brings a tracker with these rows; what the command prints with --json."""
    tracker(desk, rows, columns)
    found: dict[str, Any] = desk.does("import", "t.xlsx", "--map", "columns.toml", "--json", *words).json
    return found


def outcomes(found: dict[str, Any]) -> list[tuple[int, str]]:
    """What became of each row; they are all of the sheet's, and add up."""
    rows = [(row["row"], row["outcome"]) for row in found["rows"]]
    assert sum(found["counts"].values()) == len(rows)
    return rows


def register(desk: Terminal) -> dict[str, dict[str, Any]]:
    """The register by number."""
    return {row["number"]: row for row in desk.does("register", "--json").rows}


def test_a_tracker_is_brought(desk: Terminal) -> None:
    """In one transaction, by the example of the documentation; each entry cites its row in the document kept."""
    before = desk.size()
    found = brings(desk)
    assert outcomes(found) == [(3, "recorded"), (4, "recorded"), (5, "recorded")]
    assert found["size"] == desk.size() == before + len(found["entries"]) and found["unread"] == ["Folder"]
    calls, victims, done = (register(desk)[number] for number in ("T1", "T2", "T3"))
    assert (calls["owner"], calls["due"], calls["due_set_by"]) == ("POST-5", "2018-09-30", "force")
    assert (calls["raised_on"], calls["last_note"]) == ("2018-03-22", "Status in the tracker: Amber")
    assert (victims["text"], victims["lead"], victims["due_kind"]) == (VICTIMS[1], "POST-6", "none_set")
    assert (victims["question"], victims["last_note"], victims["last_note_on"]) == ("QUE-5", "At 92%", "2018-05-03")
    assert (done["due"], done["claimed_on"], done["evidence"]) == ("2018-09-30", "2018-05-03", "Signed off")
    [document] = [row for row in desk.does("document", "list", "--json").rows if row["title"] == "t.xlsx"]
    assert (document["kind"], document["dated"]) == ("evidence", "2018-06-01")
    sources = {row["ref"]: row["source"] for row in desk.does("timeline", calls["ref"], done["ref"], "--json").rows}
    assert sources == {calls["ref"]: [f"{document['ref']}:r3"], done["ref"]: [f"{document['ref']}:r5"]}
    desk.does("document", "save", document["ref"], "again.xlsx")
    assert (desk.folder / "again.xlsx").read_bytes() == (desk.folder / "t.xlsx").read_bytes()


def test_the_same_tracker_again_records_nothing(desk: Terminal) -> None:
    """Also when it was saved anew, for then its bytes are others."""
    brings(desk)
    size = desk.size()
    for rows in ((CALLS, VICTIMS, DONE), (DONE, (), CALLS, ("Effectiveness",), VICTIMS)):
        found = brings(desk, rows)
        assert {outcome for _, outcome in outcomes(found)} <= {"already there", "skipped"}
    assert desk.size() == size
    assert "Nothing is new" in desk.does("import", "t.xlsx", "--map", "columns.toml").out


def test_a_changed_cell_records_that_change(desk: Terminal) -> None:
    """And nothing else: a due date, a note, an owner."""
    brings(desk)
    changed = [
        (*CALLS[:5], "December 2018", "Green"),
        (*VICTIMS[:7], "At 95%", date(2018, 6, 3)),
        (*DONE[:3], "Crime", *DONE[4:]),
    ]
    found = brings(desk, changed, "--on", "2018-07-01")
    assert outcomes(found) == [(3, "changed"), (4, "changed"), (5, "changed")]
    types = [entry["type"] for entry in found["entries"]]
    noted = ["improvement.due_set", "improvement.noted", "improvement.assigned"]
    assert types == ["document.added", "document.kept", *noted]
    assert [entry["happened_on"] for entry in found["entries"][2:]] == ["2018-07-01", "2018-06-03", "2018-07-01"]
    assert not any(entry["assumed"] for entry in found["entries"])


def test_a_preview_writes_nothing(desk: Terminal) -> None:
    """And says of each row what it would become, refused ones too, by the rules of the ledger."""
    size = desk.size()
    late = ("T4", "x", None, None, None, None, "Red", "Soon", date(2099, 1, 1))
    for word in ("--preview", "--dry-run"):
        found = brings(desk, [CALLS, late, ("T5", "x", None, "Nobody")], word)
        assert outcomes(found) == [(3, "recorded"), (4, "refused"), (5, "refused")]
        assert "has not come yet" in found["rows"][1]["what"] and 'no "Nobody"' in found["rows"][2]["what"]
        shown = desk.does("import", "t.xlsx", "--map", "columns.toml", word).out
        assert "3 rows below the headings of the sheet AFIs: 1 recorded" in shown and "Nothing was recorded." in shown
    assert desk.size() == size


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("T4", "x", None, "Nobody"), 'row 4: There is no "Nobody"'),
        (("T4", "x", None, "PER-1"), "is a person, not a post"),
        (("T4", "x", "QUE-1"), "is a question of Core business 2014"),
        (("T4", "x", None, None, None, "soon"), '"soon" is not a date'),
        (("T4", None, "QUE-5"), "Its number is not known here, and there is no text."),
        (("T4", "x", None, None, None, None, "Done"), "does not say what “Done” stands for"),
        (("T4", "x", None, None, None, None, "Red", "Soon", date(2099, 1, 1)), "2099-01-01 has not come yet"),
        (("T4", "x", None, None, None, None, "Complete", None, None, "2017"), "before it was raised"),
        (("T4", "x", None, None, None, None, "Red", "a\u202eb"), "invisible control"),
        (("t1", "Answer calls later."), "row 4: It is about the same improvement as row 3"),
        ((None, "Answer  calls sooner.", "QUE-5"), "the same improvement as row 3"),
    ],
    ids=lambda value: value if isinstance(value, str) else "row",
)
def test_one_row_that_is_refused_refuses_all(desk: Terminal, row: Sequence[Any], said: str) -> None:
    """Nothing is recorded, and what is said is where and why."""
    tracker(desk, [CALLS, row])
    assert said in desk.refuses(3, "import", "t.xlsx", "--map", "columns.toml")


def test_a_number_with_another_text_is_refused(desk: Terminal) -> None:
    """One of the two is wrong, and no program knows which."""
    brings(desk)
    tracker(desk, [("T1", "Answer calls later.")])
    assert "has this number and another text" in desk.refuses(3, "import", "t.xlsx", "--map", "columns.toml")


def test_what_has_no_number_here_is_known_by_its_text(desk: Terminal) -> None:
    """The number of the tracker becomes one of its numbers."""
    ref = desk.records("raise", "afi", "INS-2", "Answer calls sooner.")["references"][0]
    found = brings(desk, [CALLS])
    assert (found["rows"][0]["outcome"], found["rows"][0]["ref"]) == ("changed", ref)
    assert "number T1" in found["rows"][0]["what"]
    assert outcomes(brings(desk, [CALLS])) == [(3, "already there")]


def test_what_the_ledger_knows_better_stays(desk: Terminal) -> None:
    """An owner of a later day than the tracker's; also one of the same day, where the very file was brought before."""
    ref = brings(desk)["rows"][0]["ref"]
    desk.records("assign", ref, "--owner", "POST-4", "--on", "2018-06-01")
    assert "newer" in brings(desk)["rows"][0]["what"]
    desk.records("due", ref, "2018-12-01", "--on", "2018-06-02", "--reason", "Rooms")
    found = brings(desk, [CALLS])  # other bytes
    assert found["rows"][0]["what"] == "owner POST-5; not recorded: the due: the ledger’s is newer"
    assert register(desk)["T1"]["due"] == "2018-12-01"


def test_what_has_ended_takes_notes_only(desk: Terminal) -> None:
    """A tracker keeps rows for years; what it says of an owner then is left, and said to be."""
    ref = brings(desk)["rows"][0]["ref"]
    desk.records("close", ref, "--authority", "inspectorate", "--how", "letter", "--on", "2018-08-01")
    row = (*CALLS[:3], "POST-4", None, date(2018, 9, 30), "Complete", "Still so", date(2018, 9, 1))
    found = brings(desk, [row], "--on", "2018-09-02")
    assert found["rows"][0]["what"] == f"note; not recorded: the owner: {ref} has ended"
    assert register(desk)["T1"]["status"] == "closed"


def test_a_report_that_was_sent_back_is_not_made_again(desk: Terminal) -> None:
    """By the same cells; by a later day it is."""
    ref = brings(desk)["rows"][2]["ref"]
    desk.records("return", ref, "Not so", "--from", "inspectorate", "--on", "2018-05-20")
    assert brings(desk)["rows"][2]["what"] == f"not recorded: reported complete: {ref} was sent back since"
    later = brings(desk, [(*DONE[:9], "1/6/2018", *DONE[10:])])
    assert later["rows"][0]["what"] == "reported complete by the force"


def test_a_day_of_completion_alone_reports_nothing(desk: Terminal) -> None:
    """And is said to be left."""
    found = brings(desk, [(*DONE[:6], "Green", *DONE[7:])])
    left = "claimed_on: the status does not report it complete; evidence: the status does not report it complete"
    assert found["rows"][0]["what"].endswith(f"not recorded: {left}")
    assert register(desk)["T3"]["status"] == "in_progress"


def test_only_what_was_read_is_decided_on(desk: Terminal) -> None:
    """Whoever records meanwhile is not overwritten, nor is anything raised twice."""
    tracker(desk)
    with Writing.open(str(desk.path), Said()) as writing:
        brought = Tracker(writing, desk.folder / "t.xlsx", parse(MAP), "")
        desk.records("raise", "afi", "INS-2", "Answer calls sooner.")
        size = desk.size()
        with pytest.raises(MovedOn):
            brought.record()
    assert desk.size() == size


def test_the_same_file_is_kept_once(desk: Terminal) -> None:
    """Another map of it brings more, from the document that is there."""
    brings(desk, columns=MAP.replace('owner = "Owner"\n', ""))
    found = brings(desk)
    assert found["rows"][0]["what"] == "owner POST-5"
    assert [entry["type"] for entry in found["entries"]] == ["improvement.assigned"] * 2


def test_each_kind_has_its_own_numbers(desk: Terminal) -> None:
    """A recommendation 1 and an area 1 of one inspection are two; the inspection may be a column, by its name."""
    columns = """header = 2
[columns]
number = "Ref"
text = "Area for improvement"
kind = "Owner"
inspection = "Chief officer"
[words.inspection]
"PEEL" = "PEEL Effectiveness 2017"
"""
    rows = [("1", "Record crime sooner.", None, kind, "peel") for kind in ("AFI", "Recommendation")]
    refs = [row["ref"] for row in brings(desk, rows, columns=columns)["rows"]]
    assert [ref.partition("-")[0] for ref in refs] == ["AFI", "REC"]
    assert outcomes(brings(desk, rows[::-1], columns=columns)) == [(3, "already there"), (4, "already there")]


def test_a_row_of_the_second_sheet(desk: Terminal) -> None:
    """Is cited with its sheet."""
    made = workbook(["Read me"], title="Notes")
    made.create_sheet("Open").append(["Ref", "Text"])
    made["Open"].append(["9", "Answer calls sooner."])
    (desk.folder / "t.xlsx").write_bytes(content(made))
    columns = '[columns]\nnumber = "Ref"\ntext = "Text"\n[always]\ninspection = "INS-2"\n'
    (desk.folder / "columns.toml").write_text(columns)
    assert "has 2 sheets" in desk.refuses(2, "import", "t.xlsx", "--map", "columns.toml")
    receipt = desk.does("import", "t.xlsx", "--map", "columns.toml", "--sheet", "open", "--json").json
    [told] = desk.does("timeline", receipt["rows"][0]["ref"], "--json").rows
    assert told["source"] == [f"{receipt['references'][0]}:s2.r2"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("lost.xlsx", "--map", "columns.toml"), 2, "cannot be read"),
        (("t.xlsx", "--map", "lost.toml"), 2, "cannot be read"),
        (("columns.toml", "--map", "columns.toml"), 2, "is not an Excel workbook"),
        (("t.xlsx", "--map", "columns.toml", "--sheet", "Closed"), 2, 'has no sheet "Closed"'),
        (("large.xlsx", "--map", "columns.toml"), 2, "more than 10 MB"),
        (("t.xlsx", "--map", "columns.toml", "--on", "2099-01-01"), 3, "has not come yet"),
        (("t.xlsx",), 2, "--map"),
    ],
)
def test_refused(desk: Terminal, words: tuple[str, ...], code: int, said: str) -> None:
    """What cannot be read at all, before any row is."""
    tracker(desk)
    with (desk.folder / "large.xlsx").open("wb") as large:
        large.truncate(LARGEST_FILE + 1)
    assert said in desk.refuses(code, "import", *words)


@pytest.mark.parametrize("words", [("export", "a.xlsx"), ("import", "t.xlsx", "--map", "columns.toml")], ids=" ".join)
def test_without_the_library(desk: Terminal, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    """How to install it is said."""
    tracker(desk)
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    assert 'pip install "openpyxl>=3.1"' in desk.refuses(6, *words)
    assert not Path("a.xlsx").exists()
