"""A round: it goes to the leads as a workbook, and comes back as notes said by each, changing nothing else."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from projections.queries.words import quoted
from tests.commands.boards import board as board
from tests.commands.boards import gold_group as gold_group
from tests.commands.boards import withheld_report
from tests.commands.intake.making import content, opened, parts
from tests.commands.terminal import Terminal

Row = dict[str, Any]
SAVED = datetime(2018, 6, 1, 10, tzinfo=UTC)
HEADINGS = [
    *("Ref", "Improvement", "Status", "Due", "Last note", "Last note of", "Update to be said by"),
    *("Update (please write)", "Date of update (if not today)"),
]
#: Where AFI-1, AFI-2 and AFI-3 stand in a round, and the columns to be filled.
FIRST, SECOND, THIRD, UPDATE, HAPPENED = 2, 3, 4, "H", "I"


def sent(board: Terminal, name: str = "round.xlsx") -> Any:
    """The round of the Gold Group, as its leads open it."""
    board.does("export", name, "--forum", "gold")
    return opened(board.folder / name)


def returned(
    board: Terminal, made: Any, cells: Mapping[str, Any], name: str = "back.xlsx", saved: datetime = SAVED
) -> str:
    """The file that comes back with these cells of its second sheet changed; a text is one, whatever it begins with."""
    for place, value in cells.items():
        made.worksheets[1][place] = value
        if isinstance(value, str):
            made.worksheets[1][place].data_type = "s"
    (board.folder / name).write_bytes(content(made, saved))
    return name


def brought(board: Terminal, name: str, *words: str) -> Row:
    """What importing it says."""
    found: Row = board.does("import", name, *(words or ("--yes",)), "--json").json
    return found


def outcomes(found: Row) -> list[tuple[str, str]]:
    """What became of each row."""
    return [(row["ref"], row["outcome"]) for row in found["rows"]]


def notes(board: Terminal, ref: str) -> list[Row]:
    """The notes on an improvement, in the order of recording."""
    rows = sorted(board.does("timeline", ref, "--json").rows, key=lambda row: int(row["entry"][2:]))
    return [row for row in rows if row["type"] == "improvement.noted"]


def everything_but_notes(board: Terminal) -> list[Row]:
    """The register without what notes change."""
    moving = {"entry", "status", "status_words", "colour", "colour_words", "colour_reason"}
    rows = board.does("register", "--json").rows
    return [{key: row[key] for key in row if key not in moving and "note" not in key} for row in rows]


def test_what_goes_to_the_leads(board: Terminal) -> None:
    """A row for each improvement that is open, opened where it is to be filled; the rest of it is locked."""
    board.records("note", "AFI-1", "=1+1 sampled", "--on", "2018-04-20")
    board.records("due", "AFI-2", "2018-09-30", "--on", "2018-04-12")
    board.records("meeting", "consider", "MTG-1", "AFI-3")
    made = sent(board)
    about, sheet = made.worksheets
    assert made.sheetnames == ["About (FICTITIOUS)", "Updates (FICTITIOUS)"] and made.active is sheet
    first, second, third = sheet.iter_rows(min_row=2, values_only=True)
    assert [cell.value for cell in sheet[1]] == HEADINGS
    lead = "Deputy Chief Constable (POST-4)"
    assert first[:3] == ("AFI-1", "Answer calls sooner.", "in progress") and first[4] == "=1+1 sampled"
    assert (second[3].date(), second[6:]) == (date(2018, 9, 30), (lead, None, None))
    assert (first[6], third[6]) == (lead, "nobody: it has no lead and no owner")
    assert sheet.protection.sheet and not sheet.protection.password
    open_ = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    assert open_ == {f"{column}{row}" for column in "HI" for row in (2, 3, 4)}
    assert {sheet[place].number_format for place in open_} == {"@"}  # what begins with = is a text, too
    said: dict[Any, Any] = dict(about.iter_rows(max_col=2, values_only=True))
    assert said["Forum"] == "FOR-1 Gold Group" and said["As of entry"] == f"E-{board.size()}"
    assert "Update (please write)" in said["What to do"] and said["Root"] in board.does("verify").out


def test_nothing_in_it_runs(board: Terminal) -> None:
    """By the XML itself: no cell is a formula."""
    board.records("note", "AFI-1", '=HYPERLINK("http://x")', "--on", "2018-04-20")
    sent(board)
    sheets = [part for name, part in parts(Path("round.xlsx").read_bytes()).items() if "worksheets/" in name]
    assert sheets and not any(re.search(rb"<f[ />]", part) for part in sheets)


def test_each_update_is_a_note_of_its_lead(board: Terminal) -> None:
    """Of the day given, or of that on which the file was saved; it cites its row in the file, which is kept."""
    before = everything_but_notes(board)
    cells = {f"{UPDATE}2": "Nine of ten", f"{HAPPENED}2": date(2018, 5, 3), f"{UPDATE}3": "=Mops\ncame"}
    found = brought(board, returned(board, sent(board), cells))
    assert outcomes(found) == [("AFI-1", "recorded"), ("AFI-2", "recorded")]
    assert [entry["type"] for entry in found["entries"]] == [
        "document.added",
        "document.kept",
        *["improvement.noted"] * 2,
    ]
    [one], [two] = notes(board, "AFI-1"), notes(board, "AFI-2")
    assert (one["sentence"], one["happened_on"], one["assumed"]) == (
        "Progress note: “Nine of ten”",
        "2018-05-03",
        False,
    )
    assert (two["sentence"], two["happened_on"], two["assumed"]) == ("Progress note: “=Mops came”", "2018-06-01", True)
    assert {(row["said_by"], row["said_by_holder_name"], row["recorded_by"]) for row in (one, two)} == {
        ("POST-4", "Di Lead", "PER-1")
    }
    assert (one["source"], two["source"]) == (["DOC-1:s2.r2"], ["DOC-1:s2.r3"])
    assert [row["last_note"] for row in board.does("register", "--json").rows][:2] == ["Nine of ten", "=Mops\ncame"]
    board.does("document", "save", "DOC-1", "kept.xlsx")
    assert Path("kept.xlsx").read_bytes() == Path("back.xlsx").read_bytes()
    assert everything_but_notes(board) == before


def test_where_there_is_no_lead_the_owner_says_it(board: Terminal) -> None:
    """Where there is neither, nobody does, and it is refused; what was not filled in is not."""
    board.records("meeting", "consider", "MTG-1", "AFI-3")
    board.records("assign", "AFI-3", "--owner", "POST-2", "--on", "2018-04-12")
    name = returned(board, sent(board), {f"{UPDATE}4": "Twelve are trained"})
    assert outcomes(brought(board, name)) == [("AFI-1", "skipped"), ("AFI-2", "skipped"), ("AFI-3", "recorded")]
    assert notes(board, "AFI-3")[0]["said_by"] == "POST-2"


def test_a_preview_writes_nothing(board: Terminal) -> None:
    """And says who would say what, of which day."""
    name, size = returned(board, sent(board), {f"{UPDATE}2": "Nine of ten"}), board.size()
    for word in ("--preview", "--dry-run"):
        shown = board.does("import", name, word).out
        assert "note of 1 June 2018 (assumed), said by Deputy Chief Constable (POST-4): “" in shown
        assert shown.endswith("Nothing was recorded.\n") and "1 recorded, 0 changed" in shown
    assert board.size() == size


def test_it_is_shown_and_asked_first(board: Terminal) -> None:
    """At a terminal; elsewhere --yes has to say so."""
    name, size = returned(board, sent(board), {f"{UPDATE}2": "Nine of ten"}), board.size()
    for words in ((name,), (name, "--json")):
        assert "Nobody is there to be asked" in board.refuses(2, "import", *words)
    board.tty = True
    board.patch.setenv("NO_COLOR", "1")
    answers = iter(["n", "y"])
    board.patch.setattr("typer._click.termui.visible_prompt_func", lambda _: next(answers))
    assert board.does("import", name).out.endswith("Nothing was recorded.\n") and board.size() == size
    shown = board.does("import", name).out
    assert shown.index("What each row would become") < shown.index("Recorded DOC-1, AFI-1 (E-")
    assert board.size() == size + 3
    assert "Nothing is new: nothing was recorded." in board.does("import", name).out  # so nobody is asked


def test_the_same_again_adds_nothing(board: Terminal) -> None:
    """The same file, and the same updates in a file that was saved anew; one more update in it is added."""
    made = sent(board)
    cells = {f"{UPDATE}2": "Nine of ten", f"{UPDATE}3": "Mops came", f"{HAPPENED}3": "3 May 2018"}
    brought(board, returned(board, made, cells))
    size = board.size()
    assert outcomes(brought(board, "back.xlsx")) == [("AFI-1", "already there"), ("AFI-2", "already there")]
    later = datetime(2018, 6, 8, 10, tzinfo=UTC)
    found = brought(board, returned(board, made, {}, "anew.xlsx", later))
    assert outcomes(found) == [("AFI-1", "already there"), ("AFI-2", "already there")] and board.size() == size
    found = brought(board, returned(board, made, {f"{UPDATE}3": "Soap came"}, "anew.xlsx", later))
    assert outcomes(found) == [("AFI-1", "already there"), ("AFI-2", "recorded")]


def test_the_same_words_in_the_next_round_are_news(board: Terminal) -> None:
    """Nothing new in May, and nothing new in June."""
    for name, day in (("may.xlsx", 1), ("june.xlsx", 8)):
        made = sent(board, f"to-{name}")
        saved = datetime(2018, 6, day, 10, tzinfo=UTC)
        found = brought(board, returned(board, made, {f"{UPDATE}2": "No change"}, name, saved))
        assert outcomes(found)[0] == ("AFI-1", "recorded")
    assert [row["happened_on"] for row in notes(board, "AFI-1")] == ["2018-06-01", "2018-06-08"]


def test_two_leads_send_back_a_file_each(board: Terminal) -> None:
    """Of one round; that a record moved on in between is said, and is no hindrance."""
    made = [sent(board, f"{name}.xlsx") for name in ("one", "two")]
    brought(board, returned(board, made[0], {f"{UPDATE}2": "Nine of ten"}, "a.xlsx"))
    assert outcomes(brought(board, returned(board, made[1], {f"{UPDATE}3": "Mops came"}, "b.xlsx")))[1][1] == "recorded"
    board.records("assign", "AFI-2", "--lead", "POST-2", "--on", "2018-06-02")
    found = brought(board, returned(board, made[1], {f"{UPDATE}3": "Soap came"}, "c.xlsx"))
    assert found["rows"][1]["what"].endswith(f"since the round it has moved on to E-{board.size() - 3}")
    assert [row["said_by"] for row in notes(board, "AFI-2")] == ["POST-4", "POST-4"]  # who was asked


def test_what_has_ended_since_still_takes_a_note(board: Terminal) -> None:
    """It is marked, as any note after closure is."""
    made = sent(board)
    board.records("close", "AFI-1", "--authority", "inspectorate", "--how", "letter", "--on", "2018-05-01")
    brought(board, returned(board, made, {f"{UPDATE}2": "Still so"}))
    assert "after closure" in notes(board, "AFI-1")[0]["sentence"]


def test_what_else_was_changed_is_said_and_left(board: Terminal) -> None:
    """Whether its row was filled in or not."""
    before = everything_but_notes(board)
    cells = {
        "C2": "closed",
        "D2": date(2018, 9, 30),
        f"{UPDATE}2": "Done",
        "B3": "Keep cells spotless.",
        "G3": "POST-2",
    }
    found = brought(board, returned(board, sent(board), cells))
    assert found["rows"][0]["what"].endswith("; not recorded: what was changed in Status (C2) and Due (D2)")
    assert found["rows"][1]["what"] == (
        "no update; not recorded: what was changed in Improvement (B3) and Update to be said by (G3)"
    )
    assert everything_but_notes(board) == before


def test_more_columns_and_rows(board: Terminal) -> None:
    """Columns of the leads' own mean nothing, and are named; an empty row is none. Rows may stand in another order."""
    made = sent(board)
    sheet = made.worksheets[1]
    for column in range(1, 10):
        one, two = sheet.cell(2, column), sheet.cell(3, column)
        one.value, two.value = two.value, one.value
    found = brought(board, returned(board, made, {"J1": "Mine", "J3": "x", f"{UPDATE}3": "Nine of ten", "A6": None}))
    assert found["unread"] == ["Mine"] and outcomes(found)[:2] == [("AFI-2", "skipped"), ("AFI-1", "recorded")]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"A2": "AFI-3", "H2": "x"}, "row 2: A2: AFI-3 is not in this round."),
        ({"A2": "AFI-99", "H2": "x"}, "A2: AFI-99 is not in this round."),
        ({"A9": "FND-1", "H9": "x"}, "row 9: A9: FND-1 is not in this round."),
        ({"H9": "x"}, "row 9: A9: A row without a reference is not in this round."),
        ({"A2": "AFI-2", "A3": "AFI-1", "H3": "x"}, "A3: AFI-1 stands beside the text of AFI-2."),
        ({"H2": "x", "I2": "soon"}, 'row 2: I2: "soon" is not a date.'),
        ({"H2": "x", "I2": date(2099, 1, 1)}, "2099-01-01 has not come yet."),
        ({"H2": "a\u202eb"}, "invisible control"),
        ({"H2": "one", "H3": "x", "I3": "soon"}, "Of 2 rows 1 cannot be recorded; row 3: I3:"),
    ],
    ids=str,
)
def test_one_row_that_is_refused_refuses_all(board: Terminal, cells: dict[str, Any], said: str) -> None:
    """Nothing is recorded, and it is said in which cell it is."""
    name = returned(board, sent(board), cells)
    assert said in board.refuses(3, "import", name, "--yes")
    assert "refused" in board.does("import", name, "--preview").out


