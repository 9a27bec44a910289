"""Packs: made for a named reader, recorded as a disclosure, green in a real browser, without what may not leave."""

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tests.commands.boards import board as board
from tests.commands.boards import gold_group as gold_group
from tests.commands.boards import withheld_report
from tests.commands.fenshire import moved_to_fenshire
from tests.commands.listed import listed, refusal
from tests.commands.outside import Outsider, countersigned, requested
from tests.commands.terminal import Terminal
from tests.projections.pages.chromium import Browser, Seen, chromium
from tests.projections.pages.packing import repaired, with_block

MAKE = ("pack", "make", "AFI-1..2", "--for", "HMICFRS", "-o", "pack.html")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real Chromium, started once."""
    with chromium() as running:
        yield running


def shown(browser: Browser, desk: Terminal, name: str = "pack.html") -> Seen:
    """What a reader of a pack sees."""
    seen: Seen = browser.open(desk.folder / name)
    return seen


def made(desk: Terminal, *words: str) -> dict[str, Any]:
    """Makes a pack; what is said of it."""
    receipt = desk.records(*words)
    pack: dict[str, Any] = receipt["pack"]
    return pack


def test_make(board: Terminal) -> None:
    """It is recorded for whom, of what and as of when; the file is there, and its digest is said."""
    before = board.size()
    pack = made(board, *MAKE, "--by", "Keeper", "--authority", "Minute 4 of the board")
    row = listed(board, "PCK-1", "pack")
    assert (row["recipient"], row["records"], row["of_entry"]) == ("ORG-2", ["AFI-1", "AFI-2"], f"E-{before}")
    assert (row["said_by"], row["texts_withheld"], row["replaces"]) == ("POST-1", 0, None)
    content = (board.folder / "pack.html").read_bytes()
    assert pack["digest"] == sha256(content).hexdigest() and pack["records"] == ["AFI-1", "AFI-2"]
    assert (pack["file"], pack["folder"], pack["as_of"]) == ("pack.html", None, f"E-{before}")
    [entry] = board.does("log", "-n", "1", "--json").rows
    assert entry["authority"] == "Minute 4 of the board"
    assert "Whole:" in board.does("verify").out


def test_said(board: Terminal) -> None:
    """To people: what was written, and what the reader has to be told by another way."""
    said = board.does("pack", "AFI-1", "--for", "Ms Inspector", "-o", "pack.html", "--dir", "plain").out
    assert "PCK-1  Pack made for Ms Inspector: 1 record as of E-" in said
    assert "Wrote pack.html and plain: 1 record, " in said and "Tell its reader by another way" in said
    assert sha256((board.folder / "pack.html").read_bytes()).hexdigest() in said
    assert json.loads((board.folder / "plain" / "pack.json").read_text())["first_key"] in said
    assert (board.folder / "plain" / "pack.html").read_bytes() == (board.folder / "pack.html").read_bytes()


def test_list_and_replaces(board: Terminal) -> None:
    """Each pack with its reader; a later one takes the place of an earlier."""
    assert "No pack is recorded yet." in board.does("pack", "list").out
    board.records(*MAKE)
    board.records("pack", "make", "AFI-1", "--for", "Ms Inspector", "-o", "two.html", "--replaces", "PCK-1")
    assert [row["replaced_by"] for row in board.does("pack", "list", "--json").rows] == ["PCK-2", None]
    assert "Ms Inspector" in board.does("pack", "list").out


def test_dry_run(board: Terminal) -> None:
    """It says what would be recorded, and writes nothing."""
    size = board.size()
    assert "Pack made for HMICFRS: 2 records" in board.does(*MAKE, "--dry-run").out
    assert board.size() == size and not (board.folder / "pack.html").exists()


def test_as_of(board: Terminal, browser: Browser) -> None:
    """As the ledger held it then; names and words of later are not in it."""
    then = board.size()
    board.records("note", "AFI-1", "A later word", "--on", "2018-05-01")
    pack = made(board, *MAKE, "--as-of", f"E-{then}")
    assert pack["as_of"] == f"E-{then}"
    seen = shown(browser, board)
    assert seen.verdict.startswith("✓ Checked. The entries here of 2 records") and "A later word" not in seen.whole


def test_repeated(board: Terminal) -> None:
    """The same command with the same id records once, and writes the same file again."""
    words = (*MAKE, "--as-of", f"E-{board.size()}", "--command", "ab" * 16)
    board.records(*words)
    first = (board.folder / "pack.html").read_bytes()
    (board.folder / "pack.html").unlink()
    assert board.does(*words, "--json").json["repeated"]
    assert (board.folder / "pack.html").read_bytes() == first


# In a browser.


def test_cambridgeshire(desk: Terminal, browser: Browser) -> None:
    """All of the real example is green."""
    pack = made(desk, "pack", "--all", "--for", "HMICFRS", "-o", "pack.html")
    seen = shown(browser, desk)
    assert seen.verdict.startswith(f"✓ Checked. The entries here of {len(pack['records'])} records")
    assert list(seen.records) == pack["records"] and set(seen.records.values()) == {"✓ Checked"}
    assert (seen.console, seen.requests, seen.dialogs) == ([], [], [])


def test_fenshire(example: Path, bare: Terminal, browser: Browser) -> None:
    """So is all of the made-up year, which says that it is made up; with its files."""
    fenshire = moved_to_fenshire(example, bare)
    pack = made(fenshire, "pack", "--all", "--for", "HMICFRS", "-o", "pack.html")
    seen = shown(browser, fenshire)
    assert set(seen.records.values()) == {"✓ Checked"} and len(seen.records) == len(pack["records"]) > 60
    assert "FICTITIOUS" in seen.text and {"calls-2025-01.csv"} <= set(seen.files)
    assert "second time" not in seen.verdict and (seen.console, seen.requests) == ([], [])


def test_an_inspection(board: Terminal) -> None:
    """With all that it found."""
    pack = made(board, "pack", "make", "-i", "INS-1", "--for", "HMICFRS", "-o", "pack.html")
    assert pack["records"] == ["AFI-1", "AFI-2", "AFI-3", "INS-1"]


def test_embargo(board: Terminal, browser: Browser) -> None:
    """What is under embargo is in neither file, and is counted; with it all of a record there is no pack."""
    secret = withheld_report(board, "AFI-1")
    result = board.run("pack", "make", "AFI-1", secret, "--for", "HMICFRS", "-o", "pack.html", "--dir", "plain")
    assert result.code == 0 and "Left out because of an embargo: 1 record and 1 entry of others." in result.err
    files = [*(board.folder / "plain").rglob("*"), board.folder / "pack.html"]
    for path in filter(Path.is_file, files):
        assert not any(word in path.read_bytes() for word in (b"Secret so far", b"Unheard of", b"Not to be known"))
    seen = shown(browser, board)
    assert seen.verdict.startswith("✓ Checked. The entries here of 1 record are")
    assert "Left out because of an embargo, by the program's count: 1 record and 1 entry of others." in seen.text
    assert "Nothing of this may leave" in board.refuses(3, "pack", secret, "--for", "HMICFRS", "-o", "two.html")


def test_embargo_of_what_is_named(board: Terminal) -> None:
    """The entry that makes a pack goes with it, so it can cite nothing under embargo."""
    withheld_report(board, "AFI-1")
    assert board.refuses(3, *MAKE, "--source", "DOC-1:1", "--authority", "The letter") == refusal(
        "DOC-1 is under embargo, and whoever gets this pack would read of it.", "Make the pack without naming it."
    )


def test_void(board: Terminal, browser: Browser) -> None:
    """What does not count is left out and counted; by its name it is refused."""
    board.records("void", "AFI-3", "--in-error", "--reason", "Twice")
    result = board.run("pack", "-i", "INS-1", "--for", "HMICFRS", "-o", "pack.html")
    assert result.code == 0 and "Left out, as they do not count: 1 record." in result.err
    assert "1 record that does not count (recorded in error, or twice) left out" in shown(browser, board).text
    assert board.refuses(3, "pack", "AFI-3", "--for", "HMICFRS", "-o", "two.html") == refusal(
        "AFI-3 does not count: it was recorded in error, or twice.",
        "Leave it out; a pack says how many such records it is without.",
    )


def test_withheld(board: Terminal, browser: Browser) -> None:
    """A text that is kept back is counted, with by whose decision and why; its entry is proved without it."""
    entry = board.records("note", "AFI-1", "PC Smith was slow", "--on", "2018-05-01")["entries"][0]["entry"]
    why = ("--withhold", entry, "--reason", "It names an officer", "--by", "Keeper")
    board.records(*MAKE, *why)
    seen = shown(browser, board)
    assert seen.verdict.startswith("✓ Checked.") and "PC Smith" not in seen.whole
    assert "1 text or file withheld, decided by Keeper (POST-1), because: It names an officer." in seen.text
    assert "[text withheld]" in seen.text and "Progress note: “[withheld]”" in seen.whole
    assert listed(board, "PCK-1", "pack")["texts_withheld"] == 1
    assert b"PC Smith" not in (board.folder / "pack.html").read_bytes()


def test_erased(board: Terminal, browser: Browser) -> None:
    """A text that was erased is told as such: by whom, when, under what authority, and what stands there now."""
    entry = board.records("note", "AFI-1", "PC Smith was slow", "--on", "2018-05-01")["entries"][0]["entry"]
    erase = ("erase", entry, "--replace", "[an officer] was slow", "--authority", "Data protection officer", "--yes")
    assert board.run(*erase).code == 0
    board.records(*MAKE)
    seen = shown(browser, board)
    assert seen.verdict.startswith("✓ Checked."), seen.problems
    assert "PC Smith" not in seen.whole and "1 text had been erased before" in seen.text
    assert "[text erased by Ann Keeper (PER-1) on " in seen.whole
    assert "under: Data protection officer; in its place: [an officer] was slow]" in seen.whole
    assert b"PC Smith" not in (board.folder / "pack.html").read_bytes()


@pytest.mark.parametrize("kind", [("--ed25519",), ()])
def test_countersigned(board: Terminal, browser: Browser, kind: tuple[str, ...]) -> None:
    """Who outside countersigned, up to which entry, when, and whether the policy is met; checked where it can be."""
    audit = Outsider(board, "audit")
    audit.key(*kind)
    board.records("policy", "set", "--witness", f"Audit={audit.key_line()}")
    signed = countersigned(board, audit, requested(board))
    size = board.size()
    assert board.run("countersign", "add", str(signed)).code == 0
    board.records(*MAKE)
    seen = shown(browser, board)
    assert seen.verdict.startswith("✓ Checked."), seen.problems
    assert "Who outside countersigned, and up to which entry" in seen.text and f"E-{size}" in seen.text
    if "This browser cannot check ML-DSA-44" in seen.text:
        assert not kind and "Whether the ledger's own policy is met cannot be told in this browser." in seen.text
    else:
        assert f"The ledger's own policy is met up to E-{size}." in seen.text
    path = board.folder / "pack.html"
    cut = repaired(with_block(path.read_text(), "pack", lambda block: block.update(countersigned={})), "pack")
    path.write_text(cut)
    assert "comes without the proof that the ledger extends it" in shown(browser, board).verdict


# Refused.


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("AFI-1", "-o", "p.html"), 2, "It is not said for whom the pack is."),
        (("AFI-1", "--for", "ORG-99", "-o", "p.html"), 3, "There is no ORG-99 in this ledger."),
        (("AFI-1", "--for", "HMICFRS", "-o", "p.html", "--as-of", "2001-01-01"), 3, "Give a later day"),
        (("AFI-1", "--for", " ", "-o", "p.html"), 2, "The text is empty."),
        (("AFI-1", "--for", "HMICFRS"), 2, "It is not said where the pack is to be written."),
        (("--for", "HMICFRS", "-o", "p.html"), 2, "It is said nowhere of what the pack is."),
        (("AFI-1", "--all", "--for", "HMICFRS", "-o", "p.html"), 2, "It is said in two ways of what the pack is."),
        (("AFI-99", "--for", "HMICFRS", "-o", "p.html"), 3, "There is no AFI-99 in this ledger."),
        (("LEDGER", "--for", "HMICFRS", "-o", "p.html"), 3, "A pack is of records, and the ledger's own is none."),
        (("AFI-1", "--for", "HMICFRS", "-o", "no/p.html"), 6, "There is no folder "),
        (("AFI-1", "--for", "HMICFRS", "-o", "p.html", "--withhold", "E-1", "--reason", "x"), 3, "E-1 is no entry of"),
        (("AFI-1", "--for", "HMICFRS", "-o", "p.html", "--withhold", "x"), 2, '"x" is not an entry.'),
        (("AFI-1", "--for", "HMICFRS", "-o", "p.html", "--replaces", "PCK-9"), 3, "There is no PCK-9"),
        (("AFI-1", "--for", "HMICFRS", "-o", "p.html", "--as-of", "E-3"), 3, "Nothing of this may leave as of E-3."),
    ],
)  # fmt: skip
def test_refused(board: Terminal, words: tuple[str, ...], code: int, said: str) -> None:
    """Nothing is recorded, and nothing written."""
    assert said in board.refuses(code, "pack", "make", *words)
    assert not (board.folder / "p.html").exists()


def test_withheld_without_a_reason(board: Terminal) -> None:
    """The reader is told why."""
    entry = board.records("note", "AFI-1", "A word", "--on", "2018-05-01")["entries"][0]["entry"]
    assert board.refuses(2, *MAKE, "--withhold", entry) == refusal(
        "It is not said why texts are withheld.", "Add --reason TEXT; the reader is told it."
    )


def test_taken(board: Terminal) -> None:
    """Nothing is written over another file or folder, and then nothing is recorded."""
    (board.folder / "pack.html").write_text("mine")
    assert "There is something at pack.html already." in board.refuses(3, *MAKE)
    (board.folder / "plain").mkdir()
    assert "There is something at plain already." in board.refuses(
        3, "pack", "AFI-1", "--for", "HMICFRS", "--dir", "plain"
    )


def test_cannot_be_written(board: Terminal) -> None:
    """A disk that is full by then: it is recorded, and said how to have the file all the same."""

    def full(*_given: object) -> None:
        from ledger.errors import StoreUnavailable

        raise StoreUnavailable("pack.html cannot be written (No space left on device).", "Check the path.")

    board.patch.setattr("commands.pack.put", full)
    before = board.size()
    result = board.run(*MAKE)
    assert result.code == 6 and "It is recorded as PCK-1: repeat with --command " in result.err
    assert f"--as-of E-{before}" in result.err and board.size() == before + 1


def test_whose_key(board: Terminal) -> None:
    """Only a key that may publish speaks for the ledger."""
    board.patch.setattr("commands.published.speakers", lambda reading: {})
    assert "You have no key on this computer that may publish" in board.refuses(3, *MAKE)


def test_too_many(board: Terminal) -> None:
    """More records than one entry can name."""
    board.patch.setattr("commands.disclosed.MOST", 1)
    assert board.refuses(3, *MAKE) == refusal(
        "A pack holds 1 records at most, and these are 2.", "Make one for each inspection: -i INSPECTION."
    )


def test_help(board: Terminal) -> None:
    """`afi pack` alone says what there is; whatever is no command of it makes a pack."""
    assert "make" in board.run("pack").out and "list" in board.run("pack", "--help").out
    assert "It is not said for whom" in board.refuses(2, "pack", "-o", "pack.html", "AFI-1")
