"""Improvements and what is said of them: which are meant, notes, owners and due dates."""

from typing import Any

import pytest

from tests.commands.stored import newest
from tests.commands.terminal import Terminal


def row(desk: Terminal, ref: str) -> dict[str, Any]:
    """One row of the register."""
    return next(row for row in desk.does("register", "--json").rows if row["ref"] == ref)


def test_note(desk: Terminal) -> None:
    """On several improvements and on an inspection as a whole, with one text in one command."""
    receipt = desk.records("note", "1..3", "afi-5", "INS-2", "Reviewed", entries=5)
    assert receipt["references"] == ["AFI-1", "AFI-2", "AFI-3", "AFI-5", "INS-2"]
    assert [row(desk, f"AFI-{number}")["status"] for number in (1, 4, 5)] == ["in_progress", "raised", "in_progress"]


def test_a_note_is_assumed_to_be_of_today(desk: Terminal) -> None:
    """And the receipt says that it was assumed."""
    assert " (assumed)\n" in desk.does("note", "7", "Reviewed").out


def test_assign(desk: Terminal) -> None:
    """An owner and a lead, to a range; a change of one leaves the other."""
    lead = ("--lead", "Deputy Chief Constable")
    desk.records("assign", "AFI-1..3", "AFI-7", "--owner", "POST-4", *lead, "--on", "2018-04-09", entries=4)
    desk.records("assign", "AFI-7", "--owner", "POST-5", "--on", "2018-05-09")
    assigned = row(desk, "AFI-7")
    assert (assigned["owner"], assigned["lead"], assigned["owner_holder"]) == ("POST-5", "POST-6", "PER-6")
    assert (row(desk, "AFI-1")["status"], assigned["status"]) == ("owned", "in_progress")


@pytest.mark.parametrize(
    ("typed", "kept", "words"),
    [
        ("2018-09-30", "2018-09-30", "30 September 2018"),
        ("30/9/2018", "2018-09-30", "30 September 2018"),
        ("December 2018", "2018-12", "December 2018"),
        ("within 6 months", "2018-09-22", "within 6 months of publication (by 22 September 2018)"),
        ("6 months of publication", "2018-09-22", "within 6 months of publication (by 22 September 2018)"),
        ("immediate", None, "immediately"),
        ("none set", None, "none set"),
        ("2031-01-01", "2031-01-01", "1 January 2031"),
    ],
)
def test_due(desk: Terminal, typed: str, kept: str | None, words: str) -> None:
    """A date, a term after publication, at once, or that none is set: values, all of them."""
    desk.records("due", "AFI-1", typed, "--set-by", "inspectorate", "--approver", "POST-6", "--on", "2018-04-09")
    set_ = row(desk, "AFI-1")
    assert (set_["due"], set_["due_words"]) == (kept, words)
    assert (set_["due_set_by"], set_["due_approver"]) == ("inspectorate", "POST-6")


def test_a_due_date_has_a_history(desk: Terminal) -> None:
    """The first date, how often it was revised, and how far it slipped."""
    desk.records("due", "AFI-1..2", "2018-09-30", "--on", "2018-04-09", entries=2)
    desk.records("due", "AFI-1", "December 2018", "--on", "2018-09-24", "--reason", "Recruits start in November")
    moved = row(desk, "AFI-1")
    assert (moved["due_first"], moved["due_revisions"], moved["days_slipped"]) == ("2018-09-30", 1, 92)


def test_a_date_approved_by_a_body(desk: Terminal) -> None:
    """By a forum, or at a meeting of it, as well as by somebody."""
    [forum] = desk.records("forum", "add", "Fenland Scrutiny")["references"]
    [meeting] = desk.records("meeting", "hold", forum, "--on", "2018-04-09")["references"]
    for number, approver in enumerate(("Fenland Scrutiny", meeting, "ORG-2", "PER-1"), 1):
        desk.records("due", "AFI-1", f"2019-0{number}", "--approver", approver, "--reason", "Rooms")
    assert [kept.data["approver"] for kept in newest(desk, 4)] == [forum, meeting, "ORG-2", "PER-1"]


