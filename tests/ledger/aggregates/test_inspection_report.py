"""The report of an inspection: its stages before publication, in order, and the response to it afterwards."""

import pytest

from ledger.aggregates import Fact
from ledger.errors import RuleBroken
from ledger.events import Event, Prose
from ledger.events.inspection import InspectionPublished, InspectionResponded, InspectionStageReached
from ledger.vocabulary import ReportStage, ResponseStep
from tests.ledger.specs import OPENED, WORLD, Given, happened

DRAFT = InspectionStageReached(stage=ReportStage.DRAFT_RECEIVED)
CHALLENGED = InspectionStageReached(stage=ReportStage.CHALLENGE_SENT, text=Prose("Paragraph 4 is of another force."))
ANSWERED = InspectionStageReached(stage=ReportStage.CHALLENGE_ANSWERED)
COPY = InspectionStageReached(stage=ReportStage.EMBARGOED_COPY_RECEIVED)
PUBLISHED = happened(InspectionPublished(), "2018-03-22")
REMEDY = "Give the day on which it happened, or correct the other with `afi correct`."


def report(*facts: Event | Fact) -> Given:
    """The world, and what became of the report."""
    both = OPENED.model_copy(update={"forces": ("ORG-2", "ORG-3")})
    return Given({**WORLD, "INS-1": [both, *facts]})


def response(step: ResponseStep, *to: str, force: str = "ORG-2") -> InspectionResponded:
    """A step of the response."""
    return InspectionResponded(step=step, force=force, to=to) if to else InspectionResponded(step=step, force=force)


COMMENTED, SHOWN = response(ResponseStep.COMMENTED), response(ResponseStep.PUBLISHED)
SENT = response(ResponseStep.SENT, "ORG-1")


# Before publication.


@pytest.mark.parametrize("wish", [DRAFT, CHALLENGED, COPY, PUBLISHED.event])
def test_a_report_comes_to_the_ledger_at_any_stage(wish: Event) -> None:
    """What came before may not be known here."""
    report().when(wish, to="INS-1").then(wish)


def test_a_report_goes_through_its_stages() -> None:
    """Received, challenged and answered in two rounds, received under embargo, published."""
    life = [
        happened(DRAFT, "2018-01-08"),
        happened(CHALLENGED, "2018-01-20"),
        happened(ANSWERED, "2018-02-01"),
        happened(CHALLENGED, "2018-02-03"),
        happened(ANSWERED, "2018-02-20"),
        happened(COPY, "2018-03-19"),
        PUBLISHED,
    ]
    for place, wish in enumerate(life):
        report(*life[:place]).when(wish, to="INS-1").then(wish.event)


def test_two_challenges_may_wait_for_their_answers() -> None:
    """Each answer is to the first challenge that has none."""
    sent = [happened(CHALLENGED, "2018-01-20"), happened(CHALLENGED, "2018-01-25")]
    first, second = happened(ANSWERED, "2018-01-22"), happened(ANSWERED, "2018-01-24")
    report(*sent).when(first, to="INS-1").then(ANSWERED)
    report(*sent, first).when(second, to="INS-1").refused(
        RuleBroken,
        "A challenge of 2018-01-25 cannot have been answered on 2018-01-24.",
        "Give the day on which it was answered.",
    )


@pytest.mark.parametrize("facts", [[], [DRAFT], [CHALLENGED, ANSWERED], [CHALLENGED, ANSWERED, PUBLISHED]])
def test_an_answer_is_to_a_challenge(facts: list[Event | Fact]) -> None:
    """Where every challenge has its answer, or there was none, another answer is refused."""
    report(*facts).when(ANSWERED, to="INS-1").refused(
        RuleBroken,
        "No challenge is recorded that is still to be answered.",
        "Record first with `afi inspection challenge` that it was sent.",
    )


@pytest.mark.parametrize(
    ("wish", "words"), [(DRAFT, "the draft was received"), (COPY, "the embargoed copy was received")]
)
def test_a_stage_is_reached_once(wish: Event, words: str) -> None:
    """A second draft or copy is refused, of whatever day."""
    for on in ("2018-03-01", "2018-03-22"):
        report(happened(wish, "2018-03-01")).when(happened(wish, on), to="INS-1").refused(
            RuleBroken, f"That {words} is recorded already.", "Correct its day with `afi correct` if that is wrong."
        )


@pytest.mark.parametrize(
    ("wish", "facts", "what"),
    [
        (CHALLENGED, [DRAFT], "the draft was received"),
        (COPY, [DRAFT], "the draft was received"),
        (PUBLISHED.event, [DRAFT], "the draft was received"),
        (COPY, [CHALLENGED], "a challenge was sent"),
        (PUBLISHED.event, [CHALLENGED], "a challenge was sent"),
        (PUBLISHED.event, [COPY], "the embargoed copy was received"),
    ],
)
def test_a_stage_is_not_reached_before_an_earlier_one(wish: Event, facts: list[Event], what: str) -> None:
    """A day wholly before that of an earlier stage is refused; one that overlaps it is not."""
    given = report(*(happened(each, "2018-02-10") for each in facts))
    given.when(happened(wish, "2018-02-09"), to="INS-1").refused(
        RuleBroken, f"2018-02-09 is too early: {what} on 2018-02-10.", REMEDY
    )
    for on in ("2018-02-10", "2018-02", "2018"):
        given.when(happened(wish, on), to="INS-1").then(wish)


