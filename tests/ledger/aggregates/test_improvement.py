"""The life of an improvement: reported, assured, submitted and closed are facts of different parties."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.aggregates import Fact, decider
from ledger.aggregates.improvement import Improvement, Status
from ledger.days import Span
from ledger.errors import Refusal, RuleBroken, UnknownReference
from ledger.events import Event, Prose
from ledger.events.improvement import (
    Due,
    DueImmediately,
    DueNoneSet,
    DueOn,
    DueWithin,
    ImprovementAssigned,
    ImprovementClaimed,
    ImprovementClosed,
    ImprovementDueSet,
    ImprovementNoted,
    ImprovementRaised,
)
from ledger.events.inspection import InspectionFoundNone
from ledger.vocabulary import Authority, ClosingMeans, ImprovementKind
from tests.ledger.specs import DAY, OPENED, WORLD, Given, happened

RAISED = ImprovementRaised(
    kind=ImprovementKind.AREA_FOR_IMPROVEMENT,
    inspection="INS-1",
    force="ORG-2",
    question="QUE-1",
    text=Prose("Ensure regular and active supervision."),
)
NOTED = ImprovementNoted(text=Prose("Dip sample at 92%"))
CLAIMED = ImprovementClaimed(evidence=Prose("Dip samples of April to June."))
OWNED = ImprovementAssigned(owner="POST-1")
LED = ImprovementAssigned(lead="POST-2")
DUE = ImprovementDueSet(due=DueOn(day="2018-09"), set_by=Authority.FORCE)


def closed(authority: Authority = Authority.INSPECTORATE, by: ClosingMeans = ClosingMeans.LETTER) -> ImprovementClosed:
    """A closure."""
    return ImprovementClosed(closed_by=authority, means=by)


def life(*facts: Event | Fact) -> Given:
    """The world, and an improvement with what became of it."""
    return Given({**WORLD, "AFI-1": [RAISED, *facts]})


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
    Given(WORLD).when(raised_with(question=question), to="AFI-1").then(raised_with(question=question))
    assert life().get("AFI-1") == Improvement(Span.on(DAY))


@pytest.mark.parametrize(
    ("fields", "what"),
    [
        ({"force": "ORG-3"}, "The inspection did not inspect ORG-3."),
        ({"question": "QUE-3"}, "QUE-3 is a question of peel 2021 2022, the inspection's are of peel 2015 2017."),
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
        RuleBroken, "INS-1 is recorded to have found no area for improvement for ORG-2."
    )


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
    Given({**WORLD, "INS-1": [both, nil]}).when(RAISED, to="AFI-1").then(RAISED)


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


# Progress, claim, closure.


def test_a_note_shows_progress() -> None:
    """A note moves what was raised or owned to in progress, and nothing further on."""
    assert [status(NOTED), status(OWNED, NOTED)] == [Status.IN_PROGRESS, Status.IN_PROGRESS]
    assert status(CLAIMED, NOTED) == Status.REPORTED
    assert status(NOTED, OWNED) == Status.IN_PROGRESS


def test_a_note_may_follow_closure() -> None:
    """Notes are accepted at every stage, and one after closure reopens nothing."""
    for facts in ([], [OWNED], [CLAIMED], [closed()]):
        life(*facts).when(NOTED, to="AFI-1").then(NOTED)
    assert status(closed(), NOTED) == Status.CLOSED


@pytest.mark.parametrize("facts", [[], [OWNED], [NOTED], [DUE]])
def test_the_force_reports_it_complete(facts: list[Event]) -> None:
    """A claim is accepted before closure whatever else was recorded, and closes nothing."""
    life(*facts).when(CLAIMED, to="AFI-1").then(CLAIMED)
    assert status(*facts, CLAIMED) == Status.REPORTED


def test_it_is_reported_complete_once() -> None:
    """A second claim is refused."""
    life(CLAIMED).when(CLAIMED, to="AFI-1").refused(RuleBroken, "It is reported complete already.")


def test_the_force_closes_after_it_reported_complete() -> None:
    """On that day or later, however late either is recorded."""
    claimed = life(happened(CLAIMED, "2018-05-01"))
    by_force = closed(Authority.FORCE)
    claimed.when(happened(by_force, "2018-04-30"), to="AFI-1").refused(
        RuleBroken, "The force cannot have closed on 2018-04-30 what it reported complete on 2018-05-01."
    )
    claimed.when(happened(by_force, "2018-05-01"), to="AFI-1").then(by_force)


@pytest.mark.parametrize("by", ClosingMeans)
@pytest.mark.parametrize("authority", [Authority.INSPECTORATE, Authority.POLICING_BODY])
def test_others_than_the_force_close_unasked(authority: Authority, by: ClosingMeans) -> None:
    """The inspectorate may close by letter or fieldwork what nobody claimed."""
    wish = closed(authority, by)
    for facts in ([], [NOTED], [CLAIMED]):
        life(*facts).when(wish, to="AFI-1").then(wish)
    assert status(wish) == Status.CLOSED


@pytest.mark.parametrize("facts", [[], [OWNED, LED], [NOTED]])
def test_the_force_closes_only_what_it_claimed(facts: list[Event]) -> None:
    """On the force's authority closure needs a claim first."""
    life(*facts).when(closed(Authority.FORCE), to="AFI-1").refused(
        RuleBroken, "The force cannot close what it has not reported complete."
    )
    life(*facts, CLAIMED).when(closed(Authority.FORCE), to="AFI-1").then(closed(Authority.FORCE))


