"""The ledger's own stream: opened once, with keys that keep it; its keys come and go by recorded events."""

import pytest

from ledger.aggregates import Fact
from ledger.aggregates.ledger import Ledger
from ledger.errors import KeyRefused, RuleBroken
from ledger.events import Event
from ledger.events.key import KeyEnrolled, KeyRetired, KeyRevoked
from ledger.events.ledger import ClockAccepted, FirstKey, LedgerOpened
from ledger.proofs.note import fingerprint, vkey
from ledger.vocabulary import LEDGER, Right
from tests.ledger.specs import Given, public_key

ORIGIN = "cambridgeshire.0123456789abcdef"
ALL = tuple(sorted(Right))


def first(name: str, person: str = "PER-1", rights: tuple[Right, ...] = ALL, origin: str = ORIGIN) -> FirstKey:
    """A key that the ledger opens with."""
    return FirstKey(vkey=vkey(origin, public_key(name)), person=person, rights=rights)


def opening(*keys: FirstKey) -> LedgerOpened:
    """The opening with these keys."""
    return LedgerOpened(hash="sha256", origin=ORIGIN, keys=keys)


def enrolled(name: str, rights: tuple[Right, ...] = (Right.RECORD,)) -> KeyEnrolled:
    """Another person's key."""
    return KeyEnrolled(vkey=vkey(ORIGIN, public_key(name)), person="PER-2", rights=rights)


def ledger(*facts: Event | Fact) -> Given:
    """An open ledger that Alice keeps, and what became of it."""
    return Given({LEDGER: [opening(first("Alice")), *facts]})


def state(*facts: Event | Fact) -> Ledger:
    """What that makes of it."""
    found: Ledger = ledger(*facts).get(LEDGER)
    return found


ALICE, BOB = fingerprint(public_key("Alice")), fingerprint(public_key("Bob"))
KEEPER_TOO = enrolled("Bob", (Right.ENROL, Right.KEEP))


# Opening.


def test_a_ledger_opens_with_a_keeper() -> None:
    """One key with every right is enough, and further keys may have fewer."""
    for keys in ([first("Alice")], [first("Alice"), first("Bob", "PER-2", (Right.RECORD,))]):
        Given({}).when(opening(*keys), to=LEDGER).then(opening(*keys))


def test_what_was_opened_is_known() -> None:
    """The origin, whether it is fictitious, and its first keys with their people and rights."""
    found = state()
    assert (found.origin, found.fictitious, list(found.keys)) == (ORIGIN, False, [ALICE])
    key = found.keys[ALICE]
    assert (key.person, key.rights, key.public, key.active) == ("PER-1", frozenset(Right), public_key("Alice"), True)
    made_up: Ledger = Given(
        {LEDGER: [LedgerOpened(hash="sha256", origin=ORIGIN, keys=(first("Alice"),), fictitious=1)]}
    ).get(LEDGER)
    assert made_up.fictitious


def test_a_ledger_opens_once() -> None:
    """A second opening is refused."""
    ledger().when(opening(first("Bob")), to=LEDGER).refused(RuleBroken, "The ledger is open already.")


@pytest.mark.parametrize("lacking", [Right.ENROL, Right.KEEP])
def test_somebody_keeps_it(lacking: Right) -> None:
    """A ledger whose keys could never enrol another, or never settle its clock, is refused from the start."""
    keys = (first("Alice", rights=tuple(right for right in ALL if right != lacking)), first("Bob", rights=(lacking,)))
    Given({}).when(opening(*keys), to=LEDGER).refused(
        RuleBroken, "No key would be left that can enrol others and keep the ledger."
    )


def test_first_keys_are_held_to_the_rules_of_enrolment() -> None:
    """The same key twice, or a key of another ledger, does not open one."""
    Given({}).when(opening(first("Alice"), first("Alice", "PER-2")), to=LEDGER).refused(
        KeyRefused, "The key is enrolled already, or was."
    )
    other = "fenshire.0123456789abcdef"
    Given({}).when(opening(first("Alice", origin=other)), to=LEDGER).refused(
        KeyRefused, f"The key was made for the ledger {other}."
    )


# Its keys and its clock.