@pytest.mark.parametrize("first", ["2018-09", "immediate", "within 6 months"])
def test_a_revision_has_a_reason(desk: Terminal, first: str) -> None:
    """The first date needs none, nor that there is one after all; whoever moves one says why, but not twice over."""
    desk.records("due", "AFI-2", "none set")
    desk.records("due", "AFI-2", first, "--command", "ab" * 16)
    assert desk.does("due", "AFI-2", first, "--command", "ab" * 16, "--json").json["repeated"]
    assert desk.refuses(2, "due", "AFI-3", "AFI-2", "2019").splitlines() == [
        "afi: AFI-2 has a due date, and it is not said why there is to be another.",
        "     Add --reason TEXT.",
    ]
    desk.records("due", "AFI-2", "2019", "--reason", "The rooms are taken")


def test_the_same_date_is_no_revision(desk: Terminal) -> None:
    """Neither with a reason nor without."""
    desk.records("due", "AFI-2", "2018-09", "--approver", "POST-6")
    assert desk.refuses(3, "due", "AFI-2", "2018-09", "--approver", "POST-6", "--reason", "x").splitlines() == [
        "afi: AFI-2: That is its due date already.",
        "     Give another in `afi due`; nothing needs recording twice.",
    ]


@pytest.mark.parametrize("role", ["--owner", "--lead"])
def test_a_person_owns_nothing(desk: Terminal, role: str) -> None:
    """By name or reference; the remedy says what does, and how to make one."""
    for typed in ("PER-5", "Paul Ormerod"):
        said = desk.refuses(3, "assign", "AFI-1", role, typed).splitlines()
        assert said[0].endswith(" is a person, not a post.")
        assert said[1].startswith("     Posts own and lead improvements: `afi people list` shows them; add one with ")
        assert said[1].endswith(f"`afi people post TITLE --holder {said[0].split()[1]}`.")
    assert 'There is no "Nobody Here"' in desk.refuses(3, "assign", "AFI-1", role, "Nobody Here")


@pytest.fixture
def several(desk: Terminal) -> Terminal:
    """A desk with a cause of concern, COC-1, and a recommendation under it, REC-1."""
    desk.does("inspection", "publish", "INS-1", "--on", "2014-09-03")
    desk.does("raise", "coc", "INS-1", "Stop.")
    desk.does("raise", "rec", "INS-1", "Go.", "--under", "COC-1")
    return desk


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (["7"], ["AFI-7"]),
        (["afi-7", "AFI7", "7"], ["AFI-7"]),
        (["COC-1", "rec-1", "1"], ["COC-1", "REC-1", "AFI-1"]),
        (["AFI-2..3", "1..2"], ["AFI-2", "AFI-3", "AFI-1"]),
        (["AFI-2,COC-1", "6"], ["AFI-2", "COC-1", "AFI-6"]),
    ],
)
def test_which(several: Terminal, typed: list[str], meant: list[str]) -> None:
    """One by one, in ranges, and of each kind; a bare number is of an area for improvement; each is meant once."""
    several.records("assign", *typed, "--owner", "POST-4", entries=len(meant))
    assert [kept.ref for kept in newest(several, len(meant))] == meant


def test_a_note_of_any_record(several: Terminal) -> None:
    """Improvements and inspections have notes of their own kind, all else those of any record; a name will do."""
    refs = ("COC-1", "REC-1", "INS-2", "GRD-1", "FND-2", "DOC-1", "Head of Corporate Development", "ORG-1", "QUE-1")
    several.records("note", *refs, "- Looked at", entries=9)
    kept = newest(several, 9)
    assert [each.type for each in kept] == [*["improvement.noted"] * 2, "inspection.noted", *["record.noted"] * 6]
    assert {each.data["text"] for each in kept} == {"- Looked at"} and kept[6].ref == "POST-4"


@pytest.mark.parametrize("text", ["x", "- 7", "see AFI-2", "AFI-", "1.5", "50%", "AFI 2 and 3"])
def test_the_last_word_is_the_text(desk: Terminal, text: str) -> None:
    """Unless it reads as a reference itself."""
    desk.records("note", "7", text)
    assert newest(desk)[0].data == {"text": text}


