"""Improvements: what may be raised, in parts, for whom to own and by when; its life is in test_improvement_life."""

import pytest

from ledger.aggregates import Fact
from ledger.aggregates.improvement import Improvement, Status
from ledger.days import Span
from ledger.errors import RuleBroken, UnknownReference
from ledger.events import Event, Prose
from ledger.events.improvement import (
    Due,
    DueImmediately,
    DueNoneSet,
    DueOn,
    DueWithin,
    ImprovementAssigned,
    ImprovementClaimed,
    ImprovementDueSet,
    ImprovementPartAdded,
    ImprovementRaised,
)
from ledger.events.inspection import InspectionFoundNone, InspectionNilVoided, InspectionPublished
from ledger.events.record import RecordVoided
from ledger.vocabulary import Authority, ImprovementKind, Scope, VoidReason
from tests.ledger.specs import DAY, OPENED, STAFFED, WORLD, Given, World, happened

RAISED = ImprovementRaised(
    kind=ImprovementKind.AREA_FOR_IMPROVEMENT,
    inspection="INS-1",
    force="ORG-2",
    question="QUE-1",
    text=Prose("Ensure regular and active supervision."),
)
CONCERN = RAISED.model_copy(update={"kind": ImprovementKind.CAUSE_OF_CONCERN})
RECOMMENDED = RAISED.model_copy(update={"kind": ImprovementKind.RECOMMENDATION})
CLAIMED = ImprovementClaimed(evidence=Prose("Dip samples of April to June."))
OWNED = ImprovementAssigned(owner="POST-1")
LED = ImprovementAssigned(lead="POST-2")
DUE = ImprovementDueSet(due=DueOn(day="2018-09"), set_by=Authority.FORCE)


#: The world once the report of INS-1 is out.
OUT: World = {**WORLD, "INS-1": [OPENED, InspectionPublished()]}


def life(*facts: Event | Fact) -> Given:
    """The world, and an improvement with what became of it."""
    return Given({**STAFFED, "AFI-1": [RAISED, *facts]})


def status(*facts: Event | Fact) -> Status:
    """Where that leaves the improvement."""
    found: Improvement = life(*facts).get("AFI-1")
    return found.status


def raised_with(**fields: object) -> Event:
    """The raising with other fields."""
    return RAISED.model_copy(update=fields)


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


def out_on(published: str | None, **more: list[Event | Fact]) -> Given:
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


# Parts.


def test_it_may_have_parts() -> None:
    """Parts are added at any time before it ends, and change nothing about where it stands."""
    part = ImprovementPartAdded(text=Prose("In rape cases above all."), number=Prose("a"))
    for facts in ([], [part], [CLAIMED]):
        life(*facts).when(part, to="AFI-1").then(part)
        assert status(*facts, part) == status(*facts)


# Owning.


def test_an_owner_makes_it_owned() -> None:
    """A post takes it on; a chief officer's lead alone does not make it owned."""
    life().when(OWNED, to="AFI-1").then(OWNED)
    life().when(LED, to="AFI-1").then(LED)
    assert (status(OWNED), status(LED)) == (Status.OWNED, Status.RAISED)


def test_one_left_out_stays_as_it_was() -> None:
    """Owner and lead are assigned together or one at a time."""
    found: Improvement = life(OWNED, LED, ImprovementAssigned(owner="POST-3")).get("AFI-1")
    assert (found.owner, found.lead) == ("POST-3", "POST-2")


def test_nobody_is_no_assignment() -> None:
    """Assigning neither an owner nor a lead is refused."""
    life().when(ImprovementAssigned(), to="AFI-1").refused(RuleBroken, "Neither an owner nor a lead is named.")


@pytest.mark.parametrize("again", [OWNED, LED, ImprovementAssigned(owner="POST-1", lead="POST-2")])
def test_the_same_assignment_is_refused(again: Event) -> None:
    """What it has already need not be recorded twice."""
    life(OWNED, LED).when(again, to="AFI-1").refused(RuleBroken, "It has that owner and lead already.")


@pytest.mark.parametrize(
    "change", [ImprovementAssigned(owner="POST-1", lead="POST-3"), ImprovementAssigned(lead="POST-1")]
)
def test_half_a_change_is_a_change(change: Event) -> None:
    """The same owner with another lead is news."""
    life(OWNED, LED).when(change, to="AFI-1").then(change)


# Dates.


@pytest.mark.parametrize("set_by", Authority)
@pytest.mark.parametrize(
    "due", [DueOn(day="2018-09-30"), DueWithin(months=6), DueImmediately(), DueNoneSet()], ids=repr
)
def test_a_due_date_may_be_set_and_revised(due: Due, set_by: Authority) -> None:
    """A day, "within six months", "immediate" and "none set" are all values, and never move its status."""
    wish = ImprovementDueSet(due=due, set_by=set_by, approver="POST-2")
    for facts in ([], [DUE], [CLAIMED]):
        life(*facts).when(wish, to="AFI-1").then(wish)
        assert status(*facts, wish) == status(*facts)


@pytest.mark.parametrize("others", [(), (OWNED, CLAIMED)])
def test_the_same_date_is_no_revision(others: tuple[Event, ...]) -> None:
    """By the same setter and approver; another setter or approver is news, and so is a date that was changed back."""
    life(DUE, *others).when(DUE, to="AFI-1").refused(
        RuleBroken, "That is its due date already.", "Give another in `afi due`; nothing needs recording twice."
    )
    changes = (
        {"set_by": Authority.INSPECTORATE}, {"approver": "POST-2"}, {"due": DueOn(day="2018-10")}, {"due": DueNoneSet()}
    )  # fmt: skip
    for change in changes:
        other = DUE.model_copy(update=change)
        life(DUE, *others).when(other, to="AFI-1").then(other)
        life(DUE, other, *others).when(DUE, to="AFI-1").then(DUE)


@pytest.mark.parametrize("approver", ["PER-1", "POST-1", "ORG-4", "FOR-1", "MTG-1", None])
def test_somebody_or_a_body_may_approve_it(approver: str | None) -> None:
    """A person, a post, an organisation, a forum or one of its meetings; or nobody is named."""
    wish = DUE.model_copy(update={"approver": approver})
    life().when(wish, to="AFI-1").then(wish)
