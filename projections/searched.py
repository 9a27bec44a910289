"""How words are compared when they are searched for, and what of an entry the table ``search`` holds.

A word is a run of letters and digits; capitals, accents and the form of an apostrophe do not count. The table has no
texts of its own (it is contentless), so its size is that of an index, and nothing in it shows a text that the table
``happening`` no longer has. An entry whose texts were erased leaves it by the command "delete" with what was put in.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence

#: Letters and digits, with the marks that Unicode may set behind a letter.
WORD = re.compile(r"(?:[^\W_]|[\u0300-\u036f])+")
#: Stands between two texts of an entry, so that no phrase runs over from one into the other. A word to SQLite, which
#: nobody can type: of all that ``WORD`` is not, private characters alone are.
BETWEEN = " \ue000 "


def compared(text: str) -> str:
    """A text as its words are compared."""
    if text.isascii():
        return text.casefold()
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return bare.casefold()


def words_of(text: str) -> list[str]:
    """The words of a text, as they are compared."""
    return WORD.findall(compared(text))


def row(position: int, stream: str, recorded_by: str, said_by: str, texts: Iterable[str]) -> Sequence[object]:
    """An entry as the table holds it; a reference is one word, and so is its kind."""
    about = f"{stream.partition('-')[0]} {squeezed(stream)}"
    return position, about, squeezed(recorded_by), squeezed(said_by), compared(BETWEEN.join(texts))


def squeezed(reference: str) -> str:
    """A reference as the one word that it is there."""
    return reference.replace("-", "")
