"""The ledgers that are measured: of the size asked for, the same each time, and whole."""

from collections import Counter
from pathlib import Path

import pytest

from benchmarks.generator import BATCH, Made, make
from ledger.memory import recall
from ledger.proofs.audit import audit
from ledger.proofs.verdict import Verdict
from ledger.stores.evidence import open_evidence
from ledger.stores.log import Log, Row


def rows(made: Made) -> list[Row]:
    """Every entry as it is stored."""
    log = Log.open(made.path)
    try:
        return list(log.all_rows())
    finally:
        log.close()


def verdict(made: Made) -> Verdict:
    """What the audit says."""
    with open_evidence(made.path) as evidence:
        return audit(evidence)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Several recordings' worth of entries, the last of them not full."""
    return make(tmp_path_factory.mktemp("made") / "ledger", 2 * BATCH + 7)


def test_it_has_the_size_asked_for(made: Made) -> None:
    """Exactly as many entries, in as few recordings as may be, and marked fictitious."""
    found = verdict(made)
    assert (found.size, found.counts.batches, found.fictitious) == (2 * BATCH + 7, 3, True)


def test_it_is_whole(made: Made) -> None:
    """The audit has nothing to say against it, its times lying in the past included."""
    found = verdict(made)
    assert found.findings == found.remarks == ()


def test_it_is_the_same_each_time(tmp_path: Path) -> None:
    """Every byte of every entry, so every hash and root, whoever makes it wherever."""
    first, second = (rows(make(tmp_path / name, 300)) for name in ("one", "two"))
    assert first == second


def test_a_small_one_begins_as_a_large_one_does(made: Made, tmp_path: Path) -> None:
    """History is cut off, not made anew: streams, types and data are those of the larger ledger's beginning."""
    small = rows(make(tmp_path / "small", 300))
    assert [(row.stream, row.type) for row in small] == [(row.stream, row.type) for row in rows(made)[:300]]


def test_an_improvement_has_twenty_entries(made: Made) -> None:
    """As many as were measured before building; the first of each inspection stays open, with one less."""
    lengths = Counter(row.stream for row in rows(made))
    assert (lengths["AFI-1"], lengths["AFI-2"], lengths["AFI-8"]) == (19, 20, 20)


def test_each_copy_has_its_own_memory(made: Made, tmp_path: Path) -> None:
    """Two copies that are written to are a fork; a terminal that knew both would refuse one of them."""
    copy = made.copy(tmp_path / "copy")
    assert copy.home != made.home
    with copy.at_home():
        seen = recall(copy.key.origin)
    assert seen is not None
    assert seen.size == 2 * BATCH + 7
