"""The life of an improvement: each step from where it may be taken, and in its time.

By whom it may be taken is in test_improvement_parties.
"""

import pytest

from ledger.aggregates import Fact
from ledger.aggregates.improvement import Improvement, Status
from ledger.errors import RuleBroken
from ledger.events import Event, Prose
from ledger.events.improvement import (
    DueImmediately,
    ImprovementAnswered,
    ImprovementAssigned,
    ImprovementAssured,
    ImprovementClaimed,
    ImprovementClosed,
    ImprovementDeclined,
    ImprovementDueSet,
    ImprovementNoted,
    ImprovementPartAdded,
    ImprovementPassedOn,
    ImprovementRaised,
    ImprovementReopened,
    ImprovementReturned,
    ImprovementSubmitted,
    ImprovementSuperseded,
    ImprovementWithdrawn,
)
from ledger.events.record import RecordVoided
from ledger.vocabulary import Answer, Authority, ClosingMeans, ImprovementKind, Reviewer, VoidReason
from tests.ledger.specs import STAFFED, Given, World, happened

WHY = Prose("Because of what the dip samples show.")
RAISED = ImprovementRaised(
    kind=ImprovementKind.AREA_FOR_IMPROVEMENT, inspection="INS-1", force="ORG-2", text=Prose("Supervise.")
)
OWNED = ImprovementAssigned(owner="POST-1")
REASSIGNED = ImprovementAssigned(owner="POST-2")
NOTED = ImprovementNoted(text=WHY)
PART = ImprovementPartAdded(text=WHY)
DUE = ImprovementDueSet(due=DueImmediately(), set_by=Authority.INSPECTORATE)
CLAIMED = ImprovementClaimed(evidence=WHY)
ASSURED = happened(ImprovementAssured(), said_by="PER-3")
RETURNED = ImprovementReturned(returned_by=Reviewer.INSPECTORATE, text=WHY)
SUBMITTED = ImprovementSubmitted()
REOPENED = ImprovementReopened(text=WHY)
SUPERSEDED = ImprovementSuperseded(by="AFI-2")
WITHDRAWN = ImprovementWithdrawn()
DECLINED = ImprovementDeclined(text=WHY)
PASSED_ON = ImprovementPassedOn(to="ORG-4", text=WHY)
ANSWERED = ImprovementAnswered(answer=Answer.ACTION_TAKEN, text=WHY)


def closed(authority: Authority = Authority.INSPECTORATE, by: ClosingMeans = ClosingMeans.LETTER) -> ImprovementClosed:
    """A closure."""
    return ImprovementClosed(closed_by=authority, means=by)


BY_FORCE = closed(Authority.FORCE)
#: A life that leads to each status.
LIVES: dict[Status, tuple[Event | Fact, ...]] = {
    Status.RAISED: (),
    Status.OWNED: (OWNED,),
    Status.IN_PROGRESS: (OWNED, NOTED),
    Status.REPORTED: (CLAIMED,),
    Status.ASSURED: (CLAIMED, ASSURED),
    Status.SUBMITTED: (CLAIMED, ASSURED, SUBMITTED),
    Status.CLOSED: (CLAIMED, closed()),
    Status.SUPERSEDED: (SUPERSEDED,),
    Status.WITHDRAWN: (CLAIMED, WITHDRAWN),
    Status.DECLINED: (DECLINED,),
    Status.NOT_OURS: (CLAIMED, PASSED_ON),
}
WORKED_ON = {Status.RAISED, Status.OWNED, Status.IN_PROGRESS}
STANDING = {Status.REPORTED, Status.ASSURED, Status.SUBMITTED}
ENDED = {Status.CLOSED, Status.SUPERSEDED, Status.WITHDRAWN, Status.DECLINED}
NOT_ENDED = set(Status) - ENDED
#: From where each is accepted, written down apart from the rules.
FROM: list[tuple[Event | Fact, set[Status]]] = [
    (NOTED, set(Status)),
    (ANSWERED, set(Status) - {Status.WITHDRAWN}),
    (PART, WORKED_ON | STANDING),
    (REASSIGNED, WORKED_ON | STANDING),
    (DUE, WORKED_ON | STANDING),
    (CLAIMED, WORKED_ON),
    (ASSURED, {Status.REPORTED}),
    (RETURNED, STANDING),
    (SUBMITTED, {Status.REPORTED, Status.ASSURED}),
    (closed(), NOT_ENDED),
    (closed(Authority.POLICING_BODY), NOT_ENDED),
    (BY_FORCE, STANDING),
    (REOPENED, ENDED | {Status.NOT_OURS}),
    (SUPERSEDED, NOT_ENDED),
    (WITHDRAWN, NOT_ENDED),
    (DECLINED, WORKED_ON | STANDING),
    (PASSED_ON, WORKED_ON | STANDING),
]
AFTERWARDS = {
    ImprovementClaimed: Status.REPORTED,
    ImprovementAssured: Status.ASSURED,
    ImprovementReturned: Status.IN_PROGRESS,
    ImprovementSubmitted: Status.SUBMITTED,
    ImprovementClosed: Status.CLOSED,
    ImprovementReopened: Status.IN_PROGRESS,
    ImprovementSuperseded: Status.SUPERSEDED,
    ImprovementWithdrawn: Status.WITHDRAWN,
    ImprovementDeclined: Status.DECLINED,
    ImprovementPassedOn: Status.NOT_OURS,
}


