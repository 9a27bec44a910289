"""The contract of a store: what it does with entries, whatever it is made of.

A backend inherits ``StoreContract`` and ``DoorContract`` (``door.py``), says how it is made, opened, looked at and
broken (``backend.py``), and passes. The SQLite file is in ``tests/ledger/stores/test_contract.py``. What the library
expects of a recorder is its own test case. Trees are recomputed here from the definition in RFC 6962 section 2.1,
not with ``ledger.proofs.tree``.
"""

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from hashlib import sha256
from itertools import count

import pytest
from eventsourcing.persistence import IntegrityError, StoredEvent

from ledger.codec import VaultRow
from ledger.errors import StoreUnavailable
from ledger.proofs.entry import commitment
from ledger.stores.log import Row
from tests.contracts.backend import Backend, Recorder, Seal


def seal(size: int, root: bytes) -> tuple[bytes, bytes]:
    """A stand-in for a signature that shows what was signed."""
    return b"k" * 32, root + size.to_bytes(32, "big")


def events(numbers: Iterable[int], stream: str = "") -> list[StoredEvent]:
    """One event for each number, in streams of their own or as versions of one."""
    places = ((stream, number) if stream else (f"AFI-{number}", 1) for number in numbers)
    return [StoredEvent(*place, "improvement.raised", f"entry {place}".encode()) for place in places]


def text(number: int) -> VaultRow:
    """A text of the vault."""
    salt, content = number.to_bytes(16, "big"), f"Text {number}".encode()
    return VaultRow(commitment(salt, content), salt, content)


def tree_head(leaves: Sequence[bytes]) -> bytes:
    """MTH of RFC 6962 section 2.1, word for word."""
    if len(leaves) == 0:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return sha256(b"\0" + leaves[0]).digest()
    k = 1
    while 2 * k < len(leaves):
        k *= 2
    return sha256(b"\1" + tree_head(leaves[:k]) + tree_head(leaves[k:])).digest()


def completed_by(position: int, leaves: Sequence[bytes]) -> bytes:
    """What the row of a position has to hold: its leaf, then each complete subtree that ends with it."""
    widths = [2**level for level in range(position.bit_length()) if position % 2**level == 0]
    return b"".join(tree_head(leaves[position - width : position]) for width in widths)


