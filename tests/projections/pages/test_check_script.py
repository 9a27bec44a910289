"""The second opinion, check.py: it shares nothing with the program, and agrees with it wherever it can see."""

import ast
import json
import shutil
import sqlite3
import subprocess
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
from ledger.stores.evidence import LARGEST_TEXT
from ledger.stores.file import SCHEMA
from projections.pages import check

SCRIPT = Path(check.__file__)
#: What only a terminal's memory finds.
_REMEMBERED = {"cut", "fork"}


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """The gallery's ledger."""
    folder = tmp_path_factory.mktemp("scene")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AFI_HOME", str(folder / "home"))
        yield record(folder / "afi.ledger")


def run(*words: object, python: str = sys.executable, code: int = 0) -> str:
    """What the file says, run by itself: no package of ours can be imported."""
    found = subprocess.run([python, "-I", str(SCRIPT), *map(str, words)], capture_output=True, cwd="/")
    assert found.returncode == code, found
    assert not found.stderr
    return found.stdout.decode()


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
    assert f"note: Countersigned by {Witness.name} up to E-142: nobody alone can rewrite that." in said


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
        "WRONG edited (E-133, entry.bytes; up to E-132 it holds): E-133: not what was sealed.",
        "not whole",
    ]
    document: dict[str, Any] = json.loads(run(path, "--json", code=1))
    assert (document["whole"], document["signatures_checked"], document["size"]) == (False, True, 150)
    assert [(each["kind"], each["position"], each["held"]) for each in document["findings"]] == [("edited", 133, 132)]


def test_without_cryptography_it_says_so(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Hashes are checked all the same; what only a signature shows is then not seen."""
    monkeypatch.setattr(check, "SIGNATURES", False)
    assert check.main([str(scene.path)]) == 0
    assert "note: Signatures were NOT checked" in capsys.readouterr().out
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
    policy.write_bytes(b"quorum\n")
    assert "is no policy: line 1" in run(scene.path, "--policy", policy, code=1)


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


# What an enemy may put there.


@pytest.mark.parametrize(
    "planted",
    [
        "CREATE VIEW extra AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n",
        "CREATE TABLE extra(x, y AS (hex(zeroblob(100000000))))",
        "DROP TABLE entry",
        "UPDATE vault SET content = zeroblob(20000000) WHERE rowid = 7",
    ],
)
def test_what_is_planted_is_found_and_not_run(scene: Scene, tmp_path: Path, planted: str) -> None:
    """Endless views, huge values, missing tables."""
    path = Path(shutil.copy(scene.path, tmp_path))
    with Forger(path) as forger:
        forger.sql.execute(planted.replace("UPDATE", "UPDATE OR REPLACE"))
        forger._triggers = [text for text in forger._triggers if "ON entry" not in text or "DROP" not in planted]
    assert run(path, code=1).endswith("not whole\n")


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("key.retired", {"key": {"prose": "0" * 64}}),
        ("key.revoked", {"key": [1, "a"], "after": 1}),
        ("key.enrolled", {"vkey": 5, "person": [1], "rights": {"a": 1}}),
        ("key.enrolled", {"vkey": "a", "person": "PER-8", "rights": [{"a": 1}]}),
        ("key.unheard_of", {}),
        ("ledger.opened", {"origin": 1}),
        ("text.erased", {"texts": [1, {"text": "a"}, {"text": "0" * 64, "entry": {"a": 1}}]}),
        ("text.erased", {"texts": 5}),
    ],
)  # fmt: skip
def test_absurd_entries_about_keys_and_texts(scene: Scene, tmp_path: Path, kind: str, data: Any) -> None:
    """Well-formed, sealed by a keeper, and of no sense: a finding or a remark, and no traceback."""
    path = Path(shutil.copy(scene.path, tmp_path))
    with Forger(path) as forger:
        forger.seal(forger.append(141, scene.people.ann, type=kind, data=data), scene.people.ann)
    report = check.check(path)
    assert report.findings or "texts" in data


@pytest.mark.parametrize("content", [b"", b"x", b"SQLite format 3\0" + bytes(84), b"{}" * 5000], ids=len)
def test_what_is_no_ledger(tmp_path: Path, content: bytes) -> None:
    """Any bytes are answered, with no traceback."""
    path = tmp_path / "afi.ledger"
    path.write_bytes(content)
    assert run(path, code=1).endswith("not whole\n")
    assert run(tmp_path / "nowhere", code=1).endswith("not whole\n")
    assert run(tmp_path, code=1).endswith("not whole\n")  # a folder, and no pack


def test_it_changes_nothing(scene: Scene, tmp_path: Path) -> None:
    """The file is as it was, and nothing lies beside it that anybody would miss."""
    path = Path(shutil.copy(scene.path, tmp_path))
    before = path.read_bytes()
    run(path)
    assert path.read_bytes() == before
    sqlite3.connect(path).close()
    assert not [each for each in tmp_path.iterdir() if each != path and each.stat().st_size and "-shm" not in each.name]
