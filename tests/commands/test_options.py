"""What every recording command takes: who, when, where, why, how to try or repeat it, and its text."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from commands.context import Writing
from tests.commands.terminal import Terminal

NOTE = ("note", "AFI-7")


def following(desk: Terminal) -> str:
    """The entry that the next command records."""
    return f"E-{desk.size() + 1}"


def test_a_receipt_says_everything(desk: Terminal) -> None:
    """Reference, entry, what was understood, when it happened, who said and who recorded it, and the root."""
    number = desk.size() + 1
    said = desk.does(*NOTE, "Dip sample at 92%", "--on", "2018-06-12", "--by", "Head of Corporate Development").out
    lines = said.splitlines()
    assert lines[:5] == [
        f"Recorded AFI-7 (E-{number})",
        "  AFI-7  Progress note: “Dip sample at 92%”",
        "  happened     2018-06-12",
        "  said by      Head of Corporate Development (POST-4)",
        "  recorded by  Sam Okafor (PER-1)",
    ]
    assert lines[5].startswith("  root         ") and lines[5].endswith(f"… over {number} entries")


def test_a_receipt_as_json(desk: Terminal) -> None:
    """The same as an object, with stable keys."""
    number, receipt = following(desk), desk.records(*NOTE, "Dip sample at 92%")
    assert list(receipt) == [
        *("afi", "origin", "fictitious", "command", "references", "entries", "size", "root", "dry_run", "repeated"),
        "likely",
    ]
    assert receipt["references"] == ["AFI-7"]
    [entry] = receipt["entries"]
    assert entry["entry"] == number and entry["assumed"] is True and entry["said_by"] == "PER-1"


@pytest.mark.parametrize("who", ["POST-4", "post-4", "head of corporate development", "head of corporate"])
def test_by(desk: Terminal, who: str) -> None:
    """Whoever said it may be named by reference, by name, or by so much of a name as fits only one."""
    assert desk.records(*NOTE, "x", "--by", who)["entries"][0]["said_by"] == "POST-4"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("2018-06-12", "2018-06-12"),
        ("12/6/2018", "2018-06-12"),
        ("12 June 2018", "2018-06-12"),
        ("June 2018", "2018-06"),
        ("2018", "2018"),
        ("2018-06/2018-08", "2018-06/2018-08"),
    ],
)
def test_on(desk: Terminal, typed: str, kept: str) -> None:
    """A date is kept as precisely as it was typed."""
    [entry] = desk.records(*NOTE, "x", "--on", typed)["entries"]
    assert (entry["happened_on"], entry["assumed"]) == (kept, False)


def test_words_source_and_reason(desk: Terminal) -> None:
    """How the source puts the date, where it stands, and why, are kept beside what was said."""
    options = (
        "--on",
        "2017",
        "--words",
        "summer 2017",
        "--source",
        "doc-2:3.9",
        "--source",
        "DOC-2",
        "--reason",
        "Asked",
    )
    [entry] = desk.records(*NOTE, "x", *options)["entries"]
    [row] = [row for row in desk.does("timeline", "AFI-7", "--json").rows if row["entry"] == entry["entry"]]
    assert (row["when"], row["happened_on"], row["why"]) == ("summer 2017 (2017)", "2017", "Asked")
    assert row["source"] == ["DOC-2:3.9", "DOC-2"]


def vague(desk: Terminal, *options: str) -> tuple[str, str | None]:
    """The days that a note is recorded on, and how the source puts them."""
    [entry] = desk.records(*NOTE, "x", *options)["entries"]
    [row] = [row for row in desk.does("timeline", "AFI-7", "--json").rows if row["entry"] == entry["entry"]]
    return row["happened_on"], row["happened_on_words"]


def test_vague_words_are_kept(desk: Terminal) -> None:
    """As they were typed; --words says it otherwise."""
    assert vague(desk, "--on", " Summer 2017") == ("2017-06/2017-08", "Summer 2017")
    assert vague(desk, "--on", "summer 2017", "--words", "that summer") == ("2017-06/2017-08", "that summer")
    assert vague(desk, "--on", "29 March 2018") == ("2018-03-29", None)


def test_the_words_of_a_source_are_of_its_day(desk: Terminal) -> None:
    """What the paper of 29 March 2018 calls this month is March; yesterday is still that of who types."""
    source = ("--source", "DOC-2:2.2")
    assert vague(desk, "--on", "earlier this month", *source) == ("2018-03-01/2018-03-29", "earlier this month")
    assert vague(desk, "--on", "last month", *source) == ("2018-02", "last month")
    assert vague(desk, "--on", "end of November", "--source", "doc-1") == ("2013-11-21/2013-11-30", "end of November")
    assert vague(desk, "--on", "yesterday", *source) == vague(desk, "--on", "yesterday")


def test_sources_of_two_days_do_not_agree(desk: Terminal) -> None:
    """Which month was the last one is not guessed."""
    cited = ("--source", "DOC-1", "--source", "DOC-2")
    assert "by the dates of the sources" in desk.refuses(2, *NOTE, "x", "--on", "last month", *cited)
    assert "There is no DOC-9" in desk.refuses(3, *NOTE, "x", "--on", "last month", "--source", "DOC-9")


def test_files_to_attach_are_told(desk: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each in the order given, to whoever records."""
    told: list[Sequence[Path]] = []
    monkeypatch.setattr(Writing, "record", lambda writing, _plan: told.append(writing.said.attach))
    desk.does(*NOTE, "x", "--attach", "a.txt", "--attach", "b.pdf")
    desk.does(*NOTE, "x")
    assert told == [[Path("a.txt"), Path("b.pdf")], ()]


