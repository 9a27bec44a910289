"""Today's page asks for what many improvements hang on at once, whatever their number, and no table for its flags."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from ledger.draft import Draft
from ledger.events import Prose
from ledger.events.action import ActionAdded
from ledger.events.forum import ForumAdded
from ledger.events.improvement import DueOn, ImprovementClaimed
from ledger.events.record import RecordFlagged
from ledger.stores.log import Log
from projections.lens import Lens, looking
from projections.queries.deadlines.together import Together
from projections.queries.names import Names
from projections.queries.today import Section, today
from projections.views import FLAGGED, Views
from tests.making import say
from tests.projections.queries.dated import WEEKS, Tell, considered, due, raised

ON = date(2018, 9, 1)


def several(draft: Draft, first: int, last: int) -> None:
    """Improvements with these numbers, each considered at a meeting of its own, with an action; the last is claimed."""
    for number in range(first, last + 1):
        afi = raised(draft, f"Do {number}.")
        due(draft, afi, ("2018-04-01", DueOn(day="2018-06-30")))
        meeting = considered(draft, "FOR-1", "2018-05-01", afi)
        draft.add(
            ActionAdded(text=Prose("Ask."), under=afi, meeting=meeting, due=DueOn(day="2018-06-01")), say("2018-05-01")
        )
    draft.add(ImprovementClaimed(evidence=Prose("Done.")), say("2018-08-01"), f"AFI-{last}")


@pytest.fixture
def many(tell: Tell) -> Views:
    """Three of them, of a forum that has met since; then nine more."""

    def begun(draft: Draft) -> None:
        draft.add(ForumAdded(name=Prose("Improvement Group"), cadence=WEEKS), say("2018-03-22"))
        several(draft, 1, 3)

    return tell(begun)


def asked(views: Views, monkeypatch: pytest.MonkeyPatch) -> tuple[list[str], list[Section]]:
    """The statements that today's page takes, and its sections."""
    statements: list[str] = []

    def noting(method: Callable[..., Any]) -> Callable[..., Any]:
        def noted(sql: str, *rest: Any) -> Any:
            statements.append(sql)
            return method(sql, *rest)

        return noted

    with monkeypatch.context() as patch:
        for name in ("query", "each"):
            patch.setattr(views, name, noting(getattr(views, name)))
        return statements, list(today(views, ON))


def test_more_improvements_are_no_more_questions(many: Views, tell: Tell, monkeypatch: pytest.MonkeyPatch) -> None:
    """Their forums, meetings, inspections and actions are each asked for at once, however many there are."""
    few, of_few = asked(many, monkeypatch)
    more, of_more = asked(tell(lambda draft: several(draft, 4, 12)), monkeypatch)
    assert len(more) == len(few)
    counts = [{section.name: section.number for section in sections} for sections in (of_few, of_more)]
    assert (counts[0]["overdue"], counts[1]["overdue"]) == (3 + 2, 12 + 10)
    assert (counts[0]["assurance"], counts[1]["assurance"]) == (1, 2)
    assert (counts[0]["no_update"], counts[1]["no_update"]) == (2, 10)


def test_a_few_of_each_are_those_that_all_would_begin_with(many: Views) -> None:
    """So many as are shown are the most urgent of a section, which counts them all."""
    for whole, part in zip(today(many, ON), today(many, ON, top=2), strict=True):
        assert (part.number, part.rows) == (whole.number, whole.rows[:2])


@pytest.mark.parametrize("top", [0, -2])
def test_where_there_is_room_for_none_they_are_counted(many: Views, top: int) -> None:
    """On a terminal of three lines nothing is said to need nobody."""
    assert [(each.number, each.rows) for each in today(many, ON, top=top)] == [
        (each.number, []) for each in today(many, ON)
    ]


def test_flags_are_found_by_their_index(tell: Tell) -> None:
    """No record without one is read for them."""
    views = tell(lambda draft: draft.add(RecordFlagged(text=Prose("Which?")), say("2018-05-01"), "INS-1"))
    [step] = views.query(f"EXPLAIN QUERY PLAN SELECT ref, body FROM record WHERE {FLAGGED}")
    assert "record_flagged" in step["detail"]
    assert [(each.name, each.number) for each in today(views, ON) if each.name == "flags"] == [("flags", 1)]


@pytest.mark.parametrize("lens", [Lens(), Lens(as_of=40), Lens(at=ON), Lens(told=ON)])
def test_read_together_is_as_read_one_by_one(told: Views, log: Log, lens: Lens) -> None:
    """Whatever is looked back at; what there is none of is none."""
    with looking(log, told, lens):
        absent = [f"AAA-{number}" for number in range(1, 100)]  # more than go into one statement, with the others
        refs = absent + [row["ref"] for row in told.query("SELECT ref FROM main.record")]
        together, names = Together(told), Names(told)
        together.read(refs)
        assert [together.body(ref) for ref in refs] == [names.body(ref) for ref in refs]
