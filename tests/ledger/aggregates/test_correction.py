"""Corrections: the latest stands in the place of what it corrects, if all that was recorded since could still be."""

import pytest

from ledger.aggregates import Fact, Known, fold
from ledger.aggregates.correction import Told, check_correction, settle
from ledger.errors import Refusal, RuleBroken, Unreadable
from ledger.events import Event, Prose
from ledger.events.improvement import (
    ImprovementAssured,
    ImprovementClaimed,
    ImprovementClosed,
    ImprovementNoted,
    ImprovementRaised,
    ImprovementReturned,
)
from ledger.events.post import PostHeld
from ledger.events.record import RecordNumbered, RecordVoided
from ledger.vocabulary import Authority, ClosingMeans, ImprovementKind, Reviewer, VoidReason
from tests.ledger.specs import STAFFED, Given, World, happened

TEXT, BETTER = Prose("Supervise."), Prose("Supervise regularly.")


def fact(event: Event, on: str, said_by: str = "PER-1") -> Fact:
    """What happened to AFI-1."""
    return happened(event, on, said_by)._replace(stream="AFI-1")


RAISED = fact(
    ImprovementRaised(kind=ImprovementKind.AREA_FOR_IMPROVEMENT, inspection="INS-1", force="ORG-2", text=TEXT),
    "2018-03-22",
)
NOTED = fact(ImprovementNoted(text=TEXT), "2018-04-01")
CLAIMED = fact(ImprovementClaimed(evidence=TEXT), "2018-05-01", "POST-1")
ASSURED = fact(ImprovementAssured(), "2018-06-01", "POST-2")
CLOSED = fact(ImprovementClosed(closed_by=Authority.FORCE, means=ClosingMeans.MEETING), "2018-06-10")
#: Raised, noted, claimed (3), assured (4) and closed by the force (5).
LIFE = [RAISED, NOTED, CLAIMED, ASSURED, CLOSED]


def said(before: Fact, on: str | None = None, by: str | None = None, **fields: object) -> Fact:
    """A fact as it should have been told: of other days, by another voice, or with other fields."""
    event = before.event.model_copy(update=fields)
    return fact(event, on or str(before.span), by or before.said_by)


def told(facts: list[Fact], *corrections: tuple[int, Fact]) -> list[Told]:
    """Facts in their order, and then what corrects the entry of a version."""
    first = [Told(version, each) for version, each in enumerate(facts, 1)]
    return first + [Told(len(facts) + place, each, fixes) for place, (fixes, each) in enumerate(corrections, 1)]


def correct(past: list[Told], version: int, wish: Fact, world: World = STAFFED) -> Known | Refusal:
    """What the record becomes by a correction, or its refusal; the past is left alone."""
    before, facts = repr(past), settle(past)
    try:
        return check_correction(wish, version, past, Given({**world, "AFI-1": facts}))
    except Refusal as refusal:
        return refusal
    finally:
        assert repr(past) == before


def refused(refusal: Known | Refusal, kind: type[Refusal], what: str, remedy: str) -> None:
    """It was refused, in exactly these sentences."""
    assert type(refusal) is kind
    assert (refusal.what, refusal.remedy) == (what, remedy)


# What is read.


def test_without_corrections_the_facts_stand_as_told() -> None:
    """In the order in which they were told."""
    assert settle(told(LIFE)) == LIFE
    assert settle([]) == []


def test_the_latest_correction_stands_in_its_place() -> None:
    """Of several corrections of one entry the last, wherever the entry stood; the others keep their places."""
    once, twice = said(NOTED, "2018-04-02"), said(NOTED, "2018-04-03")
    late = said(CLOSED, "2018-06-11")
    assert settle(told(LIFE, (2, once), (5, late), (2, twice))) == [RAISED, twice, CLAIMED, ASSURED, late]


