"""Grades: what each inspection reported for each question, with the year and basis of each."""

from itertools import groupby
from typing import Annotated

from commands.context import Reading
from commands.filters import Inspection, InspectionOption, nothing, the_one
from commands.options import Shown, look
from commands.parameters import option
from commands.rendering import Column, Row, answer, number_of, print_table, titled


@look
def grades(
    reading: Reading,
    shown: Shown,
    inspection: Inspection = "",
    inspection_option: InspectionOption = "",
    force: Annotated[str, option("--force", metavar="FORCE", help="Only of this force.")] = "",
) -> None:
    """Show the grades, each kind of no grade, and what is not recorded here."""
    from projections.queries.grades import grades as query

    typed = the_one(inspection, inspection_option)
    rows = sorted(query(reading.views, reading.named(typed, "INS"), reading.named(force, "ORG")), key=_place)
    if shown.for_programs or not rows:
        empty = nothing(
            "grade", begin="No grade is recorded yet. Record some: afi grade INS-1 QUESTION=GRADE",
            all_with="afi grades", everything=lambda: [row for row in query(reading.views) if row["ref"]],
            asked={"--inspection": typed, "--force": force},
        )  # fmt: skip
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
