"""The test vectors: made anew they are the same, and a verifier that shares no code with ours agrees with every one."""

import json
import re
from base64 import b64decode
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ledger.proofs import tree
from ledger.proofs.entry import FORMAT, Json, Malformed, parse_entry
from tests.docs import verifier
from tests.docs.vectors import PUBLISHED, VECTORS, written
from tests.docs.verifier import Refused

DOCS = Path(__file__).parents[2] / "docs"


def stored(name: str) -> Json:
    """A file of vectors."""
    vectors: Json = json.loads((DOCS / "vectors" / f"{name}.json").read_bytes())
    return vectors


@pytest.mark.parametrize("name", VECTORS)
def test_vectors_are_made_anew(name: str, update: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the generators make is what is published, byte for byte; ``--update`` publishes it."""
    monkeypatch.setenv("AFI_HOME", str(tmp_path))
    made, path = written(VECTORS[name]()), DOCS / "vectors" / f"{name}.json"
    if update:
        path.write_text(made, encoding="utf-8", newline="\n")
    assert path.read_bytes().decode() == made


def test_vectors_are_all_made() -> None:
    """No file lies beside them that nothing makes, but for what was published once and never changes."""
    assert {path.stem for path in (DOCS / "vectors").iterdir()} == {*VECTORS, *PUBLISHED}


@pytest.mark.parametrize(("name", "digest"), PUBLISHED.items())
def test_what_was_published_once_is_as_it_was(name: str, digest: str) -> None:
    """Made by the first version of the program, byte for byte."""
    assert sha256((DOCS / "vectors" / f"{name}.json").read_bytes()).hexdigest() == digest


# Entries.


def test_entries() -> None:
    """Text, leaf hash and commitments of every entry, by hashlib and json; and it is read as an entry by both."""
    vectors = stored("entries")
    assert vectors["format"] == FORMAT
    for vector in vectors["entries"]:
        entry = bytes.fromhex(vector["bytes"])
        assert entry.decode("ascii") == vector["text"]
        assert json.dumps(json.loads(entry), sort_keys=True, separators=(",", ":")) == vector["text"]
        assert sha256(b"\x00" + entry).hexdigest() == vector["leaf"]
        assert verifier.read(entry, FORMAT) == parse_entry(entry) == json.loads(entry)
        salted = [
            sha256(bytes.fromhex(each["salt"]) + each["text"].encode()).hexdigest() for each in vector["commitments"]
        ]
        assert salted == [each["commitment"] for each in vector["commitments"]]
        assert sorted(salted) == sorted(re.findall('{"(?:prose|file)":"([0-9a-f]{64})"}', vector["text"]))
        assert len(set(salted)) == len(salted)


def test_edges() -> None:
    """What just keeps to the grammar is an entry to both."""
    for vector in stored("entries")["edges"]:
        entry = bytes.fromhex(vector["bytes"])
        assert verifier.read(entry, FORMAT) == parse_entry(entry), vector["what"]
        assert sha256(b"\x00" + entry).hexdigest() == vector["leaf"]


def test_refused_entries() -> None:
    """What must be refused is refused by both, and by ours at the field that is named."""
    for vector in stored("entries")["refused"]:
        entry = bytes.fromhex(vector["bytes"])
        with pytest.raises(Refused):
            verifier.read(entry, FORMAT)
        with pytest.raises(Malformed) as refused:
            parse_entry(entry)
        assert refused.value.field == vector["field"], vector["what"]


def test_the_entry_on_the_page_is_one() -> None:
    """The example in docs/proof-format.md, put in one line, is an entry of the version that the page is about."""
    page = (DOCS / "proof-format.md").read_text(encoding="utf-8")
    [shown] = re.findall("```json\n(.*?)```", page, re.DOTALL)
    assert verifier.read(re.sub(r"\n\s*", "", shown).encode())["type"] == "improvement.noted"


# Trees.


def test_trees() -> None:
    """Leaves, roots, rows and proofs by the recursive definitions of RFC 6962, and our checkers take each proof."""
    vectors = stored("tree")
    leaves = [sha256(b"\x00" + bytes.fromhex(entry)).digest() for entry in vectors["entries"]]
    roots = [verifier.root(leaves[:size]) for size in range(len(leaves) + 1)]
    assert [leaf.hex() for leaf in leaves] == vectors["leaves"]
    assert [root.hex() for root in roots] == vectors["roots"]
    for proof in vectors["inclusion"]:
        index, size, hashes = proof["index"], proof["size"], [bytes.fromhex(each) for each in proof["proof"]]
        assert hashes == verifier.inclusion(index, leaves[:size])
        assert tree.check_inclusion(index, size, leaves[index], hashes, roots[size])
    for proof in vectors["consistency"]:
        old, new, hashes = proof["old"], proof["new"], [bytes.fromhex(each) for each in proof["proof"]]
        assert hashes == verifier.consistency(old, leaves[:new])
        assert tree.check_consistency(old, roots[old], new, roots[new], hashes)


def test_rows() -> None:
    """A row holds the root over each run of leaves that its own leaf completes."""
    vectors = stored("tree")
    assert vectors["rows"] == _rows([bytes.fromhex(leaf) for leaf in vectors["leaves"]])


def _rows(leaves: list[bytes]) -> list[str]:
    return [
        "".join(verifier.root(leaves[end - width : end]).hex() for width in (1, 2, 4, 8, 16, 32) if end % width == 0)
        for end in range(1, len(leaves) + 1)
    ]


# Checkpoints.


def test_checkpoints() -> None:
    """Keys, ids, bodies, signatures and notes, from the seeds, by cryptography and the specifications."""
    for vector in stored("checkpoints")["checkpoints"]:
        private = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(vector["seed"]))
        public, origin, root = private.public_key().public_bytes_raw(), vector["origin"], bytes.fromhex(vector["root"])
        assert public.hex() == vector["public"]
        assert sha256(b"\x01" + public).hexdigest() == vector["fingerprint"]
        assert sha256(f"{origin}\n\x01".encode() + public).hexdigest()[:8] == vector["key_id"]
        assert verifier.vkey(origin, public) == vector["vkey"]
        assert verifier.public_of(vector["vkey"]) == (origin, public)
        body = verifier.body(origin, vector["size"], root)
        assert body == vector["body"].encode()
        assert private.sign(body).hex() == vector["signature"]
        assert verifier.note(origin, vector["size"], root, public, private.sign(body)) == vector["note"]
        line = vector["note"].splitlines()[-1].split(" ")
        assert b64decode(line[2]).hex() == vector["key_id"] + vector["signature"]


def test_refused_vkeys() -> None:
    """Weak, garbled and foreign keys are refused by both (ours when the vectors were made)."""
    for vector in stored("checkpoints")["refused_vkeys"]:
        with pytest.raises(Refused):
            verifier.public_of(vector["vkey"])


# A whole ledger.


LEDGERS = pytest.mark.parametrize("name", ["ledger", "field"])


@LEDGERS
def test_the_ledger(name: str) -> None:
    """The independent verifier follows it to the end, and finds the same root, origin and first key."""
    rows = stored(name)
    found = verifier.Ledger(FORMAT)
    found.follow(rows)
    assert (found.origin, found.size, verifier.root(found.leaves).hex()) == (rows["origin"], rows["size"], rows["root"])
    assert next(iter(found.keys)) == rows["first_key"]
    assert found.unproven() == rows["unproven"]
    assert [row["hashes"] for row in rows["entries"]] == _rows(found.leaves)


@LEDGERS
def test_nothing_in_the_ledger_can_be_changed(name: str) -> None:
    """Change, drop, double or swap any row of any list, and the verifier refuses the ledger."""
    rows = stored(name)
    for table, field in [*_ALTERED.items(), ("checkpoints", "signature")]:
        for place, row in enumerate(rows[table]):
            altered = row[field][:-1] + f"{int(row[field][-1], 16) ^ 1:x}"
            _refuse(rows, table, [*rows[table][:place], row | {field: altered}, *rows[table][place + 1 :]])
    for table in ("entries", "checkpoints"):
        for place, row in enumerate(rows[table]):
            before, after = rows[table][:place], rows[table][place + 1 :]
            _refuse(rows, table, [*before, *after])
            if table == "entries":
                _refuse(rows, table, [*before, row, row, *after])
                if after:
                    _refuse(rows, table, [*before, after[0], row, *after[1:]])


_ALTERED = {"entries": "bytes", "checkpoints": "root", "vault": "content"}


def _refuse(rows: Json, table: str, altered: list[Json]) -> None:
    with pytest.raises(Refused):
        verifier.Ledger(FORMAT).follow(rows | {table: altered})