@pytest.mark.parametrize(
    ("wish", "later", "what"),
    [
        (DRAFT, CHALLENGED, "a challenge was sent"),
        (DRAFT, COPY, "the embargoed copy was received"),
        (CHALLENGED, COPY, "the embargoed copy was received"),
        *((wish, PUBLISHED.event, "the report was published") for wish in (DRAFT, CHALLENGED, COPY)),
    ],
)
def test_a_stage_may_be_recorded_late_and_not_of_a_later_day(wish: Event, later: Event, what: str) -> None:
    """After a later stage was recorded an earlier one still may be, of a day that is not after it."""
    given = report(happened(later, "2018-03-22"))
    for on in ("2018-03-21", "2018-03-22", "2018"):
        given.when(happened(wish, on), to="INS-1").then(wish)
    given.when(happened(wish, "2018-03-23"), to="INS-1").refused(
        RuleBroken, f"2018-03-23 is too late: {what} on 2018-03-22.", REMEDY
    )


def test_an_answer_does_not_come_after_publication() -> None:
    """Of a challenge that was sent in time the answer came in time."""
    given = report(happened(CHALLENGED, "2018-02-01"), PUBLISHED)
    given.when(happened(ANSWERED, "2018-03-23"), to="INS-1").refused(
        RuleBroken, "2018-03-23 is too late: the report was published on 2018-03-22.", REMEDY
    )
    given.when(happened(ANSWERED, "2018-03-22"), to="INS-1").then(ANSWERED)


# After publication.


@pytest.mark.parametrize("wish", [COMMENTED, SHOWN, SENT])
def test_a_published_report_is_responded_to(wish: Event) -> None:
    """Comments, their publication and their sending are each recorded, in any order."""
    report(PUBLISHED).when(wish, to="INS-1").then(wish)
    others = [each for each in (COMMENTED, SHOWN, SENT) if each != wish]
    report(PUBLISHED, *others).when(wish, to="INS-1").then(wish)


@pytest.mark.parametrize("wish", [COMMENTED, SHOWN, SENT])
def test_nothing_responds_to_an_unpublished_report(wish: Event) -> None:
    """Publication is recorded first."""
    report(COPY).when(wish, to="INS-1").refused(
        RuleBroken,
        "Its report is not recorded as published, so nothing can respond to it.",
        "Record first with `afi inspection publish` when it was published.",
    )


def test_nothing_responds_before_publication() -> None:
    """A response of a day before the report came out is refused."""
    report(PUBLISHED).when(happened(COMMENTED, "2018-03-21"), to="INS-1").refused(
        RuleBroken, "2018-03-21 is too early: the report was published on 2018-03-22.", REMEDY
    )


def test_only_an_inspected_force_has_a_response() -> None:
    """Another force's policing body has nothing to comment on."""
    report(PUBLISHED).when(response(ResponseStep.COMMENTED, force="ORG-4"), to="INS-1").refused(
        RuleBroken, "The inspection did not inspect ORG-4."
    )


@pytest.mark.parametrize(("wish", "done"), [(COMMENTED, "made"), (SHOWN, "published")])
def test_a_step_is_taken_once_for_each_force(wish: InspectionResponded, done: str) -> None:
    """The same step for the same force is refused; another force has its own response."""
    given = report(PUBLISHED, wish)
    given.when(wish, to="INS-1").refused(
        RuleBroken,
        f"That the response for ORG-2 was {done} is recorded already.",
        "Leave that out, or correct it with `afi correct`.",
    )
    other = response(wish.step, force="ORG-3")
    given.when(other, to="INS-1").then(other)


def test_it_is_said_to_whom_it_was_sent() -> None:
    """A sending to nobody is refused."""
    report(PUBLISHED).when(response(ResponseStep.SENT), to="INS-1").refused(
        RuleBroken, "It is not said to whom the response was sent.", "Name them in `afi response sent`."
    )


def test_it_may_be_sent_to_others_later() -> None:
    """Each recipient is sent it once; another may follow, and another force's goes to the same."""
    given = report(PUBLISHED, SENT)
    for wish in (response(ResponseStep.SENT, "ORG-4", "PER-1"), response(ResponseStep.SENT, "ORG-1", force="ORG-3")):
        given.when(wish, to="INS-1").then(wish)
    given.when(response(ResponseStep.SENT, "ORG-4", "ORG-1"), to="INS-1").refused(
        RuleBroken,
        "That the response for ORG-2 was sent to ORG-1 is recorded already.",
        "Leave that out, or correct it with `afi correct`.",
    )