def test_dry_run(desk: Terminal) -> None:
    """It says what would be recorded, and records nothing."""
    before, said = desk.size(), desk.does(*NOTE, "x", "--dry-run")
    assert said.out.startswith(f"Would record AFI-7 ({following(desk)})\n") and "root" not in said.out
    assert desk.does(*NOTE, "x", "--dry-run", "--json").json["dry_run"] is True
    assert desk.size() == before


def test_expect(desk: Terminal) -> None:
    """A record that has an entry after the one that the user saw is not written to."""
    entries = [int(row["entry"].removeprefix("E-")) for row in desk.does("timeline", "AFI-7", "--json").rows]
    seen, last = min(entries), max(entries)
    assert f"AFI-7 has moved on to E-{last} since E-{seen}." in desk.refuses(4, *NOTE, "x", "--expect", f"E-{seen}")
    desk.records(*NOTE, "x", "--expect", f"E-{last}")
    assert desk.refuses(4, *NOTE, "x", "--expect", f"{last}")


def test_a_repeated_command_is_recorded_once(desk: Terminal) -> None:
    """The same id with the same words gives the first receipt again; with others it is refused."""
    command, number = "0123456789abcdef" * 2, following(desk)
    first = desk.records(*NOTE, "x", "--command", command)
    again = desk.does(*NOTE, "x", "--command", command, "--json").json
    assert again == first | {"repeated": True} and following(desk) != number
    assert desk.does(*NOTE, "x", "--command", command).out.startswith(f"Already recorded: AFI-7 ({number})")
    assert "used before" in desk.refuses(3, *NOTE, "y", "--command", command)


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["--by", "nobody"], 3, 'There is no "nobody"'),
        (["--by", "liaison"], 3, "Did you mean POST-3"),
        (["--by", "POST-99"], 3, "There is no POST-99"),
        (["--by", "AFI-1"], 3, "AFI-1 is an improvement, not a post or a person or an organisation."),
        (["--on", "soon"], 2, "is not a date"),
        (["--on", "2018-02-30"], 2, "is not a date"),
        (["--on", "2018-06/2018-05"], 2, "ends before it begins"),
        (["--on", "2099-01-01"], 3, "has not come yet"),
        (["--source", "page 3"], 2, "is not a reference"),
        (["--source", "DOC-9:1"], 3, "There is no DOC-9"),
        (["--source", "DOC-2:here and there"], 2, "is not a place in a document"),
        (["--reason", " "], 2, "The text is empty"),
        (["--reason", "a\x1bb"], 2, "invisible control"),
        (["--words", "a\u202eb", "--on", "2018"], 2, "invisible control"),
        (["--words", "lately"], 2, "do not say which days"),
        (["--expect", "soon"], 2, "is not an entry"),
        (["--command", "abc"], 2, "not 32 hex digits"),
        (["--command", "G" * 32], 2, "not 32 hex digits"),
        (["--as", "nobody"], 3, 'There is no "nobody"'),
    ],
    ids=lambda value: repr(value) if isinstance(value, list) else "",
)
def test_refused_options(desk: Terminal, options: list[str], code: int, said: str) -> None:
    """Each with its own sentence and code."""
    assert said in desk.refuses(code, *NOTE, "x", *options)


