"""Grades: what each inspection reported for each question, with the year and basis of each."""

from typing import Annotated

import typer

from commands.context import Reading
from commands.options import Shown, look
from commands.rendering import Column, answer


@look
def grades(
    reading: Reading,
    shown: Shown,
    inspection: Annotated[str, typer.Option("--inspection", "-i", help="Only of this inspection.")] = "",
    force: Annotated[str, typer.Option("--force", help="Only of this force.")] = "",
) -> None:
    """Show the grades, each kind of no grade, and what is not recorded here."""
    from projections.queries.grades import grades as query

    rows = query(reading.views, reading.named(inspection, "INS"), reading.named(force, "ORG"))
    columns = [
        Column("Inspection", lambda row: f"{row['inspection']} {row['inspection_title']}"),
        Column("Question", "subject", wide=True),
        Column("Grade", "outcome_words"),
        Column("Year", "year"),
        Column("Source", lambda row: ", ".join(row["source"] or ()), from_width=110),
        Column("Ref", "ref", from_width=100),
    ]
    empty = "No grade is recorded yet. Record some: afi grade INS-1 QUESTION=GRADE"
    answer(reading, shown, rows, columns, title="Grades", empty=empty)
