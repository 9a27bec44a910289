"""What a picture shows: bars from raised to ended, the marks on them, and what goes across."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from ledger.draft import Draft
from ledger.events import Event, Prose
from ledger.events.document import DocumentAdded, DocumentEmbargoed
from ledger.events.improvement import (
    DueOn,
    ImprovementClosed,
    ImprovementDueSet,
    ImprovementNoted,
    ImprovementRaised,
    ImprovementReopened,
)
from ledger.events.record import RecordVoided
from ledger.recording import Plan
from ledger.stores.log import Log
from projections.lens import Lens, looking
from projections.queries.picture import Bar, Days, Picture, Stretch, picture
from projections.queries.register import register
from projections.queries.withheld import withheld
from projections.views import Views
from tests.making import say

TODAY = date(2019, 6, 30)
RAISED = ImprovementRaised(kind="area_for_improvement", inspection="INS-1", force="ORG-2", text=Prose("Supervise."))


def days(first: str, last: str = "") -> Days:
    """Some days."""
    return Days(date.fromisoformat(first), date.fromisoformat(last or first))


def all_of(views: Views, without: frozenset[str] = frozenset()) -> Picture:
    """The picture of everything in a ledger."""
    refs = [row["ref"] for row in views.query("SELECT ref FROM record ORDER BY ref")]
    return picture(views, refs, TODAY, without=without)


def bar(views: Views, ref: str) -> Bar:
    """One bar of it."""
    [found] = [bar for bar in all_of(views).bars if bar.ref == ref]
    return found


def test_a_bar_an_improvement(told: Views) -> None:
    """Every one that counts has one, with its status, in the order of being raised."""
    shown = all_of(told).bars
    assert {(each.ref, each.status) for each in shown} == {(row["ref"], row["status"]) for row in register(told)}
    assert [each.stretches[0].began for each in shown] == sorted(each.stretches[0].began for each in shown)


def test_a_closed_improvement_with_all_its_marks(told: Views) -> None:
    """From the day on which it was raised to the month in which it was closed; vague dates keep all of their days."""
    found = bar(told, "AFI-1")
    assert found.stretches == [Stretch(days("2018-03-22"), days("2019-02-01", "2019-02-28"))] and not found.open
    assert [(mark.kind, mark.days, mark.words) for mark in found.marks] == [
        ("note", days("2018-06-01", "2018-06-30"), "“Dip sample at 92%”"),
        ("claim", days("2018-10-01"), "“An audit”"),
        ("note", days("2019-05-05"), "“Still so.”"),
        ("note", days("2018-11-01", "2018-11-30"), "“Found later.”"),
        ("former_due", days("2018-06-30"), "30 June 2018"),
        ("due", days("2018-09-30"), "30 September 2018"),
    ]


def test_one_that_was_reopened_goes_on(told: Views) -> None:
    """In a second stretch, which is open; with each claim, and what was sent back."""
    found = bar(told, "COC-1")
    closed = Stretch(days("2018-09-01"), days("2019-01-20"))
    assert found.stretches == [closed, Stretch(days("2019-03-01", "2019-03-31"), None)] and found.open
    assert [mark.kind for mark in found.marks] == ["claim", "return", "claim", "assurance", "submission"]


@pytest.mark.parametrize(
    ("ref", "due"),
    [("AFI-2", days("2018-09-22")), ("AFI-3", days("2018-03-22")), ("AFI-4", None), ("AFI-5", None)],
)
def test_due_dates_that_are_no_day(told: Views, ref: str, due: Days | None) -> None:
    """Within months of publication, at once, none set, none recorded: drawn where a day follows."""
    assert [mark.days for mark in bar(told, ref).marks if mark.kind == "due"] == ([due] if due else [])


def test_other_ends(told: Views) -> None:
    """Superseded, withdrawn, declined and not ours end a bar too."""
    assert {bar(told, f"REC-{number}").stretches[-1].ended for number in (1, 2, 3, 4)} == {
        days("2018-12-01", "2018-12-31")
    }


def test_what_goes_across(told: Views) -> None:
    """The meetings that spoke of what is shown, and the publications of its inspections, by their days."""
    of = picture(told, ["AFI-1"], TODAY).across
    assert [(each.kind, each.ref, each.short) for each in of] == [
        ("publication", "INS-1", "PEEL: Effectiveness 2017"),
        ("meeting", "MTG-1", "OIG"),
    ]
    assert [each.ref for each in picture(told, ["COC-1"], TODAY).across] == ["MTG-1"]  # INS-2 is not published
    assert picture(told, ["AFI-5"], TODAY).across == of[:1]
    assert [each.ref for each in picture(told, ["MTG-1", "INS-1"], TODAY).across] == ["INS-1", "MTG-1"]


def test_the_axis(told: Views) -> None:
    """As far as what is shown, and to today while something is open; or as it is asked for, and never back to front."""
    shown = picture(told, ["AFI-1"], TODAY)
    assert (shown.first, shown.last) == (date(2018, 3, 22), date(2019, 5, 5))
    assert picture(told, ["AFI-5"], TODAY).last == TODAY
    asked = picture(told, ["AFI-1"], TODAY, first=date(2018, 6, 1), last=date(2018, 7, 1))
    assert (asked.first, asked.last) == (date(2018, 6, 1), date(2018, 7, 1))
    for first, last in ((date(2030, 1, 1), None), (None, date(2001, 1, 1)), (None, None)):
        for refs in (["AFI-1"], []):
            found = picture(told, refs, TODAY, first=first, last=last)
            assert found.first <= found.last and first in (None, found.first) and last in (None, found.last)


def raised(*events: tuple[Event, str]) -> Plan:
    """An improvement, and what followed."""

    def plan(draft: Draft) -> None:
        afi = draft.add(RAISED, say("2018-03-22"))
        for event, day in events:
            draft.add(event, say(day), afi)

    return plan


def test_what_counts_not_and_what_was_corrected(tell: Callable[[Plan], Views]) -> None:
    """An improvement in error has no bar; a correction is drawn in the place of what it corrects."""
    tell(raised((RecordVoided(reason="in_error"), "2018-04-01")))
    due = [ImprovementDueSet(due=DueOn(day=day), set_by="force") for day in ("2018-06-30", "2018-12-31", "2018-08-31")]
    views = tell(
        raised((due[0], "2018-04-01"), (due[1], "2018-05-01"), (ImprovementNoted(text=Prose("x")), "2018-06-01"))
    )
    assert [each.ref for each in all_of(views).bars] == ["AFI-2"]
    first = views.query("SELECT min(position) FROM happening WHERE type = 'improvement.due_set'")[0][0]
    views = tell(lambda draft: draft.correct(first, due[2], say("2018-04-01")))
    marks = [(mark.kind, mark.days.last) for mark in bar(views, "AFI-2").marks]
    assert marks == [("note", date(2018, 6, 1)), ("former_due", date(2018, 8, 31)), ("due", date(2018, 12, 31))]


def test_an_end_that_did_not_last_and_is_vague(tell: Callable[[Plan], Views]) -> None:
    """A bar never ends before it begins, however vaguely either is stated."""
    closed = ImprovementClosed(closed_by="inspectorate", means="letter")
    views = tell(raised((closed, "2018"), (ImprovementReopened(text=Prose("Again.")), "2018"), (closed, "2018-11")))
    first, second = bar(views, "AFI-1").stretches
    assert first == Stretch(days("2018-03-22"), days("2018-03-22")) or first.ended >= first.began  # type: ignore[operator]
    assert second.ended is not None and second.ended.last >= second.began.first


def test_nothing_under_embargo_is_drawn(tell: Callable[[Plan], Views]) -> None:
    """An improvement under one has no bar; one of which an entry is has no end and no due dates, whatever they are."""

    def plan(draft: Draft) -> None:
        letter = draft.add(DocumentAdded(kind="letter", title=Prose("To come")), say("2018-03-22"))
        draft.add(DocumentEmbargoed(), say("2018-03-22"), letter)
        draft.add(RAISED, say("2018-03-22", src=(letter,)))
        afi = draft.add(RAISED, say("2018-03-22"))
        due = ImprovementDueSet(due=DueOn(day="2018-06-30"), set_by="force")
        draft.add(due, say("2018-04-01"), afi)
        draft.add(ImprovementNoted(text=Prose("At 92%")), say("2018-04-02"), afi)
        draft.add(ImprovementClosed(closed_by="inspectorate", means="letter"), say("2018-05-01", src=(letter,)), afi)

    views = tell(plan)
    held = withheld(views, datetime.now(UTC))
    assert [each.ref for each in all_of(views).bars] == ["AFI-1", "AFI-2"]
    [left] = all_of(views, without=held).bars
    assert (left.ref, left.status, left.open) == ("AFI-2", "withheld", False)
    assert left.stretches == [Stretch(days("2018-03-22"), None)] and [mark.kind for mark in left.marks] == ["note"]


def test_looking_back(told: Views, log: Log) -> None:
    """On a day, and as of an entry, a bar is as long, and has the marks, as was then so."""
    with looking(log, told, Lens(at=date(2018, 8, 1))):
        then = bar(told, "AFI-1")
    assert then.open and [mark.kind for mark in then.marks] == ["note", "former_due", "due"]
    raised = told.query("SELECT min(position) FROM happening WHERE stream = 'AFI-1'")[0][0]
    with looking(log, told, Lens(as_of=raised)):
        assert (bar(told, "AFI-1").status, bar(told, "AFI-1").marks) == ("raised", [])


def test_erased_texts(told: Views, erase: Callable[..., None]) -> None:
    """The bar and its marks stay, without the words."""
    erase()
    found = bar(told, "AFI-1")
    assert found.text == "[erased]" and found.marks[0].words == "[erased]" and len(found.marks) == 6
    assert len(all_of(told).across) == 2
