"""Documents: added as printed, kept, embargoed, and written out again."""

from pathlib import Path

import pytest

from tests.commands.listed import listed, opened, refusal
from tests.commands.terminal import Terminal

ADD = ("document", "add", "letter", "Progress so far", "--on", "2018-05-01")


def test_add(desk: Terminal) -> None:
    """Kind, title, date, author, addressees, marking and address are kept."""
    people = ("--by", "POST-5", "--to", "HMICFRS", "--to", "POST-1", "--copied", "PER-5")
    receipt = desk.records(*ADD, *people, "--marking", "official-sensitive", "--address", "https://example.org/x")
    row = listed(desk, receipt["references"][0], "document")
    assert (row["kind"], row["title"], row["dated"]) == ("letter", "Progress so far", "2018-05-01")
    assert (row["author"], row["to"], row["copied"]) == ("POST-5", ["ORG-2", "POST-1"], ["PER-5"])
    assert (row["marking"], row["address"]) == ("official_sensitive", "https://example.org/x")


def test_no_marking_is_a_value(desk: Terminal) -> None:
    """That none is printed is recorded, not left out."""
    [ref] = desk.records(*ADD)["references"]
    assert listed(desk, ref, "document")["marking"] == "none_stated"


def test_list(desk: Terminal) -> None:
    """Kinds are shown as people write them."""
    assert "board paper" in desk.does("document", "list").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("document", "add", "letter", "x"), "not said when it happened"),
        (("document", "add", "tweet", "x", "--on", "2018"), '"tweet" is not a document kind.'),
        (("document", "add", "letter", " ", "--on", "2018"), "The text is empty."),
        ((*ADD, "--marking", "hush"), '"hush" is not a marking.'),
    ],
)
def test_unreadable(desk: Terminal, words: tuple[str, ...], said: str) -> None:
    """What cannot be read is refused with the choices."""
    assert said in desk.refuses(2, *words)


@pytest.mark.parametrize("option", ["--to", "--copied", "--by"])
def test_unknown_people(desk: Terminal, option: str) -> None:
    """A letter goes to somebody who is known."""
    desk.refuses(3, *ADD, option, "nobody")


LETTER = b"Dear Chief Constable,\r\n\x00\xff"


@pytest.fixture
def office(fresh: Terminal) -> Terminal:
    """Ann Keeper's terminal, with an inspection, a forum, a letter (DOC-1) and a file of it."""
    opened(fresh)
    fresh.records("forum", "add", "Gold Group")
    fresh.records("document", "add", "letter", "Findings", "--on", "2014-09-03", "--by", "HMICFRS")
    (fresh.folder / "letter.bin").write_bytes(LETTER)
    return fresh


def test_all_that_is_known_at_once(office: Terminal) -> None:
    """Its inspection, the forum it went to, what it is attached to, its embargo and a copy: one transaction."""
    about = ("--inspection", "INS-1", "--to", "gold", "--copied", "Keeper", "--attached-to", "DOC-1")
    kept = ("--embargo", "4 September 2014 00:01", "--keep", "letter.bin")
    receipt = office.records("document", "add", "report", "Annex", "--on", "2014-09-03", *about, *kept, entries=4)
    assert receipt["references"] == ["DOC-2"]
    row = listed(office, "DOC-2", "document")
    assert (row["inspection"], row["to"], row["copied"]) == ("INS-1", ["FOR-1"], ["POST-1"])
    assert row["embargo"] == "2014-09-03T23:01:00.000000Z"
    assert [(file["name"], file["size"]) for file in row["files"]] == [("letter.bin", len(LETTER))]
    assert "Findings" in office.does("show", "DOC-2").out


