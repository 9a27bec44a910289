"""The register: every improvement, where it stands, who owns it and when it is due."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from operator import itemgetter
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
    from projections.queries.colour import COLOURS
    from projections.queries.words import STATUS

    typed = the_one(inspection, inspection_option)
    about = {
        "inspection": reading.named(typed, "INS"),
        "force": reading.named(force, "ORG"),
        "kind": word(ImprovementKind, kind).value if kind else None,
    }
    rows = query.each_row(
        reading.views,
        **about,
        question=reading.named(question, "QUE"),
        owner=reading.named(owner, "POST"),
        lead=reading.named(lead, "POST"),
        status=reading.chosen(status, STATUS, "a status"),
        today=reading.today,
    )
    wanted = reading.chosen(colour, COLOURS, "a status colour")
    counted_, nils = _Counted(), query.nils(reading.views, **about)
    rows = counted_.each(_marked(reading, (row for row in rows if wanted in (None, row["colour"]))))
    asked = {
        "--inspection": typed, "--question": question, "--kind": kind, "--status": status, "--owner": owner,
        "--lead": lead, "--force": force, "--colour": colour,
    }  # fmt: skip
    title = "Register of improvements"
    if shown.for_programs:
        return answer(
            reading, shown, rows, [], title=title, empty="", also={"nils": nils, "totals": counted_.totals}, keys=_KEYS
        )
    drawn, columns = _drawn(rows)
    answer(reading, shown, drawn, columns, title=title, empty="" if drawn else _empty(reading, asked))
    return _print_below(reading, counted_.totals(), nils)


class _Counted:
    """How many rows of each colour and status have gone by."""

    def __init__(self) -> None:
        self._of: Counter[tuple[str, str]] = Counter()

    def each(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The rows, counted as they go by."""
        for row in rows:
            self._of[row["colour"], row["status"]] += 1
            yield row

    def totals(self) -> Row:
        """What has gone by so far."""
        from projections.queries.colour import totals

        return totals({"colour": colour, "status": status} for colour, status in self._of.elements())


def _marked(reading: Reading, rows: Iterable[Row]) -> Iterator[Row]:
    """The rows with whether each is under an embargo, as that is known now."""
    from projections.queries.withheld import withheld

    with reading.present():
        held = withheld(reading.views, datetime.now(UTC))
    return (row | {"embargoed": row["ref"] in held} for row in rows)


def _print_below(reading: Reading, totals: Row, nils: Sequence[Row]) -> None:
    """How many there are of each colour and status, by which rule, and what is recorded to be none."""
    from projections.queries.colour import COLOURS, rule
    from projections.queries.words import STATUS

    if totals["improvements"]:
        by_colour, by_status = (
            ", ".join(f"{number:,} {words[word].lower()}" for word, number in totals[field].items())
            for field, words in (("colour", COLOURS), ("status", STATUS))
        )
        whose = "the program's own rule" if rule(reading.views).default else "the rule of this ledger"
        print()
        print_text(f"{counted(totals['improvements'], 'improvement')}: {by_colour}. By status: {by_status}.")
        print_text(f"Colours as on {in_words(str(reading.today))}, by {whose}: afi settings colours.")
    if nils:
        print()
    for nil in nils:
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


def _drawn(rows: Iterable[Row]) -> tuple[list[Row], list[Column]]:
    """The rows in their order, each with no more than the cells that are drawn, and the columns of these cells."""
    width = width_of(sys.stdout)
    columns = [column for column in _columns(width) if width is None or width >= column.from_width]
    cells = [column for column in columns if not column.heads]
    kept = [{key: row[key] for key in _PLACED} | {column.heading: column.of(row) for column in cells} for row in rows]
    return _arranged(kept), [column if column.heads else column._replace(value=column.heading) for column in columns]


def _arranged(rows: list[Row]) -> list[Row]:
    """By inspection and question; a recommendation made under a cause of concern stands below it, in its place."""
    shown = {row["ref"]: row for row in rows}
    several = len({row["force"] for row in rows}) > 1
    for row in rows:
        above = shown.get(row["under"], row)
        place = *_place(above), above is not row, _place(row)
        row.update(heading=_heading(above, of_force=several), place=place)
    return sorted(rows, key=itemgetter("place"))


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


def _columns(width: int | None) -> list[Column]:
    """Where there is little room the colour stands above the status, and takes none of its own."""
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
#: What each row has, which a CSV says without any too.
_KEYS = (
    "ref kind kind_words inspection inspection_title force force_name question question_name question_key number text "
    "parts accelerated scope scope_words condition under status status_words colour colour_reason days_left owner "
    "owner_name owner_holder owner_holder_name lead lead_name lead_holder lead_holder_name due due_kind due_words "
    "due_first days_slipped due_set_by due_approver due_approver_name due_revisions raised_on raised_on_words "
    "claimed_on evidence assured_on assured_by assured_by_name submitted_on returned returned_on returned_by "
    "returned_reason closed_on closed_by closed_how closed_level ended_on ended_how ended_reason superseded_by "
    "passed_to passed_to_name reopened reopened_reason answer answer_text answered_on answered_by answered_by_name "
    "last_note last_note_on last_note_by last_note_by_name last_note_by_holder last_note_by_holder_name "
    "last_note_after_closure notes notes_after_closure numbers links recurrence recurrence_words flags happened_on "
    "said_by recorded_by recorded_at source entry embargoed"
).split()
#: What a row's place in the register, and its heading, hang on.
_PLACED = ("ref", "under", "inspection", "question", "question_name", "force", "force_name")
#: From here on the colour has a column.
_ROOM = 100
