"""The plain files of a pack: each in a public format, checked with that format's own reader, and by check.py."""

import json
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from ledger.proofs.bundle import check_consistency_text, check_proof, parse_consistency, parse_proof
from ledger.proofs.note import check_signature, parse_checkpoint, parse_note
from ledger.proofs.policy import parse_policy
from projections.pages.folder import folder
from projections.pages.pack import Pack
from tests.projections.pages.story import LETTER, SAMPLE


@pytest.fixture(scope="module")
def plain(pack: Pack) -> dict[str, bytes]:
    """The files by path."""
    return folder(pack, b"the page")


def put(plain: dict[str, bytes], place: Path) -> Path:
    """The files in a folder."""
    for name, content in plain.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(content)
    return place


def check(place: Path) -> tuple[int, str]:
    """What check.py says of a folder: its exit code and last line."""
    command = [sys.executable, "-I", "check.py", "."]
    found = subprocess.run(command, cwd=place, capture_output=True, text=True)
    return found.returncode, found.stdout.splitlines()[-1]


def test_entries(plain: dict[str, bytes], pack: Pack) -> None:
    """Every entry has its bytes and a tlog-proof, which holds under the policy that is there."""
    policy = parse_policy(plain["policy"])
    index = json.loads(plain["pack.json"])
    positions = sorted(each for several in index["entries"].values() for each in several)
    assert positions == sorted(pack.entries) and len(set(positions)) == len(positions)
    assert {name for name in plain if name.startswith("entries/")} == {f"entries/E-{each}.json" for each in positions}
    for each in positions:
        proof = parse_proof(plain[f"proofs/E-{each}.tlog-proof"].decode())
        assert proof.note_text == plain["checkpoint"].decode()
        assert check_proof(proof, plain[f"entries/E-{each}.json"], policy).checkpoint.size == pack.size


def test_seals(plain: dict[str, bytes], pack: Pack) -> None:
    """Each batch's checkpoint is signed, and the pack's grew out of it."""
    [public] = [public for _, public in parse_policy(plain["policy"]).logs]
    for size in pack.seals:
        body, [line] = parse_note(plain[f"seals/{size}.note"].decode())
        sealed = parse_checkpoint(body)
        assert sealed.size == size and check_signature(public, body, line.signature)
        if size < pack.size:
            growth = parse_consistency(plain[f"seals/{size}.consistency"].decode())
            assert growth.old == size and check_consistency_text(growth, sealed.root).size == pack.size
    assert plain[f"seals/{pack.size}.note"] == plain["checkpoint"]


def test_contents(plain: dict[str, bytes], pack: Pack) -> None:
    """Each text and file is at the path that is listed, with the salt that makes it its commitment."""
    listed = dict[str, str]()
    for line in plain["contents"].decode().splitlines():
        commitment, salt, path = line.split(" ")
        assert sha256(bytes.fromhex(salt) + plain[path]).hexdigest() == commitment
        listed[path] = commitment
    assert listed.keys() == {name for name in plain if name.startswith(("texts/", "evidence/"))}
    assert set(listed.values()) == pack.texts.keys()
    files = {name.rpartition("-")[2]: content for name, content in plain.items() if name.startswith("evidence/")}
    assert files == {"sample.csv": SAMPLE, "letter.pdf": LETTER}


def test_index(plain: dict[str, bytes], pack: Pack) -> None:
    """Which pack it is, of which ledger, and that nothing is under embargo."""
    index = json.loads(plain["pack.json"])
    assert (index["pack"], index["origin"], index["entry"], index["size"]) == (
        pack.ref,
        pack.origin,
        pack.made,
        pack.size,
    )
    assert (index["fictitious"], index["first_key"]) == (1, pack.first_key)
    assert index["embargoed"] == {"records": 0, "entries": 0, "proof": []}
    readme = plain["README.txt"].decode()
    assert pack.first_key in readme and "python3 check.py ." in readme and "FICTITIOUS" in readme


def test_second_opinion(plain: dict[str, bytes], tmp_path: Path) -> None:
    """check.py, which shares no code with the program, finds it whole."""
    assert check(put(plain, tmp_path)) == (0, "whole")


@pytest.mark.parametrize(
    "name", ["entries/E-15.json", "proofs/E-15.tlog-proof", "texts/", "seals/18.note", "checkpoint"]
)
def test_altered(plain: dict[str, bytes], tmp_path: Path, name: str) -> None:
    """One byte of any of them, and it does not."""
    path = next(each for each in plain if each.startswith(name))
    content = bytearray(plain[path])
    content[len(content) // 2] ^= 1
    assert check(put(plain | {path: bytes(content)}, tmp_path)) == (1, "not whole")
