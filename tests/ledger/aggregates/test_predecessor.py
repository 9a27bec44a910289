"""What was carried over: by a ledger that follows another, once."""

from ledger.aggregates.ledger import Ledger
from ledger.errors import RuleBroken
from ledger.events.ledger import Follows
from ledger.events.predecessor import PredecessorCarried
from ledger.vocabulary import LEDGER
from tests.ledger.aggregates.test_ledger import first, ledger, opening, state
from tests.ledger.specs import Given

LOST = Follows(origin="fenshire-lost.0123456789abcdef", size=40, root="0" * 64)
SUCCESSOR = opening(first("Alice")).model_copy(update={"follows": LOST})
CARRIED = PredecessorCarried(entries=38, root="1" * 64)


def test_a_successor_carries_over_what_was_left() -> None:
    """That it follows another is known from its opening, that it carried something over from then on."""
    given = Given({LEDGER: [SUCCESSOR]})
    given.when(CARRIED, to=LEDGER).then(CARRIED)
    before: Ledger = given.get(LEDGER)
    after: Ledger = Given({LEDGER: [SUCCESSOR, CARRIED]}).get(LEDGER)
    assert (before.follows, before.carried, after.follows, after.carried) == (True, False, True, True)
    assert (state().follows, state().carried) == (False, False)


def test_it_does_so_once() -> None:
    """Whatever it says the second time."""
    for again in (CARRIED, PredecessorCarried(entries=39, root="2" * 64)):
        Given({LEDGER: [SUCCESSOR, CARRIED]}).when(again, to=LEDGER).refused(
            RuleBroken, "What was left of the earlier ledger was carried over already.", "Look at it with `afi log`."
        )


def test_only_a_successor_has_a_predecessor() -> None:
    """A ledger that follows none carried nothing over."""
    ledger().when(CARRIED, to=LEDGER).refused(
        RuleBroken, "This ledger follows no other.", "Begin a successor with `afi succeed`."
    )
