"""What outsiders are shown: the checkpoints that keys with the right to publish have sealed, and no others."""

from datetime import timedelta
from pathlib import Path

import pytest

from ledger import keyring
from ledger.errors import RuleBroken
from ledger.events import Prose
from ledger.events.key import KeyEnrolled
from ledger.events.person import PersonAdded
from ledger.proofs.bundle import signed_by
from ledger.proofs.note import vkey
from ledger.published import EVER, at_least, first_from, note_of, published
from ledger.recording import Ledger
from ledger.stores.log import Log
from ledger.vocabulary import LEDGER
from tests.making import BEGUN, ORIGIN, make_ledger, repeating, say, ticking

NOBODY = "0" * 64


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Log:
    """11 entries and one more by a keeper's key, which may publish; then two batches by a key that may only record."""
    monkeypatch.setenv("AFI_HOME", str(tmp_path / "home"))
    other = keyring.create(ORIGIN, bytes(32))
    enrolled = KeyEnrolled(vkey=vkey(ORIGIN, other.public), person="PER-1", rights=("record",))
    with make_ledger(tmp_path) as ledger:
        ledger.record(lambda draft: draft.add(enrolled, say("2018"), LEDGER))
    with Ledger(
        tmp_path / "afi.ledger", other, clock=ticking(BEGUN + timedelta(hours=2)), entropy=repeating("other")
    ) as ledger:
        for name in ("Bob", "Joy"):
            ledger.record(lambda draft, name=name: draft.add(PersonAdded(name=Prose(name)), say("2018")))  # type: ignore[misc]
    return Log.open(tmp_path / "afi.ledger")


def keeper(log: Log) -> str:
    """The keeper's key."""
    first = log.checkpoint(11)
    assert first
    return first.key.hex()


def test_the_newest_that_one_of_the_keys_sealed(log: Log) -> None:
    """Whoever else has sealed more since; none where none of them sealed any."""
    assert log.head() and log.size() == 14
    head = published(log, {keeper(log): EVER, NOBODY: EVER})
    assert head and (head.size, head.root) == (12, log.root(12))
    assert published(log, {NOBODY: EVER}) is published(log, {}) is None


def test_what_is_sealed_already(log: Log) -> None:
    """The newest, or the earliest from there on."""
    assert at_least(log, {keeper(log): EVER}, 12).size == at_least(log, {keeper(log): EVER}, 3).size == 12
    assert [first_from(log, {keeper(log): EVER}, size).size for size in (1, 11, 12)] == [11, 11, 12]


@pytest.mark.parametrize("ask", [at_least, first_from])
def test_what_is_not_sealed_yet(log: Log, ask: object) -> None:
    """The refusal says up to where they have, and how to get it sealed."""
    with pytest.raises(RuleBroken, match=r"E-13 is not sealed by a key that may publish: .* up to E-12") as refusal:
        ask(log, {keeper(log): EVER}, 13)  # type: ignore[operator]
    assert "countersign request" in refusal.value.remedy
    with pytest.raises(RuleBroken, match="nothing yet"):
        ask(log, {NOBODY: EVER}, 1)  # type: ignore[operator]


def test_what_a_key_sealed_while_it_spoke(log: Log) -> None:
    """Up to its retirement, and nothing after that; of two keys the other's go on."""
    head = published(log, {keeper(log): 11})
    assert head and head.size == first_from(log, {keeper(log): 11}, 5).size == 11
    with pytest.raises(RuleBroken, match="only up to E-11"):
        first_from(log, {keeper(log): 11}, 12)
    assert published(log, {keeper(log): 10}) is None
    [[other]] = log.query("SELECT key FROM checkpoint WHERE size = 13")
    assert first_from(log, {keeper(log): 11, other.hex(): EVER}, 12).size == 13  # type: ignore[attr-defined]


def test_the_note_is_the_checkpoint_as_it_was_sealed(log: Log) -> None:
    """Any tool can verify it with the key."""
    public = next(key.public for key in keyring.keys(ORIGIN) if key.fingerprint == keeper(log))
    head = published(log, {keeper(log): EVER})
    assert head and signed_by(note_of(ORIGIN, head, public), [public]) == (public,)
