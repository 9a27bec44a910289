"""Texts: from an argument, a file, standard input, the clipboard or an editor, byte for byte or not at all."""

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyperclip  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.text import text_of
from ledger.errors import Unreadable
from tests.commands.terminal import Stream, Terminal, program

NOTE = ("note", "AFI-7")

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
    before = desk.size()
    assert b"invisible control" in program(*NOTE, "caf\udce9", code=2).stderr
    assert desk.size() == before


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
    assert "Give only one of them." in desk.refuses(2, "finding", "INS-2", "x", "--file", "note.txt")
    assert "Give only one of them." in desk.refuses(2, *NOTE, "text", "--file", "note.txt")


def test_no_text_where_nobody_can_be_asked(desk: Terminal) -> None:
    """In a pipe no editor opens."""
    assert "There is no text." in desk.refuses(2, *NOTE)


@given(st.text(max_size=50).filter(lambda text: text != "-"))
def test_an_argument_is_the_text(text: str) -> None:
    """As it is, empty or odd; the ledger judges it."""
    assert text_of(text) == text


def refused(*given: Any) -> Unreadable:
    """Why a text is not taken."""
    with pytest.raises(Unreadable) as found:
        text_of(*given)
    return found.value


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("x", Path("a.txt"), False), "There is a text and a --file."),
        (("x", None, True), "There is a text and a --clip."),
        ((None, Path("a.txt"), True), "There is a --file and a --clip."),
        (("-", Path("a.txt"), True), "There is a text and a --file and a --clip."),
    ],
)
def test_only_one_text_is_given(given: tuple[Any, ...], said: str) -> None:
    """None of them comes first in silence."""
    assert (refused(*given).what, refused(*given).remedy) == (said, "Give only one of them.")


# The clipboard.


@pytest.fixture
def clipboard(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any], None]:
    """Lays a text on the clipboard, or has it fail."""

    def lay(what: Any) -> None:
        def paste() -> Any:
            if isinstance(what, BaseException):
                raise what
            return what

        monkeypatch.setattr(pyperclip, "paste", paste)

    return lay


def test_the_clipboard_byte_for_byte(clipboard: Callable[[Any], None]) -> None:
    """What was copied, final newlines and all."""
    clipboard(TEXT)
    assert text_of(clip=True) == text_of(None, None, True) == TEXT


def test_a_note_from_the_clipboard(desk: Terminal, clipboard: Callable[[Any], None]) -> None:
    """Recorded as it was copied; what could not be read as it is stored is refused."""
    clipboard("abc\u202ecba")
    assert "RIGHT-TO-LEFT OVERRIDE" in desk.refuses(2, *NOTE, "--clip")
    clipboard(TEXT)
    desk.records(*NOTE, "--clip")
    assert desk.does("register", "--json").rows[6]["last_note"] == TEXT


@pytest.mark.parametrize("content", ["", None])
def test_an_empty_clipboard(clipboard: Callable[[Any], None], content: str | None) -> None:
    """Or one that holds a picture."""
    clipboard(content)
    assert refused(None, None, True).what == "There is no text on the clipboard."


@pytest.mark.parametrize(
    "error",
    [
        pyperclip.PyperclipException("no mechanism"),
        UnicodeDecodeError("utf-8", b"\xe9", 0, 1, "x"),
        OSError(),
        Exception(),
    ],
    ids=repr,
)
def test_no_clipboard(clipboard: Callable[[Any], None], error: Exception) -> None:
    """The remedy names the other ways."""
    clipboard(error)
    refusal = refused(None, None, True)
    assert (refusal.what, refusal.exit_code) == ("The clipboard cannot be read here.", 2)
    assert "--file FILE" in refusal.remedy and "xclip" in refusal.remedy


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a clipboard")
def test_a_server_has_no_clipboard(monkeypatch: pytest.MonkeyPatch) -> None:
    """As the real library finds it."""
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr(pyperclip, "paste", pyperclip.lazy_load_stub_paste)
    monkeypatch.setattr(pyperclip, "copy", pyperclip.lazy_load_stub_copy)
    monkeypatch.setattr("platform.system", lambda: "Linux")
    monkeypatch.setattr("os.path.isfile", lambda _: False)
    assert refused(None, None, True).what == "The clipboard cannot be read here."


# The editor.


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """At a terminal, sets an editor that runs a line of Python on ``page``; returns where it lies."""
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def set_to(line: str) -> Path:
        for stream in ("stdin", "stdout"):
            monkeypatch.setattr(sys, stream, Stream(tty=True))
        script = tmp_path / "an editor.py"
        script.write_text(f"import os, pathlib, sys\npage = pathlib.Path(sys.argv[-1])\n{line}\n", encoding="utf-8")
        monkeypatch.setenv("EDITOR", f'"{sys.executable}" "{script}" --wait')
        return script

    return set_to