def test_a_key_is_enrolled() -> None:
    """From then on it stands beside the first, for its person and with its rights."""
    ledger().when(enrolled("Bob"), to=LEDGER).then(enrolled("Bob"))
    key = state(enrolled("Bob")).keys[BOB]
    assert (key.person, key.rights, key.active) == ("PER-2", frozenset({Right.RECORD}), True)


@pytest.mark.parametrize("gone", [None, KeyRetired(key=BOB), KeyRevoked(key=BOB, after=3)])
def test_a_key_is_enrolled_once(gone: Event | None) -> None:
    """A key that is or was enrolled is refused: what it signed before must keep one meaning."""
    facts = [enrolled("Bob"), *([gone] if gone else [])]
    ledger(*facts).when(enrolled("Bob"), to=LEDGER).refused(KeyRefused, "The key is enrolled already, or was.")


def test_a_key_is_retired() -> None:
    """It signs nothing more and stays known, so that what it signed can still be checked."""
    ledger(enrolled("Bob")).when(KeyRetired(key=BOB), to=LEDGER).then(KeyRetired(key=BOB))
    key = state(enrolled("Bob"), KeyRetired(key=BOB)).keys[BOB]
    assert (key.active, key.revoked, key.public) == (False, False, public_key("Bob"))


def test_a_key_is_revoked() -> None:
    """It signs nothing more, and is known to have been lost."""
    ledger(enrolled("Bob")).when(KeyRevoked(key=BOB, after=3), to=LEDGER).then(KeyRevoked(key=BOB, after=3))
    key = state(enrolled("Bob"), KeyRevoked(key=BOB, after=3)).keys[BOB]
    assert (key.active, key.revoked) == (False, True)


def test_a_retired_key_may_be_revoked() -> None:
    """That it was stolen may come out after it was retired."""
    wish = KeyRevoked(key=BOB, after=3)
    ledger(enrolled("Bob"), KeyRetired(key=BOB)).when(wish, to=LEDGER).then(wish)


@pytest.mark.parametrize(
    "facts", [[], [enrolled("Bob"), KeyRetired(key=BOB)], [enrolled("Bob"), KeyRevoked(key=BOB, after=3)]]
)
def test_only_an_active_key_is_retired(facts: list[Event]) -> None:
    """One that is unknown, retired or revoked is refused."""
    ledger(*facts).when(KeyRetired(key=BOB), to=LEDGER).refused(
        KeyRefused, "No key with that fingerprint is active here."
    )


@pytest.mark.parametrize("facts", [[], [enrolled("Bob"), KeyRevoked(key=BOB, after=3)]])
def test_only_a_known_key_is_revoked_and_once(facts: list[Event]) -> None:
    """One that is unknown or revoked already is refused."""
    ledger(*facts).when(KeyRevoked(key=BOB, after=2), to=LEDGER).refused(
        KeyRefused, "No key with that fingerprint can be revoked here."
    )


@pytest.mark.parametrize("gone", [KeyRetired(key=ALICE), KeyRevoked(key=ALICE, after=1)])
@pytest.mark.parametrize(
    "facts",
    [
        [],
        [enrolled("Bob")],
        [enrolled("Bob", (Right.ENROL,)), enrolled("Carol", (Right.KEEP,))],
        [KEEPER_TOO, KeyRetired(key=BOB)],
    ],
    ids=["alone", "with a recorder", "with half a keeper each", "with a retired keeper"],
)
def test_the_last_keeper_stays(facts: list[Event], gone: Event) -> None:
    """The last active key with both the right to enrol and to keep cannot go: nobody could let another in."""
    ledger(*facts).when(gone, to=LEDGER).refused(
        RuleBroken, "No key would be left that can enrol others and keep the ledger."
    )


@pytest.mark.parametrize("gone", [KeyRetired(key=ALICE), KeyRevoked(key=ALICE, after=1)])
def test_a_keeper_may_go_when_another_keeps(gone: Event) -> None:
    """With another active keeper the first may go."""
    ledger(KEEPER_TOO).when(gone, to=LEDGER).then(gone)


def test_a_clock_is_accepted() -> None:
    """A keeper's acceptance is recorded and changes nothing else."""
    ledger().when(ClockAccepted(), to=LEDGER).then(ClockAccepted())
    assert state(ClockAccepted()) == state()
