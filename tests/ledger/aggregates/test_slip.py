"""Slips: what may be undone, by whom and for how long, and what leans on it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.aggregates import Fact, fold
from ledger.aggregates.correction import Told, check_correction, settle
from ledger.aggregates.slip import Made, Naming, With, check_elsewhere, check_slip, leans, settled_at
from ledger.errors import Refusal, RuleBroken, Unreadable
from ledger.events import Event, Prose
from ledger.events.improvement import (
    ImprovementAssigned,
    ImprovementAssured,
    ImprovementClaimed,
    ImprovementNoted,
    ImprovementRaised,
)
from ledger.events.record import RecordAliased, RecordFlagged, RecordUndone, RecordUnflagged
from ledger.vocabulary import ImprovementKind
from tests.examples import EXAMPLES
from tests.ledger.specs import STAFFED, Given, happened

TEXT = Prose("Supervise.")
TODAY = date(2018, 6, 12)
MADE = Made("PER-1", date(2018, 6, 12), "0" * 32)
INSTEAD = "Correct it on somebody's authority with `afi correct E-2`, or void its record with `afi void`."
RAISED = ImprovementRaised(kind=ImprovementKind.AREA_FOR_IMPROVEMENT, inspection="INS-1", force="ORG-2", text=TEXT)
NOTED, CLAIMED = ImprovementNoted(text=TEXT), ImprovementClaimed(evidence=TEXT)
ASSURED, ASSIGNED = ImprovementAssured(), ImprovementAssigned(owner="POST-1")


def fact(event: Event, on: str = "2018-04-01", said_by: str = "POST-1", of: str = "AFI-1") -> Fact:
    """What happened to a record."""
    return happened(event, on, said_by)._replace(stream=of)


LASTING = [each.event for each in EXAMPLES if each.stream == "LEDGER" and each.event.lasting]
LIFE = [fact(RAISED, "2018-03-22"), fact(NOTED), fact(CLAIMED, "2018-05-01"), fact(ASSURED, "2018-06-01", "POST-2")]


def told(*facts: Fact, fixes: int | None = None, by: Event | None = None) -> list[Told]:
    """Facts in their order, and after them an event that stands in the place of one."""
    first = [Told(version, each) for version, each in enumerate(facts, 1)]
    return first + ([Told(len(facts) + 1, fact(by or RecordUndone()), fixes)] if fixes else [])


def asks(past: list[Told], version: int = 2, made: Made = MADE) -> Event | Refusal:
    """The event that may be undone, or the refusal."""
    try:
        return check_slip(f"E-{version}", version, past, made, "PER-1", TODAY)
    except Refusal as refusal:
        return refusal


def refused(refusal: Event | Refusal, what: str, remedy: str, kind: type[Refusal] = RuleBroken) -> None:
    """It was refused, in exactly these sentences."""
    assert type(refusal) is kind
    assert (refusal.what, refusal.remedy) == (what, remedy)


@pytest.mark.parametrize("day", [TODAY, date(2018, 6, 5)])
def test_ones_own_slip_of_the_last_days_may_be_undone(day: date) -> None:
    """On the same day, and on the seventh after it."""
    assert asks(told(*LIFE), made=MADE._replace(day=day)) == NOTED


def test_an_older_one_may_not() -> None:
    """A week later others have read it."""
    result = asks(told(*LIFE), made=MADE._replace(day=date(2018, 6, 4)))
    refused(result, "E-2 was recorded on 2018-06-04, more than 7 days ago.", INSTEAD)


def test_nor_may_what_somebody_else_recorded() -> None:
    """Whoever said it: it is the recorder's slip."""
    result = asks(told(*LIFE), made=MADE._replace(by="PER-2"))
    refused(result, "E-2 was recorded by PER-2, and only one's own slip can be undone.", INSTEAD)


@pytest.mark.parametrize("event", LASTING)
def test_nor_may_what_lasts(event: Event) -> None:
    """A key's life goes on from what it was, what is gone does not come back, and others have signed what they have."""
    refused(
        asks(told(LIFE[0], fact(event, of="LEDGER"))),
        "What was recorded of keys, erasures and countersignatures, and of the ledger itself, cannot be undone.",
        "It stands; record what holds from now on: `afi keys --help` and `afi policy --help` say how.",
    )


