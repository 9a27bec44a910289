"""The timeline: what changed, from what to what, when, who said it, who recorded it and when."""

import sys
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from commands.context import Reading
from commands.options import Shown, look
from commands.parameters import argument, option
from commands.rendering import Column, Row, width_of
from ledger.errors import Unreadable
from ledger.vocabulary import word

if TYPE_CHECKING:
    from datetime import date


class Format(StrEnum):
    """What a timeline can be shown as."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MD = "md"
    SVG = "svg"


@look
def timeline(
    reading: Reading,
    shown: Shown,
    refs: Annotated[list[str] | None, argument("[REF...]", help="Only of these records.")] = None,
    inspection: Annotated[
        str, option("--inspection", "-i", metavar="INSPECTION", help="Of an inspection and all that hangs on it.")
    ] = "",
    question: Annotated[
        str, option("--question", "-q", metavar="QUESTION", help="Of what stands under a question.")
    ] = "",
    person: Annotated[
        str,
        option("--person", metavar="PERSON", help="What a person said or recorded, what names them, posts they held."),
    ] = "",
    post: Annotated[
        str, option("--post", metavar="POST", help="What was said by a post, who held it, what it owns or leads.")
    ] = "",
    forum: Annotated[
        str, option("--forum", metavar="FORUM", help="Of a forum: its meetings, decisions, actions and papers.")
    ] = "",
    from_: Annotated[str, option("--from", metavar="DATE", help="Only what happened on that day or after it.")] = "",
    to: Annotated[str, option("--to", metavar="DATE", help="Only what happened on that day or before it.")] = "",
    late: Annotated[
        bool, typer.Option("--late", help="Only what was recorded more than 30 days after it happened.")
    ] = False,
    format_: Annotated[
        str,
        option("--format", metavar="FORMAT", words=Format,
               help="Show a table, json, csv, md (a table for documents) or svg (a picture); -o writes any to a file."),
    ] = "",
    picture: Annotated[
        bool, typer.Option("--picture", help="Draw the improvements in it as bars, here in the terminal.")
    ] = False,
) -> None:  # fmt: skip
    """Show what happened, in the order in which it happened.

    Options narrow it together: --inspection INS-2 --late is what of INS-2 was recorded late. On an inspection hang
    its documents, grades, findings and improvements, their actions and expectations, and what names one of these,
    like a meeting that considered it; --question and --forum reach as far. What a post said is also said by the person
    who held it on that day. A vague date is in the range if any of its days is.

    What happened before the ledger began stands under a heading of its own: it could not be recorded in time, so it is
    never late. A picture shows whole improvements, from when each was raised until it was closed, or today.
    SVG, Markdown and files leave out what is under embargo, and say so.
    """
    from commands.picture.showing import Found, show_as
    from projections.queries.timeline import Asked, narrowed

    wanted = _format(shown, format_, picture)
    first, last = _range(from_, to, reading)
    asked = Asked(
        reading.records(refs) if refs else None,
        reading.named(inspection, "INS"),
        reading.named(question, "QUE"),
        reading.named(person, "PER"),
        reading.named(post, "POST"),
        reading.named(forum, "FOR"),
        first, last, late,
    )  # fmt: skip
    show_as(wanted, Found(reading, shown, asked, reading.counted(narrowed(reading.views, asked))))


def _format(shown: Shown, typed: str, picture: bool) -> str:
    """What to show it as; a file's name says it where nothing else does, and else it is CSV."""
    named = {"json": shown.json, "csv": shown.csv, "picture": picture, str(word(Format, typed)) if typed else "": typed}
    wanted = [name for name, given in named.items() if given]
    if len(wanted) > 1:
        raise Unreadable(f"It cannot be shown as {' and as '.join(wanted)} at once.", "Ask for one of them.")
    of_file = _BY_SUFFIX.get(shown.output.suffix.casefold(), "csv") if shown.output else "table"
    found = wanted[0] if wanted else of_file
    if shown.output and found in ("table", "picture"):
        raise Unreadable(
            f"A {found} is for the terminal, not for a file.", "Add --format csv, json, md or svg for a file."
        )
    return found


def _range(from_: str, to: str, reading: Reading) -> "tuple[date | None, date | None]":
    """The first and the last day of a range, as far as they were typed."""
    from ledger import days

    first = days.parse(from_, reading.today).first if from_ else None
    last = days.parse(to, reading.today).last if to else None
    if first and last and last < first:
        raise Unreadable(f'"{to}" is before "{from_}".', "Give the earlier date with --from, and the later with --to.")
    return first, last


def roomy() -> bool:
    """Whether who said and recorded it, and when, can stand in columns of their own."""
    width = width_of(sys.stdout)
    return width is None or width >= ROOMY


def said_by(row: Row) -> str:
    """Who said it."""
    return str(row["said_by_name"] or row["said_by"])


def recorded_at(row: Row) -> str:
    """When it was recorded, in UTC."""
    return str(row["recorded_at"])[:16].replace("T", " ")


def recorder(row: Row) -> str:
    """Who recorded it, where that was somebody else than who said it."""
    return "" if row["said_by"] == row["recorded_by"] else str(row["recorded_by_name"] or row["recorded_by"])


def recorded(row: Row) -> str:
    """When it was recorded, and by whom where somebody else had said it."""
    return recorded_at(row) + (f" by {recorder(row)}" if recorder(row) else "")


def what(row: Row) -> str:
    """What changed, that something else stands there now, why and on whose authority, and that it was recorded late."""
    from projections.queries.entries import later

    late = f"{row['late_by']} days after it happened" if row.get("late_by") else ""
    grounds = {"Reason": row["why"], "Authority": row["authority"], "Recorded late": late}
    return "\n".join([f"{row['sentence']}{later(row)}", *(f"{name}: {text}" for name, text in grounds.items() if text)])


def _told(row: Row) -> str:
    """What changed, and below it who said and recorded it, and from what."""
    return f"{what(row)}\n{voices(row)}"


def voices(row: Row) -> str:
    """Who said and who recorded it, on which day where that was another, and from what."""
    from ledger.days import uk_today
    from projections.queries.words import day, listed

    recorded_on = f"{uk_today(datetime.fromisoformat(row['recorded_at']))}"
    when = f" on {day(recorded_on)}" if recorded_on != row["happened_on"] else ""
    source = f", from {listed(row['source'])}" if row["source"] else ""
    if recorder(row):
        return f"said by {said_by(row)}, recorded by {recorder(row)}{when}{source}"
    return (f"said by {said_by(row)}, and recorded{when}" if when else f"said and recorded by {said_by(row)}") + source


def what_changed() -> Column:
    """What changed; with who said it, where that has no column of its own."""
    return Column("What changed", what if roomy() else _told, wide=True)


#: From so many places on there is room for those columns.
ROOMY = 120
#: The entry is what `afi correct` and `afi show` take.
ENTRY = Column("Entry", "entry")
HAPPENED = Column("Happened", "when")
REF = Column("Ref", "ref")
SAID = Column("Said by", said_by, from_width=ROOMY)
RECORDED = Column("Recorded (UTC)", recorded, from_width=ROOMY)
SOURCE = Column("Source", lambda row: ", ".join(row["source"]), from_width=140)
#: What a file is that is named so.
_BY_SUFFIX = {".json": "json", ".md": "md", ".svg": "svg"}