def test_what_is_told_after_a_correction_stands_after() -> None:
    """A correction is no place of its own: facts go on as they were told."""
    past = [Told(1, RAISED), Told(2, NOTED), Told(3, said(NOTED, "2018-04-02"), 2), Told(4, CLAIMED)]
    assert settle(past) == [RAISED, said(NOTED, "2018-04-02"), CLAIMED]


@pytest.mark.parametrize(
    "past",
    [
        told(LIFE, (2, said(NOTED, "2018-04-02")), (6, said(NOTED, "2018-04-03"))),  # of a correction
        told(LIFE, (2, said(NOTED, "2018-04-02")), (3, said(NOTED, "2018-04-03"))),  # of another type
        told(LIFE, (2, said(NOTED, "2018-04-02")), (1, said(RAISED, kind=ImprovementKind.CAUSE_OF_CONCERN))),
        told(LIFE, (2, said(NOTED, "2018-04-02")), (9, said(NOTED, "2018-04-03"))),  # of none
    ],
)
def test_what_could_not_be_a_correction_changes_nothing(past: list[Told]) -> None:
    """Whoever stored it, no reader puts it in the place of anything."""
    assert settle(past) == [RAISED, said(NOTED, "2018-04-02"), CLAIMED, ASSURED, CLOSED]


# What may be corrected.


@pytest.mark.parametrize(
    ("version", "wish"),
    [
        (1, said(RAISED, text=BETTER)),
        (2, said(NOTED, text=BETTER)),
        (3, said(CLAIMED, evidence=BETTER)),
        (4, said(ASSURED, text=BETTER)),
        (5, said(CLOSED, level=BETTER)),
    ],
)
def test_a_text_may_be_corrected_whatever_came_since(version: int, wish: Fact) -> None:
    """No rule reads a text, so the record means the same with another."""
    assert correct(told(LIFE), version, wish) == fold(LIFE)


@pytest.mark.parametrize(
    ("version", "wish"),
    [
        (1, said(RAISED, "2018-03-29")),
        (1, said(RAISED, question="QUE-1")),
        (3, said(CLAIMED, "2018-05")),
        (3, said(CLAIMED, by="PER-3")),
        (4, said(ASSURED, "2018-05-01", "ORG-2")),
        (5, said(CLOSED, closed_by=Authority.INSPECTORATE)),
    ],
)
def test_so_may_whatever_leaves_the_rest_possible(version: int, wish: Fact) -> None:
    """Days, voices and fields; the record is what it would be, had it been told so."""
    facts = [wish if place == version else each for place, each in enumerate(LIFE, 1)]
    assert correct(told(LIFE), version, wish) == fold(facts)


def test_what_is_said_of_any_record_may_be_corrected() -> None:
    """A number, or the reason why it does not count, and nothing comes after the latter."""
    number, void = RecordNumbered(number=TEXT), RecordVoided(reason=VoidReason.IN_ERROR)
    past = told([RAISED, fact(number, "2018-04-01"), fact(void, "2018-04-02")])
    assert correct(past, 2, fact(RecordNumbered(number=BETTER), "2018-04-01")) == fold(settle(past))
    assert correct(past, 3, fact(void, "2018-04-03")) == fold(settle(past))


def test_a_correction_is_itself_replaced_by_another_of_the_same_entry() -> None:
    """The entry is named again; even what was first told may be restored."""
    past = told(LIFE, (2, said(NOTED, "2018-04-02")))
    assert correct(past, 2, said(NOTED, "2018-04-03")) == fold(LIFE)
    assert correct(past, 2, NOTED) == fold(LIFE)


# What may not.


@pytest.mark.parametrize("version", [6, 7, 0])
def test_only_what_was_first_told_is_corrected(version: int) -> None:
    """A correction, or an entry that is not there, is refused."""
    past = told(LIFE, (2, said(NOTED, "2018-04-02")))
    refused(
        correct(past, version, said(NOTED, "2018-04-03")),
        Unreadable,
        "That entry is itself a correction, or none that can be corrected.",
        "Name the entry that it corrects: `afi show` says which.",
    )


