"""What every refusal has to be: a sentence that says what, one that says what to do, its code, and nothing written."""

import re
from importlib import import_module
from pathlib import Path

from ledger.events import NOUNS
from ledger.events.base import REGISTRY
from tests.commands.terminal import Result, Terminal

#: The system, other programs and makers are called what they call themselves.
_NAMES = r"AFI_[A-Z]+|PostgreSQL|OneDrive|SharePoint"
#: What was typed, what is to be typed, and where files lie: none of it is said by the program.
_OTHERS = (
    *(r"`[^`]*`", r'"[^"]*"', r"(?<!\w)'[^']*'(?!\w)"),
    *(r"(?<![\w.])[\w.~-]*/[^\s;,:)]*[\w/]", r"\b[\w-]+\.ledger\b"),
)
_OF_PROGRAMS = re.compile(
    r"_|[a-z][A-Z]|\bNone\b|\bint\b|[0-9a-f]{8}-[0-9a-f]{4}-|\b0x|[{}<>]"
    r"|(?i:\b(?:claimed|uuid|epoch|sqlite|pydantic|typer|traceback|errno)\b)"
)
_END = re.compile(r"[.?!](?=\s|$)")


def type_names() -> set[str]:
    """Every type name that is stored: improvement.raised and the like."""
    for noun in NOUNS:
        import_module(f"ledger.events.{noun}")
    return {name for name, _ in REGISTRY}


def kept(desk: Terminal) -> dict[str, tuple[bytes, int]]:
    """All files around a terminal, with when each was last written: ledger, read models, keys, memory, leftovers.

    A reader may make SQLite's shared memory and an empty log anew.
    """
    found = (path for path in desk.folder.parent.rglob("*") if path.is_file() and not path.name.endswith("-shm"))
    return {str(path): _content(path) for path in found if not _is_empty_log(path)}


def _content(path: Path) -> tuple[bytes, int]:
    return path.read_bytes(), 0 if path.name.endswith("-wal") else path.stat().st_mtime_ns


def _is_empty_log(path: Path) -> bool:
    return path.name.endswith("-wal") and not path.stat().st_size


def refuses(desk: Terminal, code: int, *words: str, stdin: bytes = b"") -> str:
    """Runs a command that is to be refused as every refusal has to be; returns what was said."""
    before = kept(desk)
    result = desk.run(*words, stdin=stdin)
    assert kept(desk) == before
    return check(result, code)


def check(result: Result, code: int) -> str:
    """What a refusal said: one sentence, one remedy, and nothing on standard output."""
    assert (result.code, result.out) == (code, ""), result
    what, remedy = result.err.splitlines()
    assert what.startswith("afi: ") and remedy.startswith("     ")
    for sentence in (what.removeprefix("afi: "), remedy.removeprefix("     ")):
        check_sentence(sentence)
    return result.err


def check_sentence(said: str) -> None:
    """One sentence in plain words, no longer than somebody reads, and a question only where it offers a choice."""
    assert said[0] != " " and len(said) <= 2000, said
    assert said.endswith(".") or re.match(r"Did you mean .*\?$", said), said
    own = said
    for theirs in _OTHERS:
        own = re.sub(theirs, "X", own)
    assert [end.end() for end in _END.finditer(own)] == [len(own)], own
    own = re.sub(_NAMES, "X", own)
    assert not _OF_PROGRAMS.search(own), own
    assert not [name for name in type_names() if name in own], own
