"""The register: every improvement, where it stands, who owns it and when it is due."""

from collections.abc import Sequence
from typing import Annotated

from commands.context import Reading
from commands.filters import Inspection, InspectionOption, nothing, the_one
from commands.options import Shown, look
from commands.parameters import option
from commands.rendering import Column, Row, answer, number_of, print_text
from ledger.vocabulary import ImprovementKind, word


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
) -> None:
    """Show the register of improvements."""
    from projections.queries import register as query
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
    )
    nils = query.nils(reading.views, **about)
    shown_rows = rows if shown.for_programs else _arranged(rows)
    asked = {
        "--inspection": typed, "--question": question, "--kind": kind, "--status": status, "--owner": owner,
        "--lead": lead, "--force": force,
    }  # fmt: skip
    empty = "" if rows else _empty(reading, asked)
    answer(reading, shown, shown_rows, _COLUMNS, title="Register of improvements", empty=empty, also={"nils": nils})
    if nils and not shown.for_programs:
        print()
        for nil in nils:
            print_text(f"{nil['inspection']} {nil['inspection_title']}: {nil['sentence']} (recorded, {nil['entry']}).")


def _empty(reading: Reading, asked: dict[str, str]) -> str:
    from projections.queries.register import register as everything

    begin = 'No improvement is recorded here yet. Raise one: afi raise afi INS-1 "What is to improve"'
    return nothing(
        "improvement", begin=begin, all_with="afi register", everything=lambda: everything(reading.views), asked=asked
    )


def _arranged(rows: Sequence[Row]) -> list[Row]:
    """By inspection and question; a recommendation made under a cause of concern stands below it, in its place."""
    shown = {row["ref"]: row for row in rows}
    placed = [(shown.get(row["under"], row), row) for row in rows]
    ordered = sorted(placed, key=lambda pair: (*_place(pair[0]), pair[0] is not pair[1], _place(pair[1])))
    return [row | {"heading": _heading(above)} for above, row in ordered]


def _place(row: Row) -> tuple[int, int, str, int]:
    """By inspection and question, then by kind, as they are numbered."""
    return number_of(row["inspection"]), number_of(row["question"]), row["ref"][:3], number_of(row["ref"])


def _heading(row: Row) -> str:
    return f"{row['question_name'] or 'Under no question'} ({row['inspection']})"


def _text(row: Row) -> str:
    """What is asked for, with its parts, and what it hangs on."""
    hangs = [f"under {row['under']}" if row["under"] else "", "accelerated" if row["accelerated"] else ""]
    after = ", ".join(filter(None, hangs))
    whole = (row["text"] or _ERASED) + (f" ({after})" if after else "")
    return "\n".join([whole, *map(_part, row["parts"])])


def _part(part: Row) -> str:
    return f"{part['number'] + '.' if part['number'] else '-'} {part['text'] or _ERASED}"


def _status(row: Row) -> str:
    """How it stands, and that something in it looks wrong."""
    return f"{row['status_words']}, flagged" if row["flags"] else str(row["status_words"])


_ERASED = "[erased]"
_COLUMNS = [
    Column("Ref", "ref"),
    Column("Question", "heading", heads=True),
    Column("Improvement", _text, wide=True),
    Column("Status", _status),
    Column("Owner", "owner_name"),
    Column("Lead", "lead_name", from_width=140),
    Column("Due", lambda row: row["due"] or row["due_words"]),
    Column("Latest", "last_note", wide=True, from_width=160),
]