def test_an_undone_one_is_not_undone_again() -> None:
    """Nor is the entry that undid it: what was right after all is recorded again."""
    past = told(*LIFE, fixes=2)
    refused(asks(past), "E-2 was undone already.", "Record it again, if it was right after all.")
    refused(asks(past, 5), "E-5 itself undoes another entry.", "Record again what that one said: `afi show E-5`.")


def test_a_correction_is_corrected_and_not_undone() -> None:
    """It was made on an authority, and so is whatever takes its place."""
    past = told(*LIFE, fixes=2, by=NOTED)
    refused(asks(past), "E-2 was corrected since, on somebody's authority.", "Correct it once more: `afi correct E-2`.")
    refused(
        asks(past, 5),
        "E-5 is itself a correction.",
        "Correct what it corrects once more, with what is right: `afi show E-5` says which entry that is.",
        Unreadable,
    )


@pytest.mark.parametrize("later", [RecordFlagged(text=TEXT), RecordUnflagged(flag=1, text=TEXT)])
def test_a_flag_keeps_the_numbers_of_those_after_it(later: Event) -> None:
    """Were it gone, a settled number would be another flag's."""
    flag = fact(RecordFlagged(text=TEXT))
    refused(
        asks(told(LIFE[0], flag, fact(later))),
        "E-2 is a flag, after which others were recorded by number.",
        "Settle it instead: `afi flag AFI-1 --settle N TEXT`.",
    )
    assert asks(told(LIFE[0], flag, fact(NOTED))) == flag.event


def test_what_leans_on_it_is_named() -> None:
    """A claim on which an assurance stands, by its version."""
    past = told(*LIFE)
    named: list[int] = []

    def leaning(version: int, refusal: RuleBroken) -> RuleBroken:
        named.append(version)
        return leans("E-3", f"E-{version}", refusal.what)

    with pytest.raises(RuleBroken) as refusal:
        check_correction(fact(RecordUndone()), 3, past, Given({**STAFFED, "AFI-1": LIFE}), leaning)
    assert named == [4]
    assert refusal.value.what.startswith("E-4 could then not be: ")
    assert refusal.value.remedy == "Undo E-4 first, or both at once: `afi undo E-3 E-4`."


def test_nothing_is_corrected_that_was_undone() -> None:
    """It is no longer there to be corrected."""
    with pytest.raises(RuleBroken) as refusal:
        check_correction(fact(NOTED), 2, told(*LIFE, fixes=2), Given({**STAFFED, "AFI-1": LIFE}))
    refused(refusal.value, "It was undone, and means nothing any more.", "Record it again, as it should be.")


def test_a_beginning_or_another_undoing_is_never_passed_over() -> None:
    """Whoever stored such an entry, readers fold what it names as it was."""
    for version in (1, 5):
        past = [*told(*LIFE, fixes=2), Told(6, fact(RecordUndone()), version)]
        assert settle(past) == settle(told(*LIFE, fixes=2))


def test_what_others_made_of_it_has_to_be_possible_too() -> None:
    """An assurance by a post, once it is not known that its holder is the claimant: nothing new; the reverse is."""
    before = Given(STAFFED)
    same = With(before, "POST-2", before.get("POST-1"))
    known = fold(LIFE[:3])
    naming = [Naming("E-9", LIFE[3], known)]
    check_elsewhere("E-5", naming, before, same)
    with pytest.raises(RuleBroken, match=r"E-9 could then not be: .*both") as refusal:
        check_elsewhere("E-5", naming, same, before)
    assert refusal.value.remedy == "Undo E-9 first, or both at once: `afi undo E-5 E-9`."


_EVENTS = [NOTED, ASSIGNED, CLAIMED, ASSURED, RecordFlagged(text=TEXT), RecordAliased(alias=TEXT)]


@given(st.lists(st.sampled_from(_EVENTS), min_size=1, max_size=12), st.data())
def test_what_is_undone_is_as_if_it_had_not_been_told(events: list[Event], data: st.DataObject) -> None:
    """Wherever it stood: the record is what the others make of it, and what stood before it is what it was."""
    facts = [LIFE[0], *map(fact, events)]
    place = data.draw(st.integers(1, len(events)))
    past = told(*facts, fixes=place + 1)
    assert fold(settle(past)) == fold([*facts[:place], *facts[place + 1 :]])
    assert settled_at(past, place + 1) == (fact(RecordUndone()), facts[:place])
    assert settled_at(past, len(past)) == settled_at(past, place + 1)