@pytest.mark.parametrize("value", ["=1/0", "=NOW()"])
def test_a_cell_that_has_no_value(board: Terminal, value: str) -> None:
    """A formula that was never calculated."""
    made = sent(board)
    made.worksheets[1]["H2"] = value
    (board.folder / "back.xlsx").write_bytes(content(made))
    assert "H2 holds a formula that was never calculated." in board.refuses(3, "import", "back.xlsx", "--yes")


def test_nobody_to_say_it(board: Terminal) -> None:
    """An improvement without a lead and an owner."""
    board.records("meeting", "consider", "MTG-1", "AFI-3")
    name = returned(board, sent(board), {f"{UPDATE}4": "x"})
    assert "A4: AFI-3 has no lead and no owner to say it." in board.refuses(3, "import", name, "--yes")


def test_what_is_under_embargo_does_not_go_out(board: Terminal) -> None:
    """An area stays out; of one that a note stands on, only what it asks goes; a reply to it is taken."""
    held = withheld_report(board, "AFI-2")
    board.records("meeting", "consider", "MTG-1", held)
    result = board.run("export", "round.xlsx", "--forum", "gold")
    assert result.err == "afi: Left out because of an embargo: 1 record and 0 entries.\n"
    made = opened(board.folder / "round.xlsx")
    first, second = made.worksheets[1].iter_rows(min_row=2, values_only=True)
    assert first[0] == "AFI-1" and second[:2] == ("AFI-2", "Keep cells clean.")
    assert second[2:] == (*["under embargo"] * 5, None, None)
    found = brought(board, returned(board, made, {f"{UPDATE}3": "Mops came"}))
    assert found["rows"][1]["what"] == "note of 1 June 2018 (assumed), said by Deputy Chief Constable (POST-4): “M”"


