"""Texts that would not read as they are stored, wherever a text can be given; and none at all."""

import os
from pathlib import Path

import pytest

from tests.commands.refusals.refused import check, kept, refuses
from tests.commands.terminal import Result, Terminal, program

ON = ("--on", "2025-11-10")
NOTE = ("note", "AFI-3")
MEGABYTE = "é" * 1_000_000

#: What is wrong with a text, how it is put, and what to do about it.
WRONG = {
    "control": ("a\x1b[31mred", "Character 2 of the text is an invisible control (U+001B).", "Remove it"),
    "null": ("a\x00", "Character 2 of the text is an invisible control (U+0000).", "Remove it"),
    "override": ("abc\u202ecba", "Character 4 of the text is an invisible control (RIGHT-TO-LEFT OVERRIDE).", "Remove"),
    "isolate": ("abc\u2066cba", "invisible control (LEFT-TO-RIGHT ISOLATE).", "Remove it"),
    "surrogate": ("caf\udce9", "Character 4 of the text is an invisible control (U+DCE9).", "Remove it"),
    "megabyte": (MEGABYTE, "The text is 1,000,000 characters long.", "Shorten it to 100,000"),
    "blank": (" \n\t\u200b", "The text is empty.", "Type what is to be recorded"),
}
#: Every way in which a text reaches the ledger from the command line.
PLACES = (
    (*NOTE, "{}"),
    (*NOTE, "x", "--reason", "{}"),
    (*NOTE, "x", "--on", "2025-06", "--words", "{}"),
    ("people", "add", "{}"),
    ("people", "rename", "PER-1", "{}", *ON),
    ("document", "add", "letter", "{}", *ON),
    ("inspection", "alias", "INS-1", "{}"),
    ("question", "alias", "QUE-1", "{}"),
    ("raise", "afi", "INS-6", "x", "--number", "{}", *ON),
    ("close", "AFI-5", "--authority", "inspectorate", "--how", "letter", "--level", "{}", *ON),
    ("correct", "E-131", "outcome=good", "--reason", "x", "--authority", "{}"),
    ("disclose", "DOC-1", "--to", "{}"),
)


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("place", PLACES, ids=" ".join)
def test_in_the_command(fenshire: Terminal, place: tuple[str, ...], wrong: str) -> None:
    """As an argument or an option."""
    text, said, remedy = WRONG[wrong]
    what, then = refuses(fenshire, 2, *(text if word == "{}" else word for word in place)).splitlines()
    assert said in what and remedy in then


@pytest.mark.parametrize("wrong", [name for name in WRONG if name != "surrogate"])
def test_from_a_file_and_from_standard_input(fenshire: Terminal, wrong: str) -> None:
    """Byte for byte the same text, and the same refusal."""
    text, said, remedy = WRONG[wrong]
    (fenshire.folder / "note.txt").write_bytes(text.encode())
    for found in (
        refuses(fenshire, 2, *NOTE, "--file", "note.txt"),
        refuses(fenshire, 2, *NOTE, "-", stdin=text.encode()),
        refuses(fenshire, 2, "raise", "afi", "INS-6", "--list", "note.txt", *ON) if wrong != "blank" else "",
    ):
        assert wrong == "blank" or (said in found and remedy in found)


def test_broken_utf_8(fenshire: Terminal) -> None:
    """From a file, from standard input, and as bytes that a shell hands over."""
    (fenshire.folder / "note.txt").write_bytes(b"caf\xe9")
    for said in (
        refuses(fenshire, 2, *NOTE, "--file", "note.txt"),
        refuses(fenshire, 2, *NOTE, "-", stdin=b"caf\xe9"),
    ):
        assert said == "afi: The text is not UTF-8.\n     Save it as UTF-8 and repeat the command.\n"
    before = kept(fenshire)
    said = program(*NOTE, os.fsdecode(b"caf\xe9"), code=2).stderr.decode()
    assert "Character 4 of the text is an invisible control" in check(Result(2, "", said), 2)
    assert kept(fenshire) == before


@pytest.mark.parametrize(
    "place", [("note", "{}", "x"), ("show", "{}"), (*NOTE, "x", "--by", "{}"), (*NOTE, "x", "--on", "{}")], ids=" ".join
)
@pytest.mark.parametrize("text", [MEGABYTE, "9" * 1_000_000, "a\x1b[31m", "abc\u202ecba"], ids=lambda text: text[:2])
def test_where_a_name_or_a_date_is_meant(fenshire: Terminal, place: tuple[str, ...], text: str) -> None:
    """It is refused at once, without repeating what nobody could read."""
    said = refuses(fenshire, 2 if "--on" in place else 3, *(text if word == "{}" else word for word in place))
    assert "\x1b" not in said and "\u202e" not in said


# The editor.


def edit(desk: Terminal, script: str) -> None:
    """Sets an editor that does to its page, ``$1``, what a script says."""
    editor = desk.folder.parent / "editor"
    editor.write_text(f"#!/bin/sh\n{script}\n")
    editor.chmod(0o755)
    desk.patch.setenv("VISUAL", str(editor))
    desk.patch.setenv("COLUMNS", "1000")
    desk.tty = True


@pytest.mark.skipif(os.name == "nt", reason="the editors of this test are scripts of a Unix shell")
@pytest.mark.parametrize(
    ("script", "said", "remedy"),
    [
        ("true", "Nothing was written, so nothing was recorded.", "--file FILE"),
        (': > "$1"', "Nothing was written, so nothing was recorded.", "--file FILE"),
        ('rm "$1"', "Nothing was written, so nothing was recorded.", "--file FILE"),
        ('printf " \\n\\n" > "$1"', "Nothing was written, so nothing was recorded.", "--file FILE"),
        ('printf "caf\\351" > "$1"', "The text is not UTF-8.", "as UTF-8"),
        ('printf "a\\033[31m" > "$1"', "is an invisible control", "Remove it"),
        ("false", "failed, so nothing was recorded.", "VISUAL or EDITOR"),
    ],
)
def test_an_editor_left_empty(fenshire: Terminal, script: str, said: str, remedy: str) -> None:
    """Left as it was, emptied, deleted, left blank; filled with what is no text; failed. Its page does not stay."""
    edit(fenshire, script)
    what, then = refuses(fenshire, 2, *NOTE).splitlines()
    assert said in what and remedy in then
    assert list((fenshire.folder.parent / "aside").iterdir()) == []


def test_nobody_to_write(fenshire: Terminal) -> None:
    """In a pipe no editor opens."""
    assert "There is no text." in refuses(fenshire, 2, *NOTE)


def test_a_file_that_is_none(fenshire: Terminal, tmp_path: Path) -> None:
    """A wrong path, and a folder."""
    for path in ("lost.txt", str(tmp_path)):
        assert "cannot be read" in refuses(fenshire, 2, *NOTE, "--file", path)
