"""Two hands and two voices, or one."""

from ledger.events.improvement import ImprovementAssured, ImprovementClaimed, ImprovementReturned
from ledger.events.person import PersonAdded
from ledger.events.post import PostCreated, PostHeld
from tests.making import say
from tests.projections.queries.checks.desk import RAISED, TEXT, Desk, Step

CLAIMED: Step = (ImprovementClaimed(evidence=TEXT), say("2018-05-01", by="POST-1"), "AFI-1")
DAY = say("2018-04-01")


def assured(by: str, on: str = "2018-06-01") -> Step:
    """That a voice checked it."""
    return ImprovementAssured(), say(on, by=by), "AFI-1"


def test_one_typist_for_both(desk: Desk) -> None:
    """Two voices in one hand."""
    desk.told((PersonAdded(name=TEXT), DAY))
    _, claimed, checked = desk.told(RAISED, CLAIMED, assured("PER-2"))
    [row] = desk.rows("same_typist")
    assert (row["ref"], row["entry"]) == ("AFI-1", f"E-{checked}")
    assert row["reason"] == (
        f"Ann Keeper typed both that it was reported complete (E-{claimed}) "
        f"and that another voice checked it (E-{checked})."
    )


def test_two_typists(desk: Desk) -> None:
    """Neither where another typed the one, nor where that was corrected by who typed the other."""
    other = desk.enrolled("Bob Second")
    desk.told(RAISED, CLAIMED)
    [checked] = desk.told(assured(other), by="Bob Second")
    assert desk.rows("same_typist") == []
    desk.corrected(checked, ImprovementAssured(text=TEXT), say("2018-06-01", by=other))
    assert desk.rows("same_typist") == []


def test_what_was_sent_back_has_no_pair(desk: Desk) -> None:
    """It stands as neither reported nor checked."""
    desk.told((PersonAdded(name=TEXT), DAY), RAISED, CLAIMED, assured("PER-2"))
    desk.told((ImprovementReturned(returned_by="assurer", text=TEXT), say("2018-07-01"), "AFI-1"))
    assert desk.rows("same_typist", "same_voice") == []


def test_a_holder_who_was_recorded_later_makes_two_voices_one(desk: Desk) -> None:
    """Nobody was known to hold the second post when it was recorded."""
    desk.told((PostCreated(title=TEXT), DAY), RAISED, CLAIMED, assured("POST-2"))
    assert desk.rows("same_voice") == []
    desk.told((PostHeld(holder="PER-1"), say("2018-03"), "POST-2"))
    [row] = desk.rows("same_voice")
    assert row["ref"] == "AFI-1" and row["reason"] == (
        "Ann Keeper was, as is known now, both Deputy Chief Constable (POST-1), who reported it complete, "
        "and So it is. (POST-2), who checked it."
    )


def test_a_holder_of_other_days_does_not(desk: Desk) -> None:
    """Who came to the post after it had spoken."""
    desk.told((PostCreated(title=TEXT), DAY), RAISED, CLAIMED, assured("POST-2"))
    desk.told((PostHeld(holder="PER-1"), say("2018-06-02"), "POST-2"))
    assert desk.rows("same_voice") == []
