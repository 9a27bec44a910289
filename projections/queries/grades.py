"""Grades: for each inspection and force, each question that was asked or graded. Never a blank cell."""

from collections.abc import Iterable, Iterator
from typing import Any

from ledger.vocabulary import NO_GRADE
from projections.queries import words
from projections.queries.names import Names
from projections.queries.records import NOT_BEGUN, Record, records
from projections.views import Views

Row = dict[str, Any]
#: That this ledger does not know, which is none of the kinds of no grade.
NOT_RECORDED = "not recorded here"
#: The inspection gave no grades to anything.
UNGRADED = "no grades given by this inspection"


def grades(
    views: Views, inspection: str | None = None, force: str | None = None, question: str | None = None
) -> list[Row]:
    """One row a grade, and one for each question that was asked of a force and has none; overall grades last.

    A carried grade keeps its year. An overall grade is there only where one was recorded: none is computed.
    """
    names = Names(views)
    return [
        row
        for found in records(views, "inspection")
        if inspection in (None, found.ref) and force in (None, *found.body["forces"])
        for row in of_inspection(views, found, names, force)
        if question in (None, row["question"])
    ]


def of_inspection(views: Views, inspection: Record, names: Names, force: str | None = None) -> Iterator[Row]:
    """The grades of one inspection: of each force that it inspected, or of one."""
    recorded: dict[tuple[str, str | None], list[Record]] = {}
    for found in records(views, "grade", inspection.ref):
        recorded.setdefault((found.body["force"], found.body.get("question")), []).append(found)
    for inspected in [force] if force else inspection.body["forces"]:
        for question in _questions(inspection, inspected, recorded):
            found_here = recorded.get((inspected, question), ())
            yield from (grade(found, names) for found in found_here)
            if not found_here:
                yield _unknown(inspection, inspected, question, names)
        yield from (grade(found, names) for found in recorded.get((inspected, None), ()))


def _questions(inspection: Record, force: str, recorded: Iterable[tuple[str, str | None]]) -> list[str]:
    """The questions asked, in that order, then those that were graded besides."""
    graded = (question for of, question in recorded if of == force and question)
    return list(dict.fromkeys([*inspection.body.get("questions", ()), *graded]))


def grade(found: Record, names: Names) -> Row:
    """A grade as a row."""
    body = found.body
    carried = f", carried forward from {body['year']}" if body.get("basis") == "carried_forward" else ""
    return {
        "ref": found.ref,
        **names.belonging(body),
        "subject": names.of(body["question"]) if "question" in body else words.overall(body["overall"]),
        "overall": body.get("overall"),
        "outcome": body["outcome"],
        "outcome_words": words.outcome(body["outcome"]) + carried,
        "graded": body["outcome"] not in NO_GRADE,
        "scale": body["scale"],
        "year": body.get("year"),
        "basis": body.get("basis"),
        "carried_from": body.get("carried_from"),
        **found.began,
        "entry": found.entry,
    }


def _unknown(inspection: Record, force: str, question: str, names: Names) -> Row:
    scale = inspection.body["scale"]
    return {
        "ref": None,
        **names.belonging({"inspection": inspection.ref, "force": force, "question": question}),
        "subject": names.of(question),
        "overall": None,
        "outcome": None,
        "outcome_words": UNGRADED if scale == "ungraded" else NOT_RECORDED,
        "graded": False,
        "scale": scale,
        **dict.fromkeys(("year", "basis", "carried_from", *NOT_BEGUN)),
        "source": [],
        "entry": None,
    }
