"""What makes the write door refuse a ledger before it signs anything on top of it."""

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from ledger import keyring
from ledger.errors import IntegrityBroken, StoreUnavailable
from ledger.events import Prose
from ledger.events.key import KeyRetired
from ledger.events.person import PersonAdded
from ledger.home import state_dir
from ledger.proofs.entry import canonical
from ledger.proofs.note import Checkpoint
from ledger.proofs.tree import Frontier, leaf_hash
from ledger.recording import Ledger, Plan
from ledger.stores import file
from ledger.stores.log import Log
from ledger.vocabulary import Right
from tests.ledger.plans import beside, enrol, noting, raising, unchanged
from tests.making import ORIGIN, make_ledger, say


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ledger]:
    """PER-1's ledger, with AFI-1 in it."""
    monkeypatch.setenv("AFI_HOME", str(tmp_path / "home"))
    with make_ledger(tmp_path) as made:
        made.record(raising)
        yield made


def refused(ledger: Ledger, match: str, monkeypatch: pytest.MonkeyPatch, plan: Plan = raising) -> None:
    """Nothing is recorded, and above all nothing is signed."""
    signed: list[bytes] = []
    monkeypatch.setattr(keyring.Key, "sign", lambda self, body: signed.append(body))
    with unchanged(ledger.path), pytest.raises(IntegrityBroken, match=match):
        ledger.record(plan)
    assert signed == []


# What this terminal remembers.


def copy(ledger: Ledger, name: str) -> Path:
    """The file as it is now, with all that is in it."""
    with closing(file.connect(ledger.path)) as source, closing(sqlite3.connect(ledger.path.parent / name)) as target:
        source.backup(target)
    return ledger.path.parent / name


