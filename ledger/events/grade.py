"""Grades (judgements), and every kind of no grade."""

from ledger.events.base import Event, Grade, Inspection, Organisation, Question, Year
from ledger.vocabulary import Basis, Outcome, Pillar, Scale


class GradeRecorded(Event, type="grade.recorded", mints="GRD"):
    """What an inspection reported for one question, or overall; an overall grade is recorded, never computed."""

    inspection: Inspection
    force: Organisation
    #: Exactly one of ``question`` and ``overall`` is present.
    question: Question | None = None
    overall: Pillar | None = None
    outcome: Outcome
    scale: Scale
    #: The year the judgement was made: earlier than the inspection's where it was carried forward.
    #: Absent where nothing was judged.
    year: Year | None = None
    #: Absent where nothing was judged: not inspected, or not yet graded.
    basis: Basis | None = None
    #: The record it was carried from, where this ledger holds it.
    carried_from: Grade | None = None
