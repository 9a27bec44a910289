"""Inspections: by an inspectorate, of forces; questions asked once; published once; nils recorded once.

The life of the report before it is published, and the response to it, are in test_inspection_report.
"""

import pytest

from ledger.aggregates import Fact
from ledger.days import Span
from ledger.errors import RuleBroken, UnknownReference
from ledger.events import Event, Prose
from ledger.events.inspection import (
    InspectionAliased,
    InspectionAsked,
    InspectionFoundNone,
    InspectionNilVoided,
    InspectionNoted,
    InspectionPublished,
)
from ledger.vocabulary import ImprovementKind
from tests.ledger.specs import OPENED, WORLD, Given, World, happened

PUBLISHED = InspectionPublished()
ASKED = InspectionAsked(questions=("QUE-1",))
NO_COC = InspectionFoundNone(kind=ImprovementKind.CAUSE_OF_CONCERN, force="ORG-2")
NO_AFI = InspectionFoundNone(kind=ImprovementKind.AREA_FOR_IMPROVEMENT, force="ORG-2")


def inspection(*facts: Event | Fact) -> World:
    """The world, and what became of its inspection."""
    return {**WORLD, "INS-1": [OPENED, *facts]}


def opened_with(**fields: object) -> Event:
    """The opening of the inspection with other fields."""
    return OPENED.model_copy(update=fields)


def test_an_inspection_opens() -> None:
    """An inspectorate inspects a force, or several."""
    for forces in (("ORG-2",), ("ORG-2", "ORG-3")):
        opened = opened_with(forces=forces)
        Given(WORLD).when(opened, to="INS-2").then(opened)


def test_only_an_inspectorate_inspects() -> None:
    """A force cannot be the inspectorate."""
    Given(WORLD).when(opened_with(inspectorate="ORG-3"), to="INS-2").refused(
        RuleBroken, "ORG-3 is recorded as a force, not as an inspectorate."
    )


@pytest.mark.parametrize(
    ("forces", "what"),
    [
        (("ORG-2", "ORG-4"), "ORG-4 is recorded as a policing body, not as a force."),
        (("ORG-1",), "ORG-1 is recorded as an inspectorate, not as a force."),
        (("ORG-2", "ORG-2"), "ORG-2 is named twice."),
    ],
)
def test_only_forces_are_inspected(forces: tuple[str, ...], what: str) -> None:
    """Each inspected organisation is a force, and named once."""
    Given(WORLD).when(opened_with(forces=forces), to="INS-2").refused(RuleBroken, what)


@pytest.mark.parametrize("fields", [{"inspectorate": "ORG-9"}, {"forces": ("ORG-2", "ORG-9")}])
def test_unknown_organisations_are_refused(fields: dict[str, object]) -> None:
    """An inspectorate or a force that the ledger does not hold is refused."""
    Given(WORLD).when(opened_with(**fields), to="INS-2").refused(UnknownReference, "There is no ORG-9 in this ledger.")


@pytest.mark.parametrize(
    "said", [InspectionAliased(alias=Prose("Making best use")), InspectionNoted(text=Prose("Most."))]
)
def test_other_names_and_notes_are_accepted_at_any_time(said: Event) -> None:
    """An alias or a note about the whole inspection changes no rule's view of it, before or after publication."""
    for facts in ([], [PUBLISHED]):
        Given(inspection(*facts)).when(said, to="INS-1").then(said)
        assert Given(inspection(*facts, said)).get("INS-1") == Given(inspection(*facts)).get("INS-1")


def test_questions_are_asked() -> None:
    """Questions are added to those asked already, in order."""
    more = InspectionAsked(questions=("QUE-2",))
    Given(inspection(ASKED)).when(more, to="INS-1").then(more)
    assert Given(inspection(ASKED, more)).get("INS-1").questions == ("QUE-1", "QUE-2")


@pytest.mark.parametrize("questions", [("QUE-1",), ("QUE-2", "QUE-1"), ("QUE-2", "QUE-2")])
def test_a_question_is_asked_once(questions: tuple[str, ...]) -> None:
    """A question asked already, or twice in one command, is refused."""
    Given(inspection(ASKED)).when(InspectionAsked(questions=questions), to="INS-1").refused(
        RuleBroken, f"That it asked {questions[-1]} is recorded already."
    )


def test_a_question_of_another_framework_is_not_asked() -> None:
    """An inspection asks the questions of its own framework."""
    Given(WORLD).when(InspectionAsked(questions=("QUE-3",)), to="INS-1").refused(
        RuleBroken, "QUE-3 is a question of PEEL 2021–2022, the inspection's are of PEEL 2015–2017."
    )


def test_a_report_is_published() -> None:
    """Publication is accepted, and when it happened is kept."""
    Given(WORLD).when(PUBLISHED, to="INS-1").then(PUBLISHED)
    assert Given(inspection(happened(PUBLISHED, "2018-03-22"))).get("INS-1").published == Span.on("2018-03-22")


def test_a_report_is_published_once() -> None:
    """A second publication is refused, and the first one's day named."""
    Given(inspection(happened(PUBLISHED, "2018-03-22"))).when(happened(PUBLISHED, "2018-03-29"), to="INS-1").refused(
        RuleBroken, "The report was published on 2018-03-22, as recorded."
    )


def test_a_nil_is_recorded() -> None:
    """ "No causes of concern" is a fact, and says nothing of areas for improvement."""
    Given(WORLD).when(NO_COC, to="INS-1").then(NO_COC)
    Given(inspection(NO_COC)).when(NO_AFI, to="INS-1").then(NO_AFI)
    assert Given(inspection(NO_COC)).get("INS-1").found_none == {(ImprovementKind.CAUSE_OF_CONCERN, "ORG-2")}


def test_a_nil_is_recorded_once_for_each_force() -> None:
    """The same nil of the same force is refused; of another inspected force it is another fact."""
    Given(inspection(NO_COC)).when(NO_COC, to="INS-1").refused(
        RuleBroken, "That there is no cause of concern is recorded already."
    )
    both, other = opened_with(forces=("ORG-2", "ORG-3")), NO_COC.model_copy(update={"force": "ORG-3"})
    Given({**WORLD, "INS-1": [both, NO_COC]}).when(other, to="INS-1").then(other)


def test_a_nil_is_of_an_inspected_force() -> None:
    """Nothing was found missing where nothing was inspected."""
    Given(WORLD).when(NO_COC.model_copy(update={"force": "ORG-3"}), to="INS-1").refused(
        RuleBroken, "The inspection did not inspect ORG-3."
    )


def test_a_nil_is_voided_while_it_stands() -> None:
    """Once, for its own kind and force; afterwards there is none, and it may be recorded again."""
    voided = InspectionNilVoided(kind=ImprovementKind.CAUSE_OF_CONCERN, force="ORG-2")
    Given(inspection(NO_COC, NO_AFI)).when(voided, to="INS-1").then(voided)
    for facts in ([], [NO_AFI], [NO_COC, voided]):
        Given(inspection(*facts)).when(voided, to="INS-1").refused(
            RuleBroken,
            "That there is no cause of concern for ORG-2 is not recorded.",
            "`afi register` lists the nils that are.",
        )
    Given(inspection(NO_COC, voided)).when(NO_COC, to="INS-1").then(NO_COC)
    assert Given(inspection(NO_COC, NO_AFI, voided)).get("INS-1") == Given(inspection(NO_AFI)).get("INS-1")
