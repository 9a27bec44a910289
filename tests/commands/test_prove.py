"""Proofs: written from a ledger, and checked where there is nothing but the files and a policy."""

import json
import os
import shutil
import sqlite3
from hashlib import sha256
from pathlib import Path

import pytest

from commands.proving import is_proof, verify_bundle
from ledger.errors import IntegrityBroken, RuleBroken, Unreadable
from ledger.proofs.bundle import write_proof
from ledger.proofs.note import Checkpoint, vkey
from ledger.proofs.tree import leaf_hash
from tests.commands.outside import Outsider, countersigned, log_key, requested
from tests.commands.terminal import Terminal
from tests.ledger.proofs.cosigners import ORIGIN, log, signed


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder on a computer with nothing else."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    return folder


@pytest.fixture
def protected(fresh: Terminal, elsewhere: Path) -> Terminal:
    """A made-up ledger of 9 entries of which the first 8 are countersigned, and its policy elsewhere."""
    opcc = Outsider(fresh, "opcc")
    fresh.records("policy", "set", "--witness", f"OPCC={opcc.key()}")
    fresh.records("countersign", "add", str(countersigned(fresh, opcc, requested(fresh))))
    fresh.does("policy", "show", "-o", str(elsewhere / "policy"))
    return fresh


def proved(capsys: pytest.CaptureFixture[str], path: Path) -> dict[str, object]:
    """What a proof proves under the policy beside it, as JSON; the first of several."""
    capsys.readouterr()
    verify_bundle(path, path.parent / "policy", as_json=True)
    body = json.loads(capsys.readouterr().out)
    assert body["proved"] is True
    first: dict[str, object] = body["proofs"][0]
    return first


def edited(path: Path, old: str, new: str) -> None:
    """Exchanges something in a file."""
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


# One entry.


def test_an_entry_is_proved_elsewhere(protected: Terminal, elsewhere: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Under the checkpoint that was countersigned, though a newer one is there; with its texts and who signed."""
    protected.does("prove", "E-4", "-o", str(elsewhere / "note.tlog-proof"))
    assert {path.name for path in elsewhere.iterdir()} == {
        "policy", "note.tlog-proof", "note.entry", "note.texts.json",
    }  # fmt: skip
    found = proved(capsys, elsewhere / "note.tlog-proof")
    assert (found["entry"], found["size"], found["ref"]) == ("E-4", 8, "PER-1")
    assert (found["policy"], [each["name"] for each in found["countersigned"]]) == ("OPCC", ["OPCC"])  # type: ignore[attr-defined]
    assert "Ann Keeper" in str(found["texts"])
    verify_bundle(elsewhere / "note.tlog-proof", elsewhere / "policy")
    said = capsys.readouterr().out
    assert "Proved: E-4 is one of 8 entries" in said and "OPCC, 2" in said and "Not claimed" in said
    assert "(assumed)" in said and "name " in said and "revoked later" in " ".join(said.split())
    assert (found["texts_missing"], found["assumed"], list(found["text_names"].values())) == (0, True, ["name"])  # type: ignore[attr-defined]


def test_the_entry_beside_a_proof_is_the_stored_bytes(protected: Terminal, elsewhere: Path) -> None:
    """Byte for byte, and its texts hash to what it commits to."""
    protected.does("prove", "E-4", "-o", str(elsewhere / "n.tlog-proof"))
    stored = (elsewhere / "n.entry").read_bytes()
    with sqlite3.connect(protected.path) as ledger:
        assert ledger.execute("SELECT bytes, substr(hashes, 1, 32) FROM entry WHERE position = 4").fetchone() == (
            stored, leaf_hash(stored),
        )  # fmt: skip
    for committed, held in json.loads((elsewhere / "n.texts.json").read_text()).items():
        assert sha256(bytes.fromhex(held["salt"]) + held["text"].encode()).hexdigest() == committed
        assert committed.encode() in stored


def test_an_entry_newer_than_the_countersigned_is_proved_by_the_log_alone(
    protected: Terminal, elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And so does not meet the policy, which says so."""
    body = protected.does("prove", "E-9", "-o", str(elsewhere / "n.tlog-proof"), "--json").json
    assert (body["up_to"], body["countersignatures"], body["entries"]) == ("E-9", 0, ["E-9"])
    assert (body["policy"], body["policy_met"], body["key_named"]) == ("OPCC", False, True)
    out = protected.does("prove", "E-9", "-o", str(elsewhere / "again.tlog-proof")).out
    assert "does not meet the policy yet (OPCC): ask with `afi countersign request`" in " ".join(out.split())
    with pytest.raises(RuleBroken, match="not countersigned by enough yet: the policy is not met: it demands OPCC"):
        verify_bundle(elsewhere / "n.tlog-proof", elsewhere / "policy")
    edited(elsewhere / "policy", "quorum OPCC", "quorum none")
    assert proved(capsys, elsewhere / "n.tlog-proof")["countersigned"] == []


def test_a_file_that_an_entry_commits_to_is_proved_too(
    protected: Terminal, elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The policy itself, which E-7 states."""
    protected.does("prove", "E-7", "-o", str(elsewhere / "n.tlog-proof"))
    texts = proved(capsys, elsewhere / "n.tlog-proof")["texts"]
    size = (elsewhere / "policy").stat().st_size
    assert list(texts.values()) == [f"a file of {size:,} bytes"]  # type: ignore[attr-defined]


def test_all_of_a_record(protected: Terminal, elsewhere: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder with the proof of each of its entries."""
    body = protected.does("prove", "PER-1", "-o", str(elsewhere / "ann"), "--json").json
    assert body["entries"] == ["E-4"] and body["withheld"] == 0
    shutil.copy(elsewhere / "policy", elsewhere / "ann" / "policy")
    verify_bundle(elsewhere / "ann", elsewhere / "policy", as_json=True)
    assert len(json.loads(capsys.readouterr().out)["proofs"]) == len(body["entries"])


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("n.entry", '"PER-1"', '"PER-2"', "is not E-4 of the 8 entries"),
        ("n.entry", "}", "} ", "is not E-4 of the 8 entries"),
        ("n.tlog-proof", "index 3", "index 2", "is not E-3 of the 8 entries"),
        ("n.tlog-proof", "\n8\n", "\n9\n", "is not of this checkpoint"),
        ("n.tlog-proof", "— opcc ", "— opcd ", "the policy is not met"),
        ("policy", "log fenshire", "log fenshirf", "is not a policy: line 1"),
        ("policy", "witness OPCC", "witness OPCD", "is not a policy: line 3"),
        ("n.tlog-proof", "c2sp.org", "c2sp.com", "is not a proof"),
        ("n.texts.json", "Ann", "Eve", "is not the one which the entry commits to"),
        ("n.texts.json", '"salt"', '"sale"', "does not hold the texts"),
        ("n.texts.json", "{", "[", "does not hold the texts"),
    ],
)
def test_whatever_is_altered_proves_nothing(
    protected: Terminal, elsewhere: Path, name: str, old: str, new: str, said: str
) -> None:
    """In any of the files."""
    protected.does("prove", "E-4", "-o", str(elsewhere / "n.tlog-proof"))
    edited(elsewhere / name, old, new)
    with pytest.raises((IntegrityBroken, RuleBroken, Unreadable), match=said):
        verify_bundle(elsewhere / "n.tlog-proof", elsewhere / "policy")


