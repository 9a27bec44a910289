"""The pieces that the audit is made of, each alone."""

import random
from typing import Any

import pytest

from ledger.proofs.batches import NOBODY, Batches
from ledger.proofs.keys import Roll, check_follows
from ledger.proofs.marks import Marks
from ledger.proofs.note import Checkpoint, fingerprint, vkey
from ledger.proofs.retrace import Doubt, Retrace
from ledger.proofs.streams import Streams
from ledger.proofs.tree import Frontier
from ledger.proofs.verdict import Findings, Held
from tests.ledger.proofs.test_audit import KEY, ORIGIN, PUBLIC, opening


@pytest.mark.parametrize(
    ("follows", "sound"),
    [
        ({}, True),
        ({"root": "00" * 32}, False),
        ({"signature": "00" * 64}, False),
        ({"key": "x"}, False),
        ({"origin": "other.0123456789abcdef"}, False),
        ({"size": "5"}, False),
    ],
)
def test_a_successor(follows: dict[str, object], sound: bool) -> None:
    """The checkpoint of the ledger before it is signed by the key that is named with it."""
    signature = KEY.sign(Checkpoint(ORIGIN, 5, b"r" * 32).body()).hex()
    named: dict[str, object] = {
        "key": vkey(ORIGIN, PUBLIC), "origin": ORIGIN, "root": (b"r" * 32).hex(), "signature": signature, "size": 5
    }  # fmt: skip
    assert check_follows(named | follows) is sound
    assert check_follows(None) and not check_follows("another")


def test_marks() -> None:
    """What was added twice is known by its mark, and what was added once is known not to be."""
    marks = Marks()
    values = [number.to_bytes(32, "big") for number in range(2000)]
    for value in random.Random(1).sample(values, 2000):
        marks.add(value)
    assert not marks.repeated() and all(value in marks for value in values) and b"other" not in marks
    marks.add(values[7])
    assert marks.repeated() == {marks.mark(values[7])}
    assert Marks().mark(values[7]) != marks.mark(values[7])


@pytest.mark.parametrize(
    ("entries", "kinds"),
    [
        ([("AFI-1", 1), ("AFI-1", 2), ("AFI-2", 1), ("LEDGER", 1), ("LEDGER", 2)], []),
        ([("AFI-1", 2)], ["stream"]),
        ([("AFI-1", 1), ("AFI-1", 1)], ["stream"]),
        ([("AFI-1", 1), ("AFI-1", 3), ("AFI-1", 4)], ["stream"]),
        ([("AFI-2", 1), ("AFI-3", 1)], ["number"]),
        ([("AFI-2", 1), ("AFI-1", 1), ("AFI-1", 2)], ["number", "number"]),
        ([("AFI-999999999", 1), ("AFI-1", 1)], ["number"]),
        ([("LEDGER", 2)], ["stream"]),
    ],
)
def test_streams(entries: list[tuple[str, int]], kinds: list[str]) -> None:
    """Versions from 1 without a gap; numbers from 1 in the order in which records begin; each breach is said once."""
    streams = Streams()
    assert [kind for stream, version in entries for kind, _ in streams.follow(stream, version)] == kinds


def test_references_that_exist() -> None:
    """A record exists once it has begun."""
    streams = Streams()
    list(streams.follow("PER-1", 1))
    assert streams.exists("PER-1")
    for other in ("PER-2", "PER-0", "PER", "ORG-1", "PER-x", "", None, 1):
        assert not streams.exists(other)


def test_batches_hold_until_spoiled() -> None:
    """The last seal before a position that holds, with its time as entries write it."""
    batches = Batches()
    for end in (2, 5, 9):
        batches.add(end, f"2026-01-01T00:00:0{end}.000001Z", 0, True)
    batches.add(12, "", NOBODY, False)
    assert batches.held(2) is None
    assert batches.held(9) == Held(5, "2026-01-01T00:00:05.000001Z")
    assert batches.held(None) == batches.held(50) == Held(9, "2026-01-01T00:00:09.000001Z")
    batches.spoil(5)
    assert batches.held(9) == Held(2, "2026-01-01T00:00:02.000001Z")
    assert (batches.of(0), batches.of(1), len(batches)) == (3, 0, 4)
    assert [batches.end_of(position) for position in (1, 2, 3, 12, 13)] == [2, 2, 5, 12, 0]
    assert [batches.is_good(end) for end in (2, 3, 5, 13)] == [True, False, False, False]


