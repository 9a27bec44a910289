"""Findings: what the inspectorate said, whole and in parts."""

from ledger.events.base import Event, Inspection, Organisation, Prose, Question
from ledger.vocabulary import Sense, Voice


class FindingRecorded(Event, type="finding.recorded", mints="FND"):
    """The inspectorate found something about a force."""

    inspection: Inspection
    force: Organisation
    question: Question | None = None
    text: Prose
    sense: Sense
    voice: Voice
    #: The words that soften it ("in general").
    hedge: Prose | None = None


class FindingPartAdded(Event, type="finding.part_added"):
    """A part of a finding (a nested bullet, a continuation) with its own sense, voice and hedge."""

    text: Prose
    sense: Sense
    voice: Voice
    hedge: Prose | None = None
