"""Chains rewritten, and the record of keys itself forged."""

from typing import Any

import pytest

from commands.demo.gallery.forger import Forger
from ledger.events.key import KeyEnrolled, KeyRetired, KeyRevoked
from ledger.proofs import note
from ledger.proofs.note import vkey
from ledger.vocabulary import Right
from tests.ledger.gallery.forger import (
    ON,
    ORIGIN,
    World,
    check,
    forget,
    found,
    kinds,
    memory,
    noting,
    place,
    record,
)


def test_a_chain_rewritten_without_a_key(world: World) -> None:
    """All from the first word of the first text, with no key at all: no checkpoint is signed."""
    path = world.copy()
    with Forger(path) as forger:
        forger.edit(2, said_by="ORG-1")
        forger.rehash()
        forger.reseal()
    verdict = check(path)
    assert kinds(verdict) == {"signature"} and len(verdict.findings) == 13
    assert place(found(verdict, "signature")) == (6, None, "checkpoint.signature", None)
    assert verdict.counts.signatures == 0


def test_a_chain_rewritten_with_an_unenrolled_key(world: World) -> None:
    """Mallory seals everything after the opening himself."""
    path, people = world.copy(), world.people
    with Forger(path) as forger:
        for position in range(7, 25):
            forger.edit(position, key=people.mallory.fingerprint)
        forger.rehash()
        forger.reseal()
        for [size] in forger.sql.execute("SELECT size FROM checkpoint WHERE size > 6").fetchall():
            forger.seal(size, people.mallory)
    verdict = check(path)
    assert kinds(verdict) == {"unenrolled"} and len(verdict.findings) == 12
    assert place(found(verdict, "unenrolled")) == (7, 8, "checkpoint.key", 6)


def test_a_chain_rewritten_with_a_first_key_of_ones_own(world: World) -> None:
    """A ledger made up as a whole is sound: the first key's fingerprint, known from elsewhere, is what betrays it."""
    path, people = world.copy(), world.people
    with Forger(path) as forger:
        forger.cut(6)
        opening = forger.entry(1)
        opening["data"]["keys"][0]["vkey"] = vkey(ORIGIN, people.mallory.public)
        for position in range(1, 7):
            forger.edit(position, key=people.mallory.fingerprint)
        forger.edit(1, data=opening["data"])
        forger.rehash()
        forger.seal(6, people.mallory)
        forger.sql.execute("DELETE FROM minted WHERE kind NOT IN ('PER', 'ORG')")
    assert check(path).sound
    verdict = check(path, first_key=people.alice.fingerprint, memory=memory(world.path))
    assert kinds(verdict) == {"first-key", "cut"}
    assert place(found(verdict, "first-key")) == (1, None, None, None)


def test_a_chain_rewritten_with_a_key_revoked_earlier(world: World) -> None:
    """Eve's key was revoked; she goes on with it by her own hand."""
    path, people = world.copy(), world.people
    forget()
    record(path, people.alice, lambda draft: draft.add(KeyRevoked(key=people.eve.fingerprint, after=13), ON))
    forget()
    with Forger(path) as forger:
        late = forger.append(19, people.eve, data={"text": forger.new_text()})
        forger.seal(late, people.eve)
    verdict = check(path)
    assert kinds(verdict) == {"inactive"}
    assert place(found(verdict, "inactive")) == (26, 26, "checkpoint.key", 25)
    [remark] = verdict.remarks
    assert (remark.kind, remark.position, remark.until) == ("unproven", 19, 26)
    assert remark.reference == people.eve.fingerprint


