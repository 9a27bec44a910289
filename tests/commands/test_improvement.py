"""The life of an improvement at the terminal: raise, note, assign, due, claim, close."""

from typing import Any

import pytest

from tests.commands.terminal import Terminal


def row(desk: Terminal, ref: str) -> dict[str, Any]:
    """One row of the register."""
    return next(row for row in desk.does("register", "--json").rows if row["ref"] == ref)


def test_raise(desk: Terminal) -> None:
    """It happened when the report was published."""
    words = ("raise", "afi", "INS-2", "- Record crime sooner.", "-q", "investigating", "--number", "AFI 8")
    receipt = desk.records(*words, "--by", "HMICFRS")
    assert (receipt["references"], receipt["entries"][0]["happened_on"]) == (["AFI-8"], "2018-03-22")
    raised = row(desk, "AFI-8")
    assert (raised["text"], raised["question"], raised["number"]) == ("- Record crime sooner.", "QUE-5", "AFI 8")
    assert (raised["status"], raised["raised_on"]) == ("raised", "2018-03-22")


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_raise_a_list(desk: Terminal, ends: str) -> None:
    """One of each paragraph, whatever the line ends and however many empty lines."""
    text = f"{ends}First, on two{ends}lines.{ends}{ends} {ends}- Second.{ends}{ends}{ends}Third.{ends}"
    (desk.folder / "list.txt").write_text(text, newline="")
    assert desk.records("raise", "afi", "INS-2", "--list", "list.txt", entries=3)["references"][0] == "AFI-8"
    texts = [row["text"] for row in desk.does("register", "--json").rows[7:]]
    assert texts == [f"First, on two{ends}lines.", "- Second.", "Third."]


def test_a_nil_is_a_fact(desk: Terminal) -> None:
    """A report that found no cause of concern is recorded so, once for each inspection and force."""
    desk.records("raise", "coc", "INS-1", "--none", "--on", "2014-09-03")
    assert [nil["inspection"] for nil in desk.does("register", "--json").json["nils"]] == ["INS-1", "INS-2"]
    assert "is recorded already" in desk.refuses(3, "raise", "coc", "INS-2", "--none")


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


def test_from_claim_to_close(desk: Terminal) -> None:
    """Reported complete is not closed; a note may follow closure, nothing else may."""
    desk.records("claim", "AFI-1", "Supervision logged on 19 of 20 cases", "--on", "2018-11-05")
    assert row(desk, "AFI-1")["status"] == "reported_complete"
    words = ("close", "AFI-1", "--authority", "inspectorate", "--how", "fieldwork", "--on", "2019-05-02")
    desk.records(*words, "--by", "HMICFRS", "--level", "fully met")
    closed = row(desk, "AFI-1")
    assert (closed["status"], closed["closed_by"], closed["closed_level"]) == ("closed", "inspectorate", "fully met")
    desk.records("note", "AFI-1", "Still holds", "--on", "2019-09-01")
    assert row(desk, "AFI-1")["last_note_after_closure"] is True
    assert desk.refuses(3, *words).startswith("afi: AFI-1: It is closed.\n")


def test_the_inspectorate_may_close_unasked(desk: Terminal) -> None:
    """Without a claim by the force."""
    desk.records("close", "7", "--authority", "HMICFRS", "--how", "letter", "--on", "2019-05-02")
    assert row(desk, "AFI-7")["closed_how"] == "letter"


CLOSE = ("--authority", "inspectorate", "--how", "letter")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("raise", "afi", "INS-2"), 2, "The text is empty."),
        (("raise", "afi", "INS-1", "x"), 2, "not recorded as published"),
        (("raise", "afi", "INS-2", "x", "-q", "QUE-1"), 3, "is a question of core business 2014"),
        (("raise", "afi", "INS-2", "x", "--force", "ORG-2"), 3, "did not inspect ORG-2"),
        (("raise", "afi", "INS-2", "x", "--list", "list.txt"), 2, "There is a text and a --list."),
        (("raise", "afi", "INS-2", "--list", "lost.txt"), 2, "cannot be read"),
        (("raise", "afi", "INS-2", "--list", "list.txt"), 3, "There is nothing to record."),
        (("raise", "coc", "INS-2"), 2, "Add --none."),
        (("note", "AFI-7"), 2, "There is no text."),
        (("note", "7..5", "x"), 2, "is not a range"),
        (("note", "1..5000", "x"), 2, "names too many records"),
        (("note", "AFI-7", "AFI-99", "x"), 3, "There is no AFI-99"),
        (("note", "AFI-7..8", "x"), 3, "There is no AFI-8"),
        (("note", "GRD-1", "x"), 2, "is not a reference of the kind AFI or INS"),
        (("note", "seven", "x"), 2, "is not a reference"),
        (("assign", "AFI-1"), 3, "Neither an owner nor a lead is named."),
        (("assign", "AFI-1", "--owner", "nobody"), 3, 'There is no "nobody"'),
        (("assign", "AFI-1", "--owner", "PER-5"), 3, "PER-5 is a person, not a post."),
        (("assign", "INS-2", "--owner", "POST-4"), 2, "is not a reference of the kind AFI"),
        (("due", "AFI-1", "soon"), 2, "is not a date"),
        (("due", "AFI-1", "500 months"), 2, "is not a term"),
        (("due", "AFI-1", "2018-01/2018-04"), 2, "A due date is one day, month or year."),
        (("due", "AFI-1", "2018-09-30", "--set-by", "me"), 2, "is not an authority"),
        (("claim", "AFI-1"), 2, "There is no text."),
        (("claim", "AFI-1", "x", "--on", "2017-01-01"), 3, "before it was raised"),
        (("close", "AFI-1", *CLOSE), 2, "not said when it happened"),
        (("close", "AFI-1", *CLOSE, "--on", "2017-01-01"), 3, "before it was raised"),
        (("close", "AFI-1", "--authority", "force", "--how", "meeting", "--on", "2018-06-01"), 3, "cannot close"),
        (("close", "AFI-1", "--authority", "me", "--how", "letter", "--on", "2019"), 2, "is not an authority"),
        (("close", "AFI-1", "--authority", "force", "--how", "phone", "--on", "2019"), 2, '"phone" is not a'),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_refused(desk: Terminal, words: tuple[str, ...], code: int, said: str) -> None:
    """Each with its remedy; a command that names several records writes to all of them or none."""
    (desk.folder / "list.txt").write_text("\n \n")
    assert said in desk.refuses(code, *words)
