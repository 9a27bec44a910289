"""What the events of findings change."""

from collections.abc import Mapping
from typing import Any

from ledger.codec import Entry
from ledger.events.finding import FindingPartAdded, FindingRecorded
from projections.folds.base import Fields, given


def fold(entry: Entry, now: Mapping[str, Any]) -> Fields:
    """The fields of a finding: inspection, force, question, text, sense, voice, hedge, parts."""
    match entry.event:
        case FindingRecorded() as found:
            return given(
                inspection=found.inspection, force=found.force, question=found.question, text=found.text,
                sense=found.sense, voice=found.voice, hedge=found.hedge,
            )  # fmt: skip
        case FindingPartAdded() as part:
            one = given(text=part.text, sense=part.sense, voice=part.voice, hedge=part.hedge)
            return {"parts": [*now.get("parts", ()), one]}
    return {}