def spoilt(made: Any, place: str, value: str | None) -> None:
    """Changes a cell of the first sheet beside a label."""
    about = made.worksheets[0]
    row = next(row for row in about.iter_rows() if row[0].value == place)
    row[1].value = value


@pytest.mark.parametrize(
    ("place", "value", "code", "said"),
    [
        ("Ledger", "another.ledger", 3, "back.xlsx is a round of another.ledger, not of "),
        ("As of entry", "E-99999", 3, "was written at an E-99999 that is not this ledger's"),
        ("As of entry", "E-5", 3, "was written at an E-5 that is not this ledger's"),
        ("Root", "00", 3, "that is not this ledger's"),
        ("As of entry", "E-0", 2, "does not say any more what it is of"),
        ("Forum", "Gold Group", 2, "does not say any more what it is of"),
        ("Forum", "FOR-9 Gold Group", 3, "There is no FOR-9"),
        ("Root", None, 3, "that is not this ledger's"),
    ],
)
def test_a_round_of_something_else(board: Terminal, place: str, value: str | None, code: int, said: str) -> None:
    """Is refused whole, and nothing is recorded."""
    made = sent(board)
    spoilt(made, place, value)
    name = returned(board, made, {f"{UPDATE}2": "x"})
    assert said in board.refuses(code, "import", name, "--yes")