def test_doubt_spreads_from_a_key_to_what_it_enrolled() -> None:
    """And on from there, but not to what was sealed in time, and it ends where keys enrol each other in a circle."""
    batches = Batches()
    for end, key in ((1, 0), (2, 0), (3, 1), (4, 2), (5, 1), (6, 3)):
        batches.add(end, "2026-01-01T00:00:00.000000Z", key, True)
    enrolled = {1: [0, 3], 2: [1], 3: [2], 5: [0]}
    assert batches.unproven({}, enrolled) == {}
    assert batches.unproven({1: 3}, enrolled) == {1: [5], 0: [1, 2], 2: [4], 3: [6]} | {1: [3, 5]}
    assert batches.unproven({2: 3}, {}) == {2: [4]}


def test_the_roll_takes_no_nonsense() -> None:
    """Whatever an entry about keys holds, it is words, not an error."""
    roll = Roll()
    for data in ({}, {"origin": 1}, opening(hash="md5"), opening(keys=5)):
        assert len(list(roll.open(data))) == 1
    for key in (
        None,
        5,
        {},
        {"vkey": 5, "person": "PER-1", "rights": []},
        {"vkey": "x", "person": "P", "rights": [[]]},
    ):
        assert len(list(roll.open(opening(keys=[key])))) == 1
    assert not roll.keys
    assert list(roll.open(opening())) == []
    nobody = {"key": "f" * 64}
    odd_events: list[tuple[str, dict[str, Any]]] = [("key.enrolled", {}), ("key.retired", {}), ("key.lent", {})]
    for type_name, data in (*odd_events, ("key.retired", nobody), ("key.revoked", nobody | {"after": 1})):
        assert len(list(roll.follow(5, type_name, data))) == 1
    assert list(roll.follow(5, "ledger.clock_accepted", {})) == []


def test_a_key_revoked_twice_counts_to_the_lesser() -> None:
    """Its use ended with the first; the stricter word on what it signed before is believed."""
    roll = Roll()
    identity = fingerprint(PUBLIC)
    list(roll.open(opening()))
    for position, after in ((5, 4), (6, 2), (7, 3)):
        assert list(roll.follow(position, "key.revoked", {"key": identity, "after": after})) == []
    assert (roll.keys[identity].until, roll.keys[identity].counts_to) == (5, 2)


def test_findings_of_one_kind_are_counted_beyond_a_limit() -> None:
    """A ruined ledger does not fill the memory, and nothing is left out silently."""
    findings = Findings()
    for position in range(1, 3 * Findings.LIMIT):
        findings.add("column", "It differs.", position)
    assert len(findings.kept) == Findings.LIMIT
    assert findings.more() == {"column": 2 * Findings.LIMIT - 1}


def test_a_retrace_without_stored_nodes_stays_blind() -> None:
    """Where what would span a gap is gone too, no root is made up."""
    retrace = Retrace(lambda position: None)
    retrace.take(1, b"1" * 32, b"1" * 32, "AFI-1")
    retrace.miss(2, 2)
    retrace.take(3, b"3" * 32, b"3" * 32, "AFI-1")
    retrace.take(4, b"4" * 32, b"4" * 32, "AFI-1")
    assert retrace.blind and retrace.roots() == () and retrace.settle(b"") == (None, False)


def test_doubts_end_with_a_checkpoint() -> None:
    """Until then both trees are grown; after it, the one that was sealed."""
    tree = Frontier()
    stored = {position: tree.append(bytes([position]) * 32) for position in range(1, 4)}
    retrace = Retrace(stored.get)
    retrace.take(1, b"x" * 32, stored[1], "AFI-1")
    assert retrace.doubts == [Doubt(1, 1, "AFI-1")] and len(retrace.roots()) == 2
    retrace.take(2, bytes([2]) * 32, stored[2], "AFI-1")
    assert len(retrace.doubts) == 1
    sealed = Frontier(2, lambda level, index: stored[2][32:]).root()
    assert retrace.settle(sealed)[1] and retrace.doubts == [] and retrace.roots() == (sealed,)