class StoreContract(Backend):
    """What becomes of entries, whose bytes mean nothing here."""

    # Appending.

    def test_positions_have_no_gaps(self) -> None:
        """Batches of any size get the next positions, in the order of their events."""
        recorder = self.recorder(seal)
        assert recorder.insert_events(events([1, 2, 3])) == [1, 2, 3]
        assert recorder.insert_events(events([4])) == [4]
        assert recorder.insert_events(events([5, 6])) == [5, 6]
        assert [row.position for row in self.log().rows()] == [1, 2, 3, 4, 5, 6]

    def test_nothing_to_append_is_no_batch(self) -> None:
        """No event: no entry and no checkpoint."""
        recorder = self.recorder(seal)
        before = self.contents()
        assert not recorder.insert_events([])
        assert self.contents() == before

    def test_everything_of_a_recording_is_kept_as_given(self) -> None:
        """Entries byte for byte, the command, the texts and the numbers minted, in one transaction."""
        recorder = self.recorder(seal)
        recorder.insert_events(events([1, 2]), command="c" * 32, vault=[text(1), text(2)], minted={"AFI": 2})
        log = self.log()
        first, second = log.rows()
        assert first == Row(1, "AFI-1", 1, "improvement.raised", "c" * 32, events([1])[0].state, first.hashes)
        assert log.of_command("c" * 32) == [first, second]
        assert log.texts([text(1).commitment, text(2).commitment, "0" * 64]) == {
            text(1).commitment: b"Text 1",
            text(2).commitment: b"Text 2",
        }
        assert log.minted() == {"AFI": 2}
        recorder.insert_events(events([3]), minted={"AFI": 3, "PER": 1})
        assert log.minted() == {"AFI": 3, "PER": 1}

    def test_the_tree_is_that_of_rfc_6962(self) -> None:
        """At every size, however batched, each row holds the nodes that it completes, and the root is the root."""
        recorder, log = self.recorder(seal), self.log()
        leaves: list[bytes] = []
        for size in (1, 2, 3, 1, 5, 8, 4, 16, 7, 1, 20):
            batch = events(range(len(leaves) + 1, len(leaves) + size + 1))
            leaves += [event.state for event in batch]
            recorder.insert_events(batch)
            assert log.size() == len(leaves) and log.root(len(leaves)) == tree_head(leaves)
        for row in log.all_rows(page=7):
            assert row.stored == leaves[row.position - 1]
            assert row.hashes == completed_by(row.position, leaves)
        assert [log.root(size) for size in range(len(leaves))] == [tree_head(leaves[:n]) for n in range(len(leaves))]

    def test_each_batch_ends_in_a_checkpoint(self) -> None:
        """Of exactly the entries up to its end, as sealed; and nowhere else is one."""
        recorder = self.recorder(seal)
        leaves = [event.state for event in events(range(1, 7))]
        for first, last in ((1, 3), (4, 4), (5, 6)):
            recorder.insert_events(events(range(first, last + 1)))
            root = tree_head(leaves[:last])
            assert self.log().head() == (last, root, *seal(last, root))
        assert [row[0] for row in self.contents()["checkpoint"]] == [3, 4, 6]

    def test_a_version_is_given_once(self) -> None:
        """A second entry for a stream's version is refused with all of its batch."""
        recorder = self.recorder(seal)
        recorder.insert_events(events([1, 2], "AFI-1"))
        before = self.contents()
        batch = [*events([1, 2], "AFI-2"), *events([2], "AFI-1")]
        with pytest.raises(IntegrityError):
            recorder.insert_events(batch, vault=[text(1)], minted={"AFI": 9})
        assert self.contents() == before

    def test_a_text_is_kept_once(self) -> None:
        """Two entries never commit to one text of the vault."""
        recorder = self.recorder(seal)
        recorder.insert_events(events([1]), vault=[text(1)])
        before = self.contents()
        with pytest.raises(IntegrityError):
            recorder.insert_events(events([2]), vault=[text(1)])
        assert self.contents() == before

    # One transaction.

    def test_reading_during_a_write_sees_the_head_before_it(self) -> None:
        """A reader sees all of a recording or none; the writer sees its own."""
        recorder, reader = self.recorder(seal), self.log()
        recorder.insert_events(events([1]))
        before = reader.head()
        with recorder.exclusive() as log:
            recorder.insert_events(events([2, 3], "AFI-1"))
            assert reader.head() == before and reader.size() == 1 and reader.latest("AFI-1") == 1
            assert log.size() == 3 and len(recorder.select_events("AFI-1")) == 3
        assert reader.size() == 3 and reader.head() != before

    def test_writers_take_turns(self) -> None:
        """Who comes second waits, and then goes on from what the first recorded."""
        first, second = self.recorder(seal), self.recorder(seal)

        def take_turn() -> tuple[int, Sequence[int] | None]:
            with second.exclusive() as log:
                return log.size(), second.insert_events(events([2]))

        with ThreadPoolExecutor() as other:
            with first.exclusive():
                waiting = other.submit(take_turn)
                first.insert_events(events([1]))
                assert not wait([waiting], timeout=0.1).done
            assert waiting.result(timeout=20) == (1, [2])

    def test_whatever_goes_wrong_under_the_lock_undoes_all(self) -> None:
        """An exception after appending leaves nothing of it, and the lock is free."""
        recorder = self.recorder(seal)
        before = self.contents()
        with pytest.raises(KeyboardInterrupt):
            self._append_then_stop(recorder)
        assert self.contents() == before
        assert recorder.insert_events(events([1])) == [1]

    def _append_then_stop(self, recorder: Recorder) -> None:
        with recorder.exclusive():
            recorder.insert_events(events([1]), vault=[text(1)], minted={"AFI": 1})
            raise KeyboardInterrupt

    def test_a_seal_that_fails_leaves_nothing(self) -> None:
        """A key that cannot sign when it is asked, the last thing before COMMIT."""
        sealing: list[Seal] = [seal]
        recorder = self.recorder(lambda size, root: sealing[-1](size, root))
        recorder.insert_events(events([1]))
        before = self.contents()

        def unplugged(size: int, root: bytes) -> tuple[bytes, bytes]:
            raise OSError("the token is gone")

        sealing.append(unplugged)
        with pytest.raises(OSError, match="gone"):
            recorder.insert_events(events([2]), vault=[text(1)], minted={"AFI": 2})
        assert self.contents() == before

    def test_a_failure_anywhere_leaves_nothing(self) -> None:
        """The store fails before, within and after every statement in turn: each time nothing at all is left."""
        recorder = self.recorder(seal)
        recorder.insert_events(events([1, 2, 3]), minted={"AFI": 3})
        before = self.contents()
        for number, kind in enumerate(self.FAULTS):
            for step in count():
                with self.failing(recorder, kind, step) as fault:
                    refusal = self._try_to_append(recorder, number)
                if not fault.struck:
                    assert refusal is None
                    break
                assert refusal and self.contents() == before, f"{kind} {step} left something"
            assert step >= 5, "an append has at least as many statements"
            before, last = self.contents(), before
            assert len(before["entry"]) == len(last["entry"]) + 2, "what did not fail is there"

    def _try_to_append(self, recorder: Recorder, number: int) -> StoreUnavailable | None:
        batch = events([1, 2], f"PER-{number + 1}")
        try:
            with recorder.exclusive():
                recorder.insert_events(batch, vault=[text(number)], minted={"PER": number + 1})
        except StoreUnavailable as refusal:
            return refusal
        return None

    def test_what_is_recorded_cannot_be_changed(self) -> None:
        """Not even with the database's own tools, unless what forbids it is removed first; the audit sees that."""
        recorder = self.recorder(seal)
        recorder.insert_events(events([1, 2]), vault=[text(1)], minted={"AFI": 2})
        recorder.insert_events(events([3]), minted={"AFI": 3})
        before = self.contents()
        for statement in self.forbidden():
            with pytest.raises(Exception, match=r"never|only|kept once|checkpoint is"):
                self.execute(statement)
            assert self.contents() == before, statement
