"""Posts: who holds one on which day, recorded late and in any order."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.aggregates import Fact
from ledger.aggregates.post import speakers
from ledger.errors import RuleBroken
from ledger.events import Event, Prose
from ledger.events.post import PostCreated, PostHeld, PostVacated
from tests.ledger.specs import Given, happened

CREATED = PostCreated(title=Prose("Head of Investigations"))
ALICE, BOB, VACANT = PostHeld(holder="PER-1"), PostHeld(holder="PER-2"), PostVacated()


def post(*changes: Event | Fact) -> Given:
    """A world with one post and what became of it."""
    return Given({"POST-1": [CREATED, *changes]})


def holder(changes: Sequence[Fact], day: str) -> str | None:
    """Who held the post at the end of ``day``."""
    found: str | None = post(*changes).get("POST-1").holder(date.fromisoformat(day))
    return found


def test_a_post_begins_vacant() -> None:
    """A post that was created is held by nobody until somebody takes it up."""
    Given({}).when(CREATED, to="POST-1").then(CREATED)
    assert holder([], "2018-03-22") is None


def test_a_holder_follows_another_in_one_event() -> None:
    """Taking up a post ends the holding of whoever had it; nobody has to leave first."""
    post(happened(ALICE, "2017-01-01")).when(happened(BOB, "2018-01-01"), to="POST-1").then(BOB)


@pytest.mark.parametrize(
    ("day", "who"),
    [
        ("2016-12-31", None),
        ("2017-01-01", "PER-1"),
        ("2017-12-31", "PER-1"),
        ("2018-01-01", "PER-2"),
        ("2018-07-01", None),
    ],
)
def test_holders_change_by_date(day: str, who: str | None) -> None:
    """Each holds it from the day of the change until the day before the next."""
    changes = [happened(ALICE, "2017-01-01"), happened(BOB, "2018-01-01"), happened(VACANT, "2018-06-30")]
    assert holder(changes, day) == who


def test_changes_may_be_recorded_late() -> None:
    """An earlier holder recorded later does not displace the later one."""
    changes = [happened(BOB, "2018-01-01"), happened(ALICE, "2017-01-01")]
    assert (holder(changes, "2017-06-01"), holder(changes, "2018-06-01")) == ("PER-1", "PER-2")


def test_a_vague_day_counts_from_its_end() -> None:
    """Who took it up "in 2017" surely holds it when 2017 is over, and is not claimed to before."""
    changes = [happened(ALICE, "2017")]
    assert (holder(changes, "2017-12-30"), holder(changes, "2017-12-31")) == (None, "PER-1")


def test_the_same_holder_twice_is_refused() -> None:
    """Who holds the post already cannot take it up."""
    taken = happened(ALICE, "2018-01-01")
    post(happened(ALICE, "2017-01-01")).when(taken, to="POST-1").refused(
        RuleBroken, "PER-1 already holds the post on 2018-01-01."
    )


def test_the_same_holder_may_have_begun_earlier() -> None:
    """That somebody held it before the day first recorded is news, and accepted."""
    post(happened(ALICE, "2018-01-01")).when(happened(ALICE, "2017-01-01"), to="POST-1").then(ALICE)


def test_the_same_holder_may_return() -> None:
    """Who left may come back."""
    post(happened(ALICE, "2016"), happened(BOB, "2017")).when(happened(ALICE, "2018-01-01"), to="POST-1").then(ALICE)


def test_a_held_post_may_fall_vacant() -> None:
    """The holder may leave with nobody to follow."""
    post(happened(ALICE, "2017-01-01")).when(VACANT, to="POST-1").then(VACANT)


@pytest.mark.parametrize(
    "changes", [[], [happened(ALICE, "2017"), happened(VACANT, "2018-01-01")], [happened(ALICE, "2019")]]
)
def test_nobody_leaves_a_vacant_post(changes: list[Fact]) -> None:
    """A post never held, left already or not yet held cannot be left."""
    post(*changes).when(VACANT, to="POST-1").refused(RuleBroken, "Nobody holds the post on 2018-03-22.")


@given(
    st.dictionaries(st.dates(date(2010, 1, 1), date(2020, 1, 1)), st.sampled_from((ALICE, BOB, VACANT))), st.randoms()
)
def test_the_order_of_recording_is_of_no_account(changes: dict[date, PostHeld | PostVacated], order: object) -> None:
    """Changes on different days give the same holders in whatever order they were recorded."""
    facts = [happened(event, day.isoformat()) for day, event in sorted(changes.items())]
    shuffled = facts.copy()
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    for day in changes:
        assert holder(shuffled, day.isoformat()) == holder(facts, day.isoformat())
        assert holder(facts, day.isoformat()) == getattr(changes[day], "holder", None)


# Who speaks with its voice.

HANDED_OVER = [happened(ALICE, "2017-01-01"), happened(BOB, "2018-01-01"), happened(VACANT, "2018-07-01")]


@pytest.mark.parametrize(
    ("on", "who"),
    [
        ("2016-12-31", set()),
        ("2017-12-31", {"PER-1"}),
        ("2018-01-01", {"PER-2"}),
        ("2017-12-31/2018-01-01", {"PER-1", "PER-2"}),
        ("2016", set()),
        ("2016/2017", {"PER-1"}),
        ("2018", {"PER-2"}),
        ("2016/2018", {"PER-1", "PER-2"}),
        ("2018-07-01", set()),
    ],
)
def test_a_post_speaks_for_whoever_held_it(on: str, who: set[str]) -> None:
    """On any day of the span, from the first to the last."""
    fact = happened(VACANT, on)
    assert post(*HANDED_OVER).get("POST-1").holders(fact.span) == who
    assert speakers("POST-1", fact.span, post(*HANDED_OVER)) == who


def test_a_person_speaks_alone_and_an_organisation_for_nobody() -> None:
    """A person is a voice of their own; who spoke for an organisation is not known."""
    assert speakers("PER-7", happened(VACANT).span, Given({})) == {"PER-7"}
    assert speakers("ORG-2", happened(VACANT).span, Given({})) == frozenset()


@given(
    st.dictionaries(st.dates(date(2017, 1, 1), date(2017, 3, 1)), st.sampled_from((ALICE, BOB, VACANT))),
    st.tuples(st.dates(date(2017, 1, 1), date(2017, 3, 1)), st.integers(0, 30)),
)
def test_holders_are_those_of_each_day(changes: dict[date, PostHeld | PostVacated], span: tuple[date, int]) -> None:
    """The same as asking day by day."""
    facts = [happened(event, day.isoformat()) for day, event in changes.items()]
    days = [span[0] + timedelta(days) for days in range(span[1] + 1)]
    each = {holder(facts, day.isoformat()) for day in days} - {None}
    over = happened(VACANT, f"{days[0]}/{days[-1]}").span
    assert post(*facts).get("POST-1").holders(over) == each
