"""Grades: what each inspection reported for each question, with the year and basis of each."""

from itertools import groupby
from typing import Annotated

import typer

from commands.context import Reading
from commands.options import Shown, look
from commands.rendering import Column, Row, answer, print_table


@look
def grades(
    reading: Reading,
    shown: Shown,
    inspection: Annotated[str, typer.Option("--inspection", "-i", help="Only of this inspection.")] = "",
    force: Annotated[str, typer.Option("--force", help="Only of this force.")] = "",
) -> None:
    """Show the grades, each kind of no grade, and what is not recorded here."""
    from projections.queries.grades import grades as query

    rows = sorted(query(reading.views, reading.named(inspection, "INS"), reading.named(force, "ORG")), key=_place)
    if shown.json or shown.csv or shown.output or not rows:
        empty = "No grade is recorded yet. Record some: afi grade INS-1 QUESTION=GRADE"
        answer(reading, shown, rows, _COLUMNS, title="Grades", empty=empty)
        return
    for _, group in groupby(rows, key=lambda row: row["inspection"]):
        graded = list(group)
        fictitious = "  (FICTITIOUS)" if reading.fictitious else ""
        print_table(graded, _COLUMNS, title=f"{graded[0]['inspection']}  {graded[0]['inspection_title']}{fictitious}")
        print()


def _place(row: Row) -> tuple[int, str, bool, int]:
    """By inspection and force; questions as they are numbered, overall last."""
    number = int(row["question"].partition("-")[2]) if row["question"] else 0
    return int(row["inspection"].partition("-")[2]), row["force"] or "", row["question"] is None, number


_COLUMNS = [
    Column("Question", "subject", wide=True),
    Column("Grade", "outcome_words", wide=True),
    Column("Year", "year"),
    Column("Force", "force_name", from_width=140),
    Column("Source", lambda row: ", ".join(row["source"] or ()), from_width=110),
    Column("Ref", "ref"),
]
