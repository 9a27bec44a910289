"""Keys: none of another ledger, none twice, none whose short id collides."""

from dataclasses import replace

import pytest

from ledger.aggregates.key import Key, check_enrolment
from ledger.errors import KeyRefused
from ledger.proofs.note import fingerprint, key_id, vkey
from ledger.vocabulary import Right
from tests.ledger.specs import public_key

ORIGIN = "cambridgeshire.0123456789abcdef"
PUBLIC = public_key("Alice")
OTHER = public_key("Bob")
ALICE = Key.enrolled(vkey(ORIGIN, PUBLIC), "PER-1", (Right.RECORD, Right.RECORD))


def test_a_key_is_what_its_verifier_key_says() -> None:
    """The fingerprint is independent of the ledger, the short id is not."""
    assert Key(fingerprint(PUBLIC), key_id(ORIGIN, PUBLIC).hex(), PUBLIC, "PER-1", frozenset({Right.RECORD})) == ALICE


@pytest.mark.parametrize(
    ("rights", "active", "keeps"),
    [
        (tuple(Right), True, True),
        ((Right.ENROL, Right.KEEP), True, True),
        ((Right.ENROL, Right.KEEP), False, False),
        ((Right.RECORD, Right.PUBLISH, Right.ERASE, Right.KEEP), True, False),
        ((Right.RECORD, Right.PUBLISH, Right.ERASE, Right.ENROL), True, False),
    ],
)
def test_a_keeper_both_enrols_and_keeps(rights: tuple[Right, ...], active: bool, keeps: bool) -> None:
    """Either right alone, or both on a key that is active no longer, does not look after a ledger."""
    assert replace(ALICE, rights=frozenset(rights), active=active).keeps is keeps


def test_another_key_may_be_enrolled() -> None:
    """A key of this ledger that was never seen passes."""
    check_enrolment(vkey(ORIGIN, OTHER), {ALICE.fingerprint: ALICE}, ORIGIN)


def test_a_key_of_another_ledger_is_refused() -> None:
    """A key signs under one name: its ledger's origin."""
    with pytest.raises(KeyRefused, match=r"The key was made for the ledger fenshire\.0123456789abcdef\."):
        check_enrolment(vkey("fenshire.0123456789abcdef", OTHER), {}, ORIGIN)


def test_a_known_key_is_refused() -> None:
    """The same public key is enrolled once only, active or not."""
    for known in (ALICE, replace(ALICE, active=False), replace(ALICE, active=False, revoked=True)):
        with pytest.raises(KeyRefused, match=r"The key is enrolled already, or was\."):
            check_enrolment(vkey(ORIGIN, PUBLIC), {known.fingerprint: known}, ORIGIN)


def test_a_colliding_short_id_is_refused() -> None:
    """Of two keys with one 32-bit id a signed note could not say which signed (an id is quickly forged)."""
    colliding = replace(ALICE, key_id=key_id(ORIGIN, OTHER).hex(), active=False)
    with pytest.raises(KeyRefused, match="short id is that of another key"):
        check_enrolment(vkey(ORIGIN, OTHER), {colliding.fingerprint: colliding}, ORIGIN)


@pytest.mark.parametrize(
    "garbled", ["", "nonsense", vkey(ORIGIN, OTHER)[:-2], vkey(ORIGIN, OTHER).replace("cam", "kam")]
)
def test_a_garbled_key_is_refused(garbled: str) -> None:
    """What is not a whole verifier key, its id included, is refused with where to copy it from."""
    with pytest.raises(KeyRefused, match=r"That is not a verifier key: .*\.") as refused:
        check_enrolment(garbled, {}, ORIGIN)
    assert refused.value.remedy == "Copy the whole line from `afi keys new`."
