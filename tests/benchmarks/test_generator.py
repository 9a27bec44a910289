"""The ledgers that are measured: of the size asked for, the same each time, and whole."""

import json
import sqlite3
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from benchmarks.generator import OPENING, ORIGIN, RECORDINGS, SEED, Made, make
from benchmarks.story import FIRST, FORCES, LAST, story, text
from ledger import keyring
from ledger.memory import recall
from ledger.proofs.audit import audit
from ledger.proofs.note import vkey
from ledger.proofs.verdict import Verdict
from ledger.stores.evidence import open_evidence
from ledger.stores.log import Log, Row

SIZE = 4007


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
    return make(tmp_path_factory.mktemp("made") / "ledger", SIZE)


def test_it_has_the_size_asked_for(made: Made) -> None:
    """Exactly as many entries, in some five hundred recordings, and marked fictitious."""
    found = verdict(made)
    assert (found.size, found.fictitious) == (SIZE, True)
    assert found.counts.batches == 1 + -(-(SIZE - OPENING) // (SIZE // RECORDINGS))


def test_it_is_whole(made: Made) -> None:
    """The audit has nothing to say against it, its times lying in the past included."""
    found = verdict(made)
    assert found.findings == found.remarks == ()


def test_it_is_the_same_each_time(tmp_path: Path) -> None:
    """Every byte of every entry, so every hash and root, whoever makes it wherever."""
    first, second = (rows(make(tmp_path / name, 300)) for name in ("one", "two"))
    assert first == second


def test_what_is_not_decided_is_what_the_door_would_have_stored(tmp_path: Path) -> None:
    """The way past the rules stores the same entries, checkpoints and texts, byte for byte."""
    trusted, decided = (make(tmp_path / f"{by}", 1500, decided=by) for by in (False, True))
    for table in ("entry", "checkpoint", "vault", "minted"):
        one, other = (sqlite3.connect(each.path) for each in (trusted, decided))
        sql = f"SELECT * FROM {table} ORDER BY 1"
        assert one.execute(sql).fetchall() == other.execute(sql).fetchall()
        one.close()
        other.close()


def test_it_spans_fifteen_years(made: Made) -> None:
    """Recorded as they happened, from the first day to about the last, whatever the size."""
    at = [json.loads(row.stored)["at"][:10] for row in rows(made)]
    assert at == sorted(at) and at[0][:4] == f"{FIRST:%Y}"
    assert abs((date.fromisoformat(at[-1]) - LAST).days) < 365


def test_a_large_one_has_all_forces() -> None:
    """Forty-three, each with people, a board and inspections of its own."""
    key = keyring.in_memory(ORIGIN, SEED)
    steps = story(ORIGIN, vkey(ORIGIN, key.public), 50_000)
    raised = {step.event.force for step in steps if step.event.type == "improvement.raised"}  # type: ignore[attr-defined]
    assert len(raised) == FORCES


@pytest.mark.parametrize("improvements", [8, 48])
def test_as_many_improvements_are_raised_as_are_asked_for(improvements: int) -> None:
    """Of each inspection, until the last, which is cut where there are entries enough."""
    key = keyring.in_memory(ORIGIN, SEED)
    steps = [*story(ORIGIN, vkey(ORIGIN, key.public), SIZE, 1, improvements)]
    raised = Counter(each.event.inspection for each in steps if each.event.type == "improvement.raised")  # type: ignore[attr-defined]
    assert len(steps) == SIZE
    assert {*list(raised.values())[:-1]} == {improvements}


def test_no_two_texts_are_the_same() -> None:
    """Nor do they hang on how many there are."""
    assert len({text(number) for number in range(5000)}) == 5000


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
    assert seen.size == SIZE
