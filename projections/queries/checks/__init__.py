"""Checks: what no rule forbids but a careful officer would question. Each module is a family of them.

A check may be mistaken, so it says how sure it is; and it asks no more once somebody has accepted, for the record, the
very entry that it asks about. Another entry that raises the same question is another question.
"""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from projections.queries.checks import alike, authors, complete, dates, flags, gaps, parties, since, totals, visits
from projections.queries.checks.answers import Answers
from projections.queries.checks.base import Check, Doubt, Look
from projections.views import Views

__all__ = ["CHECKS", "check"]

Row = dict[str, Any]
#: By name, in the order in which they are listed.
CHECKS: dict[str, Check] = {
    each.name: each
    for each in (
        *(flags.open_flag, dates.after_document, dates.after_report, dates.moved, dates.recorded_late, visits.burst),
        *(gaps.carried, gaps.concern, gaps.post, gaps.claim, parties.typist, parties.voice),
        *(authors.unproven, alike.near, complete.says, totals.disagree, since.misfits, since.before_report),
    )
}


def check(
    views: Views, today: date, *, only: Collection[str] = (), refs: Collection[str] = (),
    kinds: Collection[str] = (), inspection: str | None = None, accepted: bool | None = False,
) -> list[Row]:  # fmt: skip
    """What these checks ask (all, if none is named) about these records, check by check, each by entry.

    ``accepted`` says which: what is still asked, what was accepted, or, if ``None``, both.
    """
    look = Look.at(views, today)
    answers = Answers(look, refs, kinds, inspection)
    asked = [each for name, each in CHECKS.items() if not only or name in only]
    rows = (answers.row(*found) for found in _found(look, asked) if answers.wanted(found[1].ref))
    return [row for row in rows if accepted in (None, row["accepted"])]


def _found(look: Look, asked: list[Check]) -> Iterator[tuple[Check, Doubt, list[str]]]:
    """What each check finds, and which others ask the same: about what an entry states, an open flag asks for them."""
    found = [(each, sorted(each.find(look), key=lambda doubt: doubt.entry)) for each in asked]
    flagged: dict[tuple[str, int | None], list[tuple[str, str]]] = {
        (doubt.ref, doubt.flagged): [] for _, doubts in found for doubt in doubts if doubt.flagged
    }
    for each, doubts in found:
        for doubt in doubts:
            if each.stated and (doubt.ref, doubt.entry) in flagged:
                flagged[doubt.ref, doubt.entry].append((each.name, doubt.reason))
    for each, doubts in found:
        for doubt in doubts:
            if not (each.stated and (doubt.ref, doubt.entry) in flagged):
                also = flagged.get((doubt.ref, doubt.flagged), [])
                reason = " ".join([doubt.reason, *(reason for _, reason in also)])
                yield each, doubt._replace(reason=reason), [name for name, _ in also]
