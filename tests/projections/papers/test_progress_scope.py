"""Of what a progress report tells, and what it counts: the same as a board paper does under the same words."""

from datetime import date

import pytest

from ledger.draft import Draft
from ledger.events import Prose
from ledger.events.forum import ForumAdded
from ledger.events.meeting import MeetingConsidered, MeetingHeld
from tests.making import say
from tests.projections.papers.composed import Compose, Tell, figures, refs, table, texts
from tests.projections.papers.composed import make as make
from tests.projections.papers.composed import tell as tell
from tests.projections.papers.progressing import CLOSE, DAY, due, raised


def test_what_meetings_of_others_spoke_of_is_late_too(
    tell: Tell, make: Compose, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A meeting of another forum counts where it spoke of what is looked after here; any other does not."""

    def told(draft: Draft) -> None:
        one, two = raised(draft), raised(draft)
        ours, others = (draft.add(ForumAdded(name=Prose(name)), DAY) for name in ("Ours", "Others"))
        for forum, spoken_of in ((ours, one), (others, one), (others, two)):
            met = draft.add(MeetingHeld(forum=forum), say("2018-04-10"))
            draft.add(MeetingConsidered(records=(spoken_of,)), say("2018-04-10"), met)

    tell(told)
    monkeypatch.setattr("projections.papers.parts.since.began", lambda _: date(2018, 4, 5))
    paper = make("progress", forum="FOR-1", since=11)
    assert [row.cells[1].text for row in table(paper, "late").rows] == ["MTG-1", "MTG-1", "MTG-2", "MTG-2"]
    monkeypatch.setattr("projections.papers.parts.since.began", lambda _: date(2026, 1, 1))
    empty = texts(make("progress", forum="FOR-1", since=11))["late/empty"]
    assert empty == (
        "Nothing was recorded late of what this forum looks after, nor of its meetings; "
        "what happened before this ledger began is not counted."
    )


def test_it_says_of_what_it_is(tell: Tell, make: Compose) -> None:
    """How many a forum looks after, how many of these had ended, and what is overdue among all others."""

    def told(draft: Draft) -> None:
        forum = draft.add(ForumAdded(name=Prose("The Group")), say("2018-01-01"))
        ours, ended, other = (raised(draft) for _ in range(3))
        raised(draft)
        met = draft.add(MeetingHeld(forum=forum), say("2018-04-10"))
        draft.add(MeetingConsidered(records=(ours, ended)), say("2018-04-10"), met)
        CLOSE(draft, ended)
        due("2025-01-01")(draft, other)

    after = tell(told)
    paper = make("progress", forum="FOR-1", since=after)
    assert texts(paper)["summary/scope"] == (
        "The Group looks after 2 of 4 improvements. 1 had ended before; 1 is reported here. "
        "It does not look after the other 2, of which AFI-3 is overdue."
    )
    assert figures(paper)["improvements"] == 1


def test_the_same_word_counts_the_same_as_in_a_board_paper(tell: Tell, make: Compose) -> None:
    """Overdue, and slipped: of the same improvements, in whichever table of the report these stand."""

    def told(draft: Draft) -> None:
        for dates in (("2025-01-01",), ("2025-01-01", "2025-06-01"), ("2026-03-01", "2026-06-01"), ("2026-03-01",)):
            ref = raised(draft)
            for day in dates:
                due(day)(draft, ref)

    tell(told)
    progress, board = make("progress"), make("board")
    rule = {figure.name: (figure.refs, texts(progress)[f"summary/{figure.name}/what"]) for figure in progress.figures}
    for figure in board.figures:
        if figure.name in ("overdue", "moved_later"):
            assert rule[figure.name] == (figure.refs, texts(board)[f"numbers/{figure.name}/what"])
    assert (rule["overdue"][0], rule["moved_later"][0]) == (("AFI-1", "AFI-2"), ("AFI-2", "AFI-3"))
    assert refs(progress, "slipped") == ["AFI-3"]