@pytest.mark.parametrize("reference", ["AFI-2", "afi2", "2", "1..3", "AFI-1..AFI-3", "INS-2", "1,2", "E-9"])
def test_a_reference_is_no_text(desk: Terminal, reference: str) -> None:
    """Whoever forgot the text is told so, or that there is no such record; it is not taken for the text."""
    said = desk.run("note", "7", reference)
    assert (said.code, said.err.splitlines()[0]) in {
        (2, "afi: There is no text."),
        (3, 'afi: There is no "E-9" in this ledger.'),
    }


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("note", "AFI-7"), 2, "There is no text."),
        (("note", "AFI-7", " "), 2, "The text is empty."),
        (("note", "7..5", "x"), 2, "is not a range"),
        (("note", "1..5000", "x"), 2, "names too many records"),
        (("note", "AFI-7", "AFI-99", "x"), 3, "There is no AFI-99"),
        (("note", "AFI-7..8", "x"), 3, "There is no AFI-8"),
        (("note", "LEDGER", "x"), 3, 'There is no "LEDGER" in this ledger.'),
        (("note", "no such thing", "x"), 3, 'There is no "no such thing"'),
        (("note", "7", "x", "--file", "x.txt"), 2, "There is a text and a --file."),
        (("assign", "AFI-1"), 3, "Neither an owner nor a lead is named."),
        (("assign", "AFI-1", "--owner", "nobody"), 3, 'There is no "nobody"'),
        (("assign", "AFI-1", "--owner", "PER-5"), 3, "PER-5 is a person, not a post."),
        (("assign", "INS-2", "--owner", "POST-4"), 3, "INS-2 is an inspection, not an "),
        (("due", "AFI-1", "soon"), 2, "is not a date"),
        (("due", "AFI-1", "500 months"), 2, "is not a term"),
        (("due", "AFI-1", "2018-01/2018-04"), 2, "A due date is one day, month or year."),
        (("due", "AFI-1", "2018-09-30", "--set-by", "me"), 2, "is not an authority"),
        (("due", "AFI-1", "2018-09-30", "--approver", "AFI-2"), 3, "AFI-2 is an "),
        (("due", "INS-1", "2018-09-30"), 3, "INS-1 is an inspection, not an "),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_refused(desk: Terminal, words: tuple[str, ...], code: int, said: str) -> None:
    """Each with its remedy; a command that names several records writes to all of them or none."""
    (desk.folder / "x.txt").write_text("x")
    assert said in desk.refuses(code, *words)


def test_a_record_that_does_not_count(desk: Terminal) -> None:
    """It is named in the refusal; a note of it may still be made."""
    desk.does("void", "AFI-7", "--in-error", "--reason", "Typed twice")
    assert "AFI-7 does not count" in desk.refuses(3, "assign", "1", "7", "--owner", "POST-4")
    desk.records("note", "AFI-7", "It was")


@pytest.mark.parametrize(
    "words",
    [
        ["AFI-3", "organised", "crime", "improved"],
        ["AFI-3", "Investigations", "complete", "now"],
        ["AFI-1", "Dip", "sample", "at", "92%"],
        ["AFI-1", "“smart", "quotes”"],
    ],
)
def test_a_text_without_its_quotes_is_no_list_of_records(desk: Terminal, words: list[str]) -> None:
    """A word that is part of somebody's name does not make that record one of those noted."""
    said = desk.refuses(3, "note", *words)
    assert "is no reference, and no whole name here." in said and "between straight quotes" in said


@pytest.mark.parametrize("typed", ["Constable", "Corporate Development", "Liais"])
def test_a_part_of_a_name_says_nothing(desk: Terminal, typed: str) -> None:
    """Who said it is a reference, a whole name, its first words or its initials; a part is asked about."""
    assert "Did you mean" in desk.refuses(3, "note", "AFI-3", "x", "--by", typed)
    assert "Head of Corporate Development (POST-4)" in desk.does("note", "AFI-3", "x", "--by", "Head of Corporate").out