def event_of(each: Event | Fact) -> Event:
    """The event of a wish."""
    return each.event if isinstance(each, Fact) else each


def named(each: object) -> str | None:
    """What a parameter is called in the tests' names."""
    if isinstance(each, Event | Fact):
        return event_of(each).type.partition(".")[2] + str(getattr(event_of(each), "closed_by", ""))
    return str(each) if isinstance(each, Status) else None


def life(*facts: Event | Fact, world: World = STAFFED) -> Given:
    """The world, an improvement with what became of it, and another."""
    return Given({**world, "AFI-1": [RAISED, *facts], "AFI-2": [RAISED]})


def state(*facts: Event | Fact) -> Improvement:
    """What that makes of the improvement."""
    found: Improvement = life(*facts).get("AFI-1")
    return found


def test_the_lives_lead_where_they_say() -> None:
    """The table above has a life for each status, and each leads there."""
    assert {status: state(*facts).status for status, facts in LIVES.items()} == {each: each for each in Status}


@pytest.mark.parametrize(
    ("wish", "status"), [(wish, status) for wish, statuses in FROM for status in sorted(statuses)], ids=named
)
def test_what_may_follow(wish: Event | Fact, status: Status) -> None:
    """Each wish is accepted from each status that it may follow, and leads where it says."""
    life(*LIVES[status]).when(wish, to="AFI-1").then(event_of(wish))
    after = state(*LIVES[status], wish).status
    if isinstance(event_of(wish), ImprovementNoted):
        assert after == (Status.IN_PROGRESS if status in WORKED_ON else status)
    elif event_of(wish) == REASSIGNED:
        assert after == (Status.OWNED if status == Status.RAISED else status)
    else:
        assert after == AFTERWARDS.get(type(event_of(wish)), status)


@pytest.mark.parametrize(
    ("wish", "status"),
    [(wish, status) for wish, statuses in FROM for status in sorted(set(Status) - statuses)],
    ids=named,
)
def test_what_may_not_follow(wish: Event | Fact, status: Status) -> None:
    """Each wish is refused from every other status, and it is said where the improvement stands."""
    words = status.replace("_", " ")
    if event_of(wish) == REOPENED:
        what, remedy = "It has not ended.", "Add what is new with `afi note`."
    elif event_of(wish) == BY_FORCE and status in WORKED_ON | {Status.NOT_OURS}:
        what = "The force cannot close what it has not reported complete."
        remedy = "Record the claim first with `afi claim`, or name the authority that closed it."
    elif status in WORKED_ON:
        what, remedy = (
            "It is not reported complete.",
            ("Record first with `afi claim` that the force reported it complete."),
        )
    elif status in STANDING:
        what = f"It is {words} already."
        remedy = "Add what is new with `afi note`, or send it back with `afi return`."
    else:
        what = f"It is {words}."
        remedy = "Reopen it first with `afi reopen`; a note may always be added: `afi note`."
    life(*LIVES[status]).when(wish, to="AFI-1").refused(RuleBroken, what, remedy)


# What returning and reopening undo.


@pytest.mark.parametrize("status", sorted(STANDING))
def test_what_was_returned_is_reported_anew(status: Status) -> None:
    """The earlier claim no longer stands: the force cannot close on it, and another may follow."""
    back = life(*LIVES[status], RETURNED)
    back.when(BY_FORCE, to="AFI-1").refused(RuleBroken, "The force cannot close what it has not reported complete.")
    back.when(CLAIMED, to="AFI-1").then(CLAIMED)
    assert state(*LIVES[status], RETURNED).claim is None


@pytest.mark.parametrize("status", sorted(ENDED | {Status.NOT_OURS}))
def test_what_was_reopened_is_reported_anew(status: Status) -> None:
    """Whatever it had come to, a reopened one is in progress, with no claim and no end; its owner stays."""
    again = state(OWNED, *LIVES[status], REOPENED)
    assert (again.claim, again.ended, again.successor, again.owner) == (None, None, None, "POST-1")
    life(*LIVES[status], REOPENED).when(BY_FORCE, to="AFI-1").refused(
        RuleBroken, "The force cannot close what it has not reported complete."
    )


def test_it_may_end_again() -> None:
    """A closed one is reopened and closed any number of times."""
    twice = (*LIVES[Status.CLOSED], REOPENED, closed())
    life(*twice).when(REOPENED, to="AFI-1").then(REOPENED)
    assert state(*twice).status == Status.CLOSED