ON = ("--on", "2019-05-02")
#: A line of each recording command that the example's ledger takes, and how many entries it records.
RECORDING: tuple[tuple[tuple[str, ...], int], ...] = (
    (("document", "add", "email", "Reply", *ON), 1),
    (("inspection", "open", "X", "--cycle", "2019", "--framework", "other", "--scale", "ungraded"), 1),
    (("inspection", "publish", "INS-1", *ON), 1),
    (("inspection", "alias", "INS-1", "X"), 1),
    (("question", "add", "x", "X", "--framework", "other"), 1),
    (("question", "alias", "QUE-1", "X"), 1),
    (("question", "ask", "INS-2", "QUE-4", "QUE-7"), 1),
    (("grade", "INS-1", "QUE-1=not graded", "QUE-2=not graded"), 2),
    (("finding", "INS-2", "X"), 1),
    (("raise", "afi", "INS-2", "X"), 1),
    (("raise", "coc", "INS-1", "--none", *ON), 1),
    (("note", "AFI-1..3", "X"), 3),
    (("assign", "AFI-1", "--owner", "POST-4"), 1),
    (("due", "AFI-1", "2019"), 1),
    (("claim", "AFI-1", "X"), 1),
    (("close", "AFI-1", "--authority", "inspectorate", "--how", "letter", *ON), 1),
    (("people", "add", "X"), 1),
    (("people", "organisation", "X", "--kind", "partner"), 1),
    (("people", "rename", "ORG-1", "X", *ON), 1),
    (("people", "post", "X", "--holder", "PER-1"), 2),
    (("people", "hold", "POST-2", "PER-1", *ON), 1),
    (("people", "vacate", "POST-4", *ON), 1),
    (("keys", "accept-clock"), 1),
)


@pytest.mark.parametrize(
    ("words", "entries"), RECORDING, ids=lambda value: " ".join(value[:2]) if isinstance(value, tuple) else ""
)
def test_every_recording_command_takes_them_all(desk: Terminal, words: tuple[str, ...], entries: int) -> None:
    """It is tried without a trace, then recorded once however often it is repeated, with all said."""
    before = desk.size()
    said = (
        "--by",
        "POST-5",
        "--source",
        "DOC-2:3.8",
        "--reason",
        "Asked",
        "--words",
        "lately",
        "--expect",
        f"E-{before}",
        *ON,
    )
    command = ("--command", "ab" * 16)
    assert desk.does(*words, *said, "--dry-run").out.startswith("Would record ")
    assert desk.size() == before
    receipt = desk.records(*words, *said, *command, "--as", "PER-1", entries=entries)
    assert desk.does(*words, *said, *command, "--json").json == receipt | {"repeated": True}
    rows = desk.does("log", "-n", str(entries), "--json").rows
    kept = {(row["said_by"], row["why"], row["when"], *row["source"], row["command"]) for row in rows}
    assert kept == {("POST-5", "Asked", "lately (2 May 2019)", "DOC-2:3.8", "ab" * 16)}


BULLETS = ("- 92% at the last dip sample", "-\tindented", "- a\n- b")


@pytest.mark.parametrize("text", BULLETS)
def test_a_pasted_bullet_is_text(desk: Terminal, text: str) -> None:
    """A leading "- " is no option, here as in a word that is an option's."""
    desk.records(*NOTE, text, "--reason", text)
    assert desk.does("register", "--json").rows[6]["last_note"] == text
    assert desk.does("timeline", "AFI-7", "--json").rows[-1]["why"] == text


def test_an_entry_that_is_not_there_yet_cannot_be_expected(desk: Terminal) -> None:
    """A mistyped number must not pass for "nothing has happened since"."""
    assert "There is no E-99999 yet" in desk.refuses(3, *NOTE, "x", "--expect", "E-99999")
