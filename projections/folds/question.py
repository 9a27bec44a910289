"""What the events of questions change."""

from collections.abc import Mapping
from typing import Any

from ledger.codec import Entry
from ledger.events.question import QuestionAdded, QuestionAliased
from projections.folds.base import Fields, given, one_more


def fold(entry: Entry, now: Mapping[str, Any]) -> Fields:
    """The fields of a question: key, name, wording, pillar, framework, aliases."""
    match entry.event:
        case QuestionAdded() as added:
            return given(
                key=added.key, name=added.name, wording=added.wording, pillar=added.pillar, framework=added.framework
            )
        case QuestionAliased(alias=alias):
            return one_more(now, "aliases", alias)
    return {}
