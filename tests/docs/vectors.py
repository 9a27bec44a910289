"""Makes the test vectors in docs/vectors, the same each time: fixed seeds, times, salts and command ids."""

import json
import tempfile
from base64 import b64encode
from collections.abc import Callable, Iterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

from ledger.draft import Draft
from ledger.events import Event, File, Prose
from ledger.events.document import DocumentAdded, DocumentKept
from ledger.events.improvement import ImprovementAssigned, ImprovementClaimed, ImprovementNoted, ImprovementRaised
from ledger.events.key import KeyEnrolled, KeyRetired, KeyRevoked
from ledger.events.ledger import ClockAccepted
from ledger.events.person import PersonAdded
from ledger.events.record import RecordVoided
from ledger.proofs import tree
from ledger.proofs.entry import FORMAT, SAFE, Json
from ledger.proofs.note import Checkpoint, fingerprint, key_id, note_text, parse_vkey, vkey
from ledger.recording import Ledger, Plan
from ledger.stores import file
from ledger.stores.log import Log
from tests.docs.entries import entries
from tests.examples import ALL_RIGHTS, key, seed
from tests.making import BEGUN, ORIGIN, open_plan, repeating, say, ticking

# Trees.


def trees(most: int = 9) -> Json:
    """Every tree up to a size, with every proof that there is."""
    leaves = [tree.leaf_hash(_leaf(number)) for number in range(most)]
    frontier = tree.Frontier()
    rows = [frontier.append(leaf) for leaf in leaves]

    def read(level: int, index: int) -> bytes:
        position, start = tree.stored_at(level, index)
        return rows[position - 1][start : start + tree.HASH_SIZE]

    return {
        "entries": [_leaf(number).hex() for number in range(most)],
        "leaves": [leaf.hex() for leaf in leaves],
        "rows": [row.hex() for row in rows],
        "roots": [tree.root(size, read).hex() for size in range(most + 1)],
        "inclusion": [
            {"index": index, "size": size, "proof": _hex(tree.prove_inclusion(index, size, read))}
            for size in range(1, most + 1)
            for index in range(size)
        ],
        "consistency": [
            {"old": old, "new": new, "proof": _hex(tree.prove_consistency(old, new, read))}
            for new in range(1, most + 1)
            for old in range(1, new + 1)
        ],
    }


def _leaf(number: int) -> bytes:
    return bytes(range(number))


def _hex(hashes: list[bytes]) -> list[str]:
    return [each.hex() for each in hashes]


# Keys and checkpoints.


def checkpoints() -> Json:
    """Keys from their seeds, what they sign, and keys that are refused."""
    signed = []
    for name, size in (("ann", 1), ("ben", 11), ("cat", 20852163), ("recovery", SAFE)):
        signer, root = key(name), sha256(f"root {size}".encode()).digest()
        body = Checkpoint(ORIGIN, size, root).body()
        signature = signer.sign(body)
        signed.append(
            {
                "seed": seed(name).hex(),
                "public": signer.public.hex(),
                "fingerprint": fingerprint(signer.public),
                "key_id": key_id(ORIGIN, signer.public).hex(),
                "vkey": vkey(ORIGIN, signer.public),
                "origin": ORIGIN,
                "size": size,
                "root": root.hex(),
                "body": body.decode(),
                "signature": signature.hex(),
                "note": note_text(body, [(ORIGIN, signer.public, signature)]),
            }
        )
    return {"checkpoints": signed, "refused_vkeys": [_refused_vkey(what, text) for what, text in _bad_vkeys()]}


def _refused_vkey(what: str, text: str) -> Json:
    try:
        parse_vkey(text)
    except ValueError:
        return {"what": what, "vkey": text}
    raise AssertionError(f"{what} is taken for a key")


def _bad_vkeys() -> Iterator[tuple[str, str]]:
    prime, good = 2**255 - 19, vkey(ORIGIN, key("ann").public)
    order_8 = "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"
    weak = {
        "order 1": 1, "order 2": prime - 1, "order 4": 0, "order 4, top bit set": 2**255,
        "order 8": int.from_bytes(bytes.fromhex(order_8), "little"),
        "order 8, the other": prime - int.from_bytes(bytes.fromhex(order_8), "little"),
        "order 1, not reduced": prime + 1, "not reduced": prime + 3,
    }  # fmt: skip
    for what, y in weak.items():
        yield what, vkey(ORIGIN, y.to_bytes(32, "little"))
    name, identifier, encoded = good.split("+", 2)
    yield "another key's id", f"{name}+{'0' * 8}+{encoded}"
    yield "its id in upper case", f"{name}+{identifier.upper()}+{encoded}"
    yield "another name", good.replace("fenshire", "fensh1re")
    typed = b"\x02" + key("ann").public
    short = sha256(f"{name}\n".encode() + typed).hexdigest()[:8]
    yield "another type", f"{name}+{short}+{b64encode(typed).decode()}"
    yield "no key", f"{name}+{identifier}"


# A whole ledger.


