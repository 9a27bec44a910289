"""A paper's file, read back: which format it is of, and what its cells say."""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commands.paper.composing import FORMATS
from ledger.errors import Unreadable

if TYPE_CHECKING:
    from projections.papers.readers import Found


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


def composed_in(file: Path, content: bytes) -> "Found | None":
    """The same; nothing where the file was made elsewhere."""
    try:
        return found_in(file, content)
    except Unreadable:
        return None