def test_keep_and_save(office: Terminal) -> None:
    """What is written out is what was kept, byte for byte, with nothing recorded."""
    office.records("document", "keep", "findings", "letter.bin")
    before = office.size()
    said = office.does("document", "save", "DOC-1", "out.bin").out
    assert "letter.bin" in said and "out.bin" in said and said.endswith("  (FICTITIOUS)\n")
    assert (office.folder / "out.bin").read_bytes() == LETTER
    found = office.does("document", "save", "DOC-1", "again.bin", "--json").json
    assert (found["ref"], found["name"], found["file"], found["bytes"]) == (
        "DOC-1", "letter.bin", "again.bin", len(LETTER),
    )  # fmt: skip
    assert office.size() == before
    assert "Whole:" in office.does("verify").out


def test_several_copies(office: Terminal) -> None:
    """The last one, unless it is said which."""
    (office.folder / "scan.pdf").write_bytes(b"%PDF")
    office.records("document", "keep", "DOC-1", "letter.bin")
    office.records("document", "keep", "DOC-1", "scan.pdf")
    office.does("document", "save", "DOC-1", "last")
    office.does("document", "save", "DOC-1", "first", "--copy", "1")
    assert (office.folder / "last").read_bytes() == b"%PDF"
    assert (office.folder / "first").read_bytes() == LETTER
    assert office.refuses(3, "document", "save", "DOC-1", "x", "--copy", "3") == refusal(
        "DOC-1 has no copy 3.", "Give a number up to 2."
    )


def test_nothing_is_written_over(office: Terminal) -> None:
    """What lies there stays as it is."""
    office.records("document", "keep", "DOC-1", "letter.bin")
    (office.folder / "mine").write_text("mine")
    assert office.refuses(3, "document", "save", "DOC-1", "mine") == refusal(
        "There is something at mine already.", "Choose another name; nothing was written."
    )
    assert (office.folder / "mine").read_text() == "mine"
    office.refuses(3, "document", "save", "DOC-1", ".")
    assert "nowhere/x cannot be written" in office.refuses(6, "document", "save", "DOC-1", "nowhere/x")


def test_half_a_copy_does_not_stay(office: Terminal) -> None:
    """Where the disk is full, nothing is left that looks like the document."""
    office.records("document", "keep", "DOC-1", "letter.bin")
    begin = Path.open

    def full(self: Path, mode: str = "r", *more: object) -> object:
        opened = begin(self, mode, *more)  # type: ignore[call-overload]
        if mode == "xb":
            opened.close()
            raise OSError(28, "No space left on device")
        return opened

    office.patch.setattr(Path, "open", full)
    assert "No space left on device" in office.refuses(6, "document", "save", "DOC-1", "out.bin")
    assert not (office.folder / "out.bin").exists()


def test_nothing_was_kept(office: Terminal) -> None:
    """Then there is nothing to write."""
    assert office.refuses(3, "document", "save", "DOC-1", "x") == refusal(
        "No copy of DOC-1 is kept with the ledger.", "Keep one: `afi document keep DOC-1 FILE`."
    )
    assert not (office.folder / "x").exists()


def test_a_copy_that_was_erased(office: Terminal) -> None:
    """That it was there is on the record, and that it is gone is said."""
    office.records("document", "keep", "DOC-1", "letter.bin")
    office.does("document", "list")
    office.patch.setattr("ledger.stores.log.Log.texts", lambda _, commitments: {})
    assert office.refuses(3, "document", "save", "DOC-1", "x") == refusal(
        "That copy of DOC-1 was erased.", "See by whom, and why: `afi timeline DOC-1`."
    )


def test_keeping_may_be_repeated(office: Terminal) -> None:
    """The same file under the same command is kept once; another is refused."""
    keep, command = ("document", "keep", "DOC-1", "letter.bin"), ("--command", "a" * 32)
    office.records(*keep, *command)
    assert office.does(*keep, *command, "--json").json["repeated"] is True
    (office.folder / "letter.bin").write_bytes(b"another")
    assert "used before" in office.refuses(3, *keep, *command)


@pytest.mark.parametrize(
    ("name", "said"), [("gone.bin", "gone.bin cannot be read"), (".", "cannot be read"), ("empty", "The file is empty")]
)
def test_files_that_cannot_be_kept(office: Terminal, name: str, said: str) -> None:
    """The document is not added without the copy that was to come with it."""
    (office.folder / "empty").touch()
    assert said in office.refuses(2, "document", "keep", "DOC-1", name)
    assert said in office.refuses(2, *ADD, "--keep", name)