# In their time.


@pytest.mark.parametrize(
    ("wish", "status", "words"),
    [
        (CLAIMED, Status.RAISED, "reported complete"),
        (closed(), Status.RAISED, "closed"),
        (SUPERSEDED, Status.OWNED, "superseded"),
        (WITHDRAWN, Status.IN_PROGRESS, "withdrawn"),
        (DECLINED, Status.RAISED, "declined"),
        (PASSED_ON, Status.RAISED, "passed on"),
        (ImprovementAssured(), Status.REPORTED, "assured"),
        (RETURNED, Status.REPORTED, "returned"),
        (SUBMITTED, Status.REPORTED, "submitted"),
        (REOPENED, Status.CLOSED, "reopened"),
    ],
    ids=named,
)
def test_nothing_happens_to_it_before_it_is_raised(wish: Event, status: Status, words: str) -> None:
    """A step that was over before the improvement was raised is refused."""
    life(*LIVES[status]).when(happened(wish, "2018-03-21", "PER-3"), to="AFI-1").refused(
        RuleBroken,
        f"It cannot have been {words} on 2018-03-21, before it was raised on 2018-03-22.",
        "Give the day on which it happened.",
    )


@pytest.mark.parametrize("on", ["2018-03-22", "2018-03", "2018", "2018-03-01/2018-03-22"])
def test_what_may_be_later_is_not_earlier(on: str) -> None:
    """A day, month or period that reaches the day of raising contradicts nothing."""
    for wish in (CLAIMED, closed()):
        life().when(happened(wish, on), to="AFI-1").then(wish)


@pytest.mark.parametrize("wish", [NOTED, ANSWERED, PART, REASSIGNED, DUE], ids=named)
def test_what_is_no_step_may_lie_before(wish: Event) -> None:
    """A note, an answer, an owner or a date may be of a day before the report came out."""
    life().when(happened(wish, "2018-03-01"), to="AFI-1").then(wish)


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        (ImprovementAssured(), "assured"),
        (RETURNED, "returned"),
        (SUBMITTED, "submitted"),
        (BY_FORCE, "closed"),
    ],
    ids=named,
)
def test_nothing_is_made_of_a_claim_before_it(wish: Event, words: str) -> None:
    """What the claim is answered with is of its day or later, however late either is recorded."""
    claimed = life(happened(CLAIMED, "2018-05-01"))
    claimed.when(happened(wish, "2018-04-30", "PER-3"), to="AFI-1").refused(
        RuleBroken, f"It cannot have been {words} on 2018-04-30, before it was reported complete on 2018-05-01."
    )
    for on in ("2018-05-01", "2018-04/2018-05", "2018"):
        claimed.when(happened(wish, on, "PER-3"), to="AFI-1").then(wish)


@pytest.mark.parametrize("wish", [closed(), closed(Authority.POLICING_BODY), WITHDRAWN, SUPERSEDED], ids=named)
def test_others_act_whatever_the_force_reported(wish: Event) -> None:
    """The inspectorate may have closed before a claim that was recorded earlier."""
    life(happened(CLAIMED, "2018-05-01")).when(happened(wish, "2018-04-30"), to="AFI-1").then(wish)


@pytest.mark.parametrize(
    ("end", "words"),
    [(closed(), "closed"), (WITHDRAWN, "withdrawn"), (SUPERSEDED, "superseded"), (PASSED_ON, "not ours")],
    ids=named,
)
def test_nothing_is_reopened_before_it_ended(end: Event, words: str) -> None:
    """Reopening is of the day of the end or later."""
    over = life(happened(end, "2018-05-01"))
    over.when(happened(REOPENED, "2018-04-30"), to="AFI-1").refused(
        RuleBroken, f"It cannot have been reopened on 2018-04-30, before it was {words} on 2018-05-01."
    )
    over.when(happened(REOPENED, "2018-05"), to="AFI-1").then(REOPENED)


@pytest.mark.parametrize("by", ClosingMeans)
@pytest.mark.parametrize("authority", Authority)
def test_it_is_closed_by_any_means(authority: Authority, by: ClosingMeans) -> None:
    """A letter, a desk review, fieldwork or a meeting."""
    life(CLAIMED).when(closed(authority, by), to="AFI-1").then(closed(authority, by))


# A void one.


def test_only_notes_follow_on_one_that_does_not_count() -> None:
    """Voided, it takes no step and no answer; what was said of it can still be noted."""
    void = life(RecordVoided(reason=VoidReason.IN_ERROR))
    void.when(NOTED, to="AFI-1").then(NOTED)
    for wish in (ANSWERED, CLAIMED, OWNED, PART, DUE, closed()):
        void.when(wish, to="AFI-1").refused(RuleBroken, "AFI-1 does not count: it was recorded in error, or twice.")