def test_a_round_that_lost_its_columns(board: Terminal) -> None:
    """Or has a second sheet of them, or is not one at all."""
    made = sent(board)
    twice = made.copy_worksheet(made.worksheets[1])
    assert "has two sheets of updates" in board.refuses(2, "import", returned(board, made, {"H2": "x"}), "--yes")
    made.remove(twice)
    lost = returned(board, made, {"H1": "News"}, "lost.xlsx")
    assert "has no sheet with all the columns of a round" in board.refuses(2, "import", lost, "--yes")
    board.does("export", "register.xlsx")
    refused = board.refuses(2, "import", "register.xlsx", "--yes")
    assert "register.xlsx is not a round" in refused and "--map COLUMNS.TOML" in refused
    assert "is not an Excel workbook" in board.refuses(2, "import", "afi.ledger")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (
            ("import", "back.xlsx", "--yes", "--by", "POST-2"),
            2,
            "Each update of a round is said by the lead of its row.",
        ),
        (("import", "back.xlsx", "--yes", "--sheet", "Updates"), 2, "A round has one sheet only."),
        (("import", "gone.xlsx", "--yes"), 2, "cannot be read"),
        (("export", "round.xlsx", "--forum", "gold"), 3, "something at round.xlsx already"),
        (("export", "new.xlsx", "--forum", "nowhere"), 3, 'There is no "nowhere"'),
        (("export", "new.xlsx", "--forum", "gold", "--at", "2018-05-01"), 3, "cannot look back"),
        (("export", "new.xlsx", "--forum", "silver"), 3, "Silver Group looks after nothing that is open"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_refused(board: Terminal, words: tuple[str, ...], code: int, said: str) -> None:
    """Neither is anything recorded, nor any file made."""
    board.records("forum", "add", "Silver Group")
    board.records("close", "AFI-3", "--authority", "inspectorate", "--how", "letter", "--on", "2018-05-01")
    board.records("meeting", "hold", "Silver Group", "--on", "2018-05-02", "--consider", "AFI-3", entries=2)
    returned(board, sent(board), {f"{UPDATE}2": "x"})
    before = sorted(board.folder.iterdir())
    assert said in board.refuses(code, *words)
    assert sorted(board.folder.iterdir()) == before


def test_of_one_inspection(board: Terminal) -> None:
    """What the forum looks after of it."""
    board.records("inspection", "open", "Custody", "--cycle", "2018", "--framework", "other", "--scale", "4")
    assert "looks after nothing" in board.refuses(3, "export", "r.xlsx", "--forum", "gold", "-i", "INS-2")
    found = board.does("export", "r.xlsx", "--forum", "gold", "-i", "INS-1", "--json").json
    assert (found["file"], found["rows"], found["withheld"]) == ("r.xlsx", {"updates": 2}, 0)


TEXTS = st.text(
    st.characters(categories=["L", "N", "P", "S", "Zs"], include_characters="\n\t=+-@"), min_size=1, max_size=60
)
DAYS = st.none() | st.dates(date(2018, 4, 1), date(2024, 1, 1))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(TEXTS, DAYS), min_size=2, max_size=2))
def test_what_was_written_is_what_is_noted(board: Terminal, filled: list[tuple[str, date | None]]) -> None:
    """Whatever somebody writes and whenever it was: to the letter, and once."""
    board.does("export", "r.xlsx", "--forum", "gold")
    made = opened(board.folder / "r.xlsx")
    (board.folder / "r.xlsx").unlink()
    cells: dict[str, Any] = {}
    for number, (text, day) in enumerate(filled, 2):
        cells |= {f"{UPDATE}{number}": text, f"{HAPPENED}{number}": day}
    name = returned(board, made, cells)
    first, again = brought(board, name), brought(board, name)
    for ref, (text, day), row in zip(("AFI-1", "AFI-2"), filled, first["rows"], strict=True):
        if not text.strip():
            assert row["outcome"] == "skipped"
            continue
        told = notes(board, ref)[-1]
        assert row["outcome"] == "recorded" and told["happened_on"] == str(day or "2018-06-01")
        assert told["sentence"] == f"Progress note: {quoted(text)}"
    assert {outcome for _, outcome in outcomes(again)} <= {"already there", "skipped"}
