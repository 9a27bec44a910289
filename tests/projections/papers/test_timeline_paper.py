"""The timeline as an appendix: a table a record, with slips, corrections and late recordings marked."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from ledger.draft import Draft
from ledger.events import Prose
from ledger.events.action import ActionAdded, ActionDone
from ledger.events.forum import ForumAdded
from ledger.events.improvement import DueOn, ImprovementDueSet, ImprovementNoted, ImprovementRaised
from ledger.events.meeting import MeetingConsidered, MeetingHeld
from ledger.events.paper import PaperBegun
from ledger.recording import Ledger
from projections.papers.model import Chart, Paper
from tests.making import say
from tests.projections.everything import SIZE
from tests.projections.papers.composed import Compose, Tell, embargoed, figures, names, table, texts
from tests.projections.papers.composed import asked as asked
from tests.projections.papers.composed import erase as erase
from tests.projections.papers.composed import make as make
from tests.projections.papers.composed import tell as tell

DAY = say("2018-04-02")


def raised(draft: Draft, text: str = "Do it.") -> str:
    """An improvement of the report of 22 March 2018."""
    asked = {"kind": "area_for_improvement", "inspection": "INS-1", "force": "ORG-2", "text": Prose(text)}
    return draft.add(ImprovementRaised.model_validate(asked), say("2018-03-22", by="ORG-1"))


def due(draft: Draft, ref: str, day: str, on: str, why: str | None = None, **said: Any) -> None:
    """Sets its date."""
    draft.add(ImprovementDueSet(due=DueOn(day=day), set_by="force"), say(on, why=why, **said), ref)


def rows(paper: Paper, name: str) -> list[list[str]]:
    """What stands in a table."""
    return [[cell.text for cell in row.cells] for row in table(paper, name).rows]


def test_a_story(tell: Tell, make: Compose) -> None:
    """In the order of the world: its own entries, those of its actions, and those that name it; papers do not."""

    def told(draft: Draft) -> None:
        one, two = raised(draft, "One\nline."), raised(draft, "Two.")
        due(draft, one, "2018-06-30", "2018-04-02")
        due(draft, one, "2018-09-30", "2018-06-01", "No trainers.")
        action = draft.add(ActionAdded(text=Prose("Begin."), under=one), say("2018-05-01"))
        draft.add(ActionDone(text=Prose("Begun.")), say("2018-05-03"), action)
        forum = draft.add(ForumAdded(name=Prose("The Group")), say("2018-01-01"))
        met = draft.add(MeetingHeld(forum=forum), say("2018-05-02"))
        draft.add(MeetingConsidered(records=(one, two), text=Prose("Both.")), say("2018-05-02"), met)
        draft.add(PaperBegun(kind="timeline", dated="2018-07-01", records=(one,)), say("2018-05-04"))

    tell(told)
    paper = make("timeline")
    said = texts(paper)
    assert [row[-1] for row in rows(paper, "AFI-1")] == ["E-12", "E-14", "E-16", "E-20", "E-17", "E-15"]
    assert [row[-1] for row in rows(paper, "AFI-2")] == ["E-13", "E-20"]
    assert said["AFI-1/title"] == "AFI-1: One\nline."
    assert rows(paper, "AFI-1")[-1] == [
        "1 June 2018", "Due date moved from 30 June 2018 to 30 September 2018 (92 days later), set by the force",
        "due date moved, 92 days later; reason: “No trainers.”", "Ann Keeper",
        "1 January 2026 at 13:00 UK time by Ann Keeper", "E-15",
    ]  # fmt: skip
    assert said["AFI-1/E-17/what"] == "ACT-1: Action done: “Begun.”"
    assert said["AFI-2/E-20/what"] == "MTG-1: Considered AFI-1 and AFI-2: “Both.”"
    assert all(cell.at == (int(row.cells[-1].text[2:]),) for row in table(paper, "AFI-1").rows for cell in row.cells)
    assert figures(paper) == {"records": 2, "entries": 7, "moved_later": 1, "corrected": 0, "late": 0}
    assert [figure.refs for figure in paper.figures][2] == ("E-15",)
    [chart] = [block for section in paper.sections for block in section.blocks if isinstance(block, Chart)]
    assert "AFI-1" in chart.picture.svg and chart.alternative.text


def test_corrections_and_lateness_are_marked(
    tell: Tell, make: Compose, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    """What was corrected or undone, what stands in its place, and what was recorded late."""
    tell(lambda draft: due(draft, raised(draft), "2018-06-30", "2018-04-02"))
    tell(lambda draft: draft.add(ImprovementNoted(text=Prose("Slip.")), DAY, "AFI-1"))
    tell(lambda draft: draft.undo(14, say("2026-01-01")))
    paper = make("timeline", records=("AFI-1",))
    marks = {row[-1]: row[2] for row in rows(paper, "AFI-1")}
    assert marks["E-14"] == "undone by E-15" and marks["E-15"] == "stands in the place of E-14"
    assert figures(paper)["corrected"] == 1
    monkeypatch.setattr("projections.papers.parts.stories.began", lambda _: date(2018, 1, 1))
    late = make("timeline", records=("AFI-1",))
    assert texts(late)["AFI-1/E-12/marks"] == "recorded late, after 2,842 days" and figures(late)["late"] == 3


def test_only_what_is_asked_for(tell: Tell, make: Compose) -> None:
    """Of some records, of an inspection, or of all improvements; as a day showed it, also of what had not begun."""
    tell(lambda draft: (raised(draft), raised(draft)))
    assert names(make("timeline", records=("AFI-2",))) == ["summary", "AFI-2"]
    assert names(make("timeline", inspection="INS-1")) == ["summary", "AFI-1", "AFI-2"]
    assert names(make("timeline", records=("INS-1", "POST-1"))) == ["summary", "INS-1", "POST-1"]
    early = make("timeline", records=("AFI-2",), dated=date(2018, 1, 1))
    assert texts(early)["AFI-2/empty"] == "Nothing is recorded of AFI-2 by then." and figures(early)["entries"] == 0


def test_an_empty_ledger(make: Compose) -> None:
    """Nothing is recorded: a paper that says so, without a chart."""
    paper = make("timeline")
    assert texts(paper)["story/none"] == "No improvement is recorded here that may be told of."
    assert set(figures(paper).values()) == {0}


def test_under_embargo(tell: Tell, make: Compose) -> None:
    """What stood before it is told; nothing of it, nor what came after; who may know is told all."""

    def told(draft: Draft) -> None:
        letter = embargoed(draft)
        one = raised(draft, "Known.")
        due(draft, one, "2018-06-30", "2018-04-02")
        due(draft, one, "2018-07-17", "2018-04-03", src=(letter,))
        due(draft, one, "2018-08-01", "2018-04-04")
        asked = {"kind": "area_for_improvement", "inspection": "INS-1", "force": "ORG-2", "text": Prose("Hushed.")}
        draft.add(ImprovementRaised.model_validate(asked), say("2018-03-22", src=(letter,)))

    tell(told)
    paper = make("timeline")
    said = " ".join(texts(paper).values())
    assert [row[-1] for row in rows(paper, "AFI-1")] == ["E-14", "E-15"] and "AFI-1/partly" in texts(paper)
    assert not any(each in said for each in ("17 July", "1 August", "Hushed", "AFI-2", "E-16", "E-17"))
    assert paper.withheld and not [b for s in paper.sections for b in s.blocks if isinstance(b, Chart)]
    assert not {16, 18} & {position for cell in paper.cells() for position in cell.at}
    whole = make("timeline", embargoed=True)
    assert names(whole) == ["summary", "AFI-1", "AFI-2"] and "17 July" in " ".join(texts(whole).values())


def test_erased(tell: Tell, make: Compose, erase: Callable[[], None]) -> None:
    """Texts that are gone are said to be, reasons too."""

    def told(draft: Draft) -> None:
        one = raised(draft)
        due(draft, one, "2018-06-30", "2018-04-02")
        due(draft, one, "2018-09-30", "2018-06-01", "Gone.")

    tell(told)
    erase()
    said = texts(make("timeline"))
    assert said["AFI-1/title"] == "AFI-1: [erased]"
    assert said["AFI-1/E-14/marks"] == "due date moved, 92 days later; reason [erased]"


def test_the_whole_story(full: Ledger, make: Compose) -> None:
    """Every type of event, of any record: ids are unique and positions real."""
    for more in ({}, {"inspection": "INS-1"}, {"dated": date(2018, 9, 1)}, {"embargoed": True}):
        texts(make("timeline", **more))
    every = ("ORG-1", "PER-1", "POST-1", "QUE-1", "DOC-1", "FOR-1", "AFI-1", "AFI-2", "ACT-1", "EXP-1", "MTG-1")
    assert texts(make("timeline", records=every)) and SIZE


def test_four_hundred(tell: Tell, make: Compose, asked: list[str]) -> None:
    """So many take a few queries each, not one a cell."""

    def many(draft: Draft) -> None:
        for _ in range(400):
            ref = raised(draft)
            due(draft, ref, "2018-06-30", "2018-04-02")
            due(draft, ref, "2018-09-30", "2018-06-01")

    tell(many)
    asked.clear()
    paper = make("timeline")
    assert [len(figure.refs) for figure in paper.figures] == [400, 1200, 400, 0, 0]
    assert texts(paper)["summary/entries/number"] == "1,200"
    assert len(asked) < 400 * 12 and len(list(paper.cells())) > 400 * 21
