"""Who may record: keys that are enrolled, active, and have the right that a command needs."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ledger import keyring
from ledger.beginning import begin
from ledger.draft import Draft
from ledger.errors import KeyRefused
from ledger.events import Event, Prose
from ledger.events.key import KeyEnrolled, KeyRetired, KeyRevoked
from ledger.events.ledger import ClockAccepted, FirstKey, LedgerOpened
from ledger.events.person import PersonAdded
from ledger.proofs.note import vkey
from ledger.recording import Ledger, Plan
from ledger.vocabulary import Right
from tests.ledger.plans import beside, enrol, noting, raising, unchanged
from tests.making import ORIGIN, make_ledger, say


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ledger]:
    """The ledger of ``tests.making`` with AFI-1 in it, twelve entries."""
    monkeypatch.setenv("AFI_HOME", str(tmp_path / "home"))
    with make_ledger(tmp_path) as made:
        made.record(raising)
        yield made


def keeping(draft: Draft) -> None:
    """What takes the right to keep."""
    draft.add(ClockAccepted(), say("2018"))


def enrolling(draft: Draft) -> None:
    """What takes the right to enrol."""
    new = keyring.create(ORIGIN)
    draft.add(KeyEnrolled(vkey=vkey(ORIGIN, new.public), person="PER-1", rights=(Right.RECORD,)), say("2018"))


@pytest.mark.parametrize(("plan", "right"), [(keeping, "keep"), (enrolling, "enrol"), (raising, "record")])
def test_each_right_is_needed(ledger: Ledger, plan: Plan, right: str) -> None:
    """With every other right, it is refused; with that one alone, it is recorded."""
    others = enrol(ledger, *(each for each in Right if each != right))
    only = enrol(ledger, Right(right))
    with (
        beside(ledger, others) as his,
        unchanged(ledger.path),
        pytest.raises(KeyRefused, match=f"right to {right}"),
    ):
        his.record(plan)
    with beside(ledger, only) as hers:
        assert hers.record(plan).entries[0].recorded_by == "PER-3"


def test_a_key_that_is_not_enrolled_is_refused(ledger: Ledger) -> None:
    """Even one that the same person has on the same computer."""
    stranger = keyring.create(ORIGIN)
    with (
        beside(ledger, stranger) as other,
        unchanged(ledger.path),
        pytest.raises(KeyRefused, match="not enrolled"),
    ):
        other.record(raising)


@pytest.mark.parametrize("ending", [KeyRetired, lambda key: KeyRevoked(key=key, after=12)], ids=["retired", "revoked"])
def test_a_key_that_ended_is_refused(ledger: Ledger, ending: Callable[..., Event]) -> None:
    """From the entry on that ends it; its person's new key goes on."""
    bob = enrol(ledger, Right.RECORD)
    with beside(ledger, bob) as his:
        his.record(noting("still his"))
        ledger.record(lambda draft: draft.add(ending(key=bob.fingerprint), say("2018")))
        with unchanged(ledger.path), pytest.raises(KeyRefused, match="or no longer"):
            his.record(noting("not his any more"))


def test_a_key_gets_no_right_from_its_own_command(ledger: Ledger) -> None:
    """A batch is judged by the keys before it, so nobody enrols the key that the same batch is signed with."""
    new = keyring.create(ORIGIN)

    def enrol_itself(draft: Draft) -> None:
        draft.add(KeyEnrolled(vkey=vkey(ORIGIN, new.public), person="PER-1", rights=tuple(sorted(Right))), say("2018"))

    with beside(ledger, new) as other, unchanged(ledger.path), pytest.raises(KeyRefused):
        other.record(enrol_itself)


def test_a_ledger_is_opened_in_the_name_of_its_first_person(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The key that signs the opening is PER-1's; nobody opens a ledger for somebody else."""
    monkeypatch.setenv("AFI_HOME", str(tmp_path / "home"))
    key = keyring.create(ORIGIN)

    def plan(draft: Draft) -> None:
        first = FirstKey(vkey=vkey(ORIGIN, key.public), person="PER-2", rights=tuple(sorted(Right)))
        draft.add(LedgerOpened(hash="sha256", origin=ORIGIN, keys=(first,)), say("2018"))
        draft.add(PersonAdded(name=Prose("Ann")), say("2018"))
        draft.add(PersonAdded(name=Prose("Bob")), say("2018"))

    with pytest.raises(KeyRefused, match="PER-2's, not PER-1's"):
        begin(tmp_path / "afi.ledger", key, plan)
    assert not (tmp_path / "afi.ledger").exists()
