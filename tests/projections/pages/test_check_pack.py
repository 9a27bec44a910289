"""The second opinion on a pack's folder, and on one entry's proof: every byte of each counts."""

import json
import random
import re
from pathlib import Path

import pytest

from ledger.proofs.bundle import write_proof
from projections.pages import check
from projections.pages.folder import folder
from projections.pages.pack import Pack
from tests.projections.pages.opinions import opinion, put

#: What a pack's folder holds for people, which proves nothing.
FOR_PEOPLE = {"README.txt", "check.py", "pack.html"}


@pytest.fixture(scope="module")
def files(pack: Pack) -> dict[str, bytes]:
    """A pack as files."""
    return folder(pack, b"<html>")


def test_a_pack_is_whole(files: dict[str, bytes], tmp_path: Path) -> None:
    """As the program made it."""
    report = opinion(files, tmp_path)
    assert report.findings == []
    assert report.facts["entries"] == sum(name.startswith("entries/") for name in files)


def test_a_byte_altered_in_each_file(files: dict[str, bytes], tmp_path: Path) -> None:
    """Any seeded letter of any file that proves something."""
    chance = random.Random(7)
    put(files, tmp_path)
    for name, content in files.items():
        if name not in FOR_PEOPLE | {"pack.json", "policy"}:
            spoiled = bytearray(content)
            spoiled[chance.randrange(len(content))] ^= 1
            (tmp_path / name).write_bytes(spoiled)
            assert check.check(tmp_path).findings, name
            (tmp_path / name).write_bytes(content)


def test_each_file_is_needed(files: dict[str, bytes], tmp_path: Path) -> None:
    """Any one taken away is missed, or emptied; any one put there is one too many."""
    put(files, tmp_path)
    for name, content in files.items():
        if name not in FOR_PEOPLE:
            (tmp_path / name).write_bytes(b"")
            assert check.check(tmp_path).findings, name
            (tmp_path / name).unlink()
            assert check.check(tmp_path).findings, name
            (tmp_path / name).write_bytes(content)
    for name in ("entries", "proofs", "seals", "texts"):
        (tmp_path / name / "more").touch()
        assert [finding.kind for finding in check.check(tmp_path).findings] == ["file"]
        (tmp_path / name / "more").unlink()


def test_a_text_that_was_withheld_in_secret(files: dict[str, bytes], tmp_path: Path) -> None:
    """The entry that records the pack says how many were withheld; one more is found."""
    lines = files["contents"].decode().splitlines(keepends=True)
    chosen = {
        digits
        for position in json.loads(files["pack.json"])["entries"]["chosen"]
        for digits in re.findall('"(?:prose|file)":"([0-9a-f]{64})"', files[f"entries/E-{position}.json"].decode())
    }
    gone = next(line for line in lines if line[:64] in chosen)
    less = {name: content for name, content in files.items() if name != gone.split()[2]}
    less["contents"] = "".join(line for line in lines if line != gone).encode()
    assert [finding.kind for finding in opinion(less, tmp_path).findings] == ["text-missing"]


def test_what_is_no_index(files: dict[str, bytes], tmp_path: Path) -> None:
    """Whatever stands in pack.json is answered, with no traceback."""
    put(files, tmp_path)
    for content in (
        b"",
        b"[]",
        b"{}",
        b'{"entries":[]}',
        b'{"entries":{"chosen":[1,1]}}',
        b'{"entries":{"chosen":"x"}}',
    ):
        (tmp_path / "pack.json").write_bytes(content)
        assert check.check(tmp_path).findings, content


# One entry's proof.


def test_one_entry(pack: Pack, files: dict[str, bytes], tmp_path: Path) -> None:
    """As in a pack, or with the entry beside it; with a policy it says whose checkpoint it is."""
    put(files, tmp_path)
    policy = tmp_path / "policy"
    proof = tmp_path / "proofs" / "E-1.tlog-proof"
    assert check.check(proof, policy).findings == []
    alone = put({"a.tlog-proof": proof.read_bytes(), "a.entry": files["entries/E-1.json"]}, tmp_path / "alone")
    assert check.check(alone / "a.tlog-proof", policy).findings == []
    other = sorted(name for name in files if name.startswith("entries/"))[-1]
    (alone / "a.entry").write_bytes(files[other])
    assert [finding.kind for finding in check.check(alone / "a.tlog-proof", policy).findings] == ["edited"]
    (alone / "a.entry").unlink()
    assert [finding.kind for finding in check.check(alone / "a.tlog-proof").findings] == ["file"]


def test_one_entry_under_another_policy(pack: Pack, files: dict[str, bytes], tmp_path: Path) -> None:
    """Of another log, of nobody, or with a witness who did not sign."""
    put(files, tmp_path)
    proof, policy = tmp_path / "proofs" / "E-1.tlog-proof", tmp_path / "policy"
    stranger = check.vkey("audit.example", bytes(31) + b"\x07", check.COSIGNER_ED25519)
    log = check.vkey(pack.origin, bytes(31) + b"\x07")
    own = files["policy"].decode().partition("\n")[0]
    for text, kind in (
        (f"log {log}\nquorum none\n", "signature"),
        ("quorum none\n", "signature"),
        (f"{own}\nwitness A {stranger}\nquorum A\n", "policy"),
    ):
        policy.write_text(text)
        assert [finding.kind for finding in check.check(proof, policy).findings] == [kind]


def test_every_letter_of_a_proof_counts(pack: Pack, files: dict[str, bytes], tmp_path: Path) -> None:
    """Altered anywhere, it is another's, or malformed; only what nobody signs, `extra`, may be anything."""
    put(files, tmp_path)
    policy, path = tmp_path / "policy", tmp_path / "proofs" / "E-1.tlog-proof"
    content, chance = path.read_bytes(), random.Random(1)
    for place in chance.sample(range(len(content)), 60):
        spoiled = bytearray(content)
        spoiled[place] ^= 1
        path.write_bytes(spoiled)
        assert check.check(path, policy).findings, place
    entry = pack.entries[1]
    path.write_text(write_proof(0, entry.proof, pack.checkpoint, b"anything"), encoding="utf-8")
    assert check.check(path, policy).findings == []
