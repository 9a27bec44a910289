"""What the events of board papers change."""

from collections.abc import Mapping
from typing import Any

from ledger.codec import Entry
from ledger.events.paper import PaperBegun, PaperIssued, PaperWritten
from projections.folds.base import Fields, given, gone, plain


def fold(entry: Entry, now: Mapping[str, Any]) -> Fields:
    """The fields of a paper: what it tells and whom, what is written in it, and what was issued, to whom, when."""
    match entry.event:
        case PaperBegun() as paper:
            return given(
                kind=paper.kind, dated=paper.dated, forum=paper.forum, inspection=paper.inspection,
                records=paper.records, title=paper.title, sender=paper.sender, marking=paper.marking,
            )  # fmt: skip
        case PaperWritten(section=section, text=None):
            return gone(now, str(section))
        case PaperWritten(section=section, text=text):
            return {str(section): {"text": plain(text), "by": entry.said_by, "on": str(entry.span)}}
        case PaperIssued() as paper:
            return given(
                title=paper.title, digest=paper.digest, name=paper.name, size=paper.size, file=paper.content,
                forum=paper.forum, meeting=paper.meeting, to=paper.to, marking=paper.marking,
                replaces=paper.replaces, issued_on=str(entry.span), **_composed(paper),
            )  # fmt: skip
    return {}


def _composed(paper: PaperIssued) -> Fields:
    made = paper.composed
    return made.model_dump(exclude_none=True) if made else {}
