"""What goes into a pack: what was asked for and hangs on it, names for the rest, and nothing under embargo."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.recording import Ledger
from ledger.stores.log import Log
from projections.follow import level
from projections.pages.chosen import Chosen, choose, everything, naming, of_inspection
from projections.views import Views, opened
from tests.making import ORIGIN, make_ledger
from tests.projections.pages.packing import NOW
from tests.projections.pages.story import embargo, tell


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """The story, and what is under embargo."""
    folder = tmp_path_factory.mktemp("told")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AFI_HOME", str(folder / "home"))
        with make_ledger(folder) as made:
            tell(made)
            embargo(made)
            yield made


@pytest.fixture
def views(told: Ledger) -> Iterator[Views]:
    """Its read models."""
    log = Log.open(Path(told.path))
    with opened(told.path, ORIGIN) as made:
        level(log, made)
        yield made
    log.close()


def chosen(views: Views, *refs: str, as_of: int = 99) -> Chosen:
    """What a pack of some records holds."""
    return choose(views, refs, as_of, NOW)


def test_whole_records(views: Views) -> None:
    """Every entry of a record, the evidence that these cite, and what hangs on it; not the letter that they cite."""
    assert chosen(views, "AFI-1").records == ("AFI-1", "DOC-2")
    assert chosen(views, "AFI-1").entries == (15, 19, 20, 21, 22, 23, 24, 25)
    assert chosen(views, "AFI-2").records == ("AFI-2", "ACT-1")


def test_order(views: Views) -> None:
    """What is to be put right comes first, each kind in the order of its numbers."""
    found = chosen(views, *everything(views))
    assert found.records == ("AFI-1", "AFI-2", "INS-1", "GRD-1", "ACT-1", "DOC-2")


def test_an_inspection(views: Views) -> None:
    """With all that it found; what does not count is left out, and counted."""
    assert set(of_inspection(views, "INS-1")) == {"INS-1", "AFI-1", "AFI-2", "AFI-3", "AFI-4", "GRD-1"}
    found = chosen(views, *of_inspection(views, "INS-1"))
    assert (found.void, "AFI-3" in found.records, found.embargoed_records) == (1, False, 1)
    assert (chosen(views, "AFI-3").records, chosen(views, "AFI-1").void) == ((), 0)
    assert chosen(views, *of_inspection(views, "INS-1"), as_of=16).void == 0  # it had not begun


def test_as_of(views: Views) -> None:
    """As the ledger held it then: no later entry, and no record that had not begun."""
    found = chosen(views, "AFI-1", "AFI-2", "ACT-1", as_of=21)
    assert (found.records, found.entries) == (("AFI-1", "AFI-2"), (15, 16, 19, 20, 21))


def test_embargo(views: Views) -> None:
    """A record under embargo is left out and counted, and so is an entry of another; that record is told in part."""
    found = chosen(views, "AFI-1", "AFI-2", "AFI-4")
    assert "AFI-4" not in found.records and "DOC-3" not in found.records
    assert (found.embargoed_records, found.embargoed_entries) == (1, 1)
    assert found.partly == {"AFI-2"} and 37 not in found.entries
    assert chosen(views, "AFI-4").records == ()


def test_names(views: Views) -> None:
    """Of a post its own entry and that of the organisation named there, not of who recorded it; of the embargoed none.

    Whoever the records themselves name comes with their name.
    """
    assert naming(views, ["POST-1"], 99, NOW) == [3, 5]
    assert naming(views, ["POST-1", "PER-1"], 99, NOW) == [3, 4, 5]
    assert naming(views, ["DOC-3"], 99, NOW) == []
    assert naming(views, ["AFI-1"], 99, NOW) == []
