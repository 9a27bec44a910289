"""The second opinion on a pack's folder: what has to be there is there, and what is said of it is so."""

import json
import os
import re
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from commands.demo.gallery.scene import Witness
from ledger import keyring
from ledger.draft import Saying
from ledger.events import File, Prose
from ledger.events.countersignature import CountersignatureAdded
from ledger.events.improvement import ImprovementNoted
from ledger.events.key import KeyEnrolled, KeyRetired
from ledger.events.ledger import Follows
from ledger.events.person import PersonAdded
from ledger.events.policy import PolicyStated
from ledger.events.predecessor import PredecessorCarried
from ledger.events.text import ErasedText, TextErased
from ledger.proofs.note import vkey
from ledger.recording import Ledger
from ledger.stores.log import Log
from projections.pages import check
from projections.pages.folder import folder
from projections.pages.pack import Pack
from tests.making import ORIGIN, make_ledger
from tests.projections.pages.opinions import opinion, put
from tests.projections.pages.packing import pack_of
from tests.projections.pages.story import DAY, embargo, tell

Files = dict[str, bytes]
_GONE = "The laptop was left on a train."
#: What an old backup has: salt and content of what was erased.
_OLD: dict[str, tuple[bytes, bytes]] = {}


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """A pack of AFI-1 and AFI-2 with the note E-21 withheld and another erased; one entry of AFI-2 is under embargo.

    A policy is stated, and met by a countersignature; somebody's key was retired.
    """
    place = tmp_path_factory.mktemp("rich")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AFI_HOME", str(place / "home"))
        with make_ledger(place) as ledger:
            tell(ledger)
            embargo(ledger)
            _go_on(ledger)
            return folder(pack_of(ledger, ["AFI-1", "AFI-2"], withheld=(21,)), b"<html>")


def _go_on(ledger: Ledger) -> None:
    """E-38 to E-44: a note, a key that comes and goes, a policy, a countersignature, an erasure."""
    ledger.record(lambda draft: draft.add(ImprovementNoted(text=Prose("All are told.")), DAY, "AFI-2"))
    [own] = keyring.keys(ORIGIN)
    key = keyring.create(ORIGIN, bytes(31) + b"\x05")
    ledger.record(lambda draft: draft.add(PersonAdded(name=Prose("Eve Clerk")), DAY))
    enrolled = KeyEnrolled(vkey=vkey(ORIGIN, key.public), person="PER-2", rights=("record",))
    ledger.record(lambda draft: draft.add(enrolled, DAY))
    retired = replace(DAY, why=Prose(_GONE))
    ledger.record(lambda draft: draft.add(KeyRetired(key=key.fingerprint), retired))
    witness = Witness()
    stated = f"log {vkey(ORIGIN, own.public)}\n".encode() + witness.policy()
    ledger.record(lambda draft: draft.add(PolicyStated(policy=File(stated)), DAY))
    log = Log.open(ledger.path)
    head = log.head()
    log.close()
    assert head
    note = File(witness.note(ORIGIN, head.size, head.root, own))
    ledger.record(lambda draft: draft.add(CountersignatureAdded(size=head.size, note=note), DAY))
    _erase(ledger)


def _erase(ledger: Ledger) -> None:
    """What closed AFI-1 was said to be (E-25)."""
    with sqlite3.connect(ledger.path) as sql:
        [stored] = sql.execute("SELECT bytes FROM entry WHERE position = 25").fetchone()
        [[_, text]] = check.commitments(json.loads(stored))
        where = "FROM vault WHERE commitment = ?", (bytes.fromhex(text),)
        _OLD[text] = sql.execute(f"SELECT salt, content {where[0]}", where[1]).fetchone()
        sql.execute(f"DELETE {where[0]}", where[1])
    sql.close()
    erased = TextErased(texts=(ErasedText(text=text, entry=25, instead=Prose("[erased]")),))
    saying = Saying(DAY.on, authority=Prose("Asked for by the person named"))
    ledger.record(lambda draft: draft.add(erased, saying))


def kinds(files: Files, at: Path, policy: Path | None = None) -> list[str]:
    """The kinds of what is found, each once."""
    return sorted({finding.kind for finding in check.check(put(files, at), policy).findings})


def entries(files: Files, kind: str) -> list[int]:
    """The positions of the entries of a type, or of a list of pack.json's."""
    lists = json.loads(files["pack.json"])["entries"]
    stored = {position: files[f"entries/E-{position}.json"] for each in lists.values() for position in each}
    return lists.get(kind) or [at for at, each in sorted(stored.items()) if json.loads(each)["type"] == kind]


def indexed(files: Files, change: Callable[[dict[str, Any]], object]) -> Files:
    """With another pack.json."""
    index = json.loads(files["pack.json"])
    change(index)
    return files | {"pack.json": json.dumps(index).encode()}


