"""Papers: issued with the SHA-256 of their file, kept or not, and told from any other file."""

from hashlib import sha256

import pytest

from tests.commands.listed import listed, refusal
from tests.commands.terminal import Terminal

CONTENT = b"%PDF-1.7 the update\n"
ISSUE = ("paper", "issue", "update.pdf", "--title", "Update for the board")


@pytest.fixture
def issued(fresh: Terminal) -> Terminal:
    """Ann Keeper's terminal, with a file and a forum."""
    (fresh.folder / "update.pdf").write_bytes(CONTENT)
    fresh.records("forum", "add", "Gold Group")
    return fresh


def test_issue(issued: Terminal) -> None:
    """For whom, with its marking, and its file by name, length and SHA-256."""
    issued.records("meeting", "hold", "gold", "--on", "2018-04-10")
    about = ("--forum", "gold", "--meeting", "1", "--to", "HMICFRS", "--to", "gold", "--marking", "official-sensitive")
    assert issued.records(*ISSUE, *about, "--by", "Keeper", "--on", "2018-04-02")["references"] == ["PAP-1"]
    row = listed(issued, "PAP-1", "paper")
    assert (row["title"], row["forum"], row["meeting"]) == ("Update for the board", "FOR-1", "MTG-1")
    assert (row["to"], row["marking"]) == (["ORG-2", "FOR-1"], "official_sensitive")
    assert (row["file"], row["size"], row["digest"]) == ("update.pdf", len(CONTENT), sha256(CONTENT).hexdigest())
    assert (row["said_by"], row["issued_on"], row["kept"]) == ("POST-1", "2018-04-02", False)


def test_replaces_and_keeps(issued: Terminal) -> None:
    """A later paper takes the place of an earlier one; a copy of the file lies in the ledger."""
    issued.records(*ISSUE)
    issued.records(*ISSUE, "--replaces", "PAP-1", "--keep")
    assert listed(issued, "PAP-1", "paper")["replaced_by"] == "PAP-2"
    row = listed(issued, "PAP-2", "paper")
    assert (row["replaces"], row["kept"]) == ("PAP-1", True)
    assert any(CONTENT in part.read_bytes() for part in issued.folder.glob("afi.ledger*"))
    assert "Whole:" in issued.does("verify").out


def test_check(issued: Terminal) -> None:
    """Whoever has a file can tell which paper it is, whatever it is called now."""
    issued.records(*ISSUE, "--to", "HMICFRS", "--on", "2018-04-02")
    (issued.folder / "renamed.pdf").write_bytes(CONTENT)
    said = issued.does("paper", "check", "renamed.pdf").out
    assert said.startswith("renamed.pdf is a paper as it was issued.")
    assert all(
        word in said for word in ("PAP-1 Update for the board", "2018-04-02", "HMICFRS", sha256(CONTENT).hexdigest())
    )
    found = issued.does("paper", "check", "renamed.pdf", "--json")
    assert [row["ref"] for row in found.rows] == ["PAP-1"]
    assert found.json["digest"] == sha256(CONTENT).hexdigest()


def test_a_file_that_is_none(issued: Terminal) -> None:
    """One byte more is another file; saying so is an answer, not a refusal."""
    issued.records(*ISSUE)
    (issued.folder / "other.pdf").write_bytes(CONTENT + b"\n")
    assert issued.does("paper", "check", "other.pdf").out.startswith(
        "other.pdf is none of the papers that were issued."
    )
    assert issued.does("paper", "check", "other.pdf", "--json").rows == []


def test_list(issued: Terminal) -> None:
    """Each with whom it was for."""
    assert "No paper is recorded yet." in issued.does("paper", "list").out
    issued.records(*ISSUE, "--forum", "gold")
    shown = issued.does("paper", "list").out
    assert "Update for the board" in shown and "Gold Group" in shown


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("--forum", "nowhere"), 3, 'There is no "nowhere" in this ledger.'),
        (("--meeting", "MTG-9"), 3, "There is no MTG-9 in this ledger."),
        (("--to", "nobody"), 3, 'There is no "nobody" in this ledger.'),
        (("--marking", "hush"), 2, '"hush" is not a marking.'),
        (("--replaces", "PAP-9"), 3, "There is no PAP-9 in this ledger."),
        (("--title", " "), 2, "The text is empty."),
    ],
)
def test_refused(issued: Terminal, options: tuple[str, ...], code: int, said: str) -> None:
    """Nothing is issued to nobody."""
    assert said in issued.refuses(code, *ISSUE, *options)


def test_files_that_cannot_be_issued(issued: Terminal) -> None:
    """One that is not there, a folder, and one with nothing in it."""
    issue = ("paper", "issue")
    assert issued.refuses(2, *issue, "gone.pdf", "--title", "x") == refusal(
        "gone.pdf cannot be read (No such file or directory).", "Check the path."
    )
    assert "cannot be read" in issued.refuses(2, *issue, ".", "--title", "x")
    (issued.folder / "empty.pdf").touch()
    assert issued.refuses(2, *issue, "empty.pdf", "--title", "x") == refusal(
        "empty.pdf is empty.", "Name the file that was issued."
    )
    issued.refuses(2, "paper", "check", "gone.pdf")


def test_too_large_to_keep(issued: Terminal) -> None:
    """It can be issued all the same, without a copy."""
    issued.patch.setattr("ledger.events.base.LARGEST_FILE", 4)
    assert "The file is empty, or has more than" in issued.refuses(2, *ISSUE, "--keep")
    issued.records(*ISSUE)
