"""One browser, and one ledger with a story in it, for all tests of pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.recording import Ledger
from projections.pages.html import html
from projections.pages.pack import Pack
from tests.making import make_ledger
from tests.projections.pages.chromium import Browser, chromium
from tests.projections.pages.packing import pack_of
from tests.projections.pages.story import RECORDS, tell


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium, started once."""
    with chromium() as running:
        yield running


@pytest.fixture(scope="session")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """The ledger; packs of it may be made, and nothing else recorded."""
    folder = tmp_path_factory.mktemp("story")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AFI_HOME", str(folder / "home"))
        with make_ledger(folder) as made:
            tell(made)
            yield made


@pytest.fixture(scope="session")
def pack(story: Ledger) -> Pack:
    """A pack of it."""
    return pack_of(story, [*RECORDS, "DOC-1"])


@pytest.fixture(scope="session")
def page(pack: Pack) -> str:
    """The same as a page."""
    return html(pack).decode()


@pytest.fixture
def at(tmp_path: Path) -> Path:
    """Where a page can be put."""
    return tmp_path / "pack.html"
