"""The write door: what a receipt says, and what is refused so that nothing at all is recorded."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger import keyring, memory, recording
from ledger.draft import Draft
from ledger.errors import (
    KeyRefused,
    MovedOn,
    NotYetHappened,
    Refusal,
    RuleBroken,
    UnknownReference,
)
from ledger.events import Prose
from ledger.events.improvement import ImprovementAssigned, ImprovementNoted
from ledger.events.ledger import ClockAccepted
from ledger.recording import Ledger, Plan
from ledger.stores.log import Log
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


@pytest.fixture
def log(ledger: Ledger) -> Iterator[Log]:
    """A reader beside it."""
    reader = Log.open(ledger.path)
    yield reader
    reader.close()


# The receipt.


def test_a_receipt_says_what_was_recorded(ledger: Ledger, log: Log) -> None:
    """Positions, records, who, when and the root: all as they stand in the log."""
    receipt = ledger.record(noting(by="POST-1"))
    [row] = log.rows(after=12)
    [recorded] = receipt.entries
    assert (recorded.position, recorded.stream, recorded.type) == (13, row.stream, row.type)
    assert (recorded.said_by, recorded.recorded_by) == ("POST-1", "PER-1")
    assert (recorded.happened_on, recorded.assumed) == ("2018-06-12", False)
    assert recorded.recorded_at.encode() in row.stored
    assert (receipt.origin, receipt.command, receipt.size) == (ORIGIN, row.command, 13)
    head = log.head()
    assert head and receipt.root == head.root == log.root(13)
    assert not receipt.dry_run and not receipt.repeated


def test_what_was_recorded_is_remembered(ledger: Ledger) -> None:
    """This terminal keeps the newest checkpoint, outside the ledger."""
    receipt = ledger.record(noting())
    assert memory.recall(ORIGIN) == memory.Seen(ORIGIN, receipt.size, receipt.root)


def test_one_command_is_one_batch(ledger: Ledger, log: Log) -> None:
    """Its entries are numbered, and share time, key and command."""
    ledger.record(lambda draft: [raising(draft), noting(to="AFI-2")(draft), raising(draft)])
    rows = log.rows(after=12)
    assert [row.stream for row in rows] == ["AFI-2", "AFI-2", "AFI-3"]
    assert [f'"batch":[{place},3]'.encode() in row.stored for place, row in enumerate(rows, 1)] == [True] * 3
    assert len({row.command for row in rows}) == 1


# Refused: nothing is recorded.


def nothing(draft: Draft) -> None:
    """No fact at all."""


def then_unknown(draft: Draft) -> None:
    """A record, then something about one that is not there."""
    raising(draft)
    noting(to="AFI-9")(draft)


@pytest.mark.parametrize(
    ("plan", "refusal"),
    [
        (nothing, RuleBroken),
        (noting(to="AFI-9"), UnknownReference),
        (then_unknown, UnknownReference),
        (noting(by="POST-9"), UnknownReference),
        (noting(on="2099-01"), NotYetHappened),
        (lambda draft: draft.add(ImprovementAssigned(owner="POST-9"), say("2018"), "AFI-1"), UnknownReference),
        (
            lambda draft: draft.add(ImprovementNoted(text=Prose("x")), say("2018", src=("DOC-9:3.8",)), "AFI-1"),
            UnknownReference,
        ),
    ],
    ids=["nothing", "no-record", "half-way", "no-speaker", "future", "no-post", "no-source"],
)
def test_a_refusal_leaves_nothing(ledger: Ledger, plan: Plan, refusal: type[Refusal]) -> None:
    """Wherever a plan is refused, not a row nor a number is used, nor is anything remembered; the lock is free."""
    before = memory.recall(ORIGIN)
    with unchanged(ledger.path), pytest.raises(refusal):
        ledger.record(plan)
    assert memory.recall(ORIGIN) == before
    assert ledger.record(raising).references == ["AFI-2"]


def test_a_plan_that_breaks_leaves_nothing(ledger: Ledger) -> None:
    """Our own defect in the middle of a plan is not half recorded."""

    def broken(draft: Draft) -> None:
        raising(draft)
        raise ZeroDivisionError

    with unchanged(ledger.path), pytest.raises(ZeroDivisionError):
        ledger.record(broken)


def test_an_entry_too_large_is_refused(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """With everything else that the command would have recorded."""
    monkeypatch.setattr(recording, "LARGEST", 400)
    with unchanged(ledger.path), pytest.raises(RuleBroken, match="too large"):
        ledger.record(raising)


def test_a_key_that_cannot_sign_leaves_nothing(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """Signing is the last thing before COMMIT."""

    def gone(self: keyring.Key, body: bytes) -> bytes:
        raise KeyRefused("The token was pulled out.", "Put it back.")

    monkeypatch.setattr(keyring.Key, "sign", gone)
    with unchanged(ledger.path), pytest.raises(KeyRefused, match="pulled out"):
        ledger.record(raising)


# --expect and --dry-run.


def test_what_moved_on_is_refused(ledger: Ledger) -> None:
    """Where a record has an entry after the one that the user saw."""
    assert ledger.record(noting("first"), expect=12).size == 13
    with unchanged(ledger.path), pytest.raises(MovedOn, match="AFI-1 has moved on to E-13 since E-12"):
        ledger.record(noting("second"), expect=12)
    assert ledger.record(noting("second"), expect=13).size == 14


def test_other_records_may_move_on(ledger: Ledger) -> None:
    """Only what is written to counts; a record that is new has not moved."""
    ledger.record(raising)
    assert ledger.record(lambda draft: [noting()(draft), raising(draft)], expect=12).references == ["AFI-1", "AFI-3"]


def test_a_dry_run_records_nothing(ledger: Ledger) -> None:
    """It says what would be recorded, under the root that stands; then the same is recorded for the first time."""
    with unchanged(ledger.path):
        tried = ledger.record(raising, command="a" * 32, dry_run=True)
    done = ledger.record(raising, command="a" * 32)
    assert tried.dry_run and not done.dry_run and not done.repeated
    assert [entry[:7] for entry in tried.entries] == [entry[:7] for entry in done.entries]
    assert (tried.size, tried.references) == (12, ["AFI-2"])


def test_a_dry_run_is_refused_as_the_command_would_be(ledger: Ledger) -> None:
    """Also for what is looked at last: rights, and what moved on."""
    bob = enrol(ledger, Right.RECORD)
    with pytest.raises(MovedOn):
        ledger.record(noting(), expect=11, dry_run=True)
    with beside(ledger, bob) as his, pytest.raises(KeyRefused):
        his.record(lambda draft: draft.add(ClockAccepted(), say("2018")), dry_run=True)


# Threads.


def test_threads_may_share_a_ledger(ledger: Ledger, log: Log) -> None:
    """One after the other, without losing anything."""
    threads = [threading.Thread(target=ledger.record, args=(noting(str(n)),)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert log.size() == 20
