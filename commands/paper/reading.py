"""A paper's file, read back: which format it is of, and what its cells say."""

import re
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commands.paper.composing import FORMATS
from ledger.errors import Unreadable

if TYPE_CHECKING:
    from projections.papers.readers import Found


_MANIFEST = re.compile(r'<script type="application/json" id="afi-paper">[^<]*</script>')
_MACHINERY = re.compile(
    r"<(style|script)\b[^>]*>.*?</\1\s*>|<(?:meta|link|base)\b[^>]*>|\s(?:on\w+|style|hidden|dir)\s*=\s*[^\s>]*",
    re.IGNORECASE | re.DOTALL,
)


def found_in(file: Path, content: bytes) -> "Found":
    """What stands in a paper's file. ``Unreadable`` where it is none that was composed here."""
    suffix = file.suffix.lower()
    if suffix not in FORMATS:
        raise Unreadable(
            f"{file.name} is of no format that papers are composed in.",
            f"Name a file that `afi paper` wrote ({', '.join(FORMATS)}); `afi paper check` knows any by its bytes.",
        )
    reader: Any = import_module(f"projections.papers.readers.{FORMATS[suffix]}")
    found: Found = reader.read(content)
    return found


def has_template(file: Path) -> bool:
    """Whether papers of its format may be laid out by an organisation's template, with words of its own."""
    return FORMATS.get(file.suffix.lower()) == "word"


def machinery(content: bytes) -> list[str]:
    """What a page in HTML has beside its words: styles, scripts, settings, links, and what makes elements act."""
    page = _MANIFEST.sub("", content.decode("utf-8-sig"))
    return sorted(" ".join(found[0].split()) for found in _MACHINERY.finditer(page))


def composed_in(file: Path, content: bytes) -> "Found | None":
    """The same; nothing where the file was made elsewhere."""
    try:
        return found_in(file, content)
    except Unreadable:
        return None
