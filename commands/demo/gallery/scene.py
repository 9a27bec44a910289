"""The ledger that is falsified: the Cambridgeshire example, gone on with by four people and somebody outside."""

import sqlite3
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from commands.demo import cambridgeshire
from ledger import keyring
from ledger.codec import Happened
from ledger.days import Span
from ledger.draft import Draft, Saying
from ledger.events import File, Prose
from ledger.events.countersignature import CountersignatureAdded
from ledger.events.document import DocumentKept
from ledger.events.improvement import ImprovementNoted
from ledger.events.key import KeyEnrolled, KeyRevoked
from ledger.events.person import PersonAdded
from ledger.events.policy import PolicyStated
from ledger.events.text import ErasedText, TextErased
from ledger.proofs.note import vkey
from ledger.recording import Ledger, Plan
from ledger.stores.log import Log
from ledger.vocabulary import Right
from projections.pages.check import COSIGNER_ED25519, body, key_id
from projections.pages.check import note as signed_note
from projections.pages.check import vkey as vkey_of

EVERY = tuple(sorted(Right))
_ON = Saying(Happened(Span.on("2018-04-09")))
_BOARD = Saying(_ON.on, authority=Prose("Asked for by the person named; agreed by the board"))


class People(NamedTuple):
    """Whose keys there are: Ann and Bob keep the ledger, Eve may record, Don could; nobody enrolled Mallory's."""

    ann: keyring.Key
    bob: keyring.Key
    eve: keyring.Key
    don: keyring.Key
    mallory: keyring.Key


class Witness:
    """Somebody outside who countersigns: the commissioner's office."""

    name = "opcc.example/countersign"

    def __init__(self) -> None:
        self._private = Ed25519PrivateKey.from_private_bytes(bytes(32))
        self._public = self._private.public_key().public_bytes_raw()

    def policy(self) -> bytes:
        """That a checkpoint needs their countersignature."""
        return f"witness OPCC {vkey_of(self.name, self._public, COSIGNER_ED25519)}\nquorum OPCC\n".encode()

    def note(self, origin: str, size: int, root: bytes, log: keyring.Key) -> bytes:
        """A checkpoint as the log and they signed it (C2SP tlog-cosignature)."""
        checkpoint, time = body(origin, size, root), 1_800_000_000
        signature = self._private.sign(f"cosignature/v1\ntime {time}\n".encode() + checkpoint)
        line = key_id(self.name, self._public, COSIGNER_ED25519) + time.to_bytes(8, "big") + signature
        own = signed_note(origin, size, root, log.public, log.sign(checkpoint))
        return f"{own}— {self.name} {b64encode(line).decode()}\n".encode()


@dataclass(frozen=True)
class Scene:
    """A ledger as the program recorded it, the keys, and what a terminal remembers that saw it last."""

    path: Path
    origin: str
    people: People
    size: int
    root: bytes
    #: Commitment, salt and content of the text that was erased, as an old backup has them.
    erased: tuple[bytes, bytes, bytes]


def record(path: Path) -> Scene:
    """Records it at ``path``, 155 entries long. ``AFI_HOME`` has to be a folder for nothing else."""
    cambridgeshire.record(path, "Ann Keeper")
    origin = _origin(path)
    [ann] = keyring.keys(origin)
    people = People(ann, *(keyring.create(origin, bytes([number]) * 32) for number in range(1, 5)))
    _go_on(path, people)
    erased = _erase(path, people)
    _record(path, people.ann, noting("AFI-1"), noting("AFI-2"))  # E-151; E-152
    _record(path, people.bob, both(noting("AFI-3"), noting("AFI-4")))  # E-153, E-154
    _record(path, people.eve, noting("AFI-7"))  # E-155
    size, root = _head(path)
    return Scene(path, origin, people, size, root, erased)


def noting(reference: str, text: str = "Progress") -> Plan:
    """A note about an improvement."""
    return lambda draft: draft.add(ImprovementNoted(text=Prose(text)), _ON, reference)


def both(*plans: Plan) -> Plan:
    """Several plans as one command."""

    def plan(draft: Draft) -> None:
        for each in plans:
            each(draft)

    return plan


def _go_on(path: Path, people: People) -> None:
    """E-132 to E-148, after the example's 131 entries."""
    _record(path, people.ann, lambda draft: _enrol(draft, people))  # E-132 to E-137
    _record(path, people.bob, noting("AFI-1"), noting("AFI-2"))  # E-138; E-139
    _record(path, people.eve, noting("AFI-3"))  # E-140
    _record(path, people.ann, both(*(noting(f"AFI-{number}") for number in (4, 5, 6))))  # E-141 to E-143
    letter = DocumentKept(content=File(b"The letter, scanned"), name=Prose("letter.pdf"), size=19)
    _record(path, people.eve, lambda draft: draft.add(letter, _ON, "DOC-1"))  # E-144
    _record(path, people.don, noting("AFI-2"))  # E-145
    witness, revoked = Witness(), KeyRevoked(key=people.don.fingerprint, after=145)
    _record(path, people.ann, lambda draft: draft.add(revoked, _ON))  # E-146
    policy = PolicyStated(policy=File(witness.policy()))
    _record(path, people.ann, lambda draft: draft.add(policy, _ON))  # E-147
    note = File(witness.note(people.ann.origin, *_head(path), people.ann))
    _record(path, people.ann, lambda draft: draft.add(CountersignatureAdded(size=147, note=note), _ON))  # E-148


def _enrol(draft: Draft, people: People) -> None:
    """Bob with every right; Eve and Don, who may record."""
    rights = {"Bob Keeper": (people.bob, EVERY), "Eve Clerk": (people.eve, (Right.RECORD,))}
    rights["Don Clerk"] = (people.don, (Right.RECORD,))
    numbers = {name: draft.add(PersonAdded(name=Prose(name)), _ON) for name in rights}
    for name, (key, may) in rights.items():
        draft.add(KeyEnrolled(vkey=vkey(key.origin, key.public), person=numbers[name], rights=may), _ON)


def _erase(path: Path, people: People) -> tuple[bytes, bytes, bytes]:
    """A note that names somebody (E-149), and its erasure (E-150)."""
    _record(path, people.bob, noting("AFI-7", "Jane Doe complained"))
    with sqlite3.connect(path) as sql:
        found: tuple[bytes, bytes, bytes] = sql.execute("SELECT * FROM vault ORDER BY rowid DESC LIMIT 1").fetchone()
        sql.execute("DELETE FROM vault WHERE commitment = ?", found[:1])
    sql.close()
    erased = TextErased(texts=(ErasedText(text=found[0].hex(), entry=149),))
    _record(path, people.ann, lambda draft: draft.add(erased, _BOARD))
    return found


def _record(path: Path, signer: keyring.Key, *plans: Callable[[Draft], object]) -> None:
    with Ledger(path, signer) as ledger:
        for plan in plans:
            ledger.record(plan)


def _origin(path: Path) -> str:
    log = Log.open(path)
    try:
        return str(log.opening()["origin"])
    finally:
        log.close()


def _head(path: Path) -> tuple[int, bytes]:
    log = Log.open(path)
    try:
        head = log.head()
    finally:
        log.close()
    assert head is not None
    return head.size, head.root