def test_an_old_copy_is_refused(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """A backup that was put back lacks what this terminal has seen recorded."""
    old = copy(ledger, "old.ledger")
    ledger.record(noting())
    with Ledger(old, ledger.signer, ledger._clock) as rolled_back:
        refused(rolled_back, "was cut or rolled back", monkeypatch)


@pytest.mark.parametrize("more", [0, 1, 5])
def test_a_fork_is_refused(ledger: Ledger, more: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two copies that went different ways, also where the other is as long or longer."""
    other = copy(ledger, "other.ledger")
    home = state_dir()
    with monkeypatch.context() as elsewhere, Ledger(other, ledger.signer, ledger._clock) as fork:
        shutil.copytree(home.parent, home.parent.with_name("elsewhere"))
        elsewhere.setenv("AFI_HOME", str(home.parent.with_name("elsewhere")))
        for number in range(1 + more):
            fork.record(noting(f"elsewhere {number}"))
    ledger.record(noting("here"))
    with Ledger(other, ledger.signer, ledger._clock) as fork:
        refused(fork, "its history was replaced", monkeypatch)


def test_a_ledger_that_was_cut_is_refused(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its last batch taken off, checkpoint and all: what is left is whole and signed, and too short."""
    ledger.record(noting())
    with closing(sqlite3.connect(ledger.path, isolation_level=None)) as enemy:
        for table, column in (("entry", "position"), ("checkpoint", "size")):
            enemy.execute(f"DROP TRIGGER {table}_delete")
            enemy.execute(f"DELETE FROM {table} WHERE {column} = 13")
    refused(ledger, "12 entries, but this terminal has seen 13", monkeypatch)


def test_a_garbled_memory_is_not_taken_for_none(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever cannot forge it could garble it."""
    (state_dir() / "seen" / ORIGIN).write_text("{}")
    refused(ledger, "garbled", monkeypatch)


def test_who_remembers_nothing_believes_the_signatures(ledger: Ledger) -> None:
    """A new terminal takes the ledger as it finds it."""
    shutil.rmtree(state_dir())
    assert ledger.record(noting()).size == 13


# Forgeries. Eve may record; she has the file, and no key but her own.


class Crime(NamedTuple):
    """What Eve appends: in what its entries differ from a note of hers, and how she seals them."""

    entries: list[dict[str, Any]]
    seal: Callable[["Eve", Checkpoint], tuple[bytes, str, bytes] | None]


class Eve(NamedTuple):
    """Eve, and whom she would be."""

    key: keyring.Key
    alice: str

    def sign(self, checkpoint: Checkpoint) -> bytes:
        """Her signature."""
        return self.key.sign(checkpoint.body())


def hers(eve: Eve, checkpoint: Checkpoint) -> tuple[bytes, str, bytes]:
    """Her own seal."""
    return checkpoint.root, eve.key.fingerprint, eve.sign(checkpoint)


def named(eve: Eve, checkpoint: Checkpoint) -> tuple[bytes, str, bytes]:
    """Alice's name on Eve's signature."""
    return checkpoint.root, eve.alice, eve.sign(checkpoint)


def elsewhere(eve: Eve, checkpoint: Checkpoint) -> tuple[bytes, str, bytes]:
    """Her own seal on another tree."""
    other = Checkpoint(checkpoint.origin, checkpoint.size, bytes(32))
    return other.root, eve.key.fingerprint, eve.sign(other)


ALICE = {"key": "ALICE", "recorded_by": "PER-1", "said_by": "PER-1"}
CLOCK = {"stream": "LEDGER", "type": "ledger.clock_accepted", "data": {}}
CRIMES = {
    "no seal": (Crime([ALICE], lambda *_: None), "covered by no checkpoint"),
    "her seal on Alice's entry": (Crime([ALICE], hers), "not sealed by the key that they name"),
    "Alice's name on her signature": (Crime([ALICE], named), "signature of the newest checkpoint is wrong"),
    "her key, Alice's name": (Crime([{"recorded_by": "PER-1"}], hers), "whose key it does not bear"),
    "half a batch": (Crime([{"batch": [1, 2]}], hers), "not sealed"),
    "Alice in her batch": (Crime([ALICE | {"batch": [1, 2]}, {"batch": [2, 2]}], hers), "not part of the batch"),
    "another tree": (Crime([{}], elsewhere), "not of the tree that is stored"),
    "no signature": (Crime([{}], lambda eve, seal: (seal.root, eve.key.fingerprint, bytes(64))), "is wrong"),
    "a right she has not": (Crime([CLOCK], hers), "without the right"),
}


def commit(ledger: Ledger, eve: Eve, crime: Crime) -> None:
    """Eve appends as the program would, but for what makes it a crime."""
    with closing(sqlite3.connect(ledger.path, isolation_level=None)) as connection:
        log = Log(connection, ledger.path)
        before = json.loads(log.rows(after=log.size() - 1)[0].stored)
        tree = Frontier(log.size(), log.node)
        for number, fields in enumerate(crime.entries):
            mine = before | {"key": eve.key.fingerprint, "recorded_by": "PER-2", "said_by": "PER-2", "cmd": "e" * 32}
            entry = mine | {"batch": [1, 1]} | fields
            entry["key"] = entry["key"].replace("ALICE", eve.alice)
            entry["version"] = max([0, *(row.version for row in log.of_stream(entry["stream"]))]) + 1
            stored = canonical(entry)
            row = (tree.size + 1, entry["stream"], entry["version"], entry["type"], f"{number}", stored)
            connection.execute("INSERT INTO entry VALUES (?,?,?,?,?,?,?)", (*row, tree.append(leaf_hash(stored))))
        if sealed := crime.seal(eve, Checkpoint(ORIGIN, tree.size, tree.root())):
            root, key, signature = sealed
            checkpoint = (tree.size, root, bytes.fromhex(key), signature)
            connection.execute("INSERT INTO checkpoint VALUES (?,?,?,?)", checkpoint)


@pytest.fixture
def eve(ledger: Ledger) -> Eve:
    """Enrolled to record; her note on AFI-1 is the newest entry."""
    key = enrol(ledger, Right.RECORD)
    with beside(ledger, key) as hers:
        hers.record(noting("Seen by Eve."))
    return Eve(key, ledger.signer.fingerprint)


def test_what_she_appends_as_herself_is_hers(ledger: Ledger, eve: Eve) -> None:
    """With file access and an enrolled key one can record without this program; that is no forgery."""
    commit(ledger, eve, Crime([{}], hers))
    assert ledger.record(raising).size == 17


@pytest.mark.parametrize("crime", CRIMES)
def test_a_forged_batch_is_refused(ledger: Ledger, eve: Eve, crime: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody's next signature covers what somebody wrote in another's name."""
    forgery, match = CRIMES[crime]
    commit(ledger, eve, forgery)
    refused(ledger, match, monkeypatch)


def test_a_key_that_ended_seals_no_more(ledger: Ledger, eve: Eve, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even what this program would have recorded."""
    ledger.record(lambda draft: draft.add(KeyRetired(key=eve.key.fingerprint), say("2018")))
    noted = {"stream": "AFI-1", "type": "improvement.noted", "data": {"text": {"prose": "0" * 64}}}
    commit(ledger, eve, Crime([noted], hers))
    refused(ledger, "whose key it does not bear", monkeypatch)


def test_a_key_that_nobody_enrolled_seals_nothing(ledger: Ledger, eve: Eve, monkeypatch: pytest.MonkeyPatch) -> None:
    """Mallory has the file only."""
    mallory = Eve(keyring.create(ORIGIN), eve.alice)
    commit(ledger, mallory, Crime([{}], hers))
    refused(ledger, "whose key it does not bear", monkeypatch)


def test_keys_that_contradict_themselves_are_refused(ledger: Ledger, eve: Eve, monkeypatch: pytest.MonkeyPatch) -> None:
    """A key that ends although it never was, said by somebody who has every right."""
    bob = Eve(enrol(ledger, *Right), eve.alice)
    ending = {"stream": "LEDGER", "type": "key.retired", "data": {"key": "0" * 64}}
    commit(ledger, bob, Crime([ending | {"recorded_by": "PER-3", "said_by": "PER-3"}], hers))
    refused(ledger, "contradicts itself", monkeypatch)


def test_a_ledger_that_was_never_opened_is_refused(tmp_path: Path, ledger: Ledger) -> None:
    """Its file was made, and then somebody lost power."""
    path = tmp_path / "new.ledger"
    file.create(path)
    with Ledger(path, ledger.signer) as new, unchanged(path), pytest.raises(StoreUnavailable, match="never opened"):
        new.record(lambda draft: draft.add(PersonAdded(name=Prose("Ann")), say("2018")))
