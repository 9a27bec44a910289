"""The progress report where little may be told, where much is, and as a day showed it."""

from collections.abc import Callable
from datetime import date

from ledger.draft import Draft
from ledger.events import Prose
from ledger.events.action import ActionAdded
from ledger.events.improvement import (
    DueOn,
    ImprovementClosed,
    ImprovementDueSet,
    ImprovementRaised,
)
from ledger.recording import Ledger
from tests.making import say
from tests.projections.everything import SIZE
from tests.projections.papers.composed import (
    Compose,
    Tell,
    embargoed,
    figures,
    names,
    refs,
    texts,
)
from tests.projections.papers.composed import asked as asked
from tests.projections.papers.composed import erase as erase
from tests.projections.papers.composed import make as make
from tests.projections.papers.composed import tell as tell
from tests.projections.papers.progressing import DAY, FIRST, LATER, NOTE, agree, due, group, raised


def test_under_embargo(tell: Tell, make: Compose) -> None:
    """Of one that is partly so, nothing but what it is; of one that is wholly so, nothing. Who may know is told all."""

    def told(draft: Draft) -> None:
        letter = embargoed(draft)
        one = raised(draft, "Known.")
        draft.add(ImprovementDueSet(due=DueOn(day="2026-05-17"), set_by="force"), say("2018-04-02", src=(letter,)), one)
        two = {"kind": "area_for_improvement", "inspection": "INS-1", "force": "ORG-2", "text": Prose("Hushed up.")}
        draft.add(ImprovementRaised.model_validate(two), say("2018-03-22", src=(letter,)))
        draft.add(ActionAdded(text=Prose("Quietly."), under="AFI-2"), DAY)

    tell(told)
    paper = make("progress")
    said = " ".join(texts(paper).values())
    assert refs(paper, "partly") == ["AFI-1"] and "Known." in said and paper.withheld >= 2
    assert not {15, 16, 17} & {position for cell in paper.cells() for position in cell.at}
    assert not any(each in said for each in ("2026-05-17", "17 May", "Hushed", "AFI-2", "Quietly", "E-15", "on course"))
    agree(paper)
    whole = make("progress", embargoed=True)
    assert refs(whole, "on_course") == ["AFI-1"] and refs(whole, "undated") == ["AFI-2"]
    assert whole.watermark.text.startswith("UNDER EMBARGO") and whole.withheld == 0


def test_erased(tell: Tell, make: Compose, erase: Callable[..., None]) -> None:
    """A text that is gone is said to be, wherever it stood."""
    tell(lambda draft: LATER(draft, raised(draft)))
    tell(lambda draft: due("2026-12-31", why="Gone.")(draft, "AFI-1"))
    tell(lambda draft: NOTE(draft, "AFI-1"))
    erase()
    paper = make("progress")
    said = texts(paper)
    assert said["slipped/AFI-1/asked"] == "[erased]" and said["revisions/E-14/reason"] == "[erased]"
    assert "Under way." not in " ".join(said.values()) and "[erased]" in said["slipped/AFI-1/since"]


def test_an_empty_ledger(make: Compose) -> None:
    """Nothing is recorded: a paper that says so."""
    paper = make("progress")
    assert texts(paper)["summary/changed"].startswith("No improvement or action is recorded")
    assert set(figures(paper).values()) == {0} and names(paper)[:5] == [
        "summary", "done", "on_course", "slipped", "overdue",
    ]  # fmt: skip
    agree(paper)


def test_as_the_world_was(tell: Tell, make: Compose) -> None:
    """A paper of a day that has passed tells of that day: what came later is not there, and that day is today."""

    def told(draft: Draft) -> None:
        one = raised(draft)
        draft.add(ImprovementDueSet(due=DueOn(day="2018-06-01"), set_by="force"), DAY, one)
        draft.add(ImprovementClosed(closed_by="inspectorate", means="meeting"), say("2018-07-01", by="ORG-1"), one)

    tell(told)
    assert group(make("progress", dated=date(2018, 5, 1))) == ["on_course"]
    assert group(make("progress", dated=date(2018, 6, 2))) == ["overdue"]
    assert group(make("progress", dated=date(2018, 7, 1))) == ["done"]
    assert group(make("progress", dated=date(2018, 3, 1))) == []


def test_the_whole_story(full: Ledger, make: Compose) -> None:
    """Every type of event, from every moment: each number is counted, each id unique, each position real."""
    for since in (None, 12, 60, 100, SIZE):
        for more in ({}, {"inspection": "INS-1"}, {"forum": "FOR-1"}, {"dated": date(2018, 9, 1)}, {"embargoed": True}):
            agree(make("progress", since=since, **more))


def test_four_hundred(tell: Tell, make: Compose, asked: list[str]) -> None:
    """So many take a few queries each, not one a cell."""

    def many(draft: Draft) -> None:
        for _ in range(400):
            ref = raised(draft)
            FIRST(draft, ref)
            LATER(draft, ref)

    tell(many)
    asked.clear()
    paper = make("progress", since=11)
    assert figures(paper)["slipped"] == 400 and figures(paper)["improvements"] == 400
    cells = len(list(paper.cells()))
    assert len(asked) < 400 * 12 and cells > 400 * 16, (len(asked), cells)
