"""Reading a paper back from Markdown: each cell's text is what stands before the comment that bears its place."""

import re
from collections.abc import Iterator
from hashlib import sha256
from html import unescape

from ledger.errors import Unreadable
from projections.papers import manifest
from projections.papers.readers import Found, plain, same

_LARGEST = 50_000_000
_MANIFEST = re.compile(r"^<!-- afi-paper (.*) -->$", re.MULTILINE)
_MAKER = re.compile(r"^<!-- (afi-ledger paper \d{1,4}) -->$", re.MULTILINE)
#: A line that parts a table's head from its rows, or the foot from the rest.
_RULE = re.compile(r"[|\s:-]*")
#: What is as long as a program likes it.
_LONG, _BLANK = re.compile(r"--+|(?<=\S)[ \t]+"), re.compile(r"\n{2,}")
#: How a line that is no row of a table begins, and the number of its paragraph.
_BEGIN = re.compile(r"^\s*+(?:(?:#{1,6}|>|[-+*])(?:\s++|$))*+(?:\*\*(?:[A-Z]|\d{1,4})(?:\.\d{1,4})*\*\*\s)?")
_MARK = re.compile(r"<!--c(\d{1,9})-->")
_COLUMN = re.compile(r"(?<!\\)\|")
_WRITTEN = re.compile(r"\\([!-/:-@\[-`{-~])|<br ?/?>|\*\*|&#?\w{1,32};", re.IGNORECASE)


def read(content: bytes) -> Found:
    """The cells of a paper's file. ``Unreadable`` where it is none."""
    try:
        if len(content) > _LARGEST:
            raise ValueError("too large")
        text = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        [said] = map(manifest.uncommented, _MANIFEST.findall(text))
    except ValueError:
        raise Unreadable(
            "This Markdown file is no paper of this program's, or is not all there.",
            "Check the copy that was issued, or compose it again.",
        ) from None
    maker = _MAKER.search(text)
    found = _found(manifest.parse(said), _MAKER.sub("", _MANIFEST.sub("", text)))
    return found._replace(maker=maker[1] if maker else "")


def _found(said: manifest.Manifest, text: str) -> Found:
    ids = dict(enumerate(cell.id for cell in said.cells))
    texts: dict[str, str] = {}
    outside: list[str] = []
    for place, piece in _pieces(text):
        id_, words = ids.get(place), _WRITTEN.sub(_character, piece)
        if id_ is None or not same(texts.setdefault(id_, words), words):
            outside.append(words)
    return Found(said, texts, tuple(filter(plain, outside)), look=sha256(_skeleton(text).encode()).hexdigest())


def _skeleton(text: str) -> str:
    """What stands around the cells, line by line; several lines that say nothing are as one."""
    return _BLANK.sub("\n\n", "\n".join(map(_skeleton_of, text.split("\n")))).strip()


def _skeleton_of(line: str) -> str:
    """How a line begins, with its paragraph's number; how many cells it holds, in which columns, and how strong."""
    if _RULE.fullmatch(line):
        return _LONG.sub(lambda found: found[0][0].strip(), line).rstrip(" \t")
    row = _is_row(line)
    begun = line[: len(line) - len(line.lstrip())] if row else _BEGIN.match(line)[0]  # type: ignore[index]
    held = [len(_MARK.findall(part)) for part in _parts(line)]
    return f"{begun}{'|' if row else ''} {held} {line.count('**')}"


def _is_row(line: str) -> bool:
    return line.lstrip().startswith("|")


def _parts(line: str) -> list[str]:
    """The columns of a row, or what stands after the beginning of any other line."""
    return _COLUMN.split(line) if _is_row(line) else [_BEGIN.sub("", line, count=1)]


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Each piece of text with the place of its cell, or with -1 where no such comment follows it."""
    for line in text.split("\n"):
        if _RULE.fullmatch(line):
            continue
        for part in _parts(line):
            *marked, rest = _MARK.split(part)
            yield from zip(map(int, marked[1::2]), marked[::2], strict=True)
            yield -1, rest


def _character(found: re.Match[str]) -> str:
    """What is meant by what is written otherwise."""
    if found[0] == "**":
        return ""
    return found[1] or ("\n" if found[0].startswith("<") else unescape(found[0]))
