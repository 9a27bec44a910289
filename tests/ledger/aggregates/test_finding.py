"""Findings: of any sense and voice, about a force that was inspected."""

from itertools import product

import pytest

from ledger.aggregates.finding import Finding
from ledger.errors import RuleBroken, UnknownReference
from ledger.events import Event, Prose
from ledger.events.finding import FindingPartAdded, FindingRecorded
from ledger.vocabulary import Sense, Voice
from tests.ledger.specs import WORLD, Given

FOUND = FindingRecorded(
    inspection="INS-1",
    force="ORG-2",
    question="QUE-1",
    text=Prose("The standard of investigation is inconsistent."),
    sense=Sense.WEAKNESS,
    voice=Voice.INSPECTORATE,
)


def found_with(**fields: object) -> Event:
    """The finding with other fields."""
    return FOUND.model_copy(update=fields)


@pytest.mark.parametrize(("sense", "voice"), list(product(Sense, Voice)))
def test_any_sense_and_voice_may_be_recorded(sense: Sense, voice: Voice) -> None:
    """The sense is what the reader of the report says it is: no rule reads it out of the words."""
    found = found_with(sense=sense, voice=voice, hedge=Prose("in general"))
    Given(WORLD).when(found, to="FND-1").then(found)


def test_a_finding_needs_no_question() -> None:
    """What was found may answer none of the inspection's questions."""
    Given(WORLD).when(found_with(question=None), to="FND-1").then(found_with(question=None))


def test_parts_have_a_sense_of_their_own() -> None:
    """The weakness in the continuation of a strength is a part of that finding, not a second one."""
    part = FindingPartAdded(text=Prose("Later attendance is unknown."), sense=Sense.STRENGTH, voice=Voice.FORCE)
    found = Given({**WORLD, "FND-1": [FOUND, part]})
    found.when(part, to="FND-1").then(part)
    assert found.get("FND-1") == Finding()


@pytest.mark.parametrize(
    ("fields", "what"),
    [
        ({"force": "ORG-3"}, "The inspection did not inspect ORG-3."),
        ({"question": "QUE-3"}, "QUE-3 is a question of peel 2021 2022, the inspection's are of peel 2015 2017."),
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
