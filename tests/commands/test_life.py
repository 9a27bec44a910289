"""The life of an improvement at the terminal: each step is a fact of its own, and none implies the next."""

from typing import Any

import pytest

from tests.commands.stored import newest
from tests.commands.terminal import Terminal

CLOSE = ("--authority", "inspectorate", "--how", "letter")
ON = ("--on", "2018-06-01")


def row(desk: Terminal, ref: str) -> dict[str, Any]:
    """One row of the register."""
    return next(row for row in desk.does("register", "--json").rows if row["ref"] == ref)


@pytest.fixture
def claimed(desk: Terminal) -> Terminal:
    """A desk where POST-4 reported AFI-1 to AFI-3 complete on 5 May 2018."""
    desk.does("claim", "AFI-1..3", "19 of 20 sampled", "--by", "POST-4", "--on", "2018-05-05")
    return desk


def test_claim(desk: Terminal) -> None:
    """The force reports several complete, of today, with what shows it."""
    receipt = desk.records("claim", "7", "1", "- 19 of 20", entries=2)
    assert {entry["assumed"] for entry in receipt["entries"]} == {True}
    assert [(kept.ref, kept.type, kept.data) for kept in newest(desk, 2)] == [
        ("AFI-7", "improvement.claimed", {"evidence": "- 19 of 20"}),
        ("AFI-1", "improvement.claimed", {"evidence": "- 19 of 20"}),
    ]


@pytest.mark.parametrize(("words", "data"), [((), {}), (("Sampled",), {"text": "Sampled"})])
def test_assure(claimed: Terminal, words: tuple[str, ...], data: dict[str, str]) -> None:
    """Another voice checked, with or without a word more."""
    claimed.records("assure", "1..2", *words, "--by", "POST-6", *ON, entries=2)
    assert [(kept.type, kept.data) for kept in newest(claimed, 2)] == [("improvement.assured", data)] * 2
    assert row(claimed, "AFI-1")["status"] == "assured"


@pytest.mark.parametrize(
    ("options", "by"),
    [
        ((), "assurer"),
        (("--from", "inspectorate"), "inspectorate"),
        (("--from", "HMICFRS"), "inspectorate"),
        (("--forum", "Fenland Scrutiny"), "forum"),
        (("--meeting", "{meeting}"), "forum"),
        (("--from", "forum", "--forum", "Fenland Scrutiny"), "forum"),
    ],
)
def test_return(claimed: Terminal, options: tuple[str, ...], by: str) -> None:
    """By whom it was sent back is what was said, a forum where one is named, else the assurer."""
    [forum] = claimed.records("forum", "add", "Fenland Scrutiny")["references"]
    [meeting] = claimed.records("meeting", "hold", forum, *ON)["references"]
    claimed.records("return", "1", "Sampled too few", *(each.format(meeting=meeting) for each in options), *ON)
    named = {
        name[2:]: {"forum": forum, "meeting": meeting}[name[2:]] for name in ("--forum", "--meeting") if name in options
    }
    assert newest(claimed)[0].data == {"returned_by": by, "text": "Sampled too few"} | named
    assert row(claimed, "AFI-1")["status"] == "in_progress"


@pytest.mark.parametrize(
    ("by", "returned_by"), [("HMICFRS", "inspectorate"), ("POST-3", "inspectorate"), ("POST-6", "assurer")]
)
def test_whose_voice_returned_it(claimed: Terminal, by: str, returned_by: str) -> None:
    """Unsaid, the inspectorate did where that is whose voice it is."""
    claimed.records("return", "1", "Sampled too few", "--by", by, *ON)
    assert newest(claimed)[0].data["returned_by"] == returned_by


@pytest.mark.parametrize(("by", "from_"), [("HMICFRS", "assurer"), ("ORG-1", "inspectorate")])
def test_a_return_in_another_voice(claimed: Terminal, by: str, from_: str) -> None:
    """The inspectorate is no assurer, and a force is no inspectorate."""
    said = claimed.refuses(3, "return", "1", "Sampled too few", "--by", by, "--from", from_, *ON)
    assert "is the voice of an inspectorate" in said or "is a force, and no inspectorate" in said


