"""What the events of inspections change."""

from collections.abc import Mapping
from typing import Any

from ledger.codec import Entry
from ledger.days import Span
from ledger.events.inspection import (
    InspectionAliased,
    InspectionAsked,
    InspectionFoundNone,
    InspectionNoted,
    InspectionOpened,
    InspectionPublished,
)
from projections.folds.base import Fields, given, noted, plain, words


def fold(entry: Entry, now: Mapping[str, Any]) -> Fields:
    """The fields of an inspection: what was opened, aliases, questions, published_on, notes, found_none."""
    match entry.event:
        case InspectionOpened() as opened:
            return _opened(opened)
        case InspectionAliased(alias=alias):
            return {"aliases": [*now.get("aliases", ()), plain(alias)]}
        case InspectionAsked(questions=questions):
            return {"questions": [*now.get("questions", ()), *questions]}
        case InspectionPublished():
            return given(published_on=str(entry.span), published_on_words=words(entry))
        case InspectionNoted(text=text):
            return noted(entry, text, now)
        case InspectionFoundNone(kind=kind, force=force):
            return {"found_none": [*now.get("found_none", ()), {"kind": kind, "force": force}]}
    return {}


def _opened(opened: InspectionOpened) -> Fields:
    fieldwork = opened.fieldwork
    return given(
        title=opened.title, programme=opened.programme, framework=opened.framework, cycle=opened.cycle,
        scale=opened.scale, inspectorate=opened.inspectorate, forces=list(opened.forces),
        fieldwork=str(Span(fieldwork.start, fieldwork.end)) if fieldwork else None,
    )  # fmt: skip
