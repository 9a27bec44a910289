"""What can happen to an improvement before and after a progress report's entry, and what holds for any report."""

from collections.abc import Callable
from typing import Any

import pytest

from ledger.draft import Draft
from ledger.events import Prose
from ledger.events.improvement import (
    Due,
    DueOn,
    ImprovementAssured,
    ImprovementClaimed,
    ImprovementClosed,
    ImprovementDeclined,
    ImprovementDueSet,
    ImprovementNoted,
    ImprovementRaised,
    ImprovementReopened,
    ImprovementReturned,
)
from projections.papers.model import Paper
from projections.papers.parts.groups import GROUPS
from tests.making import say
from tests.projections.papers.composed import (
    Compose,
    Tell,
    refs,
    texts,
)

DAY = say("2018-04-02")
Do = Callable[[Draft, str], object]


def raised(draft: Draft, text: str = "Do it.", **more: Any) -> str:
    """An improvement of the report of 22 March 2018."""
    asked = {"kind": "area_for_improvement", "inspection": "INS-1", "force": "ORG-2", "text": Prose(text)}
    return draft.add(ImprovementRaised.model_validate(asked | more), say("2018-03-22", by="ORG-1"))


def due(day: str | Due, why: str | None = None, **more: Any) -> Do:
    """Sets the date by which it is to be done."""
    set_ = DueOn(day=day) if isinstance(day, str) else day
    event = ImprovementDueSet.model_validate({"due": set_, "set_by": "force"} | more)
    return lambda draft, ref: draft.add(event, say("2018-04-02", why=why), ref)


def event(it: Any, **said: Any) -> Do:
    """Something that happened to it."""
    return lambda draft, ref: draft.add(it, say("2018-04-02", **said), ref)


CLAIM, ASSURE = event(ImprovementClaimed(evidence=Prose("See."))), event(ImprovementAssured(), by="ORG-2")
CLOSE = event(ImprovementClosed(closed_by="inspectorate", means="letter", level=Prose("in full")), by="ORG-1")
REOPEN = event(ImprovementReopened(text=Prose("It came back.")))
RETURN = event(ImprovementReturned(returned_by="assurer", text=Prose("Not yet.")))
DECLINE = event(ImprovementDeclined(text=Prose("We cannot.")))
NOTE = event(ImprovementNoted(text=Prose("Under way.")))


@pytest.fixture
def stands(tell: Tell, make: Compose) -> Callable[..., Paper]:
    """The report about one improvement: what happened to it before, and since."""

    def told(before: list[Do], since: list[Do], **more: Any) -> Paper:
        def first(draft: Draft) -> None:
            ref = raised(draft)
            for each in before:
                each(draft, ref)

        after = tell(first)
        for each in since:
            tell(lambda draft, each=each: each(draft, "AFI-1"))  # type: ignore[misc]
        return make("progress", since=after, **more)

    return told


def group(paper: Paper) -> list[str]:
    """The tables in which AFI-1 stands, of those for where improvements stand."""
    return [each.name for each in GROUPS if "AFI-1" in refs(paper, each.name)]


LATER, FIRST = due("2026-06-30", why="No trainers."), due("2026-03-31")


def agree(paper: Paper) -> None:
    """Each number is that of the rows of its table, and names what it counts; ids are unique, positions real."""
    texts(paper)
    for figure in paper.figures:
        if figure.name == "moved_later":  # these stand in the tables of several groups
            assert {*figure.refs} <= {ref for each in GROUPS for ref in refs(paper, each.name)}
            assert {*refs(paper, "slipped")} >= {*figure.refs} - {*refs(paper, "overdue"), *refs(paper, "awaiting")}
            continue
        counted = (
            [ref for each in GROUPS for ref in refs(paper, each.name)]
            if figure.name == "improvements"
            else refs(paper, figure.name)
        )
        assert (int(figure.cell.text), list(figure.refs)) == (len(counted), counted), figure.name
        assert figure.rule.endswith(".") and figure.cell in list(paper.cells())
    shown = [ref for each in GROUPS for ref in refs(paper, each.name)]
    assert len(shown) == len(set(shown))
