"""Whatever is tried, with whatever voices and corrections, no life of an improvement breaks the rules.

The rules are written down here a second time, as questions about the whole history of an improvement. They share no
code with the aggregates, which keep a status and go step by step.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.aggregates import Fact, decide, fold
from ledger.aggregates.correction import Told, check_correction, settle
from ledger.errors import Refusal
from ledger.events import Event, Prose
from ledger.events.improvement import (
    DueNoneSet,
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
from ledger.vocabulary import Answer, Authority, ClosingMeans, ImprovementKind, Reviewer
from tests.ledger.specs import STAFFED, Given, happened

TEXT = Prose("As it was said.")
RAISED = ImprovementRaised(kind=ImprovementKind.AREA_FOR_IMPROVEMENT, inspection="INS-1", force="ORG-2", text=TEXT)
STREAMS = ("AFI-1", "AFI-2", "AFI-3")
BY_FORCE = ImprovementClosed(closed_by=Authority.FORCE, means=ClosingMeans.MEETING)
SAID: list[Event] = [
    ImprovementNoted(text=TEXT),
    ImprovementAnswered(answer=Answer.NO_ACTION, text=TEXT),
    ImprovementPartAdded(text=TEXT),
    ImprovementAssigned(owner="POST-1"),
    ImprovementAssigned(owner="POST-2"),
    ImprovementDueSet(due=DueNoneSet(), set_by=Authority.FORCE),
]
CLAIMED = ImprovementClaimed(evidence=TEXT)
ON_CLAIMS: list[Event] = [
    ImprovementAssured(),
    ImprovementSubmitted(),
    BY_FORCE,
    ImprovementReturned(returned_by=Reviewer.ASSURER, text=TEXT),
]
SUPERSEDED = [ImprovementSuperseded(by=each) for each in (*STREAMS, "INS-1")]
ENDED: list[Event] = [
    ImprovementReopened(text=TEXT),
    ImprovementPassedOn(text=TEXT),
    ImprovementClosed(closed_by=Authority.INSPECTORATE, means=ClosingMeans.LETTER),
    ImprovementWithdrawn(),
    ImprovementDeclined(text=TEXT),
]
EVENTS = [*SAID, CLAIMED, *ON_CLAIMS, *ENDED, *SUPERSEDED]
STREAM = st.sampled_from(("AFI-1", "AFI-1", "AFI-1", "AFI-2", "AFI-3"))
DAYS = ("2018-05-01", "2018-08-01", "2018", "2018-06-15/2018-07-15", "2018-03-22", "2018-03-21")
VOICES = ("PER-1", "PER-2", "PER-3", "POST-1", "POST-2", "POST-3", "ORG-2")


class Wish(NamedTuple):
    """What is wished of an improvement, when and by whom."""

    stream: str
    event: Event
    on: str
    by: str


class Correction(NamedTuple):
    """What is corrected: which of the entries, by another event of its type, of other days or by another voice."""

    stream: str
    place: int
    event: int
    on: str | None
    by: str | None


def wishes(*events: Event) -> st.SearchStrategy[Wish]:
    """One of these events, at any time and by anybody."""
    return st.builds(Wish, STREAM, st.sampled_from(events), st.sampled_from(DAYS), st.sampled_from(VOICES))


CORRECTIONS = st.builds(
    Correction,
    STREAM,
    st.integers(0, 99),
    st.integers(0, 9),
    st.sampled_from((None, *DAYS)),
    st.sampled_from((None, *VOICES)),
)
#: What is tried: the steps of a life far more often than the rest, or no life would go far.
TRIED = st.one_of(
    wishes(CLAIMED),
    wishes(*ON_CLAIMS),
    wishes(*ON_CLAIMS),
    wishes(ENDED[0]),
    wishes(*ENDED),
    wishes(*SUPERSEDED),
    wishes(*SAID),
    CORRECTIONS,
)

#: Who held the posts of ``STAFFED`` from when to when.
HELD = {
    "POST-1": [("PER-1", date(2017, 1, 1), date(2018, 6, 30)), ("PER-2", date(2018, 7, 1), date.max)],
    "POST-2": [("PER-2", date(2017, 1, 1), date(2018, 6, 30)), ("PER-3", date(2018, 7, 1), date.max)],
}
ENDS: dict[type[Event], str] = {
    ImprovementClosed: "closed",
    ImprovementSuperseded: "superseded",
    ImprovementWithdrawn: "withdrawn",
    ImprovementDeclined: "declined",
}
TURNS: tuple[type[Event], ...] = (*ENDS, ImprovementPassedOn, ImprovementReopened)
ON_A_CLAIM: tuple[type[Event], ...] = (ImprovementAssured, ImprovementReturned, ImprovementSubmitted)
STEPS: tuple[type[Event], ...] = (ImprovementClaimed, *ON_A_CLAIM, *TURNS)
AFTER_AN_END = (ImprovementNoted, ImprovementAnswered, ImprovementReopened)
WHILE_NOT_OURS = (*AFTER_AN_END, ImprovementClosed, ImprovementSuperseded, ImprovementWithdrawn)


def last(past: Iterable[Fact], *types: type[Event]) -> Fact | None:
    """The last fact of these types."""
    return next((each for each in reversed(list(past)) if isinstance(each.event, types)), None)


def since_claim(past: list[Fact]) -> list[Fact]:
    """The claim that stands, and what came after it; nothing where it was returned or reopened, or there was none."""
    for place, each in reversed(list(enumerate(past))):
        if isinstance(each.event, ImprovementClaimed):
            return past[place:]
        if isinstance(each.event, ImprovementReturned | ImprovementReopened):
            break
    return []


def people(fact: Fact) -> set[str]:
    """The reference that said it, and everybody who held it on one of its days."""
    held = HELD.get(fact.said_by, [])
    return {fact.said_by} | {who for who, start, end in held if start <= fact.span.last and fact.span.first <= end}


def check(fact: Fact, past: list[Fact]) -> None:
    """A fact may follow on those before it."""
    turn, standing = last(past, *TURNS), since_claim(past)
    if isinstance(fact.event, STEPS):
        assert fact.span.last >= past[0].span.first, "before it was raised"
    if turn and isinstance(turn.event, tuple(ENDS)):
        assert isinstance(fact.event, AFTER_AN_END), "after its end"
    if turn and isinstance(turn.event, ImprovementPassedOn):
        assert isinstance(fact.event, WHILE_NOT_OURS) and fact.event != BY_FORCE, "while it is not ours"
    if turn and isinstance(turn.event, ImprovementWithdrawn):
        assert not isinstance(fact.event, ImprovementAnswered), "withdrawn and answered"
    if isinstance(fact.event, ImprovementReopened):
        assert turn and not isinstance(turn.event, ImprovementReopened), "reopened without an end"
        assert fact.span.last >= turn.span.first, "reopened before its end"
    if isinstance(fact.event, ImprovementClaimed):
        assert not standing, "claimed twice"
    if isinstance(fact.event, ON_A_CLAIM) or fact.event == BY_FORCE:
        assert standing and fact.span.last >= standing[0].span.first, "without a claim, or before it"
    if isinstance(fact.event, ImprovementAssured):
        assert not last(standing, ImprovementAssured, ImprovementSubmitted), "assured too late"
        assert not people(fact) & people(standing[0]), "assured by the claimant"
    if isinstance(fact.event, ImprovementSubmitted):
        assert not last(standing, ImprovementSubmitted), "submitted twice"


def stands(life: list[Fact]) -> str:
    """Where a life that keeps the rules leaves the improvement."""
    turn, standing = last(life, *TURNS), since_claim(life)
    if turn and type(turn.event) in ENDS:
        return ENDS[type(turn.event)]
    if turn and isinstance(turn.event, ImprovementPassedOn):
        return "not_ours"
    if standing:
        assured, submitted = last(standing, ImprovementAssured), last(standing, ImprovementSubmitted)
        return "submitted" if submitted else "assured" if assured else "reported_complete"
    if last(life, ImprovementNoted, ImprovementReturned, ImprovementReopened):
        return "in_progress"
    return "owned" if last(life, ImprovementAssigned) else "raised"


def successor(life: list[Fact]) -> str | None:
    """What took its place, if it was not reopened since."""
    turn = last(life, *TURNS)
    return turn.event.by if turn and isinstance(turn.event, ImprovementSuperseded) else None


class Lives:
    """Three improvements, what is wished of them, and what is corrected."""

    def __init__(self) -> None:
        self.told = {each: [Told(1, happened(RAISED)._replace(stream=each))] for each in STREAMS}

    def world(self) -> Given:
        """The world as it now stands."""
        return Given({**STAFFED, **{stream: settle(told) for stream, told in self.told.items()}})

    def wish(self, wish: Wish) -> None:
        """Only what is accepted is recorded; a note always is, and what is refused changes nothing."""
        told, world = self.told[wish.stream], self.world()
        fact, known = happened(wish.event, wish.on, wish.by)._replace(stream=wish.stream), world.known(wish.stream)
        before = repr(known)
        try:
            decided = list(decide(fact, known, world))
        except Refusal:
            assert not isinstance(wish.event, ImprovementNoted)
        else:
            assert decided == [wish.event]
            told.append(Told(len(told) + 1, fact))
        assert repr(known) == before

    def correct(self, correction: Correction) -> None:
        """Only what is accepted is recorded, and the record is then what was said it would be."""
        told = self.told[correction.stream]
        entries = [each for each in told if each.fixes is None]
        version, before, _ = entries[correction.place % len(entries)]
        same = [before.event, *(event for event in EVENTS if event.type == before.event.type)]
        event = same[correction.event % len(same)]
        fact = happened(event, correction.on or str(before.span), correction.by or before.said_by)
        wish = fact._replace(stream=correction.stream)
        try:
            known = check_correction(wish, version, told, self.world())
        except Refusal:
            return
        told.append(Told(len(told) + 1, wish, version))
        assert known == fold(settle(told))


@settings(max_examples=300)
@given(st.lists(TRIED, min_size=10, max_size=50))
def test_no_life_breaks_the_rules(tried: list[Wish | Correction]) -> None:
    """After each try every fact may follow on those before it, and leaves the improvement where the aggregate says."""
    lives = Lives()
    for each in tried:
        lives.wish(each) if isinstance(each, Wish) else lives.correct(each)
        life = settle(lives.told[each.stream])
        for place, fact in enumerate(life[1:], 1):
            check(fact, life[:place])
        assert lives.world().get(each.stream).status == stands(life)
        check_counts(life)
        check_successors({stream: successor(settle(told)) for stream, told in lives.told.items()})


def check_counts(life: list[Fact]) -> None:
    """There is at most one claim, and one end, more than were undone."""
    types: list[type[Event]] = [type(each.event) for each in life]
    undone = types.count(ImprovementReopened)
    assert types.count(ImprovementClaimed) <= 1 + undone + types.count(ImprovementReturned)
    assert sum(each in ENDS for each in types) <= 1 + undone
    assert types.count(ImprovementAssured) <= types.count(ImprovementClaimed)


def check_successors(successors: dict[str, str | None]) -> None:
    """No improvement comes back to itself by what superseded it."""
    for stream in successors:
        chain = [stream]
        while (following := successors.get(chain[-1])) is not None:
            assert following not in chain, f"{following} superseded by itself"
            chain.append(following)
