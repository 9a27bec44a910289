"""Where a text comes from: an argument, a file, standard input, the clipboard, or an editor that is opened for it.

An argument, a file, standard input and the clipboard are recorded byte for byte, final newlines too. An editor ends
what it writes with a newline that nobody typed: that one is taken off, and nothing else is.
"""

import os
import sys
from pathlib import Path
from typing import Annotated, TextIO

import typer

from commands.parameters import option
from ledger.errors import Unreadable

File = Annotated[Path | None, option("--file", metavar="FILE", help="Read the text from a file.")]
Clip = Annotated[bool, typer.Option("--clip", help="Take the text from the clipboard.")]

_HOW = "Give it in the command, or with --file FILE, with --clip, or as - from standard input."
_SCISSORS = "# ------------------------ >8 ------------------------"
_PAGE = f"""
{_SCISSORS}
# Write the text above this line; save, and close the editor.
# Nothing from that line on is recorded. Leave the page empty to record nothing.
"""


def text_of(typed: str | None = None, file: Path | None = None, clip: bool = False, before: str = "") -> str:
    """The one text that was given (``-`` is standard input); with none at a terminal, what an editor is left with.

    The editor begins with what stood there ``before``.

    ``None`` is no text; an empty one is a text that the ledger refuses. Resolve references first: a refusal after
    the editor was closed would cost its user the text.
    """
    given = [name for name, there in (("a text", typed), ("a --file", file), ("a --clip", clip)) if there]
    if len(given) > 1:
        raise Unreadable(f"There is {' and '.join(given)}.", "Give only one of them.")
    if file:
        return _read(file)
    if clip:
        return _clipboard()
    if typed is None:
        return _edited(before)
    return _decoded(sys.stdin.buffer.read()) if typed == "-" else typed


def _read(file: Path) -> str:
    try:
        return _decoded(file.read_bytes())
    except OSError as error:
        raise Unreadable(f"{file} cannot be read ({error.strerror}).", "Check the path.") from None


def _decoded(content: bytes, encoding: str = "utf-8") -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable("The text is not UTF-8.", "Save it as UTF-8 and repeat the command.") from None


def _clipboard() -> str:
    import pyperclip  # type: ignore[import-untyped]

    try:
        text: str | None = pyperclip.paste()
    except Exception as error:  # it raises classes of its own, of the system, and bare ones
        raise Unreadable(
            "The clipboard cannot be read here.",
            "Use --file FILE, or - for standard input; on Linux, wl-clipboard or xclip makes --clip work.",
        ) from error
    if not text:
        raise Unreadable("There is no text on the clipboard.", "Copy the text, then repeat the command.")
    return text


def _edited(before: str) -> str:
    """What somebody writes in their editor, if there is somebody."""
    if not (_is_terminal(sys.stdin) and _is_terminal(sys.stdout)):
        raise Unreadable("There is no text.", _HOW)
    import tempfile

    # A folder of its own, which only its owner can enter, takes the editor's own copies with it when it goes.
    with tempfile.TemporaryDirectory(prefix="afi-", ignore_cleanup_errors=True) as folder:
        page = Path(folder) / "text.txt"
        page.write_bytes((before + _PAGE).replace("\n", os.linesep).encode())
        _open_editor(page)
        try:
            written = _decoded(page.read_bytes(), "utf-8-sig")  # some editors on Windows mark what they write
        except FileNotFoundError:
            written = ""
    text = written.partition(_SCISSORS)[0]
    text = text.removesuffix("\r\n") if text.endswith("\r\n") else text.removesuffix("\n")
    if not text.strip():
        raise Unreadable("Nothing was written, so nothing was recorded.", _HOW)
    return text


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()


def _open_editor(page: Path) -> None:
    """The editor that is set, run as shells run it: it may have options."""
    import shlex
    import subprocess

    editor = _editor()
    path = f'"{page}"' if os.name == "nt" else shlex.quote(str(page))
    if subprocess.run(f"{editor} {path}", shell=True).returncode:
        raise Unreadable(
            f"The editor ({editor}) failed, so nothing was recorded.",
            "Set VISUAL or EDITOR to yours, or use --file FILE.",
        )


def _editor() -> str:
    from shutil import which

    set_by_user = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    usual = ("notepad",) if os.name == "nt" else ("sensible-editor", "nano", "vim")
    return set_by_user or next(filter(which, usual), "vi")
