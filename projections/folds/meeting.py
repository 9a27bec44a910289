"""What the events of meetings change."""

from collections.abc import Mapping
from typing import Any

from ledger.codec import Entry
from ledger.events.meeting import MeetingConsidered, MeetingDecided, MeetingHeld, MeetingTabled
from projections.folds.base import Fields, given, one_more


def fold(entry: Entry, now: Mapping[str, Any]) -> Fields:
    """The fields of a meeting: forum, held_on, attended, expected, tabled, considered, decisions."""
    match entry.event:
        case MeetingHeld(forum=forum, attended=attended, expected=expected):
            return given(forum=forum, held_on=str(entry.span), attended=attended, expected=expected)
        case MeetingTabled(papers=papers):
            return {"tabled": [*now.get("tabled", ()), *papers]}
        case MeetingConsidered(records=records, text=text):
            return one_more(now, "considered", given(records=records, text=text))
        case MeetingDecided(text=text, about=about):
            return one_more(now, "decisions", given(text=text, about=about))
    return {}
