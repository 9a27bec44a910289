"""Grades: on their scale, for one question or overall, and never restamped when carried forward."""

from itertools import product

import pytest

from ledger.errors import RuleBroken, UnknownReference
from ledger.events import Event
from ledger.events.grade import GradeRecorded
from ledger.events.inspection import InspectionAsked
from ledger.vocabulary import NO_GRADE, Basis, Outcome, Pillar, Scale
from tests.ledger.specs import OPENED, WORLD, Given, World

REQUIRES_IMPROVEMENT = GradeRecorded(
    inspection="INS-1",
    force="ORG-2",
    question="QUE-1",
    outcome=Outcome.REQUIRES_IMPROVEMENT,
    scale=Scale.FOUR_TIER,
    year=2017,
    basis=Basis.INSPECTED,
)
#: Trap 3 of the 2018 paper: "good" stands, and was made in 2016.
CARRIED = REQUIRES_IMPROVEMENT.model_copy(
    update={"question": "QUE-2", "outcome": Outcome.GOOD, "year": 2016, "basis": Basis.CARRIED_FORWARD}
)
MADE_2016 = CARRIED.model_copy(update={"inspection": "INS-2", "basis": Basis.INSPECTED})
#: The inspection of the year before, and what it graded.
EARLIER: World = {**WORLD, "INS-2": [OPENED.model_copy(update={"cycle": 2016})], "GRD-1": [MADE_2016]}

NOT_JUDGED = {Outcome.NOT_INSPECTED, Outcome.NOT_YET_GRADED}
GRADES = {Outcome.OUTSTANDING, Outcome.GOOD, Outcome.REQUIRES_IMPROVEMENT, Outcome.INADEQUATE}
SAYABLE = {
    Scale.FOUR_TIER: GRADES | NO_GRADE,
    Scale.FIVE_TIER: GRADES | NO_GRADE | {Outcome.ADEQUATE},
    Scale.UNGRADED: NO_GRADE,
}


def graded(**fields: object) -> Event:
    """A grade of this inspection with other fields; what was not judged has no basis and year unless they are given."""
    basis = {"basis": None, "year": None} if fields.get("outcome") in NOT_JUDGED else {}
    return REQUIRES_IMPROVEMENT.model_copy(update=basis | fields)


def carried(**fields: object) -> Event:
    """A carried grade with other fields."""
    return CARRIED.model_copy(update=fields)


def on_scale(scale: Scale) -> Given:
    """The world with an inspection that grades on ``scale``."""
    return Given({**WORLD, "INS-1": [OPENED.model_copy(update={"scale": scale})]})


@pytest.mark.parametrize(
    ("scale", "outcome"), [(scale, outcome) for scale in Scale for outcome in Outcome if outcome in SAYABLE[scale]]
)
def test_a_scale_says_its_grades_and_every_kind_of_none(scale: Scale, outcome: Outcome) -> None:
    """Four tiers, five with "adequate", and on each scale the four kinds of no grade."""
    grade = graded(scale=scale, outcome=outcome)
    on_scale(scale).when(grade, to="GRD-1").then(grade)


@pytest.mark.parametrize(
    ("scale", "outcome"), [(scale, outcome) for scale in Scale for outcome in Outcome if outcome not in SAYABLE[scale]]
)
def test_a_scale_says_nothing_else(scale: Scale, outcome: Outcome) -> None:
    """ "Adequate" on four tiers, or any grade of an ungraded inspection, is refused."""
    words, tiers = outcome.replace("_", " "), scale.replace("_", " ")
    on_scale(scale).when(graded(scale=scale, outcome=outcome), to="GRD-1").refused(
        RuleBroken, f'"{words}" is not a grade of the {tiers} scale.'
    )


@pytest.mark.parametrize(("its", "used"), [pair for pair in product(Scale, Scale) if pair[0] != pair[1]])
def test_the_inspection_grades_on_its_own_scale(its: Scale, used: Scale) -> None:
    """What was judged afresh is on the inspection's scale: scales cannot be compared."""
    words = its.replace("_", " "), used.replace("_", " ")
    on_scale(its).when(graded(scale=used, outcome=Outcome.NOT_GRADED), to="GRD-1").refused(
        RuleBroken, f"The inspection grades on the {words[0]} scale, not on the {words[1]}."
    )