def ledger() -> Json:
    """A ledger made through the write door, as rows; ``AFI_HOME`` must be set."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "afi.ledger"
        file.create(path)
        for number, (name, plan) in enumerate(_plans(), 1):
            clock, entropy = ticking(BEGUN + timedelta(hours=number)), repeating(f"ledger {number}")
            with Ledger(path, key(name), clock=clock, entropy=entropy) as door:
                door.record(plan, command=sha256(f"command {number}".encode()).hexdigest()[:32])
        log = Log.open(path)
        try:
            return _rows(log)
        finally:
            log.close()


def _rows(log: Log) -> Json:
    head = log.head()
    assert head is not None
    return {
        "format": FORMAT,
        "origin": ORIGIN,
        "seeds": {name: seed(name).hex() for name in ("ann", "ben", "cat", "dan")},
        "first_key": key("ann").fingerprint,
        "size": head.size,
        "root": head.root.hex(),
        "unproven": [21, 22],
        "entries": [{"bytes": row.stored.hex(), "hashes": row.hashes.hex()} for row in log.all_rows()],
        "checkpoints": [
            dict(zip(("size", "root", "key", "signature"), map(_plain, row), strict=True))
            for row in log.query("SELECT size, root, key, signature FROM checkpoint ORDER BY size")
        ],
        "vault": [
            dict(zip(("commitment", "salt", "content"), map(_plain, row), strict=True))
            for row in log.query("SELECT commitment, salt, content FROM vault ORDER BY commitment")
        ],
    }


def _plain(value: object) -> object:
    return value.hex() if isinstance(value, bytes) else value


def _plans() -> Iterator[tuple[str, Plan]]:
    """Who recorded what, command by command."""
    ben, cat = _enrolled("ben", "PER-2", ("record",)), _enrolled("cat", "PER-3", ALL_RIGHTS)
    yield "ann", open_plan(ORIGIN, key("ann").public)
    yield "ann", _adding(PersonAdded(name=Prose("Ben Clerk")), PersonAdded(name=Prose("Cat O’Keefe")), ben, cat)
    yield "ben", _raising
    yield "cat", _noting
    yield "cat", _adding(PersonAdded(name=Prose("Dan Lately")), _enrolled("dan", "PER-4", ("record",)))
    yield "dan", _adding(ImprovementClaimed(evidence=Prose("19 of 20 cases sampled")), to="AFI-1")
    yield "ann", _adding(KeyRetired(key=key("ben").fingerprint))
    # What cat sealed after E-19 has no proven author, nor has what dan sealed, whom cat enrolled.
    yield "ann", _adding(KeyRevoked(key=key("cat").fingerprint, after=19))
    yield "ann", _adding(ClockAccepted())
    yield "ann", _correcting


def _enrolled(name: str, person: str, rights: tuple[str, ...]) -> KeyEnrolled:
    return KeyEnrolled(vkey=vkey(ORIGIN, key(name).public), person=person, rights=rights)


def _adding(*events: Event, to: str | None = None) -> Plan:
    def plan(draft: Draft) -> None:
        for event in events:
            draft.add(event, say("2018-04-09"), to)

    return plan


def _raising(draft: Draft) -> None:
    report = DocumentAdded(kind="report", title=Prose("PEEL: Effectiveness 2017"), marking="none_stated")
    draft.add(report, say("2018-03-22"))
    raised = ImprovementRaised(
        kind="area_for_improvement", inspection="INS-1", force="ORG-2", question="QUE-1",
        text=Prose("Ensure regular and active supervision."),
    )  # fmt: skip
    reference = draft.add(raised, say("2018-03-22", "ORG-1", ("DOC-1:4",)))
    draft.add(ImprovementAssigned(owner="POST-1"), say("2018-04"), reference)


def _noting(draft: Draft) -> None:
    noted = ImprovementNoted(text=Prose("Zoë’s dip sample: 92%"))
    draft.add(noted, say("2018-06/2018-08", "POST-1", ("DOC-1:p6.b2",), "Asked by the board"), "AFI-1")


def _correcting(draft: Draft) -> None:
    """What a later program added: a file, a correction, a record that is said not to count."""
    evidence = draft.add(DocumentAdded(kind="evidence", title=Prose("sample.csv")), say("2018-09-03"))
    kept = DocumentKept(content=File(b"case,met\n1,yes\n2,no\n"), name=Prose("sample.csv"), size=20)
    draft.add(kept, say("2018-09-03"), evidence)
    noted = ImprovementNoted(text=Prose("Zoë’s dip sample: 29%"))
    draft.correct(NOTED, noted, say("2018-06/2018-08", "POST-1", ("DOC-2",), "Digits transposed"))
    concern = ImprovementRaised(
        kind="cause_of_concern", inspection="INS-1", force="ORG-2", text=Prose("Calls go unanswered."), accelerated=1
    )
    reference = draft.add(concern, say("2018-02-01", "ORG-1"))
    draft.add(RecordVoided(reason="in_error"), say("2018-09-05"), reference)


#: The position of the note that is corrected.
NOTED = 19

#: What was published once and is not made again, by its SHA-256: a ledger of the first versions of events only.
PUBLISHED = {"ledger": "0cef8caee6d1879aa67e4571693d5e6bec50dd3ca15f504930b728d5d3941419"}
VECTORS: dict[str, Callable[[], Json]] = {
    "entries": entries,
    "tree": trees,
    "checkpoints": checkpoints,
    "field": ledger,
}


def written(vector: Json) -> str:
    """A file of vectors as it is kept."""
    return json.dumps(vector, indent=1, ensure_ascii=False) + "\n"
