"""Countersignatures and policies: any may be recorded, as often as they come."""

import pytest

from ledger.events import Event, File
from ledger.events.countersignature import CountersignatureAdded, CountersignatureAsked
from ledger.events.policy import PolicyStated
from ledger.vocabulary import LEDGER
from tests.ledger.aggregates.test_ledger import ledger, state

NOTE = File(b"A note that was signed.")


@pytest.mark.parametrize(
    "wish",
    [
        CountersignatureAsked(),
        CountersignatureAsked(to="ORG-1"),
        CountersignatureAdded(size=1, note=NOTE),
        PolicyStated(policy=File(b"quorum none")),
    ],
)
def test_any_is_recorded(wish: Event) -> None:
    """The same again too: another signature of the same entries, or an earlier policy once more; no rule goes by it."""
    for facts in ([], [wish]):
        ledger(*facts).when(wish, to=LEDGER).then(wish)
    assert state(wish) == state()
