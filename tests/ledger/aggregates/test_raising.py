"""Raising improvements: of what a report asks for, once it is out; only a cause of concern comes before its report."""

from collections.abc import Sequence

import pytest

from ledger.aggregates import Fact
from ledger.aggregates.improvement import Improvement
from ledger.days import Span
from ledger.errors import RuleBroken, UnknownReference
from ledger.events import Event, Prose
from ledger.events.improvement import ImprovementRaised
from ledger.events.inspection import InspectionFoundNone, InspectionNilVoided, InspectionPublished
from ledger.events.record import RecordVoided
from ledger.vocabulary import ImprovementKind, Scope, VoidReason
from tests.ledger.aggregates.test_improvement import CONCERN, RAISED, RECOMMENDED, life, raised_with
from tests.ledger.specs import DAY, OPENED, WORLD, Given, World, happened

#: The world once the report of INS-1 is out.
OUT: World = {**WORLD, "INS-1": [OPENED, InspectionPublished()]}


# Raising.


@pytest.mark.parametrize("question", ["QUE-1", None])
def test_an_improvement_is_raised(question: str | None) -> None:
    """It is raised by an inspection for a force it inspected, under a question or none."""
    Given(OUT).when(raised_with(question=question), to="AFI-1").then(raised_with(question=question))
    assert life().get("AFI-1") == Improvement(Span.on(DAY), "INS-1", "ORG-2")


@pytest.mark.parametrize(
    ("fields", "what"),
    [
        ({"force": "ORG-3"}, "The inspection did not inspect ORG-3."),
        ({"question": "QUE-3"}, "QUE-3 is a question of PEEL 2021–2022, the inspection's are of PEEL 2015–2017."),
    ],
)
def test_it_is_of_the_inspection(fields: dict[str, object], what: str) -> None:
    """Another force, or a question of another framework, is refused."""
    Given(WORLD).when(raised_with(**fields), to="AFI-1").refused(RuleBroken, what)


@pytest.mark.parametrize(("field", "unknown"), [("inspection", "INS-9"), ("question", "QUE-9")])
def test_unknown_records_are_refused(field: str, unknown: str) -> None:
    """An inspection or question that the ledger does not hold is refused."""
    Given(WORLD).when(raised_with(**{field: unknown}), to="AFI-1").refused(
        UnknownReference, f"There is no {unknown} in this ledger."
    )


def test_a_nil_and_an_improvement_cannot_both_be() -> None:
    """Where the inspection is recorded to have found none of the kind for the force, raising one is refused."""
    nil = InspectionFoundNone(kind=ImprovementKind.AREA_FOR_IMPROVEMENT, force="ORG-2")
    Given({**WORLD, "INS-1": [OPENED, nil]}).when(RAISED, to="AFI-1").refused(
        RuleBroken,
        "INS-1 is recorded to have found no area for improvement for ORG-2.",
        "Check the report: if that is wrong, say so first with `afi raise afi INS-1 --none --in-error --reason TEXT`.",
    )


def test_a_nil_that_was_wrong_is_no_obstacle() -> None:
    """Once it is voided; of several forces the remedy names the one."""
    both = OPENED.model_copy(update={"forces": ("ORG-2", "ORG-3")})
    nil = InspectionFoundNone(kind=ImprovementKind.AREA_FOR_IMPROVEMENT, force="ORG-2")
    voided = InspectionNilVoided(kind=ImprovementKind.AREA_FOR_IMPROVEMENT, force="ORG-2")
    Given({**WORLD, "INS-1": [both, InspectionPublished(), nil, voided]}).when(RAISED, to="AFI-1").then(RAISED)
    refusal = Given({**WORLD, "INS-1": [both, nil]}).when(RAISED, to="AFI-1").refusal
    assert refusal and "--in-error --force ORG-2 --reason TEXT" in refusal.remedy


@pytest.mark.parametrize(
    "nil",
    [
        InspectionFoundNone(kind=ImprovementKind.CAUSE_OF_CONCERN, force="ORG-2"),
        InspectionFoundNone(kind=ImprovementKind.AREA_FOR_IMPROVEMENT, force="ORG-3"),
    ],
)
def test_a_nil_of_another_kind_or_force_is_no_obstacle(nil: InspectionFoundNone) -> None:
    """ "No causes of concern" leaves room for areas for improvement, and so does another force's nil."""
    both = OPENED.model_copy(update={"forces": ("ORG-2", "ORG-3")})
    Given({**WORLD, "INS-1": [both, InspectionPublished(), nil]}).when(RAISED, to="AFI-1").then(RAISED)


# On which day.


def out_on(published: str | None, **more: Sequence[Event | Fact]) -> Given:
    """The world where the report is out since then, or not."""
    report = [happened(InspectionPublished(), published)] if published else []
    return Given({**WORLD, "INS-1": [OPENED, *report], **more})


@pytest.mark.parametrize("on", [DAY, "2018-03", "2018-04-01", "2018"])
@pytest.mark.parametrize("raised", [RAISED, CONCERN, RECOMMENDED])
def test_a_report_asks_once_it_is_out(raised: Event, on: str) -> None:
    """On the day of its publication or later, as far as the days are known."""
    out_on(DAY).when(happened(raised, on), to="AFI-1").then(raised)


@pytest.mark.parametrize(
    ("raised", "how"),
    [
        (RAISED, ""),
        (CONCERN, ", or give --accelerated if it was issued before the report"),
        (RECOMMENDED, ", or name with --under the accelerated cause of concern that it came with"),
    ],
)
def test_nothing_else_comes_before_its_report(raised: Event, how: str) -> None:
    """Neither while no publication is recorded, nor on a day before it."""
    out_on(None).when(raised, to="AFI-1").refused(
        RuleBroken,
        "The report of INS-1 is not recorded as published, so it asks for nothing yet.",
        f"Record that with `afi inspection publish INS-1 --on DATE`{how}.",
    )
    out_on(DAY).when(happened(raised, "2018-03-01/2018-03-21"), to="AFI-1").refused(
        RuleBroken,
        "It cannot have been raised on 2018-03-01/2018-03-21, before the report was published on 2018-03-22.",
        f"Give the day on which it was raised{how}.",
    )


