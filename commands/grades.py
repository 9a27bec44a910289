"""Grades: what each inspection reported for each question, with the year and basis of each."""

from itertools import groupby
from typing import Annotated

from commands.context import Reading
from commands.options import Shown, look
from commands.parameters import option
from commands.rendering import Column, Row, answer, number_of, print_table, titled


@look
def grades(
    reading: Reading,
    shown: Shown,
    inspection: Annotated[
        str, option("--inspection", "-i", metavar="INSPECTION", help="Only of this inspection.")
    ] = "",
    force: Annotated[str, option("--force", metavar="FORCE", help="Only of this force.")] = "",
) -> None:
    """Show the grades, each kind of no grade, and what is not recorded here."""
    from projections.queries.grades import grades as query

    rows = sorted(query(reading.views, reading.named(inspection, "INS"), reading.named(force, "ORG")), key=_place)
    if shown.for_programs or not rows:
        empty = "No grade is recorded yet. Record some: afi grade INS-1 QUESTION=GRADE"
        answer(reading, shown, rows, _COLUMNS, title="Grades", empty=empty)
        return
    for place, (_, group) in enumerate(groupby(rows, key=lambda row: row["inspection"])):
        graded = list(group)
        if place:
            print()
        title = f"{graded[0]['inspection']}  {graded[0]['inspection_title']}"
        print_table(graded, _COLUMNS, title=titled(title, reading))


def _place(row: Row) -> tuple[int, str, bool, int]:
    """By inspection and force; questions as they are numbered, overall last."""
    return number_of(row["inspection"]), row["force"] or "", row["question"] is None, number_of(row["question"])


_COLUMNS = [
    Column("Question", lambda row: row["subject"][:1].upper() + row["subject"][1:], wide=True),
    Column("Grade", "outcome_words", wide=True),
    Column("Year", "year"),
    Column("Force", "force_name", from_width=140),
    Column("Source", lambda row: ", ".join(row["source"] or ()), from_width=110),
    Column("Ref", "ref"),
]
