"""What the events of inspections change."""

from collections.abc import Mapping
from typing import Any

from ledger.codec import Entry
from ledger.events.inspection import (
    InspectionAliased,
    InspectionAsked,
    InspectionFoundNone,
    InspectionNilVoided,
    InspectionNoted,
    InspectionOpened,
    InspectionPublished,
    InspectionResponded,
    InspectionStageReached,
)
from projections.folds.base import Fields, days, given, gone, noted, one_more, words


def fold(entry: Entry, now: Mapping[str, Any]) -> Fields:
    """The fields of an inspection: what was opened, aliases, questions, stages, publication, notes, nils, responses."""
    match entry.event:
        case InspectionOpened() as opened:
            return _opened(opened)
        case InspectionAliased(alias=alias):
            return one_more(now, "aliases", alias)
        case InspectionAsked(questions=questions):
            return {"questions": [*now.get("questions", ()), *questions]}
        case InspectionStageReached() as reached:
            stage = given(stage=reached.stage, on=str(entry.span), document=reached.document, text=reached.text)
            return one_more(now, "stages", stage)
        case InspectionPublished():
            return given(published_on=str(entry.span), published_on_words=words(entry))
        case InspectionNoted(text=text):
            return noted(entry, text, now)
        case InspectionFoundNone(kind=kind, force=force):
            return one_more(now, "found_none", {"kind": kind, "force": force})
        case InspectionNilVoided(kind=kind, force=force):
            others = [nil for nil in now.get("found_none", ()) if nil != {"kind": kind, "force": force}]
            return {"found_none": others} if others else gone(now, "found_none")
        case InspectionResponded() as responded:
            return one_more(now, "responses", _response(responded, entry))
    return {}


def _opened(opened: InspectionOpened) -> Fields:
    return given(
        title=opened.title, programme=opened.programme, framework=opened.framework, cycle=opened.cycle,
        scale=opened.scale, inspectorate=opened.inspectorate, forces=opened.forces, fieldwork=days(opened.fieldwork),
    )  # fmt: skip


def _response(responded: InspectionResponded, entry: Entry) -> Fields:
    return given(
        step=responded.step, force=responded.force, on=str(entry.span), to=responded.to, document=responded.document,
        address=responded.address,
    )  # fmt: skip
