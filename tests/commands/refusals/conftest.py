"""A desk at Fenshire's ledger, where temporary files cannot hide."""

from pathlib import Path

import pytest

from tests.commands.fenshire import moved_to_fenshire
from tests.commands.terminal import Terminal


@pytest.fixture(autouse=True)
def _temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is made aside lies beside the desk, where it would be found."""
    (tmp_path / "aside").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "aside"))


@pytest.fixture
def fenshire(example: Path, bare: Terminal) -> Terminal:
    """Sam Okafor's terminal in the folder of Fenshire's ledger: every kind of record, and all that can befall one."""
    return moved_to_fenshire(example, bare)
