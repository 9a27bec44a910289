"""What outsiders countersigned, whom a policy asks for, and issued papers: held against the tree and the vault."""

from hashlib import sha256
from typing import Any

import pytest

from ledger.proofs import note
from ledger.proofs.audit import audit
from ledger.proofs.cosignature import ED25519, MLDSA44, Cosigner, from_seed, line, sign
from ledger.proofs.note import Checkpoint
from ledger.proofs.policy import Policy, parse_policy
from tests.ledger.proofs.test_audit import KEY, ORIGIN, PUBLIC, Rows, found, ledger

AT = 1_767_225_600  # 2026-01-01
WITNESSES = [from_seed(kind, name, name.encode().ljust(32)) for name, kind in (("opcc", ED25519), ("audit", MLDSA44))]
OPCC, AUDIT = (cosigner for _, cosigner in WITNESSES)


def policy(least: str = "any", *cosigners: Cosigner, log: str = note.vkey(ORIGIN, PUBLIC)) -> Policy:
    """A policy that asks for so many of these."""
    lines = [f"log {log}", *(f"witness {each.name} {each.vkey}" for each in cosigners or (OPCC, AUDIT))]
    members = " ".join(each.name for each in cosigners or (OPCC, AUDIT))
    return parse_policy(
        "".join(f"{each}\n" for each in [*lines, f"group all-of-us {least} {members}", "quorum all-of-us"]).encode()
    )


def signed(rows: Rows, size: int, *names: str, root: bytes | None = None, origin: str = ORIGIN) -> bytes:
    """The note of a checkpoint of so many entries, with the lines of these witnesses."""
    stored = rows.checkpoints_[size - 2].root
    assert isinstance(stored, bytes)
    checkpoint = Checkpoint(origin, size, root or stored)
    text = note.note_text(checkpoint.body(), [(origin, PUBLIC, KEY.sign(checkpoint.body()))])
    for private, cosigner in WITNESSES:
        if cosigner.name in names:
            text += line(cosigner, sign(private, cosigner, checkpoint, AT))
    return text.encode()


def keep(rows: Rows, type_name: str, content: bytes, **data: Any) -> None:
    """One more entry that keeps a file, named ``policy`` or ``note``."""
    version = 2 + sum(row.stream == "LEDGER" for row in rows.entries_[1:])
    name = "policy" if type_name == "policy.stated" else "note"
    rows.add("LEDGER", version, type_name, data | {name: {"file": rows.keep(content)["prose"]}})


def countersigned(*names: str, size: int = 5, said: int | None = None, **odd: Any) -> Rows:
    """Seven entries, and one that keeps a countersignature of the first five."""
    rows = ledger(7)
    keep(rows, "countersignature.added", signed(rows, size, *names, **odd), size=said or size)
    return rows


def test_a_countersignature_protects_up_to_its_entry() -> None:
    """Who, when and up to where is said, and how many entries after it nobody outside has countersigned."""
    verdict = audit(countersigned("opcc"), policy=policy())
    assert verdict.sound
    [protection] = verdict.protected
    assert (protection.size, protection.name, protection.at) == (5, "opcc", "2026-01-01")
    assert protection.known and protection.key == OPCC.fingerprint
    assert verdict.met is not None and verdict.met.size == 5
    said = "\n".join(verdict.unprotected)
    assert "opcc countersigned up to E-5 on 2026-01-01" in said and "E-6 to E-8 (3 entries)" in said
    assert "Nobody outside" not in said and "made them up" not in said


def test_without_a_policy_nobody_is_known() -> None:
    """A line by an unknown key protects nothing; the note must be of this tree all the same."""
    verdict = audit(countersigned("opcc"))
    assert verdict.sound and verdict.protected == () and verdict.met is None
    assert "No policy says whose the countersignatures are" in verdict.unprotected[0]
    assert "Nobody outside has countersigned" in audit(ledger(3)).unprotected[0]
    assert found(audit(countersigned("opcc", root=b"r" * 32))) == [("countersignature", 8, 7)]


def test_the_ledger_s_own_policy_is_said_to_be_its_own() -> None:
    """Its keepers wrote it, so the keys are to be compared; the newest counts."""
    rows = ledger(7)
    keep(rows, "policy.stated", policy("any", AUDIT).write())
    keep(rows, "policy.stated", policy("any", OPCC).write())
    keep(rows, "countersignature.added", signed(rows, 5, "opcc", "audit"), size=5)
    verdict = audit(rows)
    assert verdict.sound and [(each.name, each.known) for each in verdict.protected] == [("opcc", False)]
    assert any("made them up" in statement for statement in verdict.unprotected)
    both = audit(rows, policy=policy("any", AUDIT)).protected
    assert {(each.name, each.known) for each in both} == {("opcc", False), ("audit", True)}


@pytest.mark.parametrize(
    "odd",
    [
        {"root": b"r" * 32},
        {"origin": "other.0123456789abcdef"},
        {"said": 6},
    ],
)
def test_a_countersignature_of_another_tree(odd: dict[str, Any]) -> None:
    """Another root, another ledger, or another size than the entry says: named in the entry that keeps it."""
    verdict = audit(countersigned("opcc", **odd), policy=policy())
    assert {each[:2] for each in found(verdict)} == {("countersignature", 8), ("policy", None)}
    assert verdict.protected == ()