def writes(text: str, after: str = "page.read_bytes()") -> str:
    """A line that writes a text above what the page has."""
    return f"page.write_bytes({text.encode()!r} + {after})"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Dip sample at 92%", "Dip sample at 92%"),
        ("Dip sample at 92%\n", "Dip sample at 92%\n"),
        ("  Zoë said “yes”:\r\n\t- 漢字\n\n", "  Zoë said “yes”:\r\n\t- 漢字\n\n"),
        ("# a heading", "# a heading"),
    ],
)
def test_the_editor_byte_for_byte(editor: Callable[[str], Path], written: str, kept: str) -> None:
    """What is written above the line, without the one newline that the page began with."""
    editor(writes(written))
    assert text_of() == kept


@pytest.mark.parametrize(("ending", "kept"), [("\n", "a\nb"), ("\r\n", "a\nb"), ("", "a\nb"), ("\n\n", "a\nb\n")])
def test_the_final_newline_is_the_editors(editor: Callable[[str], Path], ending: str, kept: str) -> None:
    """One is taken off, however the page was left: without the line, and marked as UTF-8 too."""
    editor(writes("\ufeffa\nb" + ending, "b''"))
    assert text_of() == kept


@pytest.mark.parametrize("line", ["pass", "page.write_bytes(b'')", "page.unlink()", writes(" \t\n")])
def test_nothing_written(editor: Callable[[str], Path], line: str) -> None:
    """Left as it was, emptied, deleted or blank."""
    editor(line)
    assert (refused().what, refused().exit_code) == ("Nothing was written, so nothing was recorded.", 2)


def test_an_editor_that_fails(editor: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever it wrote; and one that is not there."""
    editor(writes("x") + "; sys.exit(1)")
    assert "failed, so nothing was recorded" in refused().what
    monkeypatch.setenv("EDITOR", "no-such-editor-here")
    assert "no-such-editor-here" in refused().what and "EDITOR" in refused().remedy


def test_an_editor_that_writes_no_utf_8(editor: Callable[[str], Path]) -> None:
    """As from a file."""
    editor("page.write_bytes(b'caf\\xe9')")
    assert refused().what == "The text is not UTF-8."


def test_the_page_is_its_users_alone_and_leaves_no_trace(editor: Callable[[str], Path], tmp_path: Path) -> None:
    """It lies in a folder of its own, which goes with whatever else the editor left there."""
    script = editor(
        "(page.parent / 'copy~').write_text('x'); " + writes("x") + f"; pathlib.Path({str(tmp_path / 'seen')!r})"
        ".write_text(oct(os.stat(page.parent).st_mode))"
    )
    assert text_of() == "x"
    assert {found.name for found in tmp_path.iterdir()} == {script.name, "seen"}
    if os.name != "nt":
        assert stat.S_IMODE(int((tmp_path / "seen").read_text(), 8)) == 0o700


def test_visual_comes_before_editor(editor: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """As everywhere; with neither, one that is usual on the system."""
    editor(writes("x"))
    monkeypatch.setenv("VISUAL", os.environ["EDITOR"])
    monkeypatch.setenv("EDITOR", "no-such-editor-here")
    assert text_of() == "x"
    monkeypatch.delenv("VISUAL")
    monkeypatch.delenv("EDITOR")
    monkeypatch.setattr("shutil.which", lambda name: None)
    monkeypatch.setattr("subprocess.run", lambda line, **_: subprocess.CompletedProcess(line, 1))
    assert "The editor (vi) failed" in refused().what


def test_a_note_from_the_editor(desk: Terminal, editor: Callable[[str], Path]) -> None:
    """At a terminal, where the command has none; nothing is recorded where nothing was written."""
    desk.tty = True
    editor("pass")
    before, left = desk.size(), desk.run(*NOTE)
    assert (left.code, desk.size()) == (2, before) and "Nothing was written, so nothing was recorded." in left.err
    editor(writes("Dip sample at 92%"))
    desk.records(*NOTE)
    assert desk.does("register", "--json").rows[6]["last_note"] == "Dip sample at 92%"


@pytest.mark.parametrize("stream", ["stdin", "stdout"])
def test_nobody_is_there_to_edit(editor: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch, stream: str) -> None:
    """Neither behind a pipe nor where the answer goes into one: the refusal names the other ways."""
    editor(writes("x"))
    for without in (Stream(), None):
        monkeypatch.setattr(sys, stream, without)
        refusal = refused()
        assert (refusal.what, refusal.exit_code) == ("There is no text.", 2)
        assert all(way in refusal.remedy for way in ("--file", "--clip", " - "))
