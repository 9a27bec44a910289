"""What every recording command takes: who, when, where, why, how to try or repeat it, and its text."""

import pytest

from tests.commands.terminal import Terminal, program

NOTE = ("note", "AFI-7")


def test_a_receipt_says_everything(desk: Terminal) -> None:
    """Reference, entry, what was understood, when it happened, who said and who recorded it, and the root."""
    said = desk.does(*NOTE, "Dip sample at 92%", "--on", "2018-06-12", "--by", "Head of Corporate Development").out
    lines = said.splitlines()
    assert lines[:5] == [
        "Recorded AFI-7 (E-90)",
        "  AFI-7  Progress note: “Dip sample at 92%”",
        "  happened     2018-06-12",
        "  said by      Head of Corporate Development (POST-4)",
        "  recorded by  Sam Okafor (PER-1)",
    ]
    assert lines[5].startswith("  root         ") and lines[5].endswith("… over 90 entries")


def test_a_receipt_as_json(desk: Terminal) -> None:
    """The same as an object, with stable keys."""
    receipt = desk.records(*NOTE, "Dip sample at 92%")
    assert list(receipt) == [
        *("afi", "origin", "fictitious", "command", "references", "entries", "size", "root", "dry_run", "repeated")
    ]
    assert receipt["references"] == ["AFI-7"]
    [entry] = receipt["entries"]
    assert entry["entry"] == "E-90" and entry["assumed"] is True and entry["said_by"] == "PER-1"


@pytest.mark.parametrize("who", ["POST-4", "post-4", "head of corporate development", "corporate dev"])
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
    desk.records(*NOTE, "x", *options)
    [row] = [row for row in desk.does("timeline", "AFI-7", "--json").rows if row["entry"] == "E-90"]
    assert (row["when"], row["happened_on"], row["why"]) == ("summer 2017", "2017", "Asked")
    assert row["source"] == ["DOC-2:3.9", "DOC-2"]


def test_dry_run(desk: Terminal) -> None:
    """It says what would be recorded, and records nothing."""
    said = desk.does(*NOTE, "x", "--dry-run")
    assert said.out.startswith("Would record AFI-7 (E-90)\n") and "root" not in said.out
    assert desk.does(*NOTE, "x", "--dry-run", "--json").json["dry_run"] is True
    assert desk.size() == 89


def test_expect(desk: Terminal) -> None:
    """A record that has an entry after the one that the user saw is not written to."""
    assert "AFI-7 has moved on to E-89 since E-82." in desk.refuses(4, *NOTE, "x", "--expect", "E-82")
    desk.records(*NOTE, "x", "--expect", "E-89")
    assert desk.refuses(4, *NOTE, "x", "--expect", "89")


def test_a_repeated_command_is_recorded_once(desk: Terminal) -> None:
    """The same id with the same words gives the first receipt again; with others it is refused."""
    command = "0123456789abcdef" * 2
    first = desk.records(*NOTE, "x", "--command", command)
    again = desk.does(*NOTE, "x", "--command", command, "--json").json
    assert again == first | {"repeated": True} and desk.size() == 90
    assert desk.does(*NOTE, "x", "--command", command).out.startswith("Already recorded: AFI-7 (E-90)")
    assert "used before" in desk.refuses(3, *NOTE, "y", "--command", command)


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["--by", "nobody"], 3, 'There is no "nobody"'),
        (["--by", "liaison"], 2, "could be"),
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
    (("grade", "INS-2", "investigating=good", "vulnerable=good"), 2),
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
        "E-89",
        *ON,
    )
    command = ("--command", "ab" * 16)
    assert desk.does(*words, *said, "--dry-run").out.startswith("Would record ")
    assert desk.size() == 89
    receipt = desk.records(*words, *said, *command, "--as", "PER-1", entries=entries)
    assert desk.does(*words, *said, *command, "--json").json == receipt | {"repeated": True}
    rows = desk.does("log", "-n", str(entries), "--json").rows
    kept = {(row["said_by"], row["why"], row["when"], *row["source"], row["command"]) for row in rows}
    assert kept == {("POST-5", "Asked", "lately", "DOC-2:3.8", "ab" * 16)}


