"""Deadlines: what is due and overdue, what the law asks for, which embargoes lift, which forums should meet."""

import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

import typer

from commands.context import Reading
from commands.filters import nothing
from commands.options import Shown, look
from commands.parameters import option
from commands.rendering import Column, Row, answer, print_text, width_of
from ledger.errors import Unreadable
from projections.queries.words import counted, day


@look
def deadlines(
    reading: Reading,
    shown: Shown,
    forum: Annotated[str, option("--forum", metavar="FORUM", help="Only what this forum looks after.")] = "",
    owner: Annotated[
        str, option("--owner", metavar="WHO", help="Only of this post, or of a person and the posts that they hold.")
    ] = "",
    inspection: Annotated[
        str, option("--inspection", "-i", metavar="INSPECTION", help="Only of this inspection.")
    ] = "",
    kind: Annotated[
        str,
        option(
            "--kind",
            metavar="KIND",
            help="Only work (or improvement, action, expectation), section 55, embargo, meeting.",
        ),
    ] = "",
    within: Annotated[
        int | None, typer.Option("--within", metavar="DAYS", min=0, help="Only what is due within so many days.")
    ] = None,
    until: Annotated[str, option("--until", metavar="DATE", help="Only what is due by then.")] = "",
    overdue: Annotated[bool, typer.Option("--overdue", help="Only what has passed.")] = False,
    soon: Annotated[bool, typer.Option("--soon", help="Only what is due soon.")] = False,
    stale: Annotated[bool, typer.Option("--stale", help="Only what has had no update.")] = False,
    everything: Annotated[
        bool, typer.Option("--all", help="Also what has no date, and the responses that were sent.")
    ] = False,
    ics: Annotated[
        Path | None, option("--ics", metavar="FILE", help="Write a calendar, without what is under embargo.")
    ] = None,
) -> None:
    """List what is due, overdue or without an update; statutory days, embargoes about to lift, meetings due."""
    from projections.queries import deadlines as query

    at = query.looking_from(reading.views, reading.today)
    listed = query.listing(
        at,
        forum=reading.named(forum, "FOR"),
        owner=reading.named(owner, "POST", "PER", "ORG"),
        inspection=reading.named(inspection, "INS"),
        kind=reading.chosen(kind, {"work": "work", **query.KINDS}, "a kind of deadline"),
        until=_until(within, until, reading.today),
        overdue=overdue,
        soon=soon,
        stale=stale,
    )
    rows = [query.row(each, at) for each in listed if everything or query.is_asked_of(each)]
    if calendar := _calendar(ics, shown):
        from commands.calendar import write

        return write(reading, calendar, rows, as_json=shown.json)
    asked = {
        "--forum": forum, "--owner": owner, "--inspection": inspection, "--kind": kind, "--until": until,
        "--within": "" if within is None else str(within),
    }  # fmt: skip
    empty = "" if rows else _NONE if overdue or soon or stale else _empty(reading, asked)
    all_dates = within is None and not (until or overdue or soon or stale)
    return _show(reading, shown, rows, empty, len(listed) - len(rows) if all_dates else 0)


def _until(within: int | None, until: str, today: date) -> date | None:
    if within is not None and until:
        raise Unreadable("There are two ends: --within and --until.", "Give only one of them.")
    if within is not None:
        return today + timedelta(days=min(within, (date.max - today).days))
    if not until:
        return None
    from ledger.days import parse

    return parse(until, today, ahead=True).last


def _calendar(ics: Path | None, shown: Shown) -> Path | None:
    """Where a calendar is to be written: -o does it too, for a file of that name."""
    by_name = shown.output if shown.output and shown.output.suffix.casefold() == ".ics" else None
    if ics and (shown.csv or shown.output):
        raise Unreadable("It cannot be both a calendar and CSV.", "Give --ics FILE, or --csv, or -o FILE.")
    return ics or by_name


def _show(reading: Reading, shown: Shown, rows: list[Row], empty: str, more: int) -> None:
    answer(reading, shown, rows, _columns(), title="Deadlines", empty=empty, also={"not_shown": more})
    if more and not shown.for_programs:
        print()
        print_text(f"{counted(more, 'more has', 'more have')} no date, or nothing left to do: afi deadlines --all")


def _empty(reading: Reading, asked: dict[str, str]) -> str:
    from projections.queries.deadlines import deadlines as query

    begin = "Nothing here has a date to come. Set one: afi due AFI-1 2026-12-31"
    return nothing(
        "deadline", begin=begin, all_with="afi deadlines", everything=lambda: query(reading.views, reading.today),
        asked=asked,
    )  # fmt: skip


_NONE = "There is nothing of the kind. See all: afi deadlines"
_HEADINGS = {
    "passed": "Overdue",
    "soon": "Due soon",
    "later": "Later",
    "reported": "Reported complete by the force: to be checked, submitted or closed by others",
    "stale": "No update",
    "before_ledger": "Passed before this ledger began: what came of it is not recorded here",
    "sent": "Sent",
    "no_date": "Without a date",
}


def _columns() -> list[Column]:
    """Whose it is and the command have columns of their own where there is room, else lines below what it is."""
    width = width_of(sys.stdout)
    roomy = width is None or width >= _ROOMY
    return [
        Column("Ref", "ref"),
        Column("Group", lambda row: _HEADINGS[row["group"]], heads=True),
        Column("When", lambda row: row["day"] or row["day_words"]),
        Column("Days", _days),
        Column("What", _what if roomy else _told, wide=True),
        Column("Whose", "owner_name", from_width=_ROOMY),
        Column("Command", "command", from_width=_ROOMY),
    ]


_ROOMY = 120


def _what(row: Row) -> str:
    """What it is, and below it its date as that was stated, where that says more than the day."""
    more = row["day"] and row["day_words"] != day(row["day"])
    return str(row["what"]) + (f"\n{row['day_words'][0].upper()}{row['day_words'][1:]}" if more else "")


def _told(row: Row) -> str:
    """The same, with whose it is and the command."""
    return "\n".join(filter(None, [_what(row), row["owner_name"], row["command"]]))


def _days(row: Row) -> str:
    """How many: the heading says of what."""
    if row["days"] is None:
        return ""
    far = counted(abs(row["days"]), "day")
    match row["group"]:
        case "passed":
            return f"{far} late"
        case "sent":
            return str(row["state_words"]).removeprefix("sent ")
        case "stale" | "before_ledger":
            return far
    return "today" if row["days"] == 0 else f"{far} left" if row["days"] > 0 else f"{far} ago"
