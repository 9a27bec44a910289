"""The same ledger gives the same bytes: whoever composes a paper, where, in which place of the world and language."""

import os
import subprocess
import sys
from hashlib import sha256
from itertools import count
from pathlib import Path

from ledger.recording import Ledger
from tests.projections.everything import everything
from tests.projections.papers.awkward import awkwardly

ROOT = Path(__file__).parents[3]
#: What is composed: each kind, in each format.
ASKED = (
    "board --forum FOR-1 --dated 2019-01-01", "progress --forum FOR-1 --dated 2019-02-01 --since E-40",
    "response INS-1 --dated 2019-01-01", "timeline --dated 2019-01-01",
)  # fmt: skip
PROGRAM = """
import os, sys
os.umask({umask})
from commands import app
for asked in {asked}:
    for suffix in (".docx", ".pdf", ".html", ".md"):
        words = ["paper", *asked.split(), "-o", asked.split()[0] + suffix]
        app.root().main(["--ledger", {ledger!r}, *words], prog_name="afi", standalone_mode=False)
"""
#: How two computers are different.
HERE = {"TZ": "UTC", "LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "1"}
THERE = {"TZ": "Asia/Tokyo", "LANG": "pl_PL.UTF-8", "LC_ALL": "pl_PL.UTF-8", "PYTHONHASHSEED": "2", "COLUMNS": "40"}


def composed(folder: Path, ledger: Path, umask: int, variables: dict[str, str]) -> dict[str, str]:
    """The digests of all papers, as a program of its own composes them in a folder that is its home too."""
    folder.mkdir()
    program = PROGRAM.format(umask=umask, asked=ASKED, ledger=str(ledger))
    homes = {"HOME": str(folder), "AFI_HOME": str(folder / "keys"), "TMPDIR": str(folder)}
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)} | homes | variables
    run = subprocess.run([sys.executable, "-c", program], env=environment, cwd=folder, capture_output=True, check=False)
    assert run.returncode == 0, run.stderr.decode()
    papers = [path for path in folder.iterdir() if path.suffix in (".docx", ".pdf", ".html", ".md")]
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in papers}


def test_the_same_bytes_anywhere(ledger: Ledger, tmp_path: Path) -> None:
    """Neither the clock's place, nor a language, the order of sets, a folder, a home or a umask gets into a file."""
    ledger.record(awkwardly(everything, {}, count()))
    here = composed(tmp_path / "here", ledger.path, 0o077, HERE)
    there = composed(tmp_path / "a place elsewhere, ż", ledger.path, 0o000, THERE)
    assert len(here) == 4 * len(ASKED) and len(set(here.values())) == len(here)
    assert {name for name in here if here[name] != there.get(name)} == set()
