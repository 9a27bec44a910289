"""What the events of findings change."""

from collections.abc import Mapping
from typing import Any

from ledger.codec import Entry
from ledger.events.finding import FindingDisputed, FindingPartAdded, FindingRecorded, FindingSettled
from projections.folds.base import Fields, given, gone, one_more


def fold(entry: Entry, now: Mapping[str, Any]) -> Fields:
    """The fields of a finding: what was found, its parts, dispute, settlement."""
    match entry.event:
        case FindingRecorded() as found:
            return given(
                inspection=found.inspection, force=found.force, question=found.question, text=found.text,
                sense=found.sense, voice=found.voice, hedge=found.hedge, practice=found.practice,
            )  # fmt: skip
        case FindingPartAdded() as part:
            one = given(text=part.text, sense=part.sense, voice=part.voice, hedge=part.hedge)
            return one_more(now, "parts", one)
        case FindingDisputed(text=text):
            return {"dispute": given(on=str(entry.span), text=text)} | gone(now, "settlement")
        case FindingSettled(settlement=settlement, text=text):
            return {"settlement": given(on=str(entry.span), settlement=settlement, text=text)}
    return {}
