"""Findings: what the inspectorate said, whole and in parts, with its sense and voice."""

from collections.abc import Iterable, Iterator
from typing import Annotated

from commands.context import Reading
from commands.filters import Inspection, InspectionOption, nothing, the_one
from commands.options import Shown, look
from commands.parameters import option
from commands.rendering import Column, Row, answer, print_table, titled
from ledger.vocabulary import Sense, say, word


@look
def findings(
    reading: Reading,
    shown: Shown,
    inspection: Inspection = "",
    inspection_option: InspectionOption = "",
    sense: Annotated[str, option("--sense", "-s", metavar="SENSE", help="strength, weakness, mixed or neutral.")] = "",
) -> None:
    """Show the findings, each with its parts."""
    from projections.queries.findings import findings as query

    typed = the_one(inspection, inspection_option)
    rows = query(reading.views, reading.named(typed, "INS"), word(Sense, sense).value if sense else None)
    if shown.for_programs or not rows:
        begin = 'No finding is recorded yet. Record one: afi finding INS-1 "What was found" --sense strength'
        empty = nothing(
            "finding", begin=begin, all_with="afi findings", everything=lambda: query(reading.views),
            asked={"--inspection": typed, "--sense": sense},
        )  # fmt: skip
        answer(reading, shown, rows, _COLUMNS, title="Findings", empty=empty)
    else:
        print_table(list(_with_parts(rows)), _COLUMNS, title=titled("Findings", reading))


def _with_parts(rows: Iterable[Row]) -> Iterator[Row]:
    """Each finding, then its parts, marked as such."""
    for row in rows:
        yield row
        for part in row["parts"]:
            yield part | {"ref": "└", "inspection": ""}


def _sense(row: Row) -> str:
    """Which way it points, whether it is held up to others, and what became of it where the force disputed it."""
    held_up = f"{row['practice']} practice" if row.get("practice") else ""
    disputed = "disputed" if row.get("disputed_on") else ""
    settled = say(row["settlement"]) if row.get("settlement") else ""
    return ", ".join(filter(None, (row["sense"], held_up, ": ".join(filter(None, (disputed, settled))))))


_COLUMNS = [
    Column("Ref", "ref"),
    Column("Sense", _sense),
    Column("Finding", "text", wide=True),
    Column("Hedge", "hedge", from_width=120),
    Column("Voice", "voice_words", from_width=100),
    Column("Question", "question_key", from_width=120),
    Column("Inspection", "inspection", from_width=100),
]