@pytest.mark.parametrize(
    ("words", "does"),
    [
        (("claim", "4", "Done"), "reports it complete"),
        (("assure", "1"), "assures it"),
        (("decline", "4", "No"), "declines it"),
        (("not-ours", "4", "No"), "says that it is not ours"),
    ],
)
def test_only_the_force_speaks_for_the_force(claimed: Terminal, words: tuple[str, ...], does: str) -> None:
    """Neither the inspectorate nor a post of its; the remedy says whom to name."""
    for by, voice in (("HMICFRS", "ORG-2"), ("POST-3", "POST-3")):
        assert claimed.refuses(3, *words, "--by", by, *ON).splitlines() == [
            f"afi: AFI-{words[1]}: Only the force {does}, and {voice} is the voice of an inspectorate.",
            "     Name with --by the post in the force that said so.",
        ]


def test_submit(claimed: Terminal) -> None:
    """What is reported complete is put to the inspectorate; a text may go with it."""
    claimed.records("submit", "1..2", *ON, entries=2)
    claimed.records("submit", "3", "With our letter", *ON)
    assert [kept.data for kept in newest(claimed, 3)] == [{}, {}, {"text": "With our letter"}]
    assert row(claimed, "AFI-3")["status"] == "submitted"


def test_close(desk: Terminal) -> None:
    """The inspectorate may close unasked; a note may follow, nothing else may."""
    words = ("close", "AFI-1", "--authority", "HMICFRS", "--how", "desk review", "--on", "2019-05-02")
    desk.records(*words, "--by", "HMICFRS", "--level", "fully met")
    [kept] = newest(desk)
    assert kept.data == {"closed_by": "inspectorate", "means": "desk_review", "level": "fully met"}
    desk.records("note", "AFI-1", "Still holds", "--on", "2019-09-01")
    assert row(desk, "AFI-1")["last_note_after_closure"] is True
    assert desk.refuses(3, *words).startswith("afi: AFI-1: It is closed")


def test_reopen(desk: Terminal) -> None:
    """What had ended is worked on again, for a reason."""
    desk.does("close", "1", *CLOSE, *ON)
    desk.records("reopen", "1", "It came back", "--on", "2018-07-01")
    assert newest(desk)[0].data == {"text": "It came back"}
    assert row(desk, "AFI-1")["status"] == "in_progress"


@pytest.mark.parametrize(("successor", "ref"), [("AFI-9", "AFI-9"), ("9", "AFI-9"), ("INS-3", "INS-3")])
def test_supersede(desk: Terminal, successor: str, ref: str) -> None:
    """By another improvement, or by a whole inspection."""
    words = ("inspection", "open", "PEEL 2018", "--cycle", "2019", "--framework", "peel 2018", "--scale", "4")
    desk.does(*words)
    desk.does("inspection", "publish", "INS-3", "--on", "2019-05-02")
    (desk.folder / "list.txt").write_text("Eight.\n\nNine.")
    desk.does("raise", "afi", "INS-3", "--list", "list.txt")
    desk.records("supersede", "1..2", "--with", successor, "Asked for again", "--on", "2019-05-02", entries=2)
    assert [kept.data for kept in newest(desk, 2)] == [{"by": ref, "text": "Asked for again"}] * 2
    assert row(desk, "AFI-1")["status"] == "superseded"
    desk.records("supersede", "3", "--with", successor, "--on", "2019-05-02")
    assert newest(desk)[0].data == {"by": ref}


@pytest.mark.parametrize(
    ("words", "type_", "data", "status"),
    [
        (("withdraw", "1"), "withdrawn", {}, "withdrawn"),
        (("withdraw", "1", "By letter"), "withdrawn", {"text": "By letter"}, "withdrawn"),
        (("decline", "1", "No funds"), "declined", {"text": "No funds"}, "declined"),
        (("not-ours", "1", "Courts"), "passed_on", {"text": "Courts"}, "not_ours"),
        (("not-ours", "1", "Courts", "--to", "ORG-2"), "passed_on", {"text": "Courts", "to": "ORG-2"}, "not_ours"),
    ],
)
def test_other_ends(desk: Terminal, words: tuple[str, ...], type_: str, data: dict[str, str], status: str) -> None:
    """None of them is a verdict on completion."""
    desk.records(*words, *ON)
    [kept] = newest(desk)
    assert (kept.type, kept.data) == (f"improvement.{type_}", data)
    assert row(desk, "AFI-1")["status"] == status


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("taken", "action_taken"),
        ("proposed", "action_proposed"),
        ("action proposed", "action_proposed"),
        ("none", "no_action"),
        ("no action", "no_action"),
    ],
)
def test_answer(desk: Terminal, typed: str, answer: str) -> None:
    """What was done, what is to be done, or why nothing is."""
    desk.records("answer", "1..2", "As we said", "--action", typed, *ON, entries=2)
    assert [kept.data for kept in newest(desk, 2)] == [{"answer": answer, "text": "As we said"}] * 2


