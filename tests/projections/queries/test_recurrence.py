"""Recurrence: how often the same was found, across the years, and what never counts."""

from collections.abc import Callable

import pytest

from ledger.draft import Draft
from ledger.events import Prose
from ledger.events.finding import FindingRecorded
from ledger.events.improvement import ImprovementRaised
from ledger.events.inspection import InspectionOpened, InspectionPublished
from ledger.events.record import RecordLinked, RecordVoided
from ledger.recording import Ledger, Plan
from ledger.stores.log import Log
from projections.follow import level
from projections.lens import Lens, looking
from projections.queries.names import Names
from projections.queries.records import record
from projections.queries.recurrence import in_words, ordinal, recurrence
from projections.queries.register import register
from projections.views import Views
from tests.making import say

Tell = Callable[[Plan], Views]


def inspected(draft: Draft, year: int) -> str:
    """An inspection of a year."""
    opened = InspectionOpened(
        title=Prose(f"PEEL {year}"), programme="peel", framework="peel_2015_2017", cycle=year, scale="four_tier",
        inspectorate="ORG-1", forces=("ORG-2",),
    )  # fmt: skip
    reference = draft.add(opened, say(str(year)))
    draft.add(InspectionPublished(), say(str(year)), reference)
    return reference


def raised(draft: Draft, inspection: str, day: str) -> str:
    """An area for improvement of an inspection."""
    asked = ImprovementRaised(
        kind="area_for_improvement", inspection=inspection, force="ORG-2", text=Prose("Supervise.")
    )
    return draft.add(asked, say(day))


def found(draft: Draft, inspection: str, day: str, sense: str = "weakness") -> str:
    """A finding of an inspection."""
    finding = FindingRecorded(
        inspection=inspection, force="ORG-2", text=Prose("Nobody supervises."), sense=sense, voice="inspectorate"
    )
    return draft.add(finding, say(day))


def recurs(draft: Draft, ref: str, of: str, relation: str = "recurrence_of") -> None:
    """One is linked to the other."""
    draft.add(RecordLinked(relation=relation, to=of), say("2025"), ref)


def again(views: Views, ref: str) -> tuple[int, int, list[str]] | None:
    """How often, since when, and as what before."""
    told = recurrence(Names(views), record(views, ref))
    return (told["times"], told["since"], told["of"]) if told else None


@pytest.fixture
def story(ledger: Ledger, log: Log, views: Views) -> Views:
    """A weakness of 2014 (FND-1), found again in 2019 (AFI-1, of INS-3) and 2024 (AFI-2, of INS-4)."""

    def plan(draft: Draft) -> None:
        old, middle, new = (inspected(draft, year) for year in (2014, 2019, 2024))
        found(draft, old, "2014-09-04")
        raised(draft, middle, "2019-05-02")
        raised(draft, new, "2024-11-21")
        recurs(draft, "AFI-1", "FND-1")
        recurs(draft, "AFI-2", "AFI-1")

    ledger.record(plan)
    level(log, views)
    return views


def test_what_an_earlier_one_recurs_from_counts(story: Views) -> None:
    """The third time, since the year of the first, however long the chain."""
    assert again(story, "AFI-2") == (3, 2014, ["FND-1", "AFI-1"])
    assert again(story, "AFI-1") == (2, 2014, ["FND-1"])
    [first, second] = register(story)
    assert (first["recurrence_words"], second["recurrence_words"]) == (
        "second time since 2014",
        "third time since 2014",
    )
    assert second["recurrence"] == {"times": 3, "since": 2014, "of": ["FND-1", "AFI-1"]}


def test_several_of_one_inspection_are_one_time(story: Views, tell: Tell) -> None:
    """A weakness, and the improvement that was asked for because of it."""

    def plan(draft: Draft) -> None:
        recurs(draft, "AFI-2", found(draft, "INS-3", "2019-05-02"))
        recurs(draft, "AFI-2", "FND-1")  # which AFI-1 recurs from, too

    assert again(tell(plan), "AFI-2") == (3, 2014, ["FND-1", "AFI-1", "FND-2"])


def test_what_does_not_count_leads_nowhere(story: Views, tell: Tell) -> None:
    """Neither it, nor what it recurred from."""
    views = tell(lambda draft: draft.add(RecordVoided(reason="in_error"), say("2025"), "AFI-1"))
    assert again(views, "AFI-2") is None


@pytest.mark.parametrize("sense", ["strength", "neutral"])
def test_a_strength_never_counts(sense: str, story: Views, ledger: Ledger, log: Log) -> None:
    """Not even where it was taken for a weakness when it was linked."""
    [position] = story.query("SELECT first FROM record WHERE ref = 'FND-1'")[0]
    strong = FindingRecorded(
        inspection="INS-2", force="ORG-2", text=Prose("Supervised."), sense=sense, voice="inspectorate"
    )
    ledger.record(lambda draft: draft.correct(position, strong, say("2014-09-04")))
    level(log, story)
    assert again(story, "AFI-1") is None and again(story, "AFI-2") == (2, 2019, ["AFI-1"])


def test_what_is_only_related_does_not_count(story: Views, tell: Tell) -> None:
    """A strength on the same subject, or another improvement."""

    def plan(draft: Draft) -> None:
        recurs(draft, raised(draft, "INS-4", "2024-11-21"), "AFI-1", "related_to")

    assert again(tell(plan), "AFI-3") is None


def test_a_circle_ends(story: Views, ledger: Ledger, log: Log) -> None:
    """The rules forbid one; a day that was corrected since can make one all the same."""

    def plan(draft: Draft) -> None:
        late = raised(draft, "INS-2", "2025")
        recurs(draft, late, "AFI-2")

    ledger.record(plan)
    level(log, story)
    body = 'json_insert(body, \'$.links[1]\', json(\'{"relation":"recurrence_of","to":"AFI-3"}\'))'
    with story.writing():
        story.many(f"UPDATE record SET body = {body} WHERE ref = ?", [("AFI-1",)])
    assert again(story, "AFI-3") == (3, 2014, ["FND-1", "AFI-1", "AFI-2"])


def test_as_of_before_a_link_it_was_found_once(story: Views, log: Log) -> None:
    """As far as anybody had recorded then."""
    [last] = story.query("SELECT max(position) FROM happening")[0]
    with looking(log, story, Lens(as_of=last - 1)):
        assert again(story, "AFI-2") is None and again(story, "AFI-1") == (2, 2014, ["FND-1"])


@pytest.mark.parametrize(
    ("number", "said"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (21, "21st")]
)
def test_ordinals(number: int, said: str) -> None:
    """As people write them."""
    assert ordinal(number) == said


def test_words() -> None:
    """In a word up to ten."""
    said = [in_words({"times": times, "since": 2014, "of": []}) for times in (2, 10, 11, 22)]
    assert said == [f"{each} time since 2014" for each in ("second", "tenth", "11th", "22nd")]
    assert in_words(None) is None
