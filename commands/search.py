"""Search: what was ever said, by the words in it."""

import os
import re
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from commands.context import Reading
from commands.filters import kinds_of
from commands.options import Shown, look
from commands.parameters import argument, option
from commands.rendering import Column, Row, answer, print_text, titled, width_of, wrapped

if TYPE_CHECKING:
    from projections.queries.search import Found


@look
def search(
    reading: Reading,
    shown: Shown,
    words: Annotated[list[str], argument("WORDS...", help='All are to be found; "in quotation marks" as a phrase.')],
    best: Annotated[
        bool, typer.Option("--best", help="The best first: what says it most often in fewest words.")
    ] = False,
    everything: Annotated[bool, typer.Option("--all", help="All that is found, not only the first 50.")] = False,
    kinds: Annotated[
        list[str] | None,
        option("--kind", metavar="KIND", help="Only in records of this kind, like AFI or finding. May be repeated."),
    ] = None,
    inspection: Annotated[
        str, option("--inspection", "-i", metavar="INSPECTION", help="Only of an inspection and all that hangs on it.")
    ] = "",
    question: Annotated[str, option("--question", "-q", metavar="QUESTION", help="Only under this question.")] = "",
    status: Annotated[
        str, option("--status", metavar="STATUS", help="Only of improvements that stand so, like owned or closed.")
    ] = "",
    owner: Annotated[str, option("--owner", metavar="POST", help="Only of what this post owns.")] = "",
    lead: Annotated[str, option("--lead", metavar="POST", help="Only of what this post leads.")] = "",
    force: Annotated[str, option("--force", metavar="FORCE", help="Only of this force.")] = "",
    said_by: Annotated[str, option("--said-by", metavar="WHO", help="Only what they said.")] = "",
    recorded_by: Annotated[str, option("--recorded-by", metavar="PERSON", help="Only what they recorded.")] = "",
    since: Annotated[
        str, option("--since", metavar="WHEN", help="Only what was recorded after this: a date, E-120, last OIG.")
    ] = "",
    until: Annotated[str, option("--until", metavar="WHEN", help="Only what was recorded as far as this.")] = "",
) -> None:
    """Search the texts of all entries for words, the newest first.

    A word of three letters or more is found at the beginning of longer ones too, whatever its capitals and accents.
    A number, a shorter word, and what stands in quotation marks are found as they are, or with an asterisk at the
    beginning of others: "early nov*". Words that no one entry has are found together in a record. A reference alone
    finds its record first.
    """
    from projections.queries.search import LIMIT, Asked
    from projections.queries.search import search as query

    typed = {"question": question, "status": status, "owner": owner, "lead": lead, "force": force}
    asked = Asked(
        kinds=kinds_of(kinds),
        inspection=reading.named(inspection, "INS"),
        fields=_fields(reading, typed),
        said_by=reading.named(said_by, "POST", "PER", "ORG"),
        recorded_by=reading.named(recorded_by, "PER"),
        **_between(reading, since, until),
    )
    found = query(reading.views, words, asked, best=best, limit=None if everything else LIMIT)
    _answer(reading, shown, found, f"Search for {' '.join(words)}")


def _fields(reading: Reading, typed: dict[str, str]) -> dict[str, str]:
    """The values that a record is to have."""
    from projections.queries.words import STATUS

    kinds = {"question": "QUE", "owner": "POST", "lead": "POST", "force": "ORG"}
    found = {field: reading.named(typed[field], kind) for field, kind in kinds.items()}
    found["status"] = reading.chosen(typed["status"], STATUS, "a status")
    return {field: value for field, value in found.items() if value}


def _between(reading: Reading, since: str, until: str) -> dict[str, int]:
    """The entry after which, and the one as far as which it was recorded."""
    from commands.moment import position_of
    from commands.moment import since as since_when

    found = {"after": since_when(reading.views, since, "--since").position} if since else {}
    return found | ({"until": position_of(reading.views, until)} if until else {})


# How it is shown.


def _answer(reading: Reading, shown: Shown, found: "Found", title: str) -> None:
    if shown.for_programs or not found.rows or width_of(sys.stdout) is None:
        also = {"more": found.more, "or_more": found.or_more}
        answer(reading, shown, found.rows, _COLUMNS, title=title, empty=_EMPTY, also=also)
    else:
        print_text(titled(title, reading), style="bold")
        for row in found.rows:
            print()
            _print_found(row)
    if found.more and not shown.json:
        more = f"{'more than ' if found.or_more else ''}{found.more:,} more"
        stream = sys.stderr if shown.for_programs else sys.stdout
        print(f"…and {more}: show them with --all, or narrow it.", file=stream)


def _print_found(row: Row) -> None:
    """A record, what was found in an entry of it, and which entry that is."""
    from projections.queries.entries import later

    print_text(row["name"], first=f"{row['ref']}  ", indent=" " * (len(row["ref"]) + 2), style="bold")
    _print_marked(row)
    print_text(f"{row['when']}, {row['said_by_name'] or row['said_by']}, {row['entry']}{later(row)}", indent="  ")


def _print_marked(row: Row) -> None:
    """Where in the entry, the words bold on a terminal that shows it."""
    if not sys.stdout.isatty() or os.environ.get("NO_COLOR"):
        print_text(_marked(row), indent="  ")
        return
    from rich.console import Console
    from rich.text import Text

    for line in wrapped(_marked(row, *_BOLD), sys.stdout, 2):
        pieces = re.split(f"[{''.join(_BOLD)}]", f"  {line}")
        text = Text.assemble(*((piece, "bold" if place % 2 else "") for place, piece in enumerate(pieces)))
        Console(file=sys.stdout, soft_wrap=True, highlight=False).print(text)


def _marked(row: Row, begin: str = "«", end: str = "»") -> str:
    """What was found, between marks; for bold each word by itself, for a line may end between two."""
    text, done = "", 0
    for first, last in row["matches"]:
        found: str = row["snippet"][first:last]
        found = found if begin not in _BOLD else found.replace(" ", f"{end} {begin}")
        text, done = f"{text}{row['snippet'][done:first]}{begin}{found}{end}", last
    return f"{text}{row['snippet'][done:]}"


def _found(row: Row) -> str:
    """Where in the entry, and that something else stands there now."""
    from projections.queries.entries import later

    return f"{_marked(row)}{later(row)}"


_EMPTY = (
    "Nothing was found. Try fewer words, the beginning of a word with an asterisk (superv*), or without --kind and "
    "the like."
)
#: Two characters that are seen nowhere and take up no room.
_BOLD = ("\ufe00", "\ufe01")
_COLUMNS = [
    Column("Ref", "ref"),
    Column("Found", _found, wide=True),
    Column("In", "name", wide=True, from_width=100),
    Column("Happened", "when"),
    Column("Entry", "entry"),
]