@pytest.mark.parametrize("content", [b"", b"\xff", b"no note\n", b"a\n\nb\n"])
def test_a_countersignature_that_is_none(content: bytes) -> None:
    """Whatever is kept in its place is named."""
    rows = ledger(7)
    keep(rows, "countersignature.added", content, size=5)
    assert found(audit(rows)) == [("countersignature", 8, 7)]


def test_a_line_that_its_witness_did_not_sign() -> None:
    """A known name under a checkpoint that it never saw spoils the note."""
    rows = ledger(7)
    other = signed(rows, 4, "opcc").split(b"\n")[-2]
    keep(rows, "countersignature.added", signed(rows, 5) + other + b"\n", size=5)
    assert found(audit(rows)) == []  # nobody is known
    assert ("countersignature", 8, 7) in found(audit(rows, policy=policy()))


def test_a_tree_that_was_made_again() -> None:
    """Who edits an entry and makes everything again with the key is caught by what somebody outside signed."""
    countersignature = signed(ledger(7), 5, "opcc")
    again = ledger(4)
    for version in (3, 4, 5):
        again.add("AFI-1", version, "improvement.noted", {}, said_by="ORG-1")
    keep(again, "countersignature.added", countersignature, size=5)
    assert found(audit(again)) == [("countersignature", 8, 7)]


def test_hashes_that_were_altered_spoil_no_countersignature() -> None:
    """What was sealed is what was countersigned, whatever became of the stored nodes."""
    rows = countersigned("opcc")
    rows.entries_[3] = rows.entries_[3]._replace(hashes=b"x" * 96)
    verdict = audit(rows, policy=policy())
    assert found(verdict) == [("hashes", 4, 3)] and len(verdict.protected) == 1


def test_entries_that_are_missing_leave_it_open() -> None:
    """Neither a fault of the countersignature nor a protection."""
    rows = countersigned("opcc", size=6)
    del rows.entries_[3]
    verdict = audit(rows)
    assert "missing" in {kind for kind, _, _ in found(verdict)} and verdict.protected == ()


@pytest.mark.parametrize(
    ("least", "names", "met"),
    [("any", ["opcc"], 5), ("any", ["audit"], 5), ("all", ["opcc", "audit"], 5), ("all", ["opcc"], 0), ("any", [], 0)],
)
def test_a_quorum(least: str, names: list[str], met: int) -> None:
    """So many of these; where too few countersigned, that is found."""
    verdict = audit(countersigned(*names), policy=policy(least))
    assert verdict.met is not None and verdict.met.size == met
    assert found(verdict) == ([] if met else [("policy", None, 8)])


def test_a_quorum_over_several_notes() -> None:
    """Each vouches for all that came before, so together they vouch for the lesser."""
    rows = countersigned("opcc", size=6)
    keep(rows, "countersignature.added", signed(rows, 4, "audit"), size=4)
    verdict = audit(rows, policy=policy("all"))
    assert verdict.met is not None and verdict.met.size == 4 and verdict.sound
    assert [each.size for each in verdict.protected] == [6, 4]


def test_a_policy_that_knows_no_key_of_the_ledger() -> None:
    """What the log itself did not sign by such a key does not count."""
    other = note.vkey("other.0123456789abcdef", PUBLIC)
    verdict = audit(countersigned("opcc"), policy=policy("any", OPCC, log=other))
    assert found(verdict) == [("policy", None, 8)] and "names no key" in verdict.findings[0].what


def test_a_policy_that_asks_for_nobody() -> None:
    """Is met."""
    verdict = audit(ledger(4), policy=parse_policy(b"quorum none\n"))
    assert verdict.sound and verdict.met is not None and verdict.met.nobody


def test_a_stated_policy_that_is_none() -> None:
    """Is named; the one before it counts."""
    rows = ledger(7)
    keep(rows, "policy.stated", policy("any", OPCC).write())
    keep(rows, "policy.stated", b"quorum\n")
    keep(rows, "countersignature.added", signed(rows, 5, "opcc"), size=5)
    verdict = audit(rows)
    assert found(verdict) == [("policy", 9, 8)] and [each.name for each in verdict.protected] == ["opcc"]


def test_a_note_that_was_erased() -> None:
    """Protects nothing any more, and is no fault."""
    rows = countersigned("opcc")
    text = max(rows.vault, key=lambda commitment: b"\xe2\x80\x94" in rows.vault[commitment].content)  # type: ignore[operator]
    rows.add("LEDGER", 3, "text.erased", {"texts": [{"text": text.hex(), "entry": 8}]})
    del rows.vault[text]
    verdict = audit(rows)
    assert verdict.sound and verdict.protected == () and verdict.counts.texts_erased == 1


def test_an_issued_paper_is_the_file_that_was_issued() -> None:
    """The copy that is kept has the digest that was recorded; another is named."""
    for digest, kinds in ((sha256(b"paper").hexdigest(), []), ("0" * 64, [("paper", 8, 7)])):
        rows = ledger(7)
        rows.minted_["PAP"] = 1
        rows.add("PAP-1", 1, "paper.issued", {"content": {"file": rows.keep(b"paper")["prose"]}, "digest": digest})
        assert found(audit(rows)) == kinds
