"""Forums: chaired by one post at a time, meeting so often, until they end."""

import pytest

from ledger.aggregates.forum import Forum
from ledger.days import Span
from ledger.errors import RuleBroken
from ledger.events import Event, Prose
from ledger.events.forum import Cadence, ForumAdded, ForumCadenceSet, ForumChaired, ForumEnded
from ledger.events.record import RecordNoted, RecordRenamed
from ledger.vocabulary import CadenceUnit
from tests.ledger.specs import STAFFED, Given, happened

SIX_WEEKLY = Cadence(every=6, unit=CadenceUnit.WEEKS)
ADDED = ForumAdded(name=Prose("Improvement Group"), chair="POST-1", cadence=SIX_WEEKLY)
CHAIRED, MONTHLY = ForumChaired(chair="POST-2"), ForumCadenceSet(cadence=Cadence(every=1, unit=CadenceUnit.MONTHS))
AS_NEEDED, ENDED = ForumCadenceSet(), ForumEnded(text=Prose("Merged."))


def forum(*events: Event, **fields: object) -> Given:
    """The world, and a forum with what became of it."""
    ended = [happened(each, "2018-06") if isinstance(each, ForumEnded) else each for each in events]
    return Given({**STAFFED, "FOR-1": [ADDED.model_copy(update=fields), *ended]})


@pytest.mark.parametrize("fields", [{}, {"chair": None}, {"cadence": None}])
def test_a_forum_is_added(fields: dict[str, object]) -> None:
    """With a chair and a cadence, or without."""
    wish = ADDED.model_copy(update=fields)
    Given(STAFFED).when(wish, to="FOR-1").then(wish)
    assert forum().get("FOR-1") == Forum("POST-1", SIX_WEEKLY)


def test_another_chairs_it() -> None:
    """Another post takes the chair; the same again is refused."""
    forum().when(CHAIRED, to="FOR-1").then(CHAIRED)
    assert forum(CHAIRED).get("FOR-1").chair == "POST-2"
    forum(CHAIRED).when(CHAIRED, to="FOR-1").refused(
        RuleBroken, "POST-2 chairs it already.", "Name another post in `afi forum chair`, or leave it."
    )
    again = ForumChaired(chair="POST-1")
    forum(CHAIRED).when(again, to="FOR-1").then(again)


@pytest.mark.parametrize(("before", "wish"), [(None, MONTHLY), (SIX_WEEKLY, MONTHLY), (SIX_WEEKLY, AS_NEEDED)])
def test_it_meets_as_often_as_is_set(before: Cadence | None, wish: ForumCadenceSet) -> None:
    """Another cadence, or none: as it is needed."""
    forum(cadence=before).when(wish, to="FOR-1").then(wish)
    assert forum(wish, cadence=before).get("FOR-1").cadence == wish.cadence


@pytest.mark.parametrize(("before", "wish"), [(SIX_WEEKLY, ForumCadenceSet(cadence=SIX_WEEKLY)), (None, AS_NEEDED)])
def test_the_same_cadence_is_refused(before: Cadence | None, wish: Event) -> None:
    """As often as before, or as needed again, is no news."""
    forum(cadence=before).when(wish, to="FOR-1").refused(
        RuleBroken,
        "It meets as often as that already.",
        "Give another cadence in `afi forum cadence`, or leave it.",
    )


def test_a_forum_ends() -> None:
    """It was dissolved, and that is kept with its day."""
    forum().when(ENDED, to="FOR-1").then(ENDED)
    assert forum(ENDED).get("FOR-1").ended == Span.on("2018-06")


@pytest.mark.parametrize("wish", [CHAIRED, MONTHLY, AS_NEEDED, ENDED])
def test_nothing_changes_a_forum_that_ended(wish: Event) -> None:
    """It has no further chair, cadence or end."""
    forum(ENDED).when(wish, to="FOR-1").refused(
        RuleBroken, "The forum ended on 2018-06.", "Add the one that followed with `afi forum add`."
    )


@pytest.mark.parametrize("said", [RecordNoted(text=Prose("Minutes are kept.")), RecordRenamed(name=Prose("The Group"))])
def test_more_can_be_said_of_one_that_ended(said: Event) -> None:
    """What can be said of any record can be said of it."""
    forum(ENDED).when(said, to="FOR-1").then(said)
