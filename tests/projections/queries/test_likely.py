"""What is suggested as likely the same: alike in what it says, earlier, of another inspection, and never a strength."""

from collections.abc import Callable

import pytest

from ledger.draft import Draft
from ledger.events import Prose
from ledger.events.finding import FindingRecorded
from ledger.events.improvement import ImprovementRaised
from ledger.events.inspection import InspectionOpened, InspectionPublished
from ledger.events.organisation import OrganisationAdded
from ledger.events.record import RecordLinked, RecordVoided
from ledger.recording import Plan
from projections.queries.likely import likely
from projections.views import Views
from tests.making import say

Tell = Callable[[Plan], Views]
OLD = "Have supervisors review each investigation before it is filed."
NEW = "The force should supervise investigations, and review them"


def opened(draft: Draft, year: int, *forces: str) -> str:
    """An inspection of a year."""
    one = InspectionOpened(
        title=Prose(f"PEEL {year}"), programme="peel", framework="peel_2015_2017", cycle=year, scale="four_tier",
        inspectorate="ORG-1", forces=forces or ("ORG-2",),
    )  # fmt: skip
    reference = draft.add(one, say(str(year)))
    draft.add(InspectionPublished(), say(str(year)), reference)
    return reference


def asks(draft: Draft, inspection: str, day: str, text: str, force: str = "ORG-2") -> str:
    """An area for improvement."""
    raised = ImprovementRaised(kind="area_for_improvement", inspection=inspection, force=force, text=Prose(text))
    return draft.add(raised, say(day))


def finds(draft: Draft, inspection: str, sense: str, text: str) -> str:
    """A finding."""
    found = FindingRecorded(inspection=inspection, force="ORG-2", text=Prose(text), sense=sense, voice="inspectorate")
    return draft.add(found, say("2014-09-04"))


def suggested(views: Views, *refs: str) -> list[tuple[str, str]]:
    """Which of these is likely which earlier one."""
    return [(row["ref"], row["of"]) for row in likely(views, refs)]


@pytest.fixture
def story(tell: Tell) -> Views:
    """AFI-1 of 2014, much else, and AFI-4 of 2019, which says the same in other words."""

    def plan(draft: Draft) -> None:
        old, new = opened(draft, 2014), opened(draft, 2019)
        asks(draft, old, "2014-09-04", OLD)
        asks(draft, old, "2014-09-04", "Answer 101 calls before so many callers give up.")
        asks(draft, new, "2019-05-02", "Answer emergency calls within ten seconds")
        asks(draft, new, "2019-05-02", NEW)

    return tell(plan)


def test_the_same_in_other_words_is_suggested(story: Views) -> None:
    """And what only has a word or two in common is not."""
    assert likely(story, ["AFI-3", "AFI-4"]) == [{"ref": "AFI-4", "of": "AFI-1", "text": OLD, "year": 2014}]


def test_a_weakness_is_suggested_and_a_strength_never(story: Views, tell: Tell) -> None:
    """Whatever its words: nothing recurs from a strength."""

    def plan(draft: Draft) -> None:
        finds(draft, "INS-2", "strength", NEW)
        finds(draft, "INS-2", "neutral", NEW)
        finds(draft, "INS-2", "weakness", "Nobody reviews investigations or supervises them")

    assert suggested(tell(plan), "AFI-4") == [("AFI-4", "AFI-1"), ("AFI-4", "FND-3")]


def test_only_what_could_be_linked_is_suggested(story: Views, tell: Tell) -> None:
    """Nothing of the same inspection, of a later day, of another force, void, or linked already."""

    def plan(draft: Draft) -> None:
        draft.add(OrganisationAdded(kind="force", name=Prose("Borsetshire")), say("2010"))
        both = opened(draft, 2013, "ORG-2", "ORG-3")
        asks(draft, both, "2013", NEW, "ORG-3")
        asks(draft, "INS-3", "2019-05-02", NEW)
        asks(draft, opened(draft, 2024), "2024", NEW)

    views = tell(plan)
    assert suggested(views, "AFI-4") == [("AFI-4", "AFI-1")]
    linked = RecordLinked(relation="recurrence_of", to="AFI-1")
    assert suggested(tell(lambda draft: draft.add(linked, say("2025"), "AFI-4")), "AFI-4") == []
    assert suggested(views, "AFI-6") == [("AFI-6", "AFI-1")]
    views = tell(lambda draft: draft.add(RecordVoided(reason="in_error"), say("2025"), "AFI-1"))
    assert suggested(views, "AFI-6") == []


def test_the_best_two_are_suggested(story: Views, tell: Tell) -> None:
    """More would be read by nobody."""

    def plan(draft: Draft) -> None:
        for year in (2015, 2016):
            asks(draft, opened(draft, year), str(year), f"{NEW}, and each sergeant")

    assert suggested(tell(plan), "AFI-4") == [("AFI-4", "AFI-5"), ("AFI-4", "AFI-6")]


def test_a_plural_is_the_same_word(tell: Tell) -> None:
    """However short the word, and where only ``es`` can follow it."""

    def plan(draft: Draft) -> None:
        asks(draft, opened(draft, 2014), "2014-09-04", "Close gaps for witnesses")
        asks(draft, opened(draft, 2019), "2019-05-02", "Close the gap for each witness")

    assert suggested(tell(plan), "AFI-2") == [("AFI-2", "AFI-1")]


def test_turns_of_phrase_are_no_likeness(tell: Tell) -> None:
    """What every report says of every force weighs nothing; letters and marks make no words."""

    def plan(draft: Draft) -> None:
        old, new = opened(draft, 2014), opened(draft, 2019)
        asks(draft, old, "2014-09-04", "The force should ensure that its policing improves")
        asks(draft, old, "2014-09-04", "— !?")
        asks(draft, new, "2019-05-02", "The force should ensure that its custody improves")
        asks(draft, new, "2019-05-02", "— !?")

    assert suggested(tell(plan), "AFI-3", "AFI-4") == []


def test_an_erased_text_is_like_nothing(told: Views, erase: Callable[..., None]) -> None:
    """Nor does it stop anybody."""
    erase()
    assert suggested(told, "AFI-1", "COC-1") == []