BULLETS = ("- 92% at the last dip sample", "-\tindented", "- a\n- b")


@pytest.mark.parametrize("text", BULLETS)
def test_a_pasted_bullet_is_text(desk: Terminal, text: str) -> None:
    """A leading "- " is no option, here as in a word that is an option's."""
    desk.records(*NOTE, text, "--reason", text)
    assert desk.does("register", "--json").rows[6]["last_note"] == text
    assert desk.does("timeline", "AFI-7", "--json").rows[-1]["why"] == text


TEXT = "  Zoë said “yes” – twice:\r\n\t- 漢字\n\n"


def test_text_from_a_file_byte_for_byte(desk: Terminal) -> None:
    """Spaces, line ends and all."""
    (desk.folder / "note.txt").write_bytes(TEXT.encode())
    desk.records(*NOTE, "--file", "note.txt")
    assert desk.does("register", "--json").rows[6]["last_note"] == TEXT


def test_text_from_standard_input(desk: Terminal) -> None:
    """A dash alone is what comes in."""
    desk.records(*NOTE, "-", stdin=TEXT.encode())
    assert desk.does("register", "--json").rows[6]["last_note"] == TEXT


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The text is empty."),
        (b" \n\t ", "The text is empty."),
        ("\u200b".encode(), "The text is empty."),
        (b"caf\xe9", "The text is not UTF-8."),
        (b"a\x1b[31mred", "Character 2 of the text is an invisible control"),
        (b"a\x00", "Character 2 of the text is an invisible control"),
        ("abc\u202ecba".encode(), "RIGHT-TO-LEFT OVERRIDE"),
        ("abc\u2066cba".encode(), "LEFT-TO-RIGHT ISOLATE"),
        (b"a" * 1_000_000, "The text is 1,000,000 characters long."),
    ],
    ids=["empty", "blank", "zero width", "latin-1", "escape", "null", "override", "isolate", "megabyte"],
)
def test_texts_that_are_refused(desk: Terminal, content: bytes, said: str) -> None:
    """Whatever would not read as it is stored, from a file and from standard input alike."""
    (desk.folder / "note.txt").write_bytes(content)
    assert said in desk.refuses(2, *NOTE, "--file", "note.txt")
    assert said in desk.refuses(2, *NOTE, "-", stdin=content)


def test_bytes_of_an_argument_that_are_no_text(desk: Terminal) -> None:
    """A shell can hand over bytes that are not UTF-8."""
    assert b"invisible control" in program(*NOTE, "caf\udce9", code=2).stderr
    assert desk.size() == 89


def test_a_long_text_within_the_limit(desk: Terminal) -> None:
    """A hundred thousand characters are one text."""
    (desk.folder / "note.txt").write_text("é" * 100_000, encoding="utf-8")
    desk.records(*NOTE, "--file", "note.txt")
    assert "whole: " in desk.does("verify").out.lower()


@pytest.mark.parametrize("name", ["lost.txt", "."])
def test_a_file_that_cannot_be_read(desk: Terminal, name: str) -> None:
    """A wrong path or a folder."""
    assert "cannot be read" in desk.refuses(2, *NOTE, "--file", name)


def test_two_texts_at_once(desk: Terminal) -> None:
    """An argument and a file are one too many."""
    (desk.folder / "note.txt").write_text("x")
    assert "Give one of the two." in desk.refuses(2, "finding", "INS-2", "x", "--file", "note.txt")
    assert "is not a reference" in desk.refuses(2, *NOTE, "text", "--file", "note.txt")


def test_an_entry_that_is_not_there_yet_cannot_be_expected(desk: Terminal) -> None:
    """A mistyped number must not pass for "nothing has happened since"."""
    assert "There is no E-99999 yet" in desk.refuses(3, *NOTE, "x", "--expect", "E-99999")
