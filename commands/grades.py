"""Grades: what each inspection reported for each question, with the year and basis of each; or year beside year."""

import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Annotated

import typer

from commands.context import Reading
from commands.filters import Inspection, InspectionOption, nothing, the_one
from commands.options import Shown, look
from commands.parameters import option
from commands.rendering import Column, Row, answer, number_of, print_table, print_text, titled, width_of


@look
def grades(
    reading: Reading,
    shown: Shown,
    inspection: Inspection = "",
    inspection_option: InspectionOption = "",
    question: Annotated[str, option("--question", "-q", metavar="QUESTION", help="Only for this question.")] = "",
    force: Annotated[str, option("--force", metavar="FORCE", help="Only of this force.")] = "",
    over_time: Annotated[
        bool, typer.Option("--over-time", help="Each question year by year, and what became better or worse.")
    ] = False,
) -> None:
    """Show the grades, each kind of no grade, and what is not recorded here.

    Over time a grade is compared with the last before it on the same scale and within the same framework only. One
    that was carried forward is never compared: it is an earlier year's, told again.
    """
    from projections.queries.grades import grades as query
    from projections.queries.matrix import matrix, subject_called

    typed = the_one(inspection, inspection_option)
    asked = (subject_called(reading.views, question) if over_time else None) or reading.named(question, "QUE")
    found = (matrix if over_time else query)(
        reading.views, reading.named(typed, "INS"), reading.named(force, "ORG"), asked
    )
    rows = found if over_time else sorted(found, key=_place)
    if shown.for_programs or not rows:
        empty = nothing(
            "grade", begin="No grade is recorded yet. Record some: afi grade INS-1 QUESTION=GRADE",
            all_with="afi grades", everything=lambda: [row for row in query(reading.views) if row["ref"]],
            asked={"--inspection": typed, "--question": question, "--force": force},
        )  # fmt: skip
        answer(reading, shown, rows, _COLUMNS, title="Grades over time" if over_time else "Grades", empty=empty)
        return
    (_print_over_time if over_time else _print_by_inspection)(reading, rows)


def _place(row: Row) -> tuple[int, str, bool, int]:
    """By inspection and force; questions as they are numbered, overall last."""
    return number_of(row["inspection"]), row["force"] or "", row["question"] is None, number_of(row["question"])


def _print_by_inspection(reading: Reading, rows: Sequence[Row]) -> None:
    for place, (_, group) in enumerate(groupby(rows, key=lambda row: row["inspection"])):
        graded = list(group)
        if place:
            print()
        title = f"{graded[0]['inspection']}  {graded[0]['inspection_title']}"
        print_table(graded, _COLUMNS, title=titled(title, reading))


def _subject(row: Row) -> str:
    return str(row["subject"])[:1].upper() + str(row["subject"])[1:]


_COLUMNS = [
    Column("Question", _subject, wide=True),
    Column("Grade", "outcome_words", wide=True),
    Column("Year", "year"),
    Column("Force", "force_name", from_width=140),
    Column("Source", lambda row: ", ".join(row["source"] or ()), from_width=110),
    Column("Ref", "ref"),
]

# Year by year.

#: What a year needs beside the others, and the question and the gaps: with less, each question has its own lines.
_YEAR, _QUESTION, _RULE = 18, 30, "│"


def _print_over_time(reading: Reading, rows: Sequence[Row]) -> None:
    from projections.queries.matrix import parted

    for place, (_, group) in enumerate(groupby(rows, key=lambda row: row["force"])):
        told = list(group)
        if place:
            print()
        years, rules = sorted({row["reported"] for row in told}), parted(told)
        title = titled(f"Grades over time: {told[0]['force_name']}", reading)
        width = width_of(sys.stdout)
        if width and width >= _QUESTION + (_YEAR + 2) * len(years) + 3 * len(rules):
            print_table(list(_lines(told)), list(_year_columns(years, rules)), title=title)
        else:
            print_table(list(_with_rules(told, rules) if width else told), _BLOCKS, title=title)
        for year, differs in rules.items():
            print_text(f"{year}: different framework or scale, not comparable with the years before: {differs}.")


def _lines(rows: Sequence[Row]) -> Iterator[Row]:
    """A line of all years for each question, a cell as its lines."""
    for _, group in groupby(rows, key=_question):
        cells = list(group)
        told: Row = {"subject": cells[0]["subject"]}
        for cell in cells:
            told.setdefault(str(cell["reported"]), []).extend([cell["outcome_words"], *_basis(cell)])
        yield told | {"height": max(map(len, (each for each in told.values() if isinstance(each, list))))}


def _question(row: Row) -> tuple[str | None, str | None]:
    return row["subject_ref"], row["overall"]


def _basis(cell: Row) -> list[str]:
    """Upon what a grade stands, and what became of it; that it was carried forward is said with it."""
    return [said for said in ("inspected" if cell["basis"] == "inspected" else "", cell["movement_words"]) if said]


def _year_columns(years: Sequence[int], rules: dict[int, str]) -> Iterator[Column]:
    yield Column("Question", _subject, wide=True)
    for year in years:
        if year in rules:
            yield Column(_RULE, lambda row: "\n".join([_RULE] * row["height"]))
        yield Column(str(year), _of_year(str(year)), wide=True)


def _of_year(year: str) -> Callable[[Row], str]:
    return lambda row: "\n".join(row[year])


def _with_rules(rows: Sequence[Row], rules: dict[int, str]) -> Iterator[Row]:
    """The cells, and between those of years that cannot be compared a line that says so."""
    for _, group in groupby(rows, key=_question):
        before = None
        for cell in group:
            if cell["inspection"] and before and any(before < year <= cell["reported"] for year in rules):
                yield dict.fromkeys(cell) | {"subject": cell["subject"], "outcome_words": "── not comparable ──"}
            before = cell["reported"] if cell["inspection"] else before
            yield cell


def _change(row: Row) -> str:
    return ", ".join(_basis(row)) if row["reported"] else ""


_BLOCKS = [
    Column("Question", _subject, heads=True),
    Column("Year", "reported"),
    Column("Grade", "outcome_words", wide=True),
    Column("Basis and change", _change, wide=True),
    Column("Source", lambda row: ", ".join(row["source"] or ()), from_width=110),
    Column("Ref", "ref"),
]