def test_a_text_that_the_entry_does_not_commit_to(protected: Terminal, elsewhere: Path) -> None:
    """One that was added, though it hashes to what it says."""
    protected.does("prove", "E-4", "-o", str(elsewhere / "n.tlog-proof"))
    salt = bytes(16)
    added = {sha256(salt + b"lies").hexdigest(): {"salt": salt.hex(), "text": "lies"}}
    path = elsewhere / "n.texts.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | added))
    with pytest.raises(IntegrityBroken, match="is not the one which the entry commits to"):
        verify_bundle(elsewhere / "n.tlog-proof", elsewhere / "policy")


def test_what_is_missing_beside_a_proof(
    protected: Terminal, elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without the entry or a policy nothing is checked; without the texts it says how many are not shown."""
    path = elsewhere / "n.tlog-proof"
    protected.does("prove", "E-4", "-o", str(path))
    with pytest.raises(Unreadable, match="whose signatures count"):
        verify_bundle(path, None)
    path.with_suffix(".texts.json").write_text("{}")
    assert proved(capsys, path)["texts_missing"] == 1
    path.with_suffix(".texts.json").unlink()
    verify_bundle(path, elsewhere / "policy")
    assert "1 not shown" in capsys.readouterr().out
    path.with_suffix(".entry").unlink()
    with pytest.raises(Unreadable, match=r"n.entry cannot be read"):
        verify_bundle(path, elsewhere / "policy")
    path.write_bytes(b"\xff")
    path.with_suffix(".entry").write_bytes(b"x")
    with pytest.raises(Unreadable, match="is not a proof"):
        verify_bundle(path, elsewhere / "policy")


def test_an_entry_of_another_format_is_proved_all_the_same(
    protected: Terminal, elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What its bytes mean is not this program's to say; that they are in the log is."""
    entry = b"anything"
    (elsewhere / "n.tlog-proof").write_text(write_proof(0, [], signed(Checkpoint(ORIGIN, 1, leaf_hash(entry)))))
    (elsewhere / "n.entry").write_bytes(entry)
    (elsewhere / "policy").write_text(f"log {vkey(ORIGIN, log()[1])}\nquorum none\n")
    found = proved(capsys, elsewhere / "n.tlog-proof")
    assert (found["entry"], found["type"], found["texts"]) == ("E-1", None, {})
    verify_bundle(elsewhere / "n.tlog-proof", elsewhere / "policy")
    assert "Proved: E-1" in capsys.readouterr().out


def test_what_is_under_embargo_stays_here(lived: Terminal, tmp_path: Path) -> None:
    """An entry of it is not proved; of a record its entries are left out, and counted."""
    ledger = ("--ledger", "fenshire")
    for what in ("E-364", "DOC-18"):
        said = lived.refuses(3, "prove", what, "-o", str(tmp_path / "n.tlog-proof"), *ledger)
        assert "under an embargo" in said
    before = lived.does("prove", "AFI-3", "-o", str(tmp_path / "before"), "--json", *ledger).json
    lived.does("note", "AFI-3", "As the copy says", "--on", "2025-10-20", "--source", "DOC-18:p1", *ledger)
    body = lived.does("prove", "AFI-3", "-o", str(tmp_path / "after"), "--json", *ledger).json
    assert (body["entries"], body["withheld"]) == (before["entries"], 1)
    assert "1 entry under an embargo" in lived.does("prove", "AFI-3", "-o", str(tmp_path / "again"), *ledger).out
    assert not list(tmp_path.glob("n.*"))


def test_what_is_not_sealed_for_outsiders(fresh: Terminal, elsewhere: Path) -> None:
    """A refusal says how to get it sealed; then it is proved."""
    fresh.records("people", "add", "Bob Clerk")
    line = fresh.does("keys", "new").out.strip()
    fresh.records("keys", "enrol", line, "--person", "PER-2", "--as", "PER-1")
    fresh.records("people", "add", "Joy", "--as", "PER-2")
    newest = f"E-{fresh.size()}"
    said = fresh.refuses(3, "prove", newest, "-o", "n.tlog-proof")
    assert "not sealed by a key that may publish" in said and "countersign request" in said
    requested(fresh)
    fresh.does("prove", newest, "-o", "n.tlog-proof")


def test_words_that_prove_nothing(protected: Terminal, elsewhere: Path) -> None:
    """Each refusal says what to give; nothing is written, and nothing over another file."""
    (protected.folder / "n.entry").write_text("mine")
    for code, words in (
        (2, ("E-4",)),
        (2, ("-o", "n.tlog-proof")),
        (2, ("E-4", "-o", "n.txt")),
        (2, ("E-4", "--between", "E-1", "E-4", "-o", "n.tlog-proof")),
        (2, ("E-4", "-o", "n.tlog-proof", "--as-of", "E-5")),
        (3, ("E-99", "-o", "n.tlog-proof")),
        (3, ("AFI-99", "-o", "n.tlog-proof")),
        (3, ("E-4", "-o", "n.tlog-proof")),
        (2, ("--between", "E-4", "E-4", "-o", "n")),
        (2, ("--between", "E-1", "E-4", "-o", "n.before")),
        (3, ("--between", "E-4", "E-99", "-o", "n")),
    ):
        protected.refuses(code, "prove", *words)
    assert [path.name for path in protected.folder.glob("n*")] == ["n.entry"]
    assert (protected.folder / "n.entry").read_text() == "mine"


def test_a_proof_outlives_the_key(protected: Terminal, elsewhere: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What a key sealed while it spoke stays provable under the policy of then; what the next seals says what to do."""
    protected.does("keys", "rotate")
    body = protected.does("prove", "E-4", "-o", str(elsewhere / "n.tlog-proof"), "--json").json
    assert (body["up_to"], body["policy_met"]) == ("E-8", True)
    assert proved(capsys, elsewhere / "n.tlog-proof")["size"] == 8
    newer = protected.records("people", "add", "Bob Clerk")["entries"][0]["entry"]
    body = protected.does("prove", newer, "-o", str(elsewhere / "m.tlog-proof"), "--json").json
    assert (body["policy_met"], body["key_named"]) == (False, False)
    with pytest.raises(IntegrityBroken, match="signed by no key that the policy names"):
        verify_bundle(elsewhere / "m.tlog-proof", elsewhere / "policy")
    out = protected.does("prove", newer, "-o", str(elsewhere / "o.tlog-proof")).out
    assert "state it again with `afi policy set`" in " ".join(out.split())
    grown = protected.does("prove", "--between", "E-1", "E-8", "-o", str(elsewhere / "g.txt"), "--json").json
    assert (grown["up_to"], grown["policy_met"]) == ("E-8", True)


def test_a_revoked_key_speaks_up_to_where_it_is_trusted(protected: Terminal, elsewhere: Path) -> None:
    """What it sealed after that is shown to nobody; a later checkpoint, by another key, covers it."""
    line = protected.does("keys", "new").out.strip()
    rights = [word for right in ("record", "publish", "enrol", "keep") for word in ("--right", right)]
    protected.records("people", "add", "Bob Clerk")
    first = log_key_of(protected, "PER-1")
    protected.records("keys", "enrol", line, "--person", "PER-2", *rights, "--as", "PER-1")
    protected.records("keys", "revoke", first, "--after", "E-8", "--as", "PER-2")
    body = protected.does("prove", "E-4", "-o", str(elsewhere / "n.tlog-proof"), "--json").json
    assert (body["up_to"], body["doubts"]) == ("E-8", [])
    body = protected.does("prove", "E-9", "-o", str(elsewhere / "m.tlog-proof"), "--json").json
    assert body["up_to"] == f"E-{protected.size()}"


def test_an_author_whom_nothing_proves(
    protected: Terminal, elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The proof of an entry whose key was revoked before it says so, here and wherever it is checked."""
    line = protected.does("keys", "new").out.strip()
    protected.records("people", "add", "Bob Clerk")
    protected.records("keys", "enrol", line, "--person", "PER-2", "--as", "PER-1")
    protected.records("people", "add", "Eve", "--as", "PER-2")
    protected.records("keys", "revoke", log_key_of(protected, "PER-2"), "--after", "E-11", "--as", "PER-1")
    out = protected.does("prove", "E-12", "-o", str(elsewhere / "n.tlog-proof")).out
    assert "E-12: author unproven, because of the key that was revoked in E-13" in " ".join(out.split())
    edited(elsewhere / "policy", "quorum OPCC", "quorum none")
    doubt = proved(capsys, elsewhere / "n.tlog-proof")["doubt"]
    verify_bundle(elsewhere / "n.tlog-proof", elsewhere / "policy")
    assert str(doubt).startswith("author unproven") and "whoever made the proof adds" in capsys.readouterr().out
    edited(elsewhere / "n.tlog-proof", "extra ", "extra AAAA")
    assert proved(capsys, elsewhere / "n.tlog-proof")["doubt"] is None  # not one that this program makes


def log_key_of(desk: Terminal, person: str) -> str:
    """The fingerprint of somebody's key."""
    rows = desk.does("keys", "list", "--json").rows
    return str(next(row["fingerprint"] for row in rows if row["person"] == person))


def test_each_entry_of_a_record_is_under_what_is_worth_most(protected: Terminal, elsewhere: Path) -> None:
    """Those that the countersigned checkpoint covers are not put under a newer one that nobody countersigned."""
    body = protected.does("prove", "LEDGER", "-o", str(elsewhere / "all"), "--json").json
    assert body["under"] == ["E-8", "E-9"] and body["policy_met"] is False
    assert "\n8\n" in (elsewhere / "all" / "E-8.tlog-proof").read_text()
    out = protected.does("prove", "LEDGER", "-o", str(elsewhere / "again")).out
    assert "under checkpoints of E-8 and E-9" in " ".join(out.split())


def test_the_policy_of_another_ledger(protected: Terminal, elsewhere: Path) -> None:
    """It is a slip, and no evidence of anything."""
    protected.does("prove", "E-4", "-o", str(elsewhere / "n.tlog-proof"))
    (elsewhere / "policy").write_text(f"log {vkey(ORIGIN, log()[1])}\nquorum none\n")
    with pytest.raises(RuleBroken, match="policy is of another ledger") as refusal:
        verify_bundle(elsewhere / "n.tlog-proof", elsewhere / "policy")
    assert "evidence" not in refusal.value.remedy


def test_json_of_what_proves_nothing(protected: Terminal, elsewhere: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One document all the same, with what was wrong; ``sound`` is what `afi verify` of a ledger says too."""
    protected.does("prove", "E-4", "-o", str(elsewhere / "n.tlog-proof"))
    assert proved(capsys, elsewhere / "n.tlog-proof")
    edited(elsewhere / "n.entry", '"PER-1"', '"PER-2"')
    with pytest.raises(IntegrityBroken):
        verify_bundle(elsewhere / "n.tlog-proof", elsewhere / "policy", as_json=True)
    body = json.loads(capsys.readouterr().out)
    assert (body["sound"], body["proved"], body["withheld"]) == (False, False, 0)
    assert "is not E-4 of the 8 entries" in body["what"] and body["remedy"].startswith("Keep it as evidence")


@pytest.mark.skipif(os.name == "nt", reason="there are no such files")
def test_what_is_no_file(protected: Terminal, elsewhere: Path) -> None:
    """A device or a pipe in the place of any of the files is neither read for ever nor waited for."""
    path = elsewhere / "n.tlog-proof"
    protected.does("prove", "E-4", "-o", str(path))
    with pytest.raises(Unreadable, match="is no file"):
        verify_bundle(path, Path("/dev/zero"))
    for suffix in (".texts.json", ".entry", ".tlog-proof"):
        path.with_suffix(suffix).unlink()
        os.mkfifo(path.with_suffix(suffix))
        with pytest.raises(Unreadable, match="is no file"):
            verify_bundle(path, elsewhere / "policy")


# Growth.


def test_growth_writes_both_files_or_none(protected: Terminal) -> None:
    """The names of both are looked at before either is written."""
    (protected.folder / "g.before").write_text("mine")
    protected.refuses(3, "prove", "--between", "E-3", "E-8", "-o", "g.txt")
    said = protected.refuses(2, "prove", "--between", "E-3", "E-8", "-o", "h.before")
    assert "is to be the name of the earlier root" in said
    assert sorted(path.name for path in protected.folder.glob("[gh].*")) == ["g.before"]


def test_growth_is_proved_elsewhere(protected: Terminal, elsewhere: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Between any two moments; with a policy if the later is countersigned, else of both roots alone."""
    body = protected.does("prove", "--between", "E-8", "E-3", "-o", str(elsewhere / "g.txt"), "--json").json
    assert (body["before"], body["up_to"]) == ("E-3", "E-8")
    found = proved(capsys, elsewhere / "g.txt")
    assert (found["before"], found["size"], found["root_before"]) == ("E-3", 8, body["root_before"])
    protected.does("prove", "--between", "E-8", "E-9", "-o", str(elsewhere / "h.txt"))
    verify_bundle(elsewhere / "h.txt", None)
    said = capsys.readouterr().out
    assert "only added to between E-8 and E-9" in said and "not asked about" in said
    assert "Proved" not in said and "The roots agree" in said and "the entry" not in said
    with pytest.raises(RuleBroken, match="the policy is not met"):
        verify_bundle(elsewhere / "h.txt", elsewhere / "policy")


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("g.before", "\n3\n", "\n2\n", "another size"),
        ("g.before", "fenshire.", "fenshirf.", "another ledger"),
        ("g.before", "\n3\n", "\n03\n", "is not a proof"),
        ("g.txt", "old 3", "old 4", "are not those with that root"),
        ("g.txt", "old 3", "old 9", "cannot have grown from 9"),
        ("g.txt", "\n8\n", "\n9\n", "are not those with that root"),
        ("g.txt", "— ", "-- ", "is not a proof|proves nothing"),
    ],
)
def test_growth_that_was_altered_proves_nothing(
    protected: Terminal, elsewhere: Path, name: str, old: str, new: str, said: str
) -> None:
    """In either of the files, and with a policy or without."""
    protected.does("prove", "--between", "E-3", "E-8", "-o", str(elsewhere / "g.txt"))
    edited(elsewhere / name, old, new)
    for policy in (None, elsewhere / "policy"):
        with pytest.raises((IntegrityBroken, Unreadable), match=said):
            verify_bundle(elsewhere / "g.txt", policy)


def test_what_is_a_proof(protected: Terminal, elsewhere: Path) -> None:
    """By name, by how it begins, or a folder of them: so `afi verify` knows what it was given."""
    protected.does("prove", "--between", "E-3", "E-8", "-o", str(elsewhere / "g.txt"))
    protected.does("prove", "PER-1", "-o", str(elsewhere / "ann"))
    shutil.copy(elsewhere / "ann" / "E-4.tlog-proof", elsewhere / "renamed")
    yes = [elsewhere / "g.txt", elsewhere / "ann", elsewhere / "renamed", elsewhere / "missing.tlog-proof"]
    assert all(map(is_proof, yes))
    assert not any(map(is_proof, (protected.path, elsewhere, elsewhere / "policy", elsewhere / "missing")))


def test_the_ledgers_key_is_in_the_policy(protected: Terminal, elsewhere: Path) -> None:
    """Whoever checks needs no more than the policy."""
    assert log_key(protected) in (elsewhere / "policy").read_text()
