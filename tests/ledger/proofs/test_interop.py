"""Notes, countersignatures and proofs, both ways, with an implementation that was not written here."""

from hashlib import sha256
from typing import Any

import proofbundle.checkpoint as theirs
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey
from proofbundle import tlogproof

from ledger.proofs.bundle import check_proof, parse_proof, signed_by, write_proof
from ledger.proofs.cosignature import ED25519, MLDSA44, countersigned, parse_cosigner
from ledger.proofs.note import Checkpoint, parse_checkpoint, parse_note, parse_vkey, vkey
from ledger.proofs.policy import Policy, parse_policy
from ledger.proofs.tree import Frontier, leaf_hash, prove_inclusion, root
from tests.ledger.proofs.cosigners import AT, BOTH, ORIGIN, cosigner, log, signed

ENTRIES = [b"entry %d" % number for number in range(13)]
_ROWS: list[bytes] = []
_frontier = Frontier()
for _entry in ENTRIES:
    _ROWS.append(_frontier.append(leaf_hash(_entry)))


def node(level: int, index: int) -> bytes:
    """A stored node of the tree over the entries."""
    return _ROWS[((index + 1) << level) - 1][32 * level : 32 * level + 32]


CHECKPOINT = Checkpoint(ORIGIN, 13, root(13, node))
OURS = [cosigner("opcc", ED25519), cosigner("audit", MLDSA44)]
LOG = vkey(ORIGIN, log()[1])


def their_witness(kind: int) -> tuple[Any, str]:
    """A key of theirs, and its vkey as they write it."""
    seed = sha256(b"their witness").digest()
    if kind == ED25519:
        private: Any = Ed25519PrivateKey.from_private_bytes(seed)
        return private, theirs.cosign_vkey("their.example/w", private.public_key().public_bytes_raw())
    private = MLDSA44PrivateKey.from_seed_bytes(seed)
    return private, theirs.cosign_vkey_mldsa("their.example/w", private.public_key().public_bytes_raw())


def cosigned_by_them(note: str, kind: int) -> str:
    """The note with a line more, which they made."""
    cosign = theirs.cosign_checkpoint if kind == ED25519 else theirs.cosign_checkpoint_mldsa
    return str(cosign(note, their_witness(kind)[0], "their.example/w", AT))


def policy(*witnesses: str) -> Policy:
    """The log, and all of these."""
    lines = [f"log {LOG}", *(f"witness w{number} {each}" for number, each in enumerate(witnesses))]
    group = f"group all all {' '.join(f'w{number}' for number in range(len(witnesses)))}"
    return parse_policy("".join(f"{line}\n" for line in [*lines, group, "quorum all"]).encode())


def test_they_verify_our_checkpoints() -> None:
    """Signed by a log of ours, and not once anything is altered."""
    found = theirs.verify_checkpoint(signed(CHECKPOINT), LOG)
    assert (found["ok"], found["origin"], found["tree_size"]) == (True, ORIGIN, 13)
    assert not theirs.verify_checkpoint(signed(CHECKPOINT).replace("\n13\n", "\n14\n"), LOG)["ok"]


def test_we_verify_their_checkpoints() -> None:
    """The note and the vkey as they write them."""
    private = Ed25519PrivateKey.from_private_bytes(sha256(b"their log").digest())
    public = private.public_key().public_bytes_raw()
    text = theirs.sign_checkpoint(ORIGIN, 13, CHECKPOINT.root, private, ORIGIN)
    assert parse_checkpoint(parse_note(text)[0]) == CHECKPOINT
    assert parse_vkey(theirs.vkey(ORIGIN, public)) == (ORIGIN, public)
    assert signed_by(text, [public]) == (public,)
    with pytest.raises(ValueError, match="is not of this checkpoint"):
        signed_by(text.replace("\n13\n", "\n14\n"), [public])


@pytest.mark.parametrize("kind", BOTH)
def test_they_verify_our_countersignatures(kind: int) -> None:
    """Of both kinds, with the time; the vkey is read by both."""
    _, who = key = cosigner("opcc", kind)
    text = signed(CHECKPOINT, [key])
    found = theirs.verify_cosignature(text, who.vkey)
    assert (found["ok"], found["timestamp"], found["tree_size"]) == (True, AT, 13)
    assert not theirs.verify_cosignature(text.replace("\n13\n", "\n14\n"), who.vkey)["ok"]


@pytest.mark.parametrize("kind", BOTH)
def test_we_verify_their_countersignatures(kind: int) -> None:
    """Of both kinds, over a checkpoint of ours."""
    who = parse_cosigner(their_witness(kind)[1])
    text = cosigned_by_them(signed(CHECKPOINT), kind)
    assert countersigned(text, [who]) == (CHECKPOINT, {who: AT})
    with pytest.raises(ValueError, match="is not of this checkpoint"):
        countersigned(text.replace("\n13\n", "\n14\n"), [who])


def test_they_verify_our_proofs() -> None:
    """Every entry of a tree, its log and both countersigners; and no other entry in its place."""
    note = signed(CHECKPOINT, OURS)
    witnesses = [who.vkey for _, who in OURS]
    for index, entry in enumerate(ENTRIES):
        text = write_proof(index, prove_inclusion(index, 13, node), note)
        found = tlogproof.verify_tlog_proof(text, entry, LOG, witnesses, threshold=2, expected_origin=ORIGIN)
        assert found["ok"], found
        assert not tlogproof.verify_tlog_proof(text, entry + b"x", LOG, witnesses, threshold=2)["ok"]


def test_we_verify_their_proofs() -> None:
    """Written by them over a note that they countersigned, under a policy that names them."""
    note = cosigned_by_them(signed(CHECKPOINT), MLDSA44)
    demands = policy(their_witness(MLDSA44)[1])
    for index, entry in enumerate(ENTRIES):
        text = tlogproof.format_tlog_proof(index, prove_inclusion(index, 13, node), note, extra=b"theirs")
        assert check_proof(parse_proof(text), entry, demands).checkpoint == CHECKPOINT
        with pytest.raises(ValueError, match="is not E-"):
            check_proof(parse_proof(text), entry + b"x", demands)


def test_both_write_the_same_proof() -> None:
    """Byte for byte, and each reads the other's."""
    hashes, note = prove_inclusion(4, 13, node), signed(CHECKPOINT, OURS)
    for extra in (None, b"beside it"):
        text = write_proof(4, hashes, note, extra)
        assert tlogproof.format_tlog_proof(4, hashes, note, extra=extra) == text
        found = tlogproof.parse_tlog_proof(text)
        assert (found["index"], list(found["proof"]), found["checkpoint"]) == (4, hashes, note)