def test_a_revoked_keys_own_enrolments_are_unproven_too(world: World) -> None:
    """Bob's key was stolen before it enrolled Mallory's: what Mallory's sealed is nobody's word."""
    path, people = world.copy(), world.people
    forget()
    enrol = KeyEnrolled(vkey=vkey(ORIGIN, people.mallory.public), person="PER-3", rights=(Right.RECORD,))
    record(path, people.bob, lambda draft: draft.add(enrol, ON))
    record(path, people.mallory, noting("AFI-1", "Mallory"))
    revoke = KeyRevoked(key=people.bob.fingerprint, after=15)
    record(path, people.alice, lambda draft: draft.add(KeyRetired(key=people.bob.fingerprint), ON))
    record(path, people.alice, lambda draft: draft.add(revoke, ON))
    forget()
    verdict = check(path)
    assert verdict.sound
    assert [(remark.position, remark.until, remark.reference) for remark in verdict.remarks] == [
        (23, 25, people.bob.fingerprint),
        (26, 26, people.mallory.fingerprint),
    ]
    assert [signer.until for signer in verdict.signers] == [None, 27, None, None]


def test_a_key_record_swapped(world: World) -> None:
    """Eve's and Bob's keys exchange their persons in the entries that enrol them."""
    path = world.copy()
    with Forger(path) as forger:
        bob, eve = forger.entry(7), forger.entry(8)
        forger.edit(7, data=bob["data"] | {"vkey": eve["data"]["vkey"]})
        forger.edit(8, data=eve["data"] | {"vkey": bob["data"]["vkey"]})
    verdict = check(path)
    assert [(found.position, found.until) for found in verdict.findings if found.kind == "edited"] == [(7, 7), (8, 8)]
    assert place(found(verdict, "author")) == (11, 12, "checkpoint.key", 10)


def test_a_person_record_swapped(world: World) -> None:
    """Bob's and Eve's names exchanged between their records."""
    path = world.copy()
    with Forger(path) as forger:
        bob, eve = forger.entry(3), forger.entry(4)
        forger.edit(3, data=eve["data"])
        forger.edit(4, data=bob["data"])
    assert [(found.kind, found.position) for found in check(path).findings] == [("edited", 3), ("edited", 4)]


def test_a_key_with_a_colliding_id(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two keys of one 32-bit id. Finding one takes hours, so every key's id is made the same for this test."""
    path, people = world.copy(), world.people
    monkeypatch.setattr(note, "key_id", lambda name, public: b"same")
    with Forger(path) as forger:
        data = {"person": "PER-3", "rights": ["record"], "vkey": vkey(ORIGIN, people.mallory.public)}
        forger.seal(forger.append(7, people.alice, recorded_by="PER-1", data=data), people.alice)
        for position in (1, 7, 8):
            entry = forger.entry(position)
            for key in entry["data"].get("keys", [entry["data"]]):
                key["vkey"] = vkey(*note.parse_vkey(key["vkey"].replace(key["vkey"].split("+")[1], b"same".hex())))
            forger.edit(position, data=entry["data"])
    enrolments = [finding for finding in check(path).findings if finding.kind == "enrolment"]
    assert [finding.position for finding in enrolments] == [7, 8, 25]
    assert all("short id" in finding.what for finding in enrolments)


@pytest.mark.parametrize(
    ("rest", "what"),
    [
        ({"vkey": "alice"}, "enrolled before"),
        ({"person": "PER-9"}, "no record"),
        ({"vkey": vkey("other.0123456789abcdef", b"k" * 32)}, "another ledger"),
    ],
)
def test_an_enrolment_that_cannot_be(world: World, rest: dict[str, Any], what: str) -> None:
    """A keeper by his own hand enrols a key twice, for nobody, or of another ledger."""
    path, people = world.copy(), world.people
    with Forger(path) as forger:
        data = {"person": "PER-3", "rights": ["record"], "vkey": vkey(ORIGIN, people.mallory.public)} | rest
        data |= {"vkey": vkey(ORIGIN, people.alice.public)} if rest.get("vkey") == "alice" else {}
        forger.seal(forger.append(7, people.alice, recorded_by="PER-1", data=data), people.alice)
    verdict = check(path)
    assert kinds(verdict) == {"enrolment"}
    assert place(found(verdict, "enrolment")) == (25, None, "entry.bytes", 24)
    assert what in found(verdict, "enrolment").what
