"""The second opinion on a ledger's file as anybody may have written it, and on words that make no sense."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from commands.demo.gallery.forger import Forger
from commands.demo.gallery.scene import Scene, record
from ledger.events.ledger import Follows
from ledger.events.predecessor import PredecessorCarried
from projections.pages import check
from tests.ledger.gallery.forger import check as audited
from tests.making import make_ledger, say
from tests.projections.pages.opinions import SCRIPT, run


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """The gallery's ledger."""
    folder = tmp_path_factory.mktemp("scene")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AFI_HOME", str(folder / "home"))
        yield record(folder / "afi.ledger")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("{}/nowhere",), "nowhere is not there, or is neither a file nor a folder."),
        (("{}",), "is a folder, and no pack: it has no pack.json."),
        (("{}/pipe",), "pipe is not there, or is neither a file nor a folder."),
        (("{ledger}", "--policy", "{}/nowhere"), "nowhere is no policy: it is not there, or is no file."),
        (("{ledger}", "--policy", "{}/pipe"), "pipe is no policy: it is not there, or is no file."),
        (("{ledger}", "--policy", "{}/policy"), "policy is no policy: line 1: not a line of a policy."),
        (("{ledger}", "--first-key", "ad49"), "A first key's fingerprint has 64 digits, from 0 to 9 and from a to f."),
    ],
)
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no such files")
def test_what_was_asked_for_wrongly(scene: Scene, tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    """Says nothing of any ledger: one plain sentence, and another exit code than what is not whole."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "policy").write_bytes(b"quorum\n")
    asked = [word.format(tmp_path, ledger=scene.path) for word in words]
    found = subprocess.run([sys.executable, "-I", str(SCRIPT), *asked], capture_output=True, text=True, timeout=20)
    assert (found.returncode, found.stdout) == (2, "")
    assert found.stderr.endswith(f"{said}\n") and found.stderr.count("\n") == 1


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


def test_the_files_header(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bit in any byte of it, as the audit sees it: another journal mode, say."""
    monkeypatch.setenv("AFI_HOME", str(tmp_path / "home"))
    make_ledger(tmp_path).close()
    original, path = (tmp_path / "afi.ledger").read_bytes(), tmp_path / "spoiled.ledger"
    for byte in range(100):
        spoiled = bytearray(original)
        spoiled[byte] ^= 1
        path.write_bytes(spoiled)
        assert (not check.check(path).findings) == audited(path).sound, byte


def test_a_ledger_that_is_no_wal_database(scene: Scene, tmp_path: Path) -> None:
    """Somebody opened it with another tool, and changed how it is kept."""
    path = Path(shutil.copy(scene.path, tmp_path))
    with closing(sqlite3.connect(path)) as sql:
        assert sql.execute("PRAGMA journal_mode=DELETE").fetchone() == ("delete",)
    assert "WRONG file (the whole; up to E-155 it holds): The file's header is not a ledger's, in byte 18." in run(
        path, code=1
    )


@pytest.mark.parametrize("carried", [3, 9])
def test_a_ledger_that_follows_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, carried: int) -> None:
    """What of that is lost, and whose word alone is what is left."""
    monkeypatch.setenv("AFI_HOME", str(tmp_path / "home"))
    with make_ledger(tmp_path, follows=Follows(origin="old.0011223344556677", size=9, root="0" * 64)) as ledger:
        assert any("does not say" in remark for remark in check.check(ledger.path).remarks)
        ledger.record(lambda draft: draft.add(PredecessorCarried(entries=carried, root="0" * 64), say("2026-01")))
        said = run(ledger.path)
    lost = {3: "E-4 to E-9 lost", 9: "nothing known to be lost"}[carried]
    assert (
        f"note: This ledger succeeds old.0011223344556677 ({lost}). Up to E-11, its entries were recorded again" in said
    )


@pytest.mark.parametrize("content", [b"", b"x", b"SQLite format 3\0" + bytes(84), b"{}" * 5000], ids=len)
def test_what_is_no_ledger(tmp_path: Path, content: bytes) -> None:
    """Any bytes are answered, with no traceback."""
    path = tmp_path / "afi.ledger"
    path.write_bytes(content)
    assert run(path, code=1).endswith("not whole\n")


def test_it_changes_nothing(scene: Scene, tmp_path: Path) -> None:
    """The file is as it was, and nothing lies beside it that anybody would miss."""
    path = Path(shutil.copy(scene.path, tmp_path))
    before = path.read_bytes()
    run(path)
    assert path.read_bytes() == before
    sqlite3.connect(path).close()
    assert not [each for each in tmp_path.iterdir() if each != path and each.stat().st_size and "-shm" not in each.name]