@pytest.mark.parametrize("pillar", Pillar)
def test_an_overall_grade_is_recorded(pillar: Pillar) -> None:
    """An overall grade is one more recorded grade, whatever the others say."""
    overall = graded(question=None, overall=pillar)
    Given({**WORLD, "GRD-1": [REQUIRES_IMPROVEMENT]}).when(overall, to="GRD-2").then(overall)


@pytest.mark.parametrize("fields", [{"question": None}, {"overall": Pillar.EFFECTIVENESS}])
def test_a_grade_has_one_subject(fields: dict[str, object]) -> None:
    """A grade of nothing, or of a question and overall at once, is refused."""
    Given(WORLD).when(graded(**fields), to="GRD-1").refused(RuleBroken, "A grade is for one question, or overall.")


@pytest.mark.parametrize(
    ("fields", "what"),
    [
        ({"force": "ORG-3"}, "The inspection did not inspect ORG-3."),
        ({"question": "QUE-3"}, "QUE-3 is a question of PEEL 2021–2022, the inspection's are of PEEL 2015–2017."),
    ],
)
def test_it_is_of_the_inspection(fields: dict[str, object], what: str) -> None:
    """Another force, or a question of another framework, is refused."""
    Given(WORLD).when(graded(**fields), to="GRD-1").refused(RuleBroken, what)


# The basis.


@pytest.mark.parametrize("outcome", sorted(set(Outcome) - NOT_JUDGED))
def test_a_judgement_has_a_basis(outcome: Outcome) -> None:
    """Whatever was judged was judged afresh or carried forward, and a grade says which."""
    words = outcome.replace("_", " ")
    on_scale(Scale.FIVE_TIER).when(graded(scale=Scale.FIVE_TIER, outcome=outcome, basis=None), to="GRD-1").refused(
        RuleBroken,
        f'"{words}" needs a basis and a year.',
        "Say in which year it was inspected, or from which it is carried forward.",
    )


@pytest.mark.parametrize("outcome", sorted(NOT_JUDGED))
@pytest.mark.parametrize("basis", Basis)
def test_what_was_not_judged_has_none(outcome: Outcome, basis: Basis) -> None:
    """ "Not inspected" on the basis of an inspection would contradict itself."""
    words = outcome.replace("_", " ")
    Given(WORLD).when(graded(outcome=outcome, basis=basis), to="GRD-1").refused(
        RuleBroken, f'"{words}" has neither basis nor year.', "Leave them out."
    )


# Judged afresh.


@pytest.mark.parametrize("year", [2017, 2018])
def test_a_judgement_is_of_the_inspections_year_or_later(year: int) -> None:
    """A 2017 inspection that is published in 2018 may judge in either."""
    Given(WORLD).when(graded(year=year), to="GRD-1").then(graded(year=year))


def test_a_judgement_is_not_of_an_earlier_year() -> None:
    """A grade from before the inspection was carried forward into it, not made by it."""
    Given(WORLD).when(graded(year=2016), to="GRD-1").refused(
        RuleBroken, "The 2017 inspection could not judge afresh in 2016."
    )


def test_only_asked_questions_are_judged_afresh() -> None:
    """Where it is known what the inspection asked, another question's grade was not made by it."""
    asked = Given({**WORLD, "INS-1": [OPENED, InspectionAsked(questions=("QUE-1",))]})
    asked.when(graded(), to="GRD-1").then(graded())
    asked.when(graded(question="QUE-2"), to="GRD-1").refused(RuleBroken, "The inspection did not ask QUE-2.")
    overall = graded(question=None, overall=Pillar.EFFECTIVENESS)
    asked.when(overall, to="GRD-1").then(overall)


def test_that_a_question_was_not_inspected_may_be_said() -> None:
    """ "Not inspected" is what a question that was not asked gets; "not graded" would say that it was."""
    asked = Given({**WORLD, "INS-1": [OPENED, InspectionAsked(questions=("QUE-1",))]})
    fields = {"question": "QUE-2", "outcome": Outcome.NOT_INSPECTED}
    asked.when(graded(**fields), to="GRD-1").then(graded(**fields))
    asked.when(graded(**fields | {"outcome": Outcome.NOT_GRADED}), to="GRD-1").refused(
        RuleBroken, "The inspection did not ask QUE-2."
    )


