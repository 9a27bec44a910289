"""Each question's grade with its basis: made afresh, carried forward, none given, or not recorded; none computed."""

import json
from collections.abc import Iterator
from typing import Any

from ledger.vocabulary import Basis
from projections.papers.model import Block, Section
from projections.papers.model import Row as Line
from projections.papers.parts import pictures
from projections.papers.parts.laying import heading, paragraph, row, section, table
from projections.papers.parts.telling import PARTLY, Said, Telling, capital
from projections.queries import words
from projections.queries.grades import UNGRADED, of_inspection
from projections.queries.records import Record, standing

Row = dict[str, Any]
_COLUMNS = (("ref", "Ref"), ("subject", "Question"), ("grade", "Grade"), ("basis", "Basis"))


def grades(telling: Telling) -> Section:
    """The grades of each inspection and force."""
    why, blocks = _reasons(telling), list[Block]()
    for found in telling.inspections:
        tables = [each for force in found.body["forces"] for each in _of_force(telling, found, force, why)]
        blocks += [*heading(telling, "grades", found), *tables] if tables else []
    return section(telling.brief, "grades", "Grades", [*blocks, *pictures.grades(telling)])


def _of_force(telling: Telling, found: Record, force: str, why: dict[str, str]) -> Iterator[Block]:
    """One table, where anything was asked or graded; a sentence where no grades are given.

    What is not recorded of a part under embargo is not told.
    """
    rows = telling.brief.free(of_inspection(telling.views, found, telling.names, force))
    told = sorted((each for each in rows if _may_be_told(telling, found, each)), key=_place)
    name = f"grades/{found.ref}/{force}"
    of = telling.called(force).also(*telling.brief.at(found.ref, "forces"))
    if told and all(each["outcome_words"] == UNGRADED for each in told):
        at = (*telling.brief.at(found.ref, "scale"), *telling.every(found.ref, "questions"))
        yield paragraph(telling.brief, f"{name}/none", Said(f"{of.text}: {UNGRADED}.", of.at).also(*at))
    elif told:
        caption = Said(f"Grades of {of.text}", of.at)
        yield table(telling.brief, name, caption, _COLUMNS, [_row(telling, each, why) for each in told])


def _may_be_told(telling: Telling, found: Record, row: Row) -> bool:
    return telling.lasts(row["ref"]) if row["ref"] else telling.whole(found)


def _place(found: Row) -> tuple[int, int, str]:
    """The questions in the order of their framework; the overall grades last."""
    question = found["question"]
    return (0, int(question.partition("-")[2]), "") if question else (1, 0, found["overall"])


def _row(telling: Telling, found: Row, why: dict[str, str]) -> Line:
    brief, ref = telling.brief, found["ref"]
    asked = brief.at(ref, "question", "overall") if ref else telling.every(found["inspection"], "questions")
    name = telling.called(found["question"]) if found["question"] else Said(words.overall(found["overall"]))
    told = {
        "ref": Said(ref or "", asked),
        "subject": Said(capital(f"{name.text}"), (*name.at, *asked)),
    }
    prefix = f"grades/{ref}" if ref else f"grades/{found['inspection']}/{found['force']}/{found['question']}"
    return row(brief, prefix, ref or "", told | _graded(telling, found, asked, why))


def _graded(telling: Telling, found: Row, asked: tuple[int, ...], why: dict[str, str]) -> dict[str, Said]:
    ref = found["ref"]
    if ref is None:
        return {"grade": Said(found["outcome_words"], asked), "basis": Said("")}
    if not telling.brief.is_whole(ref):
        return {"grade": Said(PARTLY), "basis": Said("")}
    at = telling.brief.at(ref, "outcome", "year", "basis", "carried_from")
    basis = "\n".join([_basis(found), *([why[ref]] if ref in why else [])])
    return {"grade": Said(words.outcome(found["outcome"]), at), "basis": Said(basis, at)}


def _basis(found: Row) -> str:
    """Whether it was made afresh, and in which year; of an overall grade, that it is recorded and not worked out."""
    year = f" in {found['year']}" if found["year"] else ""
    since = f" from {found['year']}" if found["year"] else ""
    made = {Basis.INSPECTED: f"inspected{year}", Basis.CARRIED_FORWARD: f"carried forward{since}"}
    basis = made[found["basis"]] if found["basis"] else "nothing was judged"
    return f"{basis}; as recorded, not worked out from the others" if found["overall"] else basis


def _reasons(telling: Telling) -> dict[str, str]:
    """Why a grade was recorded as it was, where that is said; why an entry was corrected is no word for readers."""
    given = standing(telling.views, "h.type = 'grade.recorded' AND h.why IS NOT NULL AND h.fixes IS NULL")
    return {each["stream"]: _reason(telling, each) for each in given}


def _reason(telling: Telling, entry: Any) -> str:
    """It, with the documents that it is from: what it says of a paper it does not say of this one."""
    documents = dict.fromkeys(source.partition(":")[0] for source in json.loads(entry["src"]))
    free = [ref for ref in documents if telling.brief.is_free(ref)]
    of = f", from {words.listed(free)}" if free else ""
    return f"Reason recorded{of}: {words.plain(json.loads(entry['why']))}"
