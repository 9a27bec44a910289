"""The register: every improvement, where it stands, who owns it and when it is due."""

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated

from commands.colour import colour_column
from commands.context import Reading
from commands.filters import Inspection, InspectionOption, nothing, the_one
from commands.options import Shown, look
from commands.parameters import option
from commands.rendering import Column, Row, answer, number_of, print_text, width_of
from ledger.vocabulary import ImprovementKind, word
from projections.queries.words import counted
from projections.queries.words import day as in_words


@look
def register(
    reading: Reading,
    shown: Shown,
    inspection: Inspection = "",
    inspection_option: InspectionOption = "",
    question: Annotated[str, option("--question", "-q", metavar="QUESTION", help="Only under this question.")] = "",
    kind: Annotated[
        str, option("--kind", metavar="KIND", help="Only of this kind: afi, coc or rec.", words=ImprovementKind)
    ] = "",
    status: Annotated[
        str, option("--status", metavar="STATUS", help="Only those that stand so, like owned or closed.")
    ] = "",
    owner: Annotated[str, option("--owner", metavar="POST", help="Only those this post owns.")] = "",
    lead: Annotated[str, option("--lead", metavar="POST", help="Only those this post leads.")] = "",
    force: Annotated[str, option("--force", metavar="FORCE", help="Only of this force.")] = "",
    colour: Annotated[
        str, option("--colour", metavar="COLOUR", help="Only of this colour: red, amber, green, blue, white or none.")
    ] = "",
) -> None:
    """Show the register of improvements, each with its status colour."""
    from projections.queries import register as query
    from projections.queries.colour import COLOURS, totals
    from projections.queries.words import STATUS

    typed = the_one(inspection, inspection_option)
    about = {
        "inspection": reading.named(typed, "INS"),
        "force": reading.named(force, "ORG"),
        "kind": word(ImprovementKind, kind).value if kind else None,
    }
    rows = query.register(
        reading.views,
        **about,
        question=reading.named(question, "QUE"),
        owner=reading.named(owner, "POST"),
        lead=reading.named(lead, "POST"),
        status=reading.chosen(status, STATUS, "a status"),
        today=reading.today,
    )
    wanted = reading.chosen(colour, COLOURS, "a status colour")
    rows = _marked(reading, [row for row in rows if wanted in (None, row["colour"])])
    nils = query.nils(reading.views, **about)
    shown_rows = rows if shown.for_programs else _arranged(rows)
    asked = {
        "--inspection": typed, "--question": question, "--kind": kind, "--status": status, "--owner": owner,
        "--lead": lead, "--force": force, "--colour": colour,
    }  # fmt: skip
    empty, also = "" if rows else _empty(reading, asked), {"nils": nils, "totals": totals(rows)}
    answer(reading, shown, shown_rows, _columns(), title="Register of improvements", empty=empty, also=also)
    if not shown.for_programs:
        _print_below(reading, also)


def _marked(reading: Reading, rows: list[Row]) -> list[Row]:
    """The rows with whether each is under an embargo, as that is known now."""
    from projections.queries.withheld import withheld

    with reading.present():
        held = withheld(reading.views, datetime.now(UTC)) if rows else frozenset()
    for row in rows:  # in place: a nation's register is not to be held twice
        row["embargoed"] = row["ref"] in held
    return rows


def _print_below(reading: Reading, also: Row) -> None:
    """How many there are of each colour and status, by which rule, and what is recorded to be none."""
    from projections.queries.colour import COLOURS, rule
    from projections.queries.words import STATUS

    totals = also["totals"]
    if totals["improvements"]:
        by_colour, by_status = (
            ", ".join(f"{number:,} {words[word].lower()}" for word, number in totals[field].items())
            for field, words in (("colour", COLOURS), ("status", STATUS))
        )
        whose = "the program's own rule" if rule(reading.views).default else "the rule of this ledger"
        print()
        print_text(f"{counted(totals['improvements'], 'improvement')}: {by_colour}. By status: {by_status}.")
        print_text(f"Colours as on {in_words(str(reading.today))}, by {whose}: afi settings colours.")
    if also["nils"]:
        print()
    for nil in also["nils"]:
        print_text(f"{nil['inspection']} {nil['inspection_title']}: {nil['sentence']} (recorded, {nil['entry']}).")


def _empty(reading: Reading, asked: dict[str, str]) -> str:
    from projections.queries.register import recorded

    begin = 'No improvement is recorded here yet. Raise one: afi raise afi INS-1 "What is to improve"'
    return nothing(
        "improvement",
        begin=begin,
        all_with="afi register",
        everything=lambda: range(recorded(reading.views)),
        asked=asked,
    )


def _arranged(rows: Sequence[Row]) -> list[Row]:
    """By inspection and question; a recommendation made under a cause of concern stands below it, in its place."""
    shown = {row["ref"]: row for row in rows}
    placed = [(shown.get(row["under"], row), row) for row in rows]
    ordered = sorted(placed, key=lambda pair: (*_place(pair[0]), pair[0] is not pair[1], _place(pair[1])))
    several = len({row["force"] for row in rows}) > 1
    return [row | {"heading": _heading(above, of_force=several)} for above, row in ordered]


def _place(row: Row) -> tuple[int, int, str, int]:
    """By inspection and question, then by kind, as they are numbered."""
    return number_of(row["inspection"]), number_of(row["question"]), row["ref"][:3], number_of(row["ref"])


def _heading(row: Row, *, of_force: bool) -> str:
    """The question, and whose register it is where there are several forces."""
    force = f"{row['force_name']}: " if of_force else ""
    return f"{force}{row['question_name'] or 'Under no question'} ({row['inspection']})"


def _text(row: Row) -> str:
    """What is asked for, with its parts, what it hangs on, and how often it was found."""
    under, accelerated = f"under {row['under']}" if row["under"] else "", "accelerated" if row["accelerated"] else ""
    hangs = [under, accelerated, row["recurrence_words"]]
    after = ", ".join(filter(None, hangs))
    whole = (row["text"] or _ERASED) + (f" ({after})" if after else "")
    return "\n".join([whole, *map(_part, row["parts"])])


def _part(part: Row) -> str:
    return f"{part['number'] + '.' if part['number'] else '-'} {part['text'] or _ERASED}"


def _status(row: Row) -> str:
    """How it stands, by how much it is late, that something in it looks wrong, that it must not leave the ledger."""
    left = row["days_left"]
    marks = [
        f"overdue by {counted(-left, 'day')}" if left is not None and left < 0 else "",
        "flagged" if row["flags"] else "",
        "under embargo" if row["embargoed"] else "",
    ]
    return ", ".join(filter(None, (row["status_words"], *marks)))


def _columns() -> list[Column]:
    """Where there is little room the colour stands above the status, and takes none of its own."""
    width = width_of(sys.stdout)
    if width is None or width >= _ROOM:
        standing = [colour_column(), Column("Status", _status)]
    else:
        standing = [colour_column("Status", _status)]
    return [
        Column("Ref", "ref"),
        Column("Question", "heading", heads=True),
        Column("Improvement", _text, wide=True),
        *standing,
        Column("Owner", "owner_name"),
        Column("Lead", "lead_name", from_width=140),
        Column("Due", lambda row: row["due"] or row["due_words"]),
        Column("Latest", "last_note", wide=True, from_width=160),
    ]


_ERASED = "[erased]"
#: From here on the colour has a column.
_ROOM = 100