@pytest.mark.parametrize("on", [DAY, "2018-03-23", "2019"])
def test_what_is_accelerated_comes_before_its_report(on: str) -> None:
    """On a day before publication, or on one that may have been."""
    wish = CONCERN.model_copy(update={"accelerated": 1})
    for published, before in ((None, DAY), (DAY, "2018-03-21"), (DAY, "2018-03"), ("2018-03", DAY)):
        out_on(published).when(happened(wish, before), to="COC-1").then(wish)
    out_on(DAY).when(happened(wish, on), to="COC-1").refused(
        RuleBroken,
        f"It cannot have been issued on {on} before the report, which was published on 2018-03-22.",
        "Leave --accelerated out, or give the day before on which it was issued.",
    )


def test_a_recommendation_comes_with_its_accelerated_cause_of_concern() -> None:
    """Before the report or with it, but not before the cause of concern; one that waits for the report waits too."""
    wish = RECOMMENDED.model_copy(update={"under": "COC-1"})
    early = CONCERN.model_copy(update={"accelerated": 1})
    for published, on in ((None, "2018-03-01"), (DAY, "2018-03-01"), (DAY, DAY)):
        given = out_on(published, **{"COC-1": [happened(early, "2018-03-01")]})
        given.when(happened(wish, on), to="REC-1").then(wish)
        given.when(happened(wish, "2018-02"), to="REC-1").refused(
            RuleBroken,
            "It cannot have been made on 2018-02, before COC-1 was raised on 2018-03-01.",
            "Give the day on which it was made, or leave --under out.",
        )
    assert out_on(None, **{"COC-1": [happened(CONCERN, "2018-03-01")]}).when(wish, to="REC-1").refusal


# A cause of concern, and a recommendation under one.


def two_inspections(under: str = "INS-1") -> World:
    """Two inspections of two forces, and a cause of concern of one of them for ORG-2."""
    both = [OPENED.model_copy(update={"forces": ("ORG-2", "ORG-3")}), InspectionPublished()]
    return {**WORLD, "INS-1": both, "INS-2": both, "COC-1": [CONCERN.model_copy(update={"inspection": under})]}


def test_a_cause_of_concern_may_be_accelerated() -> None:
    """Issued before the report or with it, it is a cause of concern."""
    accelerated = CONCERN.model_copy(update={"accelerated": 1})
    Given(WORLD).when(accelerated, to="COC-1").then(accelerated)
    Given(OUT).when(CONCERN, to="COC-1").then(CONCERN)


@pytest.mark.parametrize("raised", [RAISED, RECOMMENDED])
def test_nothing_else_is_accelerated(raised: ImprovementRaised) -> None:
    """An area for improvement or a recommendation waits for its report."""
    Given(WORLD).when(raised.model_copy(update={"accelerated": 1}), to="AFI-1").refused(
        RuleBroken,
        "Only a cause of concern is accelerated.",
        "Leave that out, or raise a cause of concern with `afi raise coc`.",
    )


@pytest.mark.parametrize("scope", [None, *Scope])
def test_a_recommendation_has_what_only_it_has(scope: Scope | None) -> None:
    """A scope, a condition and a cause of concern that it stands under are said of it, or are not."""
    plain = RECOMMENDED.model_copy(update={"scope": scope})
    full = plain.model_copy(update={"condition": Prose("If it is funded."), "under": "COC-1"})
    for wish in (plain, full):
        Given(two_inspections()).when(wish, to="REC-1").then(wish)


@pytest.mark.parametrize("raised", [RAISED, CONCERN])
@pytest.mark.parametrize("fields", [{"scope": Scope.NATIONAL}, {"condition": Prose("If funded.")}, {"under": "COC-1"}])
def test_others_have_none_of_it(raised: ImprovementRaised, fields: dict[str, object]) -> None:
    """An area for improvement or a cause of concern has no scope and no condition, and stands under nothing."""
    Given(two_inspections()).when(raised.model_copy(update=fields), to="AFI-1").refused(
        RuleBroken,
        "Only a recommendation has a scope, a condition or a cause of concern that it stands under.",
        "Leave them out, or raise a recommendation with `afi raise rec`.",
    )


@pytest.mark.parametrize("fields", [{"inspection": "INS-2"}, {"force": "ORG-3"}])
def test_it_stands_under_a_cause_of_concern_of_its_report(fields: dict[str, object]) -> None:
    """One of another inspection, or for another force, is refused."""
    wish = RECOMMENDED.model_copy(update={"under": "COC-1", **fields})
    Given(two_inspections()).when(wish, to="REC-1").refused(
        RuleBroken,
        "COC-1 is a cause of concern of another inspection or force.",
        "Name the one that the recommendation stands under; `afi register` lists them.",
    )


def test_an_unknown_or_void_cause_of_concern_is_refused() -> None:
    """What it stands under is there, and counts."""
    wish = RECOMMENDED.model_copy(update={"under": "COC-1"})
    Given(WORLD).when(wish, to="REC-1").refused(UnknownReference, "There is no COC-1 in this ledger.")
    void: World = {**WORLD, "COC-1": [CONCERN, RecordVoided(reason=VoidReason.IN_ERROR)]}
    Given(void).when(wish, to="REC-1").refused(RuleBroken, "COC-1 does not count.")
