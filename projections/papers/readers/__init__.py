"""Reading a paper back from its file: what each cell says there, whatever a program or a person made of the file."""

import re
import unicodedata
from typing import NamedTuple

from projections.papers.manifest import Manifest

#: What XML cannot hold, and so what files say a replacement character for.
_UNHOLDABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
REPLACEMENT = "\ufffd"


class Found(NamedTuple):
    """A paper's file: its manifest, what each cell says in it, and the texts that belong to no cell.

    What is seen and says nothing is there by its digests (SHA-256 in hex), which are the same where it looks the same,
    also after another program packed or saved the file; a format of which nobody compares it has none.
    """

    manifest: Manifest
    texts: dict[str, str]
    outside: tuple[str, ...]
    #: Each picture in order, or each page.
    drawings: tuple[str, ...] = ()
    #: How the texts are set: elements, marks, numbers, styles.
    look: str = ""
    #: What set it: another program, or another version of it, draws the same paper otherwise.
    maker: str = ""
    #: The file's name, and the SHA-256 of its bytes in hex (formats.py).
    name: str = ""
    digest: str = ""


def holdable(text: str) -> str:
    """A text as every format can hold it: what is no character of XML becomes U+FFFD."""
    return _UNHOLDABLE.sub(REPLACEMENT, text)


def same(one: str, other: str) -> bool:
    """Whether two texts say the same, however a format breaks lines and composes letters."""
    return plain(one) == plain(other)


def plain(text: str) -> str:
    """A text as it is compared."""
    return " ".join(unicodedata.normalize("NFC", holdable(text)).split())
