"""Desks to work at: with the example's ledger, with a small made-up one, and with none."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands.terminal import Terminal

_OURS = ("AFI_LEDGER", "AFI_TRACEBACK", "COLUMNS", "NO_COLOR", "FORCE_COLOR")


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A terminal in a folder without a ledger, of somebody who has no key."""
    for name in _OURS:
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "desk"
    folder.mkdir()
    monkeypatch.setenv("AFI_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(folder)
    return Terminal(folder, monkeypatch)


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The example as `afi demo` records it, with the home of Sam Okafor, who ran it. To be copied, not used."""
    folder = tmp_path_factory.mktemp("example")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AFI_HOME", str(folder / "home"))
        patch.chdir(folder)
        Terminal(folder / "cambridgeshire", patch).does("demo", "--name", "Sam Okafor")
        yield folder


@pytest.fixture
def desk(example: Path, bare: Terminal) -> Terminal:
    """Sam Okafor's terminal in the folder of Cambridgeshire's ledger."""
    shutil.copytree(example / "home", bare.folder.parent / "home")
    shutil.copytree(example / "cambridgeshire", bare.folder, dirs_exist_ok=True)
    return bare


@pytest.fixture
def lived(desk: Terminal, example: Path) -> Terminal:
    """The same terminal with Fenshire's ledger in a folder beside the other."""
    shutil.copytree(example / "fenshire", desk.folder / "fenshire")
    return desk


@pytest.fixture
def fresh(bare: Terminal) -> Terminal:
    """Ann Keeper's terminal beside a made-up ledger that has just begun, 6 entries long."""
    words = "--force Fenshire --post Keeper --questions none --no-recovery --fictitious".split()
    bare.does("init", "--name", "Ann Keeper", *words)
    return bare