@pytest.mark.parametrize(("version", "wish"), [(3, NOTED), (1, said(RAISED, kind=ImprovementKind.CAUSE_OF_CONCERN))])
def test_it_stays_what_it_is(version: int, wish: Fact) -> None:
    """A claim is not corrected by a note, nor an area for improvement by a cause of concern."""
    result = correct(told(LIFE), version, wish)
    assert type(result) is Unreadable
    assert result.what == "What the entry records is of another kind."


def test_the_rules_hold_where_it_stands() -> None:
    """What could not have been recorded there and then is refused, in the words of its own rule."""
    refused(
        correct(told(LIFE), 3, said(CLAIMED, "2018-03-21")),
        RuleBroken,
        "It cannot have been reported complete on 2018-03-21, before it was raised on 2018-03-22.",
        "Give the day on which it happened.",
    )
    refused(
        correct(told(LIFE), 4, said(ASSURED, by="PER-1")),
        RuleBroken,
        "PER-1 cannot assure what POST-1 reported complete: PER-1 is both.",
        "Have somebody else check it, and name them with `afi assure --by`.",
    )


@pytest.mark.parametrize(
    ("version", "wish", "what"),
    [
        (
            1,
            said(RAISED, "2018-05-02"),
            "It cannot have been reported complete on 2018-05-01, before it was raised on 2018-05-02.",
        ),
        (
            3,
            said(CLAIMED, "2018-06-02"),
            "It cannot have been assured on 2018-06-01, before it was reported complete on 2018-06-02.",
        ),
        (
            3,
            said(CLAIMED, "2018", "POST-1"),  # by July PER-2 held it, who held POST-2 in June
            "POST-2 cannot assure what POST-1 reported complete: PER-2 is both.",
        ),
        (3, said(CLAIMED, by="POST-2"), "POST-2 reported it complete, and cannot assure it too."),
    ],
)
def test_what_was_recorded_since_could_still_be(version: int, wish: Fact, what: str) -> None:
    """A correction that a later entry could not have followed on is refused, with why."""
    refused(
        correct(told(LIFE), version, wish),
        RuleBroken,
        f"What was recorded on it later could then not be: {what}",
        "Correct the later entry first.",
    )


def test_it_is_judged_by_what_the_later_entries_were_corrected_to() -> None:
    """Once the later entry is corrected, the earlier one may be."""
    wish = said(CLAIMED, "2018-06-02")
    past = told(LIFE, (4, said(ASSURED, "2018-06-03")))
    assert not isinstance(correct(past, 3, wish), Refusal)


def test_a_step_that_was_returned_is_judged_in_its_place() -> None:
    """A correction of the first claim is held against its own return, not against the second claim."""
    returned = fact(ImprovementReturned(returned_by=Reviewer.INSPECTORATE, text=TEXT), "2018-05-10")
    again = fact(ImprovementClaimed(evidence=TEXT), "2018-05-20", "PER-3")
    past = told([RAISED, CLAIMED, returned, again, ASSURED])
    assert correct(past, 2, said(CLAIMED, "2018-05-10", "POST-2")) == fold(settle(past))
    refused(
        correct(past, 2, said(CLAIMED, "2018-05-11")),
        RuleBroken,
        "What was recorded on it later could then not be: "
        "It cannot have been returned on 2018-05-10, before it was reported complete on 2018-05-11.",
        "Correct the later entry first.",
    )


def test_what_other_records_have_become_since_is_no_obstacle() -> None:
    """A later entry that would be refused today anyway does not stand in the way."""
    late = happened(PostHeld(holder="PER-1"), "2018-05-30")  # the post that assured was the claimant's, it turns out
    world = {**STAFFED, "POST-2": [*STAFFED["POST-2"], late]}
    assert correct(told(LIFE), 3, said(CLAIMED, evidence=BETTER), world) == fold(LIFE)
