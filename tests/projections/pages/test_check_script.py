"""The second opinion, check.py: it shares nothing with the program, and agrees with it wherever it can see."""

import ast
import json
import shutil
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from commands.demo import tamper
from commands.demo.gallery.forger import Forger
from commands.demo.gallery.rows import ROWS, Row
from commands.demo.gallery.scene import Scene, Witness, record
from ledger.proofs import tree
from ledger.proofs.entry import LARGEST
from ledger.stores.file import SCHEMA
from ledger.stores.rows import LARGEST_TEXT
from projections.pages import check
from tests.projections.pages.opinions import SCRIPT, run

#: What only a terminal's memory finds.
_REMEMBERED = {"cut", "fork"}


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """The gallery's ledger."""
    folder = tmp_path_factory.mktemp("scene")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AFI_HOME", str(folder / "home"))
        yield record(folder / "afi.ledger")


# What it is.


def test_it_needs_nothing() -> None:
    """Only modules of the standard library, and `cryptography`, which it can do without."""
    source = ast.parse(SCRIPT.read_bytes())
    names = {
        alias.name if isinstance(node, ast.Import) else str(node.module)
        for node in ast.walk(source)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    assert {name.split(".")[0] for name in names} - sys.stdlib_module_names == {"cryptography"}


def test_python_3_9_can_read_it() -> None:
    """No later syntax; annotations are not evaluated."""
    source = SCRIPT.read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 9))
    assert "from __future__ import annotations\n" in source


def test_the_statements_that_made_the_tables_are_the_programs() -> None:
    """It has their digests, so that it can tell a table as it was made from one that was planted."""
    digests = {sha256(statement.encode()).hexdigest() for statement in SCHEMA}
    assert {digest for digest in check.SCHEMA.values() if digest} == digests
    assert (check.LARGEST, check.LARGEST_TEXT) == (LARGEST, LARGEST_TEXT)


# The gallery.


def test_a_ledger_nobody_touched_is_whole(scene: Scene) -> None:
    """With what to compare, who countersigned, and how many texts were erased."""
    said = run(scene.path, "--first-key", scene.people.ann.fingerprint).splitlines()
    assert said[-1] == "whole"
    assert f"root: {scene.root.hex()}" in said and "erased: 1" in said
    assert "note: The policy that the ledger itself states is not met." in said  # it names no log key


def test_whose_word_a_countersigners_key_is(scene: Scene, tmp_path: Path) -> None:
    """Under the ledger's own policy its keepers could have made the key up; under a reader's they could not."""
    said = run(scene.path)
    assert f"note: Countersigned by {Witness.name} up to E-147, key " in said
    assert "if that key is theirs, nobody alone can rewrite that." in said and "could have made them up" in said
    policy = tmp_path / "policy"
    policy.write_bytes(f"log {check.vkey(scene.origin, scene.people.ann.public)}\n".encode() + Witness().policy())
    said = run(scene.path, "--policy", policy)
    assert "…: nobody alone can rewrite that." in said and "made them up" not in said


@pytest.mark.parametrize("row", [row for row in ROWS if not row.unseen], ids=lambda row: row.name)
def test_it_agrees_with_the_audit(scene: Scene, row: Row, tmp_path: Path) -> None:
    """On every row of the gallery that it can see: the same kinds of findings, and the main one at the same place."""
    audited = {each["kind"] for each in tamper.found(row, scene)}
    report = opinion(scene, row, tmp_path)
    assert {finding.kind for finding in report.findings} == audited - _REMEMBERED
    first = next(finding for finding in report.dated() if finding.kind == row.kind)
    place = first.position, first.until, first.column, first.held or None
    assert place == (row.position, row.until, row.column, row.held)


@pytest.mark.parametrize("row", [row for row in ROWS if row.unseen], ids=lambda row: row.name)
def test_what_it_cannot_see_is_listed(scene: Scene, row: Row, tmp_path: Path) -> None:
    """Those rows are whole to it: the reason stands in the list."""
    assert not opinion(scene, row, tmp_path).findings
    assert row.unseen.endswith((".", "compares."))


def opinion(scene: Scene, row: Row, folder: Path) -> check.Report:
    """What it says of a falsified copy."""
    path = Path(shutil.copy(scene.path, folder / "afi.ledger"))
    row.forge(path, scene)
    return check.check(path, first_key=scene.people.ann.fingerprint)


def test_findings_as_text_and_as_json(scene: Scene, tmp_path: Path) -> None:
    """Kind, place, what still holds; the last line and the exit code are the answer."""
    path = Path(shutil.copy(scene.path, tmp_path))
    with Forger(path) as forger:
        forger.edit(133, said_by="ORG-2")
    said = run(path, code=1).splitlines()
    assert said[-2:] == [
        "WRONG edited (E-133, entry.bytes; up to E-131 it holds): E-133: not what was sealed.",
        "not whole",
    ]
    document: dict[str, Any] = json.loads(run(path, "--json", code=1))
    assert (document["whole"], document["signatures_checked"], document["size"]) == (False, True, 155)
    assert [(each["kind"], each["position"], each["held"]) for each in document["findings"]] == [("edited", 133, 131)]


