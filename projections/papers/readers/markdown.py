"""Reading a paper back from Markdown: each cell's text is what stands before the comment that bears its place."""

import re
from collections.abc import Iterator
from hashlib import sha256
from html import unescape

from ledger.errors import Unreadable
from projections.papers import manifest
from projections.papers.readers import Found, plain, same

_LARGEST = 50_000_000
_MANIFEST = re.compile(r"^<!-- afi-paper (.*) -->\r?$", re.MULTILINE)
#: A line that parts a table's head from its rows, or the foot from the rest.
_RULE = re.compile(r"[|\s:-]*")
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
        text = content.decode("utf-8-sig")
        [said] = _MANIFEST.findall(text)
    except ValueError:
        raise Unreadable(
            "This Markdown file is no paper of this program's, or is not all there.",
            "Check the copy that was issued, or compose it again.",
        ) from None
    return _found(manifest.parse(said), _MANIFEST.sub("", text))


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
    """What stands around the cells: how each line begins, with the number of its paragraph, and how many it holds."""
    lines = (_skeleton_of(line) for line in text.split("\n") if not _RULE.fullmatch(line))
    return "\n".join(filter(None, lines))


def _skeleton_of(line: str) -> str:
    held = len(_MARK.findall(line))
    begun = "|" if line.lstrip().startswith("|") else "".join(_BEGIN.match(line)[0].split())  # type: ignore[index]
    return f"{begun} {held}" if held or "**" in begun else ""


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Each piece of text with the place of its cell, or with -1 where no such comment follows it."""
    for line in text.split("\n"):
        if _RULE.fullmatch(line):
            continue
        row = line.lstrip().startswith("|")
        for part in _COLUMN.split(line) if row else [_BEGIN.sub("", line, count=1)]:
            *marked, rest = _MARK.split(part)
            yield from zip(map(int, marked[1::2]), marked[::2], strict=True)
            yield -1, rest


def _character(found: re.Match[str]) -> str:
    """What is meant by what is written otherwise."""
    if found[0] == "**":
        return ""
    return found[1] or ("\n" if found[0].startswith("<") else unescape(found[0]))
