"""Meetings: of a forum that sat then; each paper is put before one once."""

import pytest

from ledger.aggregates import Fact
from ledger.aggregates.meeting import Meeting
from ledger.errors import RuleBroken, UnknownReference
from ledger.events import Event, Prose
from ledger.events.expectation import ExpectationLapsed, ExpectationMet
from ledger.events.forum import ForumEnded
from ledger.events.meeting import MeetingConsidered, MeetingDecided, MeetingHeld, MeetingTabled
from tests.ledger.specs import STAFFED, Given, happened

HELD = MeetingHeld(forum="FOR-1", attended=("PER-1", "POST-2"))
TABLED = MeetingTabled(papers=("PAP-1", "DOC-1"))
ENDED = happened(ForumEnded(), "2018-06")


def meeting(*facts: Event | Fact) -> Given:
    """The world, and a meeting with what became of it."""
    return Given({**STAFFED, "MTG-1": [HELD, *facts]})


def having(reference: str, *facts: Event | Fact) -> Given:
    """The world, where more became of a record."""
    return Given({**STAFFED, reference: [*STAFFED[reference], *facts]})


@pytest.mark.parametrize("expected", [None, "EXP-1"])
def test_a_forum_met(expected: str | None) -> None:
    """As was expected, or unannounced."""
    wish = HELD.model_copy(update={"expected": expected})
    Given(STAFFED).when(wish, to="MTG-1").then(wish)
    assert meeting().get("MTG-1") == Meeting("FOR-1")


@pytest.mark.parametrize("on", ["2018-05-31", "2018-06-30", "2018"])
def test_it_met_before_it_ended(on: str) -> None:
    """A meeting may be recorded after the forum ended, of a day before."""
    having("FOR-1", ENDED).when(happened(HELD, on), to="MTG-2").then(HELD)


def test_it_did_not_meet_after_it_ended() -> None:
    """A day wholly after its end is refused."""
    having("FOR-1", ENDED).when(happened(HELD, "2018-07-01"), to="MTG-2").refused(
        RuleBroken,
        "FOR-1 cannot have met on 2018-07-01: it ended on 2018-06.",
        "Give the day on which it met, or add the forum that followed with `afi forum add`.",
    )


@pytest.mark.parametrize("end", [ExpectationMet(), ExpectationLapsed()])
def test_what_it_was_expected_as_is_open(end: Event) -> None:
    """An expectation that was met or has lapsed is not of this meeting."""
    having("EXP-1", end).when(HELD.model_copy(update={"expected": "EXP-1"}), to="MTG-2").refused(
        RuleBroken,
        "EXP-1 is no longer expected.",
        "Leave it out, or name another; `afi expect list` shows what is expected.",
    )


@pytest.mark.parametrize("fields", [{"forum": "FOR-9"}, {"expected": "EXP-9"}])
def test_an_unknown_forum_or_expectation_is_refused(fields: dict[str, str]) -> None:
    """Whose meeting it was, and as what it was expected, is in the ledger."""
    Given(STAFFED).when(HELD.model_copy(update=fields), to="MTG-2").refused(
        UnknownReference, f"There is no {next(iter(fields.values()))} in this ledger."
    )


def test_papers_are_tabled() -> None:
    """In one go or one after another, and another meeting may have the same."""
    more = MeetingTabled(papers=("PAP-2",))
    meeting(TABLED).when(more, to="MTG-1").then(more)
    assert meeting(TABLED, more).get("MTG-1").tabled == ("PAP-1", "DOC-1", "PAP-2")
    Given({**meeting(TABLED).world, "MTG-2": [HELD]}).when(TABLED, to="MTG-2").then(TABLED)


@pytest.mark.parametrize("papers", [("DOC-1",), ("PAP-2", "PAP-1"), ("PAP-2", "PAP-2")])
def test_a_paper_is_tabled_once(papers: tuple[str, ...]) -> None:
    """A paper tabled already, or named twice, is refused."""
    meeting(TABLED).when(MeetingTabled(papers=papers), to="MTG-1").refused(
        RuleBroken, f"{papers[-1]} is tabled already.", "Leave it out of `afi meeting table`."
    )


@pytest.mark.parametrize(
    "said",
    [
        MeetingConsidered(records=("AFI-1", "FND-1")),
        MeetingDecided(text=Prose("To ask for a dip sample."), about=("AFI-1",)),
        MeetingDecided(text=Prose("To meet monthly.")),
    ],
)
def test_what_it_considers_and_decides_is_its_own_affair(said: Event) -> None:
    """Any records, any number of times."""
    for facts in ([], [said]):
        meeting(*facts).when(said, to="MTG-1").then(said)
        assert meeting(*facts, said).get("MTG-1") == meeting().get("MTG-1")