@pytest.mark.parametrize(
    "wish", [OWNED, LED, DUE, CLAIMED, closed(), closed(Authority.FORCE)], ids=lambda each: repr(each)
)
def test_nothing_but_notes_follows_closure(wish: Event) -> None:
    """Whatever would change it is refused once it is closed."""
    life(CLAIMED, closed()).when(wish, to="AFI-1").refused(RuleBroken, "It is closed.")


@pytest.mark.parametrize(("wish", "what"), [(CLAIMED, "reported complete"), (closed(), "closed")])
def test_nothing_is_done_before_it_is_raised(wish: Event, what: str) -> None:
    """A claim or closure that was over before the improvement was raised is refused."""
    life().when(happened(wish, "2018-03-21"), to="AFI-1").refused(
        RuleBroken, f"It cannot have been {what} on 2018-03-21, before it was raised on 2018-03-22."
    )


@pytest.mark.parametrize("on", ["2018-03-22", "2018-03", "2018", "2018-03-01/2018-03-22"])
def test_what_may_be_later_is_not_earlier(on: str) -> None:
    """A day, month or period that reaches the day of raising contradicts nothing."""
    for wish in (CLAIMED, closed()):
        life().when(happened(wish, on), to="AFI-1").then(wish)


# Every life.

WISHES = st.sampled_from(
    [
        NOTED,
        CLAIMED,
        DUE,
        ImprovementAssigned(),
        *(ImprovementAssigned(owner=owner, lead=lead) for owner in ("POST-1", "POST-2") for lead in (None, "POST-3")),
        LED,
        *(closed(authority) for authority in Authority),
    ]
)


@given(st.lists(st.tuples(WISHES, st.sampled_from(["2018-03-21", "2018", DAY, "2019-01-01"])), max_size=12))
def test_no_life_reaches_a_forbidden_state(wishes: list[tuple[Event, str]]) -> None:
    """Whatever is tried: status only advances, notes always pass, a closed one stays so, the force claims first."""
    rules, order = decider("AFI-1"), list(Status)
    state: Improvement = life().get("AFI-1")
    accepted: list[Event] = []
    for event, on in wishes:
        before, wish = state, happened(event, on)
        try:
            decided = list(rules.decide(wish, state, Given(WORLD)))
        except Refusal:
            assert not isinstance(event, ImprovementNoted)
            continue
        assert decided == [event]
        state = rules.evolve(state, wish)
        assert order.index(state.status) >= order.index(before.status)
        assert state.raised == before.raised
        if before.status == Status.CLOSED:
            assert isinstance(event, ImprovementNoted) and state == before
        if isinstance(event, ImprovementClosed) and event.closed_by == Authority.FORCE:
            assert CLAIMED in accepted
        if not isinstance(event, ImprovementAssigned):
            assert replace(state, status=before.status, claimed=before.claimed) == before
        accepted.append(event)
    assert accepted.count(CLAIMED) <= 1
    assert sum(isinstance(event, ImprovementClosed) for event in accepted) == (state.status == Status.CLOSED)