def without_texts(files: Files, position: int) -> Files:
    """All that lies there of an entry's texts and files is gone, from the list too."""
    gone = dict(check.commitments(json.loads(files[f"entries/E-{position}.json"]))).values()
    lines = files["contents"].decode().splitlines(keepends=True)
    assert any(line[:64] in gone for line in lines)
    less = {line.split()[2] for line in lines if line[:64] in gone} | {f"countersignatures/E-{position}.note"}
    kept = "".join(line for line in lines if line[:64] not in gone).encode()
    return {name: content for name, content in files.items() if name not in less} | {"contents": kept}


def without_entry(files: Files, position: int) -> Files:
    """Nothing is left of an entry: no bytes, no proof, no seal of a batch that was its own, no number in the list."""
    stored = json.loads(files[f"entries/E-{position}.json"])
    texts = list(check.commitments(stored))
    less = without_texts(files, position) if any(digits in files["contents"].decode() for _, digits in texts) else files
    gone = {
        f"entries/E-{position}.json",
        f"proofs/E-{position}.tlog-proof",
        f"countersignatures/E-{position}.consistency",
    }
    gone |= {f"seals/{position}.{kind}" for kind in ("note", "consistency") if stored["batch"] == [1, 1]}
    lists = json.loads(files["pack.json"])["entries"]
    left = {name: [each for each in listed if each != position] for name, listed in lists.items()}
    return indexed(
        {name: content for name, content in less.items() if name not in gone},
        lambda index: index.update(entries=left),
    )


def test_a_pack_with_everything_in_it(rich: Files, tmp_path: Path) -> None:
    """Whole, with what is withheld, erased and under embargo, and why a key was retired in no file of it."""
    report = opinion(rich, tmp_path)
    assert report.findings == []
    assert (report.facts["withheld"], report.facts["erased"]) == (2, 1)
    said = "\n".join(report.remarks)
    assert "The policy that the ledger itself states is met." in said and f"Countersigned by {Witness.name}" in said
    assert "if that key is theirs" in said and "could have made them up" in said
    assert "AFI-2: 1 of its entries" in said and "which nobody signed: records: 0, entries: 1" in said
    assert "Not looked at: README.txt, check.py, pack.html." in said
    assert "whether the last entries of a record, or the last about keys, were left out" in said
    assert not [name for name, content in rich.items() if _GONE.encode() in content]


def test_the_packs_own_policy_enforced(rich: Files, tmp_path: Path) -> None:
    """Given from elsewhere it is met; one that asks for somebody else is not."""
    policy = tmp_path / "policy"
    policy.write_bytes(rich["policy"])
    assert kinds(rich, tmp_path / "pack", policy) == []
    stranger = check.vkey("audit.example", bytes(31) + b"\x07", check.COSIGNER_ED25519)
    policy.write_bytes(rich["policy"].replace(b"quorum OPCC", f"witness A {stranger}\nquorum A".encode()))
    assert kinds(rich, tmp_path / "pack", policy) == ["policy"]


@pytest.mark.parametrize("kind", ["pack.made", "policy.stated", "countersignature.added", "text.erased", "named"])
def test_a_text_that_must_be_there(rich: Files, tmp_path: Path, kind: str) -> None:
    """For whom the pack is, what is asked for, who countersigned, why something was erased, what somebody is called."""
    if kind == "named":
        position = next(at for at in entries(rich, kind) if b'"person.added"' in rich[f"entries/E-{at}.json"])
    else:
        [position] = entries(rich, kind)
    assert "text-missing" in kinds(without_texts(rich, position), tmp_path)


@pytest.mark.parametrize("kind", ["key.enrolled", "key.retired", "policy.stated", "countersignature.added"])
def test_an_entry_about_the_ledger_left_out(rich: Files, tmp_path: Path, kind: str) -> None:
    """With everything that is its own: it leaves a hole in the versions of its stream."""
    [position] = entries(rich, kind)
    assert "missing" in kinds(without_entry(rich, position), tmp_path)


def test_entries_of_a_record_left_out(rich: Files, tmp_path: Path) -> None:
    """As many as are under embargo may be missing, and no more; a record that is not there at all is found, too."""
    assert "missing" in kinds(without_entry(rich, 21), tmp_path / "one")
    index = indexed(rich, lambda index: index["embargoed"].update(entries=0))
    assert kinds(index, tmp_path / "two") == ["missing"]
    less = rich
    for position in entries(rich, "chosen"):
        if json.loads(rich[f"entries/E-{position}.json"])["stream"] == "AFI-2":
            less = without_entry(less, position)
    assert "missing" in kinds(less, tmp_path / "three")


def test_a_text_that_does_not_belong_there(rich: Files, tmp_path: Path) -> None:
    """Why a key was retired, say; and whoever puts an entry into another list, to keep its texts back, is found."""
    [position] = entries(rich, "key.retired")
    stored = json.loads(rich[f"entries/E-{position}.json"])
    [(_, digits)] = check.commitments(stored)
    line = f"{digits} {'0' * 32} texts/{digits}.txt\n".encode()
    found = kinds(rich | {"contents": rich["contents"] + line, f"texts/{digits}.txt": _GONE.encode()}, tmp_path / "one")
    assert "text-surplus" in found
    last = entries(rich, "chosen")[-1]

    def moved(index: dict[str, Any]) -> None:
        index["entries"]["chosen"].remove(last)
        index["entries"]["named"].append(last)

    assert "file" in kinds(indexed(rich, moved), tmp_path / "two")
    twice = indexed(rich, lambda index: index["entries"]["named"].append(19))  # it has no text
    assert kinds(twice, tmp_path / "three") == ["file"]


