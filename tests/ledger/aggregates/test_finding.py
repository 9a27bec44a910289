"""Findings: of any sense and voice, about a force that was inspected; disputed, and settled."""

from itertools import product

import pytest

from ledger.aggregates import Fact
from ledger.aggregates.finding import Finding
from ledger.days import Span
from ledger.errors import RuleBroken, UnknownReference
from ledger.events import Event, Prose
from ledger.events.finding import FindingDisputed, FindingPartAdded, FindingRecorded, FindingSettled
from ledger.vocabulary import Practice, Sense, Settlement, Voice
from tests.ledger.specs import DAY, STAFFED, WORLD, Given, happened

FOUND = FindingRecorded(
    inspection="INS-1",
    force="ORG-2",
    question="QUE-1",
    text=Prose("The standard of investigation is inconsistent."),
    sense=Sense.WEAKNESS,
    voice=Voice.INSPECTORATE,
)
DISPUTED = FindingDisputed(text=Prose("The sample was of another force."))
SETTLED = FindingSettled(settlement=Settlement.STANDS)


def found(*facts: Event | Fact) -> Given:
    """The world, and a finding with what became of it."""
    return Given({**STAFFED, "FND-1": [FOUND, *facts]})


def found_with(**fields: object) -> Event:
    """The finding with other fields."""
    return FOUND.model_copy(update=fields)


@pytest.mark.parametrize(("sense", "voice"), list(product(Sense, Voice)))
def test_any_sense_and_voice_may_be_recorded(sense: Sense, voice: Voice) -> None:
    """The sense is what the reader of the report says it is: no rule reads it out of the words."""
    wish = found_with(sense=sense, voice=voice, hedge=Prose("in general"))
    Given(WORLD).when(wish, to="FND-1").then(wish)


def test_a_finding_needs_no_question() -> None:
    """What was found may answer none of the inspection's questions."""
    Given(WORLD).when(found_with(question=None), to="FND-1").then(found_with(question=None))


def test_parts_have_a_sense_of_their_own() -> None:
    """The weakness in the continuation of a strength is a part of that finding, not a second one."""
    part = FindingPartAdded(text=Prose("Later attendance is unknown."), sense=Sense.STRENGTH, voice=Voice.FORCE)
    found(part).when(part, to="FND-1").then(part)
    assert found(part).get("FND-1") == Finding(Sense.WEAKNESS, Span.on(DAY), "INS-1")


@pytest.mark.parametrize(
    ("fields", "what"),
    [
        ({"force": "ORG-3"}, "The inspection did not inspect ORG-3."),
        ({"question": "QUE-3"}, "QUE-3 is a question of PEEL 2021–2022, the inspection's are of PEEL 2015–2017."),
    ],
)
def test_it_is_of_the_inspection(fields: dict[str, object], what: str) -> None:
    """Another force, or a question of another framework, is refused."""
    Given(WORLD).when(found_with(**fields), to="FND-1").refused(RuleBroken, what)


@pytest.mark.parametrize("field", ["inspection", "question"])
def test_unknown_records_are_refused(field: str) -> None:
    """A finding of an inspection or on a question that the ledger does not hold is refused."""
    unknown = {"inspection": "INS-9", "question": "QUE-9"}[field]
    Given(WORLD).when(found_with(**{field: unknown}), to="FND-1").refused(
        UnknownReference, f"There is no {unknown} in this ledger."
    )


@pytest.mark.parametrize("practice", Practice)
def test_practice_may_be_held_up(practice: Practice) -> None:
    """Innovative or promising practice is a finding like another."""
    Given(WORLD).when(found_with(practice=practice), to="FND-1").then(found_with(practice=practice))


# Disputed.


@pytest.mark.parametrize("settlement", Settlement)
def test_a_finding_is_disputed_and_settled(settlement: Settlement) -> None:
    """The force disputes it, the inspectorate says what becomes of it, and it may be disputed again."""
    settled = FindingSettled(settlement=settlement)
    found().when(DISPUTED, to="FND-1").then(DISPUTED)
    found(DISPUTED).when(settled, to="FND-1").then(settled)
    found(DISPUTED, settled).when(DISPUTED, to="FND-1").then(DISPUTED)


def test_it_is_disputed_once_at_a_time() -> None:
    """While a dispute is open there is no other."""
    found(happened(DISPUTED, "2018-04")).when(DISPUTED, to="FND-1").refused(
        RuleBroken,
        "It is disputed already, since 2018-04.",
        "Record what came of that first: `afi dispute FND-1 --settled SETTLEMENT`.",
    )


def test_only_the_force_disputes_one() -> None:
    """In its own voice; the inspectorate settles what it is asked."""
    found().when(happened(DISPUTED, said_by="ORG-1"), to="FND-1").refused(
        RuleBroken,
        "Only the force disputes a finding, and ORG-1 is the voice of an inspectorate.",
        "Name with --by the post in the force that said so.",
    )


@pytest.mark.parametrize("facts", [[], [DISPUTED, SETTLED]])
def test_only_what_is_disputed_is_settled(facts: list[Event]) -> None:
    """Nothing is settled that was not disputed, or was settled already."""
    found(*facts).when(SETTLED, to="FND-1").refused(
        RuleBroken, "It is not disputed.", "Record first with `afi dispute` that the force disputed it."
    )


def test_it_is_settled_after_it_was_disputed() -> None:
    """On that day or later, however late either is recorded."""
    disputed = found(happened(DISPUTED, "2018-05-01"))
    disputed.when(happened(SETTLED, "2018-04-30"), to="FND-1").refused(
        RuleBroken,
        "It cannot have been settled on 2018-04-30, before it was disputed on 2018-05-01.",
        "Give the day on which it was settled.",
    )
    disputed.when(happened(SETTLED, "2018"), to="FND-1").then(SETTLED)


def test_a_dispute_hides_no_part() -> None:
    """Parts may be added while it is disputed, and leave it so."""
    part = FindingPartAdded(text=Prose("Nor at weekends."), sense=Sense.WEAKNESS, voice=Voice.INSPECTORATE)
    found(DISPUTED).when(part, to="FND-1").then(part)
    assert found(DISPUTED, part).get("FND-1") == found(DISPUTED).get("FND-1")
