"""Actions: added under improvements and from meetings, owned, dated, done and dropped."""

import pytest

from tests.commands.listed import listed, opened, refusal
from tests.commands.terminal import Terminal

ADD = ("action", "add", "Train the sergeants")


@pytest.fixture
def agreed(fresh: Terminal) -> Terminal:
    """Ann Keeper's terminal, with ACT-1 to ACT-3 added."""
    for what in ("Train the sergeants", "Audit 40 cases", "Write the policy"):
        fresh.records("action", "add", what, "--on", "2018-04-01")
    return fresh


def test_add(fresh: Terminal) -> None:
    """With the improvement it serves, the meeting that agreed it, its owner and its date."""
    opened(fresh, "2018-03-22")
    fresh.records("raise", "afi", "INS-1", "Supervise investigations")
    fresh.records("forum", "add", "Gold")
    fresh.records("meeting", "hold", "Gold", "--on", "2018-04-09")
    about = ("--under", "1", "--meeting", "MTG-1", "--owner", "Keeper", "--due", "December 2018")
    assert fresh.records(*ADD, *about)["references"] == ["ACT-1"]
    row = listed(fresh, "ACT-1", "action")
    assert (row["text"], row["under"], row["meeting"]) == ("Train the sergeants", "AFI-1", "MTG-1")
    assert (row["owner"], row["due"], row["status"]) == ("POST-1", "2018-12", "open")
    assert row["added_on"] == "2018-04-09"  # the day of the meeting


def test_of_its_own(fresh: Terminal) -> None:
    """It needs no improvement and no meeting; its text may be typed elsewhere."""
    [entry] = fresh.records("action", "add", "-", stdin=b"- buy a\nlock")["entries"]
    assert entry["assumed"] is True
    row = listed(fresh, "ACT-1", "action")
    assert (row["text"], row["under"], row["owner"], row["due_words"]) == (
        "- buy a\nlock", None, None, "none recorded",
    )  # fmt: skip


def test_from_the_clipboard(fresh: Terminal) -> None:
    """The text may be copied from a paper."""
    fresh.patch.setattr("pyperclip.paste", lambda: "Buy a lock")
    fresh.records("action", "add", "--clip")
    assert listed(fresh, "ACT-1", "action")["text"] == "Buy a lock"


def test_done(agreed: Terminal) -> None:
    """Several at once, with what came of them or without."""
    agreed.records("action", "done", "1..2", "Seen by the auditor", "--on", "2018-06-01", entries=2)
    agreed.records("action", "done", "ACT-3", "--on", "2018-06-02")
    rows = agreed.does("action", "list", "--json").rows
    assert [(row["status"], row["done_on"], row["outcome"]) for row in rows] == [
        ("done", "2018-06-01", "Seen by the auditor"),
        ("done", "2018-06-01", "Seen by the auditor"),
        ("done", "2018-06-02", None),
    ]


def test_drop(agreed: Terminal) -> None:
    """For a reason, which may stand in a file."""
    (agreed.folder / "why.txt").write_bytes(b"Overtaken\n")
    agreed.records("action", "drop", "2", "Not funded")
    agreed.records("action", "drop", "ACT-3", "--file", "why.txt")
    rows = agreed.does("action", "list", "--status", "Dropped", "--json").rows
    assert [(row["ref"], row["outcome"]) for row in rows] == [("ACT-2", "Not funded"), ("ACT-3", "Overtaken\n")]


def test_assign_and_due(agreed: Terminal) -> None:
    """Another owner, another date, and who approved it."""
    agreed.records("forum", "add", "Gold")
    agreed.records("action", "assign", "1", "ACT-3", "--owner", "PER-1", entries=2)
    agreed.records("action", "due", "1..3", "30 June 2018", entries=3)
    agreed.records("action", "due", "1", "31/7/2018", "--approver", "Gold", "--reason", "Rooms")
    row = listed(agreed, "ACT-1", "action")
    assert (row["owner"], row["due"], row["due_first"]) == ("PER-1", "2018-07-31", "2018-06-30")
    assert (row["days_slipped"], row["due_revisions"], row["due_approver"]) == (31, 1, "FOR-1")


def test_a_revision_has_a_reason_and_another_date(agreed: Terminal) -> None:
    """The first date needs no reason; the same again is none."""
    agreed.records("action", "due", "1", "2018-06-30")
    assert agreed.refuses(2, "action", "due", "1", "2018-07").splitlines() == [
        "afi: ACT-1 has a due date, and it is not said why there is to be another.",
        "     Add --reason TEXT.",
    ]
    assert "That is its due date already." in agreed.refuses(3, "action", "due", "1", "2018-06-30", "--reason", "x")


def test_list(agreed: Terminal) -> None:
    """All of them, or those of an improvement or a status."""
    opened(agreed, "2018-03-22")
    agreed.records("raise", "afi", "INS-1", "Supervise investigations")
    agreed.records("action", "add", "Check", "--under", "AFI-1")
    agreed.records("action", "done", "1")
    assert [row["ref"] for row in agreed.does("action", "list", "--under", "1", "--json").rows] == ["ACT-4"]
    assert [row["ref"] for row in agreed.does("action", "list", "--status", "done", "--json").rows] == ["ACT-1"]
    assert "Train the sergeants" in agreed.does("action", "list").out


def test_an_empty_list_says_what_to_do(fresh: Terminal) -> None:
    """It names the command that adds one."""
    assert "No action is recorded yet. Add one: afi action add TEXT" in fresh.does("action", "list").out


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("add", " "), 2, "The text is empty."),
        (("add",), 2, "There is no text."),
        (("add", "x", "--under", "AFI-9"), 3, "There is no AFI-9 in this ledger."),
        (("add", "x", "--meeting", "MTG-9"), 3, "There is no MTG-9 in this ledger."),
        (("add", "x", "--owner", "nobody"), 3, 'There is no "nobody" in this ledger.'),
        (("add", "x", "--due", "soon"), 2, '"soon" is not a date.'),
        (("done", "ACT-9"), 3, "There is no ACT-9 in this ledger."),
        (("done", "1", "9", "x"), 3, "There is no ACT-9 in this ledger."),
        (("done", "1", "--on", "2018-03-01"), 3, "It cannot have ended on 2018-03-01"),
        (("drop", "ACT-1"), 2, "There is no text."),
        (("assign", "1"), 2, "Missing option '--owner'."),
        (("assign", "1", "--owner", "ACT-2"), 3, "ACT-2 is an action, not a post or a person or an organisation."),
        (("due", "1", "2018-06/2018-07"), 2, "A due date is one day, month or year."),
        (("due", "1", "2018", "--approver", "nobody"), 3, 'There is no "nobody" in this ledger.'),
        (("done", "POST-1"), 3, "POST-1 is a post, not an action."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_refused(agreed: Terminal, words: tuple[str, ...], code: int, said: str) -> None:
    """Whatever is wrong with one of several, none of them is recorded."""
    assert said in agreed.refuses(code, "action", *words)


def test_a_status_that_is_none(agreed: Terminal) -> None:
    """The choices are named."""
    assert agreed.refuses(2, "action", "list", "--status", "late") == refusal(
        '"late" is not a status of actions.', "Use one of: open, done, dropped."
    )
