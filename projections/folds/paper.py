"""What the events of board papers change."""

from collections.abc import Mapping
from typing import Any

from ledger.codec import Entry
from ledger.events.paper import PaperIssued
from projections.folds.base import Fields, given


def fold(entry: Entry, now: Mapping[str, Any]) -> Fields:
    """The fields of a paper: what was issued, to whom, for which forum and meeting, and when."""
    match entry.event:
        case PaperIssued() as paper:
            return given(
                title=paper.title, digest=paper.digest, name=paper.name, size=paper.size, file=paper.content,
                forum=paper.forum, meeting=paper.meeting, to=paper.to, marking=paper.marking,
                replaces=paper.replaces, issued_on=str(entry.span),
            )  # fmt: skip
    return {}