def test_ask(office: Terminal) -> None:
    """What it asks of a forum, or of nobody named, on the day that it bears."""
    receipt = office.records("document", "ask", "DOC-1", "To note", "--of", "gold")
    office.records("document", "ask", "DOC-1", "-", stdin=b"To plan")
    assert receipt["entries"][0]["happened_on"] == "2014-09-03"
    assert [(ask["text"], ask["of"]) for ask in listed(office, "DOC-1", "document")["asks"]] == [
        ("To note", "FOR-1"),
        ("To plan", None),
    ]


def test_an_embargo_and_its_history(office: Terminal) -> None:
    """Set in UK time, moved, left open, and lifted, which is not publication."""
    said = office.does("embargo", "DOC-1", "--until", "4 September 2014 00:01").out
    assert "4 September 2014 at 00:01 UK time" in said
    office.records("embargo", "DOC-1", "--until", "2014-12-05 09:30")
    row = listed(office, "DOC-1", "document")
    assert row["embargo"] == "2014-12-05T09:30:00.000000Z"
    assert "5 December 2014 at 09:30" in office.does("document", "list").out
    office.records("embargo", "DOC-1", "--open-ended")
    row = listed(office, "DOC-1", "document")
    assert (row["embargo"], row["embargoed"], len(row["embargoes"])) == (None, True, 3)
    office.records("embargo", "DOC-1", "--lifted", "--on", "2014-12-10")
    row = listed(office, "DOC-1", "document")
    assert (row["embargoed"], row["released_on"]) == (False, "2014-12-10")


def test_open_ended_from_the_first(office: Terminal) -> None:
    """A document may be added under an embargo of which no end is known."""
    office.records(*ADD, "--embargo", "open-ended", entries=2)
    row = listed(office, "DOC-2", "document")
    assert (row["embargo"], row["embargoed"]) == (None, True)


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        ((), 2, "It is not said how long the embargo holds."),
        (("--until", "2030-01-01", "--lifted"), 2, "It is not said how long the embargo holds."),
        (("--open-ended", "--lifted"), 2, "It is not said how long the embargo holds."),
        (("--until", "soon"), 2, '"soon" is not a day and a time of this century.'),
        (("--until", "September 2030"), 2, '"September 2030" is not a day and a time of this century.'),
        (("--lifted",), 3, "It is under no embargo."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_embargoes_refused(office: Terminal, options: tuple[str, ...], code: int, said: str) -> None:
    """It is said either until when, or that nobody knows, or that it is over."""
    assert said in office.refuses(code, "embargo", "DOC-1", *options)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((*ADD, "--inspection", "INS-9"), 3, "There is no INS-9 in this ledger."),
        ((*ADD, "--attached-to", "DOC-9"), 3, "There is no DOC-9 in this ledger."),
        ((*ADD, "--embargo", "soon"), 2, '"soon" is not a day and a time of this century.'),
        (("document", "keep", "DOC-9", "letter.bin"), 3, "There is no DOC-9 in this ledger."),
        (("document", "save", "DOC-9", "x"), 3, "There is no DOC-9 in this ledger."),
        (("document", "save", "DOC-1", "x", "--copy", "0"), 2, "Invalid value for '--copy'"),
        (("document", "ask", "DOC-1"), 2, "There is no text."),
        (("document", "ask", "DOC-1", " "), 2, "The text is empty."),
        (("document", "ask", "DOC-1", "x", "--of", "nowhere"), 3, 'There is no "nowhere" in this ledger.'),
        (("embargo", "DOC-9", "--lifted"), 3, "There is no DOC-9 in this ledger."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_refused(office: Terminal, words: tuple[str, ...], code: int, said: str) -> None:
    """A document is added with all that was said of it, or not at all."""
    assert said in office.refuses(code, *words)
