"""Search: what was ever said, by the words in it."""

from typing import Annotated

from commands.context import Reading
from commands.options import Shown, look
from commands.parameters import argument, option
from commands.rendering import Column, Row, answer
from ledger.errors import Unreadable
from ledger.vocabulary import KINDS


@look
def search(
    reading: Reading,
    shown: Shown,
    words: Annotated[list[str], argument("WORDS...", help='All are to be found; "in quotation marks" as a phrase.')],
    kinds: Annotated[
        list[str] | None,
        option("--kind", metavar="KIND", help="Only in records of this kind, like AFI or finding. May be repeated."),
    ] = None,
) -> None:
    """Search the texts of all entries for words, the newest first.

    A word is found in longer ones too, whatever its capitals and accents. A reference alone finds its record first.
    """
    from projections.queries.search import search as query

    if not all(word.strip(" *\t\n") for word in words):
        raise Unreadable("There is no word to search for.", "Give one or more, like `afi search supervision`.")
    rows = query(reading.views, words, [kind for typed in kinds or () for kind in _kinds(typed)])
    answer(reading, shown, rows, _COLUMNS, title=f"Search for {' '.join(words)}", empty=_EMPTY)


def _kinds(typed: str) -> list[str]:
    """The kinds of record that a reference or a noun names: AFI, or improvement for all three of its kinds."""
    wanted = typed.strip().casefold()
    found = [kind for kind, noun in KINDS.items() if wanted in (kind.casefold(), noun, f"{noun}s")]
    if not found:
        raise Unreadable(f'"{typed}" is not a kind of record.', f"Use one of: {', '.join(KINDS)}; or a noun: finding.")
    return found


def _found(row: Row) -> str:
    """Where in the entry, and that something else stands there now."""
    later = f" (corrected by {row['corrected_by']})" if row["corrected_by"] else ""
    return f"{row['snippet']}{later}"


_EMPTY = "Nothing was found. Try fewer words, the beginning of a word, or another --kind."
_COLUMNS = [
    Column("Ref", "ref"),
    Column("Found", _found, wide=True),
    Column("In", "name", wide=True, from_width=100),
    Column("Happened", "when"),
    Column("Entry", "entry"),
]