def test_without_cryptography_it_says_so(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Hashes are checked all the same; what only a signature shows is then not seen."""
    monkeypatch.setattr(check, "SIGNATURES", False)
    assert check.main([str(scene.path)]) == 0
    said = capsys.readouterr().out
    assert "note: Signatures were NOT checked" in said
    assert said.splitlines()[-1] == "whole, but signatures were not checked"
    assert f"note: Countersignatures that could NOT be checked here: {Witness.name}." in said
    assert check.main([str(scene.path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["signatures_checked"] is False
    policy = tmp_path / "policy"
    policy.write_bytes(f"log {check.vkey(scene.origin, scene.people.ann.public)}\n".encode() + Witness().policy())
    [finding] = check.check(scene.path, policy).findings
    assert (finding.kind, finding.what.partition(":")[0]) == ("policy", "Whether the policy is met cannot be told")
    by_name = {row.name: row for row in ROWS}
    assert opinion(scene, by_name["an edited entry, all hashes recomputed"], tmp_path).findings
    assert not opinion(scene, by_name["a signature stripped"], tmp_path).findings


# Keys and policies from outside.


def test_another_first_key(scene: Scene) -> None:
    """A ledger made up as a whole is found by the one thing that a reader has from elsewhere."""
    assert "WRONG first-key (E-1" in run(scene.path, "--first-key", "0" * 64, code=1)


def test_a_policy_from_outside(scene: Scene, tmp_path: Path) -> None:
    """Met by the countersignature that the ledger keeps, or not, or no policy at all."""
    policy, own = tmp_path / "policy", f"log {check.vkey(scene.origin, scene.people.ann.public)}\n".encode()
    policy.write_bytes(own + Witness().policy())
    run(scene.path, "--policy", policy)
    stranger = check.vkey("audit.example", bytes(31) + b"\x07", check.COSIGNER_ED25519)
    another = Witness().policy().replace(b"quorum OPCC", f"witness A {stranger}\nquorum A".encode())
    for text in (own + another, Witness().policy()):  # of somebody who did not sign; of no log
        policy.write_bytes(text)
        assert "WRONG policy" in run(scene.path, "--policy", policy, code=1)


@pytest.mark.parametrize(
    "text",
    [
        "", "quorum A", "quorum none\nquorum none", "witness none VKEY\nquorum none", "group G any A\nquorum G",
        "witness A VKEY\ngroup G 2 A\nquorum G", "witness A VKEY\ngroup G any A\ngroup H any A\nquorum G",
        "witness A VKEY\nwitness B VKEY\nquorum A", "log VKEY\nquorum none", "quorum none\r", "nonsense",
    ],
)  # fmt: skip
def test_what_is_no_policy(text: str) -> None:
    """Each is refused (C2SP tlog-policy)."""
    key = check.vkey("opcc.example", bytes(31) + b"\x07", check.COSIGNER_ED25519)
    with pytest.raises(check.Refused):
        check.Policy(text.replace("VKEY", key).encode())


def test_quorums() -> None:
    """Groups of groups, any and all of them."""
    keys = [check.vkey(f"w{n}.example", bytes(30) + bytes([n, 7]), check.COSIGNER_ED25519) for n in range(3)]
    lines = [f"witness {name} {key}" for name, key in zip("ABC", keys, strict=True)]
    lines += ["# two of", "group G any A B", " group H all G\tC ", "", "quorum H"]
    policy = check.Policy("\n".join(lines).encode())
    assert [policy.met(set(by)) for by in ("", "AB", "AC", "BC", "C")] == [False, False, True, True, False]


# Trees.


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 21])
def test_proofs_of_the_program_hold(size: int) -> None:
    """Every leaf and every prefix, and not with any hash left out, added or changed."""
    leaves = [check.leaf(bytes([number])) for number in range(size)]
    whole, roots = check.Tree(), [check.Tree().root()]
    frontier = tree.Frontier()
    rows = []
    for each in leaves:
        rows.append(whole.append(each))
        assert rows[-1] == frontier.append(each)
        roots.append(whole.root())

    def read(level: int, index: int) -> bytes:
        position, start = tree.stored_at(level, index)
        return rows[position - 1][start : start + 32]

    for index, each in enumerate(leaves):
        proof = tree.prove_inclusion(index, size, read)
        assert check.included(index, size, each, proof, roots[size])
        for other in _spoiled(proof):
            assert not check.included(index, size, each, other, roots[size])
    for old in range(1, size + 1):
        proof = tree.prove_consistency(old, size, read)
        assert check.extends(old, roots[old], size, roots[size], proof)
        for other in _spoiled(proof):
            assert not check.extends(old, roots[old], size, roots[size], other)


def _spoiled(proof: list[bytes]) -> Iterator[list[bytes]]:
    yield [*proof, bytes(32)]
    if proof:
        yield proof[:-1]
        yield [*proof[:-1], bytes(32)]
