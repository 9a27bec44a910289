"""Who may sign is believed only where the key that says so sealed it: Eve has the file, and may record."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from ledger import keyring
from ledger.proofs.entry import canonical
from ledger.proofs.note import vkey
from ledger.proofs.tree import leaf_hash
from ledger.recording import Ledger
from ledger.stores.log import Log
from ledger.vocabulary import LEDGER, Right
from tests.ledger.plans import beside, enrol, noting, raising
from tests.ledger.test_standing import ALICE, Crime, Eve, commit, hers, refused
from tests.making import ORIGIN, make_ledger

EVERY = sorted(Right)
NOTE = {"text": {"prose": "0" * 64}}


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ledger]:
    """PER-1's ledger with AFI-1 and AFI-2 in it, closed to the forger's tools."""
    monkeypatch.setenv("AFI_HOME", str(tmp_path / "home"))
    with make_ledger(tmp_path) as made:
        made.record(raising)
        made.record(raising)
        yield made


@pytest.fixture
def eve(ledger: Ledger) -> Eve:
    """Enrolled to record, in the newest entry but one; her note on AFI-1 is the newest."""
    key = enrol(ledger, Right.RECORD)
    with beside(ledger, key) as own:
        own.record(noting("Seen by Eve."))
    return Eve(key, ledger.signer.fingerprint)


def test_an_enrolment_in_anothers_name_is_refused(ledger: Ledger, eve: Eve, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where a batch that is Eve's own covers it."""
    data = {"vkey": vkey(ORIGIN, keyring.create(ORIGIN).public), "person": "PER-1", "rights": EVERY}
    enrolment = ALICE | {"stream": LEDGER, "type": "key.enrolled", "data": data, "cmd": "a" * 32}
    commit(ledger, eve, Crime([enrolment], lambda *_: None))
    commit(ledger, eve, Crime([{"stream": "AFI-1", "type": "improvement.noted", "data": NOTE}], hers))
    refused(ledger, r"key\.enrolled, is not sealed by the key that it names", monkeypatch)


@pytest.mark.parametrize("hashes", [False, True])
def test_an_enrolment_that_was_edited_is_refused(
    ledger: Ledger, eve: Eve, hashes: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With its leaf's hash as it was, or recomputed: rights are not what a column says."""
    with closing(sqlite3.connect(ledger.path, isolation_level=None)) as enemy:
        enemy.execute("DROP TRIGGER entry_update")
        [*_, row] = Log(enemy, ledger.path).of_stream(LEDGER)
        entry = json.loads(row.stored)
        entry["data"]["rights"] = EVERY
        stored = canonical(entry)
        leaf = leaf_hash(stored) if hashes else row.hashes[:32]
        changed = (stored, leaf + row.hashes[32:], row.position)
        enemy.execute("UPDATE entry SET bytes = ?, hashes = ? WHERE position = ?", changed)
    with Ledger(ledger.path, ledger.signer, ledger._clock) as opened:
        refused(opened, "not sealed by the key that it names|tree that is stored", monkeypatch)


def test_an_entry_among_anothers_is_refused(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """A record is what its entries say, not what the column says that finds them."""
    with closing(sqlite3.connect(ledger.path, isolation_level=None)) as enemy:
        enemy.execute("DROP TRIGGER entry_update")
        enemy.execute("UPDATE entry SET stream = 'AFI-9' WHERE stream = 'AFI-1'")
        enemy.execute("UPDATE entry SET stream = 'AFI-1' WHERE stream = 'AFI-2'")
    refused(ledger, "lies among those of another record", monkeypatch, noting())
