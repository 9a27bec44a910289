"""Findings: what the inspectorate said, whole and in parts, and what the force disputes of it."""

from ledger.events.base import Event, Inspection, Organisation, Prose, Question
from ledger.vocabulary import Practice, Sense, Settlement, Voice


class FindingRecordedV1(Event, type="finding.recorded", mints="FND"):
    """As of version 1, which knew nothing of practice held up to others."""

    inspection: Inspection
    force: Organisation
    question: Question | None = None
    text: Prose
    sense: Sense
    voice: Voice
    #: The words that soften it ("in general").
    hedge: Prose | None = None

    def newest(self) -> "FindingRecorded":
        """The same, as version 2 says it."""
        return FindingRecorded(**dict(self))


class FindingRecorded(Event, type="finding.recorded", v=2, mints="FND"):
    """The inspectorate found something about a force."""

    inspection: Inspection
    force: Organisation
    question: Question | None = None
    text: Prose
    sense: Sense
    voice: Voice
    #: The words that soften it ("in general").
    hedge: Prose | None = None
    #: Where the inspectorate holds it up to other forces.
    practice: Practice | None = None


class FindingPartAdded(Event, type="finding.part_added"):
    """A part of a finding (a nested bullet, a continuation) with its own sense, voice and hedge."""

    text: Prose
    sense: Sense
    voice: Voice
    hedge: Prose | None = None


class FindingDisputed(Event, type="finding.disputed"):
    """The force disputed it, and says why."""

    text: Prose


class FindingSettled(Event, type="finding.settled"):
    """The inspectorate said what becomes of a disputed finding."""

    settlement: Settlement
    text: Prose | None = None
