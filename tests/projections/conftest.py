"""A small ledger with every type of event in it, and read models level with it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.recording import Ledger
from ledger.stores.log import Log
from projections.follow import level
from projections.views import Views, opened
from tests.making import ORIGIN, make_ledger
from tests.projections.believed import BEFORE
from tests.projections.everything import everything, undone


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keys and memory of this test only."""
    monkeypatch.setenv("AFI_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """A ledger of 11 entries, which goes on from one that was lost, open for recording."""
    with make_ledger(tmp_path, follows=BEFORE) as made:
        yield made


@pytest.fixture
def full(ledger: Ledger) -> Ledger:
    """The same with every type of event in it."""
    ledger.record(everything)
    ledger.record(undone)
    return ledger


@pytest.fixture
def log(ledger: Ledger) -> Iterator[Log]:
    """Its log."""
    reader = Log.open(ledger.path)
    yield reader
    reader.close()


@pytest.fixture
def views(ledger: Ledger, log: Log) -> Iterator[Views]:
    """Its read models, level with it at the time the test begins."""
    with opened(ledger.path, ORIGIN) as made:
        level(log, made)
        yield made
