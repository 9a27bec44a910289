"""Real processes: many that write to one ledger at once, and many that are killed while they write."""

import multiprocessing
import os
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from ledger import codec, keyring, memory
from ledger.codec import Entry
from ledger.proofs.audit import audit
from ledger.recording import Ledger
from ledger.stores.evidence import open_evidence
from ledger.stores.log import Log
from tests.ledger.plans import contents, noting, raising
from tests.ledger.writers import kill_writers, write_to_file
from tests.making import ORIGIN, make_ledger

WRITERS, COMMANDS = 8, 25
KILLERS, KILLS = 2, 100

posix = pytest.mark.skipif(
    os.name == "nt",
    reason="Windows can neither fork nor send SIGKILL; SQLite's crash safety there is SQLite's to test.",
)


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A ledger with AFI-1 in it, which no process has open."""
    monkeypatch.setenv("AFI_HOME", str(tmp_path / "home"))
    with make_ledger(tmp_path) as made:
        made.record(raising)
    return tmp_path / "afi.ledger"


def run(target: Callable[..., None], jobs: list[tuple[Any, ...]]) -> None:
    """Runs a process for each job, all at once; each has imported everything anew, and ended well."""
    start = multiprocessing.get_context("spawn").Process
    processes = [start(target=target, args=job) for job in jobs]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
        assert process.exitcode == 0
        process.close()


def entries(path: Path) -> list[Entry]:
    """Every entry as stored, in order."""
    log = Log.open(path)
    try:
        return [codec.decode(row.stored) for row in log.all_rows()]
    finally:
        log.close()


def acknowledged(said: list[Path]) -> dict[str, list[str]]:
    """What writers said of each command: its root, then its entries. A line cut short was not said."""
    lines = [line for file in said for line in file.read_text().splitlines(keepends=True) if line.endswith("\n")]
    told = {command: rest for command, *rest in map(str.split, lines)}
    assert len(told) == len(lines), "no command was acknowledged twice"
    return told


def check_whole(path: Path) -> None:
    """The ledger verifies, goes on from what this terminal remembers, and whatever processes did is in order."""
    seen = memory.recall(ORIGIN)
    assert seen
    with open_evidence(path) as evidence:
        verdict = audit(evidence, memory=(seen.size, seen.root))
    assert verdict.findings == ()
    recorded = entries(path)
    assert all(before.at <= after.at for before, after in pairwise(recorded)), "time never goes back"
    minted = [entry.stream for entry in recorded if entry.type == "improvement.raised"]
    assert minted == [f"AFI-{number}" for number in range(1, len(minted) + 1)], "numbers are minted in order"
    check_batches(recorded, [row[0] for row in contents(path)["checkpoint"]])


def check_batches(recorded: list[Entry], sealed: list[object]) -> None:
    """Batches tile the log; each is one command, and ends where a checkpoint is."""
    ends: list[object] = []
    position = 0
    while position < len(recorded):
        size = recorded[position].batch[1]
        batch = recorded[position : position + size]
        assert [entry.batch for entry in batch] == [(place, size) for place in range(1, size + 1)]
        assert len({(entry.cmd, entry.at, entry.key) for entry in batch}) == 1
        position += size
        ends.append(position)
    assert position == len(recorded) and ends == sealed
    assert len({entry.cmd for entry in recorded}) == len(ends), "each command is one batch"


def check_acknowledged(path: Path, told: dict[str, list[str]]) -> None:
    """Everything that was acknowledged is there, where and under the root that it was said to be."""
    log = Log.open(path)
    for command, (root, *said) in told.items():
        rows = log.of_command(command)
        assert [f"{row.position}:{row.stream}:{row.type}" for row in rows] == said
        assert log.root(rows[-1].position).hex() == root
    log.close()


def test_many_writers_lose_nothing(path: Path, tmp_path: Path) -> None:
    """Eight processes, whose clocks differ, write to shared records and to their own, all at once."""
    said = [tmp_path / f"said-{number}" for number in range(WRITERS)]
    run(write_to_file, [(path, number, COMMANDS, file) for number, file in enumerate(said)])
    told = acknowledged(said)
    assert len(told) == WRITERS * COMMANDS
    check_acknowledged(path, told)
    check_whole(path)
    commands = Counter(entry.cmd for entry in entries(path)[12:])
    assert commands == {command: len(rest) - 1 for command, rest in told.items()}, (
        "and nothing twice, nor anything else"
    )


@posix
def test_killed_writers_lose_nothing_that_they_acknowledged(path: Path, tmp_path: Path) -> None:
    """Of two hundred killed at random moments: every receipt that was given holds, and nothing is there by halves."""
    said = [tmp_path / f"said-{number}" for number in range(KILLERS)]
    run(kill_writers, [(path, 1000 * number, KILLS, file) for number, file in enumerate(said)])
    told = acknowledged(said)
    assert len(told) > KILLS, "they wrote, as a rule, before they were killed"
    check_acknowledged(path, told)
    check_whole(path)
    unsaid = {entry.cmd for entry in entries(path)[12:]} - set(told)
    assert len(unsaid) <= KILLERS * KILLS, "each had time to commit one recording and not to say so"
    [key] = keyring.keys(ORIGIN)
    with Ledger(path, key) as ledger:
        assert ledger.record(noting("The next one writes.")).size == len(entries(path))
    check_whole(path)
