"""Grades over time: for each force and question the grade of each year, and where two can be compared, which is better.

A grade stands in the year in which it was made. One that was carried forward stands in the year of the report that
carries it, as carried, and keeps its own year; no year is without a word. Grades are compared on one scale and within
one framework alone, and a carried one not at all: it is an earlier judgement, told again.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from ledger.vocabulary import Basis, Framework, Outcome
from projections.queries import words
from projections.queries.grades import NOT_RECORDED, UNGRADED, of_inspection
from projections.queries.names import Names, folded
from projections.queries.records import Record, records
from projections.views import Views

Row = dict[str, Any]
#: That no inspection recorded here asked it in that year.
NOT_ASKED = "not asked"
#: How a grade compares with the one before: as better or worse, not at all, or not as far as is recorded here.
BETTER, WORSE, UNCHANGED, APART, UNKNOWN = "better", "worse", "unchanged", "not_comparable", "not_recorded"
_SCALES = {"four_tier": "four-tier", "five_tier": "five-tier", "ungraded": "ungraded"}
#: The best first.
_ORDER = tuple(
    map(str, (Outcome.OUTSTANDING, Outcome.GOOD, Outcome.ADEQUATE, Outcome.REQUIRES_IMPROVEMENT, Outcome.INADEQUATE))
)


def matrix(
    views: Views, inspection: str | None = None, force: str | None = None, question: str | None = None
) -> list[Row]:
    """A row for each force, question and year, in that order, overall grades last; those of one inspection, if asked.

    A question of one framework stands with those of others that share its key, name or wording. ``movement`` says how
    a grade compares with the last before it, ``moved_from`` which that was.
    """
    names, subjects = Names(views), _Subjects(views)
    asked = subjects.of(question) if question else None
    forces = [force] if force else _forces(views, inspection)
    by_force: dict[str, list[Row]] = {each: [] for each in forces}
    for found in records(views, "inspection"):
        for inspected in by_force.keys() & set(found.body["forces"]):
            cells = _cells(views, found, names, subjects, inspected)
            by_force[inspected] += [cell for cell in cells if asked in (None, cell["subject_ref"])]
    rows = [row for cells in by_force.values() for row in over_time(cells)]
    return [row for row in rows if inspection in (None, row["inspection"])]


def _forces(views: Views, inspection: str | None) -> list[str]:
    """The forces that were inspected, in the order of their numbers."""
    found = (each.body["forces"] for each in records(views, "inspection") if inspection in (None, each.ref))
    return sorted({ref for refs in found for ref in refs}, key=_number)


def _number(ref: str) -> int:
    return int(ref.partition("-")[2])


class _Subjects:
    """Which questions are one, in whatever framework: those that share a key, name, wording or alias."""

    def __init__(self, views: Views) -> None:
        self._first: dict[str, str] = {}
        #: The first question of each name.
        self.called = known = dict[str, str]()
        for found in records(views, "question", void=True):
            called = [folded(each) for each in _called(found.body)]
            subject = next((known[each] for each in called if each in known), found.ref)
            known |= {each: known.get(each, subject) for each in called}
            self._first[found.ref] = subject

    def of(self, question: str) -> str:
        """The first question that is the same."""
        return self._first[question]


def subject_called(views: Views, typed: str) -> str | None:
    """The first question of a key, name or wording, whichever frameworks have it; ``None`` where none is called so."""
    return _Subjects(views).called.get(folded(typed))


def _called(body: Row) -> Iterator[str]:
    for called in (body["key"], body["name"], body.get("wording"), *body.get("aliases", ())):
        if called:
            yield called


def _cells(views: Views, inspection: Record, names: Names, subjects: _Subjects, force: str) -> Iterator[Row]:
    """What one inspection says of a force, each grade in the year in which it was made or repeated."""
    graded = list(of_inspection(views, inspection, names, force))
    framework, cycle = inspection.body["framework"], inspection.body["cycle"]
    made = {row["year"] for row in graded if row["basis"] == Basis.INSPECTED}
    of_report = made.pop() if len(made) == 1 else cycle
    for row in graded:
        yield {
            "subject_ref": subjects.of(row["question"]) if row["question"] else None,
            **row,
            "framework": framework,
            "framework_words": words.framework(framework),
            "scale_words": _SCALES[row["scale"]],
            "reported": row["year"] if row["basis"] == Basis.INSPECTED else of_report,
        }


# One force.


def over_time(cells: list[Row]) -> Iterator[Row]:
    """The cells of a force question by question, each year of each with something in it."""
    years = sorted({cell["reported"] for cell in cells})
    graded = {cell["reported"] for cell in cells if cell["scale"] != "ungraded"}
    by_subject: dict[tuple[str, ...], list[Row]] = {}
    for cell in sorted(cells, key=lambda cell: (cell["reported"], _number(cell["inspection"]))):
        by_subject.setdefault((cell["subject_ref"] or "", cell["overall"] or ""), []).append(cell)
    for subject in sorted(by_subject, key=lambda key: (not key[0], _number(key[0]) if key[0] else 0, key[1])):
        told = by_subject[subject]
        compared = [cell | _compared(cell, told[:place]) for place, cell in enumerate(told)]
        for year in years:
            here = [cell for cell in compared if cell["reported"] == year]
            here = here or [_missing(told[-1], year, graded=year in graded)]
            yield from ({**cell, "subject": told[-1]["subject"]} for cell in here)


def _missing(like: Row, year: int, *, graded: bool) -> Row:
    """A year in which other questions were asked of the force, and this one was not."""
    kept = ("subject_ref", "force", "force_name", "overall")
    said = NOT_ASKED if not like["overall"] else NOT_RECORDED if graded else UNGRADED
    empty = {"graded": False, "source": [], "outcome_words": said, "reported": year, **_moved(None)}
    return dict.fromkeys(like) | {key: like[key] for key in kept} | empty


# What is better, and what cannot be compared.


def _compared(cell: Row, before: list[Row]) -> Row:
    """How a grade that was made afresh compares with the last judgement before it; nothing of any other cell."""
    last = next((each for each in reversed(before) if each["graded"]), None)
    if not _is_made(cell) or last is None:
        return _moved(None)
    if not _is_made(last):
        origin = next((each for each in before if _is_made(each) and each["year"] == last["year"]), None)
        if origin is None:
            return _moved(
                UNKNOWN, last, f"not compared: the grade of {last['year']} is not recorded here as it was made"
            )
        last = origin
    if apart := _apart(last, cell):
        return _moved(APART, last, f"not comparable with {last['year']}: {apart}")
    better = _ORDER.index(last["outcome"]) - _ORDER.index(cell["outcome"])
    if not better:
        return _moved(UNCHANGED, last, f"unchanged since {last['year']}")
    way = BETTER if better > 0 else WORSE
    return _moved(way, last, f"{way} than in {last['year']} ({words.outcome(last['outcome'])})")


def _moved(way: str | None, last: Row | None = None, said: str | None = None) -> Row:
    return {"movement": way, "movement_words": said, "moved_from": last["ref"] if last else None}


def _is_made(cell: Row) -> bool:
    """It is a grade, and of its own year."""
    return bool(cell["graded"]) and cell["basis"] == Basis.INSPECTED


def _apart(one: Row, other: Row) -> str:
    """Why two cells cannot be compared; nothing where they can. What is of no known framework is like nothing else."""
    differs = {
        "framework": one["framework"] != other["framework"]
        or (one["framework"] == Framework.OTHER and not _asked_alike(one, other)),
        "scale": one["scale"] != other["scale"],
    }
    apart = [what for what, differ in differs.items() if differ]
    return f"another {' and '.join(apart)}" if apart else ""


def _asked_alike(one: Row, other: Row) -> bool:
    return one["question"] is not None and one["question"] == other["question"]


def parted(rows: Iterable[Row]) -> dict[int, str]:
    """The years from which on nothing can be compared with the year before, and what is different, in words."""
    kinds: dict[int, set[str]] = {}
    for row in rows:
        if row["framework"]:
            kinds.setdefault(row["reported"], set()).add(f"{row['framework_words']}, {row['scale_words']}")
    return {
        year: f"before it {words.listed(sorted(kinds[before]))}; from it on {words.listed(sorted(kinds[year]))}"
        for before, year in pairwise(sorted(kinds))
        if not kinds[before] & kinds[year]
    }
