"""The formats of papers, by how a file's name ends: what renders a paper in one, and what reads it back."""

from hashlib import sha256
from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from ledger.errors import Unreadable

if TYPE_CHECKING:
    from projections.papers.model import Paper
    from projections.papers.readers import Found

#: The module of each, of the same name among the renderers and among the readers.
FORMATS = {".docx": "word", ".pdf": "pdf", ".html": "html", ".md": "markdown"}
#: The one whose papers an organisation may lay out by a template, with words of its own.
WITH_TEMPLATE = ".docx"


def rendered(paper: "Paper", suffix: str, template: bytes | None = None) -> bytes:
    """The paper as the bytes of a format."""
    module: Any = import_module(f"projections.papers.renderers.{FORMATS[suffix]}")
    return bytes(module.render(paper, template) if suffix == WITH_TEMPLATE else module.render(paper))


def read(name: str, content: bytes) -> "Found":
    """What stands in a paper's file. ``Unreadable`` where it is none that was composed here."""
    suffix = suffix_of(name)
    if suffix not in FORMATS:
        raise Unreadable(
            f"{name} is of no format that papers are composed in.",
            f"Name a file that `afi paper` wrote ({', '.join(FORMATS)}); `afi paper check` knows any by its bytes.",
        )
    module: Any = import_module(f"projections.papers.readers.{FORMATS[suffix]}")
    found: Found = module.read(content)
    return found._replace(name=name, digest=sha256(content).hexdigest())


def suffix_of(name: str) -> str:
    """How a file's name ends, with the dot, in lower case."""
    return PurePath(name).suffix.lower()
