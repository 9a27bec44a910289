"""`afi undo`: one's own recent slip is shown, asked about, and means nothing; everything stays in the record."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.commands.fenshire import fields, moved_to_fenshire
from tests.commands.terminal import Terminal


@pytest.fixture
def slip(desk: Terminal) -> str:
    """A due date of AFI-7 that somebody typed for another."""
    words = ("due", "AFI-7", "2018-09-30", "--on", "2018-04-09", "--reason", "New shifts")
    return str(desk.records(*words)["entries"][0]["entry"])


def test_it_says_what_would_change_and_records_nothing(desk: Terminal, slip: str) -> None:
    """Each field, from what to what, in the words of `afi show`."""
    size = desk.size()
    said = desk.does("undo", slip, "--dry-run").out
    assert said == (
        "This would be recorded\n"
        f"  AFI-7  Undone: Due date: 30 September 2018, set by the force ({slip})\n"
        "and this would change:\n"
        "  AFI-7  Due date         from 30 September 2018 to nothing\n"
        "  AFI-7  First due date   from 30 September 2018 to nothing\n"
        "  AFI-7  Due date set by  from the force to nothing\n"
    )
    assert desk.size() == size


def test_the_same_for_programs(desk: Terminal, slip: str) -> None:
    """The receipt, and beside it the changes, and what the same command recorded besides."""
    told = desk.does("undo", slip, "--dry-run", "--json").json
    assert told["dry_run"] and told["also_recorded"] == []
    first = {"ref": "AFI-7", "field": "due", "label": "Due date", "from": "30 September 2018", "to": None}
    assert told["changes"][0] == first
    assert [entry["sentence"] for entry in told["entries"]] == [
        f"Undone: Due date: 30 September 2018, set by the force ({slip})"
    ]
    done = desk.records("undo", slip, "--yes", "--reason", "Another improvement was meant")
    assert done["changes"] == told["changes"] and not done["dry_run"]


def test_it_is_as_if_it_had_not_been_recorded(desk: Terminal) -> None:
    """What is shown of the record is what was shown of it before; as of the slip it is as it was then."""
    was = fields(desk, "AFI-7")
    slip = desk.records("due", "AFI-7", "2018-09-30", "--on", "2018-04-09", "--reason", "New shifts")
    [entry] = slip["entries"]
    desk.records("undo", entry["entry"], "--yes")
    assert fields(desk, "AFI-7") == was
    then = desk.does("show", "AFI-7", "--as-of", entry["entry"], "--json").json["record"]["fields"]
    assert "2018-09-30" in [field["value"] for field in then]
    desk.does("rebuild", "--check")
    assert "Whole" in desk.does("verify").out


def test_the_history_says_so(desk: Terminal, slip: str) -> None:
    """In the timeline, in the search and of the one entry, there and back."""
    undone = desk.records("undo", slip, "--yes")["entries"][0]["entry"]
    assert f"set by the force (undone by {undone})" in desk.does("timeline", "AFI-7").out
    assert f"Undone: Due date: 30 September 2018, set by the force ({slip})" in desk.does("show", "AFI-7").out
    assert f"Undone by    {undone}" in desk.does("show", slip).out
    assert f"Undoes       {slip}" in desk.does("show", undone).out
    [row] = [row for row in desk.does("search", "shifts", "--json").rows if row["entry"] == slip]
    assert (row["undone_by"], row["corrected_by"]) == (undone, None)


def test_a_person_is_asked(desk: Terminal, slip: str) -> None:
    """What would change is shown first; whoever does not say yes has recorded nothing."""
    sitting, size = replace(desk, tty=True), desk.size()
    said = sitting.run("undo", slip, stdin=b"n\n")
    assert (said.code, sitting.size()) == (0, size)
    assert "from 30 September 2018 to nothing" in said.out and "Nothing was recorded." in said.out
    said = sitting.run("undo", slip, stdin=b"y\n")
    assert (said.code, sitting.size()) == (0, size + 1)
    assert "from 30 September 2018 to nothing" in said.out and f"Recorded AFI-7 (E-{size + 1})" in said.out


@pytest.mark.parametrize("more", [(), ("--json",)])
def test_a_script_says_yes_itself(desk: Terminal, slip: str, more: tuple[str, ...]) -> None:
    """Nobody is there to be asked."""
    assert "add --yes" in desk.refuses(2, "undo", slip, *more)


def test_several_go_together(desk: Terminal, slip: str) -> None:
    """A claim, and the assurance that leans on it; in a range too; each is named where it goes alone."""
    claim = desk.records("claim", "AFI-7", "Sampled", "--on", "2018-05-01", "--by", "POST-4")["entries"][0]["entry"]
    assure = desk.records("assure", "AFI-7", "--on", "2018-06-01", "--by", "POST-5")["entries"][0]["entry"]
    refusal = desk.refuses(3, "undo", claim, "--yes")
    assert f"{assure} could then not be: " in refusal and f"`afi undo {claim} {assure}`" in refusal
    told = desk.records("undo", f"{slip}..{assure[2:]}", claim, "--yes", entries=3)
    assert [entry["sentence"].partition(":")[0] for entry in told["entries"]] == ["Undone"] * 3


def test_what_the_same_command_recorded_besides_is_named(desk: Terminal) -> None:
    """It stays, unless it is undone as well."""
    noted = desk.records("note", "AFI-1..3", "The same of all", "--on", "2018-06-12", entries=3)
    first, *others = [entry["entry"] for entry in noted["entries"]]
    said = desk.does("undo", first, "--dry-run").out
    assert f"The same command recorded {', '.join(others)} too; they stay unless undone as well." in said
    assert desk.records("undo", first, "--yes")["also_recorded"] == others
    assert others[1] in desk.does("undo", others[0], "--dry-run").out
    assert "The same command" not in desk.does("undo", *others, "--dry-run").out


def test_what_began_a_record_makes_it_void(desk: Terminal) -> None:
    """It does not count, with all that the same command said of it; nothing else may hang on it."""
    words = ("raise", "afi", "INS-2", "Typed in the wrong ledger", "--owner", "POST-4", "--on", "2018-03-22")
    began = desk.records(*words, entries=2)["entries"][0]
    action = desk.records("action", "add", "See to it", "--under", began["stream"], "--on", "2018-06-12")
    [hangs] = action["entries"]
    refusal = desk.refuses(3, "undo", began["entry"], "--yes")
    assert f"{hangs['entry']} hangs on what {began['entry']} began." in refusal
    told = desk.records("undo", began["entry"], hangs["entry"], "--yes", entries=2)
    assert {entry["type"] for entry in told["entries"]} == {"record.voided"} and told["also_recorded"] == []
    assert began["stream"] not in {row["ref"] for row in desk.does("register", "--json").rows}


def test_what_is_no_slip_of_ones_own_is_refused(example: Path, bare: Terminal) -> None:
    """What somebody else recorded, and what says who may sign; the remedy names what does it."""
    desk = moved_to_fenshire(example, bare)
    refusal = desk.refuses(3, "undo", "E-396", "--yes")
    assert "only one's own slip can be undone" in refusal and "`afi correct E-396`" in refusal
    assert "cannot be undone" in desk.refuses(3, "undo", "E-1", "--yes")


def test_twice_is_refused(desk: Terminal, slip: str) -> None:
    """And so is undoing the undoing, correcting what was undone, or naming no entry."""
    undone = desk.records("undo", slip, "--yes")["entries"][0]["entry"]
    assert f"{slip} was undone already." in desk.refuses(3, "undo", slip, "--yes")
    assert "itself undoes another entry" in desk.refuses(3, "undo", undone, "--yes")
    because = ("--authority", "The board", "--reason", "A slip")
    assert "It was undone" in desk.refuses(3, "correct", slip, "due=2018-10-31", *because)
    assert "There is no E-9999" in desk.refuses(3, "undo", "E-9999", "--yes")
    assert "is not an entry" in desk.refuses(2, "undo", "AFI-7", "--yes")
    assert "ends before it begins" in desk.refuses(2, "undo", "E-9..2", "--yes")
    assert "1,001 entries" in desk.refuses(2, "undo", "E-1..1001", "--yes")


def test_a_repeated_command_gives_its_first_receipt(desk: Terminal, slip: str) -> None:
    """Nothing is undone twice, nor refused as if it were."""
    words = ("undo", slip, "--yes", "--command", "ab" * 16)
    first = desk.records(*words)
    again = desk.does(*words, "--json").json
    assert again["repeated"] and again["root"] == first["root"]


def test_what_moved_on_is_refused(desk: Terminal, slip: str) -> None:
    """As by every other recording command."""
    desk.records("note", "AFI-7", "Meanwhile", "--on", "2018-06-12")
    assert "has moved on" in desk.refuses(4, "undo", slip, "--yes", "--expect", slip)


def test_a_slip_under_embargo_does_not_leave_by_its_undoing(desk: Terminal) -> None:
    """What the undoing repeats is kept back as the entry itself is."""
    added = desk.records("document", "add", "report", "Draft", "--inspection", "INS-2", "--on", "2018-01-01")
    [report] = added["references"]
    desk.records("embargo", report, "--until", "2099-01-01", "--on", "2018-01-01")
    noted = desk.records("note", "AFI-7", "Kept back for now", "--on", "2018-06-12", "--source", report)
    desk.records("undo", noted["entries"][0]["entry"], "--yes")
    desk.run("timeline", "AFI-7", "-o", "out.csv")
    told = (desk.folder / "out.csv").read_text(encoding="utf-8-sig")
    assert "Kept back" not in told and "record.undone" not in told and "improvement.noted" in told