def test_an_erased_text_put_back(rich: Files, tmp_path: Path) -> None:
    """Out of an old backup: it is what was committed to, and may be nowhere."""
    [(text, (salt, content))] = _OLD.items()
    listed = rich["contents"] + f"{text} {salt.hex()} texts/{text}.txt\n".encode()
    assert kinds(rich | {"contents": listed, f"texts/{text}.txt": content}, tmp_path) == ["text-kept"]


def test_the_two_files_of_a_countersignature(rich: Files, tmp_path: Path) -> None:
    """Both have to be there, and the note has to be the file that the entry keeps."""
    [position] = entries(rich, "countersignature.added")
    for kind in ("note", "consistency"):
        name = f"countersignatures/E-{position}.{kind}"
        assert "file" in kinds({each: rich[each] for each in rich if each != name}, tmp_path / kind)
    note = f"countersignatures/E-{position}.note"
    shorter = b"".join(rich[note].splitlines(keepends=True)[:-1])  # without the witness's line
    assert kinds(rich | {note: shorter}, tmp_path / "shorter") == ["file"]


def test_the_policy_is_the_ledgers_own(rich: Files, pack: Pack, tmp_path: Path) -> None:
    """Whoever asks for less, or for something where the ledger states nothing, is found."""
    assert kinds(rich | {"policy": rich["policy"].replace(b"quorum OPCC", b"quorum none")}, tmp_path / "a") == [
        "policy"
    ]
    assert kinds(folder(pack, b"") | {"policy": rich["policy"]}, tmp_path / "b") == ["policy"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("afi", 2), ("pack", "PCK-9"), ("origin", "other.00112233aabbccdd"), ("fictitious", None), ("entry", 12),
        ("size", 5), ("first_key", "0" * 64), ("more", 1), ("embargoed", {"records": 0}),
        ("embargoed", {"records": 0, "entries": 1, "proof": [1]}),
    ],
)  # fmt: skip
def test_every_field_of_the_index(rich: Files, tmp_path: Path, field: str, value: object) -> None:
    """Each is compared with what is proved."""
    assert "file" in kinds(indexed(rich, lambda index: index.update({field: value})), tmp_path)


def test_an_embargo_on_a_policy_that_cites_nothing(rich: Files, tmp_path: Path) -> None:
    """Nobody can hide what is asked for by saying so."""
    [position] = entries(rich, "policy.stated")
    hidden = indexed(rich, lambda index: index["embargoed"].update(proof=[position]))
    assert "file" in kinds(hidden, tmp_path)


def test_times_that_go_back(rich: Files, tmp_path: Path) -> None:
    """Each entry was recorded no earlier than those above it."""
    earlier = re.sub(rb'"at":"2026', b'"at":"2025', rich["entries/E-21.json"])
    assert kinds(rich | {"entries/E-21.json": earlier}, tmp_path) == ["batch", "clock", "edited"]


def test_a_pack_of_a_ledger_that_follows_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says whose word alone it is that things were recorded before."""
    monkeypatch.setenv("AFI_HOME", str(tmp_path / "home"))
    with make_ledger(tmp_path, follows=Follows(origin="old.0011223344556677", size=12, root="0" * 64)) as ledger:
        ledger.record(lambda draft: draft.add(PredecessorCarried(entries=11, root="0" * 64), DAY))
        report = opinion(folder(pack_of(ledger, ["INS-1"]), b""), tmp_path / "pack")
    assert report.findings == []
    assert any(said.startswith("This ledger succeeds old.0011223344556677 (E-12 lost).") for said in report.remarks)


def test_strays(rich: Files, tmp_path: Path) -> None:
    """A file at the top that no pack has; those for people may say anything, which is said."""
    assert kinds(rich | {"extra.pdf": b"%PDF"}, tmp_path / "a") == ["file"]
    assert kinds(rich | {"README.txt": b"Believe me", "pack.html": b""}, tmp_path / "b") == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no such files")
def test_a_pipe_in_the_folder(rich: Files, tmp_path: Path) -> None:
    """It is no file, and nobody waits for what comes out of it."""
    put({name: content for name, content in rich.items() if name != "policy"}, tmp_path)
    os.mkfifo(tmp_path / "policy")
    assert {finding.kind for finding in check.check(tmp_path).findings} == {"file", "policy"}


def test_a_pack_without_cryptography(
    rich: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whether the policy is met cannot be told; the last line says what was not checked."""
    monkeypatch.setattr(check, "SIGNATURES", False)
    assert check.main([str(put(rich, tmp_path))]) == 0
    said = capsys.readouterr().out
    assert said.endswith("\nwhole, but signatures were not checked\n")
    assert "The policy that the ledger itself states may be met or not" in said