@pytest.mark.parametrize(
    "words",
    [
        ("assure", "1", "--by", "POST-6"), ("submit", "1"), ("return", "1", "x"), ("reopen", "4", "x"),
        ("supersede", "1", "--with", "2"), ("withdraw", "1"), ("decline", "1", "x"), ("not-ours", "1", "x"),
        ("answer", "1", "x", "--action", "none"), ("claim", "5", "x"),
    ],
    ids=lambda words: words[0],
)  # fmt: skip
def test_today_is_assumed(claimed: Terminal, words: tuple[str, ...]) -> None:
    """And the receipt says that it was."""
    claimed.does("withdraw", "4", *ON)
    assert " (assumed)\n" in claimed.does(*words).out


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("claim", "AFI-1"), 2, "There is no text."),
        (("claim", "AFI-5", "x", "--on", "2017-01-01"), 3, "before it was raised"),
        (("claim", "INS-2", "x"), 3, "INS-2 is an inspection, not an "),
        (("claim", "AFI-5", "AFI-1", "x"), 3, "AFI-1: "),
        (("assure", "AFI-5", "--by", "POST-6"), 3, "AFI-5: "),
        (("assure", "AFI-1", "--by", "POST-4"), 3, "AFI-1: "),
        (("return", "AFI-1"), 2, "There is no text."),
        (("return", "AFI-1", "x", "--from", "me"), 2, "is not a reviewer"),
        (("return", "AFI-1", "x", "--forum", "nowhere"), 3, 'There is no "nowhere"'),
        (("return", "AFI-1", "x", "--meeting", "MTG-99"), 3, "There is no MTG-99"),
        (("return", "AFI-5", "x"), 3, "AFI-5: "),
        (("submit", "AFI-5"), 3, "AFI-5: "),
        (("close", "AFI-1", *CLOSE), 2, "It is not said when it happened."),
        (("close", "AFI-1", *CLOSE, "--on", "2017-01-01"), 3, "before it was raised"),
        (("close", "AFI-5", "--authority", "force", "--how", "meeting", *ON), 3, "cannot close"),
        (("close", "AFI-1", "--authority", "me", "--how", "letter", *ON), 2, "is not an authority"),
        (("close", "AFI-1", "--authority", "force", "--how", "phone", *ON), 2, '"phone" is not a'),
        (("close", "AFI-1", "--how", "letter", *ON), 2, "--authority"),
        (("reopen", "AFI-1", "x"), 3, "AFI-1: "),
        (("reopen", "AFI-1"), 2, "There is no text."),
        (("supersede", "AFI-1"), 2, "--with"),
        (("supersede", "AFI-1", "--with", "AFI-1"), 3, "AFI-1: "),
        (("supersede", "AFI-1", "--with", "GRD-1"), 3, "GRD-1 is a grade, not an "),
        (("supersede", "AFI-1", "--with", "AFI-99"), 3, "There is no AFI-99"),
        (("withdraw", "AFI-99"), 3, "There is no AFI-99"),
        (("decline", "AFI-1"), 2, "There is no text."),
        (("not-ours", "AFI-1"), 2, "There is no text."),
        (("not-ours", "AFI-1", "x", "--to", "nobody"), 3, 'There is no "nobody"'),
        (("answer", "AFI-1", "x"), 2, "--action"),
        (("answer", "AFI-1", "--action", "none"), 2, "There is no text."),
        (("answer", "AFI-1", "x", "--action", "maybe"), 2, '"maybe" is not an answer.'),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_refused(claimed: Terminal, words: tuple[str, ...], code: int, said: str) -> None:
    """Each with its remedy; a command that names several improvements writes to all of them or none."""
    assert said in claimed.refuses(code, *words)