def test_a_judgement_made_afresh_is_carried_from_none() -> None:
    """Judged afresh and carried from an earlier grade cannot both be so."""
    for outcome in (Outcome.GOOD, Outcome.NOT_INSPECTED):
        Given(EARLIER).when(graded(question="QUE-2", outcome=outcome, carried_from="GRD-1"), to="GRD-2").refused(
            RuleBroken, "Only a grade that is carried forward was carried from another."
        )


# Carried forward.


def test_a_grade_is_carried_forward_with_its_year() -> None:
    """The year it was made is kept, whether or not this ledger holds the grade it was carried from."""
    Given(WORLD).when(CARRIED, to="GRD-1").then(CARRIED)
    known = carried(carried_from="GRD-1")
    Given(EARLIER).when(known, to="GRD-2").then(known)


def test_a_carried_grade_may_be_carried_on() -> None:
    """A grade of 2016 that stood in 2017 may stand in 2018, still of 2016."""
    world = {**EARLIER, "GRD-2": [CARRIED], "INS-3": [OPENED.model_copy(update={"cycle": 2018})]}
    again = carried(inspection="INS-3", carried_from="GRD-2")
    Given(world).when(again, to="GRD-3").then(again)


def test_a_carried_grade_keeps_its_scale() -> None:
    """An inspection on five tiers may let a grade of four stand; it was never on five."""
    on_scale(Scale.FIVE_TIER).when(CARRIED, to="GRD-1").then(CARRIED)


def test_a_question_not_asked_may_keep_its_grade() -> None:
    """Carrying forward is what happens to the questions that an inspection does not ask."""
    world = {**WORLD, "INS-1": [OPENED, InspectionAsked(questions=("QUE-1",))]}
    Given(world).when(CARRIED, to="GRD-1").then(CARRIED)


@pytest.mark.parametrize("year", [2017, 2018])
def test_a_carried_grade_is_older_than_the_inspection(year: int) -> None:
    """Restamped with the inspection's year or a later one, it is refused."""
    Given(WORLD).when(carried(year=year), to="GRD-1").refused(
        RuleBroken, f"A grade carried into the 2017 inspection was made before it, not in {year}."
    )


@pytest.mark.parametrize("outcome", sorted(NO_GRADE))
def test_no_grade_is_nothing_to_carry(outcome: Outcome) -> None:
    """ "Not graded" and its like are said of one inspection only."""
    words = outcome.replace("_", " ")
    what = "has neither basis nor year" if outcome in NOT_JUDGED else "is no grade to carry forward"
    Given(WORLD).when(carried(outcome=outcome), to="GRD-1").refused(RuleBroken, f'"{words}" {what}.')


@pytest.mark.parametrize(
    "fields",
    [
        {"year": 2015},
        {"outcome": Outcome.OUTSTANDING},
        {"question": "QUE-1"},
        {"question": None, "overall": Pillar.EFFECTIVENESS},
        {"scale": Scale.FIVE_TIER},
    ],
)
def test_what_is_carried_is_not_changed(fields: dict[str, object]) -> None:
    """The named grade's year, outcome, question and scale are repeated, or it is not that grade."""
    Given(EARLIER).when(carried(carried_from="GRD-1", **fields), to="GRD-2").refused(
        RuleBroken, "GRD-1 is another judgement: its force, question, outcome, scale or year differs."
    )


def test_a_grade_is_not_carried_from_force_to_force() -> None:
    """Another force's grade is another grade."""
    both = OPENED.model_copy(update={"forces": ("ORG-2", "ORG-3")})
    Given({**EARLIER, "INS-1": [both]}).when(carried(carried_from="GRD-1", force="ORG-3"), to="GRD-2").refused(
        RuleBroken, "GRD-1 is another judgement: its force, question, outcome, scale or year differs."
    )


def test_unknown_records_are_refused() -> None:
    """The inspection, the question and the grade carried from are looked up."""
    for field, unknown in (("inspection", "INS-9"), ("question", "QUE-9"), ("carried_from", "GRD-9")):
        Given(WORLD).when(carried(**{field: unknown}), to="GRD-1").refused(
            UnknownReference, f"There is no {unknown} in this ledger."
        )
