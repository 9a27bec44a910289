"""Notes that say complete; and those that say how far it is."""

import pytest

from ledger.events import Prose
from ledger.events.improvement import (
    ImprovementClaimed,
    ImprovementClosed,
    ImprovementNoted,
    ImprovementReturned,
)
from projections.queries.checks.complete import said_complete
from tests.making import say
from tests.projections.queries.checks.desk import RAISED, TEXT, Desk, Step

SAYS = (
    "Complete.",
    "All done",
    "Done in May.",
    "This is now complete",
    "The training has been completed.",
    "Action closed",
    "AFI discharged",
    "Fully implemented; sampled twice.",
    "The policy was implemented on 3 May",
    "Audit and training complete, and sampled",
    "100% complete",
    "It is finished",
)
DOES_NOT = (
    "Not complete.",
    "It isn't done",
    "Nearly complete",
    "90% complete",
    "31 of 40 complete",
    "Two of the five actions are complete",
    "To be completed by June",
    "Will be closed when the sample is in",
    "Phase 1 is complete",
    "Most of it is done",
    "Training complete, but files remain",
    "Half done",
    "Incomplete",
    "A complete review was begun",
    "Of 50 completed files 43 have a plan",
    "We complete a dip sample each month",
    "The minutes were found in a closed folder",
    "A lot was done by hand",
    "Once implemented it saves time",
    "Partially implemented",
    "Should be complete",
    "Under way",
)


@pytest.mark.parametrize("text", SAYS)
def test_what_says_complete(text: str) -> None:
    """Plainly, of the thing itself."""
    assert said_complete(text)


@pytest.mark.parametrize("text", DOES_NOT)
def test_what_does_not(text: str) -> None:
    """Not, almost, in part, not yet, or of something else."""
    assert not said_complete(text)


def test_an_erased_note_says_nothing() -> None:
    """There is no text any more."""
    assert not said_complete(None)


def noted(text: str, on: str = "2018-05-01") -> Step:
    """A note on a day."""
    return ImprovementNoted(text=Prose(text)), say(on), "AFI-1"


CLAIMED: Step = (ImprovementClaimed(evidence=TEXT), say("2018-06-01", by="POST-1"), "AFI-1")
BACK: Step = (ImprovementReturned(returned_by="assurer", text=TEXT), say("2018-07-01"), "AFI-1")


@pytest.mark.parametrize(("text", "sure"), [("All done.", "likely"), ("The audit was completed in May.", "possible")])
def test_a_note_on_what_is_open(desk: Desk, text: str, sure: str) -> None:
    """What else it may be that is complete makes it less sure."""
    *_, note = desk.told(RAISED, noted("Under way."), noted(text))
    [row] = desk.rows("says_complete")
    assert (row["ref"], row["entry"], row["sure"]) == ("AFI-1", f"E-{note}", sure)
    assert row["reason"] == f"It is not reported complete, and a note says “{text}”"
    assert row["settle"] == "afi claim AFI-1 TEXT --by WHO --on DATE"


def test_what_is_reported_complete_is_settled(desk: Desk) -> None:
    """And a note from before is, once it was sent back; a new one is not, nor one of an earlier day."""
    desk.told(RAISED, noted("All done."), CLAIMED)
    assert desk.rows("says_complete") == []
    desk.told(BACK, noted("All done.", "2018-06-02"))
    assert desk.rows("says_complete") == []
    [again] = desk.told(noted("Now it is done", "2018-08-01"))
    assert desk.asked("says_complete") == [("AFI-1", f"E-{again}")]


def test_what_was_closed_is_settled(desk: Desk) -> None:
    """Notes may follow, and say what they like."""
    closed = ImprovementClosed(closed_by="inspectorate", means="letter")
    desk.told(RAISED, noted("All done."), (closed, say("2018-06-01", by="ORG-1"), "AFI-1"), noted("All done."))
    assert desk.rows("says_complete") == []
