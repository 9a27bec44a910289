"""What the events of grades change."""

from collections.abc import Mapping
from typing import Any

from ledger.codec import Entry
from ledger.events.grade import GradeRecorded
from projections.folds.base import Fields, given


def fold(entry: Entry, now: Mapping[str, Any]) -> Fields:
    """The fields of a grade: inspection, force, question or overall, outcome, scale, year, basis, carried_from."""
    match entry.event:
        case GradeRecorded() as grade:
            return given(
                inspection=grade.inspection, force=grade.force, question=grade.question, overall=grade.overall,
                outcome=grade.outcome, scale=grade.scale, year=grade.year, basis=grade.basis,
                carried_from=grade.carried_from,
            )  # fmt: skip
    return {}
